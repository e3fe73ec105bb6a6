// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Which blocks of marked-up text are headings, and of which level.
struct MarkupHeadingTests {
  private func isHeading(_ text: String, _ style: MarkupDocument.Heading.Style?) throws -> Bool {
    var sketch = MarkupSketch()
    sketch.kop(text, style)
    sketch.al("Tekst.")
    return try !sketch.letter().outline.isEmpty
  }

  @Test(arguments: [
    ("Inleiding", MarkupDocument.Heading.Style.roman), ("Artikel 1.", .bold), ("Reactie op het advies:", .bold),
    ("Wat is er gebeurd?", .italic),
    ("1. Stand van zaken", .roman), ("Onderhoud", .underlined), ("Tekstbox 2: de regeling", .bold),
  ])
  func keepsHeadings(_ text: String, _ style: MarkupDocument.Heading.Style) throws {
    #expect(try isHeading(text, style))
  }

  @Test(arguments: [
    (
      "De staten die deel zijn van de begroting worden bij wet vastgesteld en gewijzigd voor:",
      MarkupDocument.Heading.Style.roman
    ),
    ("Dit is een hele zin in vet schrift.", .bold), ("en verder", .roman), ("het volgende:", .roman),
    ("punt een;", .bold), ("Tabel 3 Kosten per jaar", .italic),
    (String(repeating: "lange kop ", count: 16) + "x", .bold),
  ])
  func readsSentencesMarkedAsHeadingsAsText(_ text: String, _ style: MarkupDocument.Heading.Style) throws {
    #expect(try !isHeading(text, style))
  }

  @Test func takesAHeadingWithoutAStyleForOne() throws { #expect(try isHeading("Inleiding", nil)) }

  @Test func readsParagraphsSetAsHeadings() throws {
    var sketch = MarkupSketch()
    sketch.al("Vette kop", emphasis: .bold)
    sketch.al("Tekst.")
    sketch.al("Een hele zin in cursief.", emphasis: .italic)
    sketch.al("vervolg in kleine letter", emphasis: .bold)
    sketch.al("Cursieve kop", emphasis: .italic)
    sketch.al("Tekst.")
    sketch.al("Slotregel zonder iets eronder", emphasis: .bold)
    #expect(try sketch.letter().outline == ["1 Vette kop", "2 Cursieve kop"])
  }

  @Test func readsLabelsOfQuestionsAsHeadingsOfTheFirstLevel() throws {
    var sketch = MarkupSketch()
    sketch.kop("Onderwerp A", .bold)
    sketch.al("Vraag 1")
    sketch.al("Kent u dit bericht?", emphasis: .italic)
    sketch.kop("Antwoord op vraag 1", .italic)
    sketch.al("Ja.")
    #expect(try sketch.letter().outline == ["1 Onderwerp A", "1 Vraag 1", "1 Antwoord op vraag 1"])
  }

  @Test func ranksStylesByProminence() throws {
    var sketch = MarkupSketch()
    for (text, style) in [
      ("A kop", MarkupDocument.Heading.Style.bold), ("B kop", .italic), ("C kop", .boldItalic), ("D kop", .bold),
    ] {
      sketch.kop(text, style)
      sketch.al("Tekst.")
    }
    #expect(try sketch.letter().outline == ["1 A kop", "3 B kop", "2 C kop", "1 D kop"])
  }

  @Test func givesTheOnlyStyleTheFirstLevel() throws {
    var sketch = MarkupSketch()
    sketch.kop("Enige", .italic)
    sketch.al("Tekst.")
    #expect(try sketch.letter().outline == ["1 Enige"])
  }

  @Test func letsNumbersWinOverStyle() throws {
    var sketch = MarkupSketch()
    for text in ["1. Een", "1.1 Onder een", "1.1.1 Diep", "2. Twee"] {
      sketch.kop(text, .bold)
      sketch.al("Tekst.")
    }
    sketch.kop("Los", .italic)
    sketch.al("Tekst.")
    #expect(try sketch.letter().outline == ["1 1. Een", "2 1.1 Onder een", "3 1.1.1 Diep", "1 2. Twee", "4 Los"])
  }

  @Test func putsTitlesOfBoxesUnderTheHeadingAbove() throws {
    var sketch = MarkupSketch()
    for (text, style) in [
      ("A kop", MarkupDocument.Heading.Style.italic), ("Kader 1: Uitleg", .bold), ("B kop", .italic),
    ] {
      sketch.kop(text, style)
      sketch.al("Tekst.")
    }
    #expect(try sketch.letter().outline == ["1 A kop", "2 Kader 1: Uitleg", "1 B kop"])
  }

  @Test func putsHeadingsOfAnAnnexUnderItsName() throws {
    var sketch = MarkupSketch()
    sketch.kop("A kop", .bold)
    sketch.al("Tekst.")
    sketch.add(.annex)
    for (text, style) in [
      ("Bijlage 1: Overzicht", MarkupDocument.Heading.Style.bold), ("B kop", .bold), ("C kop", .italic),
    ] {
      sketch.kop(text, style)
      sketch.al("Tekst.")
    }
    #expect(try sketch.letter().outline == ["1 A kop", "1 Bijlage 1: Overzicht", "2 B kop", "3 C kop"])
  }

  @Test func nestsLettersUnderNumbers() throws {
    var sketch = MarkupSketch()
    for text in ["1. Een", "a. Eerste", "b. Tweede", "2. Twee", "a. Weer"] {
      sketch.kop(text, .bold)
      sketch.al("Tekst.")
    }
    #expect(try sketch.letter().outline == ["1 1. Een", "2 a. Eerste", "2 b. Tweede", "1 2. Twee", "2 a. Weer"])
  }

  @Test func nestsArabicUnderRomanNumbers() throws {
    var sketch = MarkupSketch()
    sketch.divisie("I. ALGEMEEN", opens: 1, number: "I.")
    sketch.divisie("1. Doel", opens: 2, in: 1, number: "1.")
    sketch.al("a", container: 2)
    sketch.divisie("II. ARTIKELEN", opens: 3, number: "II.")
    sketch.divisie("1. Onder twee", opens: 4, in: 3, number: "1.")
    sketch.al("b", container: 4)
    #expect(try sketch.letter().outline == ["1 I. ALGEMEEN", "2 1. Doel", "1 II. ARTIKELEN", "2 1. Onder twee"])
  }

  @Test func letsNumbersWinOverNesting() throws {
    var sketch = MarkupSketch()
    sketch.divisie("1. Een", opens: 1, number: "1.")
    sketch.divisie("1.1 Onder", opens: 2, in: 1, number: "1.1")
    sketch.al("a", container: 2)
    sketch.divisie("2. Twee", opens: 3, number: "2.")
    sketch.divisie("2.1 Ernaast", opens: 4, number: "2.1")
    sketch.al("b", container: 4)
    #expect(try sketch.letter().outline == ["1 1. Een", "2 1.1 Onder", "1 2. Twee", "2 2.1 Ernaast"])
    #expect(try sketch.letter().sections.map(\.parent) == [nil, "s1", nil, "s3"])
  }

  @Test func ranksHeadingsOfADivisionUnderItsOwn() throws {
    var sketch = MarkupSketch()
    sketch.divisie("Hoofdstuk", opens: 1)
    sketch.kop("Kop in het hoofdstuk", .italic, in: 1)
    sketch.al("a", container: 1)
    sketch.kop("Klein", .roman, in: 1)
    sketch.al("b", container: 1)
    #expect(try sketch.letter().outline == ["1 Hoofdstuk", "2 Kop in het hoofdstuk", "3 Klein"])
  }

  @Test func startsASeriesAnewWithinItsOwnKind() throws {
    var sketch = MarkupSketch()
    sketch.divisie("1. Deel", opens: 1, number: "1.")
    sketch.divisie("1. Les", opens: 2, in: 1, number: "1.")
    sketch.divisie("2. Les", opens: 3, in: 1, number: "2.")
    sketch.al("a", container: 3)
    sketch.divisie("2. Deel", opens: 4, number: "2.")
    sketch.al("b", container: 4)
    #expect(try sketch.letter().outline == ["1 1. Deel", "2 1. Les", "2 2. Les", "1 2. Deel"])
  }

  @Test(arguments: ["12 maatregelen tegen hoogwater", "I always said so", "2030 en daarna", "A-locaties"])
  func readsNoNumberWhereThereIsNone(_ text: String) throws {
    var sketch = MarkupSketch()
    sketch.kop("Eerst", .bold)
    sketch.kop(text, .italic)
    sketch.al("Tekst.")
    #expect(try sketch.letter().outline == ["1 Eerst", "2 \(text)"])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func headings(_ letter: StructuredLetter) -> [String] { letter.sections.compactMap(\.heading) }
private func paragraphs(_ letter: StructuredLetter) -> [String] {
  letter.paragraphs.filter { $0.kind != .heading }.map { letter.text.string($0.span) }
}

private func bold(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Bold")] }
private func italic(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Italic")] }

struct QuestionNumberTests {
  private func list(_ numbers: [String], bold isBold: Bool, asking: Bool = true) -> DocumentSketch {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    for number in numbers {
      sketch.gap()
      sketch.line(isBold ? bold(number) : [.init(number)])
      sketch.line(
        italic(asking ? "Kent u het rapport over de dijken bij Oosterwolde?" : "Rapport over de dijken bij Oosterwolde")
      )
      sketch.line(italic(asking ? "Zo ja, wat vindt u daarvan?" : "Het vervolg daarop"))
      sketch.gap()
      sketch.line("Ik ken dat rapport en ik kom er later op terug.")
    }
    return sketch
  }

  @Test func opensASectionAtEachBoldNumberOfAListOfQuestions() throws {
    let letter = try structure(list(["1", "2", "3 en 4", "5"], bold: true))
    #expect(headings(letter) == ["1", "2", "3 en 4", "5"])
    #expect(letter.sections.dropFirst().allSatisfy { $0.level == 1 })
  }

  @Test func leavesNumbersThatDoNotCountUpOrAskNothing() throws {
    #expect(!headings(try structure(list(["4", "9", "2"], bold: true))).contains("4"))
    #expect(!headings(try structure(list(["1", "2", "3"], bold: true, asking: false))).contains("2"))
    #expect(!headings(try structure(list(["1", "2", "3"], bold: false))).contains("2"))
  }
}

struct StackedHeadingTests {
  @Test func partsANumberedHeadingFromTheOneItLiesUnder() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(bold("2 Behoefte aan ruimte"))
    sketch.line(bold("2.1 Werkwijze"))
    sketch.line(full)
    sketch.line("de regering.")
    let letter = try structure(sketch)
    #expect(headings(letter) == ["2 Behoefte aan ruimte", "2.1 Werkwijze"])
    #expect(letter.sections.suffix(2).map(\.level) == [1, 2])
  }

  @Test func takesTheTitleBelowABareLabelOfAnAnnexForItsHeading() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.nextPage()
    sketch.line(bold("BIJLAGE"))
    sketch.line(bold("Lijst van onderzochte polders"))
    sketch.gap(0.5)
    sketch.line(full)
    sketch.line("de regering.")
    #expect(headings(try structure(sketch)) == ["BIJLAGE Lijst van onderzochte polders"])
  }

  @Test func findsALongColouredHeadingRightBelowAnother() throws {
    let blue: UInt64 = 0x0000_2222_6666_CCCC
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line([.init("Uitvoering", font: "Sketch-Bold", colour: blue)])
    sketch.gap(0.5)
    sketch.line([.init("Wat de commissie adviseert over het onderhoud van de dijken en hoe", colour: blue)])
    sketch.line([.init("wij dat met de waterschappen gaan uitvoeren", colour: blue)])
    sketch.line(full)
    sketch.line("de regering.")
    #expect(headings(try structure(sketch)).count == 2)
  }

  /// A bold heading right above a long slanted line, with short slanted titles before it or none.
  private func letterWithLongTitle(after titles: [String]) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for title in titles {
      sketch.line(italic(title))
      sketch.line(full)
      sketch.line("het kabinet.")
      sketch.gap()
    }
    sketch.line(bold("Uitvoering"))
    sketch.gap(0.5)
    sketch.line(italic("Wat de commissie adviseert over het onderhoud van de dijken en hoe"))
    sketch.line(italic("wij dat met de waterschappen gaan uitvoeren"))
    sketch.gap(0.5)
    sketch.line(full)
    sketch.line("de regering.")
    return try structure(sketch)
  }

  @Test func findsALongSlantedHeadingBelowABoldOneWhereTitlesAreSetAlike() throws {
    #expect(headings(try letterWithLongTitle(after: ["Sluizen", "Bruggen", "Wegen"])).count == 5)
  }

  @Test func leavesALongSlantedLineBelowAHeadingInTheText() throws {
    #expect(headings(try letterWithLongTitle(after: [])) == ["Uitvoering"])
  }

  @Test func findsAPlainHeadingOfTwoLines() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 {
      for _ in 0..<3 { sketch.line(full) }
      sketch.line("het kabinet.")
      sketch.gap()
    }
    sketch.line("Gescheiden beheer van de dijken en van de wegen die daarop liggen,")
    sketch.line("met name langs de kust")
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering.")
    #expect(
      headings(try structure(sketch)) == [
        "Gescheiden beheer van de dijken en van de wegen die daarop liggen, met name langs de kust"
      ]
    )
  }
}

struct IndentedTextTests {
  @Test func keepsAQuotationThatStandsInFromBothSidesTogether() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het volgende:")
    sketch.gap(0.5)
    sketch.line("‘De dijken zijn van ons allen, en wij zien toe.", x: 110)
    sketch.line("Overheden dragen daar de zorg voor.’", x: 110)
    sketch.gap(0.5)
    sketch.line(full)
    #expect(
      paragraphs(try structure(sketch))[1]
        == "‘De dijken zijn van ons allen, en wij zien toe. Overheden dragen daar de zorg voor.’"
    )
  }

  @Test func partsAQuotationThatStandsInFromTheLineThatIntroducesIt() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line("De Unie van Dijkbeheerders schreef mij hierover op vier mei van dit:")
    sketch.line("Waterschappen vragen om meer tijd voor het werk aan de dijken", x: 100)
    sketch.line("en om meer geld.", x: 100)
    let found = paragraphs(try structure(sketch))
    #expect(found.suffix(2).map { $0.hasSuffix("van dit:") } == [true, false])
  }
}

struct PageHeadTests {
  /// A page of text whose last line is full and ends a sentence.
  private func filled() -> DocumentSketch {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("de regering en het kabinet, dat daarover in gesprek is met de provincies.")
    sketch.nextPage()
    return sketch
  }

  @Test(arguments: ["Sketch-Italic", "Sketch"])
  func findsASlantedOrShortHeadingAfterAFullLine(font: String) throws {
    var sketch = filled()
    sketch.line([.init("Veiligheid langs het spoor", font: font)])
    sketch.line("Verder is afgesproken dat de toezichthouder elk jaar een overzicht maakt")
    sketch.line("van de voortgang.")
    #expect(headings(try structure(sketch)) == ["Veiligheid langs het spoor"])
  }

  @Test func partsTextAtThePagesEdgeFromTheItemThatEndsThePageBefore() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("de volgende punten:")
    sketch.line("\u{2022}   Nieuwe woonvormen langs het water komen ook in aanmerking voor")
    sketch.line("een bijdrage uit de regeling die daarvoor vorig jaar is opengesteld.", x: 90)
    sketch.nextPage()
    sketch.line("Een uitgebreidere toelichting op deze en andere resultaten geeft de")
    sketch.line("bijlage.")
    #expect(paragraphs(try structure(sketch)).last?.hasPrefix("Een uitgebreidere") == true)
  }
}

struct SolidTextTests {
  @Test func findsPlainHeadingsOfALetterThatSetsNoGaps() throws {
    var sketch = DocumentSketch()
    for heading in ["Stand van zaken", "Vervolg van de aanpak"] {
      for _ in 0..<2 {
        for _ in 0..<3 { sketch.line(full) }
        sketch.line("de regering en het kabinet.")
      }
      sketch.line(heading)
    }
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering en het kabinet.")
    let letter = try structure(sketch)
    #expect(headings(letter) == ["Stand van zaken", "Vervolg van de aanpak"])
    #expect(paragraphs(letter).count == 5)
  }

  @Test func leavesAShortLineBetweenGapsWithoutOneInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 {
      for _ in 0..<3 { sketch.line(full) }
      sketch.line("de regering en het kabinet.")
      sketch.gap()
    }
    sketch.line(full)
    sketch.line("de regering en het kabinet.")
    sketch.line("Namens de provincies")
    sketch.line(full)
    sketch.line("de regering.")
    #expect(headings(try structure(sketch)).isEmpty)
  }
}

struct TextBeforeSalutationTests {
  @Test func leavesALetterNamedByItsReferenceInTheText() throws {
    var sketch = DocumentSketch()
    for (label, value) in [("Datum", "3 mei 2024"), ("Betreft", "Antwoorden op vragen over de dijken")] {
      sketch.line([.init(label), .init(" ", space: 2), .init(value)])
    }
    sketch.gap(2)
    sketch.line("Hierbij zend ik u de antwoorden op de vragen die het lid Van Velsen op")
    sketch.line("27 april over de dijken heeft gesteld en die zijn ingezonden met het")
    sketch.line("kenmerk 2024Z07744.")
    sketch.gap()
    for _ in 0..<4 { sketch.line(full) }
    let letter = try structure(sketch)
    #expect(paragraphs(letter).first?.hasSuffix("met het kenmerk 2024Z07744.") == true)
    #expect(letter.metadata.references.isEmpty)
  }
}

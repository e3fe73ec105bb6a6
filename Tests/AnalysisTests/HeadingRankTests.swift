// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func structure(_ sketch: DocumentSketch) throws -> StructuredLetter {
  let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
  return PageStructure(try LanguagePack())(sketch.document, source: source)
}

/// A letter with these headings, each above a paragraph of two lines.
private func letter(_ headings: [[PageSketch.Run]], tagged: [Int] = []) throws -> StructuredLetter {
  var sketch = sketch(headings)
  sketch.tagged = tagged.map { TaggedHeading(level: $0, page: 1) }
  return try structure(sketch)
}

private func sketch(_ headings: [[PageSketch.Run]]) -> DocumentSketch {
  var sketch = DocumentSketch()
  sketch.line(full)
  sketch.line("het kabinet.")
  for heading in headings {
    sketch.gap()
    sketch.line(heading)
    sketch.line(full)
    sketch.line("de regering.")
  }
  return sketch
}

private func levels(_ letter: StructuredLetter) -> [Int] { letter.sections.filter { $0.heading != nil }.map(\.level) }

private func bold(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Bold")] }
private func italic(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Italic")] }
private func underlined(_ text: String) -> [PageSketch.Run] { [.init(text, underlined: true)] }

struct HeadingRankTests {
  @Test func putsSlantedHeadingsUnderBoldOnesWithRomanNumbers() throws {
    let found = try letter([bold("I. Handel"), italic("Afspraken"), bold("II. Hulp"), italic("Vervolg")])
    #expect(levels(found) == [1, 2, 1, 2])
  }

  @Test func putsNumbersUnderLettersAndLettersUnderNumbers() throws {
    let letters = try letter([bold("A. Handel"), bold("1. Afspraken"), bold("2. Vervolg"), bold("B. Hulp")])
    #expect(levels(letters) == [1, 2, 2, 1])
    let numbers = try letter([bold("1. Handel"), bold("a) Afspraken"), bold("b) Vervolg"), bold("2. Hulp")])
    #expect(levels(numbers) == [1, 2, 2, 1])
  }

  @Test func putsBoldHeadingsUnderSlantedNumbersThatGoOnBehindThem() throws {
    let boldSlanted: (String) -> [PageSketch.Run] = { [.init($0, font: "Sketch-BoldItalic")] }
    let found = try letter([
      bold("I. Handel"), italic("a. Afspraken"), italic("b. Vergoedingen"), boldSlanted("Doelgroep"),
      boldSlanted("Uitvoering"),
      italic("c. Scholing"), bold("II. Hulp"), italic("a. Noodhulp"),
    ])
    #expect(levels(found) == [1, 2, 2, 3, 3, 2, 1, 2])
  }

  @Test func putsSmallLettersUnderAHeadingOfTheirOwnStyle() throws {
    let found = try letter([bold("Onderhoud"), bold("a. Sluizen"), bold("b. Bruggen"), bold("Vervolg")])
    #expect(levels(found) == [1, 2, 2, 1])
    let apart = try letter([
      bold("I. Raad"), italic("Inhoud"), bold("II. Diversen"), italic("a. Speelgoed"), italic("b. Ruimtevaart"),
    ])
    #expect(levels(apart) == [1, 2, 1, 2, 2])
  }

  @Test func takesAShortHeadingInCapitalsForOneOfThatStyle() throws {
    let found = try letter([bold("STAND VAN ZAKEN"), bold("Handel"), bold("VERVOLG VAN HET OVERLEG"), bold("SLOT")])
    #expect(levels(found) == [1, 2, 1, 1])
  }

  @Test func ranksNoStyleByTheTitleOfABox() throws {
    let found = try letter([italic("Handel"), bold("Kader 1: Uitleg"), italic("Hulp"), underlined("Noodhulp")])
    #expect(levels(found) == [1, 2, 1, 2])
  }

  @Test func ranksAPartOfTheIncomeTaxAsAnyHeading() throws {
    let found = try letter([bold("Toeslagen"), bold("Box 3"), bold("Box 3-heffing"), bold("Vervolg")])
    #expect(levels(found) == [1, 1, 1, 1])
  }

  @Test func keepsSlantedNumbersThatGoOnThroughTheLetterUnderBoldHeadings() throws {
    let found = try letter([
      bold("Zorg"), italic("1. Toegang"), italic("2. Kosten"), bold("Wonen"), italic("3. Aanbod"),
    ])
    #expect(levels(found) == [1, 2, 2, 1, 2])
  }

  @Test func ranksSmallCapitalsAboveSmallLettersOfOneWeight() throws {
    let small: [PageSketch.Run] = [
      .init("U", font: "Sketch-Bold"), .init("ITGANGSPUNTEN", size: 8, font: "Sketch-Bold"),
    ]
    let found = try letter([small, bold("Nadere duiding"), [.init("AANPAK EN VERVOLG", font: "Sketch-Bold")]])
    #expect(found.sections.compactMap(\.heading) == ["UITGANGSPUNTEN", "Nadere duiding", "AANPAK EN VERVOLG"])
    #expect(levels(found) == [1, 2, 1])
  }

  @Test func takesALoneAbbreviationForNoStyleOfItsOwn() throws {
    let found = try letter([bold("Handel"), bold("OESO-DAC"), bold("Vervolg")])
    #expect(levels(found) == [1, 1, 1])
  }

  @Test func partsAHeadingInCapitalsFromTheHeadingBelowIt() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(bold("VRAGEN UIT DE KAMER"))
    sketch.line(bold("Gegevens op de site"))
    sketch.line(full)
    sketch.line("de regering.")
    let found = try structure(sketch)
    #expect(found.sections.compactMap(\.heading) == ["VRAGEN UIT DE KAMER", "Gegevens op de site"])
    #expect(levels(found) == [1, 2])
  }

  @Test func partsAHeadingFromTextThatOpensAsBoldAsTheHeading() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(bold("Maatregelen"))
    sketch.line([
      .init("Meldplicht.", font: "Sketch-Bold"), .init(" Rechters leggen een plicht op aan wie dat raakt en"),
    ])
    sketch.line("de regering volgt dat.")
    let found = try structure(sketch)
    #expect(found.sections.compactMap(\.heading) == ["Maatregelen"])
    #expect(found.paragraphs.count == 3)
  }

  @Test func findsAPlainHeadingRightUnderABoldOne() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(bold("Overige onderwerpen"))
    sketch.line("Motie over incassokosten")
    sketch.line("De Kamer heeft in een motie gevraagd om een onderzoek naar de kosten van")
    sketch.line("de inning.")
    let found = try structure(sketch)
    #expect(found.sections.compactMap(\.heading) == ["Overige onderwerpen", "Motie over incassokosten"])
    #expect(levels(found) == [1, 2])
  }
}

/// Slanted and underlined headings: neither is stronger than the other.
struct EqualStyleTests {
  @Test func putsTheStyleThatComesFirstAboveTheOther() throws {
    let slantedFirst = [italic("Handel"), underlined("Afspraken"), underlined("Vervolg"), italic("Hulp")]
    #expect(levels(try letter(slantedFirst)) == [1, 2, 2, 1])
    let underlinedFirst = [underlined("Handel"), italic("Afspraken"), underlined("Hulp"), italic("Vervolg")]
    #expect(levels(try letter(underlinedFirst)) == [1, 2, 1, 2])
  }

  @Test func looksAtEachStrongerHeadingApart() throws {
    // Under the second bold heading the inner style stands alone: that says nothing of its rank.
    let headings = [
      bold("Handel"), italic("Afspraken"), underlined("Graan"), bold("Hulp"), underlined("Water"), bold("Vervolg"),
      italic("Planning"), underlined("Nota"),
    ]
    #expect(levels(try letter(headings)) == [1, 2, 3, 1, 3, 1, 2, 3])
  }

  @Test func putsStylesThatNeverMeetOnOneLevel() throws {
    let headings = [bold("Handel"), italic("Afspraken"), bold("Hulp"), underlined("Water")]
    #expect(levels(try letter(headings)) == [1, 2, 1, 2])
  }
}

/// The structure tree of a tagged file as a hint.
struct TaggedHeadingTests {
  /// Slanted and underlined headings that never meet: the page does not say which lies above the other.
  private let open = [bold("Handel"), italic("Afspraken"), bold("Hulp"), underlined("Water")]

  @Test func decidesWhereThePageDoesNot() throws {
    #expect(levels(try letter(open)) == [1, 2, 1, 2])
    #expect(levels(try letter(open, tagged: [1, 2, 1, 3])) == [1, 2, 1, 3])
    #expect(levels(try letter(open, tagged: [1, 3, 1, 2])) == [1, 3, 1, 2])
  }

  @Test(arguments: [[1], [1, 3, 1], [6, 1, 2, 3, 4], [1, 2, 2, 1, 1, 1, 1]])
  func isNotHeardWhereItDoesNotFitWhatIsPrinted(tree: [Int]) throws {
    #expect(levels(try letter(open, tagged: tree)) == levels(try letter(open)))
  }

  @Test(arguments: [[2, 1, 1, 2], [1, 1, 1, 1], [6, 5, 4, 3]])
  func neverOverrulesTheOrderInWhichStylesCome(tree: [Int]) throws {
    let met = [italic("Handel"), underlined("Afspraken"), underlined("Vervolg"), italic("Hulp")]
    #expect(levels(try letter(met, tagged: tree)) == [1, 2, 2, 1])
  }

  @Test(arguments: [[2, 1, 2, 1], [3, 3, 3, 3], [1, 1, 1, 1], [2, 1, 1, 1]])
  func neverOverrulesWeightAndNumbers(tree: [Int]) throws {
    let weighty = [bold("Handel"), italic("Afspraken"), bold("Hulp"), italic("Vervolg")]
    #expect(levels(try letter(weighty, tagged: tree)) == [1, 2, 1, 2])
    let numbered = [bold("1. Handel"), bold("1.1 Afspraken"), bold("2. Hulp"), bold("2.1 Vervolg")]
    #expect(levels(try letter(numbered, tagged: tree)) == [1, 2, 1, 2])
  }

  @Test func isReadOnlyWhereThePageLeavesARankOpen() throws {
    func reads(_ headings: [[PageSketch.Run]]) throws -> Int {
      var asked = 0
      let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
      _ = PageStructure(try LanguagePack())(sketch(headings).document, source: source) {
        asked += 1
        return []
      }
      return asked
    }
    #expect(try reads(open) == 1)
    #expect(try reads([italic("Handel"), underlined("Afspraken")]) == 0)
    #expect(try reads([bold("Handel"), italic("Afspraken"), bold("1. Hulp")]) == 0)
  }

  @Test func addsNoHeadingAndTakesNoneAway() throws {
    for tree in [[], [1], [1, 1, 1, 1, 1, 1, 1, 1]] {
      #expect(
        try letter(open, tagged: tree).sections.compactMap(\.heading) == ["Handel", "Afspraken", "Hulp", "Water"]
      )
    }
  }
}

/// Headings where a page begins or ends.
struct HeadingPlaceTests {
  @Test func findsAHeadingAtTheHeadOfAPageAfterAParagraphThatFilledItsLastLine() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("de regering en het kabinet, dat daarover in gesprek is met de provincies.")
    sketch.nextPage()
    sketch.line(bold("Antwoorden op uw vragen"))
    sketch.line("Op de vragen die de Kamer stelde over het water antwoord ik namens")
    sketch.line("het kabinet.")
    let found = try structure(sketch)
    #expect(found.sections.compactMap(\.heading) == ["Antwoorden op uw vragen"])
    #expect(found.paragraphs.count == 3)
  }

  @Test func findsAHeadingAtTheFootOfAPage() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("de regering.")
    sketch.gap()
    sketch.line(bold("Antwoorden op uw vragen"))
    sketch.nextPage()
    sketch.line("Op de vragen die de Kamer stelde over het water antwoord ik namens")
    sketch.line("het kabinet.")
    let found = try structure(sketch)
    #expect(found.sections.compactMap(\.heading) == ["Antwoorden op uw vragen"])
    #expect(found.paragraphs.count == 3)
  }
}

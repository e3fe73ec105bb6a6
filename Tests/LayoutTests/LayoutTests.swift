// SPDX-License-Identifier: GPL-3.0-or-later
import Layout
import Model
import Support
import Testing

private func texts(_ layout: LaidOutDocument, _ zone: Zone) -> [String] {
  layout.lines.filter { $0.zone == zone }.map { String(decoding: layout.text($0), as: UTF8.self) }
}

/// Lines long enough to tell where the column ends; no two pages have the same.
private func fill(_ sketch: inout DocumentSketch, _ lines: Int = 6, of subject: String = "het beleid") {
  for row in 0..<lines { sketch.line("De minister schrijft hier \(row) maal een volle regel over \(subject)") }
}

struct LineBuilderTests {
  @Test func keepsWordsWholeThatWereSetWithSmallExtraGaps() {
    var sketch = DocumentSketch()
    fill(&sketch)
    // Gaps of 0.14 em inside a word, 0.27 em between words.
    sketch.line([
      .init("Zie de Kamers"), .init(" ", space: 0.14), .init("tukken van dit jaar en het vorige over de zaak"),
    ])
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).last == "Zie de Kamerstukken van dit jaar en het vorige over de zaak")
  }

  @Test func keepsTheSpacesOfALineThatIsSetTightAsAWhole() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.line([.init("een regel die de zetter heel krap heeft gezet om haar te laten passen", space: 0.16)])
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).last == "een regel die de zetter heel krap heeft gezet om haar te laten passen")
  }

  @Test func dropsASpaceFarNarrowerThanThoseOfItsStyleWhereTheseAreEven() {
    func read(_ spaces: [Double]) -> String? {
      var sketch = DocumentSketch()
      for row in 0..<6 {
        sketch.line([
          .init("De minister schrijft hier \(row) maal een volle regel over het", space: spaces[row % spaces.count])
        ])
      }
      sketch.line([
        .init("Start van de voor", space: 0.32), .init(" ", space: 0.19),
        .init("lichting aan alle schippers", space: 0.32),
      ])
      return texts(PageLayout()(sketch.document), .body).last
    }
    #expect(read([0.32]) == "Start van de voorlichting aan alle schippers")
    #expect(read([0.22, 0.34]) == "Start van de voor lichting aan alle schippers")
  }

  @Test func keepsTheNarrowSpacesThatAlwaysStandBehindOneLetter() {
    var sketch = DocumentSketch()
    let text = "Om de sluis komt een nieuw hek om de boom en om de brug"
    for _ in 0..<4 {
      let words = text.split(separator: " ")
      sketch.line(
        words.flatMap { word -> [PageSketch.Run] in
          [.init(String(word)), .init(" ", space: word.hasSuffix("m") ? 0.19 : 0.32)]
        }
      )
    }
    let read = texts(PageLayout()(sketch.document), .body)
    #expect(read == [text, text, text, text])
  }

  @Test func joinsTheLettersOfAWordThatIsLetterSpaced() {
    func read(beside: Double) -> String? {
      var sketch = DocumentSketch()
      fill(&sketch)
      sketch.line([
        .init("de zetter maakt een"), .init(" ", space: beside), .init("b l i j v e n d", space: 0.18),
        .init(" ", space: beside), .init("verschil tussen deze regels"),
      ])
      return texts(PageLayout()(sketch.document), .body).last
    }
    #expect(read(beside: 0.45) == "de zetter maakt een blijvend verschil tussen deze regels")
    #expect(read(beside: 0.22) == "de zetter maakt een b l i j v e n d verschil tussen deze regels")
  }

  @Test(arguments: [
    "Maand: J F M A M J", "J F M A M J J A", "Groep A \u{2013} B", "van A tot \u{20AC} \u{2022} \u{D7} en",
  ])
  func leavesLettersAndSignsThatAreWordsApart(text: String) {
    var sketch = DocumentSketch()
    fill(&sketch)
    let head = text.prefix { $0 != " " }
    sketch.line(
      [.init(String(head)), .init(" ", space: head.count > 1 ? 0.6 : 0.27)] + [
        .init(String(text.dropFirst(head.count + 1)))
      ]
    )
    #expect(texts(PageLayout()(sketch.document), .body).last == text)
  }

  @Test func needsFourLettersWhereALineBeginsOrEndsWithThem() {
    func read(_ letters: String) -> String? {
      var sketch = DocumentSketch()
      fill(&sketch)
      sketch.line([.init("de zetter maakt"), .init(" ", space: 0.45), .init(letters, space: 0.18)])
      return texts(PageLayout()(sketch.document), .body).last
    }
    #expect(read("d i t") == "de zetter maakt d i t")
    #expect(read("d i t - n u") == "de zetter maakt dit-nu")
  }

  @Test func joinsTheLettersOfAHeadingThatIsNothingElse() {
    func read(_ text: String) -> String? {
      var sketch = DocumentSketch()
      fill(&sketch)
      sketch.line([.init(text, space: 0.2)])
      return texts(PageLayout()(sketch.document), .body).last
    }
    #expect(read("B E S L U I T") == "BESLUIT")
    #expect(read("A B C") == "A B C")
  }

  @Test func gluesALoweredNumberThatStandsALittleOff() {
    var sketch = DocumentSketch()
    fill(&sketch)
    // 0.12 em of the text, more of the small number.
    sketch.line([
      .init("de opslag van CO"), .init(" 2", size: 6, rise: -0.1, space: 0.2),
      .init("-houdend gas in een leeg veld onder de zee"),
    ])
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).last == "de opslag van CO2-houdend gas in een leeg veld onder de zee")
  }

  @Test func putsARaisedNumberThatIsAFragmentOfItsOwnInItsPlace() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.line([.init("De hoogleraren Van Wijnen en Terhorst "), .init("  zijn kritisch over deze grens", space: 0.5)])
    sketch.aside([.init("7", size: 5, rise: 0.3)], x: 258, y: 172)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).last == "De hoogleraren Van Wijnen en Terhorst 7 zijn kritisch over deze grens")
  }

  @Test func readsTextThatWasDrawnTwiceOnce() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.aside([.init("Pagina twee")], x: 80, y: 400)
    sketch.aside([.init("Pagina twee")], x: 80.2, y: 400.1)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).count { $0 == "Pagina twee" } == 1)
    #expect(texts(layout, .duplicate) == ["Pagina twee"])
  }
}

struct ReadingOrderTests {
  @Test func takesTheMarginColumnOutOfTheText() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.aside([.init("Ons kenmerk", size: 6.5)], x: 467, y: 101)
    sketch.aside([.init("1234567", size: 6.5)], x: 467, y: 111)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .margin) == ["Ons kenmerk", "1234567"])
    #expect(texts(layout, .body).count == 6)
  }

  @Test func countsLinesThatReachHardlyFartherAsRoomAndLeavesStrayOnes() throws {
    func right(spaces: Double) throws -> Float {
      var sketch = DocumentSketch()
      for page in 0..<2 {
        if page > 0 { sketch.nextPage() }
        for row in 10..<60 {
          let end = ["beleid", "land", "erf"][row % 3]
          sketch.line("De minister schrijft hier \(page)\(row) maal een volle regel over het \(end)")
        }
      }
      sketch.line([.init("De minister schrijft hier 199 maal een volle regel over het beleid", space: spaces)])
      return try #require(PageLayout()(sketch.document).columns.first?.first).right
    }
    let usual = try right(spaces: 0.27)
    // Eleven spaces, each 0.3 points wider, or 1.3.
    #expect(abs(try right(spaces: 0.3) - usual - 3.3) < 0.1)
    #expect(abs(try right(spaces: 0.4) - usual) < 0.1)
  }

  @Test func measuresAnAnnexAcrossThePageApart() {
    var sketch = DocumentSketch()
    fill(&sketch, 12)
    for row in 0..<3 { sketch.aside([.init("Ons kenmerk \(row)")], x: 467, y: 101 + Double(row) * 12) }
    for page in 0..<3 {
      sketch.nextPage()
      for row in 0..<12 {
        sketch.line(
          "Een regel \(row) op bladzijde \(page) van de bijlage die over de hele breedte van het papier loopt"
        )
      }
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .margin).count == 3)
    #expect(layout.columns[0][0].right < 420)
    #expect(layout.columns[3][0].right > 470)
  }

  @Test func joinsFragmentsOfAJustifiedLineWithWideGaps() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.line([.init("gemeentelijke taak mogelijk maken", space: 2.4)])
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).last == "gemeentelijke taak mogelijk maken")
  }

  @Test func readsTwoColumnsOneAfterTheOther() {
    var sketch = DocumentSketch()
    for row in 0..<12 {
      let y = 100 + Double(row) * 12
      sketch.aside([.init("links regel \(row) met tekst erin")], x: 60, y: y)
      sketch.aside([.init("rechts regel \(row) met tekst erin")], x: 310, y: y)
    }
    let layout = PageLayout()(sketch.document)
    #expect(layout.columns.map(\.count) == [2])
    let body = texts(layout, .body)
    #expect(body.prefix(12).allSatisfy { $0.hasPrefix("links") })
    #expect(body.suffix(12).allSatisfy { $0.hasPrefix("rechts") })
  }
}

struct FurnitureTests {
  @Test func takesPageNumbersAndRepeatedHeadersOut() {
    var sketch = DocumentSketch()
    for page in 1...3 {
      if page > 1 { sketch.nextPage() }
      sketch.aside([.init("Ministerie van Voorbeeldzaken")], x: 80, y: 40)
      fill(&sketch, of: ["wegen", "water", "lucht"][page - 1])
      sketch.aside([.init("blad \(page) uit 3", size: 7)], x: 80, y: 810)
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .runningHeader).count == 3)
    #expect(texts(layout, .runningFooter).count == 3)
    #expect(texts(layout, .body).count == 18)
  }

  @Test func keepsHeadingsThatOpenTwoPagesAtTheSameHeight() {
    var sketch = DocumentSketch()
    for number in [2, 7] {
      if number > 2 { sketch.nextPage() }
      sketch.line("Antwoord \(number)")
      fill(&sketch, of: number > 2 ? "wegen" : "water")
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .body).filter { $0.hasPrefix("Antwoord") }.count == 2)
  }

  @Test func keepsNotesThatDifferOnlyInTheirNumbers() {
    var sketch = DocumentSketch()
    for number in [1, 2] {
      if number > 1 { sketch.nextPage() }
      fill(&sketch, of: number > 1 ? "wegen" : "water")
      sketch.aside([.init("\(number) Kamerstukken II 2023/24, 36\(number)00, nr. \(number)5", size: 7)], x: 80, y: 780)
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .footnote).count == 2)
  }
}

struct FootnoteZoneTests {
  @Test func takesSmallLabelledLinesAtTheFootAsNotes() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.aside([.init("1", size: 5, rise: 0.2), .init(" Eerste noot die over", size: 7.5)], x: 80, y: 760)
    sketch.aside([.init("twee regels gaat.", size: 7.5)], x: 86, y: 769)
    sketch.aside([.init("2", size: 5, rise: 0.2), .init(" Tweede noot.", size: 7.5)], x: 80, y: 778)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .footnote) == ["1 Eerste noot die over", "twee regels gaat.", "2 Tweede noot."])
  }

  @Test func leavesSmallPrintWithoutALabelInTheText() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.aside([.init("Bron: eigen berekening", size: 7.5)], x: 80, y: 760)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .footnote).isEmpty)
    #expect(texts(layout, .body).contains("Bron: eigen berekening"))
  }

  @Test func goesOnWithANoteOfThePageBefore() {
    var sketch = DocumentSketch()
    fill(&sketch)
    sketch.aside(
      [.init("1", size: 5, rise: 0.2), .init(" Een lange noot die op deze bladzijde", size: 7.5)],
      x: 80,
      y: 778
    )
    sketch.nextPage()
    fill(&sketch, of: "het water")
    sketch.aside([.init("begint en op de volgende eindigt.", size: 7.5)], x: 86, y: 778)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .footnote).count == 2)
  }
}

struct HyphenResolverTests {
  private func resolver(met: [String] = [], joints: Int = 10, lines: Int = 100) -> HyphenResolver {
    HyphenResolver(
      met: Set(met.map { HyphenResolver.fingerprint(Array($0.utf8)) }),
      joints: joints,
      lines: lines,
      hardWords: [],
      hardPrefixes: [Array("niet".utf8), Array("ex".utf8)],
      softStarts: [Array("exper".utf8)],
      conjunctions: [Array("en".utf8)]
    )
  }

  private func joint(_ resolver: HyphenResolver, _ before: String, _ after: String, capital: Bool = false)
    -> HyphenResolver.Joint
  {
    resolver(before: Array(before.utf8), after: Array(after.utf8), capitalBefore: capital, capitalAfter: false)
  }

  @Test func undoesTheSettersHyphen() { #expect(joint(resolver(), "leveringszeker", "heid") == .undo) }
  @Test func keepsHardHyphenAfterAcronym() { #expect(joint(resolver(), "eu", "wetgeving", capital: true) == .keep) }
  @Test func keepsHardHyphenBeforeALeftOutPart() { #expect(joint(resolver(), "wet", "en") == .keepWithSpace) }
  @Test func keepsHardHyphenAfterPrefix() { #expect(joint(resolver(), "niet", "versnelde") == .keep) }
  @Test func undoesHyphenInAWordThatOnlyBeginsLikeAPrefix() {
    #expect(joint(resolver(), "ex", "pertise") == .undo)
    #expect(joint(resolver(), "ex", "partners") == .keep)
    #expect(joint(resolver(), "pro", "gramma") == .undo)
  }
  @Test func keepsHyphenBetweenClashingVowels() { #expect(joint(resolver(), "data", "analyse") == .keep) }
  @Test func keepsEveryHyphenWhereTheLetterIsNotHyphenated() {
    #expect(joint(resolver(joints: 1), "drone", "exploitanten") == .keep)
  }
  @Test func believesTheLettersOwnSpelling() {
    #expect(joint(resolver(met: ["water-en-bodem"]), "water-en", "bodem") == .keep)
    #expect(joint(resolver(met: ["leveringszekerheid"], joints: 0), "leveringszeker", "heid") == .undo)
  }
}

struct CoverageAuditTests {
  @Test func findsEveryCharacterInExactlyOneLine() {
    var random = SeededGenerator(state: 3)
    for _ in 0..<60 {
      var sketch = DocumentSketch()
      for page in 0..<3 {
        if page > 0 { sketch.nextPage() }
        for _ in 0..<Int(random.next() % 40) {
          let words = (0..<Int(1 + random.next() % 9)).map { _ in
            String(repeating: "w", count: Int(1 + random.next() % 12))
          }
          let size = [6.0, 7.5, 10, 10, 10, 14][Int(random.next() % 6)]
          sketch.aside(
            [.init(words.joined(separator: " "), size: size, space: 0.1 + Double(random.next() % 300) / 100)],
            x: Double(random.next() % 560),
            y: Double(random.next() % 840)
          )
        }
      }
      let audit = CoverageAudit(PageLayout()(sketch.document))
      #expect(audit.lost == 0)
      #expect(audit.doubled == 0)
    }
  }
}

struct TableBuilderTests {
  private func rows(_ draw: (inout DocumentSketch) -> Void) -> [String] {
    var sketch = DocumentSketch()
    fill(&sketch)
    draw(&sketch)
    var layout = PageLayout()(sketch.document)
    let before = layout.lines.reduce(0) { $0 + $1.glyphCount }
    _ = TableBuilder()(&layout)
    #expect(layout.lines.reduce(0) { $0 + $1.glyphCount } == before)
    return layout.lines.filter(\.isTableRow).map { String(decoding: layout.text($0), as: UTF8.self) }
  }

  @Test func keepsRowsWithWrappedCells() {
    let found = rows { sketch in
      for (y, cells) in [
        (300.0, ["Regeling", "2025", "2026"]), (320, ["Waterbeheer en", "3,4", "4,1"]), (332, ["natuur"]),
        (352, ["Wegen", "12,5", "13,0"]),
      ] {
        for (cell, x) in zip(cells, [80.0, 260, 340]) { sketch.aside([.init(cell)], x: x, y: y) }
      }
    }
    #expect(found == ["Regeling 2025 2026", "Waterbeheer en natuur 3,4 4,1", "Wegen 12,5 13,0"])
  }

  @Test func takesNoListForATable() {
    let found = rows { sketch in
      for row in 0..<5 {
        sketch.aside([.init("\(row + 1).")], x: 80, y: 300 + Double(row) * 12)
        sketch.aside([.init("Een punt van de lijst")], x: 110, y: 300 + Double(row) * 12)
      }
    }
    #expect(found.isEmpty)
  }
}

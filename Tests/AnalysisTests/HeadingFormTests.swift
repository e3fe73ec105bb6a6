// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"
/// The blue of the government's house style: 21, 66, 115.
private let blue: UInt64 = 0x1515_4242_7373

private func headings(_ letter: StructuredLetter) -> [String] { letter.sections.compactMap(\.heading) }
private func levels(_ letter: StructuredLetter) -> [Int] { letter.sections.filter { $0.heading != nil }.map(\.level) }
private func bold(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Bold")] }

extension DocumentSketch {
  /// Paragraphs of two lines, each after a blank line.
  fileprivate mutating func paragraphs(_ count: Int, gap: Double = 1) {
    for _ in 0..<count {
      self.gap(gap)
      line(full)
      line("het kabinet.")
    }
  }
}

struct HeadingFormTests {
  /// A letter whose paragraphs blank lines part, or do not.
  private func letter(_ heading: [PageSketch.Run], gap: Double = 1, between: Double = 1) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    sketch.paragraphs(5, gap: between)
    sketch.gap(gap)
    sketch.line(heading)
    sketch.line(full)
    sketch.line("de regering.")
    sketch.paragraphs(1, gap: between)
    return try structure(sketch)
  }

  @Test func findsAPlainTitleOverASlantedQuotation() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(3)
    for number in 1...2 {
      sketch.gap()
      sketch.line("Aanbeveling \(number)")
      sketch.line([.init("“Leg vast dat wie een dijk wil verleggen eerst moet aantonen dat het", font: "Sketch-Italic")]
      )
      sketch.line([.init("niet anders kan.”", font: "Sketch-Italic")])
      sketch.paragraphs(2)
    }
    let found = try structure(sketch)
    #expect(headings(found) == ["Aanbeveling 1", "Aanbeveling 2"])
  }

  @Test func findsPlainLetteredHeadingsRightOverTheirText() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(3)
    for title in ["a) Rekken in twee lagen", "b) Ondergrondse stallingen"] {
      sketch.gap()
      sketch.line(title)
      sketch.line(full)
      sketch.line("het kabinet.")
    }
    sketch.paragraphs(1)
    #expect(headings(try structure(sketch)) == ["a) Rekken in twee lagen", "b) Ondergrondse stallingen"])
  }

  @Test func takesLetteredItemsForNoHeadings() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(3)
    sketch.gap()
    sketch.line("a) rekken in twee lagen")
    sketch.line("b) ondergrondse stallingen")
    sketch.line(full)
    sketch.line("het kabinet.")
    sketch.paragraphs(1)
    #expect(headings(try structure(sketch)).isEmpty)
  }

  @Test func findsAHeadingByItsColour() throws {
    let found = try letter([.init("Wanneer komt de evaluatie?", colour: blue)], gap: 0)
    #expect(headings(found) == ["Wanneer komt de evaluatie?"])
  }

  @Test func takesNoLinkForAHeading() throws {
    let found = try letter([.init("www.dijkenzorg.example/rapport", colour: 0xFFFF)], gap: 0)
    #expect(headings(found).isEmpty)
  }

  @Test(arguments: [1.0, 0.0])
  func findsAQuestionInTheTextsOwnStyle(between: Double) throws {
    #expect(headings(try letter([.init("Wat is er gebeurd?")], between: between)) == ["Wat is er gebeurd?"])
  }

  @Test func takesNoQuestionForAHeadingWhereGapsPartNowAndThen() throws {
    var sketch = DocumentSketch()
    for gap in [1.0, 0, 1, 0, 1, 0] { sketch.paragraphs(1, gap: gap) }
    sketch.gap()
    sketch.line("Wat is er gebeurd?")
    sketch.line(full)
    sketch.line("de regering.")
    #expect(headings(try structure(sketch)).isEmpty)
  }

  @Test func findsASlantedHeadingThatEndsInAColon() throws {
    #expect(headings(try letter([.init("Regio Oost:", font: "Sketch-Italic")])) == ["Regio Oost:"])
  }

  @Test func takesASlantedLineAboveAListForItsIntroduction() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(4)
    sketch.gap()
    sketch.line([.init("In de regio Oost:", font: "Sketch-Italic")])
    sketch.line("- komt een nieuwe sluis in het kanaal van de stad naar de rivier;")
    sketch.line("- komt een brug.")
    #expect(headings(try structure(sketch)).isEmpty)
  }

  @Test func takesAQuotedSentenceForNoHeading() throws {
    let quoted = "«Wij willen een dijk waarop mensen graag fietsen en die hoog is.»"
    let found = try letter([.init(quoted, font: "Sketch-Italic")])
    #expect(headings(found).isEmpty)
    #expect(headings(try letter([.init("«Kiezen en delen»", font: "Sketch-Italic")])) == ["«Kiezen en delen»"])
  }

  @Test func findsHeadingsInCapitalsNumberedInRomanFiguresAndStartsTheInnerRowAnew() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(2)
    let rows = [
      "I. URGENTIE", "A. Archieven", "B. Kosten", "II. MOTIE-DE ZEEUW C.S.", "A. Uitvoering", "III. AFRONDING",
    ]
    for row in rows {
      sketch.gap()
      sketch.line(row)
      sketch.paragraphs(1)
    }
    let found = try structure(sketch)
    #expect(headings(found) == rows)
    #expect(levels(found) == [1, 2, 2, 1, 2, 1])
  }

  @Test func putsHeadingsOfOneStyleUnderANumberedOneThatOpensThem() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(2)
    for row in ["I Vragen uit de fracties", "Vragen van de LVP-fractie", "Vragen van de VVP-fractie", "II Antwoord"] {
      sketch.gap()
      sketch.line(bold(row))
      if !row.hasPrefix("I ") { sketch.paragraphs(1, gap: 0) }
    }
    #expect(levels(try structure(sketch)) == [1, 2, 2, 1])
  }

  @Test func leavesHeadingsOfOneStyleOnOneLevelWhereTextStandsBetween() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(2)
    for row in ["1. Aanleiding", "2. Vervolg", "Tot slot"] {
      sketch.gap()
      sketch.line(bold(row))
      sketch.paragraphs(1, gap: 0)
    }
    #expect(levels(try structure(sketch)) == [1, 1, 1])
  }
}

struct PageFormTests {
  @Test func keepsTheNumberOfTheQuestionsAtAPagesHeadInTheText() throws {
    var sketch = DocumentSketch()
    for (label, value) in [("Datum", "3 mei 2024"), ("Ons kenmerk", "2024-0000123"), ("Uw kenmerk", "2024Z07744")] {
      sketch.line([.init(label), .init(" ", space: 2), .init(value)])
    }
    sketch.gap(2)
    sketch.line("Geachte voorzitter,")
    sketch.paragraphs(4)
    sketch.nextPage()
    sketch.line(bold("2024Z07744"))
    sketch.gap()
    sketch.line(bold("Vragen van het lid Van Velsen over de dijken"))
    sketch.paragraphs(2)
    let letter = try structure(sketch)
    #expect(letter.metadata.references["yours"] == "2024Z07744")
    #expect(headings(letter).first == "2024Z07744")
  }

  @Test func takesARunningHeadThatIsPrintedOnceByItsLabel() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(4)
    sketch.nextPage()
    sketch.aside([.init("Ons kenmerk 2018-0000123", size: 7)], x: 80, y: 50)
    sketch.line("De provincies en de gemeenten in het land vinden daar het hunne van.")
    let letter = try structure(sketch)
    #expect(letter.furniture.map(\.kind) == ["running-header"])
    #expect(letter.paragraphs.count == 5)
  }

  @Test func readsANameAboveItsOfficeWithoutAFormula() throws {
    var sketch = letterBeforeItsEnd()
    sketch.line("W. Zonneveld")
    sketch.line("Minister van Arbeid")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories == [.init(office: "Minister van Arbeid", name: "W. Zonneveld")])
    #expect(letter.paragraphs.count == 3)
  }

  /// Cells in print as small as the note's, in the middle of the page after it.
  @Test func takesNoSmallTableOnTheNextPageForTheRestOfANote() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(3)
    sketch.line([.init("Zo ook de provincies."), .call("1")])
    sketch.aside([.init("1", size: 5, rise: 0.3), .init(" Zie de cijfers.", size: 8)], x: 80, y: 780)
    sketch.nextPage()
    sketch.paragraphs(2)
    for row in [("Wanneer", "Wat"), ("Voorjaar", "Start"), ("Najaar", "Rapport")] {
      sketch.pitch = 0
      sketch.line([.init(row.0, size: 8)])
      sketch.pitch = 12
      sketch.line([.init(row.1, size: 8)], x: 240)
      sketch.gap()
    }
    let letter = try structure(sketch)
    #expect(letter.footnotes.map { $0.text } == ["Zie de cijfers."])
    #expect(letter.paragraphs.count { $0.kind == .tableRow } == 3)
  }

  /// The letter's column is narrow, the annex's table is not.
  @Test func keepsTheCellsOfATableBroaderThanTheText() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(8)
    sketch.nextPage()
    sketch.aside([.init("Kenmerk", size: 6)], x: 470, y: 100)
    sketch.aside([.init("4455667", size: 6)], x: 470, y: 108)
    for row in 0..<4 {
      for (column, text) in ["Wet \(row)", "Stand", "Najaar", "Opmerking"].enumerated() {
        sketch.aside([.init(text, size: 8)], x: 80 + Double(column) * 130, y: 160 + Double(row) * 20)
      }
    }
    let letter = try structure(sketch)
    #expect(
      letter.paragraphs.filter { $0.kind == .tableRow }.map { letter.text.string($0.span) }.last
        == "Wet 3 Stand Najaar Opmerking"
    )
    #expect(letter.furniture.filter { $0.kind == "margin" }.map(\.text) == ["Kenmerk", "4455667"])
  }

  @Test func measuresAPageTurnedOnItsSideApart() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(8)
    sketch.nextPage(width: 842, height: 595)
    for row in 0..<3 {
      for (column, text) in ["Wet \(row)", "Stand van zaken", "Najaar", "Opmerking"].enumerated() {
        sketch.aside([.init(text, size: 10)], x: 60 + Double(column) * 180, y: 120 + Double(row) * 24)
      }
    }
    let letter = try structure(sketch)
    #expect(letter.paragraphs.suffix(3).map(\.kind) == [.tableRow, .tableRow, .tableRow])
    #expect(letter.furniture.isEmpty)
  }

  /// An annex whose table prints more, and smaller, than its text.
  @Test func findsTheTextsEdgeBesideATableThatIsMoreThanTheText() throws {
    var sketch = DocumentSketch()
    for part in 1...3 {
      sketch.gap()
      sketch.line(bold("\(part). Afgedaan"))
      sketch.line("De moties en de toezeggingen die zijn afgedaan staan in dit overzicht van zaken.")
      sketch.line("Het kabinet meldt de rest later en de Kamer krijgt dan een nieuw overzicht ervan.")
      sketch.gap()
      for row in 0..<4 {
        sketch.pitch = 0
        sketch.line([.init("Motie van het lid \(row)", size: 8)])
        sketch.line([.init("Het stelsel wordt herzien en de gemeenten zijn daarover gehoord", size: 8)], x: 240)
        sketch.pitch = 10
        sketch.gap()
        sketch.line([.init("waarna het bureau de cijfers van vorig jaar heeft nagelopen.", size: 8)], x: 240)
        sketch.gap()
      }
      sketch.pitch = 12
    }
    let letter = try structure(sketch)
    #expect(headings(letter) == ["1. Afgedaan", "2. Afgedaan", "3. Afgedaan"])
    #expect(letter.paragraphs.count { $0.kind == .tableRow } == 12)
    #expect(letter.furniture.isEmpty)
  }

  /// Unformatted papers set notes as large as the text, their lines far apart, with labels that are raised or not.
  @Test(arguments: [true, false])
  func findsNotesInTheTextsSizeWhoseLinesStandApart(raised: Bool) throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(6)
    sketch.gap()
    sketch.line([.init("De minister schrijft hier over de uitspraak."), .call("1"), .init(" Zo ook hier."), .call("2")])
    for (at, note) in [
      ("1", "In de brieven van dit jaar is de Kamer daarover"), ("", "gehoord en bericht."), ("2", "Zie noot 1."),
    ].enumerated() {
      let label: [PageSketch.Run] =
        note.0.isEmpty ? [] : raised ? [.init(note.0, size: 6, rise: 0.35)] : [.init(note.0)]
      sketch.aside(label + [.init((label.isEmpty ? "" : " ") + note.1)], x: 80, y: 700 + Double(at) * 20)
    }
    let letter = try structure(sketch)
    #expect(
      letter.footnotes.map(\.text) == [
        "In de brieven van dit jaar is de Kamer daarover gehoord en bericht.", "Zie noot 1.",
      ]
    )
    #expect(letter.footnotes.map(\.calls.count) == [1, 1])
  }

  /// In lists of questions each question's number stands on a line of its own, at a page's foot too.
  @Test func takesTheNumberOfAQuestionForNoPageNumber() throws {
    var sketch = DocumentSketch()
    sketch.paragraphs(18)
    for line in ["4", "Welke middelen zijn er voor het onderhoud van bruggen en sluizen?"] { sketch.line(line) }
    sketch.aside([.init("1")], x: 300, y: 815)
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map { letter.text.string($0.span) }.contains { $0.hasPrefix("4") })
    #expect(letter.furniture.map(\.text) == ["1"])
  }

  @Test func readsTwoOfficesOfOnePerson() throws {
    var sketch = letterBeforeItsEnd()
    sketch.line("DE MINISTER-PRESIDENT,")
    sketch.line("Minister van Algemene Zaken,")
    sketch.gap(3)
    sketch.line("Dick Schouwenaar")
    #expect(
      try structure(sketch).metadata.signatories
        == [.init(office: "DE MINISTER-PRESIDENT, Minister van Algemene Zaken", name: "Dick Schouwenaar")]
    )
  }

  @Test func readsNumberedEnclosuresFromTheMargin() throws {
    var sketch = DocumentSketch()
    sketch.aside([.init("Datum")], x: 80, y: 80)
    sketch.aside([.init("3 juni 2025")], x: 140, y: 80)
    for (at, text) in ["Bijlagen", "1. Rapport van het bureau", "2. Advies van de raad"].enumerated() {
      sketch.aside([.init(text, size: 6)], x: 470, y: 100 + Double(at) * 8)
    }
    sketch.gap(2)
    sketch.line("Geachte voorzitter,")
    sketch.paragraphs(4)
    #expect(
      try structure(sketch).metadata.attachments == ["1. Rapport van het bureau", "2. Advies van de raad"]
    )
  }
}

/// A salutation and three paragraphs, and then the room in which a closing stands.
private func letterBeforeItsEnd() -> DocumentSketch {
  var sketch = DocumentSketch()
  sketch.line("Geachte voorzitter,")
  sketch.paragraphs(3)
  sketch.gap(2)
  return sketch
}

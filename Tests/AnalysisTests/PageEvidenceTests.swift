// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func paragraphs(_ letter: StructuredLetter) -> [String] {
  letter.paragraphs.map { letter.text.string($0.span) }
}

struct SubscriptTests {
  /// Some writers set the 2 of CO2 smaller and leave it on its line.
  @Test(arguments: [0.0, -0.1, -0.2])
  func takesNoSubscriptForTheCallOfANoteOfItsNumber(rise: Double) throws {
    var sketch = DocumentSketch()
    sketch.line([.init("De eerste regel verwijst naar een noot"), .call("1"), .init(" en de tweede ook")])
    sketch.line([
      .init("naar een andere"), .call("2"), .init(". De CO"), .init("2", size: 6, rise: rise),
      .init("-uitstoot daalt."),
    ])
    sketch.aside([.init("1 Kamerstuk 36 600, nr. 12.", size: 7)], x: 80, y: 770)
    sketch.aside([.init("2 Kamerstuk 36 600, nr. 13.", size: 7)], x: 80, y: 780)
    let letter = try structure(sketch)
    #expect(letter.footnotes.map(\.calls.count) == [1, 1])
    #expect(paragraphs(letter).joined().hasSuffix("De CO2-uitstoot daalt."))
  }
}

struct LetterEndTests {
  private func paper(_ end: [String]) -> DocumentSketch {
    var sketch = DocumentSketch()
    sketch.aside([.init("Tweede Kamer der Staten-Generaal", size: 14, font: "Sketch-Bold")], x: 80, y: 40)
    sketch.aside([.init("Vergaderjaar 2025-2026")], x: 80, y: 60)
    sketch.aside([.init("39 001"), .init("  Vaarwegen", font: "Sketch-Bold")], x: 80, y: 76)
    sketch.aside(
      [.init("Nr. 12", font: "Sketch-Bold"), .init("  MOTIE VAN HET LID VAN RIJN", font: "Sketch-Bold")],
      x: 80,
      y: 90
    )
    sketch.gap(2)
    sketch.line("De Kamer,")
    sketch.gap()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet,")
    sketch.gap()
    sketch.line("en gaat over tot de orde van de dag.")
    sketch.gap()
    for line in end { sketch.line(line) }
    return sketch
  }

  @Test func readsTheNamesUnderAMotion() throws {
    let letter = try structure(paper(["Van Rijn", "De Wit-Jansen"]))
    #expect(letter.metadata.number == "12")
    #expect(
      letter.metadata.signatories == [.init(office: nil, name: "Van Rijn"), .init(office: nil, name: "De Wit-Jansen")]
    )
    #expect(paragraphs(letter).last == "en gaat over tot de orde van de dag.")
  }

  @Test func takesNoLastSentenceForAName() throws {
    let letter = try structure(paper(["Aldus besloten door de Kamer op de dag van vandaag."]))
    #expect(letter.metadata.signatories.isEmpty)
  }

  @Test func doesNotGoOnAcrossTheSignature() throws {
    var sketch = DocumentSketch()
    sketch.line("Geachte voorzitter,")
    sketch.gap()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de volgende fiches: de mededeling over vaarwegen in het land en de zeehavens (nr. 12)")
    sketch.gap(2)
    sketch.line("De minister van Buitenlandse Zaken,")
    sketch.gap(3)
    sketch.line("A.B. de Wit")
    sketch.nextPage()
    sketch.line([.init("Mededeling over vaarwegen in het land", font: "Sketch-Bold")])
    sketch.gap()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories.map(\.name) == ["A.B. de Wit"])
    #expect(letter.sections.map(\.kind) == [.opening, .annex])
    #expect(letter.sections.last?.heading == "Mededeling over vaarwegen in het land")
  }
}

struct RecognisedTextTests {
  /// The layer that recognition lays under a scan gives each line the size of its box.
  @Test func joinsLinesWhoseSizesDifferByChance() throws {
    var sketch = DocumentSketch()
    for size in [10.0, 10, 11.5, 9, 10, 12] {
      let runs = full.split(separator: " ").joined(separator: " ")
      sketch.line([.init(runs, size: size, font: "GlyphLessFont")])
    }
    sketch.line([.init("het kabinet.", font: "GlyphLessFont")])
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 1)
    #expect(letter.sections.count == 1)
  }
}

struct RareStyleTests {
  /// A bold label of three words has too few gaps to know its spaces by; its family has enough.
  @Test func dropsPhantomSpacesOfAStyleTooRareToMeasure() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de provincie.")
    sketch.gap()
    sketch.line([
      .init("Inf rastructuur", font: "Sketch-Bold", space: 0.13), .init(" en Waterstaat", font: "Sketch-Bold"),
    ])
    sketch.line(full)
    sketch.line("het kabinet.")
    #expect(try structure(sketch).sections.compactMap(\.heading) == ["Infrastructuur en Waterstaat"])
  }
}

struct ForeignFrameTests {
  @Test func readsTheFrameOfALetterInEnglish() throws {
    var sketch = DocumentSketch()
    sketch.line("To the President of the House of Representatives")
    sketch.aside([.init("Date")], x: 80, y: 160)
    sketch.aside([.init("20 april 2026")], x: 140, y: 160)
    sketch.aside([.init("Subject")], x: 80, y: 172)
    sketch.aside([.init("Progress of the oldest matter")], x: 140, y: 172)
    sketch.gap(8)
    sketch.line("Dear Madam Speaker,")
    sketch.gap()
    for _ in 0..<4 { sketch.line("The minister writes a whole line of text on the policy of the land in") }
    sketch.line("the north.")
    sketch.gap()
    sketch.line("Yours sincerely,")
    sketch.gap()
    sketch.line("The Minister of Foreign Affairs,")
    sketch.gap(3)
    sketch.line("A.B. de Wit")
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 1)
    #expect(letter.metadata.date == Day(2026, 4, 20))
    #expect(letter.metadata.subject == "Progress of the oldest matter")
    #expect(letter.metadata.chamber == .tweedeKamer)
    #expect(letter.metadata.signatories == [.init(office: "The Minister of Foreign Affairs", name: "A.B. de Wit")])
  }
}

struct PaperNumberTests {
  @Test(arguments: [
    (["21 501-32", "33 576"], ["21501-32", "33576"]), (["36 600 XIV"], ["36600-XIV"]), (["33 400 J"], ["33400-J"]),
    (["36 600-XIV", "21 501-08"], ["36600-XIV", "21501-08"]),
  ])
  func namesDossiersWithChaptersAndSubNumbers(printed: [String], expected: [String]) throws {
    var page = DocumentSketch()
    page.aside([.init("Vergaderjaar 2025\u{2013}2026")], x: 40, y: 80)
    for (row, number) in printed.enumerated() {
      let y = 110 + Double(row) * 16
      page.aside([.init(number, font: "Sketch-Bold")], x: 80, y: y)
      page.aside([.init("Onderwerp nummer \(row)", font: "Sketch-Bold")], x: 160, y: y)
    }
    page.aside([.init("Nr. 12", font: "Sketch-Bold")], x: 80, y: 160)
    page.aside([.init("BRIEF VAN DE MINISTER VAN VOORBEELDZAKEN", font: "Sketch-Bold")], x: 160, y: 160)
    page.aside([.init("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal")], x: 80, y: 185)
    page.aside([.init("Den Haag, 20 maart 2026")], x: 80, y: 205)
    page.gap(11)
    for _ in 0..<4 { page.line(full) }
    page.line("het kabinet.")
    let letter = try structure(page)
    #expect(letter.metadata.dossiers == expected)
    #expect(letter.metadata.number == "12")
    #expect(letter.metadata.subject == "Onderwerp nummer 0")
  }
}

struct AttachmentTests {
  @Test func namesEachOfSeveral() throws {
    var sketch = DocumentSketch()
    sketch.aside([.init("Datum")], x: 80, y: 80)
    sketch.aside([.init("20 maart 2026")], x: 140, y: 80)
    sketch.aside([.init("Bijlage(n)", size: 6.5, font: "Sketch-Bold")], x: 467, y: 101)
    sketch.aside([.init("Rapport Vaarwegen", size: 6.5)], x: 467, y: 110)
    sketch.aside([.init("Advies Zeehavens", size: 6.5)], x: 467, y: 119)
    sketch.gap(2)
    sketch.line("Geachte voorzitter,")
    sketch.gap()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    #expect(try structure(sketch).metadata.attachments == ["Rapport Vaarwegen", "Advies Zeehavens"])
  }
}

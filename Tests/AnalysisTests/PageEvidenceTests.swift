// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func structure(_ sketch: DocumentSketch) throws -> StructuredLetter {
  let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
  let letter = PageStructure(try LanguagePack())(sketch.document, source: source)
  let balance = TextBalance(sketch.document, letter)
  #expect(balance.printed == balance.kept, "\(balance)")
  return letter
}

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

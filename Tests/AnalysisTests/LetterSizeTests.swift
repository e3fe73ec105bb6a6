// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

/// Letters of a size that nobody writes: read byte by byte they take seconds, with any square of their bytes hours.
@Suite(.timeLimit(.minutes(1))) struct LetterSizeTests {
  static let pack = Result { try LanguagePack() }

  /// A sentence of this many clauses with all that a rule looks for, and no end.
  private func sentence(_ clauses: Int) -> String {
    var text = "Ik zal uw Kamer"
    for index in 0..<clauses {
      text +=
        ", zoals het lid Aldering in het debat van 4 mei (Kamerstuk 31 293, nr. \(index)) vroeg, voor de zomer informeren"
    }
    return text
  }

  @Test func staysLinearInASentenceOfAMegabyte() throws {
    let text = sentence(9_500)
    #expect(text.utf8.count > 1_000_000)
    let found = LetterAnnotation(try LetterSizeTests.pack.get())(CommitmentLetter(paragraphs: [text]).structured)
    #expect(found.citations.count == 9_500)
    #expect(found.commitments.count <= 1)
  }

  @Test func staysLinearInALetterOfTenThousandSentences() throws {
    let paragraphs = (0..<2_000).map { index in
      """
      Het aantal aanvragen steeg in 2024 met \(index) procent. Ik zal uw Kamer in het voorjaar over wet \(index) informeren. De gemeenten \
      werken eraan. Deze motie (Kamerstuk 31 293, nr. \(index)) voer ik uit. Wanneer is dat klaar?
      """
    }
    let found = LetterAnnotation(try LetterSizeTests.pack.get())(CommitmentLetter(paragraphs: paragraphs).structured)
    #expect(found.commitments.count == 4_000)
    #expect(found.citations.count >= 2_000)
  }

  /// Pages of small print, a line drawn by its number.
  private func structure(_ lines: Int, _ runs: (Int) -> [PageSketch.Run]) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    sketch.pitch = 2.4
    for row in 0..<lines {
      if row > 0, row % 250 == 0 { sketch.nextPage() }
      sketch.line(runs(row))
    }
    let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
    return PageStructure(try LetterSizeTests.pack.get())(sketch.document, source: source)
  }

  @Test func staysLinearInAListWhoseTextStandsAtItsMarks() throws {
    let letter = try structure(60_000) { row in
      [.init("\u{2022}", size: 2), .init(" ", size: 2, space: 0), .init("sluis \(row).", size: 2)]
    }
    #expect(letter.paragraphs.count { $0.kind == .listItem } > 50_000)
  }

  @Test func staysLinearInAParagraphOfManyLines() throws {
    let letter = try structure(60_000) { row in [.init("de sluis \(100_000 + row)", size: 2)] }
    #expect(letter.paragraphs.count == 1)
    #expect(letter.text.utf8.count > 600_000)
  }

  @Test func findsNothingInAMegabyteOfOneWord() throws {
    let annotate = LetterAnnotation(try LetterSizeTests.pack.get())
    let found = annotate(CommitmentLetter(paragraphs: [String(repeating: "a", count: 1 << 20)]).structured)
    #expect(found.commitments.isEmpty && found.citations.isEmpty)
  }
}

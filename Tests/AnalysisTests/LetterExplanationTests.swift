// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

struct LetterExplanationTests {
  private func explain(_ lines: [String]) throws -> (Letter, Explanation) {
    var sketch = DocumentSketch()
    for line in lines { sketch.line(line) }
    let document = ExtractedDocument.pages(sketch.document)
    let pack = try LanguagePack()
    let source = Source(
      path: "sketch.pdf",
      sha256: String(repeating: "a", count: 64),
      bytes: 1,
      format: "pdf",
      pages: 1
    )
    let letter = LetterAnalysis(pack)(document, source: source)
    return (letter, LetterExplanation(pack)(document, letter))
  }

  @Test func namesRuleAndGroundsOfEachCommitment() throws {
    let (letter, explanation) = try explain(["Ik zal uw Kamer voor de zomer over de uitkomsten informeren."])
    let taken = explanation.findings.filter { $0.filter == nil }
    #expect(taken.map(\.rule) == letter.commitments.map(\.rule))
    let grounds = try #require(taken.first).grounds
    #expect(grounds.first { $0.name == "kind" }?.value == "made")
    #expect(grounds.contains { $0.name == "deadline" && $0.value.hasPrefix("voor de zomer") })
    #expect(taken.first?.page == 1)
  }

  @Test func namesTheFilterThatRefusedANearMiss() throws {
    let (letter, explanation) = try explain(["Ik zal uw Kamer daarover niet nader informeren."])
    #expect(letter.commitments.isEmpty)
    #expect(explanation.findings.contains { $0.filter != nil })
  }

  @Test func drawsEveryPage() throws {
    #expect(try explain(["Een regel."]).1.drawings.count == 1)
  }
}

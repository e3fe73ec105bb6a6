// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

/// The structure of a letter that is drawn, on the way to which no text may be lost or doubled.
func structure(_ sketch: DocumentSketch, created: Day? = nil) throws -> StructuredLetter {
  var document = sketch.document
  document.created = created
  let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
  let letter = PageStructure(try LanguagePack())(document, source: source)
  let balance = TextBalance(document, letter)
  #expect(balance.isEven, "\(balance)")
  return letter
}

extension DocumentSketch {
  /// Paragraphs of two lines, a blank line before each.
  mutating func twoLineParagraphs(_ count: Int) {
    for _ in 0..<count {
      gap()
      twoLines()
    }
  }

  /// A paragraph of two lines, the first of them full.
  mutating func twoLines() {
    line("De minister schrijft hier een volle regel tekst over het beleid van")
    line("het kabinet.")
  }

  /// A heading after a blank line, text right below it.
  mutating func section(_ heading: [PageSketch.Run]) {
    gap()
    line(heading)
    twoLines()
  }
}

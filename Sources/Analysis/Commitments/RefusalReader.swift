// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Tells how near the rules came to a sentence in which nothing was found: whose frame stood in it, and what refused it.
public struct RefusalReader: Sendable {
  /// What became of a sentence that stands alone.
  public enum Outcome: Sendable, Equatable {
    /// No rule's frame stands in it.
    case noFrame
    /// A filter refused the rule that came first.
    case refused(rule: String, filter: FrameRule.Filter)
    /// Alone, it is found: what stands around it in its letter kept it out.
    case found(rule: String)
  }

  private let detector: CommitmentDetector

  /// Creates the reader.
  public init(_ pack: LanguagePack) { detector = CommitmentDetector(pack) }

  /// Reads a sentence as a letter of one paragraph, of that day.
  public func callAsFunction(_ sentence: String, date: Day?) -> Outcome {
    var refused = Outcome.noFrame
    for finding in detector.explain(StructuredLetter(sentence: sentence, date: date), citations: []) {
      switch finding {
      case .accepted(let commitment, _): return .found(rule: commitment.rule)
      case .refused(let miss): if refused == .noFrame { refused = .refused(rule: miss.rule, filter: miss.filter) }
      }
    }
    return refused
  }
}

extension StructuredLetter {
  /// A letter of one paragraph.
  init(sentence: String, date: Day?, heading: String? = nil) {
    let text = LetterText(utf8: Array(sentence.utf8))
    let span = TextSpan(0, text.utf8.count)
    self.init(source: Source(path: "-", sha256: "", bytes: 0, format: "text"), text: text)
    metadata.date = date
    sections = [
      Section(
        id: "s0",
        heading: heading,
        level: heading == nil ? 0 : 1,
        kind: heading == nil ? .opening : .body,
        span: span
      )
    ]
    paragraphs = [Paragraph(section: 0, kind: .text, span: span)]
  }
}

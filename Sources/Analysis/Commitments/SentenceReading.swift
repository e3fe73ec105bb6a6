// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A text in which sentences stand: the letter's own, or a footnote's body.
struct CommitmentSource {
  var utf8: [UInt8]
  /// Index of the footnote, or `nil` for the running text.
  var footnote: Int?

  func place(_ span: TextSpan) -> Place {
    if let footnote { return .footnote(index: footnote, span: span) }
    return .text(span)
  }

  func string(_ span: TextSpan) -> String { String(decoding: utf8[span.range], as: UTF8.self) }
}

/// A sentence that was worth reading, with where it stands.
struct SentenceReading {
  var sentence: ParsedSentence
  var section: Int?
  /// Index of the paragraph, and of the sentence in it.
  var paragraph: Int
  var position: Int
  var inQuestions: Bool
  var inAnnex: Bool
  /// Deadline phrases in it.
  var deadlines: [DeadlineResolver.Candidate]
}

/// A frame that was found and that no filter refused.
struct FrameHit {
  var rule: FrameRule
  /// Index of the clause.
  var clause: Int
  var verb: Clause.Verb?
}

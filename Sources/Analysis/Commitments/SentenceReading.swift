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

/// A sentence that was worth reading, with where it stands. Its deadline phrases are read when first asked for.
final class SentenceReading {
  let sentence: ParsedSentence
  let section: Int?
  /// Index of the paragraph, and of the sentence in it.
  let paragraph: Int
  let position: Int
  let inQuestions: Bool
  let inAnnex: Bool
  /// Whether it opens a paragraph of a section that lists promises.
  let isListed: Bool
  /// Word classes of the two sentences before it in its paragraph.
  let before: ClassSet
  /// Whether its paragraph speaks of the writer or the cabinet.
  var isBesideWriter = false
  private let resolve: () -> Times
  private lazy var times = resolve()
  /// Deadline phrases in it that can still be kept.
  var deadlines: [DeadlineResolver.Candidate] { times.open }
  /// Deadline phrases by which something was to be kept: their day was over when the letter was written.
  var bygone: [DeadlineResolver.Candidate] { times.bygone }

  /// The deadline phrases of a sentence.
  struct Times {
    var open: [DeadlineResolver.Candidate] = []
    var bygone: [DeadlineResolver.Candidate] = []
  }

  init(
    sentence: ParsedSentence,
    section: Int?,
    paragraph: Int,
    position: Int,
    inQuestions: Bool,
    inAnnex: Bool,
    isListed: Bool,
    before: ClassSet,
    deadlines: @escaping () -> Times
  ) {
    self.sentence = sentence
    self.section = section
    self.paragraph = paragraph
    self.position = position
    self.inQuestions = inQuestions
    self.inAnnex = inAnnex
    self.isListed = isListed
    self.before = before
    resolve = deadlines
  }
}

/// A frame that was found and that no filter refused.
struct FrameHit {
  var rule: FrameRule
  /// Index of the clause.
  var clause: Int
  var verb: Clause.Verb?
}

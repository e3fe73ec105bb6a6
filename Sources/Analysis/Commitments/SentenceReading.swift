// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A sentence that was worth reading, with where it stands. Its deadline phrases are read when first asked for.
final class SentenceReading {
  let sentence: ParsedSentence
  /// Where it stands.
  let around: Surroundings
  private let resolve: (ParsedSentence) -> Times
  private lazy var times = resolve(sentence)
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
    around: Surroundings,
    deadlines: @escaping (ParsedSentence) -> Times
  ) {
    self.sentence = sentence
    self.around = around
    resolve = deadlines
  }

  /// Where a sentence stands in its source.
  struct Surroundings {
    var section: Int?
    /// Index of the paragraph, and of the sentence in it.
    var paragraph: Int
    var position = 0
    var inQuestions: Bool
    var inAnnex: Bool
    /// Whether it opens a paragraph of a section that lists promises.
    var isListed = false
    /// Word classes of the two sentences before it in its paragraph.
    var before = ClassSet()
    /// Whether its paragraph speaks of the writer or the cabinet.
    var isBesideWriter: Bool
  }
}

/// A frame that was found and that no filter refused.
struct FrameHit {
  var rule: FrameRule
  /// Index of the clause.
  var clause: Int
  var verb: Clause.Verb?
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds deadline phrases in a sentence and resolves them against the letter's date.
///
/// A date is only given where the table of the record gives one: vague and recurring phrases, events without a date and what comes after
/// something never get an end.
public struct DeadlineResolver: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// A phrase found in a sentence.
  public struct Candidate: Sendable, Equatable {
    /// Bytes of the phrase, in the same text as the sentence.
    public var span: TextSpan
    /// What it means.
    public var deadline: Deadline
    /// Whether the phrase can only be the date of an occasion or a past fact (`van 3 maart jl.`, a brief's own date), or a time
    /// that the sentence puts another in place of.
    public var isOccasion: Bool
    /// Whether it is a moment without a year, which in a past tense is one that was: `in oktober heb ik …`.
    public var mayBePast: Bool
  }

  /// All phrases in `utf8[sentence]`, in order, none inside another. `date` is the letter's; without one nothing relative gets a date.
  public func callAsFunction(_ utf8: [UInt8], sentence: TextSpan, date: Day?) -> [Candidate] {
    let tokens = pack.deadlines.book.tokens(utf8, sentence)
    let reader = DeadlinePhraseReader(time: TimeReader(pack, utf8, tokens, date))
    var result: [Candidate] = []
    var bounds: [Range<Int>] = []
    var at = 0
    while at < tokens.count {
      guard tokens[at].starts != 0 || tokens[at].number >= 0 || reader.mayBegin(at), let phrase = reader.phrase(at)
      else {
        at += 1
        continue
      }
      let span = reader.span(at, phrase.end, limit: sentence.end)
      var deadline = phrase.deadline
      deadline.text = String(decoding: utf8[span.range], as: UTF8.self)
      let isOver = deadline.until.map { until in date.map { until < $0 } ?? false } ?? false
      let was = isOver || phrase.mayBePast && reader.isAttributive(at, phrase.end)
      result.append(
        Candidate(
          span: span,
          deadline: deadline,
          isOccasion: phrase.isOccasion || was,
          mayBePast: phrase.mayBePast
        )
      )
      bounds.append(at..<phrase.end)
      at = max(phrase.end, at + 1)
    }
    replace(&result, bounds, reader)
    return result
  }

  /// Whether a participle names something that is still to come: `gepland`, `voorzien`.
  public func isPlanned(_ utf8: [UInt8], _ word: TextSpan) -> Bool {
    let tokens = pack.deadlines.book.tokens(utf8, word)
    return pack.deadlines.match(.planned, tokens, at: 0) != nil
  }

  /// `in plaats van voor de zomer`, `niet in 2026 maar in 2027`: the old time is no deadline, and the new one says what it replaces.
  private func replace(_ result: inout [Candidate], _ bounds: [Range<Int>], _ reader: DeadlinePhraseReader) {
    guard result.count > 1 else { return }
    for k in result.indices {
      let start = bounds[k].lowerBound
      let isInstead = reader.precedes(.instead, start)
      let isNegated = reader.precedes(.not, start)
      guard isInstead || isNegated else { continue }
      if isNegated {
        guard k + 1 < result.count,
          (bounds[k].upperBound...bounds[k + 1].lowerBound).contains(where: { reader.time.match(.but, $0) != nil })
        else { continue }
        result[k + 1].deadline.replaces = result[k].deadline.text
      } else {
        let other = k + 1 < result.count ? k + 1 : k - 1
        result[other].deadline.replaces = result[k].deadline.text
      }
      result[k].isOccasion = true
    }
  }
}

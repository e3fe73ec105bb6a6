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
    /// Whether it is a last day with its year ("uiterlijk 1 mei 2025"): never when something was said, even where it is over.
    public var isBound: Bool
  }

  /// How many bytes before a sentence are read for what "dat debat" points to.
  private static let reach = 400

  /// All phrases in `utf8[sentence]`, in order, none inside another. `date` is the letter's; without one nothing relative gets a date.
  /// "dat debat" takes the day of the last debate named between `earliest` (in bytes) and the sentence.
  public func callAsFunction(_ utf8: [UInt8], sentence: TextSpan, date: Day?, earliest: Int? = nil) -> [Candidate] {
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
      if let earliest, deadline.precision == .vague, deadline.until == nil, reader.pointsBack(at, phrase.end),
        let day = named(reader.time.bytes(phrase.end - 1), utf8, earliest, sentence, date)
      {
        reader.date(&deadline, at, day)
      }
      deadline.text = String(decoding: utf8[span.range], as: UTF8.self)
      let isOver = deadline.until.map { until in date.map { until < $0 } ?? false } ?? false
      // "deze bij de begroting ingediende motie"
      let was = isOver || (phrase.mayBePast || deadline.until == nil) && reader.isAttributive(at, phrase.end)
      result.append(
        Candidate(
          span: span,
          deadline: deadline,
          isOccasion: phrase.isOccasion || was,
          mayBePast: phrase.mayBePast,
          isBound: phrase.isBound
        )
      )
      bounds.append(at..<phrase.end)
      at = max(phrase.end, at + 1)
    }
    replace(&result, bounds, reader)
    return result
  }

  /// The day of the last event of that name in the text before a sentence.
  private func named(_ name: ArraySlice<UInt8>, _ utf8: [UInt8], _ earliest: Int, _ sentence: TextSpan, _ date: Day?)
    -> Day?
  {
    var start = max(earliest, sentence.start - DeadlineResolver.reach)
    while start > earliest, start < sentence.start, utf8[start - 1] != 0x20 { start += 1 }
    guard start < sentence.start else { return nil }
    let tokens = pack.deadlines.book.tokens(utf8, TextSpan(start, sentence.start))
    return DeadlinePhraseReader(time: TimeReader(pack, utf8, tokens, date)).lastDay(of: name)
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
      // "niet voor de zomer maar …" reads as a phrase of its own.
      let isNegated = reader.precedes(.not, start) || reader.time.match(.not, start) != nil
      if k + 1 < result.count, bounds[k + 1].lowerBound == bounds[k].upperBound,
        reader.time.match(.shifted, bounds[k].upperBound) != nil, let of = reader.time.match(.ofPast, start)
      {
        // "van juni naar oktober"
        let old = TextSpan(reader.tokens[start + of].start, result[k].span.end)
        result[k + 1].deadline.replaces = String(decoding: reader.time.utf8[old.range], as: UTF8.self)
        result[k].isOccasion = true
        continue
      }
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

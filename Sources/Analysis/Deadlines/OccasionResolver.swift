// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds the debates and letters that a sentence names with their day: `commissiedebat JBZ-Raad van 3 maart jl.`.
///
/// An occasion lies before the letter: a day without a year is the last such day that is not after the letter's date.
public struct OccasionResolver: Sendable {
  private let pack: LanguagePack

  /// How many words may stand between the kind of occasion and its day: the topic's.
  private static let longestTopic = 14

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// An occasion found in a sentence.
  public struct Found: Sendable, Equatable {
    /// Bytes of its words, in the same text as the sentence.
    public var span: TextSpan
    /// Its words and its day.
    public var occasion: Commitment.Occasion
  }

  /// All occasions in `utf8[sentence]`, in order. `date` is the letter's; without one a day without a year gets no date.
  public func callAsFunction(_ utf8: [UInt8], sentence: TextSpan, date: Day?) -> [Found] {
    let tokens = pack.deadlines.book.tokens(utf8, sentence)
    let time = TimeReader(pack, utf8, tokens, date)
    var result: [Found] = []
    var at = 0
    while at < tokens.count {
      guard let count = kind(at, tokens, time) else {
        at += 1
        continue
      }
      let known = day(after: at + count - 1, time)
      var end = known?.end ?? at + count
      if known == nil {
        // Without a day only what a debate was held in counts, and it takes its capitalised topic along.
        guard at > 0, isLed(at, time), isDebate(at, time) else {
          at += count
          continue
        }
        while end < tokens.count, !tokens[end - 1].closes, end - at < 8,
          tokens[end].isCapital || tokens[end].number >= 0
        { end += 1 }
      }
      var span = DeadlinePhraseReader(time: time).span(at, end, limit: sentence.end)
      // "notaoverleg Sport (9 februari 2026)": the bracket it opened.
      if span.end < sentence.end, utf8[span.end] == 0x29, utf8[span.range].contains(0x28) { span.end += 1 }
      let text = String(decoding: utf8[span.range], as: UTF8.self)
      result.append(Found(span: span, occasion: Commitment.Occasion(text: text, date: known?.day)))
      at = max(end, at + 1)
    }
    return result
  }

  /// How many tokens name a kind of occasion at `at`.
  private func kind(_ at: Int, _ tokens: [PhraseBook.Token], _ time: TimeReader) -> Int? {
    if let count = time.match(.occasions, at) { return count }
    return pack.deadlines.ends(tokens[at], in: .occasions) ? 1 : nil
  }

  /// The day that goes with an occasion: after its topic, before the sentence goes on to another occasion or a verb of its own.
  private func day(after kind: Int, _ time: TimeReader) -> (day: Day?, end: Int)? {
    let tokens = time.tokens
    var k = kind + 1
    while k < tokens.count, k <= kind + OccasionResolver.longestTopic {
      // A bracket or quotation mark may part topic and day, a full stop or semicolon may not.
      if tokens[k - 1].closes, stops(after: k - 1, time) { return nil }
      if k > kind + 1, self.kind(k, tokens, time) != nil { return nil }
      let of = time.match(.ofPast, k) ?? time.match(.within, k)
      if let found = time.read(at: k + (of ?? 0)), found.precision == .day,
        of != nil || tokens[k - 1].closes || found.isFixed || found.isPast
      {
        return (past(found, k + (of ?? 0), time), found.end)
      }
      k += 1
    }
    return nil
  }

  private func stops(after at: Int, _ time: TimeReader) -> Bool {
    let end = time.tokens[at].end
    guard end < time.utf8.count else { return true }
    return time.utf8[end] == 0x2C || time.utf8[end] == 0x3B || time.utf8[end] == 0x2E || time.utf8[end] == 0x3A
  }

  /// The day in the past: one that says its year stays, one without takes the last that is not after the letter.
  private func past(_ found: NamedTime, _ at: Int, _ time: TimeReader) -> Day? {
    guard let day = found.until, let date = time.date, day > date, !found.isFixed else { return found.until }
    return time.nearest(day.day, day.month, before: date)
  }

  /// Whether a debate is named that may go without a day: a letter, or "dat debat" alone, says nothing.
  private func isDebate(_ at: Int, _ time: TimeReader) -> Bool {
    guard let count = time.match(.events, at) ?? (pack.deadlines.ends(time.tokens[at], in: .events) ? 1 : nil) else {
      return false
    }
    let after = at + count
    if after < time.tokens.count, !time.tokens[after - 1].closes, time.tokens[after].isCapital { return true }
    return at > 0 && time.match(.this, at - 1) == nil && time.match(.pointing, at - 1) == nil
  }

  /// Whether a word such as "in" or "tijdens" leads to the occasion, with a determiner and at most one word between.
  private func isLed(_ at: Int, _ time: TimeReader) -> Bool {
    for start in stride(from: at - 1, through: max(0, at - 5), by: -1) {
      guard let count = time.match(.occasionLead, start) else { continue }
      let next = start + count
      guard next <= at else { continue }
      let after = next + (time.match(.determiners, next) ?? 0)
      return after <= at && at - after <= 1
    }
    return false
  }
}

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
    /// Whether the phrase can only be the date of an occasion or a past fact (`van 3 maart jl.`, a brief's own date).
    public var isOccasion: Bool
  }

  /// All phrases in `utf8[sentence]`, in order, none inside another. `date` is the letter's; without one nothing relative gets a date.
  public func callAsFunction(_ utf8: [UInt8], sentence: TextSpan, date: Day?) -> [Candidate] {
    let words = DeadlineTokens(utf8, sentence, pack)
    let reader = TimeReader(pack: pack, utf8: utf8, words: words, date: date)
    var result: [Candidate] = []
    var at = 0
    while at < words.tokens.count {
      if words.mayOpen(at), let (found, end) = phrase(at, words, reader, utf8, sentence) {
        result.append(found)
        at = max(end, at + 1)
      } else {
        at += 1
      }
    }
    return result
  }

  private var rules: DeadlineRules { pack.deadlines }

  private func phrase(_ at: Int, _ words: DeadlineTokens, _ reader: TimeReader, _ utf8: [UInt8], _ sentence: TextSpan)
    -> (Candidate, Int)?
  {
    func candidate(_ end: Int, _ deadline: Deadline, isOccasion: Bool = false) -> (Candidate, Int) {
      var stop = words.tokens[end - 1].end
      // The stop of "jl." and "a.s." is the phrase's own.
      if stop < sentence.end, utf8[stop] == 0x2E,
        words.match(.pastMark, at: end - 1) != nil || words.match(.futureMark, at: end - 1) != nil
      {
        stop += 1
      }
      let span = TextSpan(words.tokens[at].start, stop)
      var deadline = deadline
      deadline.text = String(decoding: utf8[span.range], as: UTF8.self)
      return (Candidate(span: span, deadline: deadline, isOccasion: isOccasion), end)
    }
    if let count = words.match(.vague, at: at) { return candidate(at + count, Deadline(text: "", precision: .vague)) }
    if let count = words.match(.recurring, at: at) {
      return candidate(at + count, Deadline(text: "", precision: .recurring))
    }
    if let (deadline, end) = duration(at, words, reader) { return candidate(end, deadline) }
    if words.isNearTime(at), let (deadline, end, occasion) = timed(at, words, reader) {
      return candidate(end, deadline, isOccasion: occasion)
    }
    if let (deadline, end) = event(at, words, reader) { return candidate(end, deadline) }
    if let end = vehicle(at, words) { return candidate(end, Deadline(text: "", precision: .vague)) }
    if let end = whenever(at, words) { return candidate(end, Deadline(text: "", precision: .vague)) }
    return nil
  }

  // MARK: A time and what stands before it

  private enum Sense { case at, before, latest, around, after, from, until, past }

  private func timed(_ at: Int, _ words: DeadlineTokens, _ reader: TimeReader) -> (Deadline, Int, Bool)? {
    var start = at
    var sense: Sense?
    func take(_ list: DeadlineRules.List) -> Bool {
      guard let count = words.match(list, at: start) else { return false }
      start += count
      return true
    }
    let emphasised = take(.emphasis)
    if take(.latest) {
      sense = .latest
      _ = take(.emphasis)
      if take(.before) { sense = .before } else if !take(.within) { _ = take(.around) }
    } else if take(.before) {
      sense = .before
    } else if take(.around) {
      sense = .around
    } else if take(.after) {
      sense = .after
    } else if take(.until) {
      sense = .until
      if take(.latest) { sense = .latest }
    } else if take(.from) {
      sense = .from
    } else if take(.ofPast) {
      sense = .past
    } else if take(.within) {
      sense = .at
    }
    if emphasised, sense == nil, start == at { return nil }
    var timeStart = start
    var time = reader.read(at: timeStart)
    if time == nil, let count = words.match(.determiners, at: timeStart) {
      timeStart += count
      time = reader.read(at: timeStart)
    }
    guard let time else { return nil }
    // A bare year or month says nothing of when something will be done: "de begroting 2026".
    if sense == nil, time.precision == .year, words.tokens[timeStart].end - words.tokens[timeStart].start == 4,
      time.end == timeStart + 1
    {
      return nil
    }
    if sense == nil, emphasised == false, time.precision == .day, time.isPast == false, timeStart == at,
      time.from == nil
    {
      return nil
    }
    let occasion = isOccasion(sense ?? .at, time, reader.date)
    return (deadline(sense ?? .at, time), time.end, occasion)
  }

  private func isOccasion(_ sense: Sense, _ time: NamedTime, _ date: Day?) -> Bool {
    if time.isPast || sense == .past || sense == .until { return true }
    guard let date, let until = time.until else { return false }
    return until < date && sense != .after && sense != .from
  }

  private func deadline(_ sense: Sense, _ time: NamedTime) -> Deadline {
    var deadline = Deadline(text: "", precision: time.precision, estimated: time.estimated)
    switch sense {
    case .at, .latest, .past, .until:
      deadline.from = sense == .latest ? nil : time.from
      deadline.until = time.until
    // Within a recess the chamber hears nothing: "in de zomer" keeps its season's end.
    case .before:
      deadline.until = time.isEnd ? time.until : time.from?.adding(days: -1)
      if time.precision == .day, !time.isEnd { deadline.until = time.from?.adding(days: -1) }
    case .around: break
    case .after:
      deadline.from = time.isRecess ? time.until : time.until?.adding(days: 1)
    case .from: deadline.from = time.from
    }
    return deadline
  }

  // MARK: Durations

  /// `binnen zes weken`, `over twee maanden`, `na drie jaar`; after an event (`… na ontvangst`) there is no date.
  private func duration(_ at: Int, _ words: DeadlineTokens, _ reader: TimeReader) -> (Deadline, Int)? {
    var start = at
    let isAfter: Bool
    if let count = words.match(.inside, at: at) {
      start += count
      isAfter = false
    } else if let count = words.match(.after, at: at) ?? words.match(.within, at: at) {
      // "in vijf jaar" may mean within them or after them: no date.
      start += count
      isAfter = true
    } else {
      return nil
    }
    guard start + 1 < words.tokens.count, let amount = amount(words.word(start)),
      let unit = rules.units[words.word(start + 1)]
    else { return nil }
    let precision: Deadline.Precision
    switch unit {
    case .day: precision = .day
    case .week: precision = .week
    case .month: precision = .month
    case .year: precision = .year
    }
    var end = start + 2
    // "binnen drie maanden na inwerkingtreding": counted from an event whose day nobody knows.
    if let count = words.match(.after, at: end), end + count < words.tokens.count {
      end += count + (words.match(.determiners, at: end + count) ?? 0) + 1
      return (Deadline(text: "", precision: .vague), min(end, words.tokens.count))
    }
    guard !isAfter, let date = reader.date else { return (Deadline(text: "", precision: precision), end) }
    let until: Day
    switch unit {
    case .day: until = date.adding(days: amount)
    case .week: until = date.adding(days: 7 * amount)
    case .month: until = date.adding(months: amount)
    case .year: until = date.adding(months: 12 * amount)
    }
    return (Deadline(text: "", until: until, precision: precision), end)
  }

  private func amount(_ word: [UInt8]) -> Int? {
    if word.count <= 3, !word.isEmpty, word.allSatisfy({ (0x30...0x39).contains($0) }) {
      return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    return pack.lexicon.numbers[word]
  }

  // MARK: Events

  /// `voor het commissiedebat Water van 3 juni`: the day before, where the event's own day stands within eight words.
  private func event(_ at: Int, _ words: DeadlineTokens, _ reader: TimeReader) -> (Deadline, Int)? {
    var start = at + (words.match(.emphasis, at: at) ?? 0)
    let sense: Sense
    if let count = words.match(.latest, at: start) {
      start += count
      guard let before = words.match(.before, at: start) else { return nil }
      start += before
      sense = .before
    } else if let count = words.match(.before, at: start) {
      start += count
      sense = .before
    } else if let count = words.match(.after, at: start) {
      start += count
      sense = .after
    } else {
      return nil
    }
    start += words.match(.determiners, at: start) ?? 0
    start += words.match(.coming, at: start) ?? 0
    guard let count = words.match(.events, at: start) else {
      return step(start, words).map { (Deadline(text: "", precision: .vague), $0) }
    }
    var end = start + count
    var k = end
    while k < min(end + 9, words.tokens.count) {
      if let of = words.match(.ofPast, at: k) ?? words.match(.within, at: k), let time = reader.read(at: k + of),
        time.precision == .day
      {
        let known = Deadline(
          text: "",
          from: sense == .after ? time.until : nil,
          until: sense == .before ? time.from?.adding(days: -1) : nil,
          precision: .day
        )
        return (known, time.end)
      }
      if words.tokens[k - 1].closes { break }
      k += 1
    }
    // Without a date the phrase takes the capitalised topic that follows, if any.
    while end < words.tokens.count, !words.tokens[end - 1].closes, end - start < 5, reader.isCapital(end) { end += 1 }
    return (Deadline(text: "", precision: .vague), end)
  }

  /// `na afronding van het onderzoek`: the step, one word before it, and up to five words of what it is a step of.
  private func step(_ at: Int, _ words: DeadlineTokens) -> Int? {
    guard let step = [at, at + 1].first(where: { words.match(.steps, at: $0) != nil }) else { return nil }
    var end = step + 1
    if !words.tokens[step].closes, let of = words.match(.ofPast, at: end) {
      end = min(end + of, words.tokens.count)
      while end < words.tokens.count, !words.tokens[end - 1].closes, end - step < 6 { end += 1 }
    }
    return end
  }

  /// `in de volgende voortgangsrapportage`, `in een volgende brief`.
  private func vehicle(_ at: Int, _ words: DeadlineTokens) -> Int? {
    guard let count = words.match(.within, at: at) else { return nil }
    var k = at + count
    k += words.match(.determiners, at: k) ?? 0
    guard let which = words.match(.vehicleWhich, at: k), let vehicle = words.match(.vehicles, at: k + which) else {
      return nil
    }
    return k + which + vehicle
  }

  /// `zodra die er zijn`: to the comma, at most eight words.
  private func whenever(_ at: Int, _ words: DeadlineTokens) -> Int? {
    guard let count = words.match(.whenever, at: at) else { return nil }
    var end = at + count
    while end < words.tokens.count, !words.tokens[end - 1].closes, end - at < 9 { end += 1 }
    return end > at + count ? end : nil
  }
}

extension TimeReader {
  /// Whether a token begins with a capital.
  func isCapital(_ at: Int) -> Bool {
    at < words.tokens.count && (0x41...0x5A).contains(utf8[words.tokens[at].start])
  }
}

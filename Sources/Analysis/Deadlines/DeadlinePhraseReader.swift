// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Reads one deadline phrase from a token on: what stands before a time, the time, an event or a step.
struct DeadlinePhraseReader {
  let time: TimeReader
  /// Lists of words that may stand before an event or a step, before a moment, before a product, as bits; none where the sentence has no
  /// such thing.
  private let beforeEvents, beforeMoments, beforeVehicles: UInt64
  /// Whether the sentence names a unit of time or a season.
  private let namesSpan: Bool

  /// A phrase without its text.
  struct Phrase {
    var deadline: Deadline
    /// One past its last token.
    var end: Int
    var isOccasion = false
    /// Whether it is a last day with its year: never when something was said, even where it is over.
    var isBound = false
    /// Whether it is a plain moment without a year that a past tense makes one that was: `in oktober`.
    var mayBePast = false
  }

  /// What a preposition says of a time.
  enum Sense { case within, before, latest, around, toward, after, from, until, past }

  /// Lists of words that may stand before an event.
  private static let leads = [
    DeadlineRules.List.before, .latest, .after, .until, .from, .within, .around, .toward, .emphasis,
  ].reduce(0) { $0 | $1.bit }

  private static let momentLeads = leads | DeadlineRules.List.coming.bit | DeadlineRules.List.next.bit

  /// Lists of words with which a phrase begins wherever times stand.
  private static let openers = [DeadlineRules.List.vague, .recurring, .each, .whenever].reduce(0) { $0 | $1.bit }

  /// Lists of words that ``lead(_:)`` reads.
  private static let senses = leads | DeadlineRules.List.ofPast.bit

  init(time: TimeReader) {
    self.time = time
    var words: UInt64 = 0
    var namesSpan = false
    for token in time.tokens {
      words |= token.starts | token.endings
      namesSpan = namesSpan || time.rules.mayNameSpan(token)
    }
    self.namesSpan = namesSpan
    func has(_ list: DeadlineRules.List) -> Bool { words & list.bit != 0 }
    beforeEvents = has(.events) || has(.steps) ? DeadlinePhraseReader.leads : 0
    beforeMoments = has(.moments) ? DeadlinePhraseReader.momentLeads : 0
    beforeVehicles = has(.vehicles) ? DeadlineRules.List.via.bit : 0
  }

  /// Prepositions and what they say.
  private static let meanings: [(DeadlineRules.List, Sense)] = [
    (.before, .before), (.around, .around), (.toward, .toward), (.after, .after), (.until, .until), (.from, .from),
    (.within, .within), (.ofPast, .past),
  ]

  var tokens: [PhraseBook.Token] { time.tokens }
  var book: PhraseBook { time.rules.book }

  func match(_ list: DeadlineRules.List, _ at: Int) -> Int? { time.match(list, at) }

  /// Whether a phrase may begin at a token that no list of words begins with: `Q2 2026`, `zes weken voor het debat`.
  func mayBegin(_ at: Int) -> Bool {
    tokens[at].end - tokens[at].start == 2 && time.utf8[tokens[at].start] | 0x20 == UInt8(ascii: "q")
      || tokens[at].toTime == 1 && book.facts(tokens[at]).amount > 0
      || book.facts(tokens[at]).month > 0 && (at == 0 || closesWithColon(at - 1))
  }

  /// The bytes of a phrase; the full stop of an abbreviation at its end is its own.
  func span(_ start: Int, _ end: Int, limit: Int) -> TextSpan {
    var stop = tokens[end - 1].end
    if stop < limit, time.utf8[stop] == 0x2E, book.isAbbreviation(tokens[end - 1]) { stop += 1 }
    return TextSpan(tokens[start].start, stop)
  }

  /// Whether a phrase goes with a participle before a noun: `de in oktober gepubliceerde regeling`; it tells what was, unless that
  /// is planned.
  func isAttributive(_ start: Int, _ end: Int) -> Bool {
    guard start > 0, end < tokens.count, !tokens[start - 1].closes, !tokens[end - 1].closes,
      match(.determiners, start - 1) != nil, match(.planned, end) == nil, !tokens[end].isCapital
    else { return false }
    let word = time.bytes(end)
    guard word.count > 5, let last = word.last, last == UInt8(ascii: "e") else { return false }
    let before = word[word.endIndex - 2]
    let third = word[word.endIndex - 3]
    return (before == UInt8(ascii: "d") && third != UInt8(ascii: "n")) || before == UInt8(ascii: "t")
  }

  /// Whether a phrase of a list ends right before a token.
  func precedes(_ list: DeadlineRules.List, _ at: Int) -> Bool {
    for length in 1...3 where at - length >= 0 && match(list, at - length) == length { return true }
    return false
  }

  /// The phrase that begins at a token.
  func phrase(_ at: Int) -> Phrase? {
    let starts = tokens[at].starts
    let isNearTime = tokens[at].toTime <= TimeReader.reach + 2
    let openers = DeadlinePhraseReader.openers | beforeEvents | beforeMoments | beforeVehicles
    // Articles and the like begin a phrase near a time only.
    guard isNearTime || starts & openers != 0 else { return nil }
    if let count = match(.vague, at) { return Phrase(deadline: Deadline(text: "", precision: .vague), end: at + count) }
    if let end = recurring(at) { return Phrase(deadline: Deadline(text: "", precision: .recurring), end: end) }
    if isNearTime, let found = (namesSpan ? duration(at) : nil) ?? timed(at) { return found }
    if starts & beforeEvents != 0, let found = event(at) { return found }
    if starts & beforeMoments != 0, let found = moment(at) { return found }
    return (starts & beforeVehicles != 0 ? vehicle(at) : nil) ?? whenever(at)
  }

  // MARK: What stands before a time

  /// Preposition and what strengthens it: its sense and the first token after it.
  func lead(_ at: Int) -> (sense: Sense?, start: Int, isStrong: Bool) {
    var start = at
    guard at < tokens.count, tokens[at].starts & DeadlinePhraseReader.senses != 0 else { return (nil, at, false) }
    func take(_ list: DeadlineRules.List) -> Bool {
      guard start == at || !tokens[start - 1].closes || book.isAbbreviation(tokens[start - 1]),
        let count = match(list, start)
      else { return false }
      start += count
      return true
    }
    let strong = take(.emphasis)
    var sense: Sense?
    if take(.latest) {
      sense = .latest
      _ = take(.emphasis)
      if take(.before) { sense = .before } else if !take(.within) { _ = take(.around) }
      return (sense, start, true)
    }
    // The longest reading wins: "in aanloop naar" is no "in".
    var best = 0
    for (list, meaning) in DeadlinePhraseReader.meanings {
      if let count = match(list, start), count > best {
        best = count
        sense = meaning
      }
    }
    start += best
    return (sense, start, strong)
  }

  func timed(_ at: Int) -> Phrase? {
    let (said, start, strong) = lead(at)
    guard start < tokens.count, start == at || !tokens[start - 1].closes else { return nil }
    var found = time.read(at: start)
    var sense = said
    if found == nil, said == nil, let count = match(.via, at), let day = time.namedDay(at + count) {
      // "met Prinsjesdag", "via de Voorjaarsnota": only days with a name are said so.
      found = day
      sense = .within
    }
    if found == nil, said == nil, let count = match(.shifted, at), !tokens[at + count - 1].closes,
      let time = time.read(at: at + count)
    {
      // "verschuift naar het najaar"; "naar 2027" tells a moment only beside the year that it comes in place of.
      guard !time.isBareYear || isShiftedYear(at) else { return nil }
      let isOver = isOccasion(.within, time)
      return Phrase(deadline: deadline(.within, time), end: time.end, isOccasion: isOver)
    }
    // "bereidt een wijziging voor die dit najaar verschijnt": a word that points is no determiner of one that points.
    if found == nil, start > at, let count = match(.determiners, start), match(.this, start + count) == nil {
      found = time.read(at: start + count)
    }
    guard let found else { return nil }
    if sense == .before, !strong, found.recess == nil, precedes(.plannedFor, at) { sense = .within }
    // "verschuift van juni naar oktober": the old time.
    if sense == .past, !tokens[found.end - 1].closes, match(.shifted, found.end) != nil {
      return Phrase(deadline: deadline(.within, found), end: found.end, isOccasion: true)
    }
    // "het overleg van 24 juni a.s.": the day itself is still to come.
    if sense == .past, found.isAhead { return nil }
    // "de cijfers over het eerste kwartaal", "van het eerste kwartaal": what they are about.
    if sense == nil, found.precision != .day, start == at,
      precedes(.ofPast, at) || precedes(.determiners, at) && precedes(.ofPast, at - 1)
    {
      return nil
    }
    // "de beoogde inwerkingtreding is 1 januari 2028": a whole date to come needs no preposition.
    let isWhole = found.precision == .day && found.isFixed && time.date.map { found.until ?? $0 > $0 } ?? false
    // "februari 2023: toezending van het plan", "toezending van het plan: februari 2023"
    let isItem =
      found.isFixed && !found.isBareYear
      && (at == 0 ? closesWithColon(found.end - 1) : closesWithColon(at - 1) && found.end == tokens.count)
    if sense == nil, !found.standsAlone, !found.isPast, !isWhole, !isItem { return nil }
    // "de begroting voor 2027" names a year, no end; "vóór 2027" after a word such as "uiterlijk" or "nog" does.
    if found.isBareYear {
      switch sense {
      case .until: break
      case .before where !strong && !isStressed(start - 1), .after where !strong, .past, nil: return nil
      default: break
      }
    }
    if sense == .past, found.precision != .day { return nil }
    var deadline = deadline(sense ?? .within, found)
    // "voor april", written in April: this one is over and the words do not say which other is meant.
    if !found.isFixed, let until = deadline.until, let date = time.date, until < date, !found.isPast {
      deadline.until = nil
    }
    // "voor het einde van 2017", "uiterlijk 1 mei 2018"
    let isBound = (sense == .before || sense == .latest) && found.isFixed && !found.isPast
    return Phrase(
      deadline: deadline,
      end: found.end,
      isOccasion: isOccasion(sense ?? .within, found),
      isBound: isBound,
      mayBePast: (sense == .within || sense == .around) && (!found.isFixed || found.isBareYear)
    )
  }

  /// Whether a word is written with a mark of stress: "vóór 2027" is no "voor".
  private func isStressed(_ at: Int) -> Bool { time.utf8[tokens[at].start..<tokens[at].end].contains(0xC3) }

  func closesWithColon(_ at: Int) -> Bool {
    tokens[at].end < time.utf8.count && time.utf8[tokens[at].end] == UInt8(ascii: ":")
  }

  func isOccasion(_ sense: Sense, _ found: NamedTime) -> Bool {
    if found.isPast || sense == .past || sense == .until { return true }
    guard let date = time.date else { return false }
    switch sense {
    case .after: return (found.until ?? date) < date && found.recess == nil
    case .from: return (found.from ?? date) < date
    default: return (found.until ?? date) < date
    }
  }

  func deadline(_ sense: Sense, _ found: NamedTime) -> Deadline {
    var result = Deadline(text: "", precision: found.precision, estimated: found.estimated)
    switch sense {
    case .within, .latest, .past, .until:
      result.from = sense == .latest ? nil : found.from
      result.until = found.until
    case .before:
      if found.isEnd {
        result.until = found.until
      } else if let recess = found.recess {
        // Before the summer is before the chamber's recess.
        if found.recessYear == nil, let date = time.date, let now = time.calendar.current(recess, on: date),
          now.from <= date
        {
          // Written in that very recess: which one is meant, the words do not say.
          break
        }
        let period =
          found.recessYear.flatMap { time.calendar.period(recess, year: $0) }
          ?? time.date.flatMap { time.calendar.next(recess, from: $0) }
        result.until = period?.from.adding(days: -1)
        result.estimated = period?.estimated ?? false
      } else {
        result.until = found.from?.adding(days: -1)
      }
    case .around:
      // "rond de jaarwisseling" is finer than a year.
      if found.precision == .year, !found.isBareYear { result.precision = .season }
    case .toward: if found.isEnd { result.until = found.until }
    case .after:
      if let recess = found.recess {
        let period =
          found.recessYear.flatMap { time.calendar.period(recess, year: $0) }
          ?? time.date.flatMap { time.calendar.current(recess, on: $0) }
        result.from = period?.until
        result.estimated = period?.estimated ?? false
      } else {
        result.from = found.until?.adding(days: 1)
      }
    case .from: result.from = found.from
    }
    return result
  }

  // MARK: Durations

  /// `binnen zes weken`, `over twee maanden`, `de komende twee jaar`, `na drie jaar`; after an event there is no date.
  func duration(_ at: Int) -> Phrase? {
    var start = at + (match(.emphasis, at) ?? 0)
    var counts = true
    var isBound = false
    var isInside = false
    var isLatest = false
    if let count = match(.inside, start) {
      start += count
      isInside = true
    } else if let count = match(.latest, start) {
      start += count
      isBound = true
      isLatest = true
    } else if let count = match(.after, start) ?? match(.within, start) ?? match(.coming, start) {
      let coming = count + (match(.coming, start + count) ?? 0)
      // "in de komende twee weken" counts from the letter; "in vijf jaar" may mean after them: no date.
      counts = coming > count || match(.coming, start) != nil
      start += coming
    } else {
      isBound = true
    }
    guard start < tokens.count, start == at || !tokens[start - 1].closes else { return nil }
    if isBound {
      // "uiterlijk zes maanden daarvoor"
      guard tokens[start].toTime <= 3, let amount = amount(start),
        let unit = time.rules.unit(tokens, at: amount.end), !tokens[amount.end + unit.count - 1].closes
      else { return nil }
      if let found = ahead(amount.value, unit.unit, amount.end + unit.count) { return found }
      let next = amount.end + unit.count
      // "uiterlijk vier weken na ontvangst van het advies", "een jaar na invoering"
      if let count = match(.after, next), next + count < tokens.count, let end = step(next + count) {
        return Phrase(deadline: Deadline(text: "", precision: .vague), end: end)
      }
      guard isLatest, let count = match(.thence, next) else { return nil }
      return Phrase(deadline: Deadline(text: "", precision: .vague), end: amount.end + unit.count + count)
    }
    guard let amount = amount(start), let unit = time.rules.unit(tokens, at: amount.end) else { return nil }
    var end = amount.end + unit.count
    let precision: Deadline.Precision
    switch unit.unit {
    case .day, .workday: precision = .day
    case .week: precision = .week
    case .month, .halfYear: precision = .month
    case .year: precision = .year
    }
    if !tokens[end - 1].closes {
      // "binnen acht weken na heden": counted from the letter, as it would be without.
      if let count = match(.futureMark, end) {
        end += count
      } else if let count = match(.after, end), end + count < tokens.count {
        // "binnen drie maanden na inwerkingtreding": counted from an event whose day nobody knows.
        if isInside, let event = eventEnd(end + count) {
          let day = event.day.flatMap { day in amount.value.flatMap { shift(day, $0, unit.unit) } }
          return Phrase(deadline: Deadline(text: "", until: day, precision: day == nil ? .vague : .day), end: event.end)
        }
        end = step(end + count) ?? min(end + count + (match(.determiners, end + count) ?? 0) + 1, tokens.count)
        return Phrase(deadline: Deadline(text: "", precision: .vague), end: end)
      }
      if end == amount.end + unit.count, let found = ahead(amount.value, unit.unit, end) { return found }
    }
    guard let value = amount.value else { return Phrase(deadline: Deadline(text: "", precision: .vague), end: end) }
    guard counts, let date = time.date else {
      return Phrase(deadline: Deadline(text: "", precision: precision), end: end)
    }
    return Phrase(deadline: Deadline(text: "", until: shift(date, value, unit.unit), precision: precision), end: end)
  }

  /// `… voor het debat van 15 april`, `… voor het zomerreces`: so long before a day, behind the amount; an event without a day has none.
  private func ahead(_ value: Int?, _ unit: DeadlineRules.Unit, _ at: Int) -> Phrase? {
    guard let count = match(.before, at), !tokens[at + count - 1].closes else { return nil }
    let next = at + count
    func phrase(_ day: Day?, _ end: Int) -> Phrase {
      let until = day.flatMap { day in value.flatMap { shift(day, -$0, unit) } }
      return Phrase(
        deadline: Deadline(text: "", until: until, precision: until == nil ? .vague : .day),
        end: end,
        mayBePast: true
      )
    }
    if let event = eventEnd(next) { return phrase(event.day, event.end) }
    // "uiterlijk vier weken voor de openstelling": a step without a day.
    if let end = step(next) { return phrase(nil, end) }
    guard let found = time.read(at: next) ?? match(.determiners, next).flatMap({ time.read(at: next + $0) }),
      !found.isBareYear, !found.isPast
    else { return nil }
    return phrase(deadline(.before, found).until?.adding(days: found.isEnd ? 0 : 1), found.end)
  }

  /// A day moved by so many units; working days give none, for their holidays are not known.
  func shift(_ day: Day, _ value: Int, _ unit: DeadlineRules.Unit) -> Day? {
    switch unit {
    case .day: day.adding(days: value)
    case .workday: nil
    case .week: day.adding(days: 7 * value)
    case .month: day.adding(months: value)
    case .halfYear: day.adding(months: 6 * value)
    case .year: day.adding(months: 12 * value)
    }
  }

  /// How many: digits, a number word, `een`, or "enkele" (no value).
  func amount(_ at: Int) -> (value: Int?, end: Int)? {
    if let count = match(.some, at) { return (nil, at + count) }
    // "een half jaar", "half jaar"
    if let unit = time.rules.unit(tokens, at: at), unit.unit == .halfYear { return (1, at) }
    if let count = match(.oneAndHalf, at) { return (nil, at + count) }
    if tokens[at].number >= 0 { return tokens[at].number <= 999 ? (tokens[at].number, at + 1) : nil }
    let value = Int(book.facts(tokens[at]).amount)
    guard value >= 0 else { return nil }
    if let unit = time.rules.unit(tokens, at: at + 1), unit.unit == .halfYear { return (1, at + 1) }
    // "vier tot zes weken", "zes à acht weken": the longer one.
    if let count = match(.until, at + 1) ?? match(.or, at + 1), at + 1 + count < tokens.count,
      let more = amount(at + 1 + count), more.value != nil, time.rules.unit(tokens, at: more.end) != nil
    {
      return more
    }
    return (value, at + 1)
  }
}

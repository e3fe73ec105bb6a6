// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A stretch of time that words name, before any preposition says what is meant of it.
struct NamedTime {
  /// First day.
  var from: Day?
  /// Last day.
  var until: Day?
  var precision: Deadline.Precision
  var estimated = false
  /// One past its last token.
  var end: Int
  /// Whether it says itself that it is past: `3 maart jl.`, `afgelopen zomer`.
  var isPast = false
  /// Whether it is the end of something: `voor eind 2028` means by its end, not before it.
  var isEnd = false
  /// Whether it is a recess or the summer one: what comes after it begins on its last day.
  var isRecess = false
}

/// Reads named times: days, months, quarters, halves, seasons, years, recesses, named days.
///
/// What has no year means the next one that is not over on the letter's date.
struct TimeReader {
  var pack: LanguagePack
  var utf8: [UInt8]
  var words: DeadlineTokens
  /// The letter's date.
  var date: Day?

  private var rules: DeadlineRules { pack.deadlines }

  /// The time that begins at a token.
  func read(at start: Int) -> NamedTime? {
    guard words.mayOpen(start), words.isNearTime(start) else { return nil }
    return calendarDay(start) ?? parted(start) ?? quarter(start) ?? half(start) ?? season(start) ?? recess(start)
      ?? relative(start)
      ?? month(start) ?? year(start) ?? namedDay(start)
  }

  private func word(_ at: Int) -> [UInt8] { words.word(at) }

  private func skip(_ list: DeadlineRules.List, _ at: Int) -> Int { at + (words.match(list, at: at) ?? 0) }

  /// A year in digits, 1990…2099.
  private func yearNumber(_ at: Int) -> Int? {
    let digits = word(at)
    guard digits.count == 4, let value = number(digits), (1990...2099).contains(value) else { return nil }
    return value
  }

  private func number(_ digits: [UInt8]) -> Int? {
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// `van 2026`, `2026`, `van dit jaar`, `van volgend jaar`: the year and where it ends.
  private func ofYear(_ at: Int) -> (year: Int, end: Int)? {
    let start = skip(.ofPast, at)
    if let year = yearNumber(start) { return (year, start + 1) }
    guard start > at, let date else { return nil }
    return whichYear(start).map { (date.year + $0.shift, $0.end) }
  }

  /// `dit jaar`, `volgend jaar`, `komend jaar`: how many years from now, and where it ends.
  private func whichYear(_ at: Int) -> (shift: Int, end: Int)? {
    for (list, shift) in [(DeadlineRules.List.this, 0), (.next, 1), (.coming, 1)] {
      guard let count = words.match(list, at: at), let unit = words.match(.year, at: at + count) else { continue }
      return (shift, at + count + unit)
    }
    // "het jaar", "van het jaar": this one.
    let determiner = skip(.determiners, at)
    if determiner > at, let unit = words.match(.year, at: determiner) { return (0, determiner + unit) }
    return nil
  }

  // MARK: Days and months

  private func monthName(_ at: Int) -> (month: Int, end: Int)? {
    guard at < words.tokens.count, let found = pack.lexicon.month(utf8, at: words.tokens[at].start),
      found.end == words.tokens[at].end
    else { return nil }
    return (found.month, at + 1)
  }

  private func calendarDay(_ at: Int) -> NamedTime? {
    if let found = DateScanner(pack.lexicon).date(utf8, at: words.tokens[at].start) {
      var end = at
      while end < words.tokens.count, words.tokens[end].start < found.end { end += 1 }
      let past = words.match(.pastMark, at: end)
      return NamedTime(from: found.day, until: found.day, precision: .day, end: end + (past ?? 0), isPast: past != nil)
    }
    guard let day = number(word(at)), (1...31).contains(day), let (month, end) = monthName(at + 1) else { return nil }
    if let count = words.match(.pastMark, at: end) {
      let found = date.flatMap { nearest(day, month, before: $0) }
      return NamedTime(from: found, until: found, precision: .day, end: end + count, isPast: true)
    }
    let future = words.match(.futureMark, at: end) ?? 0
    let found = date.flatMap { nearest(day, month, from: $0) }
    return NamedTime(from: found, until: found, precision: .day, end: end + future)
  }

  private func nearest(_ day: Int, _ month: Int, from date: Day) -> Day? {
    [date.year, date.year + 1].compactMap { Day($0, month, day) }.first { $0 >= date }
  }

  private func nearest(_ day: Int, _ month: Int, before date: Day) -> Day? {
    [date.year, date.year - 1].compactMap { Day($0, month, day) }.first { $0 <= date }
  }

  private func month(_ at: Int) -> NamedTime? {
    guard let (month, end) = monthName(at) else { return nil }
    return named(month, end)
  }

  private func named(_ month: Int, _ end: Int) -> NamedTime? {
    let year = yearNumber(end)
    let past = words.match(.pastMark, at: end)
    guard let chosen = year ?? date.map({ month >= $0.month ? $0.year : $0.year + 1 }) else {
      return NamedTime(precision: .month, end: end)
    }
    return NamedTime(
      from: Day(chosen, month, 1),
      until: Day.last(ofMonth: month, in: chosen),
      precision: .month,
      end: end + (year == nil ? past ?? 0 : 1),
      isPast: year == nil && past != nil
    )
  }

  // MARK: Parts of months and years

  /// `begin april`, `medio 2027`, `eind dit jaar`, `het einde van het jaar`, `eind maart/begin april`.
  private func parted(_ at: Int) -> NamedTime? {
    for (list, part) in [(DeadlineRules.List.first, 0), (.middle, 1), (.last, 2)] {
      guard let count = words.match(list, at: at) else { continue }
      let next = skip(.ofPast, at + count)
      if let slashed = slashedMonth(at + count, part) { return slashed }
      if let (month, end) = monthName(next), var time = named(month, end) {
        trimMonth(&time, part)
        return time
      }
      if var time = wholeYear(next) {
        trimYear(&time, part)
        return time
      }
      if part == 2, var time = season(next) ?? quarter(next) ?? half(next) ?? recess(next) {
        time.isEnd = true
        return time
      }
      if let time = season(next) ?? quarter(next) { return time }
    }
    return nil
  }

  /// `eind maart/begin april`, one token with a slash: the later part counts.
  private func slashedMonth(_ at: Int, _ part: Int) -> NamedTime? {
    let token = word(at)
    guard let slash = token.firstIndex(of: UInt8(ascii: "/")), at < words.tokens.count else { return nil }
    let second = Array(token[(slash + 1)...])
    for (list, later) in [(DeadlineRules.List.first, 0), (.middle, 1), (.last, 2)] where rules[list].contains([second])
    {
      guard let (month, end) = monthName(at + 1), var time = named(month, end) else { continue }
      trimMonth(&time, later)
      return time
    }
    return nil
  }

  /// Thirds of a month: to the 10th, to the 20th, to its end.
  private func trimMonth(_ time: inout NamedTime, _ part: Int) {
    guard let from = time.from else { return }
    if part == 0 { time.until = Day(from.year, from.month, 10) }
    if part == 1 {
      time.from = Day(from.year, from.month, 11)
      time.until = Day(from.year, from.month, 20)
    }
    if part == 2 {
      time.from = Day(from.year, from.month, 21)
      time.isEnd = true
    }
    time.estimated = true
  }

  /// Thirds of a year: to 30 April, to 31 August, to its end.
  private func trimYear(_ time: inout NamedTime, _ part: Int) {
    guard let year = time.from?.year else { return }
    if part == 0 { time.until = Day(year, 4, 30) }
    if part == 1 {
      time.from = Day(year, 5, 1)
      time.until = Day(year, 8, 31)
    }
    if part == 2 {
      time.from = Day(year, 9, 1)
      time.isEnd = true
    }
    time.estimated = true
  }

  // MARK: Years, halves, quarters

  private func wholeYear(_ at: Int) -> NamedTime? {
    if let year = yearNumber(at) { return span(year, 1, 12, .year, at + 1) }
    guard let date, let which = whichYear(at) else { return nil }
    return span(date.year + which.shift, 1, 12, .year, which.end)
  }

  private func year(_ at: Int) -> NamedTime? { wholeYear(at) }

  private func span(_ year: Int, _ first: Int, _ last: Int, _ precision: Deadline.Precision, _ end: Int) -> NamedTime {
    NamedTime(from: Day(year, first, 1), until: Day.last(ofMonth: last, in: year), precision: precision, end: end)
  }

  /// `eerste`, `1e`, `tweede`: up to four.
  private func ordinal(_ at: Int) -> Int? {
    let token = word(at)
    if let value = pack.lexicon.ordinals[token], (1...4).contains(value) { return value }
    return token.count == 2 && token[1] == UInt8(ascii: "e")
      ? number([token[0]]).flatMap { (1...4).contains($0) ? $0 : nil } : nil
  }

  private func parts(_ count: Int, _ which: Int, _ end: Int, _ precision: Deadline.Precision) -> NamedTime {
    let months = 12 / count
    let explicit = ofYear(end)
    let stop = explicit?.end ?? end
    guard let year = explicit?.year ?? date?.year else { return NamedTime(precision: precision, end: stop) }
    var time = span(year, (which - 1) * months + 1, which * months, precision, stop)
    if explicit == nil, let date, let until = time.until, until < date {
      time = span(year + 1, (which - 1) * months + 1, which * months, precision, stop)
    }
    return time
  }

  private func quarter(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    if let which = ordinal(start), let count = words.match(.quarter, at: start + 1) {
      return parts(4, which, start + 1 + count, .quarter)
    }
    let token = word(at)
    if token.count == 2, [UInt8(ascii: "q"), UInt8(ascii: "k")].contains(token[0]), let which = number([token[1]]),
      (1...4).contains(which)
    {
      return parts(4, which, at + 1, .quarter)
    }
    return nil
  }

  private func half(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    guard let which = ordinal(start), let count = words.match(.half, at: start + 1) else {
      guard let which = ordinal(start), let count = words.match(.term, at: start + 1), which <= 3 else { return nil }
      return parts(3, which, start + 1 + count, .quarter)
    }
    guard which <= 2 else { return nil }
    let end = start + 1 + count
    if let of = words.match(.ofPast, at: end), let (month, stop) = monthName(end + of), var time = named(month, stop),
      let from = time.from
    {
      if which == 1 { time.until = Day(from.year, from.month, 15) } else { time.from = Day(from.year, from.month, 16) }
      return time
    }
    return parts(2, which, end, .season)
  }

  // MARK: Seasons and recesses

  private func season(_ at: Int) -> NamedTime? {
    var start = skip(.determiners, at)
    var shift = 0
    var past = false
    if let count = words.match(.coming, at: at) { start = at + count }
    if let count = words.match(.next, at: at) {
      start = at + count
      shift = 1
    }
    if let count = words.match(.this, at: at) { start = at + count }
    if let count = words.match(.past, at: at) {
      start = at + count
      past = true
    }
    guard let season = rules.seasons[word(start)] else { return nil }
    let explicit = ofYear(start + 1)
    let end = explicit?.end ?? start + 1
    guard let year = explicit?.year ?? date?.year else { return NamedTime(precision: .season, end: end) }
    var time = whole(season, year, end)
    if explicit == nil, let date, let until = time.until {
      if past {
        if until >= date { time = whole(season, year - 1, end) }
      } else if until < date || shift == 1 {
        time = whole(season, year + 1, end)
      }
    }
    time.isPast = past
    return time
  }

  private func whole(_ season: DeadlineRules.Season, _ year: Int, _ end: Int) -> NamedTime {
    switch season {
    case .spring: return span(year, 3, 5, .season, end)
    case .autumn: return span(year, 9, 11, .season, end)
    case .winter:
      return NamedTime(from: Day(year, 12, 1), until: Day.last(ofMonth: 2, in: year + 1), precision: .season, end: end)
    case .summer:
      // To the chamber the summer is its recess.
      let recess = pack.calendar.period(.summer, year: year)
      return NamedTime(
        from: recess?.from,
        until: recess?.until,
        precision: .season,
        estimated: recess?.estimated ?? true,
        end: end,
        isRecess: true
      )
    }
  }

  private func recess(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, skip(.coming, at))
    guard let recess = pack.calendar.recess(named: word(start)) else { return nil }
    let explicit = ofYear(start + 1)
    let end = explicit?.end ?? start + 1
    var period: RecessCalendar.Period?
    if let year = explicit?.year {
      period = pack.calendar.period(recess, year: year)
    } else if let date {
      period = pack.calendar.current(recess, on: date)
    }
    return NamedTime(
      from: period?.from,
      until: period?.until,
      precision: .season,
      estimated: period?.estimated ?? false,
      end: end,
      isRecess: true
    )
  }

  private func namedDay(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    guard let date, let day = pack.calendar.day(named: word(start), from: date) else { return nil }
    if let year = yearNumber(start + 1), let first = Day(year, 1, 1),
      let found = pack.calendar.day(named: word(start), from: first)
    {
      return NamedTime(from: found, until: found, precision: .day, end: start + 2)
    }
    return NamedTime(from: day, until: day, precision: .day, end: start + 1)
  }

  // MARK: This, next

  private func relative(_ at: Int) -> NamedTime? {
    guard let date else { return nil }
    for (list, shift) in [(DeadlineRules.List.this, 0), (.next, 1), (.coming, 1)] {
      guard let count = words.match(list, at: at) else { continue }
      if let unit = words.match(.month, at: at + count) {
        let first = Day(date.year, date.month, 1)?.adding(months: shift)
        let last = first.flatMap { Day.last(ofMonth: $0.month, in: $0.year) }
        return NamedTime(from: first, until: last, precision: .month, end: at + count + unit)
      }
      if let unit = words.match(.week, at: at + count) {
        let monday = date.adding(days: 1 - date.weekday + 7 * shift)
        return NamedTime(from: monday, until: monday.adding(days: 6), precision: .week, end: at + count + unit)
      }
    }
    return nil
  }
}

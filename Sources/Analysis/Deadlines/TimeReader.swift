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
  /// Whether a mark says that it is to come: `24 juni a.s.`.
  var isAhead = false
  /// Whether it says itself that it is to come, or carries its year.
  var isFixed = false
  /// Whether it is the end of something: `voor eind 2028` means by its end, not before it.
  var isEnd = false
  /// The recess or summer that it is; what comes before it and after it goes by the chamber's calendar.
  var recess: RecessCalendar.Recess?
  /// Year of that recess, where one is named.
  var recessYear: Int?
  /// Whether it can stand without a preposition: `dit najaar`, `eind 2026`; `april` cannot.
  var standsAlone = false
  /// Whether it is a plain year.
  var isBareYear = false
}

/// Reads named times: days, months, quarters, halves, seasons, years, recesses, named days.
///
/// What has no year means the next one that is not over on the letter's date.
struct TimeReader {
  let rules: DeadlineRules
  let calendar: RecessCalendar
  /// Reads dates in figures.
  private var dates: DateScanner { DateScanner(pack.lexicon) }
  private let pack: LanguagePack
  let utf8: [UInt8]
  let tokens: [PhraseBook.Token]
  /// The letter's date.
  let date: Day?

  /// How many words may stand before the one that names a time: `aan het eind van het tweede kwartaal`.
  static let reach = 7

  init(_ pack: LanguagePack, _ utf8: [UInt8], _ tokens: [PhraseBook.Token], _ date: Day?) {
    rules = pack.deadlines
    calendar = pack.calendar
    self.pack = pack
    self.utf8 = utf8
    self.tokens = tokens
    self.date = date
  }

  /// The time that begins at a token, two times joined into one included: `april/mei`, `eind 2026 of begin 2027`.
  func read(at start: Int) -> NamedTime? {
    guard start < tokens.count, tokens[start].toTime <= TimeReader.reach, var time = single(start) else { return nil }
    var joint = time.end
    if !tokens[joint - 1].slashed {
      guard !tokens[joint - 1].closes, let count = match(.or, joint) else { return time }
      joint += count
    }
    guard joint < tokens.count, let other = single(joint), other.precision != .day || time.precision == .day,
      !other.isPast,
      other.precision == time.precision || tokens[time.end - 1].slashed || time.standsAlone && other.standsAlone
    else { return time }
    guard other.recess == nil, !other.isBareYear || time.isBareYear else { return time }
    time.until = other.until
    if let from = time.from, let until = other.until, from > until { time.from = other.from }
    time.end = other.end
    time.estimated = time.estimated || other.estimated
    time.isEnd = other.isEnd
    return time
  }

  func single(_ at: Int) -> NamedTime? {
    guard at < tokens.count else { return nil }
    if tokens[at].number >= 0 { return calendarDay(at) ?? year(at) }
    guard mayBeTime(tokens[at]) else { return nil }
    if let time = calendarDay(at) ?? parted(at) { return time }
    if let time = quarter(at) ?? half(at) ?? weekOfMonth(at) { return time }
    if let time = season(at) ?? recess(at) { return time }
    if let time = relative(at) ?? weekday(at) { return time }
    return month(at) ?? year(at) ?? namedDay(at)
  }

  /// Lists of words with which a time may begin, beside the words that stand for one.
  private static let openings = [
    DeadlineRules.List.first, .middle, .last, .determiners, .this, .next, .coming, .past, .year, .yearEnd,
  ].reduce(0) { $0 | $1.bit }

  /// Whether a time may begin with a word: most words near a time begin none, and would be asked by a dozen readers.
  private func mayBeTime(_ token: PhraseBook.Token) -> Bool {
    token.toTime == 0 || token.starts & TimeReader.openings != 0 || rules.mayNameSpan(token)
      // "Q2", "H1"
      || token.end - token.start == 2
      || rules.book.facts(token).ordinal > 0
  }

  func match(_ list: DeadlineRules.List, _ at: Int) -> Int? { rules.match(list, tokens, at: at) }

  func skip(_ list: DeadlineRules.List, _ at: Int) -> Int { at + (match(list, at) ?? 0) }

  func bytes(_ at: Int) -> ArraySlice<UInt8> { utf8[tokens[at].start..<tokens[at].end] }

  /// Whether a token is a sign of money.
  func isMoney(_ at: Int) -> Bool { bytes(at).starts(with: [0xE2, 0x82, 0xAC]) }

  // MARK: Years

  /// A year in digits, 1990…2099; not a range of years.
  func yearNumber(_ at: Int) -> Int? {
    guard at < tokens.count, tokens[at].rangeStart < 0, tokens[at].end - tokens[at].start == 4,
      (1990...2099).contains(tokens[at].number)
    else { return nil }
    return tokens[at].number
  }

  /// `van 2026`, `2026`, `van dit jaar`, `volgend jaar`: the year and where it ends.
  func ofYear(_ at: Int) -> (year: Int, end: Int)? {
    guard at < tokens.count, at == 0 || !tokens[at - 1].closes else { return nil }
    let start = skip(.ofPast, at)
    if let year = yearNumber(start) { return (year, start + 1) }
    // "van het jaar": the determiner went with the preposition.
    if let date, start > at, let count = match(.year, start) { return (date.year, start + count) }
    guard let date, let which = whichYear(start), start > at || !which.isDefinite else { return nil }
    return (date.year + which.shift, which.end)
  }

  /// `dit jaar`, `volgend jaar`, `het jaar`: how many years from now, and where it ends.
  func whichYear(_ at: Int) -> (shift: Int, end: Int, isDefinite: Bool)? {
    for (list, shift) in [(DeadlineRules.List.this, 0), (.next, 1), (.coming, 1)] {
      guard let count = match(list, at), let unit = match(.year, at + count) else { continue }
      return (shift, at + count + unit, false)
    }
    // "het jaar", "van het jaar": this one, or the one named after it.
    let determiner = skip(.determiners, at)
    if let unit = match(.year, determiner) {
      if let year = yearNumber(determiner + unit), let date { return (year - date.year, determiner + unit + 1, false) }
      if determiner > at { return (0, determiner + unit, true) }
    }
    return nil
  }

  func wholeYear(_ at: Int) -> NamedTime? {
    if let year = yearNumber(at) { return span(year, 1, 12, .year, at + 1, isFixed: true) }
    guard let date, let which = whichYear(at) else { return nil }
    return span(date.year + which.shift, 1, 12, .year, which.end)
  }

  func year(_ at: Int) -> NamedTime? {
    guard var time = wholeYear(at) else {
      guard let count = match(.yearEnd, at), let date else { return nil }
      let explicit = ofYear(at + count)
      let day = Day(explicit?.year ?? date.year, 12, 31)
      return NamedTime(from: day, until: day, precision: .year, end: explicit?.end ?? at + count, isEnd: true)
    }
    if time.end == at + 1, tokens[at].number >= 0 {
      time.isBareYear = true
    } else {
      time.standsAlone = match(.this, at) != nil || match(.next, at) != nil || match(.coming, at) != nil
    }
    return time
  }

  func span(_ year: Int, _ first: Int, _ last: Int, _ precision: Deadline.Precision, _ end: Int, isFixed: Bool = false)
    -> NamedTime
  {
    NamedTime(
      from: Day(year, first, 1),
      until: Day.last(ofMonth: last, in: year),
      precision: precision,
      end: end,
      isFixed: isFixed
    )
  }

  // MARK: Days and months

  func monthName(_ at: Int) -> (month: Int, end: Int)? {
    guard at < tokens.count, tokens[at].toTime == 0, tokens[at].number < 0 else { return nil }
    let month = rules.book.facts(tokens[at]).month
    if month > 0 { return (Int(month), at + 1) }
    // "de maand mei"
    guard let count = match(.month, at), !tokens[at + count - 1].closes, match(.month, at + count) == nil else {
      return nil
    }
    return monthName(at + count)
  }

  func calendarDay(_ at: Int) -> NamedTime? {
    var at = at
    guard tokens[at].toTime == 0 else { return nil }
    if rules.book.facts(tokens[at]).weekday > 0, !tokens[at].closes, at + 1 < tokens.count, tokens[at + 1].number >= 0 {
      at += 1
    }
    guard ByteText.isDigit(utf8[tokens[at].start]) else { return nil }
    if tokens[at].number < 0 {
      // 1-7-2026
      guard let found = dates.date(utf8, at: tokens[at].start), found.end == tokens[at].end else { return nil }
      return marked(NamedTime(from: found.day, until: found.day, precision: .day, end: at + 1, isFixed: true))
    }
    if tokens[at].slashed, at + 2 < tokens.count, tokens[at + 1].slashed,
      let found = dates.date(utf8, at: tokens[at].start), found.end == tokens[at + 2].end
    {
      return marked(NamedTime(from: found.day, until: found.day, precision: .day, end: at + 3, isFixed: true))
    }
    // 3 juni, 3 en 4 juni, 3-5 juni, 3 t/m 5 juni
    var first = tokens[at].rangeStart >= 0 ? tokens[at].rangeStart : tokens[at].number
    var last = tokens[at].number
    var next = at + 1
    if !tokens[at].closes, let count = match(.or, next), next + count < tokens.count, tokens[next + count].number >= 0,
      monthName(next + count + 1) != nil
    {
      first = last
      last = tokens[next + count].number
      next += count + 1
    }
    guard (1...31).contains(first), (1...31).contains(last), !tokens[next - 1].closes,
      let (month, afterMonth) = monthName(next)
    else { return nil }
    var end = afterMonth
    if !closes(end - 1), let year = yearNumber(end) {
      end += 1
      let day = Day(year, month, last)
      return marked(
        NamedTime(from: Day(year, month, first) ?? day, until: day, precision: .day, end: end, isFixed: true)
      )
    }
    if !closes(end - 1), match(.ofPast, end) != nil, let year = ofYear(end) {
      // "31 december van dit jaar"
      let day = Day(year.year, month, last)
      return NamedTime(
        from: Day(year.year, month, first) ?? day,
        until: day,
        precision: .day,
        end: year.end,
        isFixed: true
      )
    }
    if let count = closes(end - 1) ? nil : match(.pastMark, end) {
      let found = date.flatMap { nearest(last, month, before: $0) }
      return NamedTime(from: found, until: found, precision: .day, end: end + count, isPast: true)
    }
    let future = closes(end - 1) ? nil : match(.futureMark, end)
    let found = date.flatMap { nearest(last, month, from: $0) }
    let from = found.flatMap { Day($0.year, month, first) } ?? found
    return NamedTime(
      from: from,
      until: found,
      precision: .day,
      end: end + (future ?? 0),
      isAhead: future != nil,
      isFixed: future != nil,
      standsAlone: future != nil
    )
  }

  /// Takes `jl.` and `a.s.` after a full date along.
  func marked(_ time: NamedTime) -> NamedTime {
    guard !closes(time.end - 1) else { return time }
    var result = time
    if let count = match(.pastMark, time.end) {
      result.end += count
      result.isPast = true
    } else if let count = match(.futureMark, time.end) {
      result.end += count
      result.standsAlone = true
      result.isAhead = true
    }
    return result
  }

  /// Whether a mark closes the words before it: a stop after an abbreviated month does not.
  func closes(_ at: Int) -> Bool {
    guard tokens[at].closes else { return false }
    return
      !(tokens[at].end < utf8.count && utf8[tokens[at].end] == 0x2E && tokens[at].end - tokens[at].start <= 4
      && monthName(at) != nil)
  }

  func nearest(_ day: Int, _ month: Int, from date: Day) -> Day? {
    (0...4).compactMap { Day(date.year + $0, month, day) }.first { $0 >= date }
  }

  /// The last such day that is not after a date.
  func nearest(_ day: Int, _ month: Int, before date: Day) -> Day? {
    (0...4).compactMap { Day(date.year - $0, month, day) }.first { $0 <= date }
  }

  func month(_ at: Int) -> NamedTime? {
    guard let (month, end) = monthName(at) else { return nil }
    return named(month, end)
  }

  func named(_ month: Int, _ end: Int) -> NamedTime {
    let year = closes(end - 1) ? nil : ofYear(end)
    let past = year == nil && !closes(end - 1) ? match(.pastMark, end) : nil
    guard let chosen = year?.year ?? date.map({ month >= $0.month || past != nil ? $0.year : $0.year + 1 }) else {
      return NamedTime(precision: .month, end: end)
    }
    var time = span(chosen, month, month, .month, year?.end ?? end + (past ?? 0), isFixed: year != nil)
    time.isPast = past != nil
    return time
  }

  /// `dinsdag a.s.`, `aanstaande vrijdag`, `vrijdag`: the next one.
  func weekday(_ at: Int) -> NamedTime? {
    guard let date else { return nil }
    let start = skip(.coming, skip(.this, at))
    guard start < tokens.count, tokens[start].toTime == 0 else { return nil }
    let weekday = Int(rules.book.facts(tokens[start]).weekday)
    guard weekday > 0 else { return nil }
    let future = closes(start) ? nil : match(.futureMark, start + 1)
    guard start > at || future != nil else { return nil }
    let ahead = (weekday - date.weekday + 6) % 7 + 1
    let day = date.adding(days: ahead)
    return NamedTime(
      from: day,
      until: day,
      precision: .day,
      end: start + 1 + (future ?? 0),
      isFixed: true,
      standsAlone: true
    )
  }

  // MARK: Parts of months and years

  /// `begin april`, `medio 2027`, `eind dit jaar`, `het einde van het jaar`, `eind maart/begin april`.
  func parted(_ at: Int) -> NamedTime? {
    for (list, part) in [(DeadlineRules.List.first, 0), (.middle, 1), (.last, 2)] {
      guard let count = match(list, at), !tokens[at + count - 1].closes else { continue }
      // "eind maart/begin april": "eind" goes with the first month, the rest is joined by the reader.
      for next in [skip(.ofPast, at + count), at + count] where next < tokens.count {
        if let (month, end) = monthName(next) {
          var time = named(month, end)
          trimMonth(&time, part)
          return time
        }
        if var time = wholeYear(next) {
          trimYear(&time, part)
          return time
        }
        guard var time = relative(next) ?? quarter(next) ?? half(next) ?? season(next) ?? recess(next) else { continue }
        time.standsAlone = true
        switch (time.precision, part) {
        case (.month, _): trimMonth(&time, part)
        case (_, 2): time.isEnd = true
        case (.quarter, 0), (.season, 0), (.week, 0), (.quarter, 1), (.season, 1), (.week, 1): time.estimated = true
        default: break
        }
        return time
      }
    }
    return nil
  }

  /// Thirds of a month: to the 10th, to the 20th, to its end.
  func trimMonth(_ time: inout NamedTime, _ part: Int) {
    time.standsAlone = true
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
  func trimYear(_ time: inout NamedTime, _ part: Int) {
    time.standsAlone = true
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
}

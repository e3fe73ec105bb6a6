// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Quarters, halves, seasons, recesses, days of the calendar, and what is this or next.
extension TimeReader {
  // MARK: Halves and quarters

  /// `eerste`, `1e`, `laatste`: up to four.
  private func ordinal(_ at: Int, last: Int) -> Int? {
    guard at < tokens.count, !tokens[at].closes else { return nil }
    let ordinal = rules.book.facts(tokens[at]).ordinal
    if ordinal == DeadlineRules.lastOrdinal { return last }
    let value = Int(ordinal)
    return (1...last).contains(value) ? value : nil
  }

  private func parts(_ count: Int, _ which: Int, _ end: Int, _ precision: Deadline.Precision) -> NamedTime {
    let months = 12 / count
    let explicit = closes(end - 1) ? nil : ofYear(end)
    let stop = explicit?.end ?? end
    guard let year = explicit?.year ?? date?.year else { return NamedTime(precision: precision, end: stop) }
    var time = span(year, (which - 1) * months + 1, which * months, precision, stop, isFixed: explicit != nil)
    if explicit == nil, let date, let until = time.until, until < date {
      time = span(year + 1, (which - 1) * months + 1, which * months, precision, stop)
    }
    time.standsAlone = true
    return time
  }

  func quarter(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    if let which = ordinal(start, last: 4), let count = match(.quarter, start + 1) {
      return parts(4, which, start + 1 + count, .quarter)
    }
    let word = bytes(at)
    if word.count == 2, let letter = word.first, letter | 0x20 == UInt8(ascii: "q") || letter == UInt8(ascii: "K"),
      let digit = word.last, (0x31...0x34).contains(digit)
    {
      var time = parts(4, Int(digit - 0x30), at + 1, .quarter)
      time.standsAlone = letter | 0x20 == UInt8(ascii: "q")
      return time
    }
    guard let date else { return nil }
    for (list, shift) in [(DeadlineRules.List.this, 0), (.next, 1), (.coming, 1)] {
      guard let count = match(list, at), let unit = match(.quarter, at + count) else { continue }
      let index = (date.month - 1) / 3 + shift
      var time = span(date.year + index / 4, index % 4 * 3 + 1, index % 4 * 3 + 3, .quarter, at + count + unit)
      time.standsAlone = true
      return time
    }
    return nil
  }

  func half(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    let word = bytes(at)
    if word.count == 2, word.first == UInt8(ascii: "H"), let digit = word.last, (0x31...0x32).contains(digit) {
      var time = parts(2, Int(digit - 0x30), at + 1, .season)
      time.standsAlone = time.isFixed
      return time
    }
    if let which = ordinal(start, last: 2), let count = match(.half, start + 1) {
      let end = start + 1 + count
      // "tweede helft van juni"
      let of = closes(end - 1) ? end : skip(.ofPast, end)
      if of > end, let (month, after) = monthName(of) {
        var time = named(month, after)
        guard let from = time.from else { return time }
        if which == 1 {
          time.until = Day(from.year, from.month, 15)
        } else {
          time.from = Day(from.year, from.month, 16)
        }
        return time
      }
      // "de eerste helft van de gemeenten" is no half of a year.
      if of > end, ofYear(end) == nil { return nil }
      return parts(2, which, end, .season)
    }
    guard let which = ordinal(start, last: 3), let count = match(.term, start + 1) else { return nil }
    return parts(3, which, start + 1 + count, .quarter)
  }

  /// `de eerste week van juni`, `de laatste week van april`: seven days from the first or to the last on.
  func weekOfMonth(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    guard let which = ordinal(start, last: 5), let count = match(.week, start + 1) else { return nil }
    let end = start + 1 + count
    guard !closes(end - 1), let of = match(.ofPast, end), let (month, after) = monthName(end + of) else { return nil }
    var time = named(month, after)
    time.precision = .week
    time.estimated = true
    time.standsAlone = true
    guard let from = time.from, let last = time.until else { return time }
    if which == 5 {
      time.from = last.adding(days: -6)
    } else {
      time.from = from.adding(days: 7 * (which - 1))
      time.until = from.adding(days: 7 * which - 1)
    }
    return time
  }

  // MARK: Seasons and recesses

  func season(_ at: Int) -> NamedTime? {
    var start = skip(.determiners, at)
    var lead: DeadlineRules.List?
    for list in [DeadlineRules.List.coming, .next, .this, .past] {
      if let count = match(list, at), rules.season(tokens, at: at + count) != nil {
        start = at + count
        lead = list
        break
      }
    }
    guard start < tokens.count, let season = rules.season(tokens, at: start) else { return nil }
    let explicit = closes(start) ? nil : ofYear(start + 1)
    let end = explicit?.end ?? start + 1
    guard let year = explicit?.year ?? date?.year else {
      return NamedTime(precision: .season, end: end, recess: season == .summer ? .summer : nil)
    }
    var time = whole(season, year, end)
    time.isFixed = explicit != nil
    if explicit == nil, let date {
      let years = (-1...2).map { whole(season, year + $0, end) }
      switch lead {
      case .past: time = years.last { $0.until.map { $0 < date } ?? false } ?? time
      case .coming:
        // "komend voorjaar", written in spring: this one or the next, the words do not say.
        if years.contains(where: { $0.from.map { $0 <= date } ?? false && $0.until.map { $0 >= date } ?? false }) {
          return NamedTime(precision: .season, end: end, standsAlone: true)
        }
        time = years.first { $0.from.map { $0 > date } ?? false } ?? time
      case .next: time = years.first { $0.from.map { $0.year > date.year } ?? false } ?? time
      default: time = years.first { $0.until.map { $0 >= date } ?? false } ?? time
      }
    }
    time.isPast = lead == .past
    time.standsAlone = lead != nil || explicit != nil
    if season == .summer {
      time.recess = .summer
      time.recessYear = explicit?.year
    }
    return time
  }

  private func whole(_ season: DeadlineRules.Season, _ year: Int, _ end: Int) -> NamedTime {
    switch season {
    case .spring: return span(year, 3, 5, .season, end)
    case .summer: return span(year, 6, 8, .season, end)
    case .autumn: return span(year, 9, 11, .season, end)
    case .winter:
      return NamedTime(from: Day(year, 12, 1), until: Day.last(ofMonth: 2, in: year + 1), precision: .season, end: end)
    }
  }

  func recess(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, skip(.coming, at))
    guard start < tokens.count, tokens[start].number < 0, tokens[start].toTime == 0,
      let recess = calendar.recess(named: Letterhead.fold(bytes(start)))
    else { return nil }
    let explicit = closes(start) ? nil : ofYear(start + 1)
    let end = explicit?.end ?? start + 1
    var period: RecessCalendar.Period?
    if let year = explicit?.year {
      period = calendar.period(recess, year: year)
    } else if let date {
      period = calendar.current(recess, on: date)
    }
    return NamedTime(
      from: period?.from,
      until: period?.until,
      precision: .season,
      estimated: period?.estimated ?? false,
      end: end,
      isFixed: explicit != nil,
      recess: recess,
      recessYear: explicit?.year
    )
  }

  func namedDay(_ at: Int) -> NamedTime? {
    let start = skip(.determiners, at)
    guard let date, start < tokens.count, tokens[start].number < 0, tokens[start].toTime == 0 else { return nil }
    let word = Letterhead.fold(bytes(start))
    if !closes(start), let (year, end) = ofYear(start + 1), let first = Day(year, 1, 1),
      let found = calendar.day(named: word, from: first)
    {
      return NamedTime(from: found, until: found, precision: .day, end: end, isFixed: true)
    }
    guard let found = calendar.day(named: word, from: date) else { return nil }
    return NamedTime(from: found, until: found, precision: .day, end: start + 1)
  }

  // MARK: This, next

  func relative(_ at: Int) -> NamedTime? {
    guard let date else { return nil }
    for (list, shift) in [(DeadlineRules.List.this, 0), (.next, 1), (.coming, 1), (.determiners, 0)] {
      guard let count = match(list, at), !tokens[at + count - 1].closes else { continue }
      if list == .determiners, match(.month, at + count) != nil, let (month, end) = monthName(at + count) {
        return named(month, end)
      }
      if let unit = match(.month, at + count) {
        guard list != .determiners || at > 0 && match(.ofPast, at - 1) != nil else { continue }
        let first = Day(date.year, date.month, 1)?.adding(months: shift)
        let last = first.flatMap { Day.last(ofMonth: $0.month, in: $0.year) }
        return NamedTime(from: first, until: last, precision: .month, end: at + count + unit, standsAlone: true)
      }
      if let unit = match(.week, at + count) {
        // "de week van 15 juni"
        let end = at + count + unit
        if !tokens[end - 1].closes, let of = match(.ofPast, end), end + of < tokens.count,
          let day = calendarDay(end + of), let from = day.from
        {
          let monday = from.adding(days: 1 - from.weekday)
          return NamedTime(
            from: monday,
            until: monday.adding(days: 6),
            precision: .week,
            end: day.end,
            isFixed: day.isFixed
          )
        }
        guard list != .determiners else { continue }
        let monday = date.adding(days: 1 - date.weekday + 7 * shift)
        return NamedTime(from: monday, until: monday.adding(days: 6), precision: .week, end: end, standsAlone: true)
      }
    }
    return nil
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Events, steps, parts of the parliamentary year and products: times that mostly have no day.
extension DeadlinePhraseReader {
  /// `voor het commissiedebat Water van 3 juni`: the day before, where the event's own day stands within ten words.
  func event(_ at: Int) -> Phrase? {
    let (sense, start, _) = lead(at)
    guard let sense, sense != .past, sense != .around, sense != .toward, start < tokens.count, !tokens[start - 1].closes
    else { return nil }
    if let event = eventEnd(start) {
      let isKnown = event.day != nil
      // "na overleg met de VNG" tells with whom, not when.
      if sense == .after, !isKnown, event.end == start + 1, !event.isComing { return nil }
      var deadline = Deadline(text: "", precision: isKnown ? .day : .vague)
      switch sense {
      case .before: deadline.until = event.firstDay?.adding(days: -1)
      case .after: deadline.from = event.day
      case .within, .latest, .until:
        // A debate that was: "in het debat van 3 maart jl." Only one that is plainly to come can be a moment to keep a promise.
        guard isKnown || event.isComing || sense != .within else { return nil }
        let isSoon = event.isFixed || isSoon(event.day)
        if isKnown, !isSoon || event.isPast || event.day.map({ $0 < time.date ?? $0 }) ?? false {
          return Phrase(deadline: Deadline(text: "", precision: .day), end: event.end, isOccasion: true)
        }
        deadline.until = event.day
      default: deadline.from = event.day
      }
      let past = event.isPast || (sense == .before && deadline.until.map { $0 < time.date ?? $0 } ?? false)
      return Phrase(
        deadline: deadline,
        end: event.end,
        isOccasion: past,
        mayBePast: sense == .within && !event.isFixed
      )
    }
    guard sense == .before || sense == .after, let end = step(start) ?? step(at + 1) else { return nil }
    // "geen reden voor nader onderzoek" tells what for; "vóór definitieve vaststelling", and "voor" at the head of a sentence, tell when.
    if sense == .before, start == at + 1, !tokens[at].isCapital, match(.determiners, start) == nil,
      !time.rules.ends(tokens[start], in: .steps), time.bytes(at).allSatisfy({ $0 < 0x80 })
    {
      return nil
    }
    return Phrase(deadline: Deadline(text: "", precision: .vague), end: end)
  }

  /// Whether a day without a year is near enough to be the one to come: a debate of months ahead is rather one that was.
  func isSoon(_ day: Day?) -> Bool {
    guard let day, let date = time.date else { return false }
    return day <= date.adding(days: 120)
  }

  /// `bij de begrotingsbehandeling`, `bij de ontwerpbegroting 2026`, `in aanloop naar de begroting`: a step of the year without a day.
  func moment(_ at: Int) -> Phrase? {
    let (sense, start, _) = lead(at)
    var k = start
    switch sense {
    case .within, .around, .toward, .before, .after, .latest, .from:
      guard !tokens[start - 1].closes else { return nil }
      // "voor het einde van het schooljaar"
      if let count = match(.last, k) ?? match(.first, k) ?? match(.middle, k) {
        k += count
        k += match(.ofPast, k) ?? 0
      }
      k += match(.determiners, k) ?? 0
      k += match(.coming, k) ?? match(.next, k) ?? 0
    case nil:
      // "komend schooljaar"
      guard start == at, let count = match(.coming, at) ?? match(.next, at) else { return nil }
      k += count
    default: return nil
    }
    guard k < tokens.count, let count = match(.moments, k) ?? (time.rules.ends(tokens[k], in: .moments) ? 1 : nil)
    else { return nil }
    // "in de begroting" is where, not when; "in de Voorjaarsnota" is both.
    if sense == .within, !precedes(.momentLead, start), !tokens[k].isCapital { return nil }
    k += count
    if k < tokens.count, !tokens[k - 1].closes {
      if tokens[k].rangeStart > 1990 {
        k += 1
      } else if let year = time.ofYear(k), let date = time.date {
        guard year.year >= date.year else { return nil }
        k = year.end
      }
    }
    return Phrase(deadline: Deadline(text: "", precision: .vague), end: k, mayBePast: true)
  }

  /// An event with its topic and its day, or its first and last, after a preposition.
  func eventEnd(_ at: Int) -> (end: Int, firstDay: Day?, day: Day?, isPast: Bool, isFixed: Bool, isComing: Bool)? {
    var start = at + (match(.determiners, at) ?? 0)
    let coming = match(.coming, start) ?? match(.next, start) ?? match(.this, start)
    start += coming ?? 0
    var isComing = coming != nil
    if !isComing, start > at, let count = match(.coming, at) ?? match(.next, at) {
      isComing = true
      start = at + count
    }
    guard let first = (start...(start + 2)).first(where: { $0 < tokens.count && isEvent($0) }),
      !(start..<first).contains(where: { tokens[$0].closes || tokens[$0].number >= 0 || match(.ofPast, $0) != nil })
    else { return nil }
    var end = first + (match(.events, first) ?? 1)
    var k = end
    while k <= min(end + 10, tokens.count - 1), !tokens[k - 1].closes, match(.pointing, k) == nil {
      if let of = match(.ofPast, k) ?? match(.within, k), k + of < tokens.count, let day = time.read(at: k + of),
        day.precision == .day
      {
        return (day.end, day.from ?? day.until, day.until, day.isPast, day.isFixed, isComing)
      }
      k += 1
    }
    // "de ministerraad van juni": the month goes with it and dates nothing.
    if end < tokens.count, !tokens[end - 1].closes, let of = match(.ofPast, end), let month = time.month(end + of) {
      return (month.end, nil, nil, month.isPast, month.isFixed, true)
    }
    // Without a date the phrase takes the capitalised topic that follows, if any.
    while end < tokens.count, !tokens[end - 1].closes, end - first < 6, tokens[end].isCapital { end += 1 }
    return (end, nil, nil, false, false, isComing)
  }

  /// Whether a phrase ends in an event that "dat" or "dit" points to: `voor dat debat`.
  func pointsBack(_ start: Int, _ end: Int) -> Bool {
    // "een week voor dat debat" is another day.
    guard end - start > 1, isEvent(end - 1), !(start..<end).contains(where: { time.rules.unit(tokens, at: $0) != nil })
    else { return false }
    return (start..<(end - 1)).contains { match(.pointing, $0) != nil || match(.this, $0) != nil }
  }

  /// Gives a phrase about an event the event's day.
  func date(_ deadline: inout Deadline, _ at: Int, _ day: Day) {
    switch lead(at).sense {
    case .before: deadline.until = day.adding(days: -1)
    case .within, .latest: deadline.until = day
    case .after, .from: deadline.from = day
    default: return
    }
    deadline.precision = .day
  }

  /// The day of the last event whose word ends in `name`; it stands behind the event, or up to six words before it.
  func lastDay(of name: ArraySlice<UInt8>) -> Day? {
    for k in tokens.indices.reversed() where isEvent(k) {
      let word = time.bytes(k).suffix(name.count)
      guard word.count == name.count, zip(word, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { continue }
      if let day = eventEnd(k)?.day { return day }
      for at in stride(from: k - 1, through: max(0, k - 6), by: -1) {
        if let found = time.calendarDay(at), found.end <= k { return found.until }
      }
    }
    return nil
  }

  func isEvent(_ at: Int) -> Bool { match(.events, at) != nil || time.rules.ends(tokens[at], in: .events) }

  /// `na afronding van het onderzoek`: the step, up to two words before it, and up to five words of what it is a step of.
  func step(_ at: Int) -> Int? {
    let start = at + (match(.determiners, at) ?? 0)
    guard
      let step = (start...(start + 2)).first(where: { $0 < tokens.count && time.rules.ends(tokens[$0], in: .steps) }),
      !(start..<step).contains(where: {
        // "voor Rechtsbescherming start" is no step: what has a name does the starting.
        tokens[$0].closes || tokens[$0].number >= 0 || match(.ofPast, $0) != nil || tokens[$0].isCapital
      })
    else { return nil }
    var end = step + 1
    if !tokens[step].closes, let of = match(.ofPast, end) {
      let object = end + of
      end = min(object, tokens.count)
      // "na afloop van elk halfjaar" recurs.
      if match(.each, object) != nil { return nil }
      // To the next preposition, verb or object; a name runs on: "het advies van de Raad van State".
      while end < tokens.count, !tokens[end - 1].closes, match(.objectEnds, end) == nil {
        if end > object, match(.determiners, end) != nil, match(.ofPast, end - 1) == nil { break }
        if end - step >= 7 { guard tokens[end].isCapital || namedOn(end) else { break } }
        end += 1
      }
      while end > object + 1, match(.ofPast, end - 1) != nil || match(.determiners, end - 1) != nil { end -= 1 }
    }
    return end
  }

  /// Whether a name goes on at a token: "van" between two words with a capital.
  func namedOn(_ at: Int) -> Bool {
    tokens[at - 1].isCapital && match(.ofPast, at) == 1 && at + 1 < tokens.count && tokens[at + 1].isCapital
  }

  /// `jaarlijks`, `iedere twee maanden`, `elk voorjaar`; an amount a year ("jaarlijks € 61 miljoen") recurs for nobody.
  func recurring(_ at: Int) -> Int? {
    if let count = match(.recurring, at) {
      let end = at + count
      let isAmount = end < tokens.count && time.isMoney(end)
      return isAmount ? nil : end
    }
    guard let count = match(.each, at), !tokens[at + count - 1].closes else { return nil }
    let start = at + count
    if let amount = amount(start), amount.end < tokens.count, let unit = time.rules.unit(tokens, at: amount.end) {
      return amount.end + unit.count
    }
    if let unit = time.rules.unit(tokens, at: start) { return start + unit.count }
    if let unit = match(.quarter, start) ?? match(.half, start) { return start + unit }
    return time.rules.season(tokens, at: start) != nil ? start + 1 : nil
  }

  /// `in de volgende voortgangsrapportage`, `via een volgende brief`.
  func vehicle(_ at: Int) -> Phrase? {
    guard let count = match(.via, at), !tokens[at + count - 1].closes else { return nil }
    var k = at + count
    k += match(.determiners, k) ?? 0
    if let end = vehicleOfYear(k) { return Phrase(deadline: Deadline(text: "", precision: .vague), end: end) }
    if let dated = vehicleOfTime(k) { return dated }
    guard let which = match(.vehicleWhich, k), k + which < tokens.count, !tokens[k + which - 1].closes else {
      return nil
    }
    k += which
    guard
      let end = (k...(k + 1)).first(where: {
        $0 < tokens.count && (time.rules.ends(tokens[$0], in: .vehicles) || match(.vehicles, $0) != nil)
      })
    else { return nil }
    return Phrase(deadline: Deadline(text: "", precision: .vague), end: end + (match(.vehicles, end) ?? 1))
  }

  /// `de brief over de begroting 2027`, `de Staat van de Volkshuisvesting 2026`: a product of this year or a later one.
  func vehicleOfYear(_ at: Int) -> Int? {
    guard at < tokens.count, time.rules.ends(tokens[at], in: .vehicles) || match(.vehicles, at) != nil else {
      return nil
    }
    var k = at
    while k < tokens.count, k - at < 7 {
      if tokens[k].number >= 0 {
        guard tokens[k].end - tokens[k].start == 4, tokens[k].rangeStart < 0, let date = time.date,
          tokens[k].number >= date.year,
          tokens[k].number <= date.year + 5, k > at, time.rules.book.facts(tokens[k - 1]).month == 0
        else { return nil }
        return k + 1
      }
      if tokens[k].closes || tokens[k].toTime == 0 { return nil }
      k += 1
    }
    return nil
  }

  /// `de voortgangsrapportage van december`, `het overzicht van volgend jaar`: a product that comes when it is of.
  private func vehicleOfTime(_ at: Int) -> Phrase? {
    guard at < tokens.count, time.rules.ends(tokens[at], in: .vehicles), !tokens[at].closes,
      let of = match(.ofPast, at + 1), let date = time.date,
      let found = time.read(at: at + 1 + of), !found.isPast, found.precision != .day,
      let until = found.until, until >= date, until <= date.adding(months: 18)
    else { return nil }
    return Phrase(
      deadline: Deadline(text: "", until: until, precision: found.precision),
      end: found.end,
      mayBePast: !found.isFixed
    )
  }

  /// `zodra die er zijn`: to the comma, at most eight words.
  func whenever(_ at: Int) -> Phrase? {
    guard let count = match(.whenever, at), !tokens[at + count - 1].closes else { return nil }
    var end = at + count
    while end < tokens.count, !tokens[end - 1].closes, end - at < 9 { end += 1 }
    return end > at + count ? Phrase(deadline: Deadline(text: "", precision: .vague), end: end) : nil
  }

  /// Whether a year stands right before a token, led by "van": `van 2026 naar 2027`.
  func isShiftedYear(_ at: Int) -> Bool {
    at > 1 && time.yearNumber(at - 1) != nil && match(.ofPast, at - 2) != nil
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Official journals, rulings, the Commission's papers and annexes.
extension CitationScanner {
  /// `Stb. 2023, 45`, `Staatscourant 2019 nr. 41519`, `Trb. 2020, 7`, `stb-2020-118`: the end of what was read.
  mutating func gazette(_ at: Int, from: Int, _ series: String) -> Int? {
    let limit = limit(from: at)
    guard isBoundary(at, limit) || ByteText.isDigit(utf8[at]) else { return nil }
    var i = at
    if byte(i, limit) == 0x2D, let year = ByteText.number(utf8, i + 1, limit, most: 4), byte(year.end, limit) == 0x2D,
      let number = ByteText.number(utf8, year.end + 1, limit, most: 6)
    {
      append("\(series)-\(year.value)-\(number.value)", series, from, number.end)
      return number.end
    }
    if byte(i, limit) == 0x2E { i += 1 }
    i = skipGazetteWords(i, limit)
    var year: Int?
    var isUncertain = false
    if let date = DateScanner(lexicon).date(utf8, at: i), date.end <= limit {
      year = date.day.year
      i = date.end
    } else if let run = ByteText.number(utf8, i, limit, most: 4), run.end - i == 4, (1813...2099).contains(run.value),
      followsYear(run.end, limit)
    {
      year = run.value
      i = run.end
    }
    if year == nil {
      // "(Stb. 132)", "wet van 25 september 2008, Stb. 397": the year stands before the head.
      guard let before = yearBefore(from) else { return nil }
      year = before.year
      isUncertain = !before.isDate
    }
    guard let year, var number = gazetteNumber(i, limit, hasYear: i > at + 2) else { return nil }
    append(
      "\(series)-\(year)-\(number.value)",
      series,
      from,
      number.end,
      repaired: number.repaired,
      uncertain: isUncertain
    )
    var end = number.end
    // "Stb. 2023, 471 en 472", "Stb. 1994, 132 en 1995, 20".
    for _ in 0..<12 {
      guard let next = joined(end, limit), let run = ByteText.number(utf8, next, limit, most: 6),
        isBoundary(run.end, limit),
        !isDate(run.end, limit)
      else { break }
      var of = year
      var at = next
      if run.end - next == 4, (1900...2099).contains(run.value), let more = gazetteNumber(run.end, limit, hasYear: true)
      {
        of = run.value
        number = more
        at = next
      } else if rules[.join].start(utf8, before: ByteText.skipBlanksBack(utf8, next, end), limit: end) != nil,
        run.value > number.value
      {
        number = (run.value, run.end, false)
      } else {
        break
      }
      append("\(series)-\(of)-\(number.value)", series, at, number.end)
      end = number.end
    }
    return end
  }

  private func skipGazetteWords(_ at: Int, _ limit: Int) -> Int {
    var i = blanks(at, limit)
    for _ in 0..<4 {
      if let end = rules[.session].end(utf8, at: i, limit: limit) {
        i = blanks(end, limit)
      } else if let end = rules[.filler].end(utf8, at: i, limit: limit) {
        i = blanks(end, limit)
      } else if byte(i, limit) == 0x2C {
        i = blanks(i + 1, limit)
      } else {
        break
      }
    }
    return i
  }

  /// Whether a number follows a year: after a comma, slash, full stop or a word.
  private func followsYear(_ at: Int, _ limit: Int) -> Bool { gazetteNumber(at, limit, hasYear: true) != nil }

  private func gazetteNumber(_ at: Int, _ limit: Int, hasYear: Bool) -> (value: Int, end: Int, repaired: Bool)? {
    var i = blanks(at, limit)
    var tied = !hasYear
    var repaired = false
    switch byte(i, limit) {
    case 0x2C, 0x2F, 0x3A:
      i = blanks(i + 1, limit)
      tied = true
    case 0x2E, 0x3B:
      i = blanks(i + 1, limit)
      tied = true
      repaired = true
    default:
      // "Stcrt. 2019-12345": five digits are no year.
      let dash = hasYear ? ByteText.dash(utf8, i, limit) : 0
      if dash > 0, let run = ByteText.number(utf8, i + dash, limit, most: 6), run.end - i - dash >= 5 {
        i += dash
        tied = true
      }
    }
    if let word = numberWord(i, limit) {
      i = blanks(word.end, limit)
      tied = true
    }
    guard tied, let run = ByteText.number(utf8, i, limit, most: 6), run.value > 0, isBoundary(run.end, limit),
      !isDate(run.end, limit)
    else { return nil }
    return (run.value, run.end, repaired)
  }

  /// A year right before a head: the end of a date, or the year in a law's name before a bracket.
  private func yearBefore(_ at: Int) -> (year: Int, isDate: Bool)? {
    let floor = floor(before: at, atMost: 60)
    var i = ByteText.skipBlanksBack(utf8, at, floor)
    while i > floor, utf8[i - 1] == 0x2C || utf8[i - 1] == 0x28 { i = ByteText.skipBlanksBack(utf8, i - 1, floor) }
    guard i - 4 >= floor, let run = ByteText.number(utf8, i - 4, i, most: 4), run.end == i,
      (1813...2099).contains(run.value)
    else { return nil }
    guard i - 4 == floor || !ByteText.isDigit(utf8[i - 5]) else { return nil }
    // A month before it makes it a date.
    let word = ByteText.skipBlanksBack(utf8, i - 4, floor)
    var k = word
    while k > floor, ByteText.isLetter(utf8[k - 1]) { k -= 1 }
    return (run.value, k < word && lexicon.month(utf8, at: k)?.end == word)
  }

  /// `PbEU 2016, L 119`, `PB L 94`: where an act is printed. Its identifier cannot be told from that.
  mutating func journal(_ at: Int, from: Int) -> Int? {
    let limit = limit(from: at, atMost: 60)
    var i = blanks(at, limit)
    if byte(i, limit) == 0x2C { i = blanks(i + 1, limit) }
    if let year = ByteText.number(utf8, i, limit, most: 4), year.end - i == 4 {
      i = blanks(year.end, limit)
      if byte(i, limit) == 0x2C || byte(i, limit) == 0x2F { i = blanks(i + 1, limit) }
    }
    let series = byte(i, limit)
    if series == 0x4C || series == 0x43 { i = blanks(i + 1, limit) }
    if byte(i, limit) == 0x2C { i = blanks(i + 1, limit) }
    if let word = numberWord(i, limit) { i = blanks(word.end, limit) }
    guard let number = ByteText.number(utf8, i, limit, most: 4), isBoundary(number.end, limit) else { return nil }
    append(nil, "journal", from, number.end)
    return number.end
  }

  /// `ECLI:NL:RVS:2025:3440`: the end of what was read.
  mutating func ecli(_ at: Int, from: Int) -> Int? {
    let limit = limit(from: at, atMost: 80)
    var parts: [String] = []
    var i = at
    var repaired = false
    while parts.count < 4 {
      let start = blanks(i, limit)
      repaired = repaired || start > i
      var end = start
      while end < limit,
        ByteText.isDigit(utf8[end]) || utf8[end] | 0x20 &- 0x61 < 26 && utf8[end] < 0x80 || utf8[end] == 0x2E
      { end += 1 }
      // A full stop at the end ends the sentence.
      while end > start, utf8[end - 1] == 0x2E { end -= 1 }
      guard end > start else { break }
      parts.append(string(start, end).uppercased())
      i = end
      let colon = blanks(end, limit)
      guard parts.count < 4, byte(colon, limit) == 0x3A else { break }
      repaired = repaired || colon > end
      i = colon + 1
    }
    // "ECLI:NL:RBROT:20145684": the colon after the year is missing.
    if parts.count == 3, parts[2].utf8.count > 4, let year = Int(parts[2].prefix(4)), (1900...2099).contains(year) {
      parts = [parts[0], parts[1], "\(year)", String(parts[2].dropFirst(4))]
      repaired = true
    }
    guard parts.count == 4, parts[0].utf8.count == 2, let year = Int(parts[2]), (1900...2099).contains(year) else {
      return nil
    }
    append("ECLI:" + parts.joined(separator: ":"), "ecli", from, i, repaired: repaired)
    return i
  }

  /// `COM(2023) 32 final`, `SWD (2023), 819`: the end of what was read.
  mutating func proposal(_ at: Int, from: Int) -> Int? {
    let limit = limit(from: at, atMost: 60)
    var i = blanks(at, limit)
    let open = byte(i, limit)
    if open == 0x28 || open == 0x2F { i = blanks(i + 1, limit) }
    guard let year = ByteText.number(utf8, i, limit, most: 4), year.end - i == 4, (1958...2099).contains(year.value)
    else { return nil }
    i = blanks(year.end, limit)
    guard open == 0x28 ? byte(i, limit) == 0x29 : byte(i, limit) == 0x2F else { return nil }
    i = blanks(i + 1, limit)
    if byte(i, limit) == 0x2C || byte(i, limit) == 0x2F { i = blanks(i + 1, limit) }
    i = blanks(i + ByteText.dash(utf8, i, limit), limit)
    if let word = numberWord(i, limit) { i = blanks(word.end, limit) }
    guard let number = ByteText.number(utf8, i, limit, most: 5), number.value > 0, isBoundary(number.end, limit) else {
      return nil
    }
    var end = number.end
    let final = blanks(end, limit)
    if final > end, let word = rules[.final].end(utf8, at: final, limit: limit) { end = word }
    let series = string(from, at).uppercased()
    append("\(series)(\(year.value))\(number.value)", "com", from, end)
    return end
  }

  /// `Bijlage 929506 bij …`: an annex with a number of its own; the paper it belongs to is read after it.
  mutating func annex(_ at: Int, from: Int) -> Int? {
    let limit = limit(from: at, atMost: 40)
    var i = blanks(at, limit)
    if let word = numberWord(i, limit) { i = blanks(word.end, limit) }
    guard let number = ByteText.number(utf8, i, limit, most: 7), number.end - i >= 5, isBoundary(number.end, limit)
    else { return nil }
    append("blg-\(number.value)", "document", from, number.end)
    return number.end
  }
}

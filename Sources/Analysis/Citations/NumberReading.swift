// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// A session year as printed: `2025-26`, `2025/2026`, `20252026`.
struct CitedSession: Equatable {
  /// The first calendar year.
  var first: Int
  /// Whether the second year printed is the one that follows.
  var isProper: Bool
  /// The eight digits of identifiers.
  var key: String { "\(first)\(first + 1)" }
}

/// What stands between a head and its numbers.
struct CitationHead {
  enum Chamber { case first, second }
  var chamber: Chamber?
  var session: CitedSession?
  var repaired = false
}

/// Numbers that citations are made of.
extension CitationScanner {
  /// A session year at `at`, and where it ends. `loose` overlooks single blanks between its digits.
  func session(_ at: Int, _ limit: Int, loose: Bool = false) -> (year: CitedSession, end: Int, spaced: Bool)? {
    guard at < limit, utf8[at] == 0x31 || utf8[at] == 0x32 else { return nil }
    guard let first = digits(4, at, limit, loose: loose), (1814...2099).contains(first.value) else { return nil }
    var spaced = first.spaced
    // 20222023
    if first.end < limit, ByteText.isDigit(utf8[first.end]) {
      guard let second = digits(4, first.end, limit, loose: false), isBoundary(second.end, limit),
        second.value == first.value + 1
      else { return nil }
      return (CitedSession(first: first.value, isProper: true), second.end, spaced)
    }
    var i = blanks(first.end, limit)
    let wide = i > first.end
    let dash = ByteText.dash(utf8, i, limit)
    guard dash > 0 || byte(i, limit) == 0x2F else { return nil }
    i += max(dash, 1)
    let afterDash = blanks(i, limit)
    if wide || afterDash > i { spaced = spaced || (wide != (afterDash > i)) }
    i = afterDash
    for count in [4, 2, 3] {
      guard let second = digits(count, i, limit, loose: loose && count == 4) else { continue }
      guard !(second.end < limit && ByteText.isDigit(utf8[second.end])) else { continue }
      let expected = count == 2 ? (first.value + 1) % 100 : first.value + 1
      let proper = second.value == expected && count != 3
      // "2013/14" is a session, "2008/115" (EG) and "2021/696" are acts, "1987/2006" is a regulation.
      if count == 3, byte(i - max(dash, 1), limit) == 0x2F { return nil }
      if !proper, count == 4, !(first.value...(first.value + 20)).contains(second.value) { return nil }
      return (CitedSession(first: first.value, isProper: proper), second.end, spaced || second.spaced)
    }
    return nil
  }

  /// Exactly `count` digits at `at`. With `loose`, single blanks between them are overlooked.
  func digits(_ count: Int, _ at: Int, _ limit: Int, loose: Bool) -> (value: Int, end: Int, spaced: Bool)? {
    var i = at
    var value = 0
    var seen = 0
    var spaced = false
    while seen < count {
      if i < limit, ByteText.isDigit(utf8[i]) {
        value = value * 10 + Int(utf8[i] &- 0x30)
        seen += 1
        i += 1
      } else if loose, seen > 0, byte(i, limit) == 0x20, i + 1 < limit, ByteText.isDigit(utf8[i + 1]) {
        spaced = true
        i += 1
      } else {
        return nil
      }
    }
    return (value, i, spaced)
  }

  /// A dossier's number at `at`: `32317`, `32 317`, `32.317`; with `loose` also `3 2317` and the like.
  func dossier(_ at: Int, _ limit: Int, loose: Bool = false) -> (value: Int, end: Int, spaced: Bool)? {
    guard let run = ByteText.number(utf8, at, limit, most: 5) else { return nil }
    let length = run.end - at
    if length == 5 {
      return (10_000...49_999).contains(run.value) ? (run.value, run.end, false) : nil
    }
    if length == 2 {
      var i = blanks(run.end, limit)
      if i == run.end, byte(i, limit) == 0x2E { i += 1 }
      if i > run.end, let rest = ByteText.number(utf8, i, limit, most: 3), rest.end - i == 3 {
        let value = run.value * 1000 + rest.value
        return (10_000...49_999).contains(value) ? (value, rest.end, false) : nil
      }
    }
    guard loose, length < 5, let five = digits(5, at, limit, loose: true), (10_000...49_999).contains(five.value),
      !(five.end < limit && ByteText.isDigit(utf8[five.end])), byte(five.end, limit) != 0x2F
    else { return nil }
    // "2 2010" before a slash or dash is a chamber and a year; a further group of digits makes it another number.
    if byte(five.end, limit) == 0x20, five.end + 1 < limit, ByteText.isDigit(utf8[five.end + 1]) { return nil }
    return (five.value, five.end, true)
  }

  /// A word for "number" at `at`, the stop or colon after it included; whether it is a plural.
  func numberWord(_ at: Int, _ limit: Int) -> (end: Int, isPlural: Bool)? {
    var end: Int
    var plural = false
    if let found = rules[.numbers].end(utf8, at: at, limit: limit) {
      end = found
      plural = true
    } else if let found = rules[.number].end(utf8, at: at, limit: limit) {
      end = found
    } else {
      return nil
    }
    let after = blanks(end, limit)
    if byte(after, limit) == 0x3A { end = after + 1 }  // "nr: 12"
    return (end, plural)
  }

  /// Whether a month's name follows the number that ends at `at`: then it is a date.
  func isDate(_ at: Int, _ limit: Int) -> Bool {
    let i = blanks(at, limit)
    return i > at && lexicon.month(utf8, at: i) != nil
  }

  /// A page number or range after a word for "page": `p. 7909-7943`, `blz. 3`.
  func pages(_ at: Int, _ limit: Int) -> (first: Int, last: Int?, end: Int)? {
    guard let word = rules[.page].end(utf8, at: at, limit: limit) else { return nil }
    var i = word
    if byte(i, limit) == 0x2E { i += 1 }
    i = blanks(i, limit)
    guard let first = ByteText.number(utf8, i, limit, most: 6) else { return nil }
    let gap = blanks(first.end, limit)
    let dash = ByteText.dash(utf8, gap, limit)
    if dash > 0, let second = ByteText.number(utf8, blanks(gap + dash, limit), limit, most: 6) {
      var last = second.value
      if last < first.value {
        // "7909-43" leaves out the hundreds.
        var unit = 1
        while unit <= last { unit *= 10 }
        last += first.value / unit * unit
      }
      return (first.value, last, second.end)
    }
    return (first.value, nil, first.end)
  }
}

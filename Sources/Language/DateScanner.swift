// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Reads printed dates: `20 maart 2026`, `20 mrt. 2026`, `1-7-2026`.
public struct DateScanner: Sendable {
  private let lexicon: Lexicon

  /// Creates a scanner.
  public init(_ lexicon: Lexicon) { self.lexicon = lexicon }

  /// The date that begins at `at` with its day, and where it ends; `nil` where none with a year does.
  public func date(_ utf8: [UInt8], at: Int) -> (day: Day, end: Int)? {
    guard let (day, afterDay) = DateScanner.number(utf8, at, most: 2) else { return nil }
    var i = afterDay
    if i < utf8.count, utf8[i] == 0x2D || utf8[i] == 0x2F,
      let (month, afterMonth) = DateScanner.number(utf8, i + 1, most: 2), afterMonth < utf8.count,
      utf8[afterMonth] == utf8[i],
      let (year, end) = DateScanner.number(utf8, afterMonth + 1, most: 4), end - afterMonth == 5,
      let date = Day(year, month, day)
    {
      return (date, end)
    }
    i = DateScanner.skipSpaces(utf8, i)
    guard let (month, afterName) = lexicon.month(utf8, at: i) else { return nil }
    i = afterName
    if i < utf8.count, utf8[i] == 0x2E { i += 1 }
    i = DateScanner.skipSpaces(utf8, i)
    guard let (year, end) = DateScanner.number(utf8, i, most: 4), end - i == 4, let date = Day(year, month, day) else {
      return nil
    }
    return (date, end)
  }

  /// The first date in a range, and its span.
  public func first(_ utf8: [UInt8], in range: Range<Int>) -> (day: Day, span: TextSpan)? {
    var i = range.lowerBound
    while i < range.upperBound {
      if (0x30...0x39).contains(utf8[i]) {
        if let (day, end) = date(utf8, at: i), end <= range.upperBound { return (day, TextSpan(i, end)) }
        while i < range.upperBound, (0x30...0x39).contains(utf8[i]) { i += 1 }
      } else {
        i += 1
      }
    }
    return nil
  }

  private static func skipSpaces(_ utf8: [UInt8], _ at: Int) -> Int {
    var i = at
    while i < utf8.count, utf8[i] == 0x20 { i += 1 }
    return i
  }

  private static func number(_ utf8: [UInt8], _ at: Int, most: Int) -> (Int, Int)? {
    var i = at
    var value = 0
    while i < utf8.count, (0x30...0x39).contains(utf8[i]) {
      value = value * 10 + Int(utf8[i] - 0x30)
      i += 1
      if i - at > most { return nil }
    }
    return i > at ? (value, i) : nil
  }
}

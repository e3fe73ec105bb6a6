// SPDX-License-Identifier: GPL-3.0-or-later

/// A day of the proleptic Gregorian calendar, without a time or a time zone.
public struct Day: Sendable, Hashable, Comparable {
  /// Year, for example 2026.
  public let year: Int
  /// Month, 1…12.
  public let month: Int
  /// Day of the month, 1…31.
  public let day: Int

  /// The day with these numbers, or `nil` where the calendar has no such day.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Number of days in a month.
  public static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Last day of a month.
  public static func last(ofMonth month: Int, in year: Int) -> Day? {
    Day(year, month, length(ofMonth: month, in: year))
  }

  /// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
  public var ordinal: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day that lies `ordinal` days after 1970-01-01 (civil_from_days of the same paper).
  public init(ordinal: Int) {
    let z = ordinal + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month,
      dayOfYear - (153 * mp + 2) / 5 + 1
    )
  }

  /// The day `days` later (earlier where negative).
  public func adding(days: Int) -> Day { Day(ordinal: ordinal + days) }

  /// The same day `months` later, or the last day of that month where it is shorter.
  public func adding(months: Int) -> Day {
    let index = year * 12 + (month - 1) + months
    let y = index >= 0 ? index / 12 : (index - 11) / 12
    let m = index - y * 12 + 1
    return Day(unchecked: y, m, min(day, Day.length(ofMonth: m, in: y)))
  }

  /// Day of the week, 1 = Monday … 7 = Sunday.
  public var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 + 1 }

  /// ISO 8601, `2026-03-20`.
  public var iso: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    guard (0...9999).contains(year) else { return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    return String(unsafeUninitializedCapacity: 10) { text in
      var left = year
      for at in stride(from: 3, through: 0, by: -1) {
        text[at] = 0x30 + UInt8(left % 10)
        left /= 10
      }
      func write(_ value: Int, at: Int) {
        text[at - 1] = 0x2D
        text[at] = 0x30 + UInt8(value / 10)
        text[at + 1] = 0x30 + UInt8(value % 10)
      }
      write(month, at: 5)
      write(day, at: 8)
      return 10
    }
  }

  /// Reads exactly `yyyy-mm-dd`.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for i in range {
        guard (48...57).contains(bytes[i]) else { return nil }
        value = value * 10 + Int(bytes[i] - 48)
      }
      return value
    }
    guard let y = number(0..<4), let m = number(5..<7), let d = number(8..<10) else { return nil }
    self.init(y, m, d)
  }

  /// Orders by time.
  public static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

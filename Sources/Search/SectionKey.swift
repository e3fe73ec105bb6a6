// SPDX-License-Identifier: GPL-3.0-or-later

/// The numbers of letters and sections in the index: by day first, so that the order of rows is that of days.
///
/// From the left: 20 bits of the day, 27 of the content's hash, and 16 of the section's place in the letter; 63 in all.
enum SectionKey {
  /// Sections of a letter that can be told apart; what stands beyond them is not found.
  static let sections: Int64 = 1 << 16
  private static let contents: Int64 = 1 << 27

  /// The number of a letter that no other has, but for a chance in 134 million that two of the same day share one.
  static func letter(sha256: String, date: String?) -> Int64 {
    day(date ?? "", missing: 0) * contents + (Int64(sha256.prefix(7), radix: 16) ?? 0) / 2
  }

  /// The rows of a letter's sections.
  static func rows(_ letter: Int64) -> ClosedRange<Int64> { letter * sections...(letter * sections + sections - 1) }

  /// The rows of all sections of letters from one day to another, either being a year, a month or a day, or empty where there is no end.
  /// Letters without a date are not among them.
  static func rows(from first: String, to last: String) -> ClosedRange<Int64> {
    let lower = max(day(first, missing: 0), 1)
    let upper = last.isEmpty ? (1 << 20) - 2 : day(last, missing: 31)
    return lower * contents * sections...(max(lower, upper + 1) * contents * sections - 1)
  }

  /// Days in their order: 384 a year, 32 a month. What is missing is before the first or after the last.
  private static func day(_ iso: String, missing: Int64) -> Int64 {
    if iso.isEmpty { return 0 }
    let parts = iso.split(separator: "-").map { Int64($0) ?? 0 }
    let month = parts.count > 1 ? parts[1] : missing == 0 ? 1 : 12
    return min(parts[0], 2700) * 384 + (month - 1) * 32 + (parts.count > 2 ? parts[2] : missing)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Values of JSON, as those who do not read JSON want them.
enum ExportValue {
  /// 1970-01-01.
  static let epoch = Day(1970, 1, 1)?.ordinal ?? 0

  /// Whether a value is what a column promises.
  static func fits(_ value: [UInt8], _ kind: ExportColumn.Kind) -> Bool {
    guard let first = value.first else { return false }
    switch kind {
    case .keyword, .text: return first == 0x22
    case .keywords, .texts: return first == 0x5B && !strings(value).isEmpty
    case .day: return day(value) != nil
    case .seconds: return true
    case .whole: return value.count <= 9 && value.allSatisfy { (0x30...0x39).contains($0) }
    case .share:
      return value.count <= 9 && value.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }
  }

  /// The day a string of JSON names.
  static func day(_ value: [UInt8]) -> Day? {
    Day(iso: String(decoding: value.dropFirst().dropLast(), as: UTF8.self))
  }

  /// The strings of an array, as text; nothing for an array with other elements.
  static func strings(_ array: [UInt8]) -> [[UInt8]] {
    var scanner = JSONScanner(array)
    var found: [[UInt8]] = []
    var isMixed = false
    try? scanner.elements { (scanner) throws(JSONError) in
      let range = try scanner.value()
      if array[range.lowerBound] == 0x22 { found.append(text(array[range])) } else { isMixed = true }
    }
    return isMixed ? [] : found
  }

  /// The UTF-8 that a checked string of JSON stands for. U+0000, which neither PostgreSQL nor a spreadsheet takes, becomes U+FFFD.
  static func text(_ quoted: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(quoted.count)
    var i = quoted.startIndex + 1
    let end = quoted.endIndex - 1
    while i < end {
      guard quoted[i] == 0x5C, i + 1 < end else {
        text.append(quoted[i])
        i += 1
        continue
      }
      switch quoted[i + 1] {
      case 0x6E: text.append(0x0A)
      case 0x74: text.append(0x09)
      case 0x72: text.append(0x0D)
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x75:
        var unit = hexadecimal(quoted[(i + 2)..<min(i + 6, end)])
        if (0xD800..<0xDC00).contains(unit), i + 12 <= end {
          unit = 0x10000 + (unit - 0xD800) << 10 + (hexadecimal(quoted[(i + 8)..<(i + 12)]) & 0x3FF)
          i += 6
        }
        text.append(contentsOf: String(unit == 0 ? "\u{FFFD}" : Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
        i += 4
      default: text.append(quoted[i + 1])
      }
      i += 2
    }
    return text
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32($1 < 0x3A ? $1 & 15 : ($1 & 15) + 9) }
  }
}

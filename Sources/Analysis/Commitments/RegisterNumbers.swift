// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// The chambers' own numbers of promises: TZ202412-114 (Tweede Kamer), T03842 (Eerste Kamer).
enum RegisterNumbers {
  /// The numbers in a span, in order.
  static func found(in utf8: [UInt8], _ span: TextSpan) -> [String] {
    var result: [String] = []
    var i = span.start
    while i < span.end {
      guard utf8[i] == UInt8(ascii: "T"), i == span.start || !isWord(utf8[i - 1]) else {
        i += 1
        continue
      }
      let lower = i + 1 < span.end && utf8[i + 1] == UInt8(ascii: "Z")
      let digits = run(utf8, i + (lower ? 2 : 1), span.end)
      let end = i + (lower ? 2 : 1) + digits
      if lower, digits == 6, end < span.end, utf8[end] == UInt8(ascii: "-"), run(utf8, end + 1, span.end) == 3 {
        result.append(String(decoding: utf8[i..<(end + 4)], as: UTF8.self))
        i = end + 4
      } else if !lower, digits == 5, end == span.end || !isWord(utf8[end]) {
        result.append(String(decoding: utf8[i..<end], as: UTF8.self))
        i = end
      } else {
        i += 1
      }
    }
    return result
  }

  private static func run(_ utf8: [UInt8], _ from: Int, _ limit: Int) -> Int {
    var i = from
    while i < limit, (0x30...0x39).contains(utf8[i]) { i += 1 }
    return max(0, i - from)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}

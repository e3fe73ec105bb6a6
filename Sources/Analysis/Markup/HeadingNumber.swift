// SPDX-License-Identifier: GPL-3.0-or-later

/// The printed number of a heading: `2.1`, `IV.`, `A`, `b)`.
struct HeadingNumber: Equatable {
  /// How a heading's first component counts.
  enum Scheme: Hashable { case arabic, roman, capital, small }

  /// How it counts.
  var scheme: Scheme
  /// How many components it has: 2 for `2.1`.
  var components: Int
  /// Whether its last component is the first of its series: `1`, `I`, `a`.
  var isFirst: Bool
  /// The last component's place in its series, from 1.
  var value: Int
  /// How many bytes of the heading it takes, blanks after it included.
  var length: Int

  /// Reads the number with which a heading begins; `apart` where the markup sets it apart, so that it needs no closing
  /// mark.
  init?(_ heading: [UInt8], apart: Bool = false) {
    var start = 0
    if heading.starts(with: [0xC2, 0xA7]) {  // section sign
      start = 2
      while start < heading.count, heading[start] == 0x20 { start += 1 }
    }
    var end = start
    while end < heading.count, heading[end] != 0x20, end - start <= 10 { end += 1 }
    var token = heading[start..<end]
    guard !token.isEmpty, token.count <= 10 else { return nil }
    var isClosed = apart || start > 0
    if token.first == UInt8(ascii: "(") { token = token.dropFirst() }
    while let last = token.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ")") || last == UInt8(ascii: ":") {
      token = token.dropLast()
      isClosed = true
    }
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let first = parts.first, let scheme = HeadingNumber.scheme(first),
      parts.dropFirst().allSatisfy({ HeadingNumber.scheme($0) != nil })
    else { return nil }
    while end < heading.count, heading[end] == 0x20 { end += 1 }
    // "1 Inleiding" and "II Antwoord" are numbered, "12 maatregelen" and "I always" are not.
    if parts.count == 1, !isClosed {
      guard scheme == .roman || scheme == .arabic && first.count <= 2, end < heading.count,
        (0x41...0x5A).contains(heading[end])
      else {
        return nil
      }
    }
    self.scheme = scheme
    components = parts.count
    value = parts.last.map(HeadingNumber.value) ?? 0
    isFirst = parts.last.map { [[0x31], [0x49], [0x41], [0x61], [0x69]].contains(Array($0)) } ?? false
    length = end
  }

  /// Place of a component in its series: `IV` is the fourth, `C` the third.
  private static func value(_ part: ArraySlice<UInt8>) -> Int {
    switch scheme(part) {
    case .arabic?: return part.prefix { (0x30...0x39).contains($0) }.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    case .roman?:
      let digits = part.map { $0 == 0x49 ? 1 : $0 == 0x56 ? 5 : 10 }
      return digits.indices.reduce(0) { sum, at in
        sum + (at + 1 < digits.count && digits[at] < digits[at + 1] ? -digits[at] : digits[at])
      }
    case .capital?: return part.first.map { Int($0) - 0x40 } ?? 0
    case .small?: return part.first.map { Int($0) - 0x60 } ?? 0
    case nil: return 0
    }
  }

  private static func scheme(_ part: ArraySlice<UInt8>) -> Scheme? {
    guard let first = part.first else { return nil }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    if isDigit(first) {
      // A letter may follow: "3a".
      let digits = part.prefix(while: isDigit)
      let rest = part.dropFirst(digits.count)
      guard digits.count <= 3, rest.count <= 1, rest.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
      return .arabic
    }
    if part.allSatisfy({ [0x49, 0x56, 0x58].contains($0) }), part.count <= 5 { return .roman }
    if part.count > 1, part.count <= 5, part.allSatisfy({ [0x69, 0x76, 0x78].contains($0) }) { return .small }
    guard part.count == 1 else { return nil }
    if (0x41...0x5A).contains(first) { return .capital }
    return (0x61...0x7A).contains(first) ? .small : nil
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// Walks over a record that Griffier wrote, passing over what is not asked for.
///
/// Records are written by ``LetterEncoder`` and checked when they come in; here only as much is checked as keeps a torn or foreign
/// line from being taken for a letter.
struct RecordCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var at: Int
  private(set) var isBroken = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
    self.bytes = bytes
    self.at = at
  }

  /// 0 at the end: no token begins with it.
  var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// Moves past `byte` if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    if peek != byte { return false }
    at += 1
    return true
  }

  mutating func fail() {
    isBroken = true
    at = bytes.count
  }

  /// Calls `body` with each key of the object here; it must pass over the value.
  mutating func members(_ body: (inout RecordCursor, Range<Int>) -> Void) {
    guard take(0x7B) else { return fail() }
    if take(0x7D) { return }
    repeat {
      let key = string()
      guard take(0x3A) else { return fail() }
      body(&self, key)
    } while take(0x2C)
    if !take(0x7D) { fail() }
  }

  /// Calls `body` at each element of the array here; it must pass over it.
  mutating func elements(_ body: (inout RecordCursor) -> Void) {
    guard take(0x5B) else { return fail() }
    if take(0x5D) { return }
    repeat { body(&self) } while take(0x2C)
    if !take(0x5D) { fail() }
  }

  /// Passes over a string; what stands between the quotes, still escaped.
  mutating func string() -> Range<Int> {
    guard take(0x22) else {
      fail()
      return 0..<0
    }
    let start = at
    var i = at
    while let quote = find(0x22, i..<bytes.count) {
      // Of backslashes right before a quote an odd number escapes it.
      var slashes = 0
      while quote - slashes > start, bytes[quote - slashes - 1] == 0x5C { slashes += 1 }
      if slashes % 2 == 0 {
        at = quote + 1
        return start..<quote
      }
      i = quote + 1
    }
    fail()
    return 0..<0
  }

  /// Where a byte comes first in a range.
  private func find(_ byte: UInt8, _ range: Range<Int>) -> Int? {
    guard let base = bytes.baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Passes over a value.
  mutating func skip() {
    switch peek {
    case 0x22: _ = string()
    case 0x7B, 0x5B:
      var depth = 0
      repeat {
        switch peek {
        case 0x22: _ = string()
        case 0x7B, 0x5B:
          depth += 1
          at += 1
        case 0x7D, 0x5D:
          depth -= 1
          at += 1
        case 0: return fail()
        default: at += 1
        }
      } while depth > 0
    case 0: fail()
    default: while at < bytes.count, peek != 0x2C, peek != 0x7D, peek != 0x5D { at += 1 }
    }
  }

  /// The text of a string value, or `nil` for a value that is none.
  mutating func text() -> String? {
    guard peek == 0x22 else {
      skip()
      return nil
    }
    let range = string()
    if find(0x5C, range) == nil {
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
    return String(decoding: plain(range), as: UTF8.self)
  }

  /// The day of a string value such as `2026-07-01`, or `nil` for a value that is none.
  mutating func day() -> Day? {
    guard peek == 0x22 else {
      skip()
      return nil
    }
    let range = string()
    guard range.count == 10 else { return nil }
    func number(_ from: Int, _ length: Int) -> Int {
      var value = 0
      for byte in bytes[(range.lowerBound + from)..<(range.lowerBound + from + length)] {
        guard (0x30...0x39).contains(byte) else { return -1 }
        value = value * 10 + Int(byte & 15)
      }
      return value
    }
    guard bytes[range.lowerBound + 4] == 0x2D, bytes[range.lowerBound + 7] == 0x2D else { return nil }
    return Day(number(0, 4), number(5, 2), number(8, 2))
  }

  /// The strings of an array.
  mutating func texts() -> [String] {
    var found: [String] = []
    elements { if let text = $0.text() { found.append(text) } }
    return found
  }

  /// A whole number, or `nil` for a value that is none.
  mutating func int() -> Int? {
    let start = at
    skip()
    var value = 0
    guard start < at else { return nil }
    for i in start..<at {
      guard (0x30...0x39).contains(bytes[i]), value < 1 << 40 else { return nil }
      value = value * 10 + Int(bytes[i] - 0x30)
    }
    return value
  }

  /// Whether a key says `name`.
  func says(_ key: Range<Int>, _ name: StaticString) -> Bool {
    guard key.count == name.utf8CodeUnitCount else { return false }
    for i in 0..<key.count where bytes[key.lowerBound + i] != name.utf8Start[i] { return false }
    return true
  }

  /// Escaped bytes as plain UTF-8.
  func plain(_ range: Range<Int>) -> [UInt8] {
    if find(0x5C, range) == nil { return Array(bytes[range]) }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      if byte != 0x5C {
        result.append(byte)
        i += 1
        continue
      }
      let (scalar, length) = escape(at: i)
      result.append(contentsOf: String(scalar).utf8)
      i += length
    }
    return result
  }

  /// The scalar an escape stands for, and its length in bytes.
  private func escape(at i: Int) -> (Unicode.Scalar, Int) {
    guard i + 1 < bytes.count else { return ("\u{FFFD}", 1) }
    switch bytes[i + 1] {
    case 0x6E: return ("\n", 2)
    case 0x74: return ("\t", 2)
    case 0x72: return ("\r", 2)
    case 0x62: return ("\u{8}", 2)
    case 0x66: return ("\u{C}", 2)
    case 0x75:
      guard let unit = unit(at: i + 2) else { return ("\u{FFFD}", 2) }
      if (0xD800..<0xDC00).contains(unit), let low = self.unit(at: i + 8), (0xDC00..<0xE000).contains(low) {
        return (Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}", 12)
      }
      return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
    default: return (Unicode.Scalar(bytes[i + 1]), 2)
    }
  }

  private func unit(at i: Int) -> UInt32? {
    guard i + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for k in i..<(i + 4) {
      switch bytes[k] {
      case 0x30...0x39: value = value << 4 | UInt32(bytes[k] - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((bytes[k] | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// Where `count` scalars after a place within an escaped string lie, at most at `end`.
  func advance(from start: Int, by count: Int, end: Int) -> Int {
    var i = start
    var left = count
    while left > 0, i < end {
      let byte = bytes[i]
      if byte == 0x5C {
        i += escape(at: i).1
      } else if byte < 0xC0 {
        i += 1
      } else {
        i += byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      }
      left -= 1
    }
    return min(i, end)
  }
}

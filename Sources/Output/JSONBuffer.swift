// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes of JSON under construction: UTF-8, no blanks, keys in the order in which they are written.
///
/// Escapes U+0000–1F, U+007F–9F, U+2028, U+2029, quotes and backslashes, so that one record is one line even for a reader that
/// splits on every line separator of Unicode. A surrogate smuggled through UTF-8 becomes U+FFFD.
public struct JSONBuffer: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Creates an empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

  /// Opens an object.
  public mutating func beginObject() {
    separate()
    bytes.append(0x7B)
    needsComma = false
  }

  /// Closes an object.
  public mutating func endObject() {
    bytes.append(0x7D)
    needsComma = true
  }

  /// Opens an array.
  public mutating func beginArray() {
    separate()
    bytes.append(0x5B)
    needsComma = false
  }

  /// Closes an array.
  public mutating func endArray() {
    bytes.append(0x5D)
    needsComma = true
  }

  /// Writes a key; a value must follow. Keys of ours need no escape.
  public mutating func key(_ name: StaticString) {
    separate()
    bytes.append(0x22)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a key that is not known before the program runs.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a string value.
  public mutating func string(_ value: String) {
    var copy = value
    copy.withUTF8 { string($0) }
  }

  /// Writes a string value from UTF-8.
  public mutating func string(_ utf8: [UInt8]) { utf8.withUnsafeBufferPointer { string($0) } }

  /// Writes a string value from a part of UTF-8.
  public mutating func string(_ utf8: ArraySlice<UInt8>) { utf8.withUnsafeBufferPointer { string($0) } }

  /// Writes a whole number.
  public mutating func int(_ value: Int) {
    separate()
    if value >= 0, value < 10 {
      bytes.append(0x30 + UInt8(value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
    needsComma = true
  }

  /// Writes a number in 0…1 with at most two decimals: `0.93`, `0.5`, `1`.
  public mutating func share(_ value: Double) {
    separate()
    let hundredths = value.isFinite ? Int((min(max(value, 0), 1) * 100).rounded()) : 0
    bytes.append(0x30 + UInt8(hundredths / 100))
    let rest = hundredths % 100
    if rest > 0 {
      bytes.append(0x2E)
      bytes.append(0x30 + UInt8(rest / 10))
      if rest % 10 > 0 { bytes.append(0x30 + UInt8(rest % 10)) }
    }
    needsComma = true
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes `null`.
  public mutating func null() { literal("null") }

  /// Writes a value that is JSON already.
  public mutating func raw(_ json: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Ends the line.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(0x22)
    var copied = 0
    var i = 0
    while i < utf8.count {
      let byte = utf8[i]
      if JSONBuffer.plain[Int(byte)] {
        i += 1
        continue
      }
      let (length, scalar) = JSONBuffer.escape(utf8, at: i)
      if let scalar {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<i]))
        append(escaped: scalar)
        copied = i + length
      }
      i += length
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<utf8.count]))
    bytes.append(0x22)
    needsComma = true
  }

  /// Length of the sequence at `i`, and the scalar to escape in its place, if it needs an escape.
  private static func escape(_ utf8: UnsafeBufferPointer<UInt8>, at i: Int) -> (length: Int, scalar: UInt32?) {
    let byte = utf8[i]
    if byte < 0x80 { return (1, UInt32(byte)) }
    let next = i + 1 < utf8.count ? utf8[i + 1] : 0
    let third = i + 2 < utf8.count ? utf8[i + 2] : 0
    switch byte {
    case 0xC2 where (0x80...0x9F).contains(next): return (2, UInt32(next))
    case 0xE2 where next == 0x80 && (third == 0xA8 || third == 0xA9): return (3, 0x2000 + UInt32(third) - 0x80)
    case 0xED where next >= 0xA0: return (min(3, utf8.count - i), 0xFFFD)
    default: return (1, nil)
    }
  }

  private mutating func append(escaped scalar: UInt32) {
    bytes.append(0x5C)
    switch scalar {
    case 0x22: bytes.append(0x22)
    case 0x5C: bytes.append(0x5C)
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    default:
      bytes.append(0x75)
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(scalar >> shift & 15)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }

  /// Bytes that stand for themselves whatever follows.
  private static let plain: [Bool] = (0..<256).map { byte in
    byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && byte != 0xC2 && byte != 0xE2 && byte != 0xED
  }
}

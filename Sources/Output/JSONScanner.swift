// SPDX-License-Identifier: GPL-3.0-or-later

/// Why bytes are not the JSON that was expected.
public struct JSONError: Error, Sendable, Equatable {
  /// What was expected.
  public var message: String
  /// Byte at which it was not found.
  public var offset: Int
}

/// Walks over JSON without building it: checks the grammar (RFC 8259) and tells where values begin and end.
///
/// Stricter than the grammar: no blank between tokens, well-formed UTF-8, no raw control character, no lone surrogate, nesting up
/// to ``depthLimit``. What a worker sends is untrusted, and what passes here can be cut and put together again byte for byte.
struct JSONScanner {
  /// Deeper than any record of ours.
  static let depthLimit = 16

  let bytes: [UInt8]
  private(set) var offset: Int

  init(_ bytes: [UInt8], at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var isAtEnd: Bool { offset == bytes.count }

  /// Skips one value and returns its range.
  mutating func value(depth: Int = 0) throws(JSONError) -> Range<Int> {
    let start = offset
    if depth > JSONScanner.depthLimit { throw error("less nesting") }
    switch peek {
    case 0x7B:
      try members(depth: depth) { (scanner, _) throws(JSONError) in _ = try scanner.value(depth: depth + 1) }
    case 0x5B:
      try elements(depth: depth) { (scanner) throws(JSONError) in _ = try scanner.value(depth: depth + 1) }
    case 0x22: _ = try string()
    case 0x74: try literal("true")
    case 0x66: try literal("false")
    case 0x6E: try literal("null")
    default: try number()
    }
    return start..<offset
  }

  /// Walks over an object; `body` gets each key's range without the quotes, and must skip the value.
  mutating func members(
    depth: Int = 0,
    _ body: (inout JSONScanner, Range<Int>) throws(JSONError) -> Void
  ) throws(JSONError) {
    try expect(0x7B)
    if peek == 0x7D {
      offset += 1
      return
    }
    while true {
      let key = try string()
      try expect(0x3A)
      try body(&self, key)
      if peek == 0x2C {
        offset += 1
        continue
      }
      return try expect(0x7D)
    }
  }

  /// Walks over an array; `body` must skip the element.
  mutating func elements(depth: Int = 0, _ body: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
    try expect(0x5B)
    if peek == 0x5D {
      offset += 1
      return
    }
    while true {
      try body(&self)
      if peek == 0x2C {
        offset += 1
        continue
      }
      return try expect(0x5D)
    }
  }

  /// Skips a string and returns the range of what stands between the quotes, still escaped.
  mutating func string() throws(JSONError) -> Range<Int> {
    try expect(0x22)
    let start = offset
    while true {
      let byte = peek
      switch byte {
      case 0x22:
        offset += 1
        return start..<(offset - 1)
      case 0x5C: try escape()
      case 0x00..<0x20: throw error("a character of a string")
      case 0x20..<0x80: offset += 1
      default: try sequence()
      }
    }
  }

  /// 0 at the end: no token begins with it.
  private var peek: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private func error(_ expected: String) -> JSONError { JSONError(message: "expected \(expected)", offset: offset) }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    if peek != byte { throw error("'\(Character(UnicodeScalar(byte)))'") }
    offset += 1
  }

  private mutating func literal(_ text: StaticString) throws(JSONError) {
    for i in 0..<text.utf8CodeUnitCount {
      if peek != text.utf8Start[i] { throw error("a literal") }
      offset += 1
    }
  }

  private mutating func number() throws(JSONError) {
    if peek == 0x2D { offset += 1 }
    if peek == 0x30 { offset += 1 } else { try digits() }
    if peek == 0x2E {
      offset += 1
      try digits()
    }
    if peek | 0x20 == 0x65 {
      offset += 1
      if peek == 0x2B || peek == 0x2D { offset += 1 }
      try digits()
    }
  }

  private mutating func digits() throws(JSONError) {
    guard (0x30...0x39).contains(peek) else { throw error("a value") }
    while (0x30...0x39).contains(peek) { offset += 1 }
  }

  private mutating func escape() throws(JSONError) {
    offset += 1
    switch peek {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: offset += 1
    case 0x75:
      let unit = try hexadecimal()
      if (0xDC00...0xDFFF).contains(unit) { throw error("no lone surrogate") }
      if (0xD800...0xDBFF).contains(unit) {
        try expect(0x5C)
        guard peek == 0x75, (0xDC00...0xDFFF).contains(try hexadecimal()) else { throw error("a low surrogate") }
      }
    default: throw error("an escape")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    offset += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      switch peek {
      case 0x30...0x39: unit = unit << 4 | UInt32(peek - 0x30)
      case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((peek | 0x20) - 0x57)
      default: throw error("a hexadecimal digit")
      }
      offset += 1
    }
    return unit
  }

  /// One UTF-8 sequence of two to four bytes (Unicode 15, table 3-7).
  private mutating func sequence() throws(JSONError) {
    let first = peek
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw error("UTF-8")
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { throw error("UTF-8") }
    for i in 2..<max(2, length) where bytes[offset + i] & 0xC0 != 0x80 { throw error("UTF-8") }
    offset += length
  }
}

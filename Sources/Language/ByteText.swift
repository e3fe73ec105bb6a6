// SPDX-License-Identifier: GPL-3.0-or-later

/// Small readings of UTF-8 text that several grammars share.
public enum ByteText {
  /// The length of the blank at `at`: space, tab, and the hard, thin and narrow spaces of Unicode; 0 where none stands. A line
  /// feed is no blank: it ends a block.
  public static func blank(_ utf8: [UInt8], _ at: Int, _ limit: Int) -> Int {
    guard at < limit else { return 0 }
    switch utf8[at] {
    case 0x20, 0x09: return 1
    case 0xC2: return at + 1 < limit && utf8[at + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard at + 2 < limit, utf8[at + 1] == 0x80 else { return 0 }
      return (0x80...0x8B).contains(utf8[at + 2]) || utf8[at + 2] == 0xAF ? 3 : 0
    default: return 0
    }
  }

  /// The first place from `at` on that is no blank.
  public static func skipBlanks(_ utf8: [UInt8], _ at: Int, _ limit: Int) -> Int {
    var i = at
    while true {
      let width = blank(utf8, i, limit)
      if width == 0 { return i }
      i += width
    }
  }

  /// The length of the hyphen or dash at `at` (U+002D, U+00AD, U+2010…U+2015, U+2212), or 0.
  public static func dash(_ utf8: [UInt8], _ at: Int, _ limit: Int) -> Int {
    guard at < limit else { return 0 }
    if utf8[at] == 0x2D { return 1 }
    if utf8[at] == 0xC2, at + 1 < limit, utf8[at + 1] == 0xAD { return 2 }
    guard utf8[at] == 0xE2, at + 2 < limit else { return 0 }
    if utf8[at + 1] == 0x80, (0x90...0x95).contains(utf8[at + 2]) { return 3 }
    return utf8[at + 1] == 0x88 && utf8[at + 2] == 0x92 ? 3 : 0
  }

  /// The place before blanks that end right before `at`.
  public static func skipBlanksBack(_ utf8: [UInt8], _ at: Int, _ limit: Int) -> Int {
    var i = at
    while i > limit {
      if utf8[i - 1] == 0x20 || utf8[i - 1] == 0x09 {
        i -= 1
      } else if i - 2 >= limit, blank(utf8, i - 2, i) == 2 {
        i -= 2
      } else if i - 3 >= limit, blank(utf8, i - 3, i) == 3 {
        i -= 3
      } else {
        return i
      }
    }
    return i
  }

  /// Whether a byte is an ASCII digit.
  @inline(__always)
  public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether a byte is an ASCII capital.
  @inline(__always)
  public static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// Whether a byte is an ASCII letter or part of a letter beyond ASCII.
  @inline(__always)
  public static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || (0xC3...0xDF).contains(byte) }

  /// The run of ASCII digits at `at`: value and end; `nil` where there is none or it is longer than `most` digits.
  public static func number(_ utf8: [UInt8], _ at: Int, _ limit: Int, most: Int) -> (value: Int, end: Int)? {
    var i = at
    var value = 0
    while i < limit, isDigit(utf8[i]) {
      if i - at == most { return nil }
      value = value * 10 + Int(utf8[i] &- 0x30)
      i += 1
    }
    return i > at ? (value, i) : nil
  }

  /// The next line feed from `from` on, or `limit`; eight bytes are asked at once (Anderson, Bit Twiddling Hacks: "Determine if a word
  /// has a zero byte").
  public static func lineFeed(_ utf8: [UInt8], _ from: Int, _ limit: Int) -> Int {
    utf8.withUnsafeBytes { text in
      var i = from
      while i &+ 8 <= limit {
        let bytes = text.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
        let feeds = (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
        if feeds != 0 { return i &+ feeds.trailingZeroBitCount >> 3 }
        i &+= 8
      }
      while i < limit, text[i] != 0x0A { i &+= 1 }
      return i
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// The hash of a word's folded bytes, eight at a time: words of up to seven bytes never collide.
struct WordHash {
  private var mixed: UInt64 = 0
  /// Bytes that do not fill eight yet, the first one lowest.
  private var rest: UInt64 = 0
  private var count: UInt64 = 0

  /// The hash of what was added.
  @inline(__always)
  var value: UInt64 { WordHash.mix(mixed, rest) }

  /// Adds one byte.
  @inline(__always)
  mutating func add(_ byte: UInt8) {
    rest |= UInt64(byte) &<< (count &* 8)
    count &+= 1
    if count == 8 { flush() }
  }

  /// Adds the letters from `start` on, as small ones, as far as they are ASCII and stand before `limit`; returns where they end. Must
  /// come first: before any single byte. `beyond` tells whether the bytes behind `limit` may be looked at: a word that ends there is
  /// mostly shorter than eight bytes.
  @inline(__always)
  mutating func addLetters(
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ limit: Int,
    beyond: Bool = false
  ) -> Int {
    // A text with eight bytes from here on is there at all.
    let raw = UnsafeRawPointer(text.baseAddress)
    var i = start
    while i &+ 8 <= (beyond ? text.count : limit) {
      let bytes = UInt64(littleEndian: raw.unsafelyUnwrapped.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let small = bytes | 0x2020_2020_2020_2020
      let found = WordHash.letters(bytes, small)
      let letters = beyond ? min(found, limit - i) : found
      if letters == 8 {
        rest = small
        flush()
        i &+= 8
        continue
      }
      rest = small & ((1 &<< (UInt64(letters) &* 8)) &- 1)
      count = UInt64(letters)
      return i &+ letters
    }
    return i
  }

  /// How many of eight bytes, from the lowest, are letters of ASCII; `small` are the bytes with bit 5 set, which makes letters small.
  @inline(__always)
  private static func letters(_ bytes: UInt64, _ small: UInt64) -> Int {
    let low = small & 0x7F7F_7F7F_7F7F_7F7F
    // The high bit of a byte is set by the first sum from "a" on, by the second beyond "z".
    let fromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
    let beyondZ = low &+ 0x0505_0505_0505_0505
    let others = ~(fromA & ~beyondZ & ~bytes) & 0x8080_8080_8080_8080
    return others == 0 ? 8 : others.trailingZeroBitCount >> 3
  }

  private mutating func flush() {
    mixed = WordHash.mix(mixed, rest)
    rest = 0
    count = 0
  }

  /// Multiplies by 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4) and folds the upper half down.
  @inline(__always)
  private static func mix(_ value: UInt64, _ bytes: UInt64) -> UInt64 {
    let product = (value ^ bytes) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product &>> 32)
  }
}

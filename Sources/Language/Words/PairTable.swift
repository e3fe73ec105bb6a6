// SPDX-License-Identifier: GPL-3.0-or-later

/// From two numbers to a third: open addressing, for what is asked several times a word.
struct PairTable: Sendable {
  private var keys: [UInt64]
  private var values: [Int32]
  private let mask: Int

  /// A table of these pairs, the first number in the upper half of each key.
  init(_ pairs: [UInt64: Int32]) {
    var size = 16
    while size < pairs.count * 2 { size *= 2 }
    keys = Array(repeating: .max, count: size)
    values = Array(repeating: -1, count: size)
    mask = size - 1
    for (key, value) in pairs {
      var slot = PairTable.slot(key) & mask
      while values[slot] >= 0 { slot = (slot + 1) & mask }
      keys[slot] = key
      values[slot] = value
    }
  }

  /// The third number, or −1.
  @inline(__always)
  subscript(_ first: Int32, _ second: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    var slot = PairTable.slot(key) & mask
    while values[slot] >= 0 {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
  @inline(__always)
  private static func slot(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) }
}

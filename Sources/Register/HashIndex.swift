// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers hashes from 0 in the order in which they come. They are well mixed already, so that the place of one is its lowest bits.
struct HashIndex {
  /// How many there are.
  private(set) var count = 0
  /// Number plus one by place; 0 where none is.
  private var numbers: [Int32]
  private var keys: [UInt64]
  private var mask: Int

  /// Creates an index with room for so many.
  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    numbers = Array(repeating: 0, count: size)
    keys = Array(repeating: 0, count: size)
    mask = size - 1
  }

  init(_ values: some Sequence<UInt64>) {
    self.init()
    for value in values { _ = number(adding: value) }
  }

  /// Where a hash is, or the free place where it would be.
  @inline(__always)
  private func place(_ key: UInt64) -> Int {
    // FNV mixes its lowest bits least.
    var at = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    while numbers[at] != 0, keys[at] != key { at = (at + 1) & mask }
    return at
  }

  /// The number of a hash, or `nil` for one that has none.
  @inline(__always)
  func number(_ key: UInt64) -> Int? {
    let number = numbers[place(key)]
    return number == 0 ? nil : Int(number) - 1
  }

  /// The number of a hash: the next one for one that comes the first time.
  mutating func number(adding key: UInt64) -> Int {
    let at = place(key)
    if numbers[at] != 0 { return Int(numbers[at]) - 1 }
    if 2 * (count + 1) > numbers.count {
      grow()
      return number(adding: key)
    }
    count += 1
    numbers[at] = Int32(count)
    keys[at] = key
    return count - 1
  }

  private mutating func grow() {
    let (before, old) = (numbers, keys)
    numbers = Array(repeating: 0, count: 2 * before.count)
    keys = Array(repeating: 0, count: 2 * before.count)
    mask = numbers.count - 1
    for (i, number) in before.enumerated() where number != 0 {
      let at = place(old[i])
      numbers[at] = number
      keys[at] = old[i]
    }
  }
}

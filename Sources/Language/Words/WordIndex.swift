// SPDX-License-Identifier: GPL-3.0-or-later

/// From the hash of a word to its number: open addressing, a hash and its number side by side, so that a word costs one probe or two.
struct WordIndex: Sendable {
  fileprivate struct Slot {
    var key: UInt64 = 0
    var id: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 16)
  private var count = 0

  init() {}

  /// The index of these words, numbered in their order.
  init(_ keys: some Sequence<UInt64>) {
    for (id, key) in keys.enumerated() where self[key] < 0 { insert(key, Int32(id)) }
  }

  /// The number of the word with a hash, or −1.
  @inline(__always)
  subscript(_ key: UInt64) -> Int32 {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while true {
      let slot = slots[place]
      if slot.id < 0 || slot.key == key { return slot.id }
      place = (place + 1) & mask
    }
  }

  /// Calls `body` with the index as it lies in memory: for many words at once.
  @inline(__always)
  func withView<Result>(_ body: (View) -> Result) -> Result {
    slots.withUnsafeBufferPointer { body(View(slots: $0.baseAddress.unsafelyUnwrapped, mask: $0.count - 1)) }
  }

  /// An index whose places are not checked one by one: `mask` keeps them inside.
  struct View {
    fileprivate let slots: UnsafePointer<Slot>
    fileprivate let mask: Int

    /// The number of the word with a hash, or −1.
    @inline(__always)
    subscript(_ key: UInt64) -> Int32 {
      var place = Int(truncatingIfNeeded: key) & mask
      while slots[place].id >= 0, slots[place].key != key { place = (place &+ 1) & mask }
      return slots[place].id
    }
  }

  /// Whether there is a word with a hash.
  func contains(_ key: UInt64) -> Bool { self[key] >= 0 }

  /// Adds a word that is not there yet.
  mutating func insert(_ key: UInt64, _ id: Int32) {
    count += 1
    if count * 2 > slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: old.count * 2)
      for slot in old where slot.id >= 0 { place(slot) }
    }
    place(Slot(key: key, id: id))
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: slot.key) & mask
    while slots[place].id >= 0 { place = (place + 1) & mask }
    slots[place] = slot
  }
}

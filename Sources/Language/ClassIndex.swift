// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbered things by the classes of which each needs one: a sentence has a handful of verbs, a pack a hundred rules.
///
/// A row of bits a class, one bit a thing: what a sentence may meet is the union of the rows of its classes, so that asking costs by
/// the sentence and not by the rules.
struct ClassIndex: Sendable {
  /// Things in a block, a bit each.
  static let blockSize = 256
  typealias Block = SIMD4<UInt64>

  /// How many blocks the things take.
  let blocks: Int
  /// By block, then by class.
  private let rows: [Block]
  /// Those that need no class, by block.
  private let always: [Block]
  /// Classes that a thing needs: most word classes of a sentence are none of them.
  private let asked: ClassSet

  /// Creates the index of things 0 to `needs.count - 1`; `nil` stands for one that needs no class.
  init(_ needs: [ClassSet?]) {
    let blocks = (needs.count + ClassIndex.blockSize - 1) / ClassIndex.blockSize
    var rows = [Block](repeating: Block(), count: blocks * ClassSet.capacity)
    var always = [Block](repeating: Block(), count: blocks)
    for (thing, classes) in needs.enumerated() {
      let (block, place) = thing.quotientAndRemainder(dividingBy: ClassIndex.blockSize)
      let bit: UInt64 = 1 << UInt64(place % 64)
      guard let classes else {
        always[block][place / 64] |= bit
        continue
      }
      for row in classes { rows[block * ClassSet.capacity + row][place / 64] |= bit }
    }
    asked = needs.reduce(into: ClassSet()) { if let classes = $1 { $0.formUnion(classes) } }
    self.blocks = blocks
    self.rows = rows
    self.always = always
  }

  /// Bits of the things of which something is true, by block.
  static func blocks<Thing>(_ things: [Thing], where isMeant: (Thing) -> Bool) -> [Block] {
    var result = [Block](repeating: Block(), count: (things.count + blockSize - 1) / blockSize)
    for (thing, value) in things.enumerated() where isMeant(value) {
      result[thing / blockSize][thing % blockSize / 64] |= 1 << UInt64(thing % 64)
    }
    return result
  }

  /// The things of a block for which one of the classes, or none, is enough.
  @inline(__always)
  func bits(_ block: Int, _ classes: ClassSet) -> Block {
    var bits = always[block]
    rows.withUnsafeBufferPointer { rows in
      let first = block * ClassSet.capacity
      classes.intersection(asked).forEach { bits |= rows[first + $0] }
    }
    return bits
  }
}

/// Numbered things by the verb classes and the word classes that each needs.
public struct NeedIndex: Sendable {
  private let verbs: ClassIndex
  private let words: ClassIndex

  /// Creates the index of things 0 to `verbs.count - 1`; `nil` stands for one that needs no class.
  init(verbs: [ClassSet?], words: [ClassSet?]) {
    self.verbs = ClassIndex(verbs)
    self.words = ClassIndex(words)
  }

  /// The things for which the verb classes have one that is needed, and the word classes another, ascending.
  @inline(__always)
  public func candidates(verbs: ClassSet, words: ClassSet) -> Candidates {
    Candidates(index: self, verbs: verbs, words: words)
  }

  /// Whether something is true of one of the candidates, those of each block that are `allowed`.
  @inline(__always)
  func contains(
    verbs: ClassSet,
    words: ClassSet,
    allowed: (Int) -> ClassIndex.Block,
    where isMet: (Int) -> Bool
  ) -> Bool {
    for block in 0..<self.verbs.blocks {
      let rest = allowed(block) & self.verbs.bits(block, verbs) & self.words.bits(block, words)
      for word in 0..<4 {
        var bits = rest[word]
        while bits != 0 {
          if isMet(block * ClassIndex.blockSize + word * 64 + bits.trailingZeroBitCount) { return true }
          bits &= bits - 1
        }
      }
    }
    return false
  }

  /// Ascending numbers.
  public struct Candidates: Sequence, IteratorProtocol {
    private let index: NeedIndex
    private let verbs, words: ClassSet
    private var block = -1
    private var rest = ClassIndex.Block()
    private var word = 3
    private var bits: UInt64 = 0

    init(index: NeedIndex, verbs: ClassSet, words: ClassSet) {
      self.index = index
      self.verbs = verbs
      self.words = words
    }

    /// The next one.
    public mutating func next() -> Int? {
      while bits == 0 {
        if word == 3 {
          block += 1
          guard block < index.verbs.blocks else { return nil }
          rest = index.verbs.bits(block, verbs) & index.words.bits(block, words)
          word = -1
        }
        word += 1
        bits = rest[word]
      }
      defer { bits &= bits - 1 }
      return block * ClassIndex.blockSize + word * 64 + bits.trailingZeroBitCount
    }
  }
}

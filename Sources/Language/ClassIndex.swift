// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbered things by the verb classes of which each needs one: a sentence has a handful of verbs, a pack a hundred rules.
///
/// A row of bits a class, one bit a thing: what a sentence may meet is the union of the rows of its classes, so that asking costs by
/// the sentence and not by the rules.
public struct ClassIndex: Sendable {
  /// 64 bits each.
  private let wordsInRow: Int
  private let rows: [UInt64]
  /// Those that need no class.
  private let always: [UInt64]

  /// Creates the index of things 0 to `needs.count - 1`; `nil` stands for one that needs no class.
  init(_ needs: [ClassSet?]) {
    let wordsInRow = (needs.count + 63) / 64
    var rows = [UInt64](repeating: 0, count: wordsInRow * ClassSet.capacity)
    var always = [UInt64](repeating: 0, count: wordsInRow)
    for (thing, classes) in needs.enumerated() {
      let bit: UInt64 = 1 << UInt64(thing % 64)
      guard let classes else {
        always[thing / 64] |= bit
        continue
      }
      for index in classes { rows[index * wordsInRow + thing / 64] |= bit }
    }
    self.wordsInRow = wordsInRow
    self.rows = rows
    self.always = always
  }

  /// The things that one of the classes, or none, is enough for, ascending.
  public func candidates(_ classes: ClassSet) -> Candidates { Candidates(index: self, classes: classes) }

  /// Ascending numbers.
  public struct Candidates: Sequence, IteratorProtocol {
    private let index: ClassIndex
    private let classes: ClassSet
    private var word = -1
    private var bits: UInt64 = 0

    init(index: ClassIndex, classes: ClassSet) {
      self.index = index
      self.classes = classes
    }

    /// The next one.
    public mutating func next() -> Int? {
      while bits == 0 {
        word += 1
        guard word < index.wordsInRow else { return nil }
        bits = index.always[word]
        for row in classes { bits |= index.rows[row * index.wordsInRow + word] }
      }
      defer { bits &= bits - 1 }
      return word * 64 + bits.trailingZeroBitCount
    }
  }
}

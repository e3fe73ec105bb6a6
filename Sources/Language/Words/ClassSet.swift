// SPDX-License-Identifier: GPL-3.0-or-later

/// A set of the pack's word or verb classes, at most 256 of a sort; it is walked in ascending order.
public struct ClassSet: Sendable, Hashable, Sequence {
  /// How many classes of one sort a pack may have.
  public static let capacity = 256

  private var bits = SIMD4<UInt64>()

  /// The empty set.
  public init() {}

  /// The set of these classes.
  init(_ classes: [Int]) { for index in classes { insert(index) } }

  /// Whether the set holds nothing.
  public var isEmpty: Bool { bits == SIMD4<UInt64>() }

  /// Adds a class.
  public mutating func insert(_ index: Int) { bits[index >> 6] |= 1 << UInt64(index & 63) }

  /// Whether a class is in the set.
  @inline(__always)
  public func contains(_ index: Int) -> Bool { bits[index >> 6] & (1 << UInt64(index & 63)) != 0 }

  /// Adds all classes of another set.
  @inline(__always)
  public mutating func formUnion(_ other: ClassSet) { bits |= other.bits }

  /// The classes that are in both sets.
  @inline(__always)
  func intersection(_ other: ClassSet) -> ClassSet {
    var result = self
    result.bits &= other.bits
    return result
  }

  /// Whether the two sets share a class.
  @inline(__always)
  public func intersects(_ other: ClassSet) -> Bool { (bits & other.bits) != SIMD4<UInt64>() }

  /// Whether every class of this set is in another one.
  @inline(__always)
  public func isSubset(of other: ClassSet) -> Bool { (bits & ~other.bits) == SIMD4<UInt64>() }

  /// Calls `body` with each class, ascending; faster than walking.
  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    ClassSet.walk(bits.x, 0, body)
    ClassSet.walk(bits.y, 64, body)
    ClassSet.walk(bits.z, 128, body)
    ClassSet.walk(bits.w, 192, body)
  }

  @inline(__always)
  private static func walk(_ bits: UInt64, _ first: Int, _ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(first | rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  /// Walks the set.
  public func makeIterator() -> Iterator { Iterator(rest: bits) }

  /// The classes of a set, ascending.
  public struct Iterator: IteratorProtocol {
    fileprivate var rest: SIMD4<UInt64>
    private var word = 0

    fileprivate init(rest: SIMD4<UInt64>) { self.rest = rest }

    /// The next class.
    @inline(__always)
    public mutating func next() -> Int? {
      while word < 4 {
        let bits = rest[word]
        if bits != 0 {
          rest[word] = bits & (bits - 1)
          return word << 6 | bits.trailingZeroBitCount
        }
        word += 1
      }
      return nil
    }
  }
}

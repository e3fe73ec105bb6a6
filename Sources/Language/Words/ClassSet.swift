// SPDX-License-Identifier: GPL-3.0-or-later

/// A set of the pack's word or verb classes, at most 128 of a sort.
public struct ClassSet: Sendable, Hashable {
  /// How many classes of one sort a pack may have.
  public static let capacity = 128

  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The empty set.
  public init() {}

  /// Whether the set holds nothing.
  public var isEmpty: Bool { low == 0 && high == 0 }

  /// Adds a class.
  public mutating func insert(_ index: Int) {
    if index < 64 { low |= 1 << UInt64(index) } else { high |= 1 << UInt64(index - 64) }
  }

  /// Whether a class is in the set.
  @inline(__always)
  public func contains(_ index: Int) -> Bool {
    index < 64 ? low & (1 << UInt64(index)) != 0 : high & (1 << UInt64(index - 64)) != 0
  }

  /// Adds all classes of another set.
  @inline(__always)
  public mutating func formUnion(_ other: ClassSet) {
    low |= other.low
    high |= other.high
  }

  /// Whether the two sets share a class.
  @inline(__always)
  public func intersects(_ other: ClassSet) -> Bool { low & other.low != 0 || high & other.high != 0 }

  /// Whether every class of another set is in this one.
  @inline(__always)
  public func isSuperset(of other: ClassSet) -> Bool { other.low & ~low == 0 && other.high & ~high == 0 }
}

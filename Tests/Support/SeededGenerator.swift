// SPDX-License-Identifier: GPL-3.0-or-later

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers on every run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that begins at `state`.
  public init(state: UInt64) { self.state = state }

  /// The next number; the same seed gives the same sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// One of some values.
  public mutating func pick<T>(_ values: [T]) -> T { values[Int(next() % UInt64(values.count))] }
  /// A number from 0 to below a bound.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

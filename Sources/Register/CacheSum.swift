// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum over the bytes of a file, in whatever pieces they come: tells damage, not malice.
///
/// Four lanes of words of eight bytes, each multiplied by an odd constant (2⁶⁴ divided by the golden ratio), so that a change of any byte
/// changes its lane for good.
struct CacheSum {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
  /// What did not fill a block.
  private var rest: [UInt8] = []
  private var count = 0

  private static let block = 32
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { add($0) } }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    count += bytes.count
    var start = 0
    if !rest.isEmpty {
      start = min(bytes.count, CacheSum.block - rest.count)
      rest += bytes[..<start]
      if rest.count < CacheSum.block { return }
      rest.withUnsafeBytes { mix($0, at: 0) }
      rest.removeAll(keepingCapacity: true)
    }
    let raw = UnsafeRawBufferPointer(bytes)
    while start + CacheSum.block <= raw.count {
      mix(raw, at: start)
      start += CacheSum.block
    }
    rest += bytes[start...]
  }

  /// The sum: sixteen hexadecimal digits.
  func text() -> String {
    var last = self
    if !rest.isEmpty {
      let filled = rest + Array(repeating: 0, count: CacheSum.block - rest.count)
      filled.withUnsafeBytes { last.mix($0, at: 0) }
    }
    var value = UInt64(count)
    for lane in [last.lanes.0, last.lanes.1, last.lanes.2, last.lanes.3] { value = CacheSum.mixed(value, lane) }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @inline(__always)
  private static func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let product = (lane ^ word) &* factor
    return product ^ (product >> 32)
  }

  @inline(__always)
  private mutating func mix(_ bytes: UnsafeRawBufferPointer, at: Int) {
    lanes.0 = CacheSum.mixed(lanes.0, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    lanes.1 = CacheSum.mixed(lanes.1, bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
    lanes.2 = CacheSum.mixed(lanes.2, bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
    lanes.3 = CacheSum.mixed(lanes.3, bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
  }
}

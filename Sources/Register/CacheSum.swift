// SPDX-License-Identifier: GPL-3.0-or-later
internal import CZlib

/// The CRC-32 of a file's bytes, in whatever pieces they come: tells damage, not malice.
struct CacheSum {
  private var value: UInt = 0

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { add($0) } }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    // A null pointer would start anew.
    guard let start = bytes.baseAddress else { return }
    value = crc32_z(value, start, bytes.count)
  }

  /// The sum in hexadecimal digits.
  func text() -> String { String(value, radix: 16) }
}

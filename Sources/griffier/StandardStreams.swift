// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc
import Pipeline

/// Standard output, for data only.
struct StandardOutput {
  private var buffer: [UInt8] = []

  /// Writes when enough has come together.
  mutating func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left. Ends the process quietly when nobody reads any more.
  mutating func flush() throws {
    var sent = 0
    while sent < buffer.count {
      let count = buffer.withUnsafeBytes { Glibc.write(1, $0.baseAddress.map { $0 + sent }, $0.count - sent) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { Glibc.exit(0) }
        throw RunError(.ioError, "standard output: \(String(cString: strerror(errno)))")
      }
      sent += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Standard error, for everything that is not data.
enum StandardError {
  /// Whether somebody watches.
  static var isTerminal: Bool { isatty(2) == 1 }

  /// Writes a line.
  static func note(_ line: String) { write(line + "\n") }

  /// Writes text as it is.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(2, bytes, bytes.count)
  }
}

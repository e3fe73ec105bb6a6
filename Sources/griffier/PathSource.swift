// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc
import Synchronization

/// Paths as bytes: a file's name need not be UTF-8, and a Swift string would silently repair it.
enum PathSource {
  /// The bytes of arguments as the system handed them over.
  static func bytes(ofArguments arguments: [String]) -> [[UInt8]] {
    var originals: [String: [UInt8]] = [:]
    for i in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = CommandLine.unsafeArgv[i] else { continue }
      let bytes = Array(UnsafeBufferPointer(start: argument, count: strlen(argument))).map { UInt8(bitPattern: $0) }
      originals[String(decoding: bytes, as: UTF8.self)] = bytes
    }
    return arguments.map { originals[$0] ?? Array($0.utf8) }
  }

  /// Gives these paths; in the place of `-` those that standard input lists, each ended by `separator`.
  static func reader(of paths: [[UInt8]], separator: UInt8) -> @Sendable () -> [UInt8]? {
    let state = Mutex((rest: paths[...], input: LineInput(separator: separator), reading: false))
    return {
      state.withLock { state in
        while true {
          if state.reading {
            if let path = state.input.next() { return path }
            state.reading = false
          }
          guard let path = state.rest.popFirst() else { return nil }
          if path == [0x2D] { state.reading = true } else { return path }
        }
      }
    }
  }
}

/// Standard input in pieces; empty ones are passed over.
struct LineInput {
  private let separator: UInt8
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  init(separator: UInt8) { self.separator = separator }

  /// The next piece, without what ended it; `nil` at the end.
  mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: separator) {
        let piece = Array(buffer[start..<end])
        start = end + 1
        searched = start
        if piece.isEmpty { continue }
        return piece
      }
      if isAtEnd {
        let piece = Array(buffer[start...])
        start = buffer.count
        return piece.isEmpty ? nil : piece
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      fill()
    }
  }

  private mutating func fill() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { buffer += chunk[..<count] }
      return
    }
  }
}

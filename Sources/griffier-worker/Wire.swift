// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc
import Model

/// The worker's end of the socket: whole frames, blocking. A broken socket ends the process; there is nobody left to tell.
final class Wire {
  private let fd: Int32
  private var decoder = FrameDecoder()
  private var waiting: [Frame] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(_ fd: Int32) { self.fd = fd }

  /// The next frame, or `nil` when the parent has hung up.
  func receive() -> Frame? {
    while waiting.isEmpty {
      let count = read(fd, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { return nil }
      guard let frames = try? decoder.append(buffer[0..<count]) else { return nil }
      waiting = frames
    }
    return waiting.removeFirst()
  }

  /// Sends a frame whole.
  func send(_ frame: Frame) {
    send(Frame.head(kind: frame.kind, id: frame.id, count: frame.payload.count))
    send(frame.payload)
  }

  private func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(fd, $0.baseAddress.map { $0 + sent }, $0.count - sent) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(0)
      }
      sent += count
    }
  }
}

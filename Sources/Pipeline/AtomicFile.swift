// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// A file that is replaced whole or not at all: written beside its place, synced, renamed.
///
/// The unfinished file has a fixed name, so that one left by a killed run is overwritten by the next; the run's lock keeps two
/// writers apart.
final class AtomicFile {
  private let folder: [UInt8]
  private let path: [UInt8]
  private let unfinished: [UInt8]
  private var fd: Int32
  private var buffer: [UInt8] = []
  /// Bytes written so far.
  private(set) var count = 0

  /// Begins a file.
  ///
  /// - Parameter series: What files share that are never written at the same time, each under a name of its own; without it the
  ///   unfinished one of a killed run would stay for ever.
  /// - Throws: ``RunError`` 73.
  init(folder: String, name: String, series: String? = nil) throws(RunError) {
    self.folder = Array(folder.utf8)
    path = Array("\(folder)/\(name)".utf8)
    unfinished = Array("\(folder)/.\(series ?? name).unfinished".utf8)
    fd = unfinished.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    if fd < 0 { throw RunError(.cannotCreate, "\(PrintableText(unfinished)): \(systemMessage(errno))") }
  }

  deinit {
    if fd >= 0 {
      close(fd)
      _ = unfinished.withCString { unlink($0) }
    }
  }

  /// Adds bytes.
  ///
  /// - Throws: ``RunError`` 74.
  func write(_ bytes: [UInt8]) throws(RunError) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Puts everything on disk under the unfinished name.
  ///
  /// - Throws: ``RunError`` 74. A failed fsync is final: what reached the disk is not known.
  func sync() throws(RunError) {
    try flush()
    if fsync(fd) != 0 { throw failure() }
  }

  /// Gives the file its name. Only after ``sync()``.
  func publish() throws(RunError) {
    let result = unfinished.withCString { old in path.withCString { new in rename(old, new) } }
    if result != 0 { throw failure() }
    let closed = close(fd)
    fd = -1
    if closed != 0 { throw failure() }
  }

  /// Makes renames in a folder last.
  static func syncFolder(_ folder: String) throws(RunError) {
    let fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if fd < 0 { throw RunError(.ioError, "\(folder): \(systemMessage(errno))") }
    defer { close(fd) }
    if fsync(fd) != 0 { throw RunError(.ioError, "\(folder): \(systemMessage(errno))") }
  }

  private func flush() throws(RunError) {
    var written = 0
    while written < buffer.count {
      let got = buffer.withUnsafeBytes { Glibc.write(fd, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw failure() }
      written += got
    }
    count += written
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> RunError { RunError(.ioError, "\(PrintableText(path)): \(systemMessage(errno))") }
}

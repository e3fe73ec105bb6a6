// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import Glibc

/// Keeps two runs out of one output folder. The system lets go of it when the process ends, however it ends.
final class RunLock {
  private let fd: Int32

  /// Takes the lock.
  ///
  /// - Throws: ``RunError`` 75 when another run holds it, 73 when it cannot be made.
  init(folder: String) throws(RunError) {
    let path = "\(folder)/lock"
    fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    if fd < 0 { throw RunError(.cannotCreate, "\(path): \(systemMessage(errno))") }
    if flock(fd, LOCK_EX | LOCK_NB) != 0 {
      let error = errno
      close(fd)
      if error == EWOULDBLOCK { throw RunError(.temporary, "another run is at work in \(PrintableText(folder))") }
      throw RunError(.ioError, "\(path): \(systemMessage(error))")
    }
  }

  deinit {
    // Explicitly: a worker that is just being started may still hold a copy of the descriptor.
    flock(fd, LOCK_UN)
    close(fd)
  }

  /// Whether a run is at work in a folder.
  static func isHeld(in folder: String) -> Bool {
    // The system's list of locks: to try the lock would turn away a run that starts just then.
    var status = stat()
    guard stat("\(folder)/lock", &status) == 0,
      let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return false }
    return locks.split(separator: "\n").contains { line in
      line.contains(" FLOCK ") && line.contains(":\(status.st_ino) ")
    }
  }

  /// Makes a folder with those above it, so that they last.
  ///
  /// - Throws: ``RunError`` 73.
  static func makeFolder(_ path: String) throws(RunError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      let above = prefix.isEmpty ? "." : prefix
      prefix += part + "/"
      if mkdir(prefix, 0o755) == 0 {
        try AtomicFile.syncFolder(above)
      } else if errno != EEXIST {
        throw RunError(.cannotCreate, "the folder \(PrintableText(prefix)) cannot be made: \(systemMessage(errno))")
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw RunError(.cannotCreate, "\(PrintableText(path)) is no folder")
    }
  }
}

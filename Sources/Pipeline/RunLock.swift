// SPDX-License-Identifier: GPL-3.0-or-later
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
      if error == EWOULDBLOCK { throw RunError(.temporary, "another run is at work in \(folder)") }
      throw RunError(.ioError, "\(path): \(systemMessage(error))")
    }
  }

  deinit {
    // Explicitly: a worker that is just being started may still hold a copy of the descriptor.
    flock(fd, LOCK_UN)
    close(fd)
  }

  /// Makes a folder with those above it.
  ///
  /// - Throws: ``RunError`` 73.
  static func makeFolder(_ path: String) throws(RunError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += part + "/"
      if mkdir(prefix, 0o755) != 0, errno != EEXIST {
        throw RunError(.cannotCreate, "\(prefix): \(systemMessage(errno))")
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw RunError(.cannotCreate, "\(path): is no folder")
    }
  }
}

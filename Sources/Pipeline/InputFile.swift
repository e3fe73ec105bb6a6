// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// A file's identity on disk: what tells a changed file from an unchanged one without opening it.
public struct FileStamp: Sendable, Equatable {
  /// Size in bytes.
  public var size: Int
  /// Time of the last change of content, nanoseconds since 1970.
  public var modified: Int64
  /// Time of the last change of content or name, nanoseconds since 1970.
  public var changed: Int64
  /// Inode.
  public var inode: UInt64

  init(_ status: stat) {
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    inode = UInt64(status.st_ino)
  }

  /// Creates a stamp.
  public init(size: Int, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }
}

/// Why there is no record of a file.
public struct FileFailure: Error, Sendable, Equatable {
  /// Stable code: `unreadable`, `empty`, `encrypted`, `damaged`, `timeout`, `crash`, …
  public var code: String
  /// One sentence for a person; the same for the same bytes.
  public var message: String
  /// Page, from 1, where one can be named.
  public var page: Int?

  /// Creates a failure.
  public init(code: String, message: String, page: Int? = nil) {
    self.code = code
    self.message = message
    self.page = page
  }
}

/// Reads files that strangers put there: regular files only, no symbolic link, no more than the limit, whole or not at all.
public struct InputFile: Sendable {
  /// The content.
  public var bytes: [UInt8]
  /// What the file was when it was read.
  public var stamp: FileStamp

  /// Largest file that is read.
  public static let sizeLimit = Frame.documentLimit

  /// Reads a file by its path's bytes.
  ///
  /// - Throws: ``FileFailure`` `missing`, `unreadable`, `not-a-file`, `symbolic-link`, `empty`, `too-large` or `unstable`.
  public init(path: [UInt8]) throws(FileFailure) {
    // O_NONBLOCK: opening a named pipe would wait for ever.
    let fd = path.withCString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    if fd < 0 { throw InputFile.failure(errno) }
    defer { close(fd) }
    var before = stat()
    if fstat(fd, &before) != 0 { throw InputFile.failure(errno) }
    guard before.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure(code: "not-a-file", message: "is no regular file")
    }
    let size = Int(before.st_size)
    if size > InputFile.sizeLimit {
      throw FileFailure(code: "too-large", message: "has \(size) bytes, more than \(InputFile.sizeLimit)")
    }
    if size == 0 { throw FileFailure(code: "empty", message: "the file is empty") }
    var problem: Int32 = 0
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = Glibc.read(fd, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { return }
        count += got
      }
    }
    if problem != 0 { throw InputFile.failure(problem) }
    var after = stat()
    if fstat(fd, &after) != 0 { throw InputFile.failure(errno) }
    stamp = FileStamp(after)
    if stamp != FileStamp(before) || bytes.count != size {
      throw FileFailure(code: "unstable", message: "changed while it was read")
    }
  }

  static func failure(_ error: Int32) -> FileFailure {
    switch error {
    case ENOENT, ENOTDIR: FileFailure(code: "missing", message: "does not exist")
    case ELOOP: FileFailure(code: "symbolic-link", message: "is a symbolic link; links are not followed")
    case ENXIO: FileFailure(code: "not-a-file", message: "is no regular file")
    default: FileFailure(code: "unreadable", message: "cannot be read: \(systemMessage(error))")
    }
  }
}

/// What the system calls an error.
func systemMessage(_ error: Int32) -> String { strerror(error).map { String(cString: $0) } ?? "error \(error)" }

extension [UInt8] {
  /// Calls a C function with these bytes as a path.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (self + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { chars in
        guard let base = chars.baseAddress else { preconditionFailure("an array with a byte has an address") }
        return try body(base)
      }
    }
  }
}

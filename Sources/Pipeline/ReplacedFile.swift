// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// A file of a command's that is replaced whole or not at all.
public final class ReplacedFile {
  private let folder: String
  private let file: AtomicFile

  /// Begins a file.
  ///
  /// - Throws: ``RunError`` 73 where it cannot be made.
  public init(path: String) throws(RunError) {
    let cut = path.lastIndex(of: "/")
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if name.isEmpty || name == "." || name == ".." {
      throw RunError(.cannotCreate, "\(PrintableText(path)): no name for a file")
    }
    // Two commands at once write two files; the later one stays.
    file = try AtomicFile(folder: folder, name: name, series: "\(name).\(getpid())")
  }

  /// Adds text.
  ///
  /// - Throws: ``RunError`` 74.
  public func write(_ text: String) throws(RunError) { try file.write(Array(text.utf8)) }

  /// Puts the file in its place.
  ///
  /// - Throws: ``RunError`` 74.
  public func publish() throws(RunError) {
    try file.sync()
    try file.publish()
    try AtomicFile.syncFolder(folder)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import CFiles
internal import Foundation
internal import Glibc

/// A folder of exported files that is replaced whole or not at all.
///
/// Files are written into a folder beside it, which then changes names with it: whoever opens the folder finds the files of one
/// export, never of two.
final class ExportFolder {
  /// What tells a folder of ours from one that must not be replaced.
  static let manifest = "export.json"

  private let path: String
  private let parent: String
  private let unfinished: String
  private let lock: Int32
  private var files: [String: AtomicFile] = [:]
  /// Bytes of each file that was written.
  private(set) var sizes: [String: Int] = [:]

  /// Begins an export.
  ///
  /// - Throws: ``RunError`` 73 for a folder that holds something else or cannot be made, 75 when another export is at work on it.
  init(_ name: String) throws(RunError) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: true)
    guard let last = parts.last, last != ".", last != ".." else {
      throw RunError(.cannotCreate, "\(PrintableText(name)): no name for a folder that is replaced whole")
    }
    parent = (name.hasPrefix("/") ? "/" : "") + (parts.count > 1 ? parts.dropLast().joined(separator: "/") : ".")
    path = "\(parent)/\(last)"
    unfinished = "\(parent)/.\(last).unfinished"
    try RunLock.makeFolder(parent)
    try ExportFolder.check(path)
    try RunLock.makeFolder(unfinished)
    lock = open(unfinished, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if lock < 0 { throw RunError(.cannotCreate, "\(PrintableText(unfinished)): \(systemMessage(errno))") }
    if flock(lock, LOCK_EX | LOCK_NB) != 0 {
      throw RunError(.temporary, "another export is at work on \(PrintableText(name))")
    }
    // What a killed export left.
    for old in (try? FileManager.default.contentsOfDirectory(atPath: unfinished)) ?? [] {
      try ExportFolder.remove("\(unfinished)/\(old)")
    }
  }

  deinit {
    files = [:]
    if lock >= 0 { Glibc.close(lock) }
  }

  /// Adds bytes to a file.
  func write(_ bytes: [UInt8], to name: String) throws(RunError) {
    if files[name] == nil { files[name] = try AtomicFile(folder: unfinished, name: name) }
    try files[name]?.write(bytes)
  }

  /// Ends a file.
  func close(_ name: String) throws(RunError) {
    guard let file = files.removeValue(forKey: name) else { return }
    try file.sync()
    sizes[name] = file.count
    try file.publish()
  }

  /// Ends all files and puts the folder in its place.
  func publish() throws(RunError) {
    for name in files.keys.sorted() { try close(name) }
    try AtomicFile.syncFolder(unfinished)
    if rename(unfinished, path) == 0 { return try AtomicFile.syncFolder(parent) }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw failure() }
    // Looked at again: much may have happened since.
    try ExportFolder.check(path)
    if griffier_exchange(unfinished, path) != 0 {
      // A file system that cannot exchange: for a moment there is no folder of the name.
      guard errno == EINVAL || errno == ENOSYS else { throw failure() }
      let previous = unfinished + ".previous"
      try ExportFolder.remove(previous)
      if rename(path, previous) != 0 || rename(unfinished, path) != 0 { throw failure() }
      try AtomicFile.syncFolder(parent)
      return try ExportFolder.remove(previous)
    }
    try AtomicFile.syncFolder(parent)
    try ExportFolder.remove(unfinished)
  }

  /// Refuses to replace what no export made.
  private static func check(_ path: String) throws(RunError) {
    var status = stat()
    if lstat(path, &status) != 0 { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"]
      if names.isEmpty || names.contains(manifest) { return }
    }
    throw RunError(.cannotCreate, "\(PrintableText(path)): is there and is no export, and is not replaced")
  }

  private static func remove(_ path: String) throws(RunError) {
    var status = stat()
    if lstat(path, &status) != 0 { return }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw RunError(.ioError, "\(PrintableText(path)) cannot be removed")
    }
  }

  private func failure() -> RunError { RunError(.ioError, "\(PrintableText(path)): \(systemMessage(errno))") }
}

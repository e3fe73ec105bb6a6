// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// The files below a folder, by the bytes of their paths, in the order of those bytes. Follows no link and leaves no file system.
struct FolderWalk {
  /// A file that was seen.
  struct Entry: Sendable, Equatable {
    /// Path below the folder.
    var path: [UInt8]
    /// What it is on disk.
    var stamp: FileStamp
  }

  /// Deeper folders are left alone.
  static let depthLimit = 64

  /// Regular files that are to be read, in order.
  private(set) var entries: [Entry] = []
  /// What fits the include globs, but is no regular file, is hidden, or is still being copied: path and reason.
  private(set) var skipped: [(path: [UInt8], reason: String)] = []
  /// Folders that could not be listed, and files of which not even the kind could be found out: path and why, as a sentence.
  private(set) var unreadable: [(path: [UInt8], message: String)] = []

  private let include: [Glob]
  private let exclude: [Glob]

  /// Walks over a folder.
  ///
  /// - Throws: ``RunError`` 66 when the folder cannot be listed.
  init(_ folder: [UInt8], include: [String], exclude: [String]) throws(RunError) {
    self.include = include.compactMap(Glob.init)
    self.exclude = exclude.compactMap(Glob.init)
    var status = stat()
    guard folder.withCString({ stat($0, &status) }) == 0 else {
      throw RunError(.noInput, "the input folder \(PrintableText(folder)): \(systemMessage(errno))")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw RunError(.noInput, "the input folder \(PrintableText(folder)) is no folder")
    }
    let device = status.st_dev
    var folders: [(path: [UInt8], depth: Int)] = [([], 0)]
    while let (path, depth) = folders.popLast() {
      let full = path.isEmpty ? folder : folder + [0x2F] + path
      let (names, problem) = FolderWalk.names(in: full)
      if problem != 0 {
        if path.isEmpty {
          throw RunError(.noInput, "the input folder \(PrintableText(folder)): \(systemMessage(problem))")
        }
        unreadable.append((path, "the folder cannot be listed: \(systemMessage(problem))"))
      }
      for name in names {
        let child = path.isEmpty ? name : path + [0x2F] + name
        if (full + [0x2F] + name).withCString({ lstat($0, &status) }) != 0 {
          // What is gone by now was not there; what cannot be looked at is, and may be a letter.
          let error = errno
          if error != ENOENT, fits(child) {
            unreadable.append((child, "cannot be looked at: \(systemMessage(error))"))
          }
          continue
        }
        if status.st_mode & S_IFMT == S_IFDIR {
          if name.first == 0x2E { continue }
          if status.st_dev != device || depth == FolderWalk.depthLimit {
            let reason = depth == FolderWalk.depthLimit ? "lies too deep" : "lies on another file system"
            unreadable.append((child, "the folder is not listed: it \(reason)"))
          } else {
            folders.append((child, depth + 1))
          }
          continue
        }
        take(child, name: name, status)
      }
    }
    entries.sort { $0.path.lexicographicallyPrecedes($1.path) }
    skipped.sort { $0.path.lexicographicallyPrecedes($1.path) }
    unreadable.sort { $0.path.lexicographicallyPrecedes($1.path) }
  }

  private mutating func take(_ path: [UInt8], name: [UInt8], _ status: stat) {
    guard fits(path) else { return }
    if name.first == 0x2E {
      skipped.append((path, "hidden"))
    } else if status.st_mode & S_IFMT == S_IFLNK {
      skipped.append((path, "symbolic-link"))
    } else if status.st_mode & S_IFMT != S_IFREG {
      skipped.append((path, "not-a-file"))
    } else {
      entries.append(Entry(path: path, stamp: FileStamp(status)))
    }
  }

  private func fits(_ path: [UInt8]) -> Bool {
    include.contains { $0.matches(path) } && !exclude.contains { $0.matches(path) }
  }

  /// The names in a folder, and the error that kept some or all of them back; 0 for none.
  private static func names(in folder: [UInt8]) -> (names: [[UInt8]], problem: Int32) {
    guard let handle = folder.withCString({ opendir($0) }) else { return ([], errno) }
    defer { closedir(handle) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(handle) else { return (names, errno) }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      names.append(name)
    }
  }
}

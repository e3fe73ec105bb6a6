// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// The files of the repository, as text.
struct SourceTree {
  /// A file and where it lies, from the root.
  struct File: Sendable {
    let path: String
    let text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The folder below `Sources` or `Tests`: the target's name.
    var target: String { String(path.split(separator: "/")[1]) }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All files of some folders whose names end in one of some ways.
  static func files(in folders: [String], endings: [String]) -> [File] {
    var files: [File] = []
    for folder in folders {
      let url = root.appendingPathComponent(folder)
      guard let walk = FileManager.default.enumerator(atPath: url.path) else { continue }
      for case let name as String in walk where endings.contains(where: { name.hasSuffix($0) }) {
        guard let text = try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8) else { continue }
        files.append(File(path: folder + "/" + name, text: text))
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  static let swift = files(in: ["Sources", "Tests"], endings: [".swift"])
  static let sources = files(in: ["Sources"], endings: [".swift"])
}

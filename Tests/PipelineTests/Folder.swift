// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// A folder that goes away with its last user.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "griffier-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    // A minute old: a run waits for files that were just written.
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: url.path)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name)), as: UTF8.self)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  func names() throws -> [String] { try Folder.names(path) }

  static func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// The tables of an output folder, by name.
  func tables() throws -> [String: String] {
    var tables: [String: String] = [:]
    for name in try names() where name.hasSuffix(".jsonl") { tables[name] = try read(name) }
    return tables
  }
}

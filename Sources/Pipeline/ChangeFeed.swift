// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import Output

/// What a run changed for those who keep copies, in letters.
public struct ChangeCounts: Sendable, Equatable {
  /// Letters that came.
  public var added = 0
  /// Letters whose path, record or twins changed.
  public var replaced = 0
  /// Letters that went.
  public var deleted = 0

  /// Each count under its name.
  public var named: [(name: String, count: Int)] { [("added", added), ("replaced", replaced), ("deleted", deleted)] }
}

/// `changes/<run>.jsonl`: what must be done downstream so that it holds the letters of the last publication, and no others.
///
/// A line a letter, by its content: `delete`, then `replace`, then `add`, each in the order of the ids, so that a reader who
/// takes the lines as they come never holds two letters of one path. Taking a feed twice does no harm. A run after which
/// nothing has changed leaves no feed.
struct ChangeFeed {
  /// The folder of the feeds within a pipeline's output.
  static let folder = "changes"

  /// What is to be done.
  enum Kind: String, Sendable { case add, replace, delete }

  /// One letter that came, changed or went.
  struct Entry: Sendable, Equatable {
    var kind: Kind
    /// The content.
    var sha256: String
    /// The first path under which it is seen, or was seen last.
    var path: [UInt8]
    /// `replace`: the path it was published under before, where that is another one.
    var previousPath: [UInt8]?
    /// `delete`: the content that is now at its path.
    var supersededBy: String?
    /// The ids of the letters that are this one in another layout, now; a letter whose twins came or went is replaced.
    var twins: [String] = []
  }

  let output: String
  let run: Int64

  /// Writes the feed; does nothing when nothing has changed.
  ///
  /// - Returns: The lines of each kind.
  func write(_ ledger: Ledger, engine: Int64) throws(RunError) -> ChangeCounts {
    var file: AtomicFile?
    var counts = ChangeCounts()
    let folder = "\(output)/\(ChangeFeed.folder)"
    try ledger.forEachChange(run: run, engine: engine) { (entry) throws(RunError) in
      if file == nil {
        try RunLock.makeFolder(folder)
        file = try AtomicFile(folder: folder, name: "\(run).jsonl", series: ChangeFeed.folder)
      }
      try file?.write(ChangeFeed.line(entry))
      switch entry.kind {
      case .add: counts.added += 1
      case .replace: counts.replaced += 1
      case .delete: counts.deleted += 1
      }
    }
    guard let file else { return counts }
    try file.sync()
    try file.publish()
    try AtomicFile.syncFolder(folder)
    return counts
  }

  /// The number of the last feed in an output folder, 0 for none. A ledger that is begun anew beside old feeds counts on from there, so
  /// that whoever takes feeds in their order misses none.
  static func last(in output: String) -> Int64 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(output)/\(folder)")) ?? []
    return names.compactMap { $0.hasSuffix(".jsonl") ? Int64($0.dropLast(6)) : nil }.max() ?? 0
  }

  /// A line of the feed.
  static func line(_ entry: Entry) -> [UInt8] {
    var json = JSONBuffer(capacity: 256)
    json.beginObject()
    json.key("schema")
    json.string("griffier.change/1")
    json.key("change")
    json.string(entry.kind.rawValue)
    json.key("id")
    json.string(String(entry.sha256.prefix(16)))
    json.key("sha256")
    json.string(entry.sha256)
    json.key("path")
    json.raw(RecordPath(entry.path).json[...])
    if let previous = entry.previousPath {
      json.key("previousPath")
      json.string(String(decoding: previous, as: UTF8.self))
    }
    if let by = entry.supersededBy {
      json.key("supersededBy")
      json.string(String(by.prefix(16)))
    }
    if !entry.twins.isEmpty {
      json.key("twins")
      json.beginArray()
      for twin in entry.twins { json.string(twin) }
      json.endArray()
    }
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import Model
public import Output

/// What a pipeline published last, written for others: all of it, or what has changed since a run.
///
/// Either way it also names what those downstream may hold and must not hold any more, so that it can be taken on top of any earlier
/// export of the same pipeline.
public struct Export: Sendable {
  /// What was written.
  public struct Summary: Sendable {
    /// The run whose letters they are: what a later increment is `since`.
    public var run = 0
    /// Letters that were written.
    public var letters = 0
    /// Letters that are gone.
    public var gone = 0
    /// Bytes of each file.
    public var files: [String: Int] = [:]
  }

  private let results: String
  private let format: ExportFormat
  private let name: String
  private let since: Int?

  /// Prepares an export.
  ///
  /// - Parameters:
  ///   - results: The pipeline's output folder.
  ///   - name: What indexes, collections and the SQL schema are called.
  ///   - since: A run whose export those downstream hold; `nil` for a whole export.
  public init(results: String, format: ExportFormat, name: String, since: Int?) {
    self.results = results
    self.format = format
    self.name = name
    self.since = since
  }

  /// Writes the export into a folder that is replaced whole.
  ///
  /// - Throws: ``RunError`` 64 for a run there was not, 65 for a damaged change feed, 66 where nothing was published, 73, 74, 75.
  public func callAsFunction(to path: String) throws(RunError) -> Summary {
    guard let ledger = try Ledger(existingIn: results) else {
      throw RunError(.noInput, "\(PrintableText(results)): nothing was run here yet")
    }
    let folder = try ExportFolder(path)
    var summary = Summary()
    var writer: (any ExportWriter)?
    try ledger.forEachExport { (run) throws(RunError) in
      summary.run = run
      var begun = format.writer(name: name, run: run, since: since)
      try Export.take(begun.begin(), folder)
      writer = begun
      guard let since else { return nil }
      if since > run { throw RunError(.usage, "run \(since) has not ended; the last one that has is \(run)") }
      return try ChangeFeed.contents(in: results, since: since)
    } _: { (content) throws(RunError) in
      let letter = try content.record.map { (record) throws(RunError) in
        ExportedLetter(try Export.line(record, content.sha256), path: RecordPath(content.path ?? []))
      }
      // Without any record of it, as where the ledger was begun anew: the letter's own document is all that can be named.
      var gone: Set<ExportIdentifier> = letter == nil ? [ExportIdentifier(letter: content.sha256)] : []
      for record in content.earlier {
        gone.formUnion(ExportedLetter(try Export.line(record, content.sha256), path: RecordPath([])).identifiers)
      }
      if let letter { gone.subtract(letter.identifiers) }
      summary.letters += letter == nil ? 0 : 1
      summary.gone += letter == nil ? 1 : 0
      let id = Array(LetterEncoder.id(sha256: content.sha256).utf8)
      let steps = writer?.add(id, letter, gone: gone.sorted(by: ExportIdentifier.isBefore)) ?? []
      try Export.take(steps, folder)
    }
    try Export.take(writer?.end() ?? [], folder)
    try folder.write(manifest(summary), to: ExportFolder.manifest)
    try folder.publish()
    summary.files = folder.sizes
    return summary
  }

  /// The run that an export holds, as its `export.json` says.
  ///
  /// - Throws: ``RunError`` 66 where the folder holds no export, 65 where what it says cannot be read.
  public static func run(heldBy folder: String) throws(RunError) -> Int {
    let path = "\(folder)/\(ExportFolder.manifest)"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError(.noInput, "\(PrintableText(path)): not there, so nothing can be told to have changed since")
    }
    do { return try JSONDecoder().decode(Manifest.self, from: data).run } catch {
      throw RunError(.dataError, "\(PrintableText(path)): names no run")
    }
  }

  private struct Manifest: Decodable { var run: Int }

  private static func take(_ steps: [ExportStep], _ folder: ExportFolder) throws(RunError) {
    for step in steps {
      switch step {
      case .write(let file, let bytes): try folder.write(bytes, to: file)
      case .close(let file): try folder.close(file)
      }
    }
  }

  private static func line(_ record: [UInt8], _ sha256: String) throws(RunError) -> RecordLine {
    do throws(JSONError) {
      return try RecordLine(record, sha256: sha256)
    } catch {
      throw RunError(.software, "the ledger holds a record of \(sha256) that is none: \(error.message)")
    }
  }

  /// What the folder holds; `run` is what the next increment is `--since`.
  private func manifest(_ summary: Summary) -> [UInt8] {
    var json = JSONBuffer()
    json.beginObject()
    for (key, value) in [
      ("schema", "griffier.export/1"), ("version", Product.version), ("format", format.rawValue), ("name", name),
    ] {
      json.key(key)
      json.string(value)
    }
    json.key("run")
    json.int(summary.run)
    if let since {
      json.key("since")
      json.int(since)
    }
    json.key("letters")
    json.int(summary.letters)
    json.key("gone")
    json.int(summary.gone)
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

extension ChangeFeed {
  private struct Line: Decodable { var sha256: String }

  /// The contents that the feeds of runs after `since` name, in the order of their hashes.
  ///
  /// - Throws: ``RunError`` 65 for a feed that is none, 74.
  static func contents(in output: String, since: Int) throws(RunError) -> [String] {
    let folder = "\(output)/\(ChangeFeed.folder)"
    var found: Set<String> = []
    // No folder: nothing has changed since the first run, which gives a feed, so nothing was ever published.
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      guard name.hasSuffix(".jsonl"), let number = Int(name.dropLast(6)), number > since else { continue }
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw RunError(.ioError, "\(PrintableText("\(folder)/\(name)")) cannot be read")
      }
      for (i, line) in data.split(separator: 0x0A).enumerated() {
        guard let entry = try? JSONDecoder().decode(Line.self, from: line), entry.sha256.utf8.count == 64 else {
          throw RunError(.dataError, "\(PrintableText("\(folder)/\(name)")):\(i + 1): no line of a change feed")
        }
        found.insert(entry.sha256)
      }
    }
    return found.sorted()
  }
}

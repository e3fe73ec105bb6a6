// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model
internal import Output

/// Makes the tables of an output folder from the ledger: whole, in the order of the paths' bytes, the same bytes for the same letters.
struct Publication {
  static let failures = "failed.jsonl"
  /// Of what is made of the records beyond the engine that made them; a new number writes the tables anew. 2: twins.
  private static let version = 2

  let folder: String
  let tables: [RecordTable]

  /// Rows of each table a run gives, those included that are not written.
  typealias Rows = [RecordTable: Int]

  /// What was published.
  struct Result {
    var rows: Rows
    /// The rows of the publication before; `nil` for the first one.
    var before: Rows?
    /// What that changed for those who keep copies.
    var changes = ChangeCounts()
  }

  /// Writes what has changed since it was last written; names already published stay whole until the moment they are replaced.
  func callAsFunction(_ ledger: Ledger, run: Int64, engine: Int64) throws(RunError) -> Result {
    let fingerprint = "\(Product.version) \(Publication.version) " + (try ledger.fingerprint(run: run, engine: engine))
    if let rows = try unchanged(ledger, fingerprint) { return Result(rows: rows, before: rows) }
    let before = try rowsBefore(ledger)
    try ledger.linkTwins(run: run, engine: engine)
    var rows: Rows = [:]
    for table in RecordTable.allCases { rows[table] = 0 }
    var files: [(table: RecordTable, file: AtomicFile)] = []
    for table in tables { files.append((table, try AtomicFile(folder: folder, name: table.fileName))) }
    try ledger.forEachRecord(run: run, engine: engine) { (path, sha256, bytes, twins) throws(RunError) in
      let record: RecordLine
      do throws(JSONError) {
        record = try RecordLine(bytes, sha256: sha256)
      } catch {
        throw RunError(.software, "the ledger holds a record of \(sha256) that is none: \(error.message)")
      }
      for table in RecordTable.allCases { rows[table, default: 0] += record.count(table) }
      for (table, file) in files { try file.write(TableWriter(table)(record, path: RecordPath(path), twins: twins)) }
    }
    let failed = try AtomicFile(folder: folder, name: Publication.failures)
    try ledger.forEachFailure(run: run, engine: engine) { (path, sha256, failure) throws(RunError) in
      try failed.write(Publication.line(path, sha256, failure))
    }
    for (_, file) in files { try file.sync() }
    try failed.sync()
    for (_, file) in files { try file.publish() }
    try failed.publish()
    try removeOthers()
    try AtomicFile.syncFolder(folder)
    var published: [String: PublishedTable] = [:]
    for table in RecordTable.allCases {
      let bytes = files.first { $0.table == table }?.file.count ?? -1
      published[table.fileName] = PublishedTable(fingerprint: fingerprint, rows: rows[table] ?? 0, bytes: bytes)
    }
    published[Publication.failures] = PublishedTable(fingerprint: fingerprint, rows: 0, bytes: failed.count)
    let changes = try ChangeFeed(output: folder, run: run).write(ledger, engine: engine)
    let letters = try ledger.publication(named: fingerprint, run: run, engine: engine)
    try SearchResults.publish(letters, folder: folder, ledger) { () throws(RunError) in
      try ledger.publish(published, run: run, engine: engine)
    }
    return Result(rows: rows, before: before, changes: changes)
  }

  /// The lines of `failed.jsonl` as it was published last: what a person has been told.
  static func failuresTold(in folder: String) -> Set<[UInt8]> {
    guard let file = try? InputFile(path: Array("\(folder)/\(failures)".utf8)) else { return [] }
    return Set(file.bytes.split(separator: 0x0A).map { $0 + [0x0A] })
  }

  private func rowsBefore(_ ledger: Ledger) throws(RunError) -> Rows? {
    var rows: Rows = [:]
    for table in RecordTable.allCases {
      guard let last = try ledger.published(table.fileName) else { return nil }
      rows[table] = last.rows
    }
    return rows
  }

  /// The rows as they were published, when nothing has changed since and every file is there in its full length.
  private func unchanged(_ ledger: Ledger, _ fingerprint: String) throws(RunError) -> Rows? {
    var rows: Rows = [:]
    for table in RecordTable.allCases {
      guard let last = try ledger.published(table.fileName), last.fingerprint == fingerprint else { return nil }
      guard tables.contains(table) == (last.bytes >= 0), last.bytes < 0 || size(table.fileName) == last.bytes else {
        return nil
      }
      rows[table] = last.rows
    }
    guard let last = try ledger.published(Publication.failures), last.fingerprint == fingerprint else { return nil }
    return size(Publication.failures) == last.bytes ? rows : nil
  }

  private func size(_ name: String) -> Int? {
    var status = stat()
    return lstat("\(folder)/\(name)", &status) == 0 ? Int(status.st_size) : nil
  }

  /// A table that is no longer asked for would grow stale beside the others.
  private func removeOthers() throws(RunError) {
    for table in RecordTable.allCases where !tables.contains(table) {
      let path = "\(folder)/\(table.fileName)"
      if unlink(path) != 0, errno != ENOENT { throw RunError(.ioError, "\(path): \(systemMessage(errno))") }
    }
  }

  /// A line of `failed.jsonl`.
  static func line(_ path: [UInt8], _ sha256: String?, _ failure: FileFailure) -> [UInt8] {
    var json = JSONBuffer(capacity: 256)
    json.beginObject()
    json.key("path")
    json.raw(RecordPath(path).json[...])
    if let sha256 {
      json.key("sha256")
      json.string(sha256)
    }
    json.key("code")
    json.string(failure.code)
    json.key("message")
    json.string(failure.message)
    if let page = failure.page {
      json.key("page")
      json.int(page)
    }
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import GRDB
internal import Output

/// The books of a pipeline: which contents were read by which engine, where they were seen, and what came of them.
///
/// SQLite with a write-ahead log and full synchronisation. What is committed here is never lost; tables and reports are made of it.
/// Times never enter a record, so that what is published does not depend on when it was read.
final class Ledger: Sendable {
  /// What is known of a file before it is opened.
  struct Known: Sendable {
    /// The last sighting under this path.
    var sighting: Int64?
    var stamp: FileStamp?
    var sha256: String?
    /// Why it gave no content.
    var code: String?
    /// What became of that content in this engine.
    var document: DocumentState?
  }

  /// Where a content stands in this engine.
  enum DocumentState: Sendable, Equatable {
    case read
    case failed(code: String, attempts: Int)
    /// Sent to a worker by a run that did not live to see the answer.
    case sent(attempts: Int)
  }

  /// What a run tells the ledger.
  enum Change: Sendable {
    /// Files whose content is known: seen again as they were.
    case unchanged(sightings: [Int64])
    /// A file that was opened and hashed.
    case seen(path: [UInt8], stamp: FileStamp, sha256: String)
    /// A file that gave no content: refused, skipped or deferred, and why.
    /// `kept` names the content that stands for it until it can be read.
    case turnedAway(path: [UInt8], stamp: FileStamp?, outcome: Outcome, FileFailure, kept: String?)
    /// A content that was read, or could not be.
    case read(sha256: String, Result<RecordLine, FileFailure>)
  }

  /// What became of a file that gave no content.
  enum Outcome: String, Sendable { case refused, skipped, deferred }

  private let database: DatabaseQueue

  /// Opens or makes the ledger in a folder.
  ///
  /// - Throws: ``RunError`` 73, 74 or, for a ledger of a newer griffier, 78.
  init(folder: String) throws(RunError) {
    database = try Ledger.open("\(folder)/ledger.sqlite", readonly: false)
    let version = try read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if version > LedgerSchema.version {
      throw RunError(.configuration, "\(folder)/ledger.sqlite was written by a newer griffier")
    }
    if version < 1 { try write { try $0.execute(sql: LedgerSchema.create) } }
    if version < 2 { try write { try $0.execute(sql: LedgerSchema.addFeed) } }
    if version < 3 { try write { try Ledger.addTwins($0) } }
    if version < 4 { try write { try $0.execute(sql: LedgerSchema.addWorkers) } }
  }

  /// Opens a ledger to look something up; `nil` when there is none yet.
  init?(existingIn folder: String) throws(RunError) {
    let path = "\(folder)/ledger.sqlite"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    database = try Ledger.open(path, readonly: true)
    let version = try read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if !(1...LedgerSchema.version).contains(version) { return nil }
  }

  private static func open(_ path: String, readonly: Bool) throws(RunError) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(5)
    if !readonly {
      configuration.journalMode = .wal
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }
    do { return try DatabaseQueue(path: path, configuration: configuration) } catch { throw runError(error) }
  }

  /// The hash of the worker that had this stamp; `nil` where none was kept.
  func workerHash(_ stamp: String) throws(RunError) -> String? {
    try read { db in
      guard try db.tableExists("worker") else { return nil }
      return try String.fetchOne(db, sql: "SELECT hash FROM worker WHERE stamp = ?", arguments: [stamp])
    }
  }

  /// Keeps the hash of a worker, in place of those of others.
  func keep(_ hash: String, ofWorker stamp: String) throws(RunError) {
    try write { db in
      try db.execute(sql: "DELETE FROM worker")
      try db.execute(sql: "INSERT INTO worker(stamp, hash) VALUES (?, ?)", arguments: [stamp, hash])
    }
  }

  /// The number of an engine, or one that no record has when it never read here.
  func existingEngine(named name: String) throws(RunError) -> Int64 {
    try read { try Int64.fetchOne($0, sql: "SELECT id FROM engine WHERE name = ?", arguments: [name]) ?? -1 }
  }

  /// The number under which an engine's records are kept.
  func engine(named name: String) throws(RunError) -> Int64 {
    try write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO engine(name) VALUES (?)", arguments: [name])
      return try Int64.fetchOne(db, sql: "SELECT id FROM engine WHERE name = ?", arguments: [name]) ?? 0
    }
  }

  /// Opens a run and gives its number, which is above those of earlier runs and above `last`.
  func beginRun(engine: Int64, at time: String, after last: Int64) throws(RunError) -> Int64 {
    try write { db in
      try db.execute(
        sql: "INSERT INTO run(id, engine, started) SELECT 1 + max(coalesce(max(id), 0), ?), ?, ? FROM run",
        arguments: [last, engine, time]
      )
      return db.lastInsertedRowID
    }
  }

  /// Closes a run.
  func endRun(_ run: Int64, at time: String, counts: RunCounts) throws(RunError) {
    try write { db in
      try db.execute(
        sql: """
          UPDATE run SET finished = ?, seen = ?, ok = ?, partial = ?, failed = ?, refused = ?, skipped = ?, deferred = ? WHERE id = ?
          """,
        arguments: [
          time, counts.seen, counts.ok, counts.partial, counts.failed, counts.refused, counts.skipped, counts.deferred,
          run,
        ]
      )
    }
  }

  /// What is known of files, by their paths below the input folder.
  func known(_ paths: [[UInt8]], engine: Int64) throws(RunError) -> [Known] {
    try read { db in
      // One question a file: twenty thousand are asked before the first letter is read.
      let latest = try db.cachedStatement(
        sql: """
          SELECT s.id, s.size, s.modified, s.changed, s.inode, s.sha256, s.code, d.status, d.code, d.attempts FROM sighting s
          LEFT JOIN document d ON d.sha256 = s.sha256 AND d.engine = ? WHERE s.path = ? ORDER BY s.last_run DESC, s.id DESC LIMIT 1
          """
      )
      return try paths.map { path in
        guard let row = try Row.fetchOne(latest, arguments: [engine, Data(path)]) else { return Known() }
        var known = Known(sighting: row[0])
        if let size = row[1] as Int? {
          known.stamp = FileStamp(size: size, modified: row[2], changed: row[3], inode: UInt64(bitPattern: row[4]))
        }
        known.sha256 = row[5]
        known.code = row[6]
        known.document = Ledger.state(row, at: 7)
        return known
      }
    }
  }

  /// Where contents stand in an engine.
  func states(_ hashes: [String], engine: Int64) throws(RunError) -> [DocumentState?] {
    try read { db in try hashes.map { try Ledger.state(db, $0, engine) } }
  }

  /// Writes down that contents are about to be sent to a worker: should this process die over them, the next run knows.
  func countAttempts(_ hashes: [String], engine: Int64) throws(RunError) {
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO document(sha256, engine, status, attempts) VALUES (?, ?, 'sent', 1)
          ON CONFLICT(sha256, engine) DO UPDATE SET status = 'sent', attempts = attempts + 1, code = NULL, message = NULL, page = NULL
          """
      )
      for sha256 in hashes { try statement.execute(arguments: [sha256, engine]) }
    }
  }

  /// Takes what a run tells, all of it or nothing.
  func commit(_ changes: [Change], run: Int64, engine: Int64) throws(RunError) {
    try write { db in
      for change in changes { try Ledger.apply(change, run, engine, db) }
    }
  }

  /// Calls `body` for each content of a run that has a record, with the first path under which it was seen and the ids of its twins,
  /// in the order of the paths' bytes.
  func forEachRecord(
    run: Int64,
    engine: Int64,
    _ body: (_ path: [UInt8], _ sha256: String, _ record: [UInt8], _ twins: [String]) throws(RunError) -> Void
  ) throws(RunError) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, s.sha256, d.record, t.others FROM sighting s JOIN document d ON d.sha256 = s.sha256 AND d.engine = ?
          LEFT JOIN twin t ON t.sha256 = s.sha256
          WHERE s.last_run = ? AND d.record IS NOT NULL
            AND s.id = (SELECT f.id FROM sighting f WHERE f.sha256 = s.sha256 AND f.last_run = s.last_run ORDER BY f.path LIMIT 1)
          ORDER BY s.path
          """,
        arguments: [engine, run]
      )
      while let row = try rows.next() {
        let path = try row.withUnsafeData(atIndex: 0) { [UInt8]($0 ?? Data()) }
        let record = try row.withUnsafeData(atIndex: 2) { [UInt8]($0 ?? Data()) }
        try body(path, row[1], record, Ledger.ids(row[3] as String?))
      }
    }
  }

  /// Calls `body` for each file of a run that gave no record, in the order of the paths' bytes.
  func forEachFailure(
    run: Int64,
    engine: Int64,
    _ body: (_ path: [UInt8], _ sha256: String?, FileFailure) throws(RunError) -> Void
  ) throws(RunError) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, CASE s.outcome WHEN 'read' THEN s.sha256 END, coalesce(s.code, d.code), coalesce(s.message, d.message),
            CASE s.outcome WHEN 'read' THEN d.page END
          FROM sighting s LEFT JOIN document d ON d.sha256 = s.sha256 AND d.engine = ?
          WHERE s.last_run = ? AND (s.outcome IN ('refused', 'deferred') OR d.status = 'failed')
          ORDER BY s.path
          """,
        arguments: [engine, run]
      )
      while let row = try rows.next() {
        let path = try row.withUnsafeData(atIndex: 0) { [UInt8]($0 ?? Data()) }
        try body(path, row[1], FileFailure(code: row[2] ?? "", message: row[3] ?? "", page: row[4]))
      }
    }
  }

  /// What became of the files of a run.
  func counts(run: Int64, engine: Int64) throws(RunError) -> RunCounts {
    try read { try Ledger.counts($0, run: run, engine: engine) }
  }

  static func counts(_ db: Database, run: Int64, engine: Int64) throws -> RunCounts {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT CASE s.outcome WHEN 'read' THEN coalesce(d.status, 'lost') ELSE s.outcome END, count(*)
        FROM sighting s LEFT JOIN document d ON d.sha256 = s.sha256 AND d.engine = ? WHERE s.last_run = ? GROUP BY 1
        """,
      arguments: [engine, run]
    )
    var counts = RunCounts()
    for row in rows { counts.set(row[0], row[1]) }
    counts.seen = try Int.fetchOne(db, sql: "SELECT count(*) FROM sighting WHERE last_run = ?", arguments: [run]) ?? 0
    return counts
  }

  /// Hash of everything that decides what is published: where it is unchanged, so are the tables.
  func fingerprint(run: Int64, engine: Int64) throws(RunError) -> String {
    try read { db in
      var summary: [UInt8] = []
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, x'00' || coalesce(s.sha256, '') || x'00' || s.outcome || x'00' || coalesce(d.status, '') || x'00'
            || coalesce(d.code, s.code, '') || x'00' || coalesce(d.engine, 0) || x'0A'
          FROM sighting s LEFT JOIN document d ON d.sha256 = s.sha256 AND d.engine = ? WHERE s.last_run = ? ORDER BY s.path
          """,
        arguments: [engine, run]
      )
      while let row = try rows.next() {
        for column in 0...1 { try row.withUnsafeData(atIndex: column) { summary += $0 ?? Data() } }
      }
      return ContentHash.sha256(summary)
    }
  }

  /// What was published last under a name.
  func published(_ name: String) throws(RunError) -> PublishedTable? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT fingerprint, rows, bytes FROM published WHERE name = ?", arguments: [name])
        .map { PublishedTable(fingerprint: $0[0], rows: $0[1], bytes: $0[2]) }
    }
  }

  // MARK: - Statements

  private static func state(_ db: Database, _ sha256: String, _ engine: Int64) throws -> DocumentState? {
    let statement = try db.cachedStatement(
      sql: "SELECT status, code, attempts FROM document WHERE sha256 = ? AND engine = ?"
    )
    return try Row.fetchOne(statement, arguments: [sha256, engine]).flatMap { state($0, at: 0) }
  }

  /// A status, its code and the attempts, in columns from `first` on; `nil` where there is none.
  private static func state(_ row: Row, at first: Int) -> DocumentState? {
    switch row[first] as String? {
    case nil: nil
    case "sent": .sent(attempts: row[first + 2])
    case "failed": .failed(code: row[first + 1] ?? "", attempts: row[first + 2])
    default: .read
    }
  }

  private static func apply(_ change: Change, _ run: Int64, _ engine: Int64, _ db: Database) throws {
    switch change {
    case .unchanged(let sightings):
      let touch = try db.cachedStatement(sql: "UPDATE sighting SET last_run = ? WHERE id = ?")
      for sighting in sightings { try touch.execute(arguments: [run, sighting]) }
    case .seen(let path, let stamp, let sha256):
      try see(path, stamp, sha256: sha256, outcome: "read", nil, run, db)
    case .turnedAway(let path, let stamp, let outcome, let failure, let kept):
      try see(path, stamp, sha256: kept, outcome: outcome.rawValue, failure, run, db)
    case .read(let sha256, .success(let record)):
      let update = try db.cachedStatement(
        sql:
          "UPDATE document SET status = ?, code = NULL, message = NULL, page = NULL, record = ? WHERE sha256 = ? AND engine = ?"
      )
      try update.execute(arguments: [record.isPartial ? "partial" : "ok", Data(record.bytes), sha256, engine])
      try keepLikeness(RecordLikeness(record), of: sha256, engine, db)
    case .read(let sha256, .failure(let failure)):
      let update = try db.cachedStatement(
        sql: "UPDATE document SET status = 'failed', code = ?, message = ?, page = ? WHERE sha256 = ? AND engine = ?"
      )
      try update.execute(arguments: [failure.code, failure.message, failure.page, sha256, engine])
    }
  }

  private static func see(
    _ path: [UInt8],
    _ stamp: FileStamp?,
    sha256: String?,
    outcome: String,
    _ failure: FileFailure?,
    _ run: Int64,
    _ db: Database
  ) throws {
    let inode = stamp.map { Int64(bitPattern: $0.inode) }
    let rest: [(any DatabaseValueConvertible)?] = [
      sha256, stamp?.size, stamp?.modified, stamp?.changed, inode, outcome, failure?.code, failure?.message,
    ]
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO sighting(path, sha256, size, modified, changed, inode, outcome, code, message, first_run, last_run)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try insert.execute(arguments: StatementArguments([Data(path)] + rest + [run, run]))
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(RunError) -> Value {
    do { return try database.read(body) } catch { throw Ledger.runError(error) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(RunError) -> Value {
    do { return try database.write(body) } catch { throw Ledger.runError(error) }
  }

  private static func runError(_ error: any Error) -> RunError {
    if let error = error as? RunError { return error }
    guard let error = error as? DatabaseError else { return RunError(.software, "ledger: \(error)") }
    switch error.resultCode {
    case .SQLITE_FULL: return RunError(.ioError, "the disk is full; what was read so far is kept")
    case .SQLITE_CANTOPEN: return RunError(.cannotCreate, "the ledger cannot be opened: \(error.message ?? "")")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return RunError(
        .ioError,
        "ledger.sqlite is damaged: put a copy of it back, or delete it with its -wal and -shm, and every letter is read anew"
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED: return RunError(.temporary, "another program holds the ledger")
    default: return RunError(.ioError, "ledger: \(error.message ?? "\(error.resultCode)")")
    }
  }
}

/// A table as it was published last.
struct PublishedTable: Sendable, Equatable {
  /// What it was made of.
  var fingerprint: String
  var rows: Int
  var bytes: Int
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import GRDB
internal import Output

/// What the ledger tells others: downstream what to hold, a person how it went.
extension Ledger {
  /// Calls `body` for each letter that came, changed or went since what downstream was last told: what went, what changed,
  /// what came, each in the order of the contents' hashes.
  func forEachChange(
    run: Int64,
    engine: Int64,
    _ body: (ChangeFeed.Entry) throws(RunError) -> Void
  ) throws(RunError) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          WITH now AS (
            SELECT p.sha256, p.path, coalesce(t.others, '') AS twins
            FROM (\(Ledger.publishedContents)) p LEFT JOIN twin t ON t.sha256 = p.sha256
          )
          SELECT 0 AS step, f.sha256, f.path, NULL, (SELECT n.sha256 FROM now n WHERE n.path = f.path), NULL
            FROM feed f WHERE f.sha256 NOT IN (SELECT sha256 FROM now)
          UNION ALL
          SELECT 1, n.sha256, n.path, CASE WHEN f.path <> n.path THEN f.path END, NULL, n.twins
            FROM now n JOIN feed f ON f.sha256 = n.sha256
            WHERE f.path <> n.path OR f.engine <> :engine OR f.twins <> n.twins
          UNION ALL
          SELECT 2, n.sha256, n.path, NULL, NULL, n.twins FROM now n WHERE n.sha256 NOT IN (SELECT sha256 FROM feed)
          ORDER BY step, 2
          """,
        arguments: ["run": run, "engine": engine]
      )
      while let row = try rows.next() {
        let kinds: [ChangeFeed.Kind] = [.delete, .replace, .add]
        try body(
          ChangeFeed.Entry(
            kind: kinds[row[0] as Int],
            sha256: row[1],
            path: [UInt8](row[2] as Data),
            previousPath: (row[3] as Data?).map { [UInt8]($0) },
            supersededBy: row[4],
            twins: Ledger.ids(row[5] as String?)
          )
        )
      }
    }
  }

  /// The contents that a run publishes, each with the first path under which it was seen.
  static let publishedContents = """
    SELECT s.sha256 AS sha256, min(s.path) AS path FROM sighting s
    JOIN document d ON d.sha256 = s.sha256 AND d.engine = :engine
    WHERE s.last_run = :run AND d.record IS NOT NULL GROUP BY s.sha256
    """

  /// The paths below a folder, or the file of that name, that were published last.
  func published(below folder: [UInt8]) throws(RunError) -> [[UInt8]] {
    try read { db in
      let paths = try Data.fetchAll(
        db,
        sql: "SELECT path FROM feed WHERE path = ? OR path > ? AND path < ? ORDER BY path",
        // Between a slash and what follows it.
        arguments: [Data(folder), Data(folder + [0x2F]), Data(folder + [0x30])]
      )
      return paths.map { [UInt8]($0) }
    }
  }

  /// How many letters were published last.
  func publishedCount() throws(RunError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM feed") ?? 0 }
  }

  /// Forgets that contents could not be read, so that the next run tries them again.
  ///
  /// - Returns: How many there were.
  func forgetFailures() throws(RunError) -> Int {
    try write { db in
      try db.execute(sql: "DELETE FROM document WHERE status = 'failed'")
      return db.changesCount
    }
  }

  /// Takes back that contents ended their workers: the installation was broken, and nothing is known of them.
  func forgetDeaths(_ hashes: [String], engine: Int64) throws(RunError) {
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          UPDATE document SET status = 'sent', attempts = attempts - 1, code = NULL, message = NULL, page = NULL
          WHERE sha256 = ? AND engine = ? AND status = 'failed'
          """
      )
      for sha256 in hashes { try statement.execute(arguments: [sha256, engine]) }
    }
  }

  /// Notes what was published, and with it what downstream was told to hold.
  func publish(_ tables: [String: PublishedTable], run: Int64, engine: Int64) throws(RunError) {
    try write { db in
      try db.execute(sql: "DELETE FROM feed")
      try db.execute(
        sql: """
          INSERT INTO feed(sha256, path, engine, twins)
          SELECT p.sha256, p.path, :engine, coalesce(t.others, '')
          FROM (\(Ledger.publishedContents)) p LEFT JOIN twin t ON t.sha256 = p.sha256
          """,
        arguments: ["run": run, "engine": engine]
      )
      for (name, table) in tables {
        try db.execute(
          sql: "INSERT OR REPLACE INTO published(name, fingerprint, rows, bytes) VALUES (?, ?, ?, ?)",
          arguments: [name, table.fingerprint, table.rows, table.bytes]
        )
      }
    }
  }

  /// What the last run left, as the ledger has it; `nil` before the first run.
  func lastRun() throws(RunError) -> RunStatus? {
    try read { db in
      guard
        let row = try Row.fetchOne(
          db,
          sql:
            "SELECT r.*, e.name AS engine_name FROM run r JOIN engine e ON e.id = r.engine ORDER BY r.id DESC LIMIT 1"
        )
      else { return nil }
      var counts = RunCounts()
      if row["finished"] as String? != nil {
        for name in RunCounts.outcomes { counts.set(name, row[name] as Int? ?? 0) }
        counts.seen = row["seen"] ?? 0
      } else {
        counts = try Ledger.counts(db, run: row["id"], engine: row["engine"])
      }
      let attempts = try Row.fetchAll(
        db,
        sql: """
          SELECT s.path, coalesce(s.code, d.code), coalesce(s.message, d.message), CASE s.outcome WHEN 'read' THEN d.page END,
            CASE s.outcome WHEN 'read' THEN d.attempts ELSE 0 END
          FROM sighting s LEFT JOIN document d ON d.sha256 = s.sha256 AND d.engine = ?
          WHERE s.last_run = ? AND (s.outcome IN ('refused', 'deferred') OR d.status = 'failed') ORDER BY s.path
          """,
        arguments: [row["engine"] as Int64, row["id"] as Int64]
      )
      return RunStatus(
        number: Int(row["id"] as Int64),
        started: row["started"],
        finished: row["finished"],
        engine: row["engine_name"],
        counts: counts,
        quarantine: attempts.map {
          RunStatus.Quarantined(
            path: RecordPath([UInt8]($0[0] as Data)),
            failure: FileFailure(code: $0[1] ?? "", message: $0[2] ?? "", page: $0[3]),
            attempts: $0[4]
          )
        }
      )
    }
  }

  /// What names the last publication; `nil` before the first.
  func lastPublication() throws(RunError) -> String? {
    try read { db in
      // A ledger of before the feed has published nothing that can be looked up; the next run puts that right.
      guard try db.tableExists("feed") else { return nil }
      return try String.fetchOne(db, sql: "SELECT fingerprint FROM published ORDER BY name LIMIT 1")
    }
  }

  /// What a publication gave.
  struct Published {
    /// What names it: the same for the same letters.
    var fingerprint: String
    /// Its letters.
    var letters: [(sha256: String, path: [UInt8], engine: Int64)]
  }

  /// What was published last, name and letters of one moment.
  func publication() throws(RunError) -> Published {
    try read { db in
      let fingerprint = try String.fetchOne(db, sql: "SELECT fingerprint FROM published ORDER BY name LIMIT 1")
      let rows = try Row.fetchAll(db, sql: "SELECT sha256, path, engine FROM feed ORDER BY sha256")
      return Published(fingerprint: fingerprint ?? "", letters: rows.map(Ledger.letter))
    }
  }

  /// What a run would publish under this name.
  func publication(
    named fingerprint: String,
    run: Int64,
    engine: Int64
  ) throws(RunError) -> Published {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT sha256, path, :engine FROM (\(Ledger.publishedContents)) ORDER BY sha256",
        arguments: ["run": run, "engine": engine]
      )
      return Published(fingerprint: fingerprint, letters: rows.map(Ledger.letter))
    }
  }

  private static func letter(_ row: Row) -> (sha256: String, path: [UInt8], engine: Int64) {
    (row[0], [UInt8](row[1] as Data), row[2])
  }

  /// The record of a content.
  func record(_ sha256: String, engine: Int64) throws(RunError) -> [UInt8]? {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT record FROM document WHERE sha256 = ? AND engine = ?")
      return try Data.fetchOne(statement, arguments: [sha256, engine]).map { [UInt8]($0) }
    }
  }
}

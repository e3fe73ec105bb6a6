// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import GRDB

/// The search index of a pipeline: a projection of its ledger that can be thrown away and made again at any time.
///
/// SQLite's FTS5 over sections, words cut to their Dutch stems. One transaction an update: a reader sees all of it or nothing.
public final class SearchIndex: Sendable {
  /// A letter the index holds, or should hold.
  public struct Entry: Sendable, Hashable {
    /// The content.
    public var sha256: String
    /// Its path below the input folder, as it is shown.
    public var path: String
    /// The engine that read it.
    public var engine: Int64

    /// Creates an entry.
    public init(sha256: String, path: String, engine: Int64) {
      self.sha256 = sha256
      self.path = path
      self.engine = engine
    }
  }

  /// A section that answers a query.
  public struct Hit: Sendable, Equatable {
    /// The letter's id and path.
    public var id, path: String
    /// The letter's date, subject and kind, where it has them.
    public var date, subject, kind: String?
    /// The section's id.
    public var section: String
    /// Its heading; `nil` for what stands before the first.
    public var heading: MarkedText?
    /// The page it begins on, from 1.
    public var page: Int?
    /// The higher the better; only comparable within one answer.
    public var score: Double
    /// Words around what was found.
    public var snippet: MarkedText
  }

  /// Name of the file within a pipeline's output.
  public static let fileName = "search.sqlite"
  private static let version = 3

  let database: DatabaseQueue

  /// Opens the index in a folder, or makes an empty one.
  ///
  /// - Throws: ``SearchError/damaged(_:)`` for a file that is none of ours, ``SearchError/locked(_:)``.
  public init(folder: String) throws(SearchError) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      db.add(tokenizer: DutchTokenizer.self)
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    }
    do {
      database = try DatabaseQueue(path: "\(folder)/\(SearchIndex.fileName)", configuration: configuration)
      // Only asked, where it is as it should be: a search goes on while a run writes.
      if try database.read({ try Int.fetchOne($0, sql: "PRAGMA user_version") }) == SearchIndex.version { return }
      try database.write { db in
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if found == SearchIndex.version { return }
        if found != 0 { throw SearchError.damaged("it was made by another griffier") }
        try db.execute(sql: SearchIndex.schema)
      }
    } catch { throw SearchIndex.searchError(error) }
  }

  /// A section's row is its letter's, times ``SectionKey/sections``, and its place in the letter: newer letters have greater rows, and the
  /// rows are the same however the index came about.
  private static let schema = """
    CREATE TABLE letter(
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, path TEXT NOT NULL, engine INTEGER NOT NULL,
      date TEXT, subject TEXT, kind TEXT
    );
    CREATE INDEX letter_by_kind ON letter(kind);
    CREATE TABLE section(id INTEGER PRIMARY KEY, name TEXT NOT NULL, page INTEGER);
    CREATE VIRTUAL TABLE words USING fts5(heading, body, tokenize = 'griffier_dutch', prefix = '1 2 3');
    CREATE TABLE office_name(name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE office(name TEXT NOT NULL, letter INTEGER NOT NULL, PRIMARY KEY (name, letter)) WITHOUT ROWID;
    CREATE INDEX office_by_letter ON office(letter);
    CREATE TABLE dossier(number TEXT NOT NULL, letter INTEGER NOT NULL, PRIMARY KEY (number, letter)) WITHOUT ROWID;
    CREATE INDEX dossier_by_letter ON dossier(letter);
    CREATE TABLE promise(section INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
      PRIMARY KEY (section, kind, status)) WITHOUT ROWID;
    CREATE INDEX promise_by_kind ON promise(kind);
    CREATE INDEX promise_by_status ON promise(status);
    CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = 3;
    """

  /// Lets go of the file; nothing can be asked afterwards.
  public func close() { try? database.close() }

  /// What the index was last brought up to; `nil` for one that is new.
  public func state() throws(SearchError) -> String? {
    do {
      return try database.read { try String.fetchOne($0, sql: "SELECT value FROM state WHERE name = 'ledger'") }
    } catch { throw SearchIndex.searchError(error) }
  }

  /// Makes the index hold just the letters it should.
  ///
  /// - Parameters:
  ///   - contents: What it should hold, and what ``state()`` says afterwards; asked when no other program can write to the index.
  ///   - record: Gives a letter's record; called for what is new or has changed.
  ///   - commit: Called when all is prepared, just before others see it; what it throws leaves the index as it was.
  public func update(
    to contents: () throws -> (entries: [Entry], state: String),
    record: (Entry) throws -> [UInt8]?,
    commit: () throws -> Void = {}
  ) throws(SearchError) {
    do {
      try database.write { db in
        let (entries, state) = try contents()
        var known: [Entry: Int64] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, sha256, path, engine FROM letter") {
          known[Entry(sha256: row[1], path: row[2], engine: row[3])] = row[0]
        }
        let wanted = Set(entries)
        for (entry, id) in known where !wanted.contains(entry) { try SearchIndex.remove(id, db) }
        for entry in entries where known[entry] == nil {
          guard let bytes = try record(entry) else { continue }
          try SearchIndex.add(entry, try IndexedLetter(record: bytes), db)
        }
        try db.execute(sql: "INSERT OR REPLACE INTO state(name, value) VALUES ('ledger', ?)", arguments: [state])
        try commit()
      }
    } catch { throw SearchIndex.searchError(error) }
  }

  private static func remove(_ letter: Int64, _ db: Database) throws {
    let rows = SectionKey.rows(letter)
    for statement in [
      "DELETE FROM words WHERE rowid IN (SELECT id FROM section WHERE id BETWEEN ? AND ?)",
      "DELETE FROM promise WHERE section BETWEEN ? AND ?", "DELETE FROM section WHERE id BETWEEN ? AND ?",
    ] {
      try db.execute(sql: statement, arguments: [rows.lowerBound, rows.upperBound])
    }
    for statement in [
      "DELETE FROM office WHERE letter = ?", "DELETE FROM dossier WHERE letter = ?", "DELETE FROM letter WHERE id = ?",
    ] {
      try db.execute(sql: statement, arguments: [letter])
    }
  }

  private static func add(_ entry: Entry, _ letter: IndexedLetter, _ db: Database) throws {
    let metadata = letter.metadata
    var id = SectionKey.letter(sha256: entry.sha256, date: metadata.date)
    while try Bool.fetchOne(db, sql: "SELECT 1 FROM letter WHERE id = ?", arguments: [id]) ?? false { id += 1 }
    try db.execute(
      sql: "INSERT INTO letter(id, sha256, path, engine, date, subject, kind) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [id, entry.sha256, entry.path, entry.engine, metadata.date, metadata.subject, metadata.kind]
    )
    let offices = (metadata.signatories ?? []).compactMap(\.office) + letter.commitments.compactMap(\.holder)
    for office in Set((offices + [metadata.sender].compactMap { $0 }).map(folded)) {
      try db.execute(sql: "INSERT OR IGNORE INTO office_name(name) VALUES (?)", arguments: [office])
      try db.execute(sql: "INSERT INTO office(name, letter) VALUES (?, ?)", arguments: [office, id])
    }
    for dossier in Set(metadata.dossiers ?? []) {
      try db.execute(sql: "INSERT INTO dossier(number, letter) VALUES (?, ?)", arguments: [dossier, id])
    }
    let section = try db.cachedStatement(sql: "INSERT INTO section(id, name, page) VALUES (?, ?, ?)")
    let words = try db.cachedStatement(sql: "INSERT INTO words(rowid, heading, body) VALUES (?, ?, ?)")
    let promise = try db.cachedStatement(sql: "INSERT OR IGNORE INTO promise(section, kind, status) VALUES (?, ?, ?)")
    for (row, (part, body)) in zip(SectionKey.rows(id), zip(letter.sections, letter.bodies())) {
      try section.execute(arguments: [row, part.id, part.page])
      try words.execute(arguments: [row, part.heading ?? "", body])
      for commitment in letter.commitments where commitment.section == part.id {
        try promise.execute(arguments: [row, commitment.kind, commitment.status])
      }
    }
  }

  /// Letters as they are compared: in lower case, without marks.
  static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  static func searchError(_ error: any Error) -> SearchError {
    if let error = error as? SearchError { return error }
    guard let error = error as? DatabaseError else { return .failed("\(error)") }
    let message = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damaged(message)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(message)
    default: return .failed(message)
    }
  }
}

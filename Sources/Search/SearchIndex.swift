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
  private static let version = 2

  private let database: DatabaseQueue

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

  private static let schema = """
    CREATE TABLE letter(
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, path TEXT NOT NULL, engine INTEGER NOT NULL,
      date TEXT, subject TEXT, kind TEXT
    );
    CREATE TABLE section(
      id INTEGER PRIMARY KEY, letter INTEGER NOT NULL REFERENCES letter(id), name TEXT NOT NULL, page INTEGER
    );
    CREATE INDEX section_by_letter ON section(letter);
    CREATE INDEX letter_by_date ON letter(date DESC, sha256);
    CREATE VIRTUAL TABLE words USING fts5(heading, body, tokenize = 'griffier_dutch');
    INSERT INTO words(words, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
    CREATE TABLE office(letter INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (letter, name)) WITHOUT ROWID;
    CREATE TABLE dossier(letter INTEGER NOT NULL, number TEXT NOT NULL, PRIMARY KEY (letter, number)) WITHOUT ROWID;
    CREATE TABLE promise(section INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
      PRIMARY KEY (section, kind, status)) WITHOUT ROWID;
    CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = 2;
    """

  /// Lets go of the file; nothing can be asked afterwards.
  public func close() { try? database.close() }

  /// What the index was last brought up to; `nil` for one that is new.
  public func state() throws(SearchError) -> String? {
    do {
      return try database.read { try String.fetchOne($0, sql: "SELECT value FROM state WHERE name = 'ledger'") }
    } catch { throw SearchIndex.searchError(error) }
  }

  /// Makes the index hold just these letters.
  ///
  /// - Parameters:
  ///   - entries: What it should hold.
  ///   - state: What ``state()`` says afterwards.
  ///   - record: Gives a letter's record; called for what is new or has changed.
  public func update(
    to entries: [Entry],
    state: String,
    record: (Entry) throws -> [UInt8]?
  ) throws(SearchError) {
    do {
      try database.write { db in
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
      }
    } catch { throw SearchIndex.searchError(error) }
  }

  private static func remove(_ letter: Int64, _ db: Database) throws {
    for statement in [
      "DELETE FROM words WHERE rowid IN (SELECT id FROM section WHERE letter = ?)",
      "DELETE FROM promise WHERE section IN (SELECT id FROM section WHERE letter = ?)",
      "DELETE FROM section WHERE letter = ?", "DELETE FROM office WHERE letter = ?",
      "DELETE FROM dossier WHERE letter = ?", "DELETE FROM letter WHERE id = ?",
    ] {
      try db.execute(sql: statement, arguments: [letter])
    }
  }

  private static func add(_ entry: Entry, _ letter: IndexedLetter, _ db: Database) throws {
    let metadata = letter.metadata
    try db.execute(
      sql: "INSERT INTO letter(sha256, path, engine, date, subject, kind) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [entry.sha256, entry.path, entry.engine, metadata.date, metadata.subject, metadata.kind]
    )
    let id = db.lastInsertedRowID
    let offices = (metadata.signatories ?? []).compactMap(\.office) + letter.commitments.compactMap(\.holder)
    for office in Set((offices + [metadata.sender].compactMap { $0 }).map(folded)) {
      try db.execute(sql: "INSERT INTO office(letter, name) VALUES (?, ?)", arguments: [id, office])
    }
    for dossier in Set(metadata.dossiers ?? []) {
      try db.execute(sql: "INSERT INTO dossier(letter, number) VALUES (?, ?)", arguments: [id, dossier])
    }
    let section = try db.cachedStatement(sql: "INSERT INTO section(letter, name, page) VALUES (?, ?, ?)")
    let words = try db.cachedStatement(sql: "INSERT INTO words(rowid, heading, body) VALUES (?, ?, ?)")
    let promise = try db.cachedStatement(sql: "INSERT OR IGNORE INTO promise(section, kind, status) VALUES (?, ?, ?)")
    for (part, body) in zip(letter.sections, letter.bodies()) {
      try section.execute(arguments: [id, part.id, part.page])
      let row = db.lastInsertedRowID
      try words.execute(arguments: [row, part.heading ?? "", body])
      for commitment in letter.commitments where commitment.section == part.id {
        try promise.execute(arguments: [row, commitment.kind, commitment.status])
      }
    }
  }

  /// Sections that answer a query, the best first.
  ///
  /// Ranked first, then told: what is shown of a section is only worked out for those that are shown.
  public func hits(_ query: SearchQuery, limit: Int) throws(SearchError) -> [Hit] {
    do {
      let found = try database.read { db in
        try SearchIndex.ranked(query, limit, db).compactMap { try SearchIndex.hit($0.id, $0.rank, query, db) }
      }
      // Of equal ones the order does not depend on when each was added.
      return query.match == nil
        ? found : found.sorted { ($1.score, $0.id, $0.section) < ($0.score, $1.id, $1.section) }
    } catch { throw SearchIndex.searchError(error) }
  }

  /// The best sections: those whose rank by BM25 is lowest, or the newest where only filters are given.
  private static func ranked(_ query: SearchQuery, _ limit: Int, _ db: Database) throws -> [(id: Int64, rank: Double)] {
    var conditions: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    if let match = query.match {
      conditions.append("words MATCH ?")
      arguments.append(match)
    }
    for filter in query.filters { condition(filter, &conditions, &arguments) }
    let isOfLetters = !query.filters.isEmpty || query.match == nil
    let sections = "section s JOIN letter l ON l.id = s.letter"
    let sql = """
      SELECT \(query.match == nil ? "s.id, 0.0" : "w.rowid, w.rank")
      FROM \(query.match == nil ? sections : isOfLetters ? "words w JOIN \(sections) ON s.id = w.rowid" : "words w")
      WHERE \(conditions.joined(separator: " AND "))
      ORDER BY \(query.match == nil ? "l.date DESC, l.sha256, s.id" : "w.rank")
      LIMIT ?
      """
    arguments.append(limit)
    return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).map { ($0[0], $0[1]) }
  }

  private static func hit(_ id: Int64, _ rank: Double, _ query: SearchQuery, _ db: Database) throws -> Hit? {
    let (open, close) = MarkedText.delimiters
    let told =
      query.match == nil
      ? "w.heading, substr(w.body, 1, 200)"
      : "highlight(words, 0, '\(open)', '\(close)'), snippet(words, 1, '\(open)', '\(close)', ' \u{2026} ', 24)"
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT l.sha256, l.path, l.date, l.subject, l.kind, s.name, s.page, \(told)
        FROM words w JOIN section s ON s.id = w.rowid JOIN letter l ON l.id = s.letter
        WHERE w.rowid = ?\(query.match == nil ? "" : " AND words MATCH ?")
        """,
      arguments: query.match.map { [id, $0] } ?? [id]
    )
    guard let row else { return nil }
    let heading = MarkedText(delimited: row[7] ?? "")
    return Hit(
      id: String((row[0] as String).prefix(16)),
      path: row[1],
      date: row[2],
      subject: row[3],
      kind: row[4],
      section: row[5],
      heading: heading.text.isEmpty ? nil : heading,
      page: row[6],
      score: -rank,
      snippet: MarkedText(delimited: row[8] ?? "")
    )
  }

  private static func condition(
    _ filter: SearchQuery.Filter,
    _ conditions: inout [String],
    _ arguments: inout [any DatabaseValueConvertible]
  ) {
    switch filter.key {
    case .office:
      conditions.append("EXISTS (SELECT 1 FROM office o WHERE o.letter = l.id AND instr(o.name, ?) > 0)")
      arguments.append(folded(filter.value))
    case .dossier:
      conditions.append("EXISTS (SELECT 1 FROM dossier d WHERE d.letter = l.id AND d.number = ?)")
      arguments.append(filter.value.filter { $0 != " " })
    case .kind:
      conditions.append(
        "(l.kind = ? OR EXISTS (SELECT 1 FROM promise p WHERE p.section = s.id AND p.kind = ?))"
      )
      arguments += [filter.value, filter.value]
    case .status:
      conditions.append("EXISTS (SELECT 1 FROM promise p WHERE p.section = s.id AND p.status = ?)")
      arguments.append(filter.value)
    case .date:
      guard let range = DateRange(filter.value) else { return }
      if !range.first.isEmpty {
        conditions.append("l.date >= ?")
        arguments.append(range.first)
      }
      if range.last != "~" {
        conditions.append("l.date <= ?")
        arguments.append(range.last)
      }
    }
  }

  /// Letters as they are compared: in lower case, without marks.
  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  private static func searchError(_ error: any Error) -> SearchError {
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

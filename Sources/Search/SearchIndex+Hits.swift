// SPDX-License-Identifier: GPL-3.0-or-later
internal import GRDB

/// Asking the index.
extension SearchIndex {
  /// What answers a query.
  public struct Answer: Sendable, Equatable {
    /// The best first; the newest first where only filters were given.
    public var hits: [Hit]
    /// Whether more matched than were ranked: the older ones were left out.
    public var isCut: Bool
  }

  /// Matches that are ranked, the newest ones: a query that matches nearly everything says little by which to rank, and ranking all of
  /// 120,000 sections takes 0.4 s.
  public static let ranked = 1000

  /// Sections that answer a query.
  ///
  /// - Parameter ranked: How many of the newest matches are ranked; never fewer than `limit`.
  public func answer(
    _ query: SearchQuery,
    limit: Int,
    ranked: Int = SearchIndex.ranked
  ) throws(SearchError) -> Answer {
    let window = max(limit, ranked)
    do {
      return try database.read { db in
        // One more than are ranked, the oldest, tells that there are more.
        var found = try SearchIndex.found(query, limit: query.match == nil ? limit : window + 1, db)
        let isCut = query.match != nil && found.count > window
        if isCut, let oldest = found.indices.min(by: { found[$0].row < found[$1].row }) { found.remove(at: oldest) }
        found = Array(found.prefix(limit))
        let shown = try SearchIndex.shown(query, found, db)
        return Answer(hits: found.compactMap { shown[$0.row] }, isCut: isCut)
      }
    } catch { throw SearchIndex.searchError(error) }
  }

  /// The newest rows that match, the best first.
  private static func found(_ query: SearchQuery, limit: Int, _ db: Database) throws -> [(row: Int64, score: Double)] {
    let table = query.match == nil ? "section" : "words"
    var conditions: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    if let match = query.match {
      conditions.append("words MATCH ?")
      arguments.append(match)
    }
    for filter in query.filters { condition(filter, &conditions, &arguments) }
    arguments.append(limit)
    let score = query.match == nil ? "0.0" : "-bm25(words, 4.0, 1.0)"
    let sql = """
      SELECT row, score FROM (
        SELECT rowid AS row, \(score) AS score FROM \(table)
        WHERE \(conditions.joined(separator: " AND ")) ORDER BY rowid DESC LIMIT ?
      ) ORDER BY score DESC, row / \(SectionKey.sections) DESC, row
      """
    return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).map { ($0[0], $0[1]) }
  }

  /// A filter as a condition on rows. What may hold is asked once; `+` keeps SQLite from asking FTS5 for each row of it.
  private static func condition(
    _ filter: SearchQuery.Filter,
    _ conditions: inout [String],
    _ arguments: inout [any DatabaseValueConvertible]
  ) {
    let letter = "+rowid / \(SectionKey.sections)"
    let value = filter.values.first ?? ""
    switch filter.key {
    case .office:
      let holds = repeatElement("instr(name, ?) > 0", count: filter.values.count).joined(separator: " OR ")
      conditions.append(
        """
        \(letter) IN (SELECT letter FROM office WHERE name IN
          (SELECT name FROM office_name WHERE \(holds)))
        """
      )
      arguments += filter.values.map(folded)
    case .dossier:
      // A number without a chapter stands for all its chapters; "." comes right behind "-".
      conditions.append(
        "\(letter) IN (SELECT letter FROM dossier WHERE number = ? OR (number >= ? || '-' AND number < ? || '.'))"
      )
      arguments += [value, value, value]
    case .kind:
      conditions.append(
        """
        (\(letter) IN (SELECT id FROM letter WHERE kind = ?)
          OR +rowid IN (SELECT section FROM promise WHERE kind = ?))
        """
      )
      arguments += [value, value]
    case .status:
      conditions.append("+rowid IN (SELECT section FROM promise WHERE status = ?)")
      arguments.append(value)
    case .date:
      guard let range = DateRange(value) else { return }
      let rows = SectionKey.rows(from: range.first, to: range.last)
      conditions.append("rowid BETWEEN ? AND ?")
      arguments += [rows.lowerBound, rows.upperBound]
    }
  }

  /// What is shown of each row.
  private static func shown(
    _ query: SearchQuery,
    _ found: [(row: Int64, score: Double)],
    _ db: Database
  ) throws -> [Int64: Hit] {
    let scores = Dictionary(uniqueKeysWithValues: found.map { ($0.row, $0.score) })
    guard let first = scores.keys.min(), let last = scores.keys.max() else { return [:] }
    let quotes = "'\(MarkedText.delimiters.open)', '\(MarkedText.delimiters.close)'"
    let isMatched = query.match != nil
    let text =
      isMatched
      ? "highlight(words, 0, \(quotes)), snippet(words, 1, \(quotes), ' \u{2026} ', 24)"
      : "words.heading, substr(words.body, 1, 200)"
    let sql = """
      SELECT words.rowid, l.sha256, l.path, l.date, l.subject, l.kind, s.name, s.page, \(text)
      FROM words CROSS JOIN section s ON s.id = words.rowid CROSS JOIN letter l ON l.id = words.rowid / \(SectionKey.sections)
      WHERE \(isMatched ? "words MATCH ? AND words.rowid BETWEEN ? AND ? AND +" : "")words.rowid
        IN (\(scores.keys.sorted().map(String.init).joined(separator: ",")))
      """
    var arguments: [any DatabaseValueConvertible] = []
    if let match = query.match { arguments = [match, first, last] }
    var hits: [Int64: Hit] = [:]
    for row in try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)) {
      let heading = MarkedText(delimited: row[8])
      let id: Int64 = row[0]
      hits[id] = Hit(
        id: String((row[1] as String).prefix(16)),
        path: row[2],
        date: row[3],
        subject: row[4],
        kind: row[5],
        section: row[6],
        heading: heading.text.isEmpty ? nil : heading,
        page: row[7],
        score: scores[id] ?? 0,
        snippet: MarkedText(delimited: row[9])
      )
    }
    return hits
  }
}

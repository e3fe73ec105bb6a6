// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import GRDB

/// What the ledger knows of contents that downstream holds, or may hold.
extension Ledger {
  /// A content that was read at some time.
  struct ExportedContent {
    var sha256: String
    /// The path it is published under; `nil` where it is published no more.
    var path: [UInt8]?
    /// Its record; `nil` where it is published no more.
    var record: [UInt8]?
    /// Records that were given of it before, by other engines.
    var earlier: [[UInt8]]
  }

  /// Calls `body` for contents in the order of their hashes, all as the ledger has them at one moment.
  ///
  /// - Parameters:
  ///   - choose: Gets the last finished run, and names the contents wanted; `nil` for all that were ever read.
  /// - Throws: ``RunError`` 66 where nothing was published, and what `choose` and `body` throw.
  func forEachExport(
    choose: (_ run: Int) throws(RunError) -> [String]?,
    _ body: (ExportedContent) throws(RunError) -> Void
  ) throws(RunError) {
    try read { db in
      guard try db.tableExists("feed"), try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM published") ?? false else {
        throw RunError(.noInput, "nothing was published here yet")
      }
      // A run that was killed while it published tells the same again in its successor's feed: a number too low does no harm.
      let run = try Int.fetchOne(db, sql: "SELECT max(id) FROM run WHERE finished IS NOT NULL") ?? 0
      let select = """
        SELECT d.sha256, d.record, f.path FROM document d LEFT JOIN feed f ON f.sha256 = d.sha256 AND f.engine = d.engine
        WHERE d.record IS NOT NULL
        """
      guard let chosen = try choose(run) else {
        let rows = try Row.fetchCursor(db, sql: select + " ORDER BY d.sha256, d.engine")
        var content: ExportedContent?
        while let row = try rows.next() {
          let sha256: String = row[0]
          if let whole = content, whole.sha256 != sha256 {
            try body(whole)
            content = nil
          }
          Ledger.add(row, to: &content, sha256)
        }
        if let content { try body(content) }
        return
      }
      let statement = try db.makeStatement(sql: select + " AND d.sha256 = ? ORDER BY d.engine")
      for sha256 in chosen {
        var content: ExportedContent? = ExportedContent(sha256: sha256, earlier: [])
        for row in try Row.fetchAll(statement, arguments: [sha256]) { Ledger.add(row, to: &content, sha256) }
        if let content { try body(content) }
      }
    }
  }

  private static func add(_ row: Row, to content: inout ExportedContent?, _ sha256: String) {
    var whole = content ?? ExportedContent(sha256: sha256, earlier: [])
    let record = [UInt8](row[1] as Data)
    if let path = row[2] as Data? {
      whole.path = [UInt8](path)
      whole.record = record
    } else {
      whole.earlier.append(record)
    }
    content = whole
  }
}

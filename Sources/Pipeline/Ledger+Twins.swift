// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import GRDB
internal import Output

/// Which letters of a run are the same letter in two layouts. Kept by content, so that it does not matter in which run, or in which
/// order, they came.
extension Ledger {
  /// Finds the twins among what a run publishes, and keeps them for tables and feed.
  func linkTwins(run: Int64, engine: Int64) throws(RunError) {
    try write { db in
      var found: [String: [String]] = [:]
      var occasion = ""
      var letters: [(sha256: String, likeness: RecordLikeness)] = []
      func close() {
        if letters.count > 1 { found.merge(TwinGroups(letters).twins) { $1 } }
        letters.removeAll(keepingCapacity: true)
      }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT l.sha256, l.occasion, l.form, l.words, l.sketch FROM likeness l
          WHERE l.engine = :engine AND l.sha256 IN (SELECT sha256 FROM (\(Ledger.publishedContents)))
          ORDER BY l.occasion, l.sha256
          """,
        arguments: ["run": run, "engine": engine]
      )
      while let row = try rows.next() {
        if row[1] != occasion { close() }
        occasion = row[1]
        let likeness = RecordLikeness(
          occasion: occasion,
          form: row[2],
          words: UInt64(bitPattern: row[3] as Int64),
          sketch: try row.withUnsafeData(atIndex: 4) { Ledger.unpacked($0 ?? Data()) }
        )
        letters.append((row[0], likeness))
      }
      close()
      try db.execute(sql: "DELETE FROM twin")
      let insert = try db.cachedStatement(sql: "INSERT INTO twin(sha256, others) VALUES (?, ?)")
      for (sha256, twins) in found.sorted(by: { $0.key < $1.key }) {
        try insert.execute(arguments: [sha256, twins.map { $0.prefix(16) }.joined(separator: " ")])
      }
    }
  }

  /// Keeps what tells a letter's twins.
  static func keepLikeness(_ likeness: RecordLikeness?, of sha256: String, _ engine: Int64, _ db: Database) throws {
    guard let likeness else { return }
    let insert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO likeness(sha256, engine, occasion, form, words, sketch) VALUES (?, ?, ?, ?, ?, ?)"
    )
    try insert.execute(arguments: [
      sha256, engine, likeness.occasion, likeness.form, Int64(bitPattern: likeness.words), packed(likeness.sketch),
    ])
  }

  /// Brings a ledger of before twins up: what tells them is made of the records it holds.
  static func addTwins(_ db: Database) throws {
    try db.execute(sql: LedgerSchema.addTwins)
    let rows = try Row.fetchCursor(db, sql: "SELECT sha256, engine, record FROM document WHERE record IS NOT NULL")
    while let row = try rows.next() {
      let sha256: String = row[0]
      let bytes = try row.withUnsafeData(atIndex: 2) { [UInt8]($0 ?? Data()) }
      guard let record = try? RecordLine(bytes, sha256: sha256) else { continue }
      try keepLikeness(RecordLikeness(record), of: sha256, row[1], db)
    }
  }

  /// Ids that are kept with a blank between.
  static func ids(_ text: String?) -> [String] { (text ?? "").split(separator: " ").map(String.init) }

  private static func packed(_ sketch: [UInt64]) -> Data {
    var data = Data(capacity: sketch.count * 8)
    for hash in sketch { withUnsafeBytes(of: hash.littleEndian) { data.append(contentsOf: $0) } }
    return data
  }

  private static func unpacked(_ data: Data) -> [UInt64] {
    data.withUnsafeBytes { bytes in
      (0..<(bytes.count / 8)).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// For whom documents are written.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Index templates and bulk requests (NDJSON), for Elasticsearch too.
  case opensearch
  /// One script for psql: schema, COPY into staging, merge.
  case postgres
  /// A document a line, for Meilisearch, Typesense, Quickwit and whoever reads JSON, with settings for those three.
  case jsonl
  /// For spreadsheets (RFC 4180).
  case csv

  /// Begins an export.
  ///
  /// - Parameters:
  ///   - name: What indexes, collections and the SQL schema are called: lower-case letters, digits and `_`.
  ///   - run: The run whose publication is exported.
  ///   - since: For an increment: the run whose export those downstream hold already.
  public func writer(name: String, run: Int, since: Int?) -> any ExportWriter {
    switch self {
    case .opensearch: OpenSearchWriter(name: name)
    case .postgres: PostgresWriter(name: name, run: run, since: since)
    case .jsonl: JSONLinesWriter(name: name, isIncrement: since != nil)
    case .csv: CSVWriter()
    }
  }
}

/// What an export does to its files.
public enum ExportStep: Sendable {
  /// Bytes at the end of a file, which begins with the first of them.
  case write(file: String, [UInt8])
  /// Nothing more comes for a file.
  case close(file: String)
}

/// Letters to the files of a format, as they come: what is kept in memory does not grow with their number.
public protocol ExportWriter {
  /// What stands before the first letter.
  mutating func begin() -> [ExportStep]
  /// A letter that those downstream must hold, or, without documents, must not hold any more.
  ///
  /// - Parameters:
  ///   - id: The letter's identifier.
  ///   - gone: What may have been given of it before and is no more.
  mutating func add(_ id: [UInt8], _ letter: ExportedLetter?, gone: [ExportIdentifier]) -> [ExportStep]
  /// What stands after the last.
  mutating func end() -> [ExportStep]
}

extension JSONBuffer {
  /// A document: what it has of its kind's columns.
  mutating func document(_ document: ExportedLetter.Document) {
    beginObject()
    for (column, value) in zip(document.kind.columns, document.values) {
      guard let value else { continue }
      key(column.name)
      raw(value[...])
    }
    endObject()
  }
}

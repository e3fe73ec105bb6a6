// SPDX-License-Identifier: GPL-3.0-or-later

/// What three engines must be told before they take a kind's documents.
struct EngineSettings {
  let name: String
  let kind: ExportKind

  /// Settings of an index of Meilisearch (1.10 or later, for `localizedAttributes`).
  var meilisearch: [UInt8] {
    Array(
      """
      {
        "searchableAttributes": \(list(kind.searched)),
        "filterableAttributes": \(list(names { !$0.isText && $0 != .day })),
        "sortableAttributes": \(list(names { $0 == .seconds || $0 == .whole || $0 == .share })),
        "localizedAttributes": [{ "attributePatterns": ["*"], "locales": ["nld"] }]
      }

      """.utf8
    )
  }

  /// Schema of a collection of Typesense (27 or later, for `stem`).
  var typesense: [UInt8] {
    // `id` is always there and is not declared.
    let fields = kind.columns.dropFirst().map { column in
      "    { \"name\": \"\(column.name)\", \(EngineSettings.typesense(column.kind)), \"optional\": true }"
    }
    return Array(
      """
      {
        "name": "\(name)-\(kind)",
        "fields": [
      \(fields.joined(separator: ",\n"))
        ]
      }

      """.utf8
    )
  }

  /// Configuration of an index of Quickwit (0.8 or later).
  ///
  /// `timestamp` is a fast field to filter and sort by, and not the index's `timestamp_field`: with one, Quickwit refuses documents
  /// without it, and a letter that prints no date has none.
  var quickwit: [UInt8] {
    let fields = kind.columns.map { "    - name: \($0.name)\n\(EngineSettings.quickwit($0.kind))" }
    return Array(
      """
      version: 0.8
      index_id: \(name)-\(kind)
      doc_mapping:
        mode: lenient
        field_mappings:
      \(fields.joined())
      search_settings:
        default_search_fields: \(list(kind.searched))

      """.utf8
    )
  }

  private func names(_ isWanted: (ExportColumn.Kind) -> Bool) -> [String] {
    kind.columns.filter { isWanted($0.kind) }.map(\.name)
  }

  private func list(_ names: [String]) -> String { "[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }

  private static func typesense(_ kind: ExportColumn.Kind) -> String {
    switch kind {
    case .keyword: "\"type\": \"string\", \"facet\": true"
    case .keywords: "\"type\": \"string[]\", \"facet\": true"
    case .text: "\"type\": \"string\", \"locale\": \"nl\", \"stem\": true"
    case .texts: "\"type\": \"string[]\", \"locale\": \"nl\", \"stem\": true"
    case .day: "\"type\": \"string\""
    case .seconds: "\"type\": \"int64\""
    case .whole: "\"type\": \"int32\""
    case .share: "\"type\": \"float\""
    }
  }

  private static func quickwit(_ kind: ExportColumn.Kind) -> String {
    let lines: [String] =
      switch kind {
      case .keyword: ["type: text", "tokenizer: raw", "fast: true"]
      case .keywords: ["type: array<text>", "tokenizer: raw"]
      case .text: ["type: text", "tokenizer: default", "record: position"]
      case .texts: ["type: array<text>", "tokenizer: default", "record: position"]
      case .day: ["type: text", "tokenizer: raw"]
      case .seconds:
        [
          "type: datetime", "input_formats: [unix_timestamp]", "output_format: unix_timestamp_secs",
          "fast_precision: seconds", "fast: true",
        ]
      case .whole: ["type: u64", "fast: true"]
      case .share: ["type: f64", "fast: true"]
      }
    return lines.map { "      \($0)\n" }.joined()
  }
}

extension ExportColumn.Kind {
  fileprivate var isText: Bool { self == .text || self == .texts }
}

extension ExportKind {
  /// What is searched when nothing else is said, what counts most first.
  fileprivate var searched: [String] {
    switch self {
    case .letters: ["subject", "attachments"]
    case .sections: ["heading", "text", "subject", "footnotes"]
    case .commitments: ["text", "action", "subject"]
    }
  }
}

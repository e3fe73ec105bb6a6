// SPDX-License-Identifier: GPL-3.0-or-later

/// Index templates, and bulk requests of a size that a server takes at once.
struct OpenSearchWriter: ExportWriter {
  /// Bytes of a bulk request. OpenSearch and Elasticsearch advise 5 to 15 MB and refuse more than 100.
  static let requestSize = 8 << 20

  let name: String
  private var number = 1
  private var size = 0

  init(name: String) { self.name = name }

  mutating func begin() -> [ExportStep] {
    ExportKind.allCases.map { .write(file: "template-\($0).json", template($0)) } + [.write(file: file, [])]
  }

  mutating func add(_ id: [UInt8], _ letter: ExportedLetter?, gone: [ExportIdentifier]) -> [ExportStep] {
    var steps: [ExportStep] = []
    for document in letter?.documents ?? [] {
      var json = JSONBuffer(capacity: 2048)
      action("index", ExportIdentifier(kind: document.kind, id: document.id), &json)
      json.document(document)
      json.endLine()
      steps += take(json.bytes)
    }
    for identifier in gone {
      var json = JSONBuffer(capacity: 128)
      action("delete", identifier, &json)
      steps += take(json.bytes)
    }
    return steps
  }

  mutating func end() -> [ExportStep] { [] }

  private var file: String {
    let digits = String(number)
    return "bulk-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".ndjson"
  }

  /// A pair of lines stays in one request.
  private mutating func take(_ bytes: [UInt8]) -> [ExportStep] {
    var steps: [ExportStep] = []
    if size > 0, size + bytes.count > OpenSearchWriter.requestSize {
      steps.append(.close(file: file))
      number += 1
      size = 0
    }
    size += bytes.count
    return steps + [.write(file: file, bytes)]
  }

  private func action(_ verb: String, _ identifier: ExportIdentifier, _ json: inout JSONBuffer) {
    json.beginObject()
    json.key(verb)
    json.beginObject()
    json.key("_index")
    json.string("\(name)-\(identifier.kind)")
    json.key("_id")
    json.string(identifier.id)
    json.endObject()
    json.endObject()
    json.endLine()
  }

  /// What an index of a kind is made by: its fields, and an analyser that folds marks and reduces words to Dutch stems. Stop words
  /// stay, so that phrases hold.
  private func template(_ kind: ExportKind) -> [UInt8] {
    let fields = kind.columns.map { "        \"\($0.name)\": \(OpenSearchWriter.mapping($0))" }
    return Array(
      """
      {
        "index_patterns": ["\(name)-\(kind)", "\(name)-\(kind)-*"],
        "priority": 200,
        "template": {
          "settings": {
            "analysis": {
              "filter": { "dutch_stem": { "type": "stemmer", "language": "dutch" } },
              "analyzer": {
                "dutch_text": {
                  "type": "custom",
                  "tokenizer": "standard",
                  "filter": ["lowercase", "asciifolding", "dutch_stem"]
                }
              }
            }
          },
          "mappings": {
            "dynamic": false,
            "properties": {
      \(fields.joined(separator: ",\n"))
            }
          }
        }
      }

      """.utf8
    )
  }

  private static func mapping(_ column: ExportColumn) -> String {
    switch column.kind {
    // A term longer than 32,766 bytes is refused with its document; nobody filters by a path that long.
    case .keyword, .keywords: "{ \"type\": \"keyword\", \"ignore_above\": 4096 }"
    case .text, .texts: "{ \"type\": \"text\", \"analyzer\": \"dutch_text\" }"
    case .day: "{ \"type\": \"date\", \"format\": \"strict_date\" }"
    case .seconds: "{ \"type\": \"date\", \"format\": \"epoch_second\" }"
    case .whole: "{ \"type\": \"integer\" }"
    case .share: "{ \"type\": \"float\" }"
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A document a line, a file a kind; beside it a list of what is to be deleted, and the settings of three engines.
struct JSONLinesWriter: ExportWriter {
  private let name: String
  private let isIncrement: Bool
  private var deleted: Set<ExportKind> = []
  private var changed = false

  init(name: String, isIncrement: Bool) {
    self.name = name
    self.isIncrement = isIncrement
  }

  mutating func begin() -> [ExportStep] {
    ExportKind.allCases.flatMap { kind in
      let settings = EngineSettings(name: name, kind: kind)
      return [
        .write(file: "\(kind).jsonl", []),
        .write(file: JSONLinesWriter.deletions(kind), Array("[".utf8)),
        .write(file: "meilisearch-\(kind).json", settings.meilisearch),
        .write(file: "typesense-\(kind).json", settings.typesense),
        .write(file: "quickwit-\(kind).yaml", settings.quickwit),
      ] as [ExportStep]
    }
  }

  mutating func add(_ id: [UInt8], _ letter: ExportedLetter?, gone: [ExportIdentifier]) -> [ExportStep] {
    var steps: [ExportStep] = []
    for document in letter?.documents ?? [] {
      var json = JSONBuffer(capacity: 2048)
      json.document(document)
      json.endLine()
      steps.append(.write(file: "\(document.kind).jsonl", json.bytes))
    }
    for identifier in gone {
      let comma = deleted.insert(identifier.kind).inserted ? "\n" : ",\n"
      steps.append(
        .write(
          file: JSONLinesWriter.deletions(identifier.kind),
          Array(comma.utf8) + [0x22] + identifier.id + [0x22]
        )
      )
    }
    return isIncrement ? steps + query(id) : steps
  }

  mutating func end() -> [ExportStep] {
    var steps = ExportKind.allCases.map { ExportStep.write(file: JSONLinesWriter.deletions($0), Array("\n]\n".utf8)) }
    if changed {
      steps += ExportKind.allCases.map { .write(file: JSONLinesWriter.query($0), Array("]\"}\n".utf8)) }
    }
    return steps
  }

  private static func deletions(_ kind: ExportKind) -> String { "\(kind)-deleted.json" }

  private static func query(_ kind: ExportKind) -> String { "quickwit-\(kind)-delete.json" }

  /// Quickwit does not replace documents: those of every letter that changed must go before they are taken again.
  private mutating func query(_ id: [UInt8]) -> [ExportStep] {
    defer { changed = true }
    return ExportKind.allCases.map { kind in
      let opening = changed ? " " : "{\"query\":\"\(kind.letterColumn):IN ["
      return .write(file: JSONLinesWriter.query(kind), Array(opening.utf8) + id)
    }
  }
}

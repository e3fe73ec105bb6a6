// SPDX-License-Identifier: GPL-3.0-or-later

/// A table a kind for spreadsheets: UTF-8, a header, CRLF, several values in one field parted by `; `.
struct CSVWriter: ExportWriter {
  mutating func begin() -> [ExportStep] {
    ExportKind.allCases.flatMap { kind in
      [
        .write(file: "\(kind).csv", CSVWriter.line(kind.columns.map { Array($0.name.utf8) })),
        .write(file: "\(kind)-deleted.csv", CSVWriter.line([Array("id".utf8)])),
      ] as [ExportStep]
    }
  }

  mutating func add(_ id: [UInt8], _ letter: ExportedLetter?, gone: [ExportIdentifier]) -> [ExportStep] {
    var steps: [ExportStep] = []
    for document in letter?.documents ?? [] {
      let fields = zip(document.kind.columns, document.values).map { column, value in
        value.map { CSVWriter.field($0, column.kind) } ?? []
      }
      steps.append(.write(file: "\(document.kind).csv", CSVWriter.line(fields)))
    }
    for identifier in gone {
      steps.append(.write(file: "\(identifier.kind)-deleted.csv", CSVWriter.line([identifier.id])))
    }
    return steps
  }

  mutating func end() -> [ExportStep] { [] }

  private static func field(_ value: [UInt8], _ kind: ExportColumn.Kind) -> [UInt8] {
    switch kind {
    case .keywords, .texts: Array(ExportValue.strings(value).joined(separator: [0x3B, 0x20]))
    case .keyword, .text, .day: ExportValue.text(value[...])
    case .seconds, .whole, .share: value
    }
  }

  private static func line(_ fields: [[UInt8]]) -> [UInt8] {
    Array(fields.map { CSVField.bytes($0) }.joined(separator: [0x2C])) + [0x0D, 0x0A]
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// One script for psql, in one transaction: it makes the schema where it is not there, copies rows into staging tables and merges
/// them. Run twice, it changes nothing the second time; stopped half-way, it has changed nothing at all.
struct PostgresWriter: ExportWriter {
  /// Bytes of a COPY block: what is kept in memory before it is written.
  static let blockSize = 1 << 20

  private let name: String
  private let run: Int
  private let since: Int?
  private let schema: PostgresSchema
  private var blocks: [ExportKind: [UInt8]] = [:]
  private var changed: [UInt8] = []

  init(name: String, run: Int, since: Int?) {
    self.name = name
    self.run = run
    self.since = since
    schema = PostgresSchema(name: name)
  }

  mutating func begin() -> [ExportStep] {
    [text(schema.opening + (since.map { schema.check(since: $0, run: run) } ?? "") + schema.staging)]
  }

  mutating func add(_ id: [UInt8], _ letter: ExportedLetter?, gone: [ExportIdentifier]) -> [ExportStep] {
    var steps: [ExportStep] = []
    for document in letter?.documents ?? [] {
      var row: [UInt8] = []
      for (i, (column, value)) in zip(document.kind.columns, document.values).enumerated() {
        if i > 0 { row.append(0x09) }
        row += value.map { PostgresWriter.field($0, column.kind) } ?? Array("\\N".utf8)
      }
      blocks[document.kind, default: []] += row + [0x0A]
      if blocks[document.kind, default: []].count >= PostgresWriter.blockSize { steps += flush(document.kind) }
    }
    // The identifier is hexadecimal: nothing to escape.
    if since != nil { changed += id + [0x0A] }
    if changed.count >= PostgresWriter.blockSize { steps += flushChanged() }
    return steps
  }

  mutating func end() -> [ExportStep] {
    var steps: [ExportStep] = []
    for kind in ExportKind.allCases { steps += flush(kind) }
    steps += flushChanged()
    return steps + [text(schema.merge(isIncrement: since != nil, run: run))]
  }

  private var file: String { name + ".sql" }

  private func text(_ sql: String) -> ExportStep { .write(file: file, Array(sql.utf8)) }

  private mutating func flush(_ kind: ExportKind) -> [ExportStep] {
    guard let block = blocks[kind], !block.isEmpty else { return [] }
    blocks[kind] = []
    return copy(schema.copy(kind), block)
  }

  private mutating func flushChanged() -> [ExportStep] {
    if changed.isEmpty { return [] }
    defer { changed = [] }
    return copy(schema.copyChanged, changed)
  }

  private func copy(_ command: String, _ block: [UInt8]) -> [ExportStep] {
    [text(command), .write(file: file, block), text("\\.\n")]
  }

  /// A value in the text format of COPY.
  private static func field(_ value: [UInt8], _ kind: ExportColumn.Kind) -> [UInt8] {
    switch kind {
    case .keyword, .text, .day: return escaped(ExportValue.text(value[...]))
    case .seconds, .whole, .share: return value
    case .keywords, .texts:
      var literal: [UInt8] = [0x7B]
      for (i, element) in ExportValue.strings(value).enumerated() {
        if i > 0 { literal.append(0x2C) }
        literal.append(0x22)
        for byte in element {
          if byte == 0x22 || byte == 0x5C { literal.append(0x5C) }
          literal.append(byte)
        }
        literal.append(0x22)
      }
      return escaped(literal + [0x7D])
    }
  }

  private static func escaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    for byte in text {
      switch byte {
      case 0x5C: result += [0x5C, 0x5C]
      case 0x0A: result += [0x5C, 0x6E]
      case 0x0D: result += [0x5C, 0x72]
      case 0x09: result += [0x5C, 0x74]
      default: result.append(byte)
      }
    }
    return result
  }
}

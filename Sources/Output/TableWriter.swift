// SPDX-License-Identifier: GPL-3.0-or-later

/// A record to the rows of a table, without decoding it: values are cut from the record as they stand.
///
/// A row begins with its identifier (`[A-Za-z0-9_-]`, as search engines want it) and what it needs of its letter: `letter`, `path`,
/// `sha256`, `twins`, `date`, `subject`, `sender`, `chamber`. Its own members follow, objects flattened (`deadline.until` becomes
/// `deadlineUntil`), unknown ones left out. A section's row also has its text up to the next section.
public struct TableWriter: Sendable {
  private let table: RecordTable

  /// Creates a writer for one table.
  public init(_ table: RecordTable) { self.table = table }

  /// The rows of a record, each ended by a line feed.
  public func callAsFunction(_ record: RecordLine, path: RecordPath, twins: [String] = []) -> [UInt8] {
    if table == .letters { return record.line(path: path, twins: twins) }
    let elements = record.elements(table.rawValue)
    if elements.isEmpty { return [] }
    let letter = Letter(record, path, twins)
    let texts = table == .sections ? sectionTexts(record, elements) : []
    var rows = JSONBuffer(capacity: 512 * elements.count + texts.reduce(0) { $0 + $1.count })
    for (i, element) in elements.enumerated() {
      rows.beginObject()
      rows.key("id")
      rows.string(letter.id + [0x2D] + suffix(element, number: i + 1, in: record.bytes))
      letter.write(into: &rows)
      for member in element.members { write(member, of: record, into: &rows) }
      if table == .sections {
        rows.key("text")
        rows.raw([0x22] + record.bytes[texts[i]] + [0x22])
      }
      rows.endObject()
      rows.endLine()
    }
    return rows.bytes
  }

  /// What a row repeats of its letter.
  private struct Letter {
    let id: [UInt8]
    private var members: [(key: StaticString, json: [UInt8])] = []
    private let path: [UInt8]

    init(_ record: RecordLine, _ path: RecordPath, _ twins: [String]) {
      let bytes = record.bytes
      id = record.value("id").map { Array(bytes[$0].dropFirst().dropLast()) } ?? []
      self.path = path.json
      if let source = record.object("source"), let sha256 = source.value("sha256", in: bytes) {
        members.append(("sha256", Array(bytes[sha256])))
      }
      if !twins.isEmpty { members.append(("twins", RecordLine.json(twins))) }
      guard let metadata = record.object("metadata") else { return }
      for key in ["date", "subject", "sender", "chamber"] as [StaticString] {
        if let value = metadata.value(key, in: bytes) { members.append((key, Array(bytes[value]))) }
      }
    }

    func write(into row: inout JSONBuffer) {
      row.key("letter")
      row.string(id)
      row.key("path")
      row.raw(path[...])
      for member in members {
        row.key(member.key)
        row.raw(member.json[...])
      }
    }
  }

  /// The end of a row's identifier: a section's own, else the table's letter and the row's number.
  private func suffix(_ element: RecordElement, number: Int, in bytes: [UInt8]) -> [UInt8] {
    if table == .sections, let id = element.value("id", in: bytes) { return Array(bytes[id].dropFirst().dropLast()) }
    return Array((table.mark + String(number)).utf8)
  }

  private func write(
    _ member: (key: Range<Int>, value: Range<Int>),
    of record: RecordLine,
    into row: inout JSONBuffer
  ) {
    let bytes = record.bytes
    let key = String(decoding: bytes[member.key], as: UTF8.self)
    switch bytes[member.value.lowerBound] {
    case 0x6E: return
    case 0x7B:
      var scanner = JSONScanner(bytes, at: member.value.lowerBound)
      guard let object = try? RecordElement(&scanner) else { return }
      for inner in object.members where bytes[inner.value.lowerBound] != 0x6E {
        let name = String(decoding: bytes[inner.key], as: UTF8.self)
        row.key(key + name.prefix(1).uppercased() + name.dropFirst())
        row.raw(bytes[inner.value])
      }
    default:
      row.key(key == "id" ? name(ofIdentifier: table) : key)
      row.raw(bytes[member.value])
    }
  }

  /// What a member `id` of the record is called in a row, whose `id` is the row's own.
  private func name(ofIdentifier table: RecordTable) -> String {
    switch table {
    case .letters: "id"
    case .sections: "section"
    case .footnotes: "footnote"
    case .citations: "citation"
    case .commitments: "commitment"
    }
  }

  /// For each section the bytes of its own text in the escaped `text` of the record: from its start to its end or, where that
  /// comes first, to the start of the next one.
  private func sectionTexts(_ record: RecordLine, _ sections: [RecordElement]) -> [Range<Int>] {
    let bytes = record.bytes
    func number(_ section: RecordElement, _ key: StaticString) -> Int {
      section.value(key, in: bytes).flatMap { Int(String(decoding: bytes[$0], as: UTF8.self)) } ?? 0
    }
    let starts = sections.map { number($0, "start") }
    let ends = sections.indices.map { i in
      let end = number(sections[i], "end")
      return i + 1 < starts.count && starts[i + 1] >= starts[i] ? min(end, starts[i + 1]) : end
    }
    guard let text = record.value("text") else { return sections.map { _ in 0..<0 } }
    let wanted = Set(starts + ends)
    var places: [Int: Int] = [:]
    var offset = text.lowerBound + 1
    let last = text.upperBound - 1
    var scalars = 0
    while true {
      if wanted.contains(scalars) { places[scalars] = offset }
      if offset >= last { break }
      offset += TableWriter.scalarLength(bytes, at: offset)
      scalars += 1
    }
    return sections.indices.map { i in
      let start = places[starts[i]] ?? last
      return start..<max(start, places[ends[i]] ?? last)
    }
  }

  /// Bytes of one scalar in a checked JSON string: an escape, a pair of escapes, or UTF-8.
  private static func scalarLength(_ bytes: [UInt8], at offset: Int) -> Int {
    let byte = bytes[offset]
    switch byte {
    case 0x5C:
      if bytes[offset + 1] != 0x75 { return 2 }
      let isHighSurrogate =
        bytes[offset + 2] | 0x20 == 0x64 && [0x38, 0x39, 0x61, 0x62].contains(bytes[offset + 3] | 0x20)
      return isHighSurrogate ? 12 : 6
    case 0xC0..<0xE0: return 2
    case 0xE0..<0xF0: return 3
    case 0xF0...: return 4
    default: return 1
    }
  }
}

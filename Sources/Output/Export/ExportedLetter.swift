// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// A letter as documents for search engines: values are cut from the record and its rows as they stand there.
///
/// A value that is not what its column promises is left out: a worker is not trusted, and an engine refuses the whole document for
/// one date that is none.
public struct ExportedLetter: Sendable {
  /// One document: a value of JSON a column, `nil` for what is unknown.
  struct Document: Sendable {
    let kind: ExportKind
    /// Without quotes.
    let id: [UInt8]
    /// In the order of the kind's columns.
    let values: [[UInt8]?]
  }

  /// The letter's identifier.
  public let id: [UInt8]
  let documents: [Document]

  /// Cuts a record into documents.
  public init(_ record: RecordLine, path: RecordPath) {
    let bytes = record.bytes
    let name = record.value("id").map { Array(bytes[$0].dropFirst().dropLast()) } ?? []
    id = name
    let letter = LetterMembers(record, path)
    var documents = [Document(.letters, id: name, letter.members)]
    for kind in [ExportKind.sections, .commitments] {
      let rows = TableWriter(kind == .sections ? .sections : .commitments)(record, path: path)
      var start = 0
      var at = 0
      while start < rows.count {
        var scanner = JSONScanner(rows, at: start)
        // Rows are ours: one that is none would be a fault of TableWriter, and its tests are elsewhere.
        guard let row = try? RecordElement(&scanner) else { break }
        var members = letter.shared
        for member in row.members {
          members[String(decoding: rows[member.key], as: UTF8.self)] = Array(rows[member.value])
        }
        if kind == .sections { letter.complete(&members, section: at) }
        let own = members["id"].map { Array($0.dropFirst().dropLast()) } ?? []
        documents.append(Document(kind, id: own, members))
        start = scanner.offset + 1
        at += 1
      }
    }
    self.documents = documents
  }

  /// Identifiers of the documents.
  public var identifiers: Set<ExportIdentifier> { Set(documents.map { ExportIdentifier(kind: $0.kind, id: $0.id) }) }
}

/// What names a document.
public struct ExportIdentifier: Sendable, Hashable {
  let kind: ExportKind
  let id: [UInt8]

  /// The letter's own document, where nothing else is known of a letter.
  public init(letter sha256: String) {
    kind = .letters
    id = Array(LetterEncoder.id(sha256: sha256).utf8)
  }

  init(kind: ExportKind, id: [UInt8]) {
    self.kind = kind
    self.id = id
  }

  /// In the order of the kinds, then of the bytes.
  public static func isBefore(_ one: ExportIdentifier, _ other: ExportIdentifier) -> Bool {
    let kinds = ExportKind.allCases
    let (a, b) = (kinds.firstIndex(of: one.kind) ?? 0, kinds.firstIndex(of: other.kind) ?? 0)
    return a == b ? one.id.lexicographicallyPrecedes(other.id) : a < b
  }
}

extension ExportedLetter.Document {
  /// Takes what belongs in the kind's columns.
  init(_ kind: ExportKind, id: [UInt8], _ members: [String: [UInt8]]) {
    self.kind = kind
    self.id = id
    values = kind.columns.map { column in
      if column.kind == .seconds {
        guard let value = members[column.day], let day = ExportValue.day(value) else { return nil }
        return Array(String((day.ordinal - ExportValue.epoch) * 86_400).utf8)
      }
      guard let value = members[column.name], ExportValue.fits(value, column.kind) else { return nil }
      return value
    }
  }
}

/// What the documents of a letter take from the record beside their own rows.
private struct LetterMembers {
  /// Members of the letter's own document.
  private(set) var members: [String: [UInt8]] = [:]
  private let headings: [[UInt8]?]
  private let notes: [[UInt8]?]

  init(_ record: RecordLine, _ path: RecordPath) {
    let bytes = record.bytes
    headings = LetterMembers.headings(record)
    notes = LetterMembers.notes(record)
    members["id"] = record.value("id").map { Array(bytes[$0]) }
    var quoted = JSONBuffer(capacity: path.bytes.count + 2)
    quoted.string(String(decoding: path.bytes, as: UTF8.self))
    members["path"] = quoted.bytes
    for name in ["sha256", "format", "pages"] as [StaticString] {
      members["\(name)"] = record.object("source")?.value(name, in: bytes).map { Array(bytes[$0]) }
    }
    guard let metadata = record.object("metadata") else { return }
    for member in metadata.members {
      let key = String(decoding: bytes[member.key], as: UTF8.self)
      if key != "references" { members[key] = Array(bytes[member.value]) }
    }
    for (column, object) in [("signatories", "name"), ("offices", "office")] as [(String, StaticString)] {
      members[column] = LetterMembers.pick(object, from: metadata.value("signatories", in: bytes), in: bytes)
    }
    if let references = metadata.value("references", in: bytes) {
      var scanner = JSONScanner(bytes, at: references.lowerBound)
      for member in (try? RecordElement(&scanner))?.members ?? [] {
        let key = String(decoding: bytes[member.key], as: UTF8.self)
        members["references" + key.prefix(1).uppercased() + key.dropFirst()] = Array(bytes[member.value])
      }
    }
    members["citations"] = LetterMembers.pick("id", from: record.value("citations"), in: bytes)
  }

  /// What sections and commitments repeat of their letter beyond what their rows have.
  var shared: [String: [UInt8]] { members.filter { $0.key == "dossiers" } }

  /// Adds what a section's row lacks: the headings above it, and its notes.
  func complete(_ row: inout [String: [UInt8]], section: Int) {
    row["headings"] = headings.indices.contains(section) ? headings[section] : nil
    row["footnotes"] = notes.indices.contains(section) ? notes[section] : nil
  }

  /// The distinct values of a member of the objects of an array, as an array; `nil` for none.
  private static func pick(_ name: StaticString, from array: Range<Int>?, in bytes: [UInt8]) -> [UInt8]? {
    guard let array else { return nil }
    var scanner = JSONScanner(bytes, at: array.lowerBound)
    var found: [[UInt8]] = []
    var seen: Set<[UInt8]> = []
    try? scanner.elements { (scanner) throws(JSONError) in
      let element = try RecordElement(&scanner)
      guard let value = element.value(name, in: bytes).map({ Array(bytes[$0]) }) else { return }
      if seen.insert(value).inserted { found.append(value) }
    }
    return LetterMembers.array(found)
  }

  private static func array(_ values: [[UInt8]]) -> [UInt8]? {
    if values.isEmpty { return nil }
    return [0x5B] + values.joined(separator: [0x2C]) + [0x5D]
  }

  /// For each section the headings from the outermost to its own.
  private static func headings(_ record: RecordLine) -> [[UInt8]?] {
    let bytes = record.bytes
    var paths: [[UInt8]: [[UInt8]]] = [:]
    return record.elements("sections").map { section in
      // A parent stands before what is below it.
      var path = section.value("parent", in: bytes).flatMap { paths[Array(bytes[$0])] } ?? []
      if let heading = section.value("heading", in: bytes), bytes[heading.lowerBound] == 0x22 {
        path.append(Array(bytes[heading]))
      }
      if let id = section.value("id", in: bytes) { paths[Array(bytes[id])] = path }
      return array(path)
    }
  }

  /// For each section the texts of the notes that are first called in it.
  private static func notes(_ record: RecordLine) -> [[UInt8]?] {
    let bytes = record.bytes
    var texts: [[UInt8]: [[UInt8]]] = [:]
    for note in record.elements("footnotes") {
      guard let text = note.value("text", in: bytes), let calls = note.value("calls", in: bytes) else { continue }
      var scanner = JSONScanner(bytes, at: calls.lowerBound)
      var section: [UInt8]?
      try? scanner.elements { (scanner) throws(JSONError) in
        let call = try RecordElement(&scanner)
        if section == nil { section = call.value("section", in: bytes).map { Array(bytes[$0]) } }
      }
      if let section { texts[section, default: []].append(Array(bytes[text])) }
    }
    return record.elements("sections").map { section in
      section.value("id", in: bytes).flatMap { texts[Array(bytes[$0])] }.flatMap(array)
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A record as it came from a worker: checked, and open for cutting without being decoded.
///
/// Inside the program a record has an empty path, for nothing in it may depend on a file's name; ``line(path:)`` puts one in.
public struct RecordLine: Sendable {
  /// The record, ended by a line feed.
  public let bytes: [UInt8]
  /// Where each value of the outermost object lies.
  private let values: [String: Range<Int>]

  /// Checks what an untrusted worker sent for the document with this hash.
  ///
  /// - Throws: ``JSONError`` when it is not one line of JSON, or not the record of that document.
  public init(_ bytes: [UInt8], sha256: String) throws(JSONError) {
    var scanner = JSONScanner(bytes)
    var values: [String: Range<Int>] = [:]
    try scanner.members { (scanner, key) throws(JSONError) in
      let name = String(decoding: bytes[key], as: UTF8.self)
      if values[name] != nil { throw JSONError(message: "\(name) comes twice", offset: key.lowerBound) }
      values[name] = try scanner.value(depth: 1)
    }
    guard scanner.offset == bytes.count - 1, bytes.last == 0x0A else {
      throw JSONError(message: "expected one line", offset: scanner.offset)
    }
    let head = RecordLine.head(sha256: sha256) + "\"\",\"sha256\":\"\(sha256)\","
    guard bytes.starts(with: head.utf8) else { throw JSONError(message: "expected the record of \(sha256)", offset: 0) }
    for name in RecordLine.required {
      guard let range = values[name.key], bytes[range.lowerBound] == name.opens else {
        throw JSONError(message: "expected \(name.key)", offset: 0)
      }
    }
    self.bytes = bytes
    self.values = values
  }

  /// Whether a page of the document is missing from the record, as its warnings say.
  public var isPartial: Bool {
    elements("warnings").contains { warning in
      guard let code = warning.value("code", in: bytes) else { return false }
      return RecordLine.partialCodes.contains(String(decoding: bytes[code].dropFirst().dropLast(), as: UTF8.self))
    }
  }

  /// Rows the record gives a table.
  public func count(_ table: RecordTable) -> Int { table == .letters ? 1 : elements(table.rawValue).count }

  /// The record under a file's name, with the ids of the letters that are this one in another layout.
  public func line(path: RecordPath, twins: [String] = []) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(bytes.count + path.json.count + 20 * twins.count + 16)
    line.append(contentsOf: bytes[..<RecordLine.pathOffset])
    line.append(contentsOf: path.json)
    line.append(contentsOf: bytes[(RecordLine.pathOffset + 2)...])
    if !twins.isEmpty {
      line.removeLast(2)
      line.append(contentsOf: Array(",\"twins\":".utf8) + RecordLine.json(twins) + Array("}\n".utf8))
    }
    return line
  }

  /// Ids as a JSON array.
  static func json(_ ids: [String]) -> [UInt8] { Array("[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]".utf8) }

  /// The value of a member of the outermost object, as JSON.
  func value(_ name: String) -> Range<Int>? { values[name] }

  /// The elements of an array of the outermost object, each with the places of its members.
  func elements(_ name: String) -> [RecordElement] {
    guard let range = values[name] else { return [] }
    var scanner = JSONScanner(bytes, at: range.lowerBound)
    var found: [RecordElement] = []
    // The grammar was checked when the line came in.
    try? scanner.elements { (scanner) throws(JSONError) in found.append(try RecordElement(&scanner)) }
    return found
  }

  /// The members of an object of the outermost object.
  func object(_ name: String) -> RecordElement? {
    guard let range = values[name] else { return nil }
    var scanner = JSONScanner(bytes, at: range.lowerBound)
    return try? RecordElement(&scanner)
  }

  private static func head(sha256: String) -> String {
    "{\"schema\":\"\(LetterEncoder.schema)\",\"id\":\"\(LetterEncoder.id(sha256: sha256))\",\"source\":{\"path\":"
  }

  /// Where the path stands, the same in every record.
  private static let pathOffset = head(sha256: String(repeating: "0", count: 64)).utf8.count

  /// Codes of warnings that say that a page is missing.
  private static let partialCodes: Set<String> = ["page-unreadable", "page-lost"]

  private static let required: [(key: String, opens: UInt8)] = [
    ("source", 0x7B), ("metadata", 0x7B), ("text", 0x22), ("sections", 0x5B), ("paragraphs", 0x5B), ("footnotes", 0x5B),
    ("citations", 0x5B), ("commitments", 0x5B), ("warnings", 0x5B),
  ]
}

/// An object inside a record: where it lies, and where its members lie.
struct RecordElement {
  /// The object with its braces; empty for an element that is no object.
  let range: Range<Int>
  /// In order: key without quotes, value.
  let members: [(key: Range<Int>, value: Range<Int>)]

  init(_ scanner: inout JSONScanner) throws(JSONError) {
    let start = scanner.offset
    guard scanner.bytes[start] == 0x7B else {
      range = try scanner.value()
      members = []
      return
    }
    var members: [(key: Range<Int>, value: Range<Int>)] = []
    try scanner.members { (scanner, key) throws(JSONError) in members.append((key, try scanner.value())) }
    self.members = members
    range = start..<scanner.offset
  }

  /// The value under a key.
  func value(_ key: StaticString, in bytes: [UInt8]) -> Range<Int>? {
    members.first { member in
      bytes[member.key].elementsEqual(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }?.value
  }
}

/// A file's name as a record shows it.
public struct RecordPath: Sendable, Equatable {
  /// The bytes of the path.
  public let bytes: [UInt8]
  /// As a JSON string; a path that is not UTF-8 is repaired for the eye, and given exactly in a member `pathHex` after it.
  public let json: [UInt8]

  /// Prepares a path.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var buffer = JSONBuffer(capacity: bytes.count + 8)
    let repaired = String(decoding: bytes, as: UTF8.self)
    buffer.string(repaired)
    if !repaired.utf8.elementsEqual(bytes) {
      buffer.key("pathHex")
      buffer.string(bytes.map { RecordPath.digits[Int($0 >> 4)] + RecordPath.digits[Int($0 & 15)] }.joined())
    }
    json = buffer.bytes
  }

  private static let digits = (0..<16).map { String($0, radix: 16) }
}

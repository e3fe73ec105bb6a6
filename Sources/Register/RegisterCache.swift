// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// A register as it was made before, so that asking again is quick: a file that may be deleted at any time.
///
/// A first line with the key of what it was made of, one line an entry, a last line with their number and a sum over all bytes before it.
/// A file with another key, or one that is torn or damaged, is none.
public enum RegisterCache {
  /// Writes the file, in pieces.
  ///
  /// - Parameters:
  ///   - key: Names everything the register was made of.
  ///   - write: Takes the pieces, one after another.
  public static func write(
    _ register: CommitmentRegister,
    key: String,
    words: RegisterWords,
    _ write: ([UInt8]) -> Void
  ) {
    var json = JSONBuffer()
    json.beginObject()
    json.member("schema", schema)
    json.member("key", key)
    json.key("problems")
    json.beginArray()
    for problem in register.problems {
      json.beginObject()
      json.member("line", problem.line)
      json.member("message", problem.message)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    var sum = CacheSum()
    func add(_ bytes: [UInt8]) {
      sum.add(bytes)
      write(bytes)
    }
    add(json.bytes)
    // No day: what depends on it is not kept.
    let view = RegisterView(register, register.entries, words: words, day: Day(ordinal: 0))
    let encoder = RegisterEncoder(view: view, isKept: true)
    let entries = register.entries
    Parallel.inOrder((entries.count + piece - 1) / piece) { number in
      var json = JSONBuffer(capacity: 2048 * piece)
      for at in number * piece..<min(entries.count, (number + 1) * piece) { encoder.write(entries[at], into: &json) }
      return json.bytes
    } take: {
      add($0)
    }
    json = JSONBuffer()
    json.beginObject()
    json.member("end", entries.count)
    json.member("sum", sum.text())
    json.endObject()
    json.endLine()
    write(json.bytes)
  }

  /// Entries that are written at a time.
  private static let piece = 256

  /// The register that was kept under this key, or `nil`.
  ///
  /// - Parameters:
  ///   - filter: Entries that it leaves out by status or deadline are passed over unread.
  ///   - isBrief: Whether the entries' steps are not needed: what is left out then is not read.
  public static func register(
    _ bytes: UnsafeBufferPointer<UInt8>,
    key: String,
    filter: RegisterFilter,
    isBrief: Bool = false
  ) -> CommitmentRegister? {
    var cursor = RecordCursor(bytes)
    guard let problems = head(&cursor, key: key) else { return nil }
    var decoder = EntryDecoder(filter: filter, isBrief: isBrief)
    var count = 0
    while true {
      let start = cursor.at
      let line = decoder.line(&cursor)
      if cursor.isBroken || !cursor.take(0x0A) { return nil }
      switch line {
      case .entry: count += 1
      case .end(let number, let sum):
        guard number == count, cursor.at == bytes.count else { return nil }
        var found = CacheSum()
        found.add(UnsafeBufferPointer(rebasing: bytes[..<start]))
        return found.text() == sum ? decoder.register(problems) : nil
      case nil: return nil
      }
    }
  }

  /// Whether a file that begins with these bytes was kept under this key.
  public static func begins(_ bytes: [UInt8], key: String) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = RecordCursor(bytes)
      return head(&cursor, key: key) != nil
    }
  }

  /// A short name of a text, for a key.
  public static func fingerprint(_ text: String) -> String { String(Hash.of(text.utf8), radix: 16) }

  private static let schema = "griffier.register-cache/3"

  private static func head(_ cursor: inout RecordCursor, key: String) -> [Corrections.Problem]? {
    var (schema, found): (String?, String?) = (nil, nil)
    var problems: [Corrections.Problem] = []
    cursor.members { cursor, name in
      if cursor.says(name, "schema") {
        schema = cursor.text()
      } else if cursor.says(name, "key") {
        found = cursor.text()
      } else if cursor.says(name, "problems") {
        cursor.elements { cursor in
          var problem = Corrections.Problem(line: 0, message: "")
          cursor.members { cursor, name in
            if cursor.says(name, "line") {
              problem.line = cursor.int() ?? 0
            } else if cursor.says(name, "message") {
              problem.message = cursor.text() ?? ""
            } else {
              cursor.skip()
            }
          }
          problems.append(problem)
        }
      } else {
        cursor.skip()
      }
    }
    guard !cursor.isBroken, cursor.take(0x0A), schema == self.schema, found == key else { return nil }
    return problems
  }
}

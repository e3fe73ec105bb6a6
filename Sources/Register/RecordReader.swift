// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// Why records could not be read.
public struct RegisterInputError: Error, Sendable, Equatable {
  /// Line of the records, from 1.
  public var line: Int

  /// Creates an error.
  public init(line: Int) { self.line = line }
}

/// Reads letters and their commitments from lines of records, in pieces of any size.
public struct RecordReader: Sendable {
  /// In the order of the records.
  public private(set) var letters: [RegisterLetter] = []
  /// In the order of the records.
  public private(set) var mentions: [Mention] = []
  private var rest: [UInt8] = []
  private var lines = 0

  /// Creates a reader that has read nothing.
  public init() {}

  init(letters: [RegisterLetter], mentions: [Mention]) {
    self.letters = letters
    self.mentions = mentions
  }

  /// Takes the next piece of `letters.jsonl`.
  ///
  /// - Throws: ``RegisterInputError`` at the first line that is no record.
  public mutating func add(_ bytes: [UInt8]) throws(RegisterInputError) {
    let piece = rest.isEmpty ? bytes : rest + bytes
    let read = try piece.withUnsafeBufferPointer { piece throws(RegisterInputError) in try self.read(piece) }
    rest = Array(piece[read...])
  }

  /// Takes what was left without a line feed.
  ///
  /// - Throws: ``RegisterInputError`` where that is no record.
  public mutating func finish() throws(RegisterInputError) {
    let last = rest
    rest = []
    if last.isEmpty { return }
    try last.withUnsafeBufferPointer { last throws(RegisterInputError) in try self.record(last) }
  }

  /// Reads whole lines; the last one may lack its line feed.
  public static func lines(_ bytes: ArraySlice<UInt8>) -> Result<RecordReader, RegisterInputError> {
    bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(RegisterInputError) in
        var reader = RecordReader()
        let read = try reader.read(bytes)
        if read < bytes.count { try reader.record(UnsafeBufferPointer(rebasing: bytes[read...])) }
        return reader
      }
    }
  }

  /// One reader of what others made of pieces that follow one another.
  ///
  /// - Throws: ``RegisterInputError`` at the first line that is no record.
  public init(_ parts: consuming [Result<RecordReader, RegisterInputError>]) throws(RegisterInputError) {
    var (letters, mentions): ([[RegisterLetter]], [[Mention]]) = ([], [])
    for at in parts.indices {
      switch parts[at] {
      case .failure(let error): throw RegisterInputError(line: lines + error.line)
      case .success(let part):
        lines += part.lines
        letters.append(part.letters)
        mentions.append(part.mentions)
      }
      // Nobody else holds them any more: they can be moved.
      parts[at] = .success(RecordReader())
    }
    var shift = 0
    for (at, count) in letters.map(\.count).enumerated() {
      for i in mentions[at].indices { mentions[at][i].letter += shift }
      shift += count
    }
    self.letters = Array(moving: &letters, leaving: RegisterLetter(id: "", path: ""))
    self.mentions = Array(moving: &mentions, leaving: Mention(commitment: "", letter: 0))
  }

  /// Reads lines that end in a line feed; how many bytes these are.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(RegisterInputError) -> Int {
    var start = 0
    while let base = bytes.baseAddress, start < bytes.count, let end = memchr(base + start, 0x0A, bytes.count - start) {
      let end = UnsafeRawPointer(end) - UnsafeRawPointer(base)
      try record(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      start = end + 1
    }
    return start
  }

  private mutating func record(_ line: UnsafeBufferPointer<UInt8>) throws(RegisterInputError) {
    lines += 1
    var found = RecordLetter(index: letters.count)
    // Handed over and back: its mentions are added to those there are.
    swap(&found.mentions, &mentions)
    let isRecord = found.read(RecordCursor(line))
    swap(&found.mentions, &mentions)
    if !isRecord { throw RegisterInputError(line: lines) }
    letters.append(found.letter)
  }
}

/// One record, read.
private struct RecordLetter {
  var letter = RegisterLetter(id: "", path: "")
  /// Those of the letters before it, then its own.
  var mentions: [Mention] = []
  private var text = 0..<0
  /// Headings by their places, still escaped.
  private var sections: [String: (heading: Range<Int>, start: Int)] = [:]
  private var calls: [(label: String, offset: Int)] = []
  private var citations: [(id: String, start: Int?, footnote: String?)] = []
  private let index: Int

  init(index: Int) { self.index = index }

  /// Reads it; whether it is a record.
  mutating func read(_ start: RecordCursor) -> Bool {
    let first = mentions.count
    var cursor = start
    cursor.members { cursor, key in self.read(key, &cursor) }
    if cursor.isBroken || cursor.at != cursor.bytes.count || letter.id.isEmpty { return false }
    var walk = TextWalk(text: text)
    for i in first..<mentions.count { complete(i, cursor, &walk) }
    MentionIdentity.assign(&mentions, from: first, letter: letter.id)
    return true
  }

  private mutating func read(_ key: Range<Int>, _ cursor: inout RecordCursor) {
    if cursor.says(key, "id") {
      letter.id = cursor.text() ?? ""
    } else if cursor.says(key, "source") {
      var path = ""
      cursor.members { cursor, key in if cursor.says(key, "path") { path = cursor.text() ?? "" } else { cursor.skip() }
      }
      letter.path = path
    } else if cursor.says(key, "metadata") {
      metadata(&cursor)
    } else if cursor.says(key, "text") {
      text = cursor.string()
    } else if cursor.says(key, "sections") {
      cursor.elements { self.section(&$0) }
    } else if cursor.says(key, "footnotes") {
      cursor.elements { self.footnote(&$0) }
    } else if cursor.says(key, "citations") {
      cursor.elements { self.citation(&$0) }
    } else if cursor.says(key, "commitments") {
      cursor.elements { self.commitment(&$0) }
    } else {
      cursor.skip()
    }
  }

  private mutating func metadata(_ cursor: inout RecordCursor) {
    var letter = self.letter
    cursor.members { cursor, key in
      if cursor.says(key, "date") {
        letter.date = cursor.day()
      } else if cursor.says(key, "subject") {
        letter.subject = cursor.text()
      } else if cursor.says(key, "sender") {
        letter.sender = cursor.text()
      } else if cursor.says(key, "chamber") {
        letter.chamber = cursor.text()
      } else if cursor.says(key, "dossiers") {
        letter.dossiers = cursor.texts()
      } else if cursor.says(key, "number") {
        letter.number = cursor.text()
      } else if cursor.says(key, "references") {
        cursor.members { cursor, key in
          if cursor.says(key, "yours") {
            cursor.skip()
          } else if let text = cursor.text() {
            letter.references.append(text)
          }
        }
      } else if cursor.says(key, "signatories") {
        cursor.elements { cursor in
          var signatory = RegisterLetter.Signatory(office: "", name: nil)
          cursor.members { cursor, key in
            if cursor.says(key, "office") {
              signatory.office = cursor.text() ?? ""
            } else if cursor.says(key, "name") {
              signatory.name = cursor.text()
            } else {
              cursor.skip()
            }
          }
          letter.signatories.append(signatory)
        }
      } else {
        cursor.skip()
      }
    }
    self.letter = letter
  }

  private mutating func section(_ cursor: inout RecordCursor) {
    var id = ""
    var heading = 0..<0
    var start = 0
    cursor.members { cursor, key in
      if cursor.says(key, "id") {
        id = cursor.text() ?? ""
      } else if cursor.says(key, "heading") {
        heading = cursor.string()
      } else if cursor.says(key, "start") {
        start = cursor.int() ?? 0
      } else {
        cursor.skip()
      }
    }
    sections[id] = (heading, start)
  }

  private mutating func footnote(_ cursor: inout RecordCursor) {
    var label = ""
    var offsets: [Int] = []
    cursor.members { cursor, key in
      if cursor.says(key, "label") {
        label = cursor.text() ?? ""
      } else if cursor.says(key, "calls") {
        cursor.elements { cursor in
          cursor.members { cursor, key in
            if cursor.says(key, "offset"), let offset = cursor.int() { offsets.append(offset) } else { cursor.skip() }
          }
        }
      } else {
        cursor.skip()
      }
    }
    calls += offsets.map { (label, $0) }
  }

  private mutating func citation(_ cursor: inout RecordCursor) {
    var id: String?
    var start: Int?
    var footnote: String?
    cursor.members { cursor, key in
      if cursor.says(key, "id") {
        id = cursor.text()
      } else if cursor.says(key, "start") {
        start = cursor.int()
      } else if cursor.says(key, "footnote") {
        footnote = cursor.text()
      } else {
        cursor.skip()
      }
    }
    if let id { citations.append((id, start, footnote)) }
  }

  private mutating func commitment(_ cursor: inout RecordCursor) {
    var mention = Mention(commitment: "", letter: index)
    cursor.members { cursor, key in
      if cursor.says(key, "id") {
        mention.commitment = cursor.text() ?? ""
      } else if cursor.says(key, "kind") {
        mention.kind = cursor.text() ?? ""
      } else if cursor.says(key, "status") {
        mention.status = cursor.text() ?? "open"
      } else if cursor.says(key, "text") {
        mention.text = cursor.text() ?? ""
      } else if cursor.says(key, "start") {
        mention.start = cursor.int()
      } else if cursor.says(key, "end") {
        mention.end = cursor.int()
      } else if cursor.says(key, "section") {
        mention.section = cursor.text()
      } else if cursor.says(key, "page") {
        mention.page = cursor.int()
      } else if cursor.says(key, "footnote") {
        mention.footnote = cursor.text()
      } else if cursor.says(key, "holder") {
        mention.holder = cursor.text()
      } else if cursor.says(key, "recipient") {
        mention.recipient = cursor.text()
      } else if cursor.says(key, "action") {
        mention.action = cursor.text()
      } else if cursor.says(key, "registerIds") {
        mention.registerIds = cursor.texts()
      } else if cursor.says(key, "confidence") {
        mention.confidence = RecordLetter.share(&cursor)
      } else {
        RecordLetter.slot(key, &mention, &cursor)
      }
    }
    mentions.append(mention)
  }

  /// The slots that are objects.
  private static func slot(_ key: Range<Int>, _ mention: inout Mention, _ cursor: inout RecordCursor) {
    if cursor.says(key, "deadline") {
      cursor.members { cursor, key in
        if cursor.says(key, "text") {
          mention.deadline = cursor.text()
        } else if cursor.says(key, "from") {
          mention.from = cursor.day()
        } else if cursor.says(key, "until") {
          mention.until = cursor.day()
        } else if cursor.says(key, "precision") {
          mention.precision = cursor.text()
        } else if cursor.says(key, "replaces") {
          mention.replaces = cursor.text()
        } else {
          cursor.skip()
        }
      }
    } else if cursor.says(key, "occasion") {
      cursor.members { cursor, key in
        if cursor.says(key, "text") {
          mention.occasion = cursor.text()
        } else if cursor.says(key, "date") {
          mention.occasionDate = cursor.day()
        } else {
          cursor.skip()
        }
      }
    } else if cursor.says(key, "motion") {
      cursor.members { cursor, key in
        if cursor.says(key, "movers") {
          mention.movers = cursor.texts()
        } else if cursor.says(key, "citation") {
          mention.motion = cursor.text()
        } else {
          cursor.skip()
        }
      }
    } else if cursor.says(key, "fulfilledBy") {
      cursor.members { cursor, key in
        if cursor.says(key, "text") { mention.evidence = cursor.text() } else { cursor.skip() }
      }
    } else {
      cursor.skip()
    }
  }

  /// A number in 0…1 as the record writes it.
  private static func share(_ cursor: inout RecordCursor) -> Double {
    let start = cursor.at
    cursor.skip()
    return Double(String(decoding: cursor.bytes[start..<cursor.at], as: UTF8.self)) ?? 1
  }

  /// Papers cited in the sentence, and what stands before it.
  private mutating func complete(_ i: Int, _ cursor: RecordCursor, _ walk: inout TextWalk) {
    if let label = mentions[i].footnote {
      mentions[i].citations = citations.filter { $0.footnote == label }.map(\.id)
      return
    }
    guard let start = mentions[i].start, let end = mentions[i].end else { return }
    // A call stands after the full stop, so that its offset may be the sentence's end.
    let labels = calls.filter { $0.offset >= start && $0.offset <= end }.map(\.label)
    for citation in citations {
      if let at = citation.start, at >= start, at < end { mentions[i].citations.append(citation.id) }
      if let label = citation.footnote, labels.contains(label) { mentions[i].citations.append(citation.id) }
    }
    let section = mentions[i].section.flatMap { sections[$0] }
    mentions[i].heading = section.map { cursor.plain($0.heading) } ?? []
    // Another commitment before it speaks of something else.
    let from = max(section?.start ?? 0, start - RecordLetter.reach, walk.end <= start ? walk.end : 0)
    if from < start {
      let first = walk.place(of: from, cursor)
      mentions[i].context = cursor.plain(first..<walk.place(of: start, cursor))
    }
    walk.end = end
  }

  /// A place in the text that mostly moves forward: findings come in the order of the text.
  private struct TextWalk {
    let text: Range<Int>
    private var scalar = 0
    private var byte: Int
    /// End of the commitment before, in scalars.
    var end = 0

    init(text: Range<Int>) {
      self.text = text
      byte = text.lowerBound
    }

    /// The byte at which a scalar begins.
    mutating func place(of target: Int, _ cursor: RecordCursor) -> Int {
      if target < scalar { (scalar, byte) = (0, text.lowerBound) }
      byte = cursor.advance(from: byte, by: target - scalar, end: text.upperBound)
      scalar = target
      return byte
    }
  }

  /// Unicode scalars before a sentence that may name what it speaks of: two sentences of middling length.
  private static let reach = 240
}

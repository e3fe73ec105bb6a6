// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the YAML that packs are written in, many times faster than the whole of YAML can be read: a worker reads the pack at
/// every start.
///
/// Known are block mappings and lists, plain values over one line or more, flow lists and mappings, and quoted values of one
/// line without escapes. At anything else, errors included, the reader gives up and the caller turns to Yams: what is read here
/// means the same there.
struct PlainYAMLReader {
  private struct GivesUp: Error {}

  private struct Line {
    /// First byte that is no blank; one past the last.
    var start: Int
    var end: Int
    /// Column of `start`.
    var indent: Int
    /// From 1.
    var number: Int
  }

  private let text: [UInt8]
  private var lines: [Line] = []
  /// The line that is read next.
  private var next = 0

  private init(_ text: [UInt8]) { self.text = text }

  /// The file's tree, or `nil` where the text needs the whole of YAML.
  static func read(_ yaml: String) -> PackTree? {
    var reader = PlainYAMLReader(Array(yaml.utf8))
    do {
      try reader.cutLines()
      guard let first = reader.lines.first else { return nil }
      let tree = try reader.block(first.indent)
      return reader.next == reader.lines.count ? tree : nil
    } catch {
      return nil
    }
  }

  /// Lines that say something: neither empty nor a comment.
  private mutating func cutLines() throws(GivesUp) {
    var start = 0
    var number = 1
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A {
        if text[end] < 0x20 || text[end] >= 0x7F, isOdd(end) { throw GivesUp() }
        end += 1
      }
      var first = start
      while first < end, text[first] == 0x20 { first += 1 }
      if first < end, text[first] != 0x23 {
        if first == start, text[first] == 0x25 || hasPrefix("---", first, end) || hasPrefix("...", first, end) {
          throw GivesUp()
        }
        lines.append(Line(start: first, end: end, indent: first - start, number: number))
      }
      start = end + 1
      number += 1
    }
  }

  /// A control character, a byte order mark, or one of the line ends beyond ASCII that YAML knows.
  private func isOdd(_ at: Int) -> Bool {
    switch text[at] {
    case 0xC2: return text[at + 1] < 0xA0
    case 0xE2: return text[at + 1] == 0x80 && (text[at + 2] == 0xA8 || text[at + 2] == 0xA9)
    case 0xEF: return true
    default: return text[at] <= 0x7F
    }
  }

  private func hasPrefix(_ prefix: StaticString, _ at: Int, _ end: Int) -> Bool {
    guard at + prefix.utf8CodeUnitCount <= end else { return false }
    return prefix.withUTF8Buffer { bytes in bytes.indices.allSatisfy { text[at + $0] == bytes[$0] } }
  }

  // MARK: Blocks

  /// The list, mapping or value whose lines begin at a column.
  private mutating func block(_ indent: Int) throws(GivesUp) -> PackTree {
    let line = lines[next]
    if isItem(line) { return try list(indent) }
    if try keyEnd(line) != nil { return try mapping(indent) }
    return try inline(line.start, line.end, below: indent - 1)
  }

  private func isItem(_ line: Line) -> Bool {
    text[line.start] == 0x2D && (line.start + 1 == line.end || text[line.start + 1] == 0x20)
  }

  private mutating func list(_ indent: Int) throws(GivesUp) -> PackTree {
    let number = lines[next].number
    var items: [PackTree] = []
    while next < lines.count, lines[next].indent == indent, isItem(lines[next]) {
      var content = lines[next].start + 1
      while content < lines[next].end, text[content] == 0x20 { content += 1 }
      if content == lines[next].end || text[content] == 0x23 { throw GivesUp() }
      // What follows the dash is a line of its own, further to the right.
      lines[next].indent += content - lines[next].start
      lines[next].start = content
      let line = lines[next]
      let hasKey = try keyEnd(line) != nil
      if hasKey || isItem(line) {
        items.append(try block(line.indent))
      } else {
        items.append(try inline(line.start, line.end, below: indent))
      }
    }
    if next < lines.count, lines[next].indent > indent { throw GivesUp() }
    return PackTree(line: number, .list(items))
  }

  private mutating func mapping(_ indent: Int) throws(GivesUp) -> PackTree {
    let number = lines[next].number
    var entries: [(key: String?, value: PackTree)] = []
    var keys: Set<String> = []
    while next < lines.count, lines[next].indent == indent, !isItem(lines[next]) {
      let line = lines[next]
      guard let end = try keyEnd(line) else { throw GivesUp() }
      let key = string(line.start, end)
      guard keys.insert(key).inserted else { throw GivesUp() }
      var content = end + 1
      while content < line.end, text[content] == 0x20 { content += 1 }
      if content < line.end, text[content] != 0x23 {
        entries.append((key, try inline(content, line.end, below: indent)))
        continue
      }
      next += 1
      if next < lines.count, lines[next].indent > indent || lines[next].indent == indent && isItem(lines[next]) {
        entries.append((key, try block(lines[next].indent)))
      } else {
        throw GivesUp()
      }
    }
    if next < lines.count, lines[next].indent > indent { throw GivesUp() }
    return PackTree(line: number, .mapping(entries))
  }

  /// Where the key with which a line begins ends, at its colon; `nil` where the line begins with no key.
  private func keyEnd(_ line: Line) throws(GivesUp) -> Int? {
    guard begins(plain: line.start, line.end) else {
      // A quoted key is possible, but rare.
      if text[line.start] == 0x22 || text[line.start] == 0x27 {
        let close = try quotationEnd(line.start, line.end)
        if close < line.end, text[close] == 0x3A { throw GivesUp() }
      }
      return nil
    }
    var i = line.start
    while i < line.end {
      if text[i] == 0x3A, i + 1 == line.end || text[i + 1] == 0x20 {
        if text[i - 1] == 0x20 { throw GivesUp() }
        return i
      }
      if text[i] == 0x23, text[i - 1] == 0x20 { return nil }
      i += 1
    }
    return nil
  }

  // MARK: Values

  /// Whether a plain value may begin here: with none of YAML's signs.
  private func begins(plain at: Int, _ end: Int) -> Bool {
    switch text[at] {
    case 0x22, 0x27, 0x5B, 0x5D, 0x7B, 0x7D, 0x2C, 0x23, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x25, 0x40, 0x60: return false
    case 0x3F, 0x3A: return false
    case 0x2D: return at + 1 < end && text[at + 1] != 0x20
    default: return true
    }
  }

  /// A value that begins within a line; the lines of a plain one go on while they stand further right than `indent`.
  private mutating func inline(_ start: Int, _ end: Int, below indent: Int) throws(GivesUp) -> PackTree {
    let number = lines[next].number
    switch text[start] {
    case 0x22, 0x27:
      let close = try quotationEnd(start, end)
      try expectEnd(close, end)
      next += 1
      return PackTree(line: number, .single(string(start + 1, close - 1)))
    case 0x5B, 0x7B:
      var at = start
      let tree = try flow(&at)
      try expectEnd(at, lines[next].end)
      next += 1
      return tree
    default:
      guard begins(plain: start, end) else { throw GivesUp() }
      var (stop, commented) = try plainEnd(start, end)
      var value = string(start, stop)
      next += 1
      while next < lines.count, lines[next].indent > indent {
        let line = lines[next]
        // After a comment or an empty line the value does not simply go on.
        guard !commented, line.number == lines[next - 1].number + 1 else { throw GivesUp() }
        (stop, commented) = try plainEnd(line.start, line.end)
        value += " "
        value += string(line.start, stop)
        next += 1
      }
      return PackTree(line: number, .single(value))
    }
  }

  /// Where a plain value's part in a line ends, without blanks and comment.
  private func plainEnd(_ start: Int, _ end: Int) throws(GivesUp) -> (end: Int, commented: Bool) {
    var stop = end
    var commented = false
    var i = start
    while i < end {
      if text[i] == 0x3A, i + 1 == end || text[i + 1] == 0x20 { throw GivesUp() }
      if text[i] == 0x23, i > start, text[i - 1] == 0x20 {
        stop = i
        commented = true
        break
      }
      i += 1
    }
    while stop > start, text[stop - 1] == 0x20 { stop -= 1 }
    return (stop, commented)
  }

  /// One past the closing mark of a quotation that ends within the line and holds no escape.
  private func quotationEnd(_ start: Int, _ end: Int) throws(GivesUp) -> Int {
    var i = start + 1
    while i < end {
      if text[i] == 0x5C, text[start] == 0x22 { throw GivesUp() }
      if text[i] == text[start] {
        if i + 1 < end, text[i + 1] == text[start] { throw GivesUp() }
        return i + 1
      }
      i += 1
    }
    throw GivesUp()
  }

  /// Nothing but blanks or a comment may stand there.
  private func expectEnd(_ at: Int, _ end: Int) throws(GivesUp) {
    var i = at
    while i < end, text[i] == 0x20 { i += 1 }
    guard i == end || text[i] == 0x23 && i > at else { throw GivesUp() }
  }

  // MARK: Flow

  /// A list or mapping in brackets; `at` moves behind it, over lines where it runs on.
  private mutating func flow(_ at: inout Int) throws(GivesUp) -> PackTree {
    let number = lines[next].number
    let isList = text[at] == 0x5B
    let close: UInt8 = isList ? 0x5D : 0x7D
    var items: [PackTree] = []
    var entries: [(key: String?, value: PackTree)] = []
    at += 1
    while true {
      try skipBlanks(&at)
      if text[at] == close {
        at += 1
        if isList { return PackTree(line: number, .list(items)) }
        guard Set(entries.map(\.key)).count == entries.count else { throw GivesUp() }
        return PackTree(line: number, .mapping(entries))
      }
      if isList {
        items.append(try flowValue(&at))
      } else {
        guard case .single(let key) = try flowValue(&at).value, at < lines[next].end, text[at] == 0x3A else {
          throw GivesUp()
        }
        at += 1
        guard at < lines[next].end, text[at] == 0x20 else { throw GivesUp() }
        try skipBlanks(&at)
        entries.append((key, try flowValue(&at)))
      }
      try skipBlanks(&at)
      if text[at] == 0x2C {
        at += 1
      } else if text[at] != close {
        throw GivesUp()
      }
    }
  }

  private mutating func flowValue(_ at: inout Int) throws(GivesUp) -> PackTree {
    let line = lines[next]
    switch text[at] {
    case 0x5B, 0x7B: return try flow(&at)
    case 0x22, 0x27:
      let start = at
      at = try quotationEnd(start, line.end)
      return PackTree(line: line.number, .single(string(start + 1, at - 1)))
    default:
      guard begins(plain: at, line.end) else { throw GivesUp() }
      let start = at
      scan: while at < line.end {
        switch text[at] {
        case 0x2C, 0x5D, 0x7D: break scan
        case 0x3A:
          guard at + 1 < line.end, text[at + 1] == 0x20 else { throw GivesUp() }
          break scan
        case 0x5B, 0x7B, 0x3F: throw GivesUp()
        case 0x23 where text[at - 1] == 0x20: throw GivesUp()
        default: at += 1
        }
      }
      // A value that runs on over the line's end is left to Yams.
      guard at < line.end else { throw GivesUp() }
      var stop = at
      while stop > start, text[stop - 1] == 0x20 { stop -= 1 }
      return PackTree(line: line.number, .single(string(start, stop)))
    }
  }

  /// Moves over blanks and line ends to the next sign of what stands in brackets.
  private mutating func skipBlanks(_ at: inout Int) throws(GivesUp) {
    while true {
      while at < lines[next].end, text[at] == 0x20 { at += 1 }
      if at < lines[next].end {
        if text[at] == 0x23 { throw GivesUp() }
        return
      }
      next += 1
      guard next < lines.count else { throw GivesUp() }
      at = lines[next].start
    }
  }

  private func string(_ start: Int, _ end: Int) -> String { String(decoding: text[start..<end], as: UTF8.self) }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Lines to text: the one place where glyphs become bytes.
struct TextAssembler {
  var layout: LaidOutDocument
  var hyphens: HyphenResolver
  /// Words that are linked footnote calls, by line: they leave the text and are reported with their offset.
  var calls: [[(word: Int, call: Int)]]
  /// Calls whose word ends in a bracket that stays in the text, by index into the calls.
  var keepingBracket: Set<Int>

  /// Text that grows line by line.
  struct Result {
    var utf8: [UInt8] = []
    var fragments: [LetterText.Fragment] = []
    /// Offset of each linked call, by index into the calls.
    var callOffsets: [Int: Int] = [:]
    /// Where the words stood at which the emphasis of a block's head ends.
    var leadEnd: Int?
  }

  /// Appends the lines of one block, joined; `skipping` words at the head of the first line are left out (bullets, labels).
  ///
  /// - Parameter lead: where the emphasis of the block's head ends; its offset is reported.
  func append(
    _ lines: [Int],
    skipping: Int = 0,
    glyphs: Int = 0,
    lead: RunInHeading.Lead? = nil,
    to result: inout Result
  ) {
    let blockStart = result.utf8.count
    result.leadEnd = nil
    for (position, unit) in units(lines).enumerated() {
      let index = unit.line
      let line = layout.lines[index]
      let words = layout.words(of: line)
      var pending = false
      if position > 0 { pending = line.isTableRow || join(line, &result.utf8, from: blockStart) }
      let lineStart = result.utf8.count
      let linkedHere = calls[index]
      var startedLine = false
      // Most lines are copied as they stand.
      if linkedHere.isEmpty, lead?.line != index, position > 0 || skipping == 0 && glyphs == 0,
        unit.words.count == words.count, !words.contains(where: { isLooseStop($0, line) })
      {
        if pending, result.utf8.count > blockStart { result.utf8.append(0x20) }
        if layout.appendRun(line, to: &result.utf8) {
          result.fragments.append(LetterText.Fragment(start: lineStart, box: layout.box(line)))
          continue
        }
        result.utf8.removeLast(result.utf8.count - lineStart)
      }
      for at in unit.words {
        let word = words[at]
        if position == 0, at < skipping { continue }
        if let lead, lead.line == index, lead.word == at { result.leadEnd = result.utf8.count }
        if at > unit.words.lowerBound, word.spaceBefore, startedLine || position > 0 { pending = true }
        if !linkedHere.isEmpty, linkedHere.contains(where: { $0.word == at }) {
          let here = linkedHere.filter { $0.word == at }.map(\.call)
          for call in here { result.callOffsets[call] = result.utf8.count }
          if here.contains(where: keepingBracket.contains) { result.utf8.append(UInt8(ascii: ")")) }
          continue
        }
        if pending, result.utf8.count > blockStart, !isLooseStop(word, line) { result.utf8.append(0x20) }
        pending = false
        if !startedLine {
          result.fragments.append(LetterText.Fragment(start: lineStart, box: layout.box(line)))
          startedLine = true
        }
        append(word, line, dropping: position == 0 && at == 0 ? glyphs : 0, to: &result.utf8)
      }
    }
  }

  /// What is read in one go: a line, or of a row that the page's end has cut each cell with the rest of it.
  private func units(_ lines: [Int]) -> [(line: Int, words: Range<Int>)] {
    guard lines.count > 1, lines.allSatisfy({ layout.lines[$0].isTableRow }) else {
      return lines.map { ($0, 0..<layout.lines[$0].words.count) }
    }
    var starts = [Int](repeating: 0, count: lines.count)
    var result: [(line: Int, words: Range<Int>)] = []
    for cell in 0..<layout.lines[lines[0]].cells.count {
      for (position, index) in lines.enumerated() where cell < layout.lines[index].cells.count {
        let end = starts[position] + layout.cells[layout.lines[index].cells.lowerBound + cell]
        if end > starts[position] { result.append((index, starts[position]..<end)) }
        starts[position] = end
      }
    }
    return result
  }

  /// A stop or comma that a wide gap has parted from its word.
  private func isLooseStop(_ word: Word, _ line: Line) -> Bool {
    guard word.end - word.start == 1 else { return false }
    let c = layout.document.pages[line.page].scalars[word.start]
    return c == 0x2E || c == 0x2C || c == 0x3B
  }

  /// Appends a word's glyphs: ligatures spelled out, soft hyphens left out.
  private func append(_ word: Word, _ line: Line, dropping: Int, to utf8: inout [UInt8]) {
    // Nine words in ten are ASCII: they are copied as they stand.
    if layout.appendASCII((word.start + dropping)..<word.end, page: line.page, to: &utf8) { return }
    let scalars = layout.document.pages[line.page].scalars
    let start = utf8.count
    var composes = false
    for i in (word.start + dropping)..<word.end {
      let c = scalars[i]
      if (0x300...0x36F).contains(c) || (0x2000...0x2001).contains(c) || (0x2126...0x212B).contains(c) {
        composes = true
      }
      if c < 0x80 {
        utf8.append(UInt8(c))
      } else if let letters = TextAssembler.ligature(c) {
        utf8.append(contentsOf: letters)
      } else if c == 0xAD {
        // At a line's end it is looked at once more when the next line comes.
        if i == word.end - 1, word == layout.words[line.words.upperBound - 1] { utf8.append(contentsOf: [0xC2, 0xAD]) }
      } else {
        Scalars.append(c, to: &utf8)
      }
    }
    if composes {
      let word = CanonicalComposer.composed(Array(utf8[start...]))
      utf8.removeLast(utf8.count - start)
      utf8 += word
    }
  }

  /// Presentation forms U+FB00–FB06 (Unicode Standard, block Alphabetic Presentation Forms).
  private static func ligature(_ c: UInt32) -> [UInt8]? {
    switch c {
    case 0xFB00: return [0x66, 0x66]
    case 0xFB01: return [0x66, 0x69]
    case 0xFB02: return [0x66, 0x6C]
    case 0xFB03: return [0x66, 0x66, 0x69]
    case 0xFB04: return [0x66, 0x66, 0x6C]
    case 0xFB05, 0xFB06: return [0x73, 0x74]
    default: return nil
    }
  }

  /// Longest token that is looked back over, in bytes; a longer one is no address and no word.
  static let longestToken = 2048

  /// Whether the last token is an address on the web.
  private func endsInAddress(_ utf8: [UInt8], from start: Int) -> Bool {
    var i = utf8.count
    while i > start, utf8[i - 1] != 0x20, utf8.count - i < TextAssembler.longestToken { i -= 1 }
    while i < utf8.count, utf8[i] == UInt8(ascii: "(") || utf8[i] == UInt8(ascii: "<") { i += 1 }
    guard utf8.count - i >= 4 else { return false }
    let head = UInt32(utf8[i]) << 24 | UInt32(utf8[i + 1]) << 16 | UInt32(utf8[i + 2]) << 8 | UInt32(utf8[i + 3])
    return head == 0x6874_7470 || head == 0x7777_772E  // "http", "www."
  }

  /// Prepares the joint between what stands and the next line; returns whether a space comes between.
  private func join(_ next: Line, _ utf8: inout [UInt8], from start: Int) -> Bool {
    let n = utf8.count
    guard n > start else { return false }
    if n >= 2, utf8[n - 2] == 0xC2, utf8[n - 1] == 0xAD {
      utf8.removeLast(2)
      return false
    }
    if endsInAddress(utf8, from: start) {
      // An address is broken at its own signs, and none is added.
      return ![
        UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "?"),
        UInt8(ascii: "&"),
      ].contains(
        utf8[n - 1]
      )
    }
    guard utf8[n - 1] == UInt8(ascii: "-"), n - 1 > start, utf8[n - 2] != 0x20 else { return true }
    return Joint(utf8, from: start, next: next, layout).close(&utf8, hyphens)
  }
}

/// The two parts of a word that a line's end has split at a hyphen.
struct Joint {
  var before: [UInt8] = []
  var after: [UInt8] = []
  var capitalBefore = false
  var capitalAfter = false

  /// Reads the part before from text that ends in the hyphen, the part after from the next line.
  init(_ utf8: [UInt8], from start: Int, next: Line, _ layout: LaidOutDocument) {
    var i = utf8.count - 2
    while i >= start, Joint.isWordByte(utf8[i]), utf8.count - i < TextAssembler.longestToken { i -= 1 }
    before = utf8[(i + 1)..<(utf8.count - 1)].map(Joint.lowered)
    if let last = utf8.dropLast().last { capitalBefore = Joint.isCapitalOrDigit(last) }
    let scalars = layout.document.pages[next.page].scalars
    var text: [UInt8] = []
    outer: for (at, word) in layout.words(of: next).enumerated() {
      if at > 0, word.spaceBefore { break }
      for i in word.start..<word.end {
        let c = scalars[i]
        if c < 0x80, !Joint.isWordByte(UInt8(c)) { break outer }
        if c == 0x2019 || c == 0x201D || c == 0xBB { break outer }
        Scalars.append(c, to: &text)
      }
    }
    if let first = text.first { capitalAfter = Joint.isCapitalOrDigit(first) }
    after = text.map(Joint.lowered)
  }

  /// Takes off the hyphen in which text ends where only the line's end asked for it; returns whether a blank stands before the next line.
  func close(_ utf8: inout [UInt8], _ hyphens: HyphenResolver) -> Bool {
    switch hyphens(before: before, after: after, capitalBefore: capitalBefore, capitalAfter: capitalAfter) {
    case .undo:
      utf8.removeLast()
      return false
    case .keep: return false
    case .keepWithSpace: return true
    }
  }

  /// Letters, digits, hyphens and every byte of a letter beyond ASCII.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x80...: return true
    default: return false
    }
  }

  static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }
}

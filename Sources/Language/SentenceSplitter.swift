// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Cuts a paragraph into sentences, by bytes.
///
/// A full stop ends a sentence where a blank and then a capital, a digit, a quotation or a bracket follow it, and where no
/// abbreviation, initial or number of a list stands before it. Semicolons do not end sentences: the items of a list in
/// running text belong to one sentence.
public struct SentenceSplitter: Sendable {
  private let abbreviations: WordIndex
  private let terminal: WordIndex

  init(abbreviations: [String], terminal: [String]) {
    self.abbreviations = WordIndex(abbreviations.map(WordFolding.hash))
    self.terminal = WordIndex(terminal.map(WordFolding.hash))
  }

  /// The sentences of a span, in order, without the blanks between them.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan) -> [TextSpan] {
    var result: [TextSpan] = []
    self(utf8, span, into: &result)
    return result
  }

  /// Appends the sentences of a span, in order, without the blanks between them.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, into result: inout [TextSpan]) {
    utf8.withUnsafeBufferPointer { text in
      var start = SentenceSplitter.skipBlanks(text, span.start, span.end)
      var i = start
      while i < span.end {
        i = SentenceSplitter.nextMark(text, i, span.end)
        if i >= span.end { break }
        let byte = text[i]
        if byte != 0xE2 || isEllipsis(text, i, span.end) {
          var end = i + (byte == 0xE2 ? 3 : 1)
          while end < span.end, text[end] == 0x2E || text[end] == 0x3F || text[end] == 0x21 { end += 1 }
          let marks = end - i
          end = SentenceSplitter.skipClosers(text, end, span.end)
          if end >= span.end { break }
          if text[end] == 0x20 || text[end] == 0x0A || SentenceSplitter.isNoBreakSpace(text, end, span.end) {
            let next = SentenceSplitter.skipBlanks(text, end, span.end)
            if next >= span.end { break }
            if ends(text, sentence: start, mark: i, single: marks == 1 && byte == 0x2E, next: next, span.end) {
              result.append(TextSpan(start, end))
              start = next
              i = next
              continue
            }
          }
          i = end
          continue
        }
        i += 1
      }
      var end = span.end
      while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x0A { end -= 1 }
      if end > start { result.append(TextSpan(start, end)) }
    }
  }

  /// The next byte that may end a sentence, or `limit`. Nearly every byte is none, so sixteen are asked at once.
  private static func nextMark(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ limit: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var i = from
    while i + 16 <= limit {
      let bytes = raw.loadUnaligned(fromByteOffset: i, as: SIMD2<UInt64>.self)
      let marks =
        zeros(bytes ^ SIMD2(repeating: 0x2E2E_2E2E_2E2E_2E2E)) | zeros(bytes ^ SIMD2(repeating: 0x3F3F_3F3F_3F3F_3F3F))
        | zeros(bytes ^ SIMD2(repeating: 0x2121_2121_2121_2121))
        | zeros(bytes ^ SIMD2(repeating: 0xE2E2_E2E2_E2E2_E2E2))
      // The lowest byte that is marked is one for certain.
      if marks[0] != 0 { return i &+ marks[0].trailingZeroBitCount >> 3 }
      if marks[1] != 0 { return i &+ 8 &+ marks[1].trailingZeroBitCount >> 3 }
      i &+= 16
    }
    while i < limit {
      let byte = text[i]
      if byte == 0x2E || byte == 0x3F || byte == 0x21 || byte == 0xE2 { break }
      i += 1
    }
    return i
  }

  /// Not 0 where one of eight bytes is 0 (Anderson, Bit Twiddling Hacks: "Determine if a word has a zero byte"), twice.
  @inline(__always)
  private static func zeros(_ bytes: SIMD2<UInt64>) -> SIMD2<UInt64> {
    (bytes &- SIMD2(repeating: 0x0101_0101_0101_0101)) & ~bytes & SIMD2(repeating: 0x8080_8080_8080_8080)
  }

  /// Whether the mark at `mark` ends the sentence that began at `sentence`, given what follows.
  private func ends(
    _ text: UnsafeBufferPointer<UInt8>,
    sentence: Int,
    mark: Int,
    single: Bool,
    next: Int,
    _ limit: Int
  ) -> Bool {
    let follower = SentenceSplitter.follower(text, next, limit)
    if follower == .small { return false }
    guard single else { return true }
    // The word before the stop, dots inside it included ("o.a", "D.M").
    var from = mark
    while from > sentence, Tokenizer.isWordByte(text[from - 1]) || text[from - 1] == 0x2E { from -= 1 }
    if from == mark { return true }
    let isNumber = (from..<mark).allSatisfy { (0x30...0x39).contains(text[$0]) || text[$0] == 0x2E }
    // "1. Wonen": the number of an item; anywhere else a number can end a sentence.
    if isNumber { return from > sentence || follower == .digit }
    let initial = text[mark - 1]
    let alone = mark - 1 == from || text[mark - 2] == 0x2E
    if alone, (0x41...0x5A).contains(initial) { return false }
    let key = WordFolding.hash(text, from..<mark)
    if terminal.contains(key) { return follower == .capital && text[next] != 0x28 && text[next] != 0x5B }
    if abbreviations.contains(key) { return false }
    // "a. de regeling": the letter of an item.
    return !(mark - from == 1 && from == sentence)
  }

  private enum Follower { case capital, digit, small, other }

  private static func follower(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> Follower {
    var i = at
    // Quotation marks, brackets, apostrophes and dashes before the first letter.
    while i < limit {
      switch text[i] {
      case 0x22, 0x27, 0x28, 0x5B, 0x2D, 0x20: i += 1
      case 0xE2: i += 3
      case 0xC2: i += 2
      default:
        let byte = text[i]
        if (0x41...0x5A).contains(byte) { return .capital }
        if (0x30...0x39).contains(byte) { return .digit }
        if (0x61...0x7A).contains(byte) {
          // "’s-Gravenhage", "'s Avonds"
          return i > at && (text[i] == 0x73 || text[i] == 0x74) && i + 1 < limit
            && (text[i + 1] == 0x2D || text[i + 1] == 0x20)
            ? .capital : .small
        }
        if byte == 0xC3, i + 1 < limit { return text[i + 1] < 0x9F ? .capital : .small }
        return .other
      }
    }
    return .other
  }

  private func isEllipsis(_ text: UnsafeBufferPointer<UInt8>, _ i: Int, _ limit: Int) -> Bool {
    text[i] == 0xE2 && i + 2 < limit && text[i + 1] == 0x80 && text[i + 2] == 0xA6
  }

  private static func isNoBreakSpace(_ text: UnsafeBufferPointer<UInt8>, _ i: Int, _ limit: Int) -> Bool {
    text[i] == 0xC2 && i + 1 < limit && text[i + 1] == 0xA0
  }

  /// Closing quotation marks and brackets after the mark.
  private static func skipClosers(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> Int {
    var i = at
    while i < limit {
      switch text[i] {
      case 0x22, 0x27, 0x29, 0x5D: i += 1
      case 0xC2 where i + 1 < limit && text[i + 1] == 0xBB: i += 2
      case 0xE2 where i + 2 < limit && text[i + 1] == 0x80 && (text[i + 2] == 0x99 || text[i + 2] == 0x9D): i += 3
      default: return i
      }
    }
    return i
  }

  private static func skipBlanks(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> Int {
    var i = at
    while i < limit {
      if text[i] == 0x20 || text[i] == 0x0A || text[i] == 0x09 {
        i += 1
      } else if isNoBreakSpace(text, i, limit) {
        i += 2
      } else {
        break
      }
    }
    return i
  }
}

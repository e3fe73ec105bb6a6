// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Bytes to tokens, each with the pack's word it is. Every byte is looked at once.
public struct Tokenizer: Sendable {
  /// Held by its owner: a table is a handful of arrays, and tokenizers are passed on with their parser.
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  private var table: WordTable {
    @inline(__always)
    get { vocabulary.table }
  }

  /// Appends the tokens of a span.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, into tokens: inout [Token]) {
    tokens.reserveCapacity(tokens.count + span.count / 5 + 4)
    utf8.withUnsafeBufferPointer { text in
      Tokenizer.folded.withUnsafeBufferPointer { folded in
        var i = span.start
        while i < span.end {
          let byte = text[i]
          if byte == 0x20 {
            i += 1
            continue
          }
          if folded[Int(byte)] == 0, byte != 0x27 || !Tokenizer.startsElision(text, i, span.end, 1) {
            if byte < 0x80 {
              if byte != 0x0A, byte != 0x09 {
                tokens.append(Token(kind: Tokenizer.kind(byte), start: i, end: i + 1))
              }
              i += 1
              continue
            }
            let (end, opensWord) = sign(text, i, span.end, &tokens)
            i = end
            if !opensWord { continue }
          }
          i = word(text, folded, i, span.end, &tokens)
        }
      }
    }
  }

  /// A word or number that begins at `start`; returns where it ends. Hashed as ``WordFolding`` does.
  @inline(__always)
  private func word(
    _ text: UnsafeBufferPointer<UInt8>,
    _ folded: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ limit: Int,
    _ tokens: inout [Token]
  ) -> Int {
    var i = start
    var letters = false
    var firstHyphen = -1
    var lastHyphen = -1
    var hash = WordHash()
    if text[i] == 0x27 {
      hash.add(0x27)
      i += 1
    } else {
      i = hash.addLetters(text, i, limit)
      letters = i > start
    }
    while i < limit {
      // A blank ends most words.
      if text[i] == 0x20 { break }
      // Runs of ASCII letters first: they are all that most words have.
      while i < limit, case let fold = folded[Int(text[i])], fold &- 0x61 < 26 {
        hash.add(fold)
        letters = true
        i += 1
      }
      if i == limit { break }
      let byte = text[i]
      let fold = folded[Int(byte)]
      if fold != 0 {
        if byte == 0xC3, i + 1 < limit {
          hash.add(WordFolding.latin[Int(text[i + 1] & 0x3F)])
          letters = true
          i += 2
          continue
        }
        if fold > 0x39 { letters = true }
        hash.add(fold)
        i += 1
      } else if byte == 0x2D, i > start {
        // A hyphen belongs to the word before it, at its end as well ("wet- en regelgeving").
        if firstHyphen < 0 { firstHyphen = i }
        lastHyphen = i
        hash.add(byte)
        i += 1
        if i >= limit || folded[Int(text[i])] == 0 { break }
      } else if byte == 0x27, i + 1 < limit, folded[Int(text[i + 1])] != 0 {
        hash.add(byte)
        i += 1
      } else if byte == 0xE2, i + 3 < limit, text[i + 1] == 0x80, text[i + 2] == 0x99, folded[Int(text[i + 3])] != 0 {
        hash.add(0x27)
        i += 3
      } else if byte == 0x2E || byte == 0x2C, i + 1 < limit, (0x30...0x39).contains(text[i + 1]), i > start,
        (0x30...0x39).contains(text[i - 1])
      {
        hash.add(byte)
        i += 1
      } else {
        break
      }
    }
    var token = Token(kind: letters ? .word : .number, start: start, end: i)
    if letters {
      let initial = text[start]
      token.capital =
        (0x41...0x5A).contains(initial)
        || (initial == 0xC3 && start + 1 < limit && (0x80...0x9E).contains(text[start + 1]))
      token.word = table.id(hash.value)
      if token.word < 0, text[start] == 0x54, Tokenizer.isRegisterNumber(text, start, i) {
        token.word = table.registerNumber
      }
      if token.word < 0 {
        if lastHyphen > start {
          if lastHyphen + 1 < i {
            token.head = table.id(text, (lastHyphen + 1)..<i)
            if token.head < 0 { token.head = table.compoundHead(text, (lastHyphen + 1)..<i) }
          }
          token.first = table.id(text, start..<firstHyphen)
        } else if i - start >= 7 {
          token.head = table.compoundHead(text, start..<i)
        }
      }
    }
    tokens.append(token)
    return i
  }

  /// Whether a word is a chamber's number of a promise: TZ202412-114 (Tweede Kamer), T03842 (Eerste Kamer).
  private static func isRegisterNumber(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    func digits(_ range: Range<Int>) -> Bool { range.allSatisfy { (0x30...0x39).contains(text[$0]) } }
    if end - start == 6 { return digits((start + 1)..<end) }
    return end - start == 12 && text[start + 1] == 0x5A && text[start + 8] == 0x2D
      && digits((start + 2)..<(start + 8)) && digits((start + 9)..<end)
  }

  /// A mark of more than one byte; returns where it ends, and whether it is the apostrophe of a clipped word that begins there.
  private func sign(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int,
    _ limit: Int,
    _ tokens: inout [Token]
  ) -> (end: Int, opensWord: Bool) {
    let byte = text[at]
    if byte == 0xC2, at + 1 < limit {
      switch text[at + 1] {
      case 0xAB: tokens.append(Token(kind: .openQuote, start: at, end: at + 2))
      case 0xBB: tokens.append(Token(kind: .closeQuote, start: at, end: at + 2))
      case 0xA0, 0xAD: break
      default: tokens.append(Token(kind: .other, start: at, end: at + 2))
      }
      return (at + 2, false)
    }
    if byte == 0xE2, at + 2 < limit, text[at + 1] == 0x80 {
      switch text[at + 2] {
      case 0x93, 0x94: tokens.append(Token(kind: .dash, start: at, end: at + 3))
      case 0x98:
        if Tokenizer.startsElision(text, at, limit, 3) { return (at + 3, true) }
        tokens.append(Token(kind: .openQuote, start: at, end: at + 3))
      case 0x99:
        if Tokenizer.startsElision(text, at, limit, 3) { return (at + 3, true) }
        tokens.append(Token(kind: .closeQuote, start: at, end: at + 3))
      case 0x9C, 0x9E: tokens.append(Token(kind: .openQuote, start: at, end: at + 3))
      case 0x9D: tokens.append(Token(kind: .closeQuote, start: at, end: at + 3))
      case 0x82, 0x83, 0x87, 0x88, 0x89, 0xAF, 0x8B: break
      default: tokens.append(Token(kind: .other, start: at, end: at + 3))
      }
      return (at + 3, false)
    }
    let end = min(limit, at + (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2))
    tokens.append(Token(kind: .other, start: at, end: end))
    return (end, false)
  }

  private static func kind(_ byte: UInt8) -> Token.Kind {
    switch byte {
    case 0x2C: return .comma
    case 0x3B: return .semicolon
    case 0x3A: return .colon
    case 0x2E, 0x21: return .stop
    case 0x3F: return .question
    case 0x2D: return .dash
    case 0x2F: return .slash
    case 0x28, 0x5B: return .openBracket
    case 0x29, 0x5D: return .closeBracket
    default: return .other
    }
  }

  /// Letters and digits of ASCII as they are compared; bytes of letters beyond ASCII (lead bytes C3–DF and their
  /// followers) as they are; 0 for everything else.
  static let folded: [UInt8] = (0...255).map { value in
    let byte = UInt8(value)
    switch byte {
    case 0x41...0x5A: return byte | 0x20
    case 0x30...0x39, 0x61...0x7A, 0x80...0xBF, 0xC3...0xDF: return byte
    default: return 0
    }
  }

  /// Whether a byte belongs to a word.
  @inline(__always)
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC3...0xDF, 0x80...0xBF: return true
    default: return false
    }
  }

  /// Whether an apostrophe opens a clipped word ("’s", "’t") and not a quotation.
  private static func startsElision(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int, _ width: Int) -> Bool {
    let letter = at + width
    guard letter < limit, text[letter] == 0x73 || text[letter] == 0x74 else { return false }
    return letter + 1 >= limit || text[letter + 1] == 0x20 || text[letter + 1] == 0x2D
  }
}

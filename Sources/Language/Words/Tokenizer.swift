// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Bytes to tokens, each with the pack's word it is. Every byte is looked at once.
public struct Tokenizer: Sendable {
  /// Held by its owner: a table is a handful of arrays, and tokenizers are passed on with their parser.
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Appends the tokens of a span.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, into tokens: inout [Token]) {
    tokens.reserveCapacity(tokens.count + span.count / 5 + 4)
    utf8.withUnsafeBufferPointer { text in
      Tokenizer.folded.withUnsafeBufferPointer { folded in
        vocabulary.table.withViews { index, heads in
          TokenRoom.with(&tokens) { room in
            let reader = WordReader(
              text: text,
              folded: folded,
              index: index,
              heads: heads,
              registerNumber: vocabulary.table.registerNumber
            )
            Tokenizer.read(reader, span, into: &room)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func read(_ reader: WordReader, _ span: TextSpan, into room: inout TokenRoom) {
    let text = reader.text
    let limit = span.end
    var i = span.start
    while i < limit {
      let byte = text[i]
      if byte == 0x20 {
        i &+= 1
        continue
      }
      if (byte | 0x20) &- 0x61 < 26 {
        // Most words are letters up to a blank or a mark.
        var hash = WordHash()
        let end = hash.addLetters(text, i, limit)
        if end > i, end < limit, reader.ends(at: end) {
          room.add(reader.token(i, end, hash))
          i = text[end] == 0x20 ? end &+ 1 : end
        } else {
          i = reader.word(i, limit, &room)
        }
        continue
      }
      if reader.folded[Int(byte)] == 0, byte != 0x27 || !startsElision(text, i, limit, 1) {
        if byte < 0x80 {
          if byte != 0x0A, byte != 0x09 { room.add(Token(kind: kind(byte), start: i, end: i + 1)) }
          i += 1
          continue
        }
        let (end, opensWord) = sign(text, i, limit, &room)
        i = end
        if !opensWord { continue }
      }
      i = reader.word(i, limit, &room)
    }
  }

  /// A mark of more than one byte; returns where it ends, and whether it is the apostrophe of a clipped word that begins there.
  private static func sign(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int,
    _ limit: Int,
    _ room: inout TokenRoom
  ) -> (end: Int, opensWord: Bool) {
    let byte = text[at]
    if byte == 0xC2, at + 1 < limit {
      switch text[at + 1] {
      case 0xAB: room.add(Token(kind: .openQuote, start: at, end: at + 2))
      case 0xBB: room.add(Token(kind: .closeQuote, start: at, end: at + 2))
      case 0xA0, 0xAD: break
      default: room.add(Token(kind: .other, start: at, end: at + 2))
      }
      return (at + 2, false)
    }
    if byte == 0xE2, at + 2 < limit, text[at + 1] == 0x80 {
      switch text[at + 2] {
      case 0x93, 0x94: room.add(Token(kind: .dash, start: at, end: at + 3))
      case 0x98:
        if startsElision(text, at, limit, 3) { return (at + 3, true) }
        room.add(Token(kind: .openQuote, start: at, end: at + 3))
      case 0x99:
        if startsElision(text, at, limit, 3) { return (at + 3, true) }
        room.add(Token(kind: .closeQuote, start: at, end: at + 3))
      case 0x9C, 0x9E: room.add(Token(kind: .openQuote, start: at, end: at + 3))
      case 0x9D: room.add(Token(kind: .closeQuote, start: at, end: at + 3))
      case 0x82, 0x83, 0x87, 0x88, 0x89, 0xAF, 0x8B: break
      default: room.add(Token(kind: .other, start: at, end: at + 3))
      }
      return (at + 3, false)
    }
    let end = min(limit, at + (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2))
    room.add(Token(kind: .other, start: at, end: end))
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

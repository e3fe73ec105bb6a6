// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a number or a mark of a sentence, by its bytes in the text.
public struct Token: Sendable, Equatable {
  /// What a token is; marks that mean nothing for grammar are `other`.
  public enum Kind: UInt8, Sendable {
    case word, number, comma, semicolon, colon, stop, question, dash, slash
    case openBracket, closeBracket, openQuote, closeQuote, other
  }

  private var first32: Int32
  private var last32: Int32
  /// The pack's word, or −1.
  public var word: Int32
  /// For a compound the pack does not know as a whole: the pack's word that is its last part, or −1.
  public var head: Int32
  /// For a word with a hyphen that the pack does not know as a whole: the pack's word before the first hyphen, or −1.
  public var first: Int32
  /// What it is.
  public var kind: Kind
  /// Whether a word begins with a capital.
  public var capital: Bool
  /// Whether it can be read as a verb; known in a sentence that is read.
  var isVerb = false

  init(kind: Kind, start: Int, end: Int) {
    first32 = Int32(truncatingIfNeeded: start)
    last32 = Int32(truncatingIfNeeded: end)
    word = -1
    head = -1
    first = -1
    self.kind = kind
    capital = false
  }

  /// First byte.
  @inline(__always)
  public var start: Int { Int(first32) }
  /// One past the last byte.
  @inline(__always)
  public var end: Int { Int(last32) }
}

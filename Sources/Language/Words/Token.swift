// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a number or a mark of a sentence, by its bytes in the text.
public struct Token: Sendable, Equatable {
  /// What a token is; marks that mean nothing for grammar are `other`.
  public enum Kind: UInt8, Sendable {
    case word, number, comma, semicolon, colon, stop, question, dash, slash
    case openBracket, closeBracket, openQuote, closeQuote, other
  }

  /// First byte.
  public var start: Int
  /// One past the last byte.
  public var end: Int
  /// What it is.
  public var kind: Kind
  /// Whether a word begins with a capital.
  public var capital: Bool
  /// The pack's word, or −1.
  public var word: Int32
  /// For a compound the pack does not know as a whole: the pack's word that is its last part, or −1.
  public var head: Int32
  /// For a word with a hyphen that the pack does not know as a whole: the pack's word before the first hyphen, or −1.
  public var first: Int32
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A sentence as folded words, with their bytes: what deadline phrases are matched on.
struct DeadlineTokens {
  struct Token {
    /// Folded; punctuation at both ends stripped but for the stops of abbreviations.
    var word: [UInt8]
    var start: Int
    var end: Int
    /// Whether a comma, semicolon, colon or bracket follows.
    var closes: Bool
    /// The lists with a phrase that begins with it, as bits.
    var lists: UInt64 = 0
  }

  let tokens: [Token]
  private let rules: DeadlineRules

  init(_ utf8: [UInt8], _ span: TextSpan, _ rules: DeadlineRules) {
    self.rules = rules
    var tokens: [Token] = []
    var i = span.start
    while i < span.end {
      if DeadlineTokens.isSeparator(utf8[i]) {
        if let last = tokens.indices.last, [0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x2E].contains(utf8[i]) { tokens[last].closes = true }
        i += 1
        continue
      }
      var end = i
      while end < span.end, !DeadlineTokens.isSeparator(utf8[end]) { end += 1 }
      // Stops inside a word stay ("d.d"); one after it may be its own or the sentence's, and the matcher takes both.
      while end + 1 < span.end, utf8[end] == 0x2E, DeadlineTokens.isLetter(utf8[end + 1]) {
        end += 1
        while end < span.end, DeadlineTokens.isLetter(utf8[end]) { end += 1 }
      }
      var token = Token(word: Letterhead.fold(utf8[i..<end]), start: i, end: end, closes: false)
      token.closes = end < span.end && utf8[end] == 0x2E
      token.lists = rules.lists(beginning: token.word)
      tokens.append(token)
      i = end
    }
    self.tokens = tokens
  }

  /// How many tokens from `at` on spell a phrase of a list; the longest.
  func match(_ list: DeadlineRules.List, at: Int) -> Int? {
    guard at < tokens.count, tokens[at].lists & list.bit != 0 else { return nil }
    return rules[list].first { spells($0, at: at) }?.count
  }

  private func spells(_ phrase: [[UInt8]], at: Int) -> Bool {
    guard at + phrase.count <= tokens.count else { return false }
    for (k, word) in phrase.enumerated() {
      let token = tokens[at + k]
      if token.word != word, word.last != 0x2E || !token.closes || token.word != Array(word.dropLast()) { return false }
      // A phrase does not run over a comma.
      if k + 1 < phrase.count, token.closes, word.last != 0x2E { return false }
    }
    return true
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x22, 0x2E, 0x21, 0x3F, 0x5B, 0x5D: return true
    default: return false
    }
  }
}

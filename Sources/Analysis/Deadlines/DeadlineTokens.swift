// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A sentence as words: what deadline phrases are matched on. Words are bytes of the text; none is copied before it may matter.
struct DeadlineTokens {
  struct Token {
    var start: Int
    var end: Int
    /// Whether a stop, comma, semicolon, colon or bracket follows.
    var closes: Bool
    /// How many tokens on the next word stands that may name a time; 0 where this is one.
    var toTime = Int.max
    /// The lists with a phrase that begins with it, as bits; ``DeadlineRules/timeBit`` for words and numbers that may name a time.
    var lists: UInt64 = 0
  }

  let tokens: [Token]
  private let utf8: [UInt8]
  private let rules: DeadlineRules

  init(_ utf8: [UInt8], _ span: TextSpan, _ pack: LanguagePack) {
    self.utf8 = utf8
    rules = pack.deadlines
    var tokens: [Token] = []
    tokens.reserveCapacity(span.count / 6 + 1)
    var i = span.start
    while i < span.end {
      if DeadlineTokens.isSeparator(utf8[i]) {
        if let last = tokens.indices.last, [0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x2E].contains(utf8[i]) {
          tokens[last].closes = true
        }
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
      var token = Token(start: i, end: end, closes: end < span.end && utf8[end] == 0x2E)
      let print = DeadlineTokens.fingerprint(utf8, i, end)
      token.lists = rules.lists(beginning: print)
      // Numbers, and letters with a number ("Q2"), may name a time as well as words of the pack.
      let number = (0x30...0x39).contains(utf8[i]) || (end - i == 2 && (0x30...0x39).contains(utf8[i + 1]))
      if number || pack.timeWords.contains(print) { token.lists |= DeadlineRules.timeBit }
      tokens.append(token)
      i = end
    }
    var distance = Int.max
    for at in tokens.indices.reversed() {
      let names = tokens[at].lists & (DeadlineRules.timeBit | DeadlineTokens.unitBits) != 0
      distance = names ? 0 : distance == Int.max ? distance : distance + 1
      tokens[at].toTime = distance
    }
    self.tokens = tokens
  }

  private static let unitBits = [DeadlineRules.List.year, .month, .week, .quarter, .half, .term].reduce(0) {
    $0 | $1.bit
  }

  /// Whether a word that may name a time stands at a token or within five after it.
  func isNearTime(_ at: Int) -> Bool { at < tokens.count && tokens[at].toTime <= 5 }

  /// A token's word, ASCII letters folded.
  func word(_ at: Int) -> [UInt8] { at < tokens.count ? Letterhead.fold(utf8[tokens[at].start..<tokens[at].end]) : [] }

  /// Whether a phrase may begin at a token.
  func mayOpen(_ at: Int) -> Bool { at < tokens.count && tokens[at].lists != 0 }

  /// How many tokens from `at` on spell a phrase of a list; the longest.
  func match(_ list: DeadlineRules.List, at: Int) -> Int? {
    guard at < tokens.count, tokens[at].lists & list.bit != 0 else { return nil }
    return rules[list].first { spells($0, at: at) }?.count
  }

  private func spells(_ phrase: [[UInt8]], at: Int) -> Bool {
    guard at + phrase.count <= tokens.count else { return false }
    for (k, word) in phrase.enumerated() {
      let token = tokens[at + k]
      let stopped = word.last == 0x2E && token.closes && equals(token, word, word.count - 1)
      if !stopped, !equals(token, word, word.count) { return false }
      // A phrase does not run over a comma.
      if k + 1 < phrase.count, token.closes, word.last != 0x2E { return false }
    }
    return true
  }

  private func equals(_ token: Token, _ word: [UInt8], _ count: Int) -> Bool {
    guard token.end - token.start == count else { return false }
    for k in 0..<count {
      let byte = utf8[token.start + k]
      if (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) != word[k] { return false }
    }
    return true
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }

  /// ``DeadlineRules/fingerprint(_:)`` of a stretch of the text, without a slice.
  private static func fingerprint(_ utf8: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for i in start..<end {
      let byte = utf8[i]
      hash = (hash ^ UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return hash
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x22, 0x2E, 0x21, 0x3F, 0x5B, 0x5D: return true
    default: return false
    }
  }
}

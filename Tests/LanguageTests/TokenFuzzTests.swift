// SPDX-License-Identifier: GPL-3.0-or-later
import Language
import Model
import Support
import Testing

/// Bytes put together at random, of letters, marks and broken UTF-8: both readers of words must go on over them, and stay within them.
struct TokenFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "voor", "wet-", "de", "T03842", "TZ202412-114", "en/of", "t/m", "a.s.", "31-12-2026", "1.000,5", "’s", "’", "'",
      "'t", "--", "Q2", "/",
      " ", "  ", "\n", ".", ",", "(", "»", "é", "É", "…", "–", "€", "\u{A0}", "\u{2009}", "\u{FB01}", "𝒜",
    ].map { Array($0.utf8) } + [[0xC2], [0xE2, 0x80], [0xC3], [0xFF], [0x00], [0x80, 0x99], [0xE2, 0x80, 0x99]]

  @Test func readsWordsOfAnyBytesInOrder() throws {
    let pack = try LanguagePack()
    var random = SeededGenerator(state: 7)
    for _ in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0...random.below(24) { text += random.pick(TokenFuzzTests.pieces) }
      let start = random.below(text.count)
      let span = TextSpan(start, start + random.below(text.count - start + 1))
      var last = span.start
      for token in pack.deadlines.book.tokens(text, span) {
        #expect(token.start >= last && token.end > token.start && token.end <= span.end, "\(text) \(span)")
        last = token.end
      }
      var tokens: [Token] = []
      pack.commitments.parser.tokens(text, span, into: &tokens)
      last = span.start
      for token in tokens {
        #expect(token.start >= last && token.end > token.start && token.end <= span.end, "\(text) \(span)")
        last = token.end
      }
    }
  }
}

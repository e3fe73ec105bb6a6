// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Language

@Suite("Skip matcher")
struct SkipMatcherTests {
  @Test("finds what a byte matcher finds")
  func agrees() {
    let patterns = ["deze motie", "die motie", "genoemde nota", "hiervoor genoemde nota", "motie", "één motie", ""]
    let texts = [
      "", "motie", "Deze Motie en die motie", "HIERVOOR GENOEMDE NOTA", "dezedeze motiemotie", "één motie, Één motie",
      "diemotie die moti", String(repeating: "deze motie die ", count: 300),
    ]
    for text in texts {
      let utf8 = Array(text.utf8)
      var expected: [ByteMatcher.Hit] = []
      ByteMatcher(patterns).forEachHit(in: utf8, range: 0..<utf8.count) { expected.append($0) }
      #expect(SkipMatcher(patterns).hits(in: utf8) == expected)
    }
  }

  @Test("finds nothing where there is nothing to find")
  func empty() {
    #expect(SkipMatcher([]).hits(in: Array("een motie".utf8)).isEmpty)
    #expect(SkipMatcher(["", "e"]).hits(in: Array("een motie".utf8)).isEmpty)
  }
}

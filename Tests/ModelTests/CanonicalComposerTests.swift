// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Testing

struct CanonicalComposerTests {
  @Test(arguments: [
    ("cafe\u{301}", "caf\u{E9}"), ("ree\u{308}el", "re\u{EB}el"),
    ("e\u{302}\u{323}", "\u{1EC7}"), ("\u{EA}\u{323}", "\u{1EC7}"), ("\u{212B}", "\u{C5}"), ("\u{2126}", "\u{3A9}"),
    ("x\u{301}", "x\u{301}"), ("\u{301}a", "\u{301}a"), ("\u{344}", "\u{308}\u{301}"), ("plain", "plain"),
  ])
  func composes(_ given: String, _ expected: String) {
    #expect(CanonicalComposer.composed(Array(given.utf8)) == Array(expected.utf8))
  }

  /// Foundation's own normaliser is the judge, over every base and up to three marks drawn at random from a fixed seed.
  @Test func agreesWithFoundation() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: UInt32) -> UInt32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt32(truncatingIfNeeded: state >> 33) % bound
    }
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0...next(3) {
        let base = next(4) == 0 ? 0x1E00 + next(0x200) : next(4) == 0 ? 0x2100 + next(0x40) : next(0x460)
        guard let scalar = Unicode.Scalar(base) else { continue }
        text.append(scalar)
        for _ in 0..<next(4) {
          if let mark = Unicode.Scalar(0x300 + next(0x70)) { text.append(mark) }
        }
      }
      let given = String(text)
      let expected = given.precomposedStringWithCanonicalMapping
      let found = CanonicalComposer.composed(Array(given.utf8))
      if found != Array(expected.utf8) {
        func hex(_ text: String) -> [String] { text.unicodeScalars.map { String($0.value, radix: 16) } }
        Issue.record("\(hex(given)) gave \(hex(String(decoding: found, as: UTF8.self))), not \(hex(expected))")
        return
      }
    }
  }
}

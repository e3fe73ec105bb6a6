// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Pipeline

struct GlobTests {
  @Test(arguments: [
    ("*.pdf", "a.pdf", true), ("*.pdf", "in/a.pdf", true), ("*.pdf", "a.pdfx", false), ("*.pdf", "a.PDF", false),
    ("*.[pP][dD][fF]", "a.PDF", true), ("in/*.pdf", "in/a.pdf", true), ("in/*.pdf", "in/b/a.pdf", false),
    ("in/**/*.pdf", "in/a.pdf", true), ("in/**/*.pdf", "in/b/c/a.pdf", true), ("**/a.pdf", "a.pdf", true),
    ("old/**", "old/x/y", true), ("old/**", "older/x", false), ("?.xml", "a.xml", true), ("?.xml", "ab.xml", false),
    ("[!a]*", "b", true), ("[!a]*", "a", false), ("[a-c]1", "b1", true), ("[]]", "]", true), ("a?b/c", "a/b/c", false),
    ("", "", true), ("**", "", true),
  ])
  func matchesAsShellsDo(pattern: String, path: String, expected: Bool) throws {
    let glob = try #require(Glob(pattern))
    #expect(glob.matches(Array(path.utf8)) == expected)
  }

  @Test func takesNoLongerForAPatternFullOfStars() throws {
    let glob = try #require(Glob(String(repeating: "*a", count: 40) + "b"))
    #expect(!glob.matches([UInt8](repeating: 0x61, count: 2000)))
  }

  @Test func matchesNamesThatAreNotUTF8() throws {
    #expect(try #require(Glob("*.pdf")).matches([0xFF, 0xFE] + Array(".pdf".utf8)))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Language

struct PlainYAMLReaderTests {
  /// What a worker reads at its start.
  private static let chapters = [
    "lexicon", "letterhead", "citations", "calendar", "deadlines", "offices", "commitments",
  ]

  @Test(arguments: chapters) func readsChaptersAsYamsDoes(chapter: String) throws {
    let name = "nl/\(chapter).yaml"
    let yaml = try #require(EmbeddedPack.file(named: name))
    let plain = try #require(PlainYAMLReader.read(yaml), "\(name) needs the whole of YAML")
    #expect(Self.outline(plain) == Self.outline(try PackNode.tree(file: name, yaml: yaml)))
  }

  @Test(arguments: [
    "a: 1\nb: two words # said\n",
    "a:\n- x\n- y\nb: z\n",
    "a:\n  - k: v\n    l: w\n  - k: v2\n",
    "a: one\n  two\n  three\nb: [x, \"y: z\", 'q',\n  r]\n",
    "- {a: 1, b: [2, 3]}\n- - nested\n  - list\n- plain\n",
    "a: b-c # d\n# whole line\n\nc: d#e\n",
    "a: [x,]\nb: []\nc: {}\n",
  ]) func readsAsYamsDoes(yaml: String) throws {
    let plain = try #require(PlainYAMLReader.read(yaml))
    #expect(Self.outline(plain) == Self.outline(try PackNode.tree(file: "t", yaml: yaml)))
  }

  @Test(arguments: [
    "", "# nothing\n", "a: |\n  text\n", "a: >\n  text\n", "a: &x 1\nb: *x\n", "a: \"two\\nlines\"\n", "a: 'it''s'\n",
    "a: \"over\n  lines\"\n", "a: b: c\n", "a: 1\na: 2\n", "a: one\n\n  two\n", "a: one # c\n  two\n", "a: [x\n",
    "a:\n",
    "a:\tb\n", "--- a\n", "a: !tag b\n", "a : b\n", "[a: b]\n", "a: [x # c\n  , y]\n", "a: 1\n  b: 2\n", "? a\n: b\n",
    "a: [one\n  two]\n", "\u{FEFF}a: b\n", "a: b\u{2028}c\n", "  a: 1\n b: 2\n", "- a\nb: c\n",
  ]) func leavesTheRestToYams(yaml: String) {
    #expect(PlainYAMLReader.read(yaml).map(Self.outline) == nil)
  }

  private static func outline(_ tree: PackTree) -> String {
    switch tree.value {
    case .single(let text): "\(tree.line):\(text.debugDescription)"
    case .list(let list): "\(tree.line):[" + list.map(outline).joined(separator: ",") + "]"
    case .mapping(let entries):
      "\(tree.line):{"
        + entries.map { ($0.key?.debugDescription ?? "-") + "=" + outline($0.value) }.joined(separator: ",") + "}"
    }
  }
}

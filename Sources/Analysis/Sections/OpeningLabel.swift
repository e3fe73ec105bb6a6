// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// The word and colon with which a line opens: entries of a list without marks open alike.
enum OpeningLabel {
  /// How many glyphs such a word has, its colon counted.
  private static let lengths = 3...40

  /// Whether two lines open with one word and colon.
  static func isShared(_ a: Line, _ b: Line, _ layout: LaidOutDocument) -> Bool {
    let first = label(a, layout)
    return lengths.contains(first.count) && first.last == 0x3A && first == label(b, layout)
  }

  /// A line's glyphs up to its first space, or a few more than a label has.
  private static func label(_ line: Line, _ layout: LaidOutDocument) -> [UInt32] {
    var result: [UInt32] = []
    for (at, word) in layout.words(of: line).enumerated() {
      if at > 0, word.spaceBefore || result.count > lengths.upperBound { break }
      result += layout.document.pages[line.page].scalars[word.start..<word.end].prefix(lengths.upperBound + 1)
    }
    return result
  }
}

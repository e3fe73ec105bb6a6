// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// Tells whether the words with which a paragraph begins, set apart in weight or slant, head it: `Personeel.`, `Sociale veiligheid:`.
///
/// Such words stay in their paragraph, whose first words they are, and open no section. What is only stressed (`De Kamer heeft …`, a ship's
/// name) goes on in the same sentence and heads nothing.
struct RunInHeading {
  /// Longest run-in heading in bytes: one line of a letter.
  private static let longest = 90
  /// Most words before a full stop: more are a sentence.
  private static let mostWords = 9
  /// Fewest bytes that must follow in the same paragraph.
  private static let leastText = 20

  /// The heading's bytes in a text, without its closing stop or colon; `nil` where the emphasised words are no heading.
  ///
  /// - Parameters:
  ///   - text: the whole text up to the paragraph's end.
  ///   - lead: the emphasised bytes at the paragraph's head, a list item's marker left out.
  ///   - isBold: whether they are set in bold, which needs no stop to be seen as a heading.
  static func span(_ text: [UInt8], lead: TextSpan, isBold: Bool) -> TextSpan? {
    var end = lead.end
    while end > lead.start, text[end - 1] == 0x20 { end -= 1 }
    guard end - lead.start > 1, end - lead.start <= longest, text.count - lead.end >= leastText,
      startsAfresh(text, lead.start)
    else { return nil }
    let words = text[lead.start..<end].count { $0 == 0x20 } + 1
    guard words <= mostWords else { return nil }
    var rest = end
    while rest < text.count, text[rest] == 0x20 { rest += 1 }
    switch text[end - 1] {
    case UInt8(ascii: ":"): return TextSpan(lead.start, end - 1)
    case UInt8(ascii: "."): return startsAfresh(text, rest) && rest > end ? TextSpan(lead.start, end - 1) : nil
    case UInt8(ascii: "?"): return startsAfresh(text, rest) ? TextSpan(lead.start, end) : nil
    case UInt8(ascii: ","), UInt8(ascii: ";"): return nil
    default: break
    }
    // The stop may be set as the text is.
    if text[rest] == UInt8(ascii: ":"), rest == end { return TextSpan(lead.start, end) }
    if text[rest] == UInt8(ascii: "."), rest == end {
      return rest + 2 < text.count && text[rest + 1] == 0x20 && startsAfresh(text, rest + 2)
        ? TextSpan(lead.start, end) : nil
    }
    guard rest > end else { return nil }
    if text[rest...].starts(with: [0xE2, 0x80, 0x93, 0x20]) || text[rest...].starts(with: [0x2D, 0x20]) {
      return TextSpan(lead.start, end)
    }
    return isBold && (0x41...0x5A).contains(text[rest]) ? TextSpan(lead.start, end) : nil
  }

  /// Where the emphasis with which a block begins comes to its end on the page.
  struct Lead {
    /// Index of the first line that holds a word in another style.
    var line: Int
    /// The first such word.
    var word: Int
    /// Whether the words before it are bold.
    var isBold: Bool
  }

  /// The emphasised head of a block; `nil` where it begins plainly, or is emphasised as a whole.
  static func lead(
    _ block: TextBlock,
    _ features: [LineFeatures],
    _ layout: LaidOutDocument,
    calls: [[(word: Int, call: Int)]]
  ) -> Lead? {
    guard block.kind != .tableRow else { return nil }
    var skipped = block.marker?.words ?? 0
    var shared: Emphasis?
    for (position, index) in block.lines.enumerated() {
      guard position < 2 else { return nil }
      let source = layout.lines[features[index].line]
      for (at, word) in layout.words(of: source).enumerated() {
        if skipped > 0 {
          skipped -= 1
          continue
        }
        if calls[features[index].line].contains(where: { $0.word == at }) { continue }
        let emphasis = Emphasis(layout.fonts.styles[word.style], layout.fonts)
        if let shared {
          if emphasis != shared { return Lead(line: features[index].line, word: at, isBold: shared.bold) }
        } else {
          guard emphasis.bold || emphasis.italic || emphasis.underlined, emphasis.size == 0 else { return nil }
          shared = emphasis
        }
      }
    }
    return nil
  }

  /// Whether a sentence may begin here: no small letter, and no sign that goes on with what stood before.
  private static func startsAfresh(_ text: [UInt8], _ at: Int) -> Bool {
    guard at < text.count else { return false }
    switch text[at] {
    case 0x41...0x5A, 0x30...0x39, UInt8(ascii: "("): return true
    case 0xC2: return at + 1 < text.count && text[at + 1] == 0xAB  // «
    case 0xC3: return at + 1 < text.count && (0x80...0x9E).contains(text[at + 1])  // À to Þ
    case 0xE2:
      // ‘ “ „ €
      return text[at...].starts(with: [0xE2, 0x80, 0x98]) || text[at...].starts(with: [0xE2, 0x80, 0x9C])
        || text[at...].starts(with: [0xE2, 0x80, 0x9E]) || text[at...].starts(with: [0xE2, 0x82, 0xAC])
    default: return false
    }
  }
}

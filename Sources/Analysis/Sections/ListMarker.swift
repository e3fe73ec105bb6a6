// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// The marker that opens a list item.
struct ListMarker: Equatable {
  enum Kind: Equatable {
    /// A bullet or dash, which says nothing and is left out of the text.
    case bullet
    /// `1.`, `1)`, `(1)`, `1°.`, `1°`: the number.
    case number(Int)
    /// `a.`, `a)`, `(a)`, `iv.`.
    case letter
  }

  var kind: Kind
  /// How many of the line's words it takes.
  var words: Int
  /// Left edge of the text after it, in points.
  var textLeft: Float

  /// Reads the head of a line from its words; `nil` where it is no marker.
  init?(_ line: LineWords, _ scalars: [UInt32], _ fonts: FontProfile) {
    guard line.count > 1, line[0].end - line[0].start <= 6 else { return nil }
    // The marker ends at the first space.
    var words = 1
    while words < line.count, !line[words].spaceBefore { words += 1 }
    guard words < line.count, words <= 3 else { return nil }
    // Most lines begin with a word of letters.
    guard ListMarker.mayEnd(scalars[line[words - 1].end - 1]) || line[words - 1].end - line[0].start == 1 else {
      return nil
    }
    var head: [UInt32] = []
    for word in line[..<words] {
      guard word.end - word.start <= 6 else { return nil }
      head += scalars[word.start..<word.end]
    }
    guard let kind = ListMarker.kind(head, words, line, fonts) else { return nil }
    self.kind = kind
    self.words = words
    textLeft = line[words].x0
  }

  /// Whether a marker of more than one glyph may end in this one.
  private static func mayEnd(_ c: UInt32) -> Bool { c == 0x2E || c == 0x29 || isOrdinalSign(c) }

  private static func kind(_ head: [UInt32], _ words: Int, _ line: LineWords, _ fonts: FontProfile) -> Kind? {
    if head.count == 1 {
      switch head[0] {
      case 0x2022, 0xB7, 0x25AA, 0x25A0, 0x25CF, 0x25CB, 0x25E6, 0x2023, 0x27A2, 0x2D, 0x2010...0x2014, 0x2043, 0xFFFD,
        0xE000...0xF8FF, 0x2192, 0x2713, 0x2714, 0x25BA, 0x25C6:
        return .bullet
      case 0x6F:
        // Word's second-level bullet is an "o" of another font, or set apart from the text.
        let isApart = line[1].x0 - line[0].x1 > line[0].size * 0.5
        return isApart || fonts.styles[line[0].style].name != fonts.styles[line[1].style].name
          ? .bullet : nil
      default: return nil
      }
    }
    var inner = head[...]
    if inner.first == 0x28 { inner = inner.dropFirst() }
    guard let last = inner.last else { return nil }
    if last == 0x2E || last == 0x29 { inner = inner.dropLast() }
    if isOrdinalSign(inner.last) {
      inner = inner.dropLast()
      // Without a stop it may be an angle or a temperature; a raised sign is a word of its own.
      let isApart = line[words].x0 - line[words - 1].x1 > line[0].size * 0.5
      guard isApart || last == 0x2E, inner.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    } else if last != 0x2E && last != 0x29 {
      return nil
    }
    guard !inner.isEmpty, inner.count <= 4 else { return nil }
    if inner.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return inner.count <= 2 ? .number(inner.reduce(0) { $0 * 10 + Int($1 - 0x30) }) : nil
    }
    if inner.count == 1, let c = inner.first, (c >= 0x61 && c <= 0x7A) || (c >= 0x41 && c <= 0x5A) { return .letter }
    let small = inner.allSatisfy { [0x69, 0x76, 0x78].contains($0) }
    let large = inner.allSatisfy { [0x49, 0x56, 0x58].contains($0) }
    return small || large ? .letter : nil
  }

  /// A degree sign or a raised "o", with which acts number the items within an item.
  private static func isOrdinalSign(_ c: UInt32?) -> Bool { c == 0xB0 || c == 0xBA }
}

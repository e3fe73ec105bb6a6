// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Letters and digits of a document against those of the letter made of it: text, notes, calls and furniture together must hold each once.
public struct TextBalance: Equatable, CustomStringConvertible {
  /// Letters and digits on the pages.
  public var printed = 0
  /// Letters and digits in text, notes, labels, calls and furniture.
  public var kept = 0

  /// Counts the characters that the pages print and those that the letter keeps.
  public init(_ document: PagedDocument, _ letter: StructuredLetter) {
    for page in document.pages { for scalar in page.scalars { printed += TextBalance.weight(scalar) } }
    kept += TextBalance.count(letter.text.utf8)
    for note in letter.footnotes {
      kept += TextBalance.count(note.utf8) + TextBalance.count(Array(note.label.utf8)) * (1 + note.calls.count)
    }
    for piece in letter.furniture { kept += TextBalance.count(Array(piece.text.utf8)) }
  }

  /// Both counts, for a failing test.
  public var description: String { "\(printed) printed, \(kept) kept" }

  private static func count(_ utf8: [UInt8]) -> Int {
    String(decoding: utf8, as: UTF8.self).unicodeScalars.reduce(0) { $0 + weight($1.value) }
  }

  /// 1 for letters and digits, the number of its letters for a ligature, 0 for all else.
  private static func weight(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: return 1
    case 0xFB00...0xFB02, 0xFB05, 0xFB06: return 2
    case 0xFB03, 0xFB04: return 3
    default: return 0
    }
  }
}

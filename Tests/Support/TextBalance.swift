// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
public import Model

/// Letters and digits of a document against those of the letter made of it: text, notes, calls and furniture together must hold each as often
/// as the pages print it.
public struct TextBalance: CustomStringConvertible {
  /// By how much each letter or digit is kept more often than it is printed; none where all is in balance.
  public private(set) var difference: [UInt32: Int] = [:]

  /// Counts the characters that the pages print and those that the letter keeps.
  public init(_ document: PagedDocument, _ letter: StructuredLetter) {
    for page in document.pages { for scalar in page.scalars { count(scalar, -1) } }
    count(letter.text.utf8)
    for note in letter.footnotes {
      count(note.utf8)
      for _ in 0...note.calls.count { count(Array(note.label.utf8)) }
    }
    for piece in letter.furniture { count(Array(piece.text.utf8)) }
    difference = difference.filter { $0.value != 0 }
  }

  /// Whether every letter and digit is kept as often as it is printed.
  public var isEven: Bool { difference.isEmpty }

  /// What is lost and what is doubled, for a failing test.
  public var description: String {
    difference.sorted { $0.key < $1.key }.map { scalar, count in
      "\(Unicode.Scalar(scalar).map(String.init) ?? "?")\(count > 0 ? "+" : "")\(count)"
    }.joined(separator: " ")
  }

  private mutating func count(_ utf8: [UInt8]) {
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars { count(scalar.value, 1) }
  }

  /// Ligatures count as their letters, letters with marks without them: marks may be joined to their letters.
  private mutating func count(_ scalar: UInt32, _ step: Int) {
    guard scalar >= 0x80 else {
      if (0x30...0x39).contains(scalar) || (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar) {
        difference[scalar, default: 0] += step
      }
      return
    }
    guard let whole = Unicode.Scalar(scalar), whole.properties.isAlphabetic else { return }
    for part in String(whole).decomposedStringWithCompatibilityMapping.unicodeScalars
    where part.properties.isAlphabetic {
      difference[part.value, default: 0] += step
    }
  }
}

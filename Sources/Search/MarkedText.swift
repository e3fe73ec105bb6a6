// SPDX-License-Identifier: GPL-3.0-or-later

/// A text in which what was found is marked.
public struct MarkedText: Sendable, Equatable {
  /// The text, on one line.
  public var text: String
  /// What was found in it, in Unicode scalars, half open.
  public var marks: [Range<Int>]

  /// What FTS5 puts around what was found; neither can stand in a record's text.
  static let delimiters = (open: "\u{2}", close: "\u{3}")

  /// Reads a text with delimiters.
  init(delimited: String) {
    var text = String.UnicodeScalarView()
    var marks: [Range<Int>] = []
    var opened = 0
    for scalar in delimited.unicodeScalars {
      switch String(scalar) {
      case MarkedText.delimiters.open: opened = text.count
      case MarkedText.delimiters.close: marks.append(opened..<text.count)
      default: text.append(scalar == "\n" ? " " : scalar)
      }
    }
    self.text = String(text)
    self.marks = marks
  }
}

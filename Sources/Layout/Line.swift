// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// A stretch of glyphs without a gap and of one style. A word of two styles is two of these, the second without a space before it.
public struct Word: Sendable, Equatable {
  /// First glyph, as an index into the page's arrays.
  public var start: Int
  /// One past the last glyph.
  public var end: Int
  /// Left edge in points.
  public var x0: Float
  /// Top edge in points.
  public var y0: Float
  /// Right edge in points.
  public var x1: Float
  /// Bottom edge in points.
  public var y1: Float
  /// Index into the document's styles.
  public var style: Int
  /// Font size in points.
  public var size: Float
  /// Whether a space stands before it.
  public var spaceBefore: Bool

  /// Vertical middle in points.
  public var middle: Float { (y0 + y1) / 2 }
}

/// Words that stand on one baseline of one column, in order from the left.
public struct Line: Sendable, Equatable {
  /// Index into ``PagedDocument/pages``.
  public var page: Int
  /// Its words; never empty.
  public var words: [Word]
  /// Left edge of the first word.
  public var x0: Float
  /// Top edge of the words in its main size.
  public var y0: Float
  /// Right edge of the last word.
  public var x1: Float
  /// Bottom edge of the words in its main size: the baseline plus the font's descent.
  public var y1: Float
  /// Size in which most of its characters are set.
  public var size: Float
  /// Style in which most of its characters are set.
  public var style: Int
  /// What part of the page it belongs to.
  public var zone: Zone = .body
  /// The column it stands in where that is not its page's: a part of the page runs in two.
  public var passage: BodyColumn?
  /// Whether it is a row of a table: its words stand cell by cell.
  public var isTableRow = false
  /// Of a row: how many words each of its cells has, from the left.
  public var cells: [Int] = []
  /// Whether it is a line of a note under a table.
  public var isTableNote = false

  /// Creates a line and measures it; traps when `words` is empty.
  init(page: Int, words: [Word]) {
    precondition(!words.isEmpty, "a line has words")
    self.page = page
    self.words = words
    var main = 0
    var left = words[0].x0
    var right = words[0].x1
    var top = Float.infinity
    var bottom = -Float.infinity
    words.withUnsafeBufferPointer { words in
      let style = words[0].style
      var isUniform = words[0].size > words[0].size * 0.9
      for word in words {
        left = min(left, word.x0)
        right = max(right, word.x1)
        top = min(top, word.y0)
        bottom = max(bottom, word.y1)
        if word.style != style { isUniform = false }
      }
      if isUniform { return }
      (top, bottom) = (.infinity, -.infinity)
      do {
        var most = 0
        // A handful of styles a line: counting by scanning beats a dictionary.
        for at in words.indices {
          var count = 0
          for other in words where other.style == words[at].style { count += other.end - other.start }
          if count > most {
            most = count
            main = at
          }
        }
      }
      for word in words where word.size > words[main].size * 0.9 {
        top = min(top, word.y0)
        bottom = max(bottom, word.y1)
      }
    }
    let best = words[main]
    style = best.style
    size = best.size
    x0 = left
    x1 = right
    y0 = top.isFinite ? top : best.y0
    y1 = bottom.isFinite ? bottom : best.y1
  }

  /// Vertical middle in points.
  public var middle: Float { (y0 + y1) / 2 }
  /// Number of words with a space between them.
  public var spacedWordCount: Int { words.dropFirst().reduce(1) { $0 + ($1.spaceBefore ? 1 : 0) } }
  /// Number of glyphs.
  public var glyphCount: Int { words.reduce(0) { $0 + $1.end - $1.start } }
}

/// What part of a page a line belongs to. Every line has exactly one: nothing is dropped, only zoned.
public enum Zone: String, Sendable {
  /// The letter's own text, and at first whatever stands in its column.
  case body
  /// Address, labels and title above the text.
  case letterhead
  /// Beside the text.
  case margin
  /// Repeated at the head of pages.
  case runningHeader = "running-header"
  /// Repeated at the foot of pages.
  case runningFooter = "running-footer"
  /// The page's number.
  case pageNumber = "page-number"
  /// A footnote's body.
  case footnote
  /// The salutation.
  case salutation
  /// The closing formula and who signs.
  case signature
  /// Text drawn a second time on the same spot.
  case duplicate
}

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

/// The words of one line, from the left, counted from 0.
public struct LineWords: RandomAccessCollection, Sendable {
  @usableFromInline let all: [Word]
  @usableFromInline let range: Range<Int>

  @inlinable
  init(_ all: [Word], _ range: Range<Int>) {
    self.all = all
    self.range = range
  }

  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many words there are.
  @inlinable public var endIndex: Int { range.count }

  /// The word at a position; traps where the document has none.
  @inlinable public subscript(position: Int) -> Word { all[range.lowerBound + position] }
}

/// Words that stand on one baseline of one column, in order from the left.
///
/// Lines are copied all the time, so they hold no array: their words stand in one array of the document's.
public struct Line: Sendable, Equatable {
  /// Index into ``PagedDocument/pages``.
  public var page: Int
  /// Where its words stand in ``LaidOutDocument/words``; never empty.
  public var words: Range<Int>
  /// Number of glyphs.
  public var glyphCount: Int
  /// Number of words with a space between them.
  public var spacedWordCount: Int
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
  /// Of a row: where ``LaidOutDocument/cells`` says how many words each of its cells has, from the left.
  public var cells = 0..<0
  /// Whether it is a line of a note under a table.
  public var isTableNote = false

  /// Creates a line, measures it and adds its words to those of the document; traps when there are none.
  init(page: Int, adding words: [Word], to all: inout [Word]) {
    self = words.withUnsafeBufferPointer { Line(page: page, adding: $0, to: &all) }
  }

  /// Creates a line of words that stand elsewhere.
  init(page: Int, adding words: UnsafeBufferPointer<Word>, to all: inout [Word]) {
    precondition(!words.isEmpty, "a line has words")
    self.page = page
    self.words = all.count..<(all.count + words.count)
    all.append(contentsOf: words)
    var best = words[0]
    var left = best.x0
    var right = best.x1
    var top = Float.infinity
    var bottom = -Float.infinity
    var glyphs = 0
    var spaced = 1
    // Words of one style are all of its main size.
    var isUniform = best.size > best.size * 0.9
    for (at, word) in words.enumerated() {
      left = min(left, word.x0)
      right = max(right, word.x1)
      top = min(top, word.y0)
      bottom = max(bottom, word.y1)
      glyphs += word.end - word.start
      if at > 0, word.spaceBefore { spaced += 1 }
      if word.style != best.style { isUniform = false }
    }
    if !isUniform {
      best = Line.mainWord(words)
      (top, bottom) = (.infinity, -.infinity)
      for word in words where word.size > best.size * 0.9 {
        top = min(top, word.y0)
        bottom = max(bottom, word.y1)
      }
    }
    glyphCount = glyphs
    spacedWordCount = spaced
    style = best.style
    size = best.size
    x0 = left
    x1 = right
    y0 = top.isFinite ? top : best.y0
    y1 = bottom.isFinite ? bottom : best.y1
  }

  /// The first word in the style in which most characters are set.
  private static func mainWord(_ words: UnsafeBufferPointer<Word>) -> Word {
    var main = 0
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
    return words[main]
  }

  /// Vertical middle in points.
  public var middle: Float { (y0 + y1) / 2 }
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

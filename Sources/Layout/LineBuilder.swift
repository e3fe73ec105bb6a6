// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Groups a page's glyphs into words and words into fragments of lines. Loses no glyph that prints.
///
/// poppler breaks words at gaps of 0.1 em, which splits words of letters set by Word 2016 in Verdana: 0.10 to 0.145 em inside words, 0.183 em
/// and more between them (after an "m" 0.19, elsewhere mostly 0.2 to 0.32; all gaps of two such letters). Lines set tight as a whole have
/// real spaces as narrow, so each gap is also judged against the gaps of its own line and style.
public struct LineBuilder: Sendable {
  /// A gap counts as no space when it is below this share of the line's usual gap …
  public var phantomShare: Float = 0.7
  /// … and below this many font sizes.
  public var phantomGap: Float = 0.165
  /// A gap of more font sizes than this ends a fragment; columns and table cells lie farther apart, words of justified lines rarely.
  public var fragmentGap: Float = 1.6

  /// A gap of more font sizes than this after a currency sign is a space: where amounts stand to the right of their column, poppler takes sign
  /// and digits for two columns and gives no space between them.
  public var amountGap: Float = 0.2

  /// Creates the stage.
  public init() {}

  /// Fragments in poppler's order.
  public func callAsFunction(_ page: GlyphPage, index: Int, fonts: FontProfile) -> [Line] {
    var lines: [Line] = []
    var words: [Word] = []
    var gaps: [Float] = []  // before each word, in points; 0 where it opens the fragment or is glued
    var spacePending = false
    var current: Word?

    func endWord() {
      if let word = current {
        words.append(word)
        current = nil
      }
    }
    func endLine() {
      endWord()
      if !words.isEmpty {
        dropPhantomSpaces(&words, gaps, fonts)
        attachHyphen(&words, gaps, page)
        lines.append(Line(page: index, words: words))
        words.removeAll(keepingCapacity: true)
        gaps.removeAll(keepingCapacity: true)
      }
      spacePending = false
    }

    let n = page.scalars.count
    page.scalars.withUnsafeBufferPointer { scalars in
      page.boxes.withUnsafeBufferPointer { boxes in
        page.styles.withUnsafeBufferPointer { styles in
          for i in 0..<n {
            let c = scalars[i]
            if c == 0x0A || c == 0x0D || c == 0x0C {
              endLine()
              continue
            }
            if LineBuilder.isSpace(c) {
              spacePending = true
              continue
            }
            if c < 0x20 || c == 0x7F || c == 0x200B || c == 0xFEFF || (0x200C...0x200F).contains(c) { continue }
            let x0 = boxes[i * 4]
            let y0 = boxes[i * 4 + 1]
            let x1 = boxes[i * 4 + 2]
            let y1 = boxes[i * 4 + 3]
            let style = Int(styles[i])
            let size = max(1, fonts.styles[style].size)
            var spaceBefore = false
            var gapBefore: Float = 0
            if let last = current ?? words.last {
              let gap = x0 - last.x1
              let em = max(size, last.size)
              let apart = (y0 + y1) / 2 < last.y0 - 0.2 * em || (y0 + y1) / 2 > last.y1 + 0.2 * em
              if gap > fragmentGap * em || gap < -1.5 * em || apart {
                endLine()
              } else if var word = current, !spacePending, style == word.style,
                gap < (LineBuilder.isCurrency(scalars[i - 1]) ? amountGap : 0.5) * em
              {
                word.end = i + 1
                word.x1 = max(word.x1, x1)
                word.y0 = min(word.y0, y0)
                word.y1 = max(word.y1, y1)
                current = word
                continue
              } else {
                endWord()
                spaceBefore =
                  spacePending || gap >= (LineBuilder.isCurrency(scalars[i - 1]) ? amountGap : 0.5) * em
                gapBefore = gap
              }
            }
            current = Word(
              start: i,
              end: i + 1,
              x0: x0,
              y0: y0,
              x1: x1,
              y1: y1,
              style: style,
              size: size,
              spaceBefore: spaceBefore
            )
            gaps.append(spaceBefore ? gapBefore : 0)
            spacePending = false
          }
        }
      }
    }
    endLine()
    return lines
  }

  private func dropPhantomSpaces(_ words: inout [Word], _ gaps: [Float], _ fonts: FontProfile) {
    var relative: [Float] = []
    for i in words.indices where words[i].spaceBefore && gaps[i] > 0 { relative.append(gaps[i] / words[i].size) }
    guard let narrowest = relative.min(), narrowest < phantomGap else { return }
    relative.sort()
    for i in words.indices where words[i].spaceBefore && i > 0 {
      let gap = gaps[i] / max(words[i].size, words[i - 1].size)
      guard gap < phantomGap else { continue }
      let ofStyle = fonts.styles[words[i].style].wordGap
      let usual = relative.count >= 5 ? max(relative[relative.count * 3 / 4], ofStyle * 0.8) : ofStyle
      // Without enough evidence poppler's word for it stands.
      if usual > 0, gap < usual * phantomShare { words[i].spaceBefore = false }
    }
  }

  /// A setter's hyphen at a line's end may stand a little off its word: closer than the line's spaces are wide.
  private func attachHyphen(_ words: inout [Word], _ gaps: [Float], _ page: GlyphPage) {
    guard let last = words.indices.last, last > 1, words[last].spaceBefore, words[last].end - words[last].start == 1,
      page.scalars[words[last].start] == 0x2D
    else { return }
    var narrowest = Float.infinity
    for i in 1..<last where words[i].spaceBefore { narrowest = min(narrowest, gaps[i]) }
    if gaps[last] < narrowest * 0.85, gaps[last] < words[last].size * 0.24 { words[last].spaceBefore = false }
  }

  /// Dollar, pound and euro.
  private static func isCurrency(_ c: UInt32) -> Bool { c == 0x24 || c == 0xA3 || c == 0x20AC }

  static func isSpace(_ c: UInt32) -> Bool {
    switch c {
    case 0x20, 0x09, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }
}

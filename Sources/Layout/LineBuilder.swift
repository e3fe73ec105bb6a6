// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Groups a page's glyphs into words and words into fragments of lines. Loses no glyph that prints.
///
/// poppler breaks words at gaps of 0.1 em, which splits words of letters set by Word 2016 in Verdana: 0.10 to 0.145 em inside words, 0.183 em
/// and more between them (after an "m" 0.19, elsewhere mostly 0.2 to 0.32; all gaps of two such letters). Lines set tight as a whole have
/// real spaces as narrow, so each gap is also judged against the gaps of its own line and style. Letters drawn so with LibreOffice have 0.155
/// to 0.17 em inside words.
public struct LineBuilder: Sendable {
  /// A gap counts as no space when it is below this share of the line's usual gap …
  public var phantomShare: Float = 0.7
  /// … and below this many font sizes.
  public var phantomGap: Float = 0.175
  /// Letters of a word that is letter-spaced for emphasis stand up to this many font sizes apart …
  public var widestLetterGap: Float = 0.3
  /// … and less than this share of the distance to the words beside it.
  public var letterShare: Float = 0.7
  /// A gap of more font sizes than this ends a fragment; columns and table cells lie farther apart, words of justified lines rarely.
  public var fragmentGap: Float = 1.6

  /// A gap of more font sizes than this after a currency sign is a space: where amounts stand to the right of their column, poppler takes sign
  /// and digits for two columns and gives no space between them.
  public var amountGap: Float = 0.2

  /// Creates the stage.
  public init() {}

  /// Fragments in poppler's order; their words are added to those of the document.
  ///
  /// Most glyphs go on with the word before them, so that word stands in a local variable: captured by a closure it cost 150 instructions
  /// a glyph.
  public func callAsFunction(_ page: GlyphPage, index: Int, fonts: FontProfile, words: inout [Word]) -> [Line] {
    let sizes = fonts.styles.map { max(1, $0.size) }
    let narrow = fonts.styles.map { max(phantomGap, $0.evenGap * FontProfile.unevenShare) }
    return page.scalars.withUnsafeBufferPointer { scalars in
      page.boxes.withUnsafeBufferPointer { boxes in
        page.styles.withUnsafeBufferPointer { styles in
          sizes.withUnsafeBufferPointer { sizes in
            withUnsafeTemporaryAllocation(of: Word.self, capacity: scalars.count) { room in
              var draft = Draft(page: index, room: room)
              read(scalars, boxes, styles, sizes, narrow, page, fonts, &draft, &words)
              return draft.lines
            }
          }
        }
      }
    }
  }

  private typealias Words = UnsafeMutableBufferPointer<Word>

  /// What is being built: fragments, and the words of the one that is open.
  private struct Draft {
    let page: Int
    var lines: [Line] = []
    /// Room for the words of one fragment, taken once a page: appending to an array is dear where it is done for every word.
    let room: Words
    var count = 0
    /// Words of one glyph that end the row so far.
    var letters = 0
    /// Whether three such words follow one another.
    var isSpaced = false
    /// Whether a gap is so narrow that it may be none.
    var isSuspect = false

    @inline(__always)
    mutating func append(_ word: Word) {
      letters = word.end - word.start == 1 ? letters + 1 : 0
      if letters == 3 { isSpaced = true }
      room.initializeElement(at: count, to: word)
      count += 1
    }
  }

  private func read(
    _ scalars: UnsafeBufferPointer<UInt32>,
    _ boxes: UnsafeBufferPointer<Float>,
    _ styles: UnsafeBufferPointer<UInt16>,
    _ sizes: UnsafeBufferPointer<Float>,
    _ narrow: [Float],
    _ page: GlyphPage,
    _ fonts: FontProfile,
    _ draft: inout Draft,
    _ all: inout [Word]
  ) {
    // The last word, of which more may come; none is open only where a fragment begins.
    var word = Word(start: 0, end: 0, x0: 0, y0: 0, x1: 0, y1: 0, style: 0, size: 1, spaceBefore: false)
    var isOpen = false
    var spacePending = false
    var next = 0
    while next < scalars.count {
      if isOpen, !spacePending {
        next = grow(&word, next, scalars, boxes, styles)
        if next == scalars.count { break }
      }
      let i = next
      next += 1
      let c = scalars[i]
      if c == 0x20 {
        spacePending = true
        continue
      }
      if c < 0x20 || c >= 0x7F {
        if c == 0x0A || c == 0x0D || c == 0x0C {
          if isOpen { draft.append(word) }
          isOpen = false
          endLine(&draft, page, fonts, &all)
          spacePending = false
          continue
        }
        if LineBuilder.isSpace(c) {
          spacePending = true
          continue
        }
        if c < 0x20 || c == 0x7F || c == 0x200B || c == 0xFEFF || (0x200C...0x200F).contains(c) { continue }
      }
      let glyph = Glyph(x0: boxes[i * 4], y0: boxes[i * 4 + 1], x1: boxes[i * 4 + 2], y1: boxes[i * 4 + 3])
      let style = Int(styles[i])
      let size = sizes[style]
      var spaceBefore = false
      if isOpen {
        let gap = glyph.x0 - word.x1
        let em = max(size, word.size)
        let apart = glyph.middle < word.y0 - 0.2 * em || glyph.middle > word.y1 + 0.2 * em
        if gap > fragmentGap * em || gap < -1.5 * em || apart {
          draft.append(word)
          endLine(&draft, page, fonts, &all)
          spacePending = false
        } else {
          let isWide = gap >= (LineBuilder.isCurrency(scalars[i - 1]) ? amountGap : 0.5) * em
          if !spacePending, style == word.style, !isWide {
            word.end = i + 1
            word.x1 = max(word.x1, glyph.x1)
            word.y0 = min(word.y0, glyph.y0)
            word.y1 = max(word.y1, glyph.y1)
            continue
          }
          draft.append(word)
          spaceBefore = spacePending || isWide
          if spaceBefore, gap > 0, gap / em < narrow[style] { draft.isSuspect = true }
        }
      }
      word = Word(
        start: i,
        end: i + 1,
        x0: glyph.x0,
        y0: glyph.y0,
        x1: glyph.x1,
        y1: glyph.y1,
        style: style,
        size: size,
        spaceBefore: spaceBefore
      )
      isOpen = true
      spacePending = false
    }
    if isOpen { draft.append(word) }
    endLine(&draft, page, fonts, &all)
  }

  private struct Glyph {
    var x0, y0, x1, y1: Float

    @inline(__always)
    var middle: Float { (y0 + y1) / 2 }
  }

  /// Adds the glyphs from `at` on that plainly go on with a word: printing ASCII of its style, right behind it. Returns the first that may
  /// not. Nine glyphs in ten are added here, with nothing but the word's edges at hand.
  private func grow(
    _ word: inout Word,
    _ at: Int,
    _ scalars: UnsafeBufferPointer<UInt32>,
    _ boxes: UnsafeBufferPointer<Float>,
    _ styles: UnsafeBufferPointer<UInt16>
  ) -> Int {
    let style = UInt16(truncatingIfNeeded: word.style)
    let slack = 0.2 * word.size
    let widest = min(0.5 * word.size, fragmentGap * word.size)
    let narrowest = -1.5 * word.size
    if LineBuilder.isCurrency(scalars[at - 1]) { return at }
    var (x1, y0, y1) = (word.x1, word.y0, word.y1)
    // Glyphs of one font mostly stand as high as the one before, and what held of that holds of them.
    var (top, bottom) = (Float.nan, Float.nan)
    let middle = word.middle
    if middle >= y0, middle <= y1 { (top, bottom) = (y0, y1) }
    var i = at
    while i < scalars.count, scalars[i] &- 0x21 < 0x5E, styles[i] == style {
      let box = i &* 4
      let gap = boxes[box] - x1
      guard gap < widest, gap >= narrowest else { break }
      if boxes[box &+ 1] != top || boxes[box &+ 3] != bottom {
        (top, bottom) = (boxes[box &+ 1], boxes[box &+ 3])
        let middle = (top + bottom) / 2
        guard middle >= y0 - slack, middle <= y1 + slack else { break }
        y0 = min(y0, top)
        y1 = max(y1, bottom)
      }
      if boxes[box &+ 2] > x1 { x1 = boxes[box &+ 2] }
      i &+= 1
      if scalars[i &- 1] == 0x24 { break }
    }
    if i > at {
      word.end = i
      (word.x1, word.y0, word.y1) = (x1, y0, y1)
    }
    return i
  }

  @inline(never)
  private func endLine(_ draft: inout Draft, _ page: GlyphPage, _ fonts: FontProfile, _ all: inout [Word]) {
    if draft.count == 0 { return }
    let words = Words(rebasing: draft.room[..<draft.count])
    if draft.isSpaced { joinSpacedLetters(words, page, fonts) }
    if draft.isSuspect { dropPhantomSpaces(words, page, fonts) }
    attachHyphen(words, page)
    draft.lines.append(Line(page: draft.page, adding: UnsafeBufferPointer(words), to: &all))
    draft.count = 0
    (draft.letters, draft.isSpaced, draft.isSuspect) = (0, false, false)
  }

  /// The distance of a word from the one before it, in points; 0 where it opens the fragment.
  private func gap(_ words: Words, _ at: Int) -> Float { at > 0 ? words[at].x0 - words[at - 1].x1 : 0 }

  /// Takes away spaces whose gaps are too narrow; most lines have no gap to look at twice.
  private func dropPhantomSpaces(_ words: Words, _ page: GlyphPage, _ fonts: FontProfile) {
    var relative: [Float] = []
    for i in words.indices where words[i].spaceBefore && gap(words, i) > 0 {
      relative.append(gap(words, i) / words[i].size)
    }
    relative.sort()
    let upper = relative.isEmpty ? 0 : relative[relative.count * 3 / 4]
    for i in words.indices where words[i].spaceBefore && i > 0 {
      let gap = gap(words, i) / max(words[i].size, words[i - 1].size)
      let style = fonts.styles[words[i].style]
      // Without enough evidence poppler's word for it stands.
      let usual = relative.count >= 5 ? max(upper, style.wordGap * 0.8) : style.wordGap
      let isNarrow = gap < phantomGap && usual > 0 && gap < usual * phantomShare
      // Where a style's spaces are all about as wide, a far narrower gap is none, unless the glyph before it always has one.
      let isUneven =
        relative.count >= 2 && upper > style.evenGap * 0.85 && gap < style.evenGap * FontProfile.unevenShare
        && !fonts.isNarrow(behind: page.scalars[words[i - 1].end - 1], style: words[i].style)
      if isNarrow || isUneven { words[i].spaceBefore = false }
    }
  }

  /// Joins words that are letter-spaced for emphasis, each of whose letters poppler takes for a word: three letters or more the same distance
  /// apart, closer than words of their style, and far less than from the words beside them.
  private func joinSpacedLetters(_ words: Words, _ page: GlyphPage, _ fonts: FontProfile) {
    var first = 0
    while first + 2 < words.count {
      var last = first
      var (least, most) = (Float.infinity, Float(0))
      // Letters that stand a space apart are words: the heads of a table's columns, what is listed from A to F.
      let space = fonts.styles[words[first].style].spaceWidth
      let widest = space > 0 ? min(widestLetterGap, space * 0.85) : widestLetterGap
      while mayBeSpaced(words, last, page), last + 1 < words.count, mayBeSpaced(words, last + 1, page),
        words[last + 1].spaceBefore, words[last + 1].style == words[first].style
      {
        let gap = gap(words, last + 1) / words[first].size
        guard gap < widest, max(most, gap) - min(least, gap) < 0.04 else { break }
        (least, most) = (min(least, gap), max(most, gap))
        last += 1
      }
      let beside = [first, last + 1].filter {
        words.indices.contains($0) && words[$0].spaceBefore && gap(words, $0) > 0
      }
      // A heading may be nothing but such letters; where a line ends or begins with them, four tell what two gaps do elsewhere.
      let isAlone = first == 0 && last + 1 == words.count
      let fewest = beside.count == 2 ? 3 : isAlone ? 6 : 4
      if last - first + 1 >= fewest, isAlone || !beside.isEmpty,
        beside.allSatisfy({ gap(words, $0) / words[first].size * letterShare > most })
      {
        for i in (first + 1)...last { words[i].spaceBefore = false }
      }
      first = last + 1
    }
  }

  /// Whether a word is one glyph such as spaced-out words and names are made of: a letter, a full stop, a hyphen between two letters.
  private func mayBeSpaced(_ words: Words, _ at: Int, _ page: GlyphPage) -> Bool {
    func glyph(_ i: Int) -> UInt32 {
      words.indices.contains(i) && words[i].end - words[i].start == 1 ? page.scalars[words[i].start] : 0
    }
    let c = glyph(at)
    return LineBuilder.isLetter(c) || c == 0x2E
      || c == 0x2D && LineBuilder.isLetter(glyph(at - 1)) && LineBuilder.isLetter(glyph(at + 1))
  }

  /// Whether a scalar is a letter of ASCII, Latin-1 or Latin Extended-A and B.
  private static func isLetter(_ c: UInt32) -> Bool {
    c | 0x20 >= 0x61 && c | 0x20 <= 0x7A || c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7
  }

  /// A setter's hyphen at a line's end may stand a little off its word: closer than the line's spaces are wide.
  private func attachHyphen(_ words: Words, _ page: GlyphPage) {
    guard let last = words.indices.last, last > 1, words[last].spaceBefore, words[last].end - words[last].start == 1,
      page.scalars[words[last].start] == 0x2D
    else { return }
    var narrowest = Float.infinity
    for i in 1..<last where words[i].spaceBefore { narrowest = min(narrowest, gap(words, i)) }
    let own = gap(words, last)
    if own < narrowest * 0.85, own < words[last].size * 0.24 { words[last].spaceBefore = false }
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

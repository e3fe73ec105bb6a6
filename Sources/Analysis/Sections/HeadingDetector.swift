// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// A block that is a heading, and what ranks it.
struct Heading: Equatable {
  /// Index into the blocks.
  var block: Int
  /// How it stands out.
  var emphasis: Emphasis
  /// Its printed number.
  var number: HeadingNumber?
  /// Whether it is a label such as `Vraag 1`, always of the first level.
  var isLabel: Bool
  /// Whether it is the title of a box, which lies under whatever heading comes before it.
  var isOfBox = false
  /// Number of glyphs.
  var length: Int
  /// 1 for the topmost.
  var level = 1
}

/// Finds headings by weight, slant, size, numbering and position, and has them ranked.
struct HeadingDetector {
  var layout: LaidOutDocument
  /// Lines that are labels (`Vraag 1`), by index into the features.
  var labels: [Int: QuestionLabels.Kind]

  /// Whether folded text begins as a caption does (`Tabel 1`).
  var isCaption: ([UInt8]) -> Bool

  /// Whether folded text begins as the title of a box does (`Kader 1`).
  var isBoxTitle: ([UInt8]) -> Bool

  /// What the file's tags say of headings; asked only where the page leaves a rank open.
  var tagged: () -> [TaggedHeading]

  /// First line of an annex, if there is one.
  var annexFrom: Int?

  /// Whether folded text begins with a word for an annex.
  var namesAnnex: ([UInt8]) -> Bool

  /// Longest heading in glyphs: three lines of a narrow column.
  var longest = 190

  func callAsFunction(_ blocks: [TextBlock], _ features: [LineFeatures]) -> [Heading] {
    var headings: [Heading] = []
    var last: [HeadingNumber.Scheme: Int] = [:]
    var met: [HeadingNumber.Scheme] = []
    let gaps = gaps(blocks, features)
    let use = EmphasisUse(blocks, features, layout)
    // Questions may be printed bold or slanted as a whole: what looks like their first paragraph is no heading.
    var question: Emphasis?
    for index in blocks.indices {
      let block = blocks[index]
      let first = features[block.lines.lowerBound]
      if index > 0, labels[blocks[index - 1].lines.lowerBound] == .question { question = first.emphasis }
      if labels[block.lines.lowerBound] != nil { question = nil }
      if let question, !question.isPlain, first.emphasis == question { continue }
      if labels[block.lines.lowerBound] != nil {
        headings.append(
          Heading(block: index, emphasis: first.emphasis, number: nil, isLabel: true, length: first.length)
        )
        continue
      }
      guard index + 1 < blocks.count, block.kind != .tableRow else { continue }
      if block.lines.count <= 3, isCaption(layout.folded(layout.lines[first.line])) { continue }
      let afterLabel = index > 0 && labels[blocks[index - 1].lines.lowerBound] != nil
      let follows = index == 0 || headings.last?.block == index - 1 || isComplete(blocks[index - 1], block, features)
      let above = headings.last.flatMap { $0.block == index - 1 ? $0 : nil }
      let found =
        isEmphasised(block, next: blocks[index + 1], under: above, gaps, use, features) && follows
        && !afterLabel
        || isPlainNumbered(block, next: blocks[index + 1], features, after: last)
        || isAboveQuestions(block, next: blocks[index + 1], headings, features)
        || (isBare(block, next: blocks[index + 1], under: above, gaps, features)
          || isAboveSlanted(block, blocks[(index + 1)...], features))
          && !afterLabel
      guard found else { continue }
      var emphasis = first.emphasis
      emphasis.capitals = isInCapitals(block, features)
      headings.append(
        Heading(
          block: index,
          emphasis: emphasis,
          number: number(block, features),
          isLabel: false,
          isOfBox: isBoxTitle(layout.folded(layout.lines[first.line])),
          length: length(block, features)
        )
      )
      if let number = headings[headings.count - 1].number, number.components == 1 {
        last[number.scheme] = number.value
        // The series under it begin anew: `1.` after `II.`.
        if let at = met.firstIndex(of: number.scheme) {
          for inner in met[(at + 1)...] { last[inner] = nil }
        } else {
          met.append(number.scheme)
        }
      }
    }
    joinShortCapitals(&headings, blocks, features)
    let pages = headings.map { heading in
      let line = features[blocks[heading.block].lines.lowerBound].line
      return layout.document.pages[layout.lines[line].page].number
    }
    let openings = Set(headings.indices.filter { opensAnnexPage(blocks[headings[$0].block], features) })
    let named = Set(headings.indices.filter { isAnnexTitle(blocks[headings[$0].block], features) })
    HeadingRanker(tagged: tagged)(&headings, pages: pages, openings: openings, named: named)
    return headings
  }

  /// Whether a heading behind the letter's end calls what it heads an annex.
  private func isAnnexTitle(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    let line = features[block.lines.lowerBound].line
    guard let annexFrom, line >= annexFrom else { return false }
    return namesAnnex(layout.folded(layout.lines[line]))
  }

  /// A short heading without small letters (`SLOT`) is set in capitals where longer ones of its style are.
  private func joinShortCapitals(_ headings: inout [Heading], _ blocks: [TextBlock], _ features: [LineFeatures]) {
    let capitals = Set(headings.map(\.emphasis).filter(\.capitals))
    guard !capitals.isEmpty else { return }
    for at in headings.indices where !headings[at].emphasis.capitals && headings[at].length < 12 {
      var emphasis = headings[at].emphasis
      emphasis.capitals = true
      let letters = text(blocks[headings[at].block], features)
      guard capitals.contains(emphasis), letters.contains(where: { (0x41...0x5A).contains($0) }),
        letters.allSatisfy({ !(0x61...0x7A).contains($0) })
      else { continue }
      headings[at].emphasis = emphasis
    }
  }

  /// Whether a block behind the letter's end is the first of its page.
  private func opensAnnexPage(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    let at = block.lines.lowerBound
    guard let annexFrom, features[at].line >= annexFrom else { return false }
    return at == 0 || layout.lines[features[at - 1].line].page != layout.lines[features[at].line].page
  }

  /// How a letter parts its paragraphs.
  private enum Gaps { case partAll, partNone, mixed }

  /// What stands between paragraphs that follow a full stop on their page: a gap nine times in ten, hardly ever, or now and then.
  private func gaps(_ blocks: [TextBlock], _ features: [LineFeatures]) -> Gaps {
    var (all, apart) = (0, 0)
    for (above, block) in zip(blocks, blocks.dropFirst()) where above.kind == .text && block.kind == .text {
      let (last, first) = (features[above.lines.upperBound - 1], features[block.lines.lowerBound])
      guard last.lastByte == UInt8(ascii: "."), first.emphasis.isPlain, first.length > 40,
        layout.lines[last.line].page == layout.lines[first.line].page
      else { continue }
      all += 1
      if block.gapBefore { apart += 1 }
    }
    guard all >= 2 else { return .mixed }
    return apart * 10 >= all * 9 ? .partAll : apart * 10 <= all ? .partNone : .mixed
  }

  /// Further lines of a heading in capitals may have too few letters to tell: days and numbers.
  private func isInCapitals(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    features[block.lines.lowerBound].inCapitals
      && block.lines.dropFirst().allSatisfy { at in
        features[at].inCapitals || features[at].length < 8
          || !layout.text(layout.lines[features[at].line]).contains { (0x61...0x7A).contains($0) }
      }
  }

  private func last(_ block: TextBlock, _ features: [LineFeatures]) -> LineFeatures {
    features[block.lines.upperBound - 1]
  }

  private func length(_ block: TextBlock, _ features: [LineFeatures]) -> Int {
    block.lines.reduce(0) { $0 + features[$1].length }
  }

  /// Whether the text above has come to its end: a heading does not part a sentence.
  private func isComplete(_ above: TextBlock, _ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    if block.gapBefore || above.kind == .listItem { return true }
    return features[above.lines.upperBound - 1].endsSentence
  }

  /// All lines in one emphasis, short, and no sentence.
  private func isEmphasised(
    _ block: TextBlock,
    next: TextBlock,
    under heading: Heading?,
    _ gaps: Gaps,
    _ use: EmphasisUse,
    _ features: [LineFeatures]
  ) -> Bool {
    let shared = features[block.lines.lowerBound].emphasis
    guard block.isUniform, !shared.isPlain else { return false }
    // An arrow or bullet may stand before a heading; before an item another item or the item's own text follows.
    if block.marker?.kind == .bullet, next.marker != nil || !block.gapBefore { return false }
    // Small print needs weight to be a heading; captions are small and slanted.
    if shared.size < 0, !shared.bold { return false }
    let count = length(block, features)
    guard count <= longest, block.lines.count <= 4, count > 1 else { return false }
    // Right below a heading a long slanted line is its text, a title or a quotation, but where such lines head the text under headings.
    if let heading, count > 80, !shared.bold, !shared.coloured, shared.size <= 0 {
      guard heading.emphasis != shared, use.isForTitles(shared), !last(block, features).endsSentence,
        features[next.lines.lowerBound].emphasis.isPlain
      else { return false }
    }
    let last = last(block, features)
    // A sentence in quotation marks or brackets is quoted, or an aside.
    if last.endsSentence, !shared.bold, last.lastByte == 0x80 || [0x22, 0x27, 0x29].contains(last.lastByte),
      features[block.lines.lowerBound].opensQuoted
    {
      return false
    }
    switch last.lastByte {
    case UInt8(ascii: "."):
      return last.endsInAbbreviation && count <= 80
        && (shared.bold || number(block, features).map { $0.components > 1 } ?? false)
    case UInt8(ascii: ";"), UInt8(ascii: ","): return false
    case UInt8(ascii: ":"):
      // What is only slanted introduces a list or a quotation, unless nothing but its place parts it from plain text.
      return shared.bold || shared.size > 0
        || gaps == .partAll && block.gapBefore && !next.gapBefore && next.kind == .text && count <= 60
          && features[next.lines.lowerBound].emphasis.isPlain
    case UInt8(ascii: "?"):
      return !use.isForSentences(shared) && (shared.bold || shared.size > 0 || count <= 90)
    default: return features[block.lines.lowerBound].startsAfresh || block.marker != nil || shared.bold
    }
  }

  /// Whether a block all in bold, however long, is the title of the written questions the first of which stands below it.
  private func isAboveQuestions(
    _ block: TextBlock,
    next: TextBlock,
    _ headings: [Heading],
    _ features: [LineFeatures]
  ) -> Bool {
    let (first, last) = (features[block.lines.lowerBound], last(block, features))
    return labels[next.lines.lowerBound] == .question && !headings.contains(where: \.isLabel) && block.isUniform
      && first.emphasis.bold && first.emphasis.size >= 0 && first.startsAfresh && block.marker == nil
      && block.lines.count <= 8 && ![UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":")].contains(last.lastByte)
  }

  /// A numbered line in the text's own style, with text and not the next item below it: the next of its series, or of more components than one.
  private func isPlainNumbered(
    _ block: TextBlock,
    next: TextBlock,
    _ features: [LineFeatures],
    after last: [HeadingNumber.Scheme: Int]
  ) -> Bool {
    let end = self.last(block, features)
    guard block.gapBefore, block.lines.count <= 2, next.marker == nil, length(block, features) <= 110,
      features[block.lines.lowerBound].emphasis.isPlain, let number = number(block, features)
    else { return false }
    if end.endsSentence, !end.endsInAbbreviation {
      // A title may ask; a series that begins with a question is one of questions.
      guard end.lastByte == UInt8(ascii: "?"), block.lines.count == 1, number.components == 1, number.value > 1,
        last[number.scheme] != nil
      else { return false }
    }
    if number.components > 1 { return true }
    guard block.marker != nil, number.value == (last[number.scheme] ?? 0) + 1 else { return false }
    // Items of a list are numbered with small letters too, but the text below one stands in as far as its own, or after a gap.
    return number.scheme != .small || headsText(block, next, features)
  }

  /// Whether text begins right below a block and as far to the left: what is underlined looks plain to a reader of glyphs.
  private func headsText(_ block: TextBlock, _ next: TextBlock, _ features: [LineFeatures]) -> Bool {
    let (own, below) = (features[block.lines.lowerBound], features[next.lines.lowerBound])
    let (line, text) = (layout.lines[own.line], layout.lines[below.line])
    return next.kind == .text && !next.gapBefore && below.startsAfresh && length(next, features) >= 45
      && text.page == line.page && text.x0 < line.x0 + 3
  }

  /// A short line of the text's own style with a gap or an emphasised heading above and its text right below.
  private func isBare(
    _ block: TextBlock,
    next: TextBlock,
    under heading: Heading?,
    _ gaps: Gaps,
    _ features: [LineFeatures]
  ) -> Bool {
    let underHeading = heading.map { !$0.emphasis.isPlain } ?? false
    guard block.gapBefore || underHeading, block.lines.count == 1 || isTwoLines(block, gaps, features),
      block.marker == nil, next.marker == nil, !next.gapBefore || isInCapitals(block, features)
    else {
      return false
    }
    let line = features[block.lines.upperBound - 1]
    let below = features[next.lines.lowerBound]
    // A question with a gap above it may head the text right below where gaps part all paragraphs or none; else it is one that is answered.
    guard !line.endsSentence || line.lastByte == UInt8(ascii: "?") && block.gapBefore && gaps != .mixed,
      features[block.lines.lowerBound].startsAfresh,
      line.emphasis.isPlain, line.length > 3, line.length < 90,
      line.lastByte != UInt8(ascii: ","), below.startsAfresh,
      // What is slanted may be quoted below it, or a question that is answered there.
      below.emphasis.isPlain || below.isSlantedQuotation
        || below.emphasis == .slanted && last(next, features).endsSentence,
      // Names under a motion and lines of an address stand over lines as short as they are.
      length(next, features) >= 45,
      !OpeningLabel.isShared(layout.lines[features[block.lines.lowerBound].line], layout.lines[below.line], layout)
    else { return false }
    return layout.lines[line.line].page == layout.lines[below.line].page
  }

  /// Whether a line of the text's own style, a gap above it, stands right over a slanted title, and that right over text.
  private func isAboveSlanted(_ block: TextBlock, _ rest: ArraySlice<TextBlock>, _ features: [LineFeatures]) -> Bool {
    guard block.gapBefore, block.lines.count == 1, block.marker == nil, block.kind == .text, rest.count > 1,
      let title = rest.first, title.lines.count == 1, title.isUniform, !title.gapBefore, title.marker == nil
    else { return false }
    let (own, slanted) = (features[block.lines.lowerBound], features[title.lines.lowerBound])
    let text = rest[rest.startIndex + 1]
    return own.emphasis.isPlain && own.startsWithCapital && !own.endsSentence && own.length > 3 && own.length < 90
      && own.lastByte != UInt8(ascii: ",") && slanted.emphasis == .slanted && slanted.startsWithCapital
      && !slanted.endsSentence && slanted.length < 90 && text.kind == .text && !text.gapBefore
      && features[text.lines.lowerBound].emphasis.isPlain && length(text, features) >= 45
      && layout.lines[own.line].page == layout.lines[features[text.lines.lowerBound].line].page
  }

  /// The text of a block's first line.
  private func text(_ block: TextBlock, _ features: [LineFeatures]) -> [UInt8] {
    layout.text(layout.lines[features[block.lines.lowerBound].line])
  }

  /// Whether a block is two lines of the text's own style with a gap above, in a letter that parts its paragraphs in one way.
  private func isTwoLines(_ block: TextBlock, _ gaps: Gaps, _ features: [LineFeatures]) -> Bool {
    block.lines.count == 2 && block.gapBefore && gaps != .mixed && length(block, features) <= longest
      && block.lines.allSatisfy { features[$0].emphasis.isPlain && !features[$0].endsSentence }
  }

  /// The number at a block's head.
  private func number(_ block: TextBlock, _ features: [LineFeatures]) -> HeadingNumber? {
    HeadingNumber(text(block, features))
  }
}

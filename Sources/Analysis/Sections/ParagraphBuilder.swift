// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Lines that belong together: a paragraph, a list item, a heading, a row of a table.
struct TextBlock: Equatable {
  /// Indices into the features, consecutive.
  var lines: Range<Int>
  /// What it is; headings are told later.
  var kind: Paragraph.Kind
  /// The marker of a list item.
  var marker: ListMarker?
  /// Whether a gap of more than a line stands before it.
  var gapBefore: Bool
  /// Whether all its lines are set in the emphasis of the first; kept while it grows, for a paragraph may have any number of lines.
  var isUniform = true
}

/// Joins lines into paragraphs, over pages and the notes between them. Loses no line.
///
/// A line ends its paragraph where the next line's first word would still have fitted on it: setters fill lines, writers end them. Gaps,
/// markers of lists, changes of style and indents tell the same where the last line happens to be full.
struct ParagraphBuilder {
  var layout: LaidOutDocument
  /// Lines that stand alone whatever surrounds them (labels such as `Vraag 1`), by index into the features.
  var alone: Set<Int>
  /// Lines that open a block whatever stands above them, by index into the features.
  var after: Set<Int> = []
  /// Lines whose title may stand on the next line, capitals or not, by index into the features.
  var opensTitle: Set<Int> = []
  /// Whether folded text begins as a caption does (`Tabel 1`).
  var isCaption: ([UInt8]) -> Bool

  /// Gap between baselines, in pitches, that parts paragraphs: blank half lines of typeset papers are 1.5 and more, superscripts stretch to 1.2.
  var gapShare: Float = 1.32

  /// Whether the letter sets its paragraphs without gaps.
  private var isSolid = false
  /// Whether the letter sets titles on the first lines of its items.
  private var hasItemTitles = false
  /// Where lines in an emphasis stand, by their text: the first few places of each.
  private var places: [[UInt8]: [Int]] = [:]

  init(
    layout: LaidOutDocument,
    alone: Set<Int>,
    after: Set<Int> = [],
    opensTitle: Set<Int> = [],
    isCaption: @escaping ([UInt8]) -> Bool = { _ in false }
  ) {
    self.isCaption = isCaption
    self.layout = layout
    self.alone = alone
    self.after = after
    self.opensTitle = opensTitle
  }

  func callAsFunction(_ features: [LineFeatures]) -> [TextBlock] {
    var builder = self
    builder.isSolid = setsSolid(features)
    // One such item may be a line that its writer has broken.
    let titles = zip(features, features.dropFirst()).count { isItemTitle($0, over: $1) && wouldFit($0, $1) }
    builder.hasItemTitles = titles > 1
    for (index, feature) in features.enumerated() where !feature.emphasis.isPlain {
      let text = layout.text(line(feature))
      // A heading that stands in more places than these has shown itself by then.
      if builder.places[text, default: []].count < 8 { builder.places[text, default: []].append(index) }
    }
    var blocks = builder.blocks(features)
    ItemContinuation(layout: layout)(&blocks, features)
    return blocks
  }

  /// Whether hardly a gap stands between lines that end a sentence before their edge and the full lines below them.
  private func setsSolid(_ features: [LineFeatures]) -> Bool {
    var (all, apart) = (0, 0)
    for (a, b) in zip(features, features.dropFirst())
    where a.lastByte == UInt8(ascii: ".") && a.emphasis.isPlain && b.emphasis.isPlain && b.startsAfresh && b.length > 40
      && b.marker == nil && !opensColumn(a, b) && !line(a).isTableRow && !line(b).isTableRow && wouldFit(a, b)
    {
      all += 1
      if hasGap(a, b) { apart += 1 }
    }
    return all >= 2 && apart * 10 <= all
  }

  private func blocks(_ features: [LineFeatures]) -> [TextBlock] {
    var blocks: [TextBlock] = []
    for index in features.indices {
      let gap = index == 0 || hasGap(features[index - 1], features[index])
      if let last = blocks.indices.last, !parts(blocks[last], features, index, gap) {
        let first = blocks[last].lines.lowerBound
        blocks[last].lines = first..<(index + 1)
        if features[index].emphasis != features[first].emphasis { blocks[last].isUniform = false }
      } else {
        let isRow = line(features[index]).isTableRow
        let marker = !isRow && opensItem(blocks.last, features, index, gap) ? features[index].marker : nil
        blocks.append(
          TextBlock(
            lines: index..<(index + 1),
            kind: isRow ? .tableRow : marker == nil ? .text : .listItem,
            marker: marker,
            // A blank line at the head of a page or a column leaves no trace.
            gapBefore: gap || opensColumn(features[index - 1], features[index]) || standsSolid(features, index)
          )
        )
      }
    }
    return blocks
  }

  private func line(_ feature: LineFeatures) -> Line { layout.lines[feature.line] }

  private func word(_ line: Line, _ at: Int) -> Word { layout.words[line.words.lowerBound + at] }

  /// Whether a line stands at the head of a page or a column, the one above it at the foot of another.
  private func opensColumn(_ a: LineFeatures, _ b: LineFeatures) -> Bool {
    line(a).page != line(b).page || line(b).y1 < line(a).y1
  }

  /// Whether in a letter without gaps a line is a heading in the text's own style: short and without a stop, between a line that ends a
  /// sentence and a full one that begins one.
  private func standsSolid(_ features: [LineFeatures], _ index: Int) -> Bool {
    guard isSolid, index > 0, index + 1 < features.count else { return false }
    let (above, own, below) = (features[index - 1], features[index], features[index + 1])
    guard own.emphasis.isPlain, own.startsAfresh, !own.endsSentence, own.length > 3, own.lastByte != UInt8(ascii: ","),
      above.endsSentence, above.lastByte == UInt8(ascii: "."), below.emphasis.isPlain, below.startsAfresh,
      own.marker == nil || below.marker == nil, !line(own).isTableRow, wouldFit(own, below)
    else { return false }
    let text = column(line(own))
    let breadth = text.right - text.left
    return abs(line(own).x0 - text.left) < 3 && abs(line(below).x0 - text.left) < 3
      && line(own).x1 < text.left + breadth * 0.6 && line(below).x1 > text.left + breadth * 0.8
  }

  private func hasGap(_ a: LineFeatures, _ b: LineFeatures) -> Bool {
    let (above, below) = (line(a), line(b))
    guard above.page == below.page, below.y1 > above.y1 else { return false }
    let pitch = max(layout.pitch, max(above.size, below.size) * 1.1)
    return below.y1 - above.y1 > pitch * gapShare
  }

  /// Whether the next line's first word would have fitted on the line above, or a justified line is not filled: then its end was meant.
  private func wouldFit(_ a: LineFeatures, _ b: LineFeatures) -> Bool {
    let (above, below) = (line(a), line(b))
    let column = column(above)
    let right = rightEdge(a, column)
    if column.justified, abs(above.size - layout.fonts.bodySize) < 0.4 { return above.x1 < right - 3.5 }
    return leavesRoom(above, for: b, until: right, below.size)
  }

  private func leavesRoom(_ above: Line, for b: LineFeatures, until right: Float, _ size: Float) -> Bool {
    above.x1 + above.size * 0.3 + b.firstWordWidth < right - size * 0.2
  }

  /// Where a line may run to. Text that stands in from the left, in a box or as a quotation, mostly stands in from the right too: its own
  /// longest line tells, where that leaves about as much room on the right as there is on the left.
  private func rightEdge(_ feature: LineFeatures, _ column: BodyColumn) -> Float {
    let own = line(feature)
    let indent = indent(feature)
    guard indent > 3, !own.isTableRow else { return column.right }
    var right = own.x1
    var isAlone = true  // the first line of a paragraph may stand in by itself
    for step in [-1, 1] {
      var last = own
      // A stretch ends where the left edge moves, or at a gap; a dozen lines tell how far it runs.
      for away in 1...12 {
        let at = feature.line + step * away
        guard layout.lines.indices.contains(at) else { break }
        let line = layout.lines[at]
        if line.zone != .body { continue }
        guard line.page == own.page, abs(line.x0 - own.x0) < 1, abs(line.y1 - last.y1) < gapShare * layout.pitch,
          !line.isTableRow
        else { break }
        right = max(right, line.x1)
        last = line
        isAlone = false
      }
    }
    // Lines that come near the edge are the items of a list: nothing but the column bounds them.
    let isBounded = right >= column.right - 2 * indent - own.size * 2.5 && right < column.right - indent / 2
    return isAlone || !isBounded ? column.right : right
  }

  private func column(_ line: Line) -> BodyColumn {
    layout.column(of: line)
  }

  /// Whether line `index` opens a new block after `block`.
  private func parts(_ block: TextBlock, _ features: [LineFeatures], _ index: Int, _ gap: Bool) -> Bool {
    let a = features[index - 1]
    let b = features[index]
    if alone.contains(index - 1) || alone.contains(index) || after.contains(index) || gap { return true }
    if standsSolid(features, index) { return true }
    if line(a).isTableRow || line(b).isTableRow { return !isCutRow(line(a), line(b)) }
    let ended = wouldFit(a, b)
    if opensItem(block, features, index, gap) { return true }
    if a.endsInHyphen, !ended { return false }
    if changesStyle(block, features, index) { return true }
    let samePage = line(a).page == line(b).page && line(b).y1 > line(a).y1
    if let marker = block.marker, line(b).x0 < marker.textLeft - 4, samePage, hangs(block, features),
      ended || a.endsSentence
    {
      return true  // back to the left of an item whose lines hang
    }
    if block.lines.count > 1, let marker = block.marker, hangs(block, features), a.endsSentence, b.startsAfresh,
      opensColumn(a, b), indent(b) < marker.textLeft - column(line(a)).left - 4
    {
      return true  // the same at the head of a page
    }
    if ended, samePage, b.startsAfresh,
      OpeningLabel.isShared(line(features[block.lines.lowerBound]), line(b), layout)
    {
      return true
    }
    // After "nr." at a line's end its number comes, however much room was left.
    if a.endsSentence, b.startsAfresh, ended,
      !a.endsInAbbreviation || a.endsInClosingAbbreviation && b.startsWithCapital
    {
      return true
    }
    if ended, headsItem(block, a, b) { return true }
    if ended, b.startsWithCapital, isCaption(layout.folded(line(b))) { return true }
    // The number of a question may stand alone at a page's foot.
    if block.lines.count == 1, block.gapBefore, ended, b.startsAfresh, isNumber(a) { return true }
    guard samePage else { return false }
    if a.endsSentence, b.startsAfresh, block.marker == nil, line(b).x0 - line(a).x0 > 7,
      block.lines.count > 1 || a.lastByte == UInt8(ascii: ":")
    {
      return true
    }
    return isBareHeading(block, b, features) && ended && b.startsAfresh
      && (b.emphasis.isPlain || b.emphasis == .slanted && a.emphasis.isPlain)
  }

  /// Whether an item's first line is its title, in a letter that has several.
  private func headsItem(_ block: TextBlock, _ a: LineFeatures, _ b: LineFeatures) -> Bool {
    hasItemTitles && block.lines.count == 1 && block.marker != nil && isItemTitle(a, over: b)
  }

  /// Whether a line with a marker is no sentence and leaves a fifth of the column or more, and below it, under its own first word, a sentence
  /// begins that fills its line or ends there.
  private func isItemTitle(_ a: LineFeatures, over b: LineFeatures) -> Bool {
    guard let marker = a.marker, !a.endsSentence, a.lastByte != UInt8(ascii: ","), !a.endsInHyphen, b.startsWithCapital,
      line(a).page == line(b).page, abs(line(b).x0 - marker.textLeft) < 2,
      !(0x61...0x7A).contains(layout.document.pages[line(a).page].scalars[word(line(a), marker.words).start])
    else { return false }
    let text = column(line(a))
    let breadth = text.right - text.left
    return line(a).x1 < text.left + breadth * 0.8
      && (line(b).x1 > text.left + breadth * 0.8 || b.lastByte == UInt8(ascii: ".") && b.length > 30)
  }

  /// How far a line stands in from its column's left edge, in points.
  private func indent(_ feature: LineFeatures) -> Float { line(feature).x0 - column(line(feature)).left }

  /// Whether a line is a number of one to three digits and nothing else.
  private func isNumber(_ feature: LineFeatures) -> Bool {
    guard feature.length <= 3, line(feature).words.count == 1 else { return false }
    let word = word(line(feature), 0)
    return layout.document.pages[line(feature).page].scalars[word.start..<word.end].allSatisfy {
      (0x30...0x39).contains($0)
    }
  }

  /// Whether a row goes on with the row at the end of the page before: its first cell is empty or begins with a small letter.
  private func isCutRow(_ above: Line, _ below: Line) -> Bool {
    guard above.isTableRow, below.isTableRow, below.page == above.page + 1, above.cells.count == below.cells.count,
      above.cells.count > 1, let first = below.cells.first.map({ layout.cells[$0] })
    else { return false }
    if first == 0 { return true }
    let scalars = layout.document.pages[below.page].scalars
    return (0x61...0x7A).contains(scalars[word(below, 0).start])
  }

  /// A short first line without a stop, or a second one, with a gap or an emphasised heading above it, right above a line that begins afresh: a
  /// heading in the text's own style.
  private func isBareHeading(_ block: TextBlock, _ next: LineFeatures, _ features: [LineFeatures]) -> Bool {
    let a = features[block.lines.upperBound - 1]
    let first = features[block.lines.lowerBound]
    guard
      block.lines.count == 1
        || block.lines.count == 2 && block.gapBefore && !first.endsSentence
          && !leavesRoom(line(first), for: a, until: column(line(a)).right, line(a).size),
      block.gapBefore || isUnderHeading(block, features), block.marker == nil,
      !a.endsSentence, first.startsAfresh, a.length < 90, a.lastByte != UInt8(ascii: ","), !a.endsInHyphen
    else { return false }
    let text = column(line(a))
    if block.lines.count == 2, text.right - line(a).x1 - next.firstWordWidth > 1.5 * line(a).size { return true }
    return line(a).x1 < text.left + (text.right - text.left) * 0.85
  }

  /// Whether the line above a plain block stands out from the text and is no sentence.
  private func isUnderHeading(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    let first = block.lines.lowerBound
    guard first > 0, features[first].emphasis.isPlain else { return false }
    let above = features[first - 1]
    return !above.emphasis.isPlain && above.emphasis.size >= 0 && !above.endsSentence && above.length < 90
      && above.startsAfresh && !line(above).isTableRow
  }

  /// Whether the item's own second line stands under its text and not under its marker.
  private func hangs(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    guard block.lines.count > 1, let marker = block.marker else { return true }
    return line(features[block.lines.lowerBound + 1]).x0 > marker.textLeft - 4
  }

  /// A block all in one emphasis ends where the emphasis does, and one begins where it begins on a line of its own.
  private func changesStyle(_ block: TextBlock, _ features: [LineFeatures], _ index: Int) -> Bool {
    let a = features[index - 1]
    let b = features[index]
    let shared = features[block.lines.lowerBound].emphasis
    let uniform = block.isUniform
    if uniform, !shared.isPlain, block.lines.count <= 4, b.emphasis != shared {
      // Text may open with words as bold as the heading above it; then the heading's line was not full.
      if b.first != shared || b.startsAfresh && !a.endsInHyphen && wouldFit(a, b) { return true }
    }
    // Capitals end where another heading follows in small letters.
    if uniform, !shared.isPlain, a.inCapitals, !b.inCapitals, b.length >= 8, b.startsAfresh, wouldFit(a, b),
      !opensTitle.contains(index - 1)
    {
      return true
    }
    if uniform, !shared.isPlain, b.emphasis == shared, b.startsWithCapital, block.lines.count == 1, !a.endsInHyphen,
      wouldFit(a, b), standsElsewhere(features, index)
    {
      return true
    }
    // A numbered heading right below another: the one it lies under.
    if uniform, !shared.isPlain, b.emphasis == shared, b.startsAfresh, wouldFit(a, b), isNumbered(b),
      isNumbered(features[block.lines.lowerBound])
    {
      return true
    }
    if !b.emphasis.isPlain, a.emphasis != b.emphasis, a.endsSentence, wouldFit(a, b) || b.emphasis.size != 0 {
      return true
    }
    if headsNext(features, index), a.endsSentence, !a.emphasis.bold { return true }
    return a.emphasis.size != b.emphasis.size && uniform
  }

  /// Whether one of two lines, each on a line of its own, stands elsewhere in the same emphasis without the other: two headings, not one.
  private func standsElsewhere(_ features: [LineFeatures], _ index: Int) -> Bool {
    let (upper, lower) = (features[index - 1], features[index])
    let (upperText, lowerText) = (layout.text(line(upper)), layout.text(line(lower)))
    func stands(_ feature: LineFeatures, _ text: [UInt8], at place: Int) -> Bool {
      features.indices.contains(place) && features[place].emphasis == feature.emphasis
        && layout.text(line(features[place])) == text
    }
    return (places[lowerText] ?? []).contains { at in
      at != index && features[at].emphasis == lower.emphasis && !stands(upper, upperText, at: at - 1)
    }
      || (places[upperText] ?? []).contains { at in
        at != index - 1 && features[at].emphasis == upper.emphasis && !stands(lower, lowerText, at: at + 1)
      }
  }

  private func isNumbered(_ feature: LineFeatures) -> Bool { HeadingNumber(layout.text(line(feature))) != nil }

  /// Whether a line all in bold stops short of its edge above text that is not: a heading, though the paragraph above it filled its last line
  /// and, at a page's head, no gap shows. There a line all slanted or coloured is one too, and so is a short plain one.
  private func headsNext(_ features: [LineFeatures], _ index: Int) -> Bool {
    guard index + 1 < features.count else { return false }
    let (own, below) = (features[index], features[index + 1])
    let (text, opens) = (column(line(own)), opensColumn(features[index - 1], own))
    let standsOut =
      own.emphasis.bold && !below.emphasis.bold
      || opens && below.emphasis.isPlain
        && (!own.emphasis.isPlain || line(own).x1 < text.left + (text.right - text.left) * 0.6)
    return standsOut && own.startsAfresh && below.startsAfresh && !own.endsSentence && own.length > 1
      && wouldFit(own, below)
  }

  /// Whether a line with a marker opens a list item: dashes and numbers also stand at the head of lines by chance.
  private func opensItem(_ block: TextBlock?, _ features: [LineFeatures], _ index: Int, _ gap: Bool) -> Bool {
    guard let marker = features[index].marker else { return false }
    guard let block, index > 0 else { return true }
    let a = features[index - 1]
    if gap || (a.endsSentence && !a.endsInAbbreviation) || alone.contains(index - 1) { return true }
    let ended = wouldFit(a, features[index])
    switch marker.kind {
    case .bullet:
      let glyph = word(line(features[index]), 0)
      let hanging = marker.textLeft - glyph.x1 > glyph.size * 0.5
      return ended || block.marker?.kind == .bullet && hanging
        || hanging && index + 1 < features.count
          && abs(line(features[index + 1]).x0 - marker.textLeft) < 2
    case .number(let number):
      if case .number(let previous)? = block.marker?.kind { return number == previous + 1 && ended }
      return ended && number == 1
    case .letter: return ended
    }
  }
}

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
  /// Components of its number: 1 for `2.`, 2 for `2.1`; `nil` without one.
  var depth: Int?
  /// Whether its number is a letter (`a)`): one level below the numbered heading above it.
  var isLettered: Bool
  /// Whether it is a label such as `Vraag 1`, always of the first level.
  var isLabel: Bool
  /// 1 for the topmost.
  var level = 1
}

/// Finds headings by weight, slant, size, numbering and position, and ranks them: numbering first, then style within the letter.
struct HeadingDetector {
  var layout: LaidOutDocument
  /// Lines that are labels (`Vraag 1`), by index into the features.
  var labels: Set<Int>

  /// Whether folded text begins as a caption does (`Tabel 1`).
  var isCaption: ([UInt8]) -> Bool

  /// Longest heading in glyphs: three lines of a narrow column.
  var longest = 190

  func callAsFunction(_ blocks: [TextBlock], _ features: [LineFeatures]) -> [Heading] {
    var headings: [Heading] = []
    var lastNumber = 0
    for index in blocks.indices {
      let block = blocks[index]
      let first = features[block.lines.lowerBound]
      if labels.contains(block.lines.lowerBound) {
        headings.append(Heading(block: index, emphasis: first.emphasis, depth: nil, isLettered: false, isLabel: true))
        continue
      }
      guard index + 1 < blocks.count, block.kind != .tableRow else { continue }
      if block.lines.count <= 3, isCaption(Letterhead.fold(layout.text(layout.lines[first.line]))) { continue }
      let afterLabel = index > 0 && labels.contains(blocks[index - 1].lines.lowerBound)
      let follows = index == 0 || headings.last?.block == index - 1 || isComplete(blocks[index - 1], block, features)
      let afterHeading = headings.last?.block == index - 1
      if isEmphasised(block, next: blocks[index + 1], afterHeading: afterHeading, features), follows, !afterLabel {
        headings.append(
          Heading(
            block: index,
            emphasis: first.emphasis,
            depth: depth(block, features),
            isLettered: block.marker?.kind == .letter,
            isLabel: false
          )
        )
        if case .number(let number)? = block.marker?.kind { lastNumber = number }
      } else if isPlainNumbered(block, next: blocks[index + 1], features, after: lastNumber) {
        headings.append(
          Heading(
            block: index,
            emphasis: Emphasis(),
            depth: depth(block, features) ?? 1,
            isLettered: false,
            isLabel: false
          )
        )
        if case .number(let number)? = block.marker?.kind { lastNumber = number }
      } else if isBare(block, next: blocks[index + 1], features), !afterLabel {
        headings.append(
          Heading(block: index, emphasis: Emphasis(), depth: depth(block, features), isLettered: false, isLabel: false)
        )
      }
    }
    rank(&headings)
    return headings
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
  private func isEmphasised(_ block: TextBlock, next: TextBlock, afterHeading: Bool, _ features: [LineFeatures]) -> Bool
  {
    let shared = features[block.lines.lowerBound].emphasis
    guard block.lines.allSatisfy({ features[$0].emphasis == shared }), !shared.isPlain else { return false }
    // An arrow or bullet may stand before a heading; before an item another item or the item's own text follows.
    if block.marker?.kind == .bullet, next.marker != nil || !block.gapBefore { return false }
    // Small print needs weight to be a heading; captions are small and slanted.
    if shared.size < 0, !shared.bold { return false }
    let count = length(block, features)
    guard count <= longest, block.lines.count <= 4, count > 1 else { return false }
    // Right below a heading a long slanted line is its text: a title, a quotation.
    if afterHeading, count > 80, !shared.bold, shared.size <= 0 { return false }
    let last = features[block.lines.upperBound - 1]
    switch last.lastByte {
    case UInt8(ascii: "."): return last.endsInAbbreviation && shared.bold && count <= 80
    case UInt8(ascii: ";"), UInt8(ascii: ","): return false
    case UInt8(ascii: ":"): return shared.bold || shared.size > 0
    case UInt8(ascii: "?"): return shared.bold || shared.size > 0 || count <= 90
    default: return features[block.lines.lowerBound].startsAfresh || block.marker != nil || shared.bold
    }
  }

  /// A numbered line in the text's own style, with text and not the next item below it.
  private func isPlainNumbered(_ block: TextBlock, next: TextBlock, _ features: [LineFeatures], after last: Int) -> Bool
  {
    guard block.gapBefore, block.lines.count <= 2, next.marker == nil, length(block, features) <= 110,
      !features[block.lines.upperBound - 1].endsSentence, features[block.lines.lowerBound].emphasis.isPlain
    else { return false }
    if case .number(let number)? = block.marker?.kind { return number == last + 1 }
    return (depth(block, features) ?? 0) > 1
  }

  /// A short line of the text's own style with a gap above and its text right below.
  private func isBare(_ block: TextBlock, next: TextBlock, _ features: [LineFeatures]) -> Bool {
    guard block.gapBefore, block.lines.count == 1, block.marker == nil, !next.gapBefore, next.marker == nil else {
      return false
    }
    let line = features[block.lines.lowerBound]
    let below = features[next.lines.lowerBound]
    guard !line.endsSentence, line.startsAfresh, line.emphasis.isPlain, line.length > 3, line.length < 90,
      line.lastByte != UInt8(ascii: ","), below.startsAfresh, below.emphasis.isPlain,
      // Names under a motion and lines of an address stand over lines as short as they are.
      length(next, features) >= 45
    else { return false }
    return layout.lines[line.line].page == layout.lines[below.line].page
  }

  /// Components of the number at a block's head: `1.` and `I.` have one, `2.1` and `2.1.` two.
  private func depth(_ block: TextBlock, _ features: [LineFeatures]) -> Int? {
    let line = layout.lines[features[block.lines.lowerBound].line]
    let scalars = layout.document.pages[line.page].scalars
    var components = 0
    var inNumber = false
    var closed = false
    var roman = true
    var count = 0
    outer: for (at, word) in line.words.enumerated() {
      if at > 0, word.spaceBefore { break }
      for i in word.start..<word.end {
        let c = scalars[i]
        count += 1
        if c >= 0x30, c <= 0x39 {
          if !inNumber { components += 1 }
          inNumber = true
          closed = false
          roman = false
        } else if c == 0x2E || c == 0x29 {
          if !inNumber, !roman { return nil }
          inNumber = false
          closed = true
          if roman { components = 1 }
        } else if roman, [0x49, 0x56, 0x58].contains(c), components == 0, !closed {
          continue
        } else {
          return nil
        }
      }
    }
    guard count > 0, count <= 8, components > 0 else { return nil }
    if components == 1, !closed, !roman { return line.words.count > 1 && count <= 2 ? 1 : nil }
    return closed || components > 1 ? components : nil
  }

  /// Levels: the number's depth; without one the level of numbered headings in the same style, else the style's rank.
  private func rank(_ headings: inout [Heading]) {
    var depths: [Emphasis: (least: Int, most: Int)] = [:]
    for heading in headings {
      guard let depth = heading.depth else { continue }
      let known = depths[heading.emphasis]
      depths[heading.emphasis] = (min(known?.least ?? depth, depth), max(known?.most ?? depth, depth))
    }
    let styles = Set(headings.filter { !$0.isLabel && !$0.isLettered }.map(\.emphasis)).sorted {
      prominence($0) > prominence($1)
    }
    var levels: [Emphasis: Int] = [:]
    var above = 0
    for style in styles {
      if let known = depths[style] {
        levels[style] = known.least
        above = max(above, known.most)
      } else {
        above += 1
        levels[style] = above
      }
    }
    var numbered: Int?
    for i in headings.indices {
      let heading = headings[i]
      if heading.isLabel {
        headings[i].level = 1
      } else if let depth = heading.depth {
        headings[i].level = depth
        numbered = depth
      } else if heading.isLettered, let numbered {
        headings[i].level = numbered + 1
      } else {
        headings[i].level = levels[heading.emphasis] ?? 1
      }
    }
  }

  private func prominence(_ emphasis: Emphasis) -> Int {
    var score = emphasis.size * 100
    if emphasis.bold { score += emphasis.italic ? 45 : 50 }
    if emphasis.underlined { score += 30 }
    if emphasis.italic, !emphasis.bold { score += 20 }
    return score
  }
}

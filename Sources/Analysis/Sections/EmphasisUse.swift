// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What a letter sets in each of its emphases: titles, or whole sentences such as the questions it answers.
struct EmphasisUse {
  private var titles: [Emphasis: Int] = [:]
  private var sentences: [Emphasis: Int] = [:]
  /// Questions without a number, each on a line of its own right above plain text: titles, or what is answered there.
  private var questions: [Emphasis: Int] = [:]
  /// Emphases in which one question is put after another: no title does that.
  private var asking: Set<Emphasis> = []

  /// Longest title that counts, in glyphs: what is longer may be a sentence without its stop.
  private static let longest = 80

  init(_ blocks: [TextBlock], _ features: [LineFeatures], _ layout: LaidOutDocument) {
    for (index, block) in blocks.enumerated() where block.kind != .tableRow && block.isUniform {
      let (first, last) = (features[block.lines.lowerBound], features[block.lines.upperBound - 1])
      if first.emphasis.isPlain { continue }
      let asks = last.lastByte == UInt8(ascii: "?")
      if asks ? EmphasisUse.asksTwice(block, features, layout) : EmphasisUse.endsInStop(last) {
        sentences[first.emphasis, default: 0] += 1
        if asks { asking.insert(first.emphasis) }
        continue
      }
      guard first.startsAfresh, index + 1 < blocks.count,
        features[blocks[index + 1].lines.lowerBound].emphasis.isPlain,
        block.lines.reduce(0, { $0 + features[$1].length }) <= EmphasisUse.longest
      else { continue }
      if asks, block.lines.count == 1, block.marker == nil { questions[first.emphasis, default: 0] += 1 }
      if !last.endsSentence, last.lastByte != UInt8(ascii: ",") { titles[first.emphasis, default: 0] += 1 }
    }
  }

  /// Whether whole sentences are set so, twice or more and oftener than titles: then a question set so is one that is answered.
  func isForSentences(_ emphasis: Emphasis) -> Bool {
    let count = sentences[emphasis] ?? 0
    let heading = (titles[emphasis] ?? 0) + (asking.contains(emphasis) ? 0 : questions[emphasis] ?? 0)
    return count >= 2 && count > heading
  }

  /// Whether titles right above plain text are set so, twice or more and oftener than sentences.
  func isForTitles(_ emphasis: Emphasis) -> Bool {
    let count = titles[emphasis] ?? 0
    return count >= 2 && count > sentences[emphasis] ?? 0
  }

  /// Whether a line ends in a full stop that closes a sentence.
  private static func endsInStop(_ last: LineFeatures) -> Bool {
    last.lastByte == UInt8(ascii: ".") && !last.endsInAbbreviation
  }

  /// Whether a block asks one question after another.
  private static func asksTwice(_ block: TextBlock, _ features: [LineFeatures], _ layout: LaidOutDocument) -> Bool {
    block.lines.reduce(0) { count, index in
      count + layout.text(layout.lines[features[index].line]).count { $0 == UInt8(ascii: "?") }
    } > 1
  }
}

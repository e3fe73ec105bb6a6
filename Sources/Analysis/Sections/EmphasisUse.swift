// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What a letter sets in each of its emphases: titles, or whole sentences such as the questions it answers.
struct EmphasisUse {
  private var titles: [Emphasis: Int] = [:]
  private var sentences: [Emphasis: Int] = [:]

  /// Longest title that counts, in glyphs: what is longer may be a sentence without its stop.
  private static let longest = 80

  init(_ blocks: [TextBlock], _ features: [LineFeatures], _ layout: LaidOutDocument) {
    for (index, block) in blocks.enumerated() where block.kind != .tableRow {
      let (first, last) = (features[block.lines.lowerBound], features[block.lines.upperBound - 1])
      guard !first.emphasis.isPlain, block.isUniform else { continue }
      if EmphasisUse.holdsSentences(block, features, layout) {
        sentences[first.emphasis, default: 0] += 1
      } else if !last.endsSentence, last.lastByte != UInt8(ascii: ","), first.startsAfresh,
        block.lines.reduce(0, { $0 + features[$1].length }) <= EmphasisUse.longest, index + 1 < blocks.count,
        features[blocks[index + 1].lines.lowerBound].emphasis.isPlain
      {
        titles[first.emphasis, default: 0] += 1
      }
    }
  }

  /// Whether whole sentences are set so, twice or more and oftener than titles: then a question set so is one that is answered.
  func isForSentences(_ emphasis: Emphasis) -> Bool {
    let count = sentences[emphasis] ?? 0
    return count >= 2 && count > titles[emphasis] ?? 0
  }

  /// Whether titles right above plain text are set so, twice or more and oftener than sentences.
  func isForTitles(_ emphasis: Emphasis) -> Bool {
    let count = titles[emphasis] ?? 0
    return count >= 2 && count > sentences[emphasis] ?? 0
  }

  /// Whether a block ends in a full stop that closes a sentence, or asks one question after another.
  private static func holdsSentences(_ block: TextBlock, _ features: [LineFeatures], _ layout: LaidOutDocument) -> Bool
  {
    let last = features[block.lines.upperBound - 1]
    if last.lastByte == UInt8(ascii: ".") { return !last.endsInAbbreviation }
    guard last.lastByte == UInt8(ascii: "?") else { return false }
    let marks = block.lines.reduce(0) { count, index in
      count + layout.text(layout.lines[features[index].line]).count { $0 == UInt8(ascii: "?") }
    }
    return marks > 1
  }
}

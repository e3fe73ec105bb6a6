// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// Finds the further paragraphs of list items: text without a mark that stands under an item's own.
struct ItemContinuation {
  var layout: LaidOutDocument

  /// An item whose text may go on: where that stands, from the column's edge, and whether a second line has shown it.
  private struct Item {
    var left: Float
    var hangs: Bool
    /// Whether it ends in a question: what stands under it then is the answer.
    var asks: Bool
  }

  /// Makes list items of the blocks that go on with one.
  func callAsFunction(_ blocks: inout [TextBlock], _ features: [LineFeatures]) {
    var open: [Item] = []
    for index in blocks.indices {
      let block = blocks[index]
      let first = features[block.lines.lowerBound]
      if let marker = block.marker {
        let text = marker.textLeft - layout.column(of: layout.lines[first.line]).left
        // What stays is told from the new item by its left edge, so each line drops what it adds: a text may stand within two points of its
        // mark, and such items would gather line by line.
        let edge = min(indent(first) + 2, text - 2)
        while let last = open.last, last.left > edge { open.removeLast() }
        open.append(Item(left: text, hangs: hangs(block, at: text, features), asks: asks(block, features)))
        continue
      }
      // What heads or stands across the column ends the list.
      guard block.kind == .text, first.emphasis.isPlain, indent(first) > 4,
        let item = open.lastIndex(where: { abs($0.left - indent(first)) < 2 })
      else {
        open = []
        continue
      }
      open.removeSubrange((item + 1)...)
      if open[item].asks, !asks(block, features) { continue }
      open[item].hangs = open[item].hangs || hangs(block, at: open[item].left, features)
      // One line alone may be the first of an indented paragraph.
      if block.lines.count > 1 ? hangs(block, at: open[item].left, features) : open[item].hangs {
        blocks[index].kind = .listItem
      }
    }
  }

  private func indent(_ feature: LineFeatures) -> Float {
    layout.lines[feature.line].x0 - layout.column(of: layout.lines[feature.line]).left
  }

  private func asks(_ block: TextBlock, _ features: [LineFeatures]) -> Bool {
    features[block.lines.upperBound - 1].lastByte == UInt8(ascii: "?")
  }

  /// Whether a block's second line stands under the text of an item.
  private func hangs(_ block: TextBlock, at left: Float, _ features: [LineFeatures]) -> Bool {
    block.lines.count > 1 && abs(indent(features[block.lines.lowerBound + 1]) - left) < 2
  }
}

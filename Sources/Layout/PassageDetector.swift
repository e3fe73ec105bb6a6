// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a page on which the text runs in two columns, between lines that take its whole breadth.
struct Passage {
  /// Indices of the fragments of each side.
  var left: [Int]
  var right: [Int]
  /// Where the text of each side stands.
  var columns: (left: BodyColumn, right: BodyColumn)
}

/// Finds two columns of running text in the middle of a page of one column; a table is none.
///
/// In both, lines stand in two rows that nothing bridges. Cells begin side by side, and where one is longer its neighbour leaves a hole; columns
/// have no holes, and on one side a paragraph begins, after a gap, beside the middle of a sentence on the other.
struct PassageDetector {
  var column: BodyColumn
  var fonts: FontProfile
  /// Code points of the page's glyphs.
  var scalars: [UInt32]
  /// Words of the document.
  var words: [Word]

  /// Fewest lines of a side.
  var fewest = 5
  /// Most fragments of a page that is looked at: a page of text has a hundred lines.
  var most = 1000
  /// Narrowest side, as a share of the text's breadth.
  var narrowest: Float = 0.3

  func callAsFunction(_ fragments: [Line]) -> Passage? {
    guard fragments.count <= most else { return nil }
    let breadth = column.right - column.left
    guard breadth > 0 else { return nil }
    let middle = (column.left + breadth * 0.38)...(column.left + breadth * 0.62)
    let starts = fragments.indices.filter { middle.contains(fragments[$0].x0) && isText(fragments[$0]) }
    guard starts.count >= fewest, let edge = commonest(starts.map { fragments[$0].x0 }) else { return nil }
    guard let extent = extent(starts.filter { abs(fragments[$0].x0 - edge) < 1.2 }, fragments, edge) else { return nil }
    let inside = fragments.indices.filter { extent.contains(fragments[$0].middle) }
    let right = inside.filter { fragments[$0].x0 >= edge - 3 }.sorted { fragments[$0].y1 < fragments[$1].y1 }
    var left = fragments.indices.filter {
      fragments[$0].x1 < edge - 3 && fragments[$0].x0 >= column.left - 14 && fragments[$0].middle > extent.lowerBound
    }.sorted { fragments[$0].y1 < fragments[$1].y1 }
    // The left side may be the longer one: what stands right below its last line beside the right one goes with it.
    let beside = left.count { fragments[$0].y0 < extent.upperBound }
    var end = beside
    while end > 0, end < left.count, follows(fragments[left[end - 1]], fragments[left[end]]) { end += 1 }
    left.removeSubrange(end...)
    let (one, other) = (Side(left, fragments), Side(right, fragments))
    guard isProse(one, fragments), isProse(other, fragments),
      parts(one, beside: other, fragments) || parts(other, beside: one, fragments)
    else { return nil }
    return Passage(
      left: left,
      right: right,
      columns: (BodyColumn(left: column.left, right: one.right), BodyColumn(left: edge, right: other.right))
    )
  }

  private struct Side {
    var lines: [Int]
    var left: Float
    var right: Float

    init(_ lines: [Int], _ fragments: [Line]) {
      self.lines = lines
      left = lines.reduce(.infinity) { min($0, fragments[$1].x0) }
      right = lines.reduce(-.infinity) { max($0, fragments[$1].x1) }
    }
  }

  private func first(_ line: Line) -> Word { words[line.words.lowerBound] }

  private func isText(_ line: Line) -> Bool { abs(line.size - fonts.bodySize) < fonts.bodySize * 0.2 }

  /// The edge, to a point, at which most begin; `nil` where too few do.
  private func commonest(_ edges: [Float]) -> Float? {
    let edges = edges.sorted()
    var best = 0..<0
    var low = 0
    for high in edges.indices {
      while edges[high] - edges[low] > 1 { low += 1 }
      if high + 1 - low > best.count { best = low..<(high + 1) }
    }
    return best.count >= fewest ? edges[best.lowerBound] : nil
  }

  /// The longest stretch of lines at an edge between which no line crosses it.
  private func extent(_ lines: [Int], _ fragments: [Line], _ edge: Float) -> ClosedRange<Float>? {
    let crossing = fragments.filter { $0.x0 < edge - 3 && $0.x1 > edge - 3 }.map(\.middle)
    var best: [Int] = []
    var run: [Int] = []
    for index in lines.sorted(by: { fragments[$0].y1 < fragments[$1].y1 }) {
      if let last = run.last.map({ fragments[$0] }),
        !follows(last, fragments[index], within: 2.6)
          || crossing.contains(where: { $0 > last.middle && $0 < fragments[index].middle })
      {
        run = []
      }
      run.append(index)
      if run.count > best.count { best = run }
    }
    guard best.count >= fewest, let first = best.first, let last = best.last,
      // A hostile box may stand upside down.
      fragments[first].y0 - 1 < fragments[last].y1 + 1
    else { return nil }
    return (fragments[first].y0 - 1)...(fragments[last].y1 + 1)
  }

  private func follows(_ above: Line, _ below: Line, within lines: Float = 1.7) -> Bool {
    below.y1 - above.y1 < lines * max(above.size, below.size) * 1.2
  }

  /// Whether a side is running text: broad enough, its lines mostly full, a good part of them going on with a sentence, and no hole in it.
  private func isProse(_ side: Side, _ fragments: [Line]) -> Bool {
    let breadth = side.right - side.left
    guard side.lines.count >= fewest, breadth > (column.right - column.left) * narrowest,
      zip(side.lines, side.lines.dropFirst()).allSatisfy({ follows(fragments[$0], fragments[$1], within: 2.4) })
    else { return false }
    let full = side.lines.count { fragments[$0].x1 - side.left > breadth * 0.7 }
    let going = side.lines.indices.dropFirst().count { goesOn(side, $0, fragments) }
    return full * 2 >= side.lines.count && going >= 2 && going * 4 >= side.lines.count
  }

  /// Whether the line at a position goes on with the full line right above it in the middle of a sentence.
  private func goesOn(_ side: Side, _ at: Int, _ fragments: [Line]) -> Bool {
    let (above, line) = (fragments[side.lines[at - 1]], fragments[side.lines[at]])
    return follows(above, line, within: 1.3) && (0x61...0x7A).contains(scalars[first(line).start])
      && !leavesRoom(above, for: line, side)
  }

  /// Whether a line's first word had fitted on the line above.
  private func leavesRoom(_ above: Line, for line: Line, _ side: Side) -> Bool {
    var word = first(line).x1
    for next in words[line.words].dropFirst() {
      if next.spaceBefore { break }
      word = next.x1
    }
    return above.x1 + 0.3 * line.size + word - line.x0 <= side.right - 0.2 * line.size
  }

  /// Whether a gap, or the end of a paragraph, stands in one side beside the middle of a sentence on the other.
  private func parts(_ side: Side, beside other: Side, _ fragments: [Line]) -> Bool {
    zip(side.lines, side.lines.dropFirst()).contains { above, below in
      let (a, b) = (fragments[above], fragments[below])
      let ends =
        scalars[words[a.words.upperBound - 1].end - 1] == 0x2E
        && (0x41...0x5A).contains(scalars[first(b).start]) && leavesRoom(a, for: b, side)
      guard ends || !follows(a, b, within: 1.3) else { return false }
      guard a.y1 <= b.y1 else { return false }
      let gap = a.y1...b.y1
      return other.lines.indices.dropFirst().contains { at in
        gap.contains(fragments[other.lines[at - 1]].y1) && goesOn(other, at, fragments)
          && fragments[other.lines[at]].y0 < gap.upperBound
      }
    }
  }
}

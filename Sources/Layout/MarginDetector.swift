// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds a margin column that begins within the text's measured column, or within a word space of it.
///
/// What stands in the margin is set smaller than the text, line under line on one edge that nothing on the page crosses. The column is measured
/// over many pages: the first page's margin may lie where the lines of an annex still run, and a full line may end two points before it.
struct MarginDetector {
  var fonts: FontProfile
  /// Largest size of what stands in the margin, as a share of the text's: 0.6 to 0.75 was met; tables are set in 0.8 and more.
  var sizeShare: Float = 0.8
  /// How many lines make a margin column: no page has room for more.
  var count = 3...150

  /// The column of one page, narrowed to end before its margin.
  func callAsFunction(_ column: BodyColumn, _ lines: [Line]) -> BodyColumn {
    let reach = column.left + (column.right - column.left) * 0.55
    var edges: [(x0: Float, y1: Float)] = []
    for line in lines where line.x0 > reach && line.x0 <= column.right + 4 && isSmall(line) {
      edges.append((line.x0, line.y1))
    }
    guard edges.count >= count.lowerBound else { return column }
    edges.sort { $0.x0 < $1.x0 }
    var best = 0..<0
    var low = 0
    for high in edges.indices {
      while edges[high].x0 - edges[low].x0 > 1 { low += 1 }
      if high + 1 - low > best.count { best = low..<(high + 1) }
    }
    guard count.contains(best.count) else { return column }
    let edge = edges[best.lowerBound].x0
    // Cells of a table stand beside others as small; text, and notes, cross.
    var beside = 0
    for line in lines where line.x0 < edge - 2 {
      if line.x1 > edge + 1 { return column }
      if isSmall(line), edges[best].contains(where: { abs($0.y1 - line.y1) < 1 }) { beside += 1 }
    }
    guard beside * 3 <= best.count else { return column }
    var narrowed = column
    // Just so far that the margin's own lines stand right of the column by the tolerance of reading order, 4 points.
    narrowed.right = min(column.right, edge - 4.1)
    if column.right > edge + 1 {
      var right: Float = 0
      for line in lines
      where line.x0 >= column.left - 14 && line.x0 < column.left + 60 && line.x1 - line.x0 > 100 && !isSmall(line) {
        right = max(right, line.x1)
      }
      if right > 0 { narrowed.right = min(narrowed.right, right) }
      narrowed.justified = false
    }
    // What leaves less than a third of the text's breadth is no margin.
    return (narrowed.right - narrowed.left) * 3 >= column.right - column.left ? narrowed : column
  }

  private func isSmall(_ line: Line) -> Bool { line.size < fonts.bodySize * sizeShare }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Joins the lines of a table into its rows, cells from the left. Loses no word.
///
/// A table is a run of lines whose pieces, set apart by wide gaps, stand under one another: the pieces' extents fall into two or more columns
/// that no piece bridges. Rows are told by the space between them, and where there is none by a new entry in the first column.
public struct TableBuilder: Sendable {
  /// Gap within a line, in font sizes, that sets cells apart.
  public var cellGap: Float = 1.3

  /// Creates the stage.
  public init() {}

  private struct Piece {
    var words: ArraySlice<Word>
    var x0: Float { words.reduce(.infinity) { min($0, $1.x0) } }
    var x1: Float { words.reduce(-.infinity) { max($0, $1.x1) } }
  }

  /// Replaces lines of tables by rows, in their place; returns where each old line is now.
  public func callAsFunction(_ layout: inout LaidOutDocument) -> [Int] {
    var result: [Line] = []
    result.reserveCapacity(layout.lines.count)
    var moved = [Int](repeating: 0, count: layout.lines.count)
    var index = 0
    while index < layout.lines.count {
      if let end = tableEnd(layout, index) {
        let rows = rows(Array(layout.lines[index..<end]))
        for old in index..<end { moved[old] = result.count }
        result += rows
        index = end
      } else {
        moved[index] = result.count
        result.append(layout.lines[index])
        index += 1
      }
    }
    layout.lines = result
    return moved
  }

  private func pieces(_ line: Line) -> [Piece] {
    var result: [Piece] = []
    var start = 0
    for at in line.words.indices.dropFirst() where line.words[at].x0 - line.words[at - 1].x1 > cellGap * line.size {
      result.append(Piece(words: line.words[start..<at]))
      start = at
    }
    result.append(Piece(words: line.words[start...]))
    return result
  }

  /// Whether a line has cells: a bullet or number before an item's text makes none.
  private func hasCells(_ pieces: [Piece]) -> Bool {
    guard pieces.count > 1 else { return false }
    let first = pieces[0].words.reduce(0) { $0 + $1.end - $1.start }
    return pieces.count > 2 || first > 3
  }

  /// One past the last line of a table that begins at `start`, or `nil`.
  private func tableEnd(_ layout: LaidOutDocument, _ start: Int) -> Int? {
    let lines = layout.lines
    guard lines[start].zone == .body, lines[start].words.count > 1 || raisesCells(lines, start, layout) else {
      return nil
    }
    let opening = pieces(lines[start])
    guard hasCells(opening) || raisesCells(lines, start, layout) else { return nil }
    var end = start + 1
    var lastWithCells = start
    var withCells = hasCells(opening) ? 1 : 0
    var columns = merged(opening.map { ($0.x0, $0.x1) })
    while end < lines.count, lines[end].zone == .body, lines[end].page == lines[start].page,
      lines[end].y1 - lines[end - 1].y1 < 3.4 * layout.pitch
    {
      let own = pieces(lines[end])
      let widened = merged(columns + own.map { ($0.x0, $0.x1) })
      guard widened.count > 1 else { break }
      if hasCells(own) {
        lastWithCells = end
        withCells += 1
      } else if lines[end].y1 - lines[end - 1].y1 > 1.5 * layout.pitch, !opensRow(lines, end, layout) {
        break
      }
      columns = widened
      end += 1
    }
    guard withCells >= (columns.count > 2 ? 2 : 3) else { return nil }
    // What follows the last line with cells belongs to it only where it goes on with a cell beside the first column.
    var last = lastWithCells + 1
    while last < end, lines[last].x0 > columns[0].1, lines[last].y1 - lines[last - 1].y1 < 1.3 * layout.pitch {
      last += 1
    }
    return last
  }

  /// Whether a line without cells stands so close above one with cells that both are of one row, centred in height.
  private func raisesCells(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    at + 1 < lines.count && lines[at + 1].zone == .body && lines[at + 1].page == lines[at].page
      && lines[at + 1].y1 - lines[at].y1 < 0.8 * layout.pitch && hasCells(pieces(lines[at + 1]))
  }

  /// Whether a line without cells is the first of an entry whose next line has them.
  private func opensRow(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    at + 1 < lines.count && lines[at + 1].zone == .body && lines[at + 1].page == lines[at].page
      && lines[at + 1].y1 - lines[at].y1 < 1.3 * layout.pitch && hasCells(pieces(lines[at + 1]))
  }

  /// Extents that overlap become one.
  private func merged(_ extents: [(Float, Float)]) -> [(Float, Float)] {
    var result: [(Float, Float)] = []
    for extent in extents.sorted(by: { $0.0 < $1.0 }) {
      if let last = result.last, extent.0 < last.1 + 1 {
        result[result.count - 1].1 = max(last.1, extent.1)
      } else {
        result.append(extent)
      }
    }
    return result
  }

  private func rows(_ lines: [Line]) -> [Line] {
    let columns = merged(lines.flatMap { pieces($0).map { ($0.x0, $0.x1) } })
    func column(_ piece: Piece) -> Int { columns.firstIndex { piece.x0 >= $0.0 - 1 && piece.x0 <= $0.1 + 1 } ?? 0 }
    // Bands of lines without much space between them.
    var bands: [[Line]] = []
    for line in lines {
      if let last = bands.last?.last, line.y1 - last.y1 < 1.36 * max(line.size, last.size) {
        bands[bands.count - 1].append(line)
      } else {
        bands.append([line])
      }
    }
    var rows: [Line] = []
    for band in bands {
      let opensRow = band.map { line in pieces(line).count > 1 && column(pieces(line)[0]) == 0 }
      let split = opensRow.count { $0 } > 1
      var group: [Line] = []
      for (line, opens) in zip(band, opensRow) {
        if split, opens, !group.isEmpty {
          rows.append(row(group, column, columns.count))
          group = []
        }
        group.append(line)
      }
      rows.append(row(group, column, columns.count))
    }
    return rows
  }

  /// One row: the cells' words column by column, each from the top.
  private func row(_ lines: [Line], _ column: (Piece) -> Int, _ columns: Int) -> Line {
    var cells = [[Word]](repeating: [], count: columns)
    for line in lines {
      for piece in pieces(line) {
        var words = Array(piece.words)
        words[0].spaceBefore = true
        cells[column(piece)] += words
      }
    }
    var row = Line(page: lines[0].page, words: cells.flatMap { $0 })
    row.isTableRow = true
    return row
  }
}

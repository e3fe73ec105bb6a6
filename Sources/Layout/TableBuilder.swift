// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Joins the lines of a table into its rows, cells from the left. Loses no word.
///
/// A table is a run of lines whose pieces, set apart by wide gaps, stand under one another: the pieces' extents fall into two or more columns
/// that no piece bridges. Rows are told by the space between them, and where there is none by a new entry in the first column: a cell goes on
/// on the next line only where that line's first word did not fit beside it.
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
    // The header of a table that the page's end may have cut.
    var open: (header: [UInt8], page: Int)?
    while index < layout.lines.count {
      if let end = tableEnd(layout, index, after: open) {
        var rows = rows(Array(layout.lines[index..<end]), layout).map {
          row(of: $0, page: layout.lines[index].page, &layout)
        }
        let header = layout.text(rows[0])
        if let open, open.header == header, open.page + 1 == rows[0].page, rows.count > 1 {
          rows[0].zone = .runningHeader
        }
        open = (header, rows[0].page)
        for old in index..<end { moved[old] = result.count }
        result += rows
        index = end
      } else {
        if layout.lines[index].zone == .body { open = nil }
        moved[index] = result.count
        result.append(layout.lines[index])
        index += 1
      }
    }
    layout.lines = result
    return moved
  }

  /// The cells of a line; at one of `starts`, where other lines have cells begin, a narrow gap parts them too.
  private func pieces(_ line: Line, _ words: [Word], starts: [Float] = []) -> [Piece] {
    var result: [Piece] = []
    var start = line.words.lowerBound
    for at in line.words.dropFirst() {
      let gap = words[at].x0 - words[at - 1].x1
      guard
        gap > cellGap * line.size
          || gap > 0.4 * line.size && starts.contains(where: { abs($0 - words[at].x0) < 1 })
      else { continue }
      result.append(Piece(words: words[start..<at]))
      start = at
    }
    result.append(Piece(words: words[start..<line.words.upperBound]))
    return result
  }

  /// Whether a line has cells, told without making its pieces.
  private func hasCells(_ line: Line, _ words: [Word]) -> Bool {
    var count = 1
    var first = 0
    for at in line.words {
      if at > line.words.lowerBound, words[at].x0 - words[at - 1].x1 > cellGap * line.size {
        count += 1
        if count > 2 || first > 3 { return true }
      }
      first += words[at].end - words[at].start
    }
    return false
  }

  /// Whether a line has cells: a bullet or number before an item's text makes none.
  private func hasCells(_ pieces: [Piece]) -> Bool {
    guard pieces.count > 1 else { return false }
    let first = pieces[0].words.reduce(0) { $0 + $1.end - $1.start }
    return pieces.count > 2 || first > 3
  }

  /// One past the last line of a table that begins at `start`, or `nil`.
  ///
  /// - Parameter open: header and page of the table above, which the same header on the next page goes on with, one row enough.
  private func tableEnd(_ layout: LaidOutDocument, _ start: Int, after open: (header: [UInt8], page: Int)?) -> Int? {
    let lines = layout.lines
    guard lines[start].zone == .body, hasCells(lines[start], layout.words) || raisesCells(lines, start, layout) else {
      return nil
    }
    let opening = pieces(lines[start], layout.words)
    var end = start + 1
    var lastWithCells = start
    var withCells = hasCells(opening) ? 1 : 0
    var columns = merged(opening.map { ($0.x0, $0.x1) })
    while end < lines.count, lines[end].zone == .body, lines[end].page == lines[start].page,
      lines[end].y1 - lines[end - 1].y1 < 3.4 * layout.pitch
    {
      var own = pieces(lines[end], layout.words)
      var widened = merged(columns + own.map { ($0.x0, $0.x1) })
      if widened.count == 1, rowsFollow(lines, end, layout) {
        // Within a table a full cell comes close to the next one, which begins where those above it do.
        own = pieces(lines[end], layout.words, starts: columns.dropFirst().map(\.0))
        widened = merged(columns + own.map { ($0.x0, $0.x1) })
      }
      guard widened.count > 1 else { break }
      // A line across cells below the last row is no part of the table, though it may end before the last column.
      if widened.count < columns.count, !hasCells(own), !rowsFollow(lines, end, layout) { break }
      if hasCells(own) {
        lastWithCells = end
        withCells += 1
      } else if lines[end].y1 - lines[end - 1].y1 > 1.5 * layout.pitch,
        !opensRow(lines, end, layout) || heads(lines, end, layout)
      {
        break
      }
      columns = widened
      end += 1
    }
    let goesOn = open.map { $0.page + 1 == lines[start].page && $0.header == layout.text(lines[start]) } ?? false
    guard withCells >= (columns.count > 2 || goesOn ? 2 : 3) else { return nil }
    // What follows the last line with cells belongs to it only where it goes on with a cell beside the first column.
    var last = lastWithCells + 1
    while last < end, lines[last].x0 > columns[0].1, lines[last].y1 - lines[last - 1].y1 < 1.3 * layout.pitch {
      last += 1
    }
    while last < end, goesOnInFirstColumn(lines[last], after: lines[last - 1], columns[0], layout.words) {
      last += 1
    }
    return last
  }

  /// Whether one of the next three lines has cells.
  private func rowsFollow(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    lines[(at + 1)...].prefix(3).contains { line in
      line.zone == .body && line.page == lines[at].page && hasCells(line, layout.words)
    }
  }

  /// Whether a last line without cells is the rest of a cell of the first column, for which that column had no room.
  private func goesOnInFirstColumn(_ line: Line, after above: Line, _ column: (Float, Float), _ words: [Word]) -> Bool {
    let cell = pieces(above, words)[0]
    return abs(line.x0 - cell.x0) < 1 && line.x1 < column.1 + 1 && line.y1 - above.y1 < 1.36 * line.size
      && abs(line.size - above.size) < 0.3 && line.style == above.style
      && firstWordWidth(pieces(line, words)[0]) > column.1 - cell.x1 - line.size * 0.3
  }

  /// Whether a line without cells stands so close above one with cells that both are of one row, centred in height.
  private func raisesCells(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    at + 1 < lines.count && lines[at + 1].zone == .body && lines[at + 1].page == lines[at].page
      && lines[at + 1].y1 - lines[at].y1 < 0.8 * layout.pitch && hasCells(lines[at + 1], layout.words)
  }

  /// Whether a line without cells is the first of an entry whose next line has them.
  private func opensRow(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    at + 1 < lines.count && lines[at + 1].zone == .body && lines[at + 1].page == lines[at].page
      && lines[at + 1].y1 - lines[at].y1 < 1.3 * layout.pitch && hasCells(lines[at + 1], layout.words)
  }

  /// Whether a line without cells, set larger or bolder than the rows above it, heads what follows the table: the rows' own size tells.
  private func heads(_ lines: [Line], _ at: Int, _ layout: LaidOutDocument) -> Bool {
    let (above, below) = (lines[at - 1], lines[at])
    let fonts = layout.fonts.styles
    if below.size > above.size * 1.05 { return true }
    return fonts[below.style].bold && !fonts[above.style].bold && abs(below.size - above.size) < 0.3
      && layout.words[below.words].allSatisfy { fonts[$0.style].bold }
      && layout.words[lines[at + 1].words].contains { fonts[$0.style].bold }
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

  /// The rows of a table, each as its cells from the left.
  private func rows(_ lines: [Line], _ layout: LaidOutDocument) -> [[[Word]]] {
    let starts = starts(lines, layout.words)
    func pieces(_ line: Line) -> [Piece] { self.pieces(line, layout.words, starts: starts) }
    let columns = merged(lines.flatMap { pieces($0).map { ($0.x0, $0.x1) } })
    func column(_ piece: Piece) -> Int { columns.firstIndex { piece.x0 >= $0.0 - 1 && piece.x0 <= $0.1 + 1 } ?? 0 }
    func goesOn(_ piece: Piece, _ page: Int) -> Bool {
      piece.words.first.map { (0x61...0x7A).contains(layout.document.pages[page].scalars[$0.start]) } ?? false
    }
    let tight = tightPitch(lines)
    // Bands of lines without much space between them.
    var bands: [[Line]] = []
    for line in lines {
      if let last = bands.last?.last, line.y1 - last.y1 < max(1.36 * max(line.size, last.size), 1.2 * tight) {
        bands[bands.count - 1].append(line)
      } else {
        bands.append([line])
      }
    }
    // A header set apart makes two bands; three and more of a few lines each are rows.
    let spaced = bands.count > 2 && lines.count <= bands.count * 4
    var rows: [[[Word]]] = []
    for band in bands {
      var group: [Line] = []
      let entries = band.count { line in pieces(line).count > 1 && column(pieces(line)[0]) == 0 }
      for line in band {
        let own = pieces(line)
        if entries > 1, let above = group.last(where: { column(pieces($0)[0]) == 0 }), own.count > 1,
          column(own[0]) == 0
        {
          // The cell goes on where its next word did not fit; else a new entry begins.
          let first = pieces(above)[0]
          let room = columns[0].1 - first.x1 - line.size * 0.3
          let wraps = firstWordWidth(own[0]) > room
          if !wraps || !(spaced || goesOn(own[0], line.page)) {
            rows.append(cells(group.map(pieces), column, columns.count))
            group = []
          }
        }
        group.append(line)
      }
      rows.append(cells(group.map(pieces), column, columns.count))
    }
    return rows
  }

  /// Distance between lines of one cell, in points: the smallest that is met twice, where rows are not set far apart throughout.
  private func tightPitch(_ lines: [Line]) -> Float {
    let distances = zip(lines, lines.dropFirst()).map { $1.y1 - $0.y1 }.filter { $0 > lines[0].size * 0.8 }.sorted()
    guard distances.count > 1, distances[1] < lines[0].size * 1.7 else { return 0 }
    return abs(distances[1] - distances[0]) < 0.6 ? distances[0] : 0
  }

  private func firstWordWidth(_ piece: Piece) -> Float {
    var right = piece.x0
    for (at, word) in zip(piece.words.indices, piece.words) {
      if at > piece.words.startIndex, word.spaceBefore { break }
      right = word.x1
    }
    return right - piece.x0
  }

  /// Left edges at which cells of two lines or more begin, beyond the first column.
  private func starts(_ lines: [Line], _ words: [Word]) -> [Float] {
    let edges = lines.flatMap { pieces($0, words).map(\.x0) }.sorted()
    guard let left = edges.first else { return [] }
    return zip(edges, edges.dropFirst()).filter { $1 - $0 < 1 && $0 > left + 20 }.map(\.0)
  }

  /// One row: the cells' words column by column, each from the top.
  private func cells(_ lines: [[Piece]], _ column: (Piece) -> Int, _ columns: Int) -> [[Word]] {
    var cells = [[Word]](repeating: [], count: columns)
    for piece in lines.joined() {
      var words = Array(piece.words)
      words[0].spaceBefore = true
      cells[column(piece)] += words
    }
    return cells
  }

  private func row(of cells: [[Word]], page: Int, _ layout: inout LaidOutDocument) -> Line {
    var row = Line(page: page, adding: Array(cells.joined()), to: &layout.words)
    row.isTableRow = true
    row.cells = layout.cells.count..<(layout.cells.count + cells.count)
    layout.cells += cells.map(\.count)
    return row
  }
}

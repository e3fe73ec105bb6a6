// SPDX-License-Identifier: GPL-3.0-or-later

/// Puts a page's fragments in order: the body column from the top, fragments of one baseline joined; what stands beside it after it.
struct ReadingOrderDetector {
  var columns: [BodyColumn]
  var fonts: FontProfile
  /// Code points of the page's glyphs.
  var scalars: [UInt32]

  /// How far text may hang out of its column, in points: hanging quotes and the optical margin stay inside.
  var tolerance: Float = 9

  /// Lines in order; the words of those that are joined are added to `words`, those of the document.
  func callAsFunction(_ fragments: [Line], _ words: inout [Word]) -> [Line] {
    guard let first = columns.first, let last = columns.last else {
      return fragments.sorted { ($0.y1, $0.x0) < ($1.y1, $1.x0) }
    }
    var inColumn = [[Line]](repeating: [], count: columns.count)
    var beside: [Line] = []
    let kept = dropDuplicates(fragments, into: &beside)
    let cells = cellsBeyond(last, kept)
    if columns.count == 1 { inColumn[0].reserveCapacity(kept.count) }
    for (at, fragment) in kept.enumerated() {
      if cells.contains(at) {
        inColumn[columns.count - 1].append(fragment)
      } else if fragment.x0 > last.right + 4, fragment.x0 - last.right > -tolerance {
        beside.append(fragment)
      } else if fragment.x1 < first.left - 4 {
        beside.append(fragment)
      } else if fragment.x0 < first.left - 14 {
        // It crosses the left edge: a title across the page, or a footer.
        inColumn[0].append(fragment)
      } else {
        var k = 0
        while k + 1 < columns.count, fragment.x0 >= columns[k + 1].left - tolerance { k += 1 }
        inColumn[k].append(fragment)
      }
    }
    var result: [Line] = []
    var isSorted = columns.count == 1
    for column in inColumn {
      let passage =
        columns.count == 1
        ? PassageDetector(column: first, fonts: fonts, scalars: scalars, words: words)(column) : nil
      if let passage {
        result += joined(column, around: passage, &words)
        isSorted = false
      } else {
        result += joined(column, &words)
      }
    }
    // A short label that hangs left of the text on a line's own height belongs to that line: a hanging number.
    var margin: [Line] = []
    for fragment in joined(beside.filter { $0.zone != .duplicate }, &words) {
      if fragment.x1 < first.left, fragment.x1 > first.left - 40, fragment.glyphCount <= 6,
        let host = host(of: fragment, in: result, left: first.left, isSorted: isSorted)
      {
        var text = Array(words[result[host].words])
        text[0].spaceBefore = true
        var line = Line(page: fragment.page, adding: words[fragment.words] + text, to: &words)
        line.passage = result[host].passage
        result[host] = line
      } else {
        var line = fragment
        line.zone = .margin
        margin.append(line)
      }
    }
    return result + margin + beside.filter { $0.zone == .duplicate }
  }

  /// Cells of a table that is broader than the text: fragments right of the column, set as large as one in it on the same baseline which
  /// itself stops short of the column's edge. Three at least: what stands in the margin is set smaller, beside lines that are full.
  private func cellsBeyond(_ column: BodyColumn, _ fragments: [Line]) -> Set<Int> {
    let beyond = fragments.indices.filter { fragments[$0].x0 > column.right + 4 }
    guard beyond.count >= 3 else { return [] }
    let edge = column.right - (column.right - column.left) * 0.12
    let rows = fragments.filter { $0.x0 >= column.left - tolerance && $0.x1 < edge }
    let aligned = beyond.filter { at in
      rows.contains { abs($0.y1 - fragments[at].y1) < 1.2 && abs($0.size - fragments[at].size) < 0.3 }
    }
    guard aligned.count >= 3, let first = aligned.map({ fragments[$0].y0 }).min(),
      let last = aligned.map({ fragments[$0].y1 }).max()
    else { return [] }
    // Further lines of these cells stand between them, or end the last row.
    let size = fragments[aligned[0]].size
    return Set(
      beyond.filter {
        abs(fragments[$0].size - size) < 0.3 && fragments[$0].y0 > first - 1 && fragments[$0].y1 < last + 4 * size
      }
    )
  }

  /// The line of the (first) column on a fragment's own height; lines are in order of their lower edges.
  private func host(of fragment: Line, in lines: [Line], left: Float, isSorted: Bool) -> Int? {
    var low = 0
    var end = lines.count
    if isSorted {
      var high = lines.count
      while low < high {
        let middle = (low + high) / 2
        if lines[middle].y1 < fragment.y1 - fragment.size { low = middle + 1 } else { high = middle }
      }
      end = min(low + 6, lines.count)
    }
    for k in low..<end
    where abs(lines[k].middle - fragment.middle) < fragment.size * 0.3 && lines[k].x0 >= left - tolerance {
      return k
    }
    return nil
  }

  /// What stands above two columns, the one, the other, and what stands below them.
  private func joined(_ fragments: [Line], around passage: Passage, _ words: inout [Word]) -> [Line] {
    let inside = Set(passage.left).union(passage.right)
    let top = inside.reduce(Float.infinity) { min($0, fragments[$1].middle) }
    let outside = fragments.indices.filter { !inside.contains($0) }
    func side(_ members: [Int], _ column: BodyColumn) -> [Line] {
      var lines = joined(members.map { fragments[$0] }, &words)
      for index in lines.indices { lines[index].passage = column }
      return lines
    }
    return joined(outside.filter { fragments[$0].middle < top }.map { fragments[$0] }, &words)
      + side(passage.left, passage.columns.left) + side(passage.right, passage.columns.right)
      + joined(outside.filter { fragments[$0].middle >= top }.map { fragments[$0] }, &words)
  }

  /// Joins fragments that stand on one height, from the left.
  ///
  /// Works on indices: most fragments are a line by themselves and are moved once.
  private func joined(_ fragments: [Line], _ all: inout [Word]) -> [Line] {
    if fragments.isEmpty { return [] }
    let order = fragments.indices.sorted {
      (fragments[$0].middle, fragments[$0].x0) < (fragments[$1].middle, fragments[$1].x0)
    }
    // The first and the last fragment of each row, and of each fragment the next one of its row.
    var rows: [(first: Int, last: Int)] = []
    rows.reserveCapacity(order.count)
    var next = [Int](repeating: -1, count: fragments.count)
    for index in order {
      // Superscripts and labels of notes sit higher than their line: compare with the last few rows, by shared height.
      var host: Int?
      for k in stride(from: rows.count - 1, through: max(0, rows.count - 4), by: -1)
      where isOneRow(fragments, index, rows[k].first) {
        host = k
        break
      }
      guard let host else {
        rows.append((index, index))
        continue
      }
      next[rows[host].last] = index
      rows[host].last = index
    }
    var lines: [Line] = []
    lines.reserveCapacity(rows.count)
    for (first, _) in rows {
      if next[first] < 0 {
        lines.append(fragments[first])
        continue
      }
      var row = [first]
      while let last = row.last, next[last] >= 0 { row.append(next[last]) }
      var words: [Word] = []
      for index in row.sorted(by: { fragments[$0].x0 < fragments[$1].x0 }) {
        var added = Array(all[fragments[index].words])
        if let at = place(of: added, in: words) {
          added[0].spaceBefore = added[0].x0 - words[at - 1].x1 > 0.12 * added[0].size
          words.insert(contentsOf: added, at: at)
          continue
        }
        if let previous = words.last { added[0].spaceBefore = added[0].x0 - previous.x1 > 0.12 * added[0].size }
        words += added
      }
      lines.append(Line(page: fragments[first].page, adding: words, to: &all))
    }
    return lines.sorted { ($0.y1, $0.x0) < ($1.y1, $1.x0) }
  }

  /// Where among words from the left others stand that fit between two of them: a raised number that is a fragment of its own; `nil` where
  /// they come last.
  private func place(of added: [Word], in words: [Word]) -> Int? {
    guard let last = words.last, added[0].x0 < last.x0, let at = words.firstIndex(where: { $0.x0 > added[0].x0 }),
      at > 0, words[at - 1].x1 < added[0].x1, added[added.count - 1].x1 < words[at].x1
    else { return nil }
    return at
  }

  /// Whether two fragments stand on one height.
  private func isOneRow(_ fragments: [Line], _ a: Int, _ b: Int) -> Bool {
    let shared = min(fragments[a].y1, fragments[b].y1) - max(fragments[a].y0, fragments[b].y0)
    let lower = min(fragments[a].y1 - fragments[a].y0, fragments[b].y1 - fragments[b].y0)
    if shared > 0.6 * lower { return true }
    guard shared > 0.3 * lower else { return false }
    // A short raised label right before its text overlaps it less: 2.3 of 5.8 points were met.
    let (small, large) = fragments[a].size < fragments[b].size ? (a, b) : (b, a)
    return fragments[small].size < 0.85 * fragments[large].size
      && fragments[large].x0 - fragments[small].x1 < fragments[large].size
      && fragments[large].x0 >= fragments[small].x0 && fragments[small].glyphCount <= 3
  }

  /// A line drawn twice on one spot is read once; the copy is kept in a zone of its own.
  private func dropDuplicates(_ fragments: [Line], into copies: inout [Line]) -> [Line] {
    // A spot is told by its place and width in whole points. Found by open addressing: the standard set hashes with a key, which costs
    // a thousand instructions a fragment.
    var mask = 15
    while mask < fragments.count * 2 { mask = mask * 2 + 1 }
    var slots = [Int32](repeating: -1, count: mask + 1)
    var isCopy: [Int] = []
    for index in fragments.indices {
      let spot = Spot(fragments[index])
      var slot = spot.hash & mask
      while slots[slot] >= 0, Spot(fragments[Int(slots[slot])]) != spot || !sameLength(fragments, index, slots[slot]) {
        slot = (slot + 1) & mask
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(index)
      } else {
        isCopy.append(index)
      }
    }
    if isCopy.isEmpty { return fragments }
    var kept: [Line] = []
    var next = 0
    for index in isCopy {
      kept += fragments[next..<index]
      next = index + 1
      var copy = fragments[index]
      copy.zone = .duplicate
      copies.append(copy)
    }
    return kept + fragments[next...]
  }

  private func sameLength(_ fragments: [Line], _ a: Int, _ b: Int32) -> Bool {
    fragments[a].glyphCount == fragments[Int(b)].glyphCount
  }

  private struct Spot: Equatable {
    var x, y, width: Float

    init(_ line: Line) {
      x = line.x0.rounded()
      y = line.y1.rounded()
      width = (line.x1 - line.x0).rounded()
    }

    var hash: Int {
      // Negative zero equals zero.
      let mixed =
        UInt64((x + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64((y + 0).bitPattern) &* 0xC2B2_AE3D_27D4_EB4F
        ^ UInt64((width + 0).bitPattern) &* 0x1656_67B1_9E37_79F9
      return Int(truncatingIfNeeded: mixed >> 33)
    }
  }
}

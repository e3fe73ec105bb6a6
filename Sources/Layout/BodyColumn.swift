// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the running text stands: left and right edge in points, one pair a column.
public struct BodyColumn: Sendable, Equatable {
  /// Left edge of the text.
  public var left: Float
  /// Right edge of the text: what the longest lines reach.
  public var right: Float

  /// Whether its lines are justified: all but the last of a paragraph end exactly at ``right``.
  public var justified: Bool

  /// Creates a column from its edges.
  public init(left: Float, right: Float, justified: Bool = false) {
    self.left = left
    self.right = right
    self.justified = justified
  }

  /// Columns of a letter, from the left; one but for two-column papers. `nil` where no text in the main size was found.
  ///
  /// The left edge is the one at which most text in the main size begins; margin columns, addresses and notes are set smaller or
  /// begin elsewhere. A second column needs a third of the first one's text and its left edge beyond the first one's lines.
  public static func measure(_ fragments: [[Line]], fonts: FontProfile) -> [BodyColumn] {
    var weight: [Int: Float] = [:]
    for page in fragments {
      for line in page where abs(line.size - fonts.bodySize) < 0.4 {
        weight[Int((line.x0 / 2).rounded(.down)), default: 0] += line.x1 - line.x0
      }
    }
    guard !weight.isEmpty else { return [] }
    func mass(_ bin: Int) -> Float { (weight[bin - 1] ?? 0) + (weight[bin] ?? 0) + (weight[bin + 1] ?? 0) }
    let ranked = weight.keys.sorted { (mass($0), $1) > (mass($1), $0) }
    let main = ranked[0]
    func column(_ bin: Int, until limit: Float) -> BodyColumn {
      var left = Float.infinity
      var ends: [Float] = []
      for page in fragments {
        for line in page where abs(line.size - fonts.bodySize) < 0.4 {
          if abs(Int((line.x0 / 2).rounded(.down)) - bin) <= 1 { left = min(left, line.x0) }
          if line.x0 >= Float(bin * 2 - 4), line.x0 < min(limit, Float(bin * 2) + 160), line.x1 <= limit { ends.append(line.x1) }
        }
      }
      ends.sort()
      // The longest two in a hundred may be a table or a stray fragment beside the text.
      let right = ends.isEmpty ? left : ends[min(ends.count - 1, ends.count * 98 / 100)]
      // Half of all lines on one edge, to a point and a half, is no chance: ragged lines end everywhere.
      var best = (edge: right, count: 0)
      var low = 0
      for high in ends.indices {
        while ends[high] - ends[low] > 1.6 { low += 1 }
        if high - low + 1 > best.count { best = (ends[high], high - low + 1) }
      }
      if best.count * 2 > ends.count, ends.count >= 12 { return BodyColumn(left: left, right: best.edge, justified: true) }
      return BodyColumn(left: left, right: max(right, left))
    }
    let whole = column(main, until: .infinity)
    for bin in ranked.dropFirst() where mass(bin) > mass(main) * 0.35 {
      let (a, b) = bin < main ? (bin, main) : (main, bin)
      let first = column(a, until: Float(b * 2))
      guard Float(b * 2) > first.left + 120, first.right < Float(b * 2), first.right - first.left > 100 else { continue }
      // Text of one column that crosses into the other's place shows that these are no columns.
      var crossing = 0
      var inside = 0
      for page in fragments {
        for line in page where abs(line.size - fonts.bodySize) < 0.4 && line.x0 < Float(b * 2) - 10 {
          if line.x1 > Float(b * 2) + 4 { crossing += 1 } else { inside += 1 }
        }
      }
      if crossing * 10 < inside { return [first, column(b, until: .infinity)] }
    }
    return [whole]
  }
}

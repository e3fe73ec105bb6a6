// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

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

  /// Columns of each page. A letter in a narrow column may carry an annex across the page: pages whose lines reach more than ``step``
  /// points farther than those before are measured apart.
  static func measureByPage(_ fragments: [[Line]], of document: PagedDocument, fonts: FontProfile) -> [[BodyColumn]] {
    let margin = MarginDetector(fonts: fonts)
    return zip(measureAll(fragments, of: document, fonts: fonts).enumerated(), fragments).map { page, lines in
      page.element.count == 1 && !isTurned(page.offset, document) ? [margin(page.element[0], lines)] : page.element
    }
  }

  private static func isTurned(_ page: Int, _ document: PagedDocument) -> Bool {
    abs(document.pages[page].width - document.pages[0].width) > 60
  }

  private static func measureAll(_ fragments: [[Line]], of document: PagedDocument, fonts: FontProfile)
    -> [[BodyColumn]]
  {
    let turned = document.pages.indices.filter { isTurned($0, document) }
    guard !turned.isEmpty else { return measureUpright(fragments, fonts: fonts) }
    // A page turned on its side has no margin column: its text takes its whole breadth.
    var upright = fragments
    for page in turned { upright[page] = [] }
    var result = measureUpright(upright, fonts: fonts)
    for page in turned where !fragments[page].isEmpty {
      let left = fragments[page].reduce(Float.infinity) { min($0, $1.x0) }
      let right = fragments[page].reduce(left) { max($0, $1.x1) }
      let text = measure([fragments[page]], fonts: fonts).first
      result[page] = [BodyColumn(left: min(left, text?.left ?? left), right: right)]
    }
    return result
  }

  private static func measureUpright(_ fragments: [[Line]], fonts: FontProfile) -> [[BodyColumn]] {
    let whole = measure(fragments, fonts: fonts)
    guard whole.count == 1, let column = whole.first else { return fragments.map { _ in whole } }
    var groups: [(reach: Float?, pages: [Int])] = []
    for (page, lines) in fragments.enumerated() {
      let reach = reach(lines, from: column.left, fonts)
      let last = groups.last?.reach
      if let reach, let last, abs(reach - last) > step {
        groups.append((reach, [page]))
      } else if groups.isEmpty {
        groups.append((reach, [page]))
      } else {
        groups[groups.count - 1].pages.append(page)
        if let reach { groups[groups.count - 1].reach = max(last ?? reach, reach) }
      }
    }
    guard groups.count > 1 else { return fragments.map { _ in whole } }
    var result = fragments.map { _ in whole }
    for group in groups {
      let own = measure(group.pages.map { fragments[$0] }, fonts: fonts)
      if !own.isEmpty { for page in group.pages { result[page] = own } }
    }
    return result
  }

  /// Points by which the reach of two pages' lines must differ for them to have columns of their own: half a margin column.
  private static let step: Float = 40

  /// How far the running text of a page reaches; `nil` where it has fewer than eight lines of it.
  private static func reach(_ lines: [Line], from left: Float, _ fonts: FontProfile) -> Float? {
    let ends = lines.lazy.filter { abs($0.size - fonts.bodySize) < 0.4 && $0.x0 < left + 60 && $0.x1 - $0.x0 > 150 }
      .map(
        \.x1
      ).sorted()
    return ends.count < 8 ? nil : ends[ends.count * 95 / 100]
  }

  /// Columns of a letter, from the left; one but for two-column papers. Empty where no text in the main size was found.
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
    let main = outermost(ranked[0], fragments, fonts)
    let isWider = main != ranked[0]
    func column(_ bin: Int, until limit: Float) -> BodyColumn {
      var left = Float.infinity
      var ends: [Float] = []
      for page in fragments {
        for line in page where isWider ? isText(line.size, fonts) : abs(line.size - fonts.bodySize) < 0.4 {
          if abs(Int((line.x0 / 2).rounded(.down)) - bin) <= 1 { left = min(left, line.x0) }
          if line.x0 >= Float(bin * 2 - 4), line.x0 < min(limit, Float(bin * 2) + 160), line.x1 <= limit {
            ends.append(line.x1)
          }
        }
      }
      ends.sort()
      // The longest two in a hundred may be a table or a stray fragment beside the text.
      let usual = ends.isEmpty ? left : ends[min(ends.count - 1, ends.count * 98 / 100)]
      // Lines that reach hardly farther are text all the same, and show what room there was.
      let right = ends.last { $0 < usual + fonts.bodySize * 0.5 } ?? usual
      // Half of all lines on one edge, to a point and a half, is no chance: ragged lines end everywhere. Narrow cells may say the same.
      var best = (edge: right, count: 0)
      var low = 0
      for high in ends.indices {
        while ends[high] - ends[low] > 1.6 { low += 1 }
        if high - low + 1 > best.count { best = (ends[high], high - low + 1) }
      }
      if best.count * 2 > ends.count, ends.count >= 12, best.edge - left > (right - left) * 0.6 {
        return BodyColumn(left: left, right: best.edge, justified: true)
      }
      return BodyColumn(left: left, right: max(right, left))
    }
    let whole = column(main, until: .infinity)
    for bin in ranked.dropFirst() where mass(bin) > mass(main) * 0.35 {
      let (a, b) = bin < main ? (bin, main) : (main, bin)
      let first = column(a, until: Float(b * 2))
      guard Float(b * 2) > first.left + 120, first.right < Float(b * 2), first.right - first.left > 100 else {
        continue
      }
      // Text of one column that crosses into the other's place shows that these are no columns.
      var crossing = 0
      var inside = 0
      for page in fragments {
        for line in page where isText(line.size, fonts) && line.x0 < Float(b * 2) - 10 {
          if line.x1 > Float(b * 2) + 4 { crossing += 1 } else { inside += 1 }
        }
      }
      if crossing * 10 < inside { return [first, column(b, until: .infinity)] }
    }
    return [whole]
  }

  /// The edge at which the text begins that runs across another edge: where cells of a table, or items of a list, are more than the text, most
  /// lines begin at theirs.
  private static func outermost(_ main: Int, _ fragments: [[Line]], _ fonts: FontProfile) -> Int {
    var across: [Int: Int] = [:]
    var inside = 0
    for page in fragments {
      for line in page where isText(line.size, fonts) {
        let bin = Int((line.x0 / 2).rounded(.down))
        if abs(bin - main) <= 1 {
          inside += 1
        } else if bin < main - 5, line.x1 > Float(main * 2) + 60 {
          across[bin, default: 0] += 1
        }
      }
    }
    guard let most = across.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }),
      most.value >= max(4, inside * 8 / 100)
    else { return main }
    return most.key
  }

  /// Running text is not smaller than most of what the letter prints; an annex may hold more small print than text.
  private static func isText(_ size: Float, _ fonts: FontProfile) -> Bool {
    size > fonts.bodySize - 0.4 && size < fonts.bodySize * 1.3
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Gives headings their levels: by their printed numbers first, then by their style's rank among the letter's styles.
///
/// Where two styles are no stronger than one another (slanted and underlined), the headings of a tagged file decide, if the file tags as many
/// headings on each page as were found and each style in one level. Trees are often wrong: they decide nothing that the page itself shows.
struct HeadingRanker {
  var tagged: [TaggedHeading]

  private struct Rank {
    var style: Emphasis
    /// Level the file's tags give the style.
    var tag: Int?
  }

  /// Sets the levels.
  ///
  /// - Parameter pages: page of each heading, from 1.
  func callAsFunction(_ headings: inout [Heading], pages: [Int]) {
    mergeLoneCapitals(&headings)
    let tags = tagLevels(headings, pages)
    let styles = Set(headings.filter { !$0.isLabel }.map(\.emphasis)).map { Rank(style: $0, tag: tags[$0]) }
      .sorted(by: precedes)
    var bases: [HeadingNumber.Scheme: Int] = [:]
    var levels: [Emphasis: Int] = [:]
    var above = 0
    for (position, rank) in styles.enumerated() {
      if position > 0, shareRank(styles[position - 1], rank), let level = levels[styles[position - 1].style] {
        levels[rank.style] = level
        continue
      }
      if let numbered = number(rank.style, headings, &bases, above: above) {
        levels[rank.style] = numbered.least
        above = max(above, numbered.most)
      } else {
        above += 1
        levels[rank.style] = above
      }
    }
    for i in headings.indices {
      let heading = headings[i]
      if heading.isLabel {
        headings[i].level = 1
      } else if let number = heading.number, let base = bases[number.scheme] {
        headings[i].level = base + number.components - 1
      } else {
        headings[i].level = levels[heading.emphasis] ?? 1
        // What only its place shows lies right under the heading above it.
        if heading.emphasis.isPlain, i > 0, headings[i - 1].block == heading.block - 1 {
          headings[i].level = min(headings[i].level, headings[i - 1].level + 1)
        }
      }
    }
  }

  /// Base levels of the numbers a style is printed with, and the levels they span; `nil` for a style without numbers.
  private func number(
    _ style: Emphasis,
    _ headings: [Heading],
    _ bases: inout [HeadingNumber.Scheme: Int],
    above: Int
  ) -> (least: Int, most: Int)? {
    var span: (least: Int, most: Int)?
    var last: Int?
    for heading in headings where heading.emphasis == style && !heading.isLabel {
      guard let number = heading.number else { continue }
      if bases[number.scheme] == nil {
        // A further series that starts at its first number lies under the one before it: `a.` under `1.`, `1.` under `A.`.
        let nested = number.isFirst && number.components == 1 ? last.map { $0 + 1 } : nil
        bases[number.scheme] = nested ?? max(1, above + 1 - (number.components - 1))
      }
      let level = (bases[number.scheme] ?? 1) + number.components - 1
      span = (min(span?.least ?? level, level), max(span?.most ?? level, level))
      last = level
    }
    return span
  }

  /// One short heading in capitals among others of its weight is an abbreviation, not a style.
  private func mergeLoneCapitals(_ headings: inout [Heading]) {
    let capitals = headings.indices.filter { headings[$0].emphasis.capitals }
    guard capitals.count == 1, let index = capitals.first, headings[index].length <= 12 else { return }
    var without = headings[index].emphasis
    without.capitals = false
    if headings.contains(where: { $0.emphasis == without }) { headings[index].emphasis = without }
  }

  private func precedes(_ a: Rank, _ b: Rank) -> Bool {
    if a.style.strength != b.style.strength { return a.style.strength > b.style.strength }
    if let first = a.tag, let second = b.tag, first != second { return first < second }
    return a.style.prominence > b.style.prominence
  }

  /// Whether the file's tags put two styles of one strength on one level.
  private func shareRank(_ a: Rank, _ b: Rank) -> Bool {
    a.style.strength == b.style.strength && a.tag != nil && a.tag == b.tag
  }

  /// The level each style is tagged with; empty where the tags do not fit what was found.
  private func tagLevels(_ headings: [Heading], _ pages: [Int]) -> [Emphasis: Int] {
    guard !tagged.isEmpty, tagged.count == headings.count, tagged.map(\.page) == pages else { return [:] }
    var levels: [Emphasis: Int] = [:]
    for (heading, tag) in zip(headings, tagged) where !heading.isLabel && heading.number == nil {
      if let known = levels[heading.emphasis], known != tag.level { return [:] }
      levels[heading.emphasis] = tag.level
    }
    return levels
  }
}

extension Emphasis {
  /// What a reader sees at once: size, weight, capitals.
  fileprivate var strength: Int { size * 100 + (bold ? 50 : 0) + (capitals ? 55 : 0) }

  /// Strength, and the finer marks that rank styles of one strength.
  fileprivate var prominence: Int { strength + (underlined ? 30 : 0) + (italic ? (bold ? -5 : 20) : 0) }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// A heading of marked-up text whose level is to be found.
struct MarkupHeading {
  /// Index of its block.
  var block: Int
  /// Its typographic style.
  var style: MarkupDocument.Heading.Style
  /// Its printed number.
  var number: HeadingNumber?
  /// Whether it is a label such as `Vraag 1`: always of the first level.
  var isLabel: Bool
  /// Whether it is the title of a box, which lies under whatever heading comes before it.
  var isOfBox = false
  /// The division it opens.
  var opens: Int?
  /// The division it stands in, 0 for none.
  var container: Int
}

/// Levels of headings: by their printed numbers first, then by nesting, then by their style's rank among the styles of
/// the same division.
///
/// Nesting alone is not to be trusted: papers hold `1.1` in `1.` but print `2.1` beside `2.`.
struct HeadingLevelResolver {
  private struct Place: Hashable {
    var container: Int
    var scheme: HeadingNumber.Scheme
  }

  private var levelOfContainer: [Int: Int] = [0: 0]
  private var schemeOfContainer: [Int: HeadingNumber.Scheme] = [:]
  private var bases: [HeadingNumber.Scheme: Int] = [:]
  /// Where a series starts anew within another of its own kind.
  private var localBases: [Place: Int] = [:]
  private var styleLevels: [Int: [MarkupDocument.Heading.Style: Int]] = [:]

  /// The levels of headings in order, 1 for the topmost.
  static func levels(_ headings: [MarkupHeading]) -> [Int] {
    var resolver = HeadingLevelResolver()
    var flat: [Int: [MarkupHeading]] = [:]
    for heading in headings where heading.opens == nil && !heading.isLabel && !heading.isOfBox {
      flat[heading.container, default: []].append(heading)
    }
    var levels: [Int] = []
    for (index, heading) in headings.enumerated() {
      let above = levels.last.map { headings[index - 1].isOfBox ? $0 : $0 + 1 }
      levels.append(heading.isOfBox ? above ?? 1 : resolver.level(heading, flat))
    }
    return levels
  }

  private mutating func level(_ heading: MarkupHeading, _ flat: [Int: [MarkupHeading]]) -> Int {
    let level: Int
    if heading.isLabel {
      level = 1
    } else if heading.opens != nil {
      level = levelOfDivision(heading)
    } else {
      if styleLevels[heading.container] == nil { rankStyles(in: heading.container, flat[heading.container] ?? []) }
      level = numbered(heading) ?? styleLevels[heading.container]?[heading.style] ?? 1
    }
    if let opens = heading.opens {
      levelOfContainer[opens] = level
      schemeOfContainer[opens] = heading.number?.components == 1 ? heading.number?.scheme : nil
    }
    return level
  }

  private func numbered(_ heading: MarkupHeading) -> Int? {
    guard let number = heading.number else { return nil }
    let base = localBases[Place(container: heading.container, scheme: number.scheme)] ?? bases[number.scheme]
    return base.map { $0 + number.components - 1 }
  }

  private mutating func levelOfDivision(_ heading: MarkupHeading) -> Int {
    let nested = (levelOfContainer[heading.container] ?? 0) + 1
    guard let number = heading.number else { return nested }
    let place = Place(container: heading.container, scheme: number.scheme)
    if let base = bases[number.scheme], number.components == 1, number.isFirst, nested > base,
      schemeOfContainer[heading.container] == number.scheme
    {
      localBases[place] = nested
    }
    if let level = numbered(heading) { return level }
    bases[number.scheme] = max(1, nested - number.components + 1)
    return numbered(heading) ?? nested
  }

  /// Styles of one division from the most prominent on: each without numbers lies under those before it; numbers say
  /// their own depth.
  private mutating func rankStyles(in container: Int, _ headings: [MarkupHeading]) {
    let top = levelOfContainer[container] ?? 0
    var above = top
    var levels: [MarkupDocument.Heading.Style: Int] = [:]
    for style in Set(headings.map(\.style)).sorted() {
      var least: Int?
      var most = above
      var last: Int?
      for heading in headings where heading.style == style {
        guard let number = heading.number else { continue }
        if numbered(heading) == nil {
          // A further series that starts at its first number lies under the one before it.
          let base = number.isFirst && number.components == 1 ? last.map { $0 + 1 } : nil
          bases[number.scheme] = base ?? max(top + 1, above + 1 - (number.components - 1))
        }
        let level = numbered(heading) ?? above + 1
        least = min(least ?? level, level)
        most = max(most, level)
        last = level
      }
      if let least {
        levels[style] = least
        above = most
      } else {
        above += 1
        levels[style] = above
      }
    }
    styleLevels[container] = levels
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Gives headings their levels: by their printed numbers first, then by their style's rank among the letter's styles.
///
/// Where two styles are no stronger than one another (slanted and underlined), the one that comes first wherever both stand under one stronger
/// heading lies above the other. Where that says nothing either, the headings of a tagged file decide, if the file tags as many headings on
/// each page as were found and each style in one level; else both lie on one level. Trees are often wrong: they decide nothing that the page
/// itself shows.
///
/// Annexes may have titles that call them annexes, or in a style stronger than any of the letter's own headings. Such a title lies on the
/// first level, and what it heads is ranked by itself: the styles of an annex say nothing of the letter's, nor of another annex's. Under the
/// name of an annex it begins on the second level.
struct HeadingRanker {
  /// What the file's tags say; asked only where the page leaves a rank open.
  var tagged: () -> [TaggedHeading]

  private struct Rank {
    var style: Emphasis
    /// Level the file's tags give the style.
    var tag: Int?
    /// How many styles of its strength lie above it.
    var below = 0
  }

  /// Sets the levels. Titles of boxes rank nothing: each lies under the heading before it.
  ///
  /// - Parameters:
  ///   - pages: page of each heading, from 1.
  ///   - openings: indices of the headings that open a page of an annex.
  ///   - named: indices of the headings of an annex that call it one (`Bijlage 2`).
  func callAsFunction(_ headings: inout [Heading], pages: [Int], openings: Set<Int> = [], named: Set<Int> = []) {
    guard headings.contains(where: \.isOfBox) else {
      rankAll(&headings, pages: pages, openings: openings, named: named)
      return
    }
    let others = headings.indices.filter { !headings[$0].isOfBox }
    var ranked = others.map { headings[$0] }
    func among(_ places: Set<Int>) -> Set<Int> { Set(others.indices.filter { places.contains(others[$0]) }) }
    rankAll(&ranked, pages: others.map { pages[$0] }, openings: among(openings), named: among(named))
    for (place, at) in others.enumerated() { headings[at] = ranked[place] }
    for at in headings.indices where headings[at].isOfBox {
      headings[at].level = at == 0 ? 1 : headings[at - 1].level + (headings[at - 1].isOfBox ? 0 : 1)
    }
  }

  private func rankAll(_ headings: inout [Heading], pages: [Int], openings: Set<Int>, named: Set<Int>) {
    let titles = named.union(annexTitles(headings, openings)).sorted()
    // Asked once, however many parts leave a rank open: parsing the tree is dear.
    let count = headings.count
    lazy var tags = fittingTags(count, pages)
    if titles.isEmpty { return rank(&headings) { tags } }
    for (start, end) in zip([-1] + titles, titles + [headings.count]) where end - start > 1 {
      let own = (start + 1)..<end
      var part = Array(headings[own])
      rank(&part) { tags.isEmpty ? [] : Array(tags[own]) }
      // A title that calls itself an annex has all under it; numbers such as 2.1 under "Bijlage 2" lie there already.
      if named.contains(start), part.contains(where: { !$0.isLabel && $0.level == 1 }) {
        for i in part.indices where !part[i].isLabel { part[i].level += 1 }
      }
      headings.replaceSubrange(own, with: part)
    }
    for title in titles { headings[title].level = 1 }
  }

  /// Headings of the styles that stand out more than the letter's first heading does and, wherever they stand, open a page of an annex.
  private func annexTitles(_ headings: [Heading], _ openings: Set<Int>) -> Set<Int> {
    guard !openings.isEmpty, let own = headings.first(where: { !$0.isLabel })?.emphasis.strength else { return [] }
    let within = Set(headings.indices.filter { !openings.contains($0) }.map { headings[$0].emphasis })
    return openings.filter { at in
      !headings[at].isLabel && headings[at].emphasis.strength > own && !within.contains(headings[at].emphasis)
    }
  }

  /// Sets the levels of headings that belong together; `tags` gives what the file's tags say of each, or nothing.
  private func rank(_ headings: inout [Heading], tags: () -> [TaggedHeading]) {
    mergeLoneCapitals(&headings)
    let above = nesting(headings)
    let all = Set(headings.filter { !$0.isLabel }.map(\.emphasis))
    let tags = leavesOpen(all, above) ? tagLevels(headings, tags()) : [:]
    var styles = all.map { style in
      Rank(style: style, tag: tags[style], below: above.count { $0.inner == style })
    }.sorted(by: precedes)
    for pair in numbersAbove(headings) {
      guard let inner = styles.firstIndex(where: { $0.style == pair.inner }),
        let outer = styles.firstIndex(where: { $0.style == pair.outer }), inner < outer
      else { continue }
      styles.insert(styles.remove(at: inner), at: outer)
    }
    var bases: [HeadingNumber.Scheme: Int] = [:]
    var levels: [Emphasis: Int] = [:]
    var deepest = 0
    for (position, rank) in styles.enumerated() {
      if position > 0, shareRank(styles[position - 1], rank, above), let level = levels[styles[position - 1].style] {
        levels[rank.style] = level
        continue
      }
      if let numbered = number(rank.style, headings, &bases, above: deepest) {
        levels[rank.style] = numbered.own ?? numbered.least
        deepest = max(deepest, numbered.most)
      } else {
        deepest += 1
        levels[rank.style] = deepest
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
    nestUnderNumbers(&headings)
  }

  /// A heading without a number right below a numbered one of its style, no text between them, lies under it, and so do those of that style
  /// that follow before the next number.
  private func nestUnderNumbers(_ headings: inout [Heading]) {
    var host: Heading?
    for i in headings.indices.dropFirst() {
      let (above, own) = (headings[i - 1], headings[i])
      if own.isLabel || own.number != nil {
        host = nil
      } else if above.number != nil, above.emphasis == own.emphasis, above.block == own.block - 1,
        above.level == own.level
      {
        host = above
      }
      if let host, own.emphasis == host.emphasis { headings[i].level = host.level + 1 }
    }
  }

  /// Base levels of the numbers a style is printed with, the levels they span, and that of its headings without one where it is another;
  /// `nil` for a style without numbers.
  private func number(
    _ style: Emphasis,
    _ headings: [Heading],
    _ bases: inout [HeadingNumber.Scheme: Int],
    above: Int
  ) -> (own: Int?, least: Int, most: Int)? {
    var span: (least: Int, most: Int)?
    var last: Int?
    var own: Int?
    for (index, heading) in headings.enumerated() where heading.emphasis == style && !heading.isLabel {
      guard let number = heading.number else { continue }
      // Small letters under a heading of their own style: `Onderhoud`, `a. Sluizen`.
      if span == nil, index > 0, headings[index - 1].emphasis == style, headings[index - 1].number == nil,
        number.scheme == .small, number.components == 1, bases[.small] == nil
      {
        own = above + 1
      }
      if bases[number.scheme] == nil {
        // A further series that starts at its first number lies under the one before it: `a.` under `1.`, `1.` under `A.`.
        let nested = number.isFirst && number.components == 1 ? (last ?? own).map { $0 + 1 } : nil
        bases[number.scheme] = nested ?? max(1, above + 1 - (number.components - 1))
      }
      let level = (bases[number.scheme] ?? 1) + number.components - 1
      span = (min(span?.least ?? level, level), max(span?.most ?? level, level))
      last = level
    }
    return span.map { (own, $0.least, $0.most) }
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
    if a.below != b.below { return a.below < b.below }
    if let first = a.tag, let second = b.tag, first != second { return first < second }
    return a.style.prominence > b.style.prominence
  }

  /// Whether two styles of one strength lie on one level: neither is under the other, and the file's tags do not part them.
  private func shareRank(_ a: Rank, _ b: Rank, _ nesting: Set<Nesting>) -> Bool {
    a.style.strength == b.style.strength && !nesting.contains(Nesting(outer: a.style, inner: b.style))
      && !nesting.contains(Nesting(outer: b.style, inner: a.style)) && a.tag == b.tag
  }

  /// Whether two styles of one strength never meet: nothing on the page says which lies above the other.
  private func leavesOpen(_ styles: Set<Emphasis>, _ nesting: Set<Nesting>) -> Bool {
    styles.contains { a in
      styles.contains { b in
        a != b && a.strength == b.strength && !nesting.contains(Nesting(outer: a, inner: b))
          && !nesting.contains(Nesting(outer: b, inner: a))
      }
    }
  }

  private struct Nesting: Hashable {
    var outer: Emphasis
    var inner: Emphasis
  }

  /// Pairs of styles of one strength of which one comes first wherever both stand under one stronger heading.
  private func nesting(_ headings: [Heading]) -> Set<Nesting> {
    var found = Set<Nesting>()
    var met: [Int: [Emphasis]] = [:]  // by strength, since the last stronger heading
    for heading in headings {
      if heading.isLabel {
        met.removeAll()
        continue
      }
      let style = heading.emphasis
      met = met.filter { $0.key >= style.strength }
      guard met[style.strength]?.contains(style) != true else { continue }
      for outer in met[style.strength] ?? [] { found.insert(Nesting(outer: outer, inner: style)) }
      met[style.strength, default: []].append(style)
    }
    return found.filter { !found.contains(Nesting(outer: $0.inner, inner: $0.outer)) }
  }

  /// Pairs of a style and a stronger one without numbers that lies under it all the same: its headings stand between numbers of one series
  /// (`b.`, two of them, `c.`) and never before the first of one.
  private func numbersAbove(_ headings: [Heading]) -> [Nesting] {
    let numbered = Set(headings.filter { $0.number != nil }.map(\.emphasis))
    guard !numbered.isEmpty, headings.contains(where: { !$0.isLabel && !numbered.contains($0.emphasis) }) else {
      return []
    }
    var within = Set<Nesting>()
    var refused = Set<Nesting>()
    var last: [Emphasis: HeadingNumber] = [:]
    // Styles without numbers met since the last number of each style, or since a heading stronger than it.
    var since: [Emphasis: Set<Emphasis>] = [:]
    for heading in headings where !heading.isLabel {
      let style = heading.emphasis
      guard numbered.contains(style) else {
        for outer in numbered { since[outer, default: []].insert(style) }
        continue
      }
      if let number = heading.number, number.components == 1 {
        let continues = last[style].map { $0.scheme == number.scheme && $0.value + 1 == number.value } ?? false
        for inner in since[style] ?? [] where inner.strength > style.strength {
          if continues {
            within.insert(Nesting(outer: style, inner: inner))
          } else {
            refused.insert(Nesting(outer: style, inner: inner))
          }
        }
        last[style] = number
      }
      since[style] = []
      for weaker in numbered where weaker.strength < style.strength {
        since[weaker] = []
        last[weaker] = nil
      }
    }
    return within.subtracting(refused).sorted { $0.inner.prominence > $1.inner.prominence }
  }

  /// What the file's tags say of each heading; empty where they do not fit what was found.
  private func fittingTags(_ count: Int, _ pages: [Int]) -> [TaggedHeading] {
    let tagged = tagged()
    return tagged.count == count && tagged.map(\.page) == pages ? tagged : []
  }

  /// The level each style is tagged with; empty where the tags tell one style's headings apart.
  private func tagLevels(_ headings: [Heading], _ tagged: [TaggedHeading]) -> [Emphasis: Int] {
    guard tagged.count == headings.count else { return [:] }
    var levels: [Emphasis: Int] = [:]
    for (heading, tag) in zip(headings, tagged) where !heading.isLabel && heading.number == nil {
      if let known = levels[heading.emphasis], known != tag.level { return [:] }
      levels[heading.emphasis] = tag.level
    }
    return levels
  }
}

extension Emphasis {
  /// What a reader sees at once: size, weight, capitals; of bold headings the slanted ones stand back, the underlined ones stand out.
  fileprivate var strength: Int {
    size * 100 + (bold ? 50 + (underlined ? 2 : 0) - (italic ? 4 : 0) : 0) + (capitals ? 55 : 0)
  }

  /// Strength, and the finer marks that rank styles of one strength.
  fileprivate var prominence: Int { strength + (underlined ? 30 : 0) + (coloured ? 25 : 0) + (italic ? 20 : 0) }
}

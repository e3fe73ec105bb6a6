// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Articles of laws that are named: `artikel 23.5, derde lid, van de Omgevingswet`.
extension CitationScanner {
  /// Reads an article after its word; the end of the law's name, or `nil` where no law is named.
  mutating func article(_ at: Int, from: Int) -> Int? {
    let limit = limit(from: at, atMost: 220)
    var i = blanks(at, limit)
    guard let first = articleNumber(i, limit) else { return nil }
    i = first
    for _ in 0..<24 {
      var j = blanks(i, limit)
      if byte(j, limit) == 0x2C { j = blanks(j + 1, limit) }
      if let end = rules[Law.of].end(utf8, at: j, limit: limit) {
        let name = blanks(end, limit)
        if let after = lawName(name, limit), !isNumbered(after, limit) {
          append(nil, "article", from, after)
          return after
        }
        return nil
      }
      if let after = lawName(j, limit), j > i, !isNumbered(after, limit) {
        append(nil, "article", from, after)
        return after
      }
      if let end = rules[Law.parts].end(utf8, at: j, limit: limit) {
        i = end
      } else if let end = articleNumber(j, limit) {
        i = end
      } else if j < limit, utf8[j] &- 0x61 < 26, isBoundary(j + 1, limit) {
        i = j + 1
        if byte(i, limit) == 0xC2, byte(i + 1, limit) == 0xB0 { i += 2 }  // onder 1°
      } else if j < limit, ByteText.dash(utf8, j, limit) > 0 || byte(j, limit) == 0x28 || byte(j, limit) == 0x29 {
        i = j + max(1, ByteText.dash(utf8, j, limit))
      } else {
        return nil
      }
    }
    return nil
  }

  /// Whether the number of an act of the Union follows: "artikel 9 van Richtlijn (EU) 2016/1919" is that act.
  private func isNumbered(_ at: Int, _ limit: Int) -> Bool {
    let i = blanks(at, limit)
    return byte(i, limit) == 0x28 || i < limit && ByteText.isDigit(utf8[i]) || numberWord(i, limit) != nil
  }

  private typealias Law = CitationRules.Law

  /// `23.5`, `3:4`, `8a`, `7bis`.
  private func articleNumber(_ at: Int, _ limit: Int) -> Int? {
    guard let run = ByteText.number(utf8, at, limit, most: 4) else { return nil }
    var i = run.end
    while i < limit {
      if utf8[i] == 0x2E || utf8[i] == 0x3A, let more = ByteText.number(utf8, i + 1, limit, most: 4) {
        i = more.end
      } else if utf8[i] &- 0x61 < 26, i - run.end < 12 {
        i += 1
      } else {
        break
      }
    }
    return isBoundary(i, limit) ? i : nil
  }

  /// The end of a law's name at `at`: an abbreviation the pack knows, capitals, or a word that ends like a law.
  private func lawName(_ at: Int, _ limit: Int) -> Int? {
    if let end = rules[Law.names].end(utf8, at: at, limit: limit) { return end }
    var i = at
    // At most five words; the first one capital, or already the word itself.
    for word in 0..<5 {
      let start = i
      while i < limit, ByteText.isLetter(utf8[i]) || ByteText.isDigit(utf8[i]) || utf8[i] == 0x2D || utf8[i] >= 0x80 {
        i += 1
      }
      guard i > start else { return nil }
      let isNamed = ByteText.isCapital(utf8[start])
      if ends(start, i) {
        if !isNamed, word == 0, !ByteText.isCapital(utf8[at]), i - start < 8 { return nil }
        return runOn(start, i, limit)
      }
      guard isNamed || word > 0 && word < 4 && rules[Law.links].end(utf8, at: start, limit: limit) == i else {
        return nil
      }
      let next = blanks(i, limit)
      guard next > i else { return nil }
      i = next
    }
    return nil
  }

  private func ends(_ from: Int, _ to: Int) -> Bool {
    let word = Letterhead.fold(utf8[from..<to])
    return rules[Law.endings].entries.contains { word.count >= $0.count && word.suffix($0.count).elementsEqual($0) }
  }

  /// "Wet op het financieel toezicht": an opening word and what it is called after.
  private func runOn(_ from: Int, _ to: Int, _ limit: Int) -> Int {
    var end = to
    let year = blanks(end, limit)
    if year > end, let run = ByteText.number(utf8, year, limit, most: 4), run.end - year == 4,
      isBoundary(run.end, limit)
    {
      return run.end
    }
    guard rules[Law.open].end(utf8, at: from, limit: to) == to else { return end }
    var i = end
    var content = 0
    var links = 0
    while content < 3 {
      let next = blanks(i, limit)
      guard next > i else { break }
      var stop = next
      while stop < limit,
        ByteText.isLetter(utf8[stop]) || utf8[stop] == 0x2D || utf8[stop] >= 0xC3 || utf8[stop] &- 0x80 < 0x40
      { stop += 1 }
      guard stop > next else { break }
      if rules[Law.links].end(utf8, at: next, limit: limit) == stop {
        links += 1
      } else if content == 0 || links > 0 {
        content += 1
        end = stop
        // Without a link the name is one more word: "Wet milieubeheer".
        if links == 0 { break }
        if content == 2 { break }
      } else {
        break
      }
      i = stop
    }
    return end
  }
}

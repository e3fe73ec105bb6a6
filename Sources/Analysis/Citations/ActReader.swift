// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Acts of the European Union by their CELEX number: `Richtlijn 2008/115/EG`, `Verordening (EU) 2024/1348`.
extension CitationScanner {
  /// Two numbers with a slash, as acts have them.
  private struct Pair {
    var first: Int
    var firstDigits: Int
    var second: Int
    var secondDigits: Int
    /// The body after a second slash, and its bytes.
    var suffix: (from: Int, to: Int)?
    var end: Int
  }

  /// Acts after a head such as "richtlijn"; the end of the last.
  mutating func acts(_ hit: ByteMatcher.Hit, _ head: CitationRules.Head) -> Int? {
    guard let act = head.act else { return nil }
    let limit = limit(from: hit.end, atMost: 200)
    guard isBoundary(hit.end, limit) else { return nil }
    // The word's own beginning: "uitvoeringsbesluit" is cited from its first letter.
    var from = hit.start
    while from > consumed, ByteText.isLetter(utf8[from - 1]) || utf8[from - 1] == 0x2D && from < hit.start { from -= 1 }
    var i = hit.end
    var body: (from: Int, to: Int)?
    var hasWord = false
    var start = from
    var end: Int?
    let isPlural = utf8[hit.end - 1] | 0x20 == 0x6E && hit.end - hit.start > 9
    for round in 0..<16 {
      let intro = introduction(i, limit)
      if let named = intro.body { body = named }
      hasWord = intro.hasWord || (hasWord && round > 0)
      guard let pair = pair(intro.end, limit) else { break }
      let given = pair.suffix ?? body
      guard let celex = celex(act, given, pair, hasWord: hasWord) else { break }
      append(celex.id, "celex", start, pair.end, uncertain: celex.isUncertain)
      end = pair.end
      guard let next = joined(pair.end, limit) else { break }
      // A comma alone goes on only with a body or after a plural.
      let more = introduction(next, limit)
      guard let following = self.pair(more.end, limit), isPlural || following.suffix != nil || more.body != nil else {
        break
      }
      i = next
      start = next
    }
    return end
  }

  /// An act whose sort stands further off or nowhere: `(EU) 2016/679`, `2008/48/EG`.
  mutating func bareAct(_ at: Int, _ limit: Int) -> Int? {
    guard let pair = pair(at, limit) else { return nil }
    let floor = floor(before: at, atMost: 140)
    var from = at
    var body = pair.suffix
    var hasWord = false
    var i = ByteText.skipBlanksBack(utf8, at, floor)
    if let word = rules[.number].start(utf8, before: i, limit: floor) {
      hasWord = true
      i = ByteText.skipBlanksBack(utf8, word, floor)
      from = word
    }
    if body == nil, i > floor {
      if utf8[i - 1] == 0x29 {
        var open = i - 1
        while open > floor, utf8[open] != 0x28, i - open < 20 { open -= 1 }
        guard utf8[open] == 0x28 else { return nil }
        guard let named = bodyName(open + 1, i - 1) else { return nil }
        body = named
        from = open
      } else if let start = rules.bodies.start(utf8, before: i, limit: floor), isUpper(start, i) {
        body = (start, i)
        from = start
      }
    }
    guard let body else { return nil }
    guard from == floor || !ByteText.isDigit(utf8[from - 1]) && utf8[from - 1] != 0x2F && utf8[from - 1] != 0x2D else {
      return nil
    }
    // The nearest word for a sort of act before it, in the same block.
    var nearest: CitationRules.Act?
    rules.matcher.forEachHit(in: utf8, range: floor..<from) { hit in
      if let act = rules.heads[hit.pattern].act { nearest = act }
    }
    var isUncertain = false
    if nearest == nil {
      if rules.frameworkBodies.contains(Letterhead.fold(utf8[body.from..<body.to])) {
        nearest = .framework
      } else if rules.decisionBodies.contains(Letterhead.fold(utf8[body.from..<body.to])) {
        nearest = .decision
      } else if pair.suffix != nil {
        // Only directives and decisions carry the body after the number; without a word it is nearly always a directive.
        nearest = .directive
        isUncertain = true
      }
    }
    guard let nearest else {
      append(nil, "celex", from, pair.end, uncertain: true)
      return pair.end
    }
    guard let celex = celex(nearest, body, pair, hasWord: hasWord) else { return nil }
    append(celex.id, "celex", from, pair.end, uncertain: isUncertain || celex.isUncertain)
    return pair.end
  }

  // MARK: Parts

  /// `(EU) nr.`, `EEG nr.`, `(EU, Euratom)`: what may stand between an act's word and its numbers.
  private func introduction(_ at: Int, _ limit: Int) -> (end: Int, body: (from: Int, to: Int)?, hasWord: Bool) {
    var i = blanks(at, limit)
    var body: (from: Int, to: Int)?
    var hasWord = false
    for _ in 0..<4 {
      if byte(i, limit) == 0x28 {
        var close = i + 1
        while close < limit, close - i < 20, utf8[close] != 0x29 { close += 1 }
        guard byte(close, limit) == 0x29, let named = bodyName(i + 1, close) else { break }
        body = named
        i = blanks(close + 1, limit)
      } else if let end = rules.bodies.end(utf8, at: i, limit: limit), isUpper(i, end) {
        body = (i, end)
        i = blanks(end, limit)
      } else if let word = numberWord(i, limit) {
        hasWord = true
        i = blanks(word.end, limit)
      } else {
        break
      }
    }
    return (i, body, hasWord)
  }

  /// The first body named between brackets.
  private func bodyName(_ from: Int, _ to: Int) -> (from: Int, to: Int)? {
    let i = blanks(from, to)
    guard let end = rules.bodies.end(utf8, at: i, limit: to), isUpper(i, i + 1) else { return nil }
    return (i, end)
  }

  private func isUpper(_ from: Int, _ to: Int) -> Bool { from < to && ByteText.isCapital(utf8[from]) }

  private func pair(_ at: Int, _ limit: Int) -> Pair? {
    guard let first = ByteText.number(utf8, at, limit, most: 5) else { return nil }
    var i = first.end
    guard byte(i, limit) == 0x2F else { return nil }
    i += 1
    guard let second = ByteText.number(utf8, i, limit, most: 4), second.value > 0 else { return nil }
    var end = second.end
    var suffix: (from: Int, to: Int)?
    if byte(end, limit) == 0x2F {
      guard let to = rules.bodies.end(utf8, at: end + 1, limit: limit), isUpper(end + 1, to) else { return nil }
      suffix = (end + 1, to)
      end = to
    }
    guard isBoundary(end, limit), byte(end, limit) != 0x2F else { return nil }
    return Pair(
      first: first.value,
      firstDigits: first.end - at,
      second: second.value,
      secondDigits: second.end - i,
      suffix: suffix,
      end: end
    )
  }

  /// The CELEX number of an act.
  ///
  /// Which of the two numbers is the year: since 2015 the first; before, regulations have it last and directives first, and
  /// decisions have it last after a word for "number" (Joint handbook for the presentation of acts, numbering of acts).
  private func celex(_ act: CitationRules.Act, _ body: (from: Int, to: Int)?, _ pair: Pair, hasWord: Bool) -> (
    id: String, isUncertain: Bool
  )? {
    let first = year(pair.first, pair.firstDigits)
    let second = year(pair.second, pair.secondDigits)
    let firstIsNew = pair.firstDigits == 4 && (2015...2099).contains(pair.first)
    let isYearFirst: Bool
    if let body, pair.suffix != nil {
      _ = body
      if act == .directive || act == .framework || !hasWord {
        isYearFirst = first != nil
      } else {
        isYearFirst = second == nil
      }
    } else if act == .directive {
      isYearFirst = first != nil
    } else if firstIsNew, !(hasWord && second != nil && pair.second < 2015 && pair.secondDigits == 4) {
      isYearFirst = true
    } else if act == .regulation || hasWord {
      isYearFirst = second == nil
    } else {
      isYearFirst = first != nil
    }
    guard let year = isYearFirst ? first : second else { return nil }
    // Without any body a decision could be a municipality's.
    guard body != nil || act == .directive || act == .regulation else { return nil }
    let number = isYearFirst ? pair.second : pair.first
    guard (1...9999).contains(number) else { return nil }
    let digits = String(number)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return ("celex:3\(year)\(act.rawValue)\(padded)", body == nil && !firstIsNew)
  }

  private func year(_ value: Int, _ digits: Int) -> Int? {
    if digits == 4 { return (1952...2099).contains(value) ? value : nil }
    return digits == 2 && value >= 52 ? 1900 + value : nil
  }
}

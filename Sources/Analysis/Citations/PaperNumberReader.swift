// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// The numbers of papers: `nr. 12`, `nrs. 12 en 13`, `221 t/m 223`, `-994`, `, CK`.
extension CitationScanner {
  /// The numbers after a dossier that ends at `at`. `isSure`: a head or brackets vouch for what is no plain number.
  func numbers(_ at: Int, _ limit: Int, isSure: Bool, after dossier: Dossier?) -> Numbers? {
    var i = blanks(at, limit)
    let spaced = i > at
    var mended = false
    var comma = false
    switch byte(i, limit) {
    case 0x2C:
      comma = true
      i = blanks(i + 1, limit)
    case 0x2E, 0x3B, 0x3A:  // a full stop for a comma
      mended = true
      comma = true
      i = blanks(i + 1, limit)
    default: break
    }
    // "32 317 - nr. 994", "32 317 (nr. 994)"
    if isSure, !comma {
      let mark = byte(i, limit) == 0x28 ? 1 : ByteText.dash(utf8, i, limit)
      let after = blanks(i + mark, limit)
      if mark > 0, numberWord(after, limit) != nil { i = after }
    }
    if let word = numberWord(i, limit) {
      let from = blanks(word.end, limit)
      guard var first = paperNumber(from, limit, mayBeLetters: true) else { return nil }
      // "nr. 1.311"
      if byte(first.end, limit) == 0x2E, first.end - from <= 2,
        let rest = ByteText.number(utf8, first.end + 1, limit, most: 3),
        rest.end - first.end == 4, isBoundary(rest.end, limit)
      {
        first = (first.value + string(first.end + 1, rest.end), rest.end, false)
        mended = true
      }
      // A dossier after "nr." is no number: "Kamerstuk 35 570 VI, nr. 24 280".
      var result = Numbers(
        values: [first.value],
        end: first.end,
        tie: .word,
        repaired: mended,
        areLetters: first.isLetters
      )
      extend(&result, limit, isPlural: word.isPlural)
      return result
    }
    if comma, !mended {
      // "31 544, CK"; "35 925, 12" with a head only.
      guard isSure, let number = paperNumber(i, limit, mayBeLetters: true), !isDate(number.end, limit) else {
        return nil
      }
      if number.isLetters {
        guard isBoundary(number.end, limit), isLetterNumber(number.end, limit) else { return nil }
        var result = Numbers(values: [number.value], end: number.end, tie: .comma, areLetters: true)
        extend(&result, limit, isPlural: false)
        return result
      }
      guard !isYear(i, number.end), self.dossier(i, limit) == nil, endsItem(number.end, limit),
        byte(number.end, limit) != 0x25
      else { return nil }
      var result = Numbers(values: [number.value], end: number.end, tie: .comma, repaired: true)
      extend(&result, limit, isPlural: false)
      return result
    }
    if mended { return nil }
    let dash = ByteText.dash(utf8, i, limit)
    if dash > 0 {
      let from = blanks(i + dash, limit)
      let isLoose = spaced || from > i + dash
      guard !isLoose || isSure || dossier?.part != nil else { return nil }
      guard let number = paperNumber(from, limit, mayBeLetters: true) else { return nil }
      // "32317-994-12": a reference of another kind.
      if ByteText.dash(utf8, number.end, limit) > 0, !isSure { return nil }
      var value = number.value
      var end = number.end
      if let suffix = suffix(end, limit) {
        value += suffix.value
        end = suffix.end
      }
      return Numbers(
        values: [value],
        end: end,
        tie: .dash,
        repaired: isLoose && dossier?.value != 21_501,
        areLetters: number.isLetters
      )
    }
    // "36600 XIV 29", "32 813 974": the word for number is missing.
    guard spaced, isSure, let dossier, dossier.part != nil || !dossier.spaced else { return nil }
    guard let number = paperNumber(i, limit, mayBeLetters: false), !isDate(number.end, limit) else { return nil }
    guard dossier.isChapter || dossier.part != nil, !isYear(i, number.end) else { return nil }
    return Numbers(values: [number.value], end: number.end, tie: .blank, repaired: true)
  }

  /// The paper that one stands in place of: `nr. 158 (gewijzigd, ter vervanging van nr. 152)`; it is of the same dossier.
  func replaced(_ at: Int, _ limit: Int) -> (value: String, start: Int, end: Int)? {
    let near = min(limit, at + 48)
    var i = blanks(at, near)
    guard byte(i, near) == 0x28 || byte(i, near) == 0x2C else { return nil }
    while i < near, byte(i, near) != 0x29 || i == at {
      guard let end = rules[.replaces].end(utf8, at: i, limit: limit) else {
        i += 1
        continue
      }
      let start = blanks(end, limit)
      guard let word = numberWord(start, limit),
        let number = paperNumber(blanks(word.end, limit), limit, mayBeLetters: false)
      else { return nil }
      return (number.value, start, number.end)
    }
    return nil
  }

  /// A paper's number at `at`: up to four digits with at most two small letters, or one or two capitals.
  func paperNumber(_ at: Int, _ limit: Int, mayBeLetters: Bool) -> (value: String, end: Int, isLetters: Bool)? {
    guard at < limit else { return nil }
    if ByteText.isDigit(utf8[at]) {
      guard let run = ByteText.number(utf8, at, limit, most: 4), run.value > 0 else { return nil }
      var end = run.end
      while end < limit, end - run.end < 2, utf8[end] &- 0x61 < 26 { end += 1 }
      if !isBoundary(end, limit) { return nil }
      // "12e" is no number of a paper, "3a" and "188b" are.
      return ("\(run.value)" + string(run.end, end), end, false)
    }
    guard mayBeLetters else { return nil }
    var end = at
    while end < limit, ByteText.isCapital(utf8[end]) { end += 1 }
    guard end > at, end - at <= 2, isBoundary(end, limit) else { return nil }
    return (string(at, end), end, true)
  }

  /// Further numbers of a list.
  func extend(_ numbers: inout Numbers, _ limit: Int, isPlural: Bool) {
    guard !numbers.areLetters else { return extendLetters(&numbers, limit, isPlural: isPlural) }
    var last = Int(numbers.values.last ?? "") ?? 0
    for _ in 0..<60 {
      let at = numbers.end
      var i = blanks(at, limit)
      // A range.
      let dash = ByteText.dash(utf8, i, limit)
      if let to = dash > 0 ? i + dash : i > at || isPlural ? rules[.range].end(utf8, at: i, limit: limit) : nil {
        let from = blanks(to, limit)
        let start = numberWord(from, limit).map { blanks($0.end, limit) } ?? from
        guard let number = ByteText.number(utf8, start, limit, most: 4), isBoundary(number.end, limit) else { return }
        guard number.value > last, number.value - last <= (dash > 0 && !isPlural ? 20 : 60), !isYear(start, number.end)
        else { return }
        for value in (last + 1)...number.value { numbers.values.append("\(value)") }
        numbers.end = number.end
        last = number.value
        continue
      }
      // A joining word or a comma.
      let comma = byte(i, limit) == 0x2C || byte(i, limit) == 0x3B || byte(i, limit) == 0x2F
      guard let next = joined(at, limit) else { return }
      i = next
      if let word = numberWord(i, limit) {
        let from = blanks(word.end, limit)
        guard dossier(from, limit) == nil, let number = paperNumber(from, limit, mayBeLetters: false) else { return }
        // "nr. 3 en nr. 12 van 32 317" belongs to what follows only where a dossier does; here it is this dossier's.
        numbers.values.append(number.value)
        numbers.end = number.end
        last = Int(number.value) ?? last
        continue
      }
      guard dossier(i, limit) == nil, session(i, limit) == nil, let number = paperNumber(i, limit, mayBeLetters: false),
        let value = Int(number.value), value > last, !isDate(number.end, limit)
      else { return }
      let hasWord = !comma || lastJoin(before: i, from: at)
      if !hasWord, !isPlural, !runsOn(number.end, value, limit) { return }
      if isYear(i, number.end), !isPlural { return }
      if !isPlural, !endsItem(number.end, limit) { return }
      numbers.values.append(number.value)
      numbers.end = number.end
      last = value
    }
  }

  private func extendLetters(_ numbers: inout Numbers, _ limit: Int, isPlural: Bool) {
    while let next = joined(numbers.end, limit), let number = paperNumber(next, limit, mayBeLetters: true),
      number.isLetters,
      isPlural || lastJoin(before: next, from: numbers.end), dossier(blanks(number.end, limit), limit) == nil
    {
      numbers.values.append(number.value)
      numbers.end = number.end
    }
  }

  /// Whether a joining word (not only a comma) stands right before `at`.
  private func lastJoin(before at: Int, from: Int) -> Bool {
    let i = ByteText.skipBlanksBack(utf8, at, from)
    return rules[.join].start(utf8, before: i, limit: from) != nil
  }

  /// Whether a list without a plural word goes on to a joining word: "nr. 12, 13 en 14".
  private func runsOn(_ at: Int, _ value: Int, _ limit: Int) -> Bool {
    var i = at
    var last = value
    for _ in 0..<20 {
      guard let next = joined(i, limit), dossier(next, limit) == nil,
        let number = ByteText.number(utf8, next, limit, most: 4),
        isBoundary(number.end, limit), number.value > last
      else { return false }
      if lastJoin(before: next, from: i) { return endsItem(number.end, limit) && !isDate(number.end, limit) }
      i = number.end
      last = number.value
    }
    return false
  }

  /// Whether what follows a number lets it be the number of a paper: no noun that it counts.
  private func endsItem(_ at: Int, _ limit: Int) -> Bool {
    let i = blanks(at, limit)
    guard i < limit, ByteText.isLetter(utf8[i]), i > at else { return true }
    if rules[.join].end(utf8, at: i, limit: limit) != nil || rules[.range].end(utf8, at: i, limit: limit) != nil {
      return true
    }
    return rules[.filler].end(utf8, at: i, limit: limit) != nil || rules[.page].end(utf8, at: i, limit: limit) != nil
  }

  /// Whether capitals after a comma end like a paper's letter: before a closing mark, a page, or a next item.
  private func isLetterNumber(_ at: Int, _ limit: Int) -> Bool {
    let i = blanks(at, limit)
    guard i < limit else { return true }
    if !ByteText.isLetter(utf8[i]) { return !ByteText.isDigit(utf8[i]) }
    return i > at
      && (rules[.join].end(utf8, at: i, limit: limit) != nil || rules[.page].end(utf8, at: i, limit: limit) != nil
        || utf8[i] &- 0x61 < 26)
  }

  /// `-b2`, `-n1`, `-h1`, `-v3`: an annex, erratum, reprint or version of a paper.
  private func suffix(_ at: Int, _ limit: Int) -> (value: String, end: Int)? {
    guard byte(at, limit) == 0x2D, "bnhv".utf8.contains(byte(at + 1, limit)),
      let run = ByteText.number(utf8, at + 2, limit, most: 2)
    else { return nil }
    return isBoundary(run.end, limit) ? (string(at, run.end), run.end) : nil
  }

  private func isYear(_ from: Int, _ to: Int) -> Bool {
    to - from == 4 && (utf8[from] == 0x31 && utf8[from + 1] == 0x39 || utf8[from] == 0x32 && utf8[from + 1] == 0x30)
  }
}

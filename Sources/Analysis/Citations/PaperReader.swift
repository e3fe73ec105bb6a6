// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Parliamentary papers: a dossier, perhaps a budget chapter or sub-dossier, and one or more numbers.
extension CitationScanner {
  /// A dossier and what divides it.
  struct Dossier {
    var value: Int
    /// `XIV`, `02`.
    var part: String?
    var end: Int
    /// Whether it was put together out of loose digits.
    var spaced = false
    /// Whether the part is a Roman number: then a number may follow without "nr.".
    var isChapter = false
    /// Whether further dossiers of the same paper follow it.
    var isJoint = false

    var key: String { "\(value)" + (part.map { "-" + $0 } ?? "") }
  }

  /// Numbers after a dossier.
  struct Numbers {
    /// How the first one is tied to its dossier.
    enum Tie { case word, dash, comma, blank }
    var values: [String]
    var end: Int
    var tie: Tie
    var repaired = false
    /// Whether they are letters, as the Eerste Kamer numbers its papers.
    var areLetters = false
  }

  // MARK: With a head

  /// Papers after a head that ends at `hit.end`; the end of the last.
  mutating func papers(_ hit: ByteMatcher.Hit, _ word: CitationRules.Head) -> Int? {
    let limit = limit(from: hit.end)
    var i = hit.end
    var head = CitationHead()
    let isShort = word.series == .chamber || hit.end - hit.start == 3
    if word.series == .chamber {
      guard isBoundary(i, limit) || ByteText.isDigit(utf8[i]) else { return nil }
      head.chamber = rules[.first].end(utf8, at: hit.start, limit: hit.end) == hit.end ? .first : .second
    } else if isShort {
      guard i < limit, !ByteText.isLetter(utf8[i]) else { return nil }
    } else {
      while i < limit, utf8[i] | 0x20 >= 0x61, utf8[i] | 0x20 <= 0x7A {
        // "Kamerstukken II2015": the chamber may be glued on; a capital ends the word.
        if ByteText.isCapital(utf8[i]), !ByteText.isCapital(utf8[hit.end - 1]) { break }
        i += 1
      }
    }
    var isLiteral = false
    if isShort, word.series == .kamerstuk {
      let gap = blanks(i, limit)
      if ByteText.dash(utf8, gap, limit) > 0 {
        isLiteral = true
        head.repaired = gap > i
        i = gap + ByteText.dash(utf8, gap, limit)
      }
    }
    guard let start = introduction(i, limit, from: hit.start, &head, isLiteral: isLiteral) else { return nil }
    switch start {
    case .done(let end): return end
    case .dossier(let at, let stopped):
      return list(
        at,
        limit,
        from: hit.start,
        head,
        context: isLiteral ? .literal : .head,
        stopped: stopped || word.series == .chamber
      )
    }
  }

  private enum Introduction {
    /// A dossier begins at `at`; `stopped`: after a full stop, as a new sentence would.
    case dossier(at: Int, stopped: Bool)
    /// Something else was read to its end.
    case done(Int)
  }

  /// Reads on from a head over chamber, session year and filling words.
  private mutating func introduction(_ at: Int, _ limit: Int, from: Int, _ head: inout CitationHead, isLiteral: Bool)
    -> Introduction?
  {
    var i = at
    var stopped = false
    for _ in 0..<14 {
      var j = i
      while true {
        j = blanks(j, limit)
        switch byte(j, limit) {
        case 0x2C, 0x3A, 0x28: j += 1
        case 0x2E, 0x3B:
          stopped = stopped || j > at
          if j > at { head.repaired = true }
          j += 1
        default:
          if isLiteral, head.session != nil, ByteText.dash(utf8, j, limit) > 0 {
            j += ByteText.dash(utf8, j, limit)
            continue
          }
          i = j
        }
        if i == j { break }
      }
      guard i < limit else { return nil }
      let first = utf8[i]
      if ByteText.isDigit(first) {
        // "Kamerstukken 2 2010/11": a chamber in digits.
        if first == 0x31 || first == 0x32, blanks(i + 1, limit) > i + 1, session(blanks(i + 1, limit), limit) != nil {
          head.chamber = first == 0x31 ? .first : .second
          i += 1
          continue
        }
        if let year = session(i, limit) ?? session(i, limit, loose: true) {
          head.session = year.year
          if !year.year.isProper || year.spaced { head.repaired = true }
          i = year.end
          continue
        }
        if let end = document(i, limit, from: from) { return .done(end) }
        if dossier(i, limit) != nil || dossier(i, limit, loose: true) != nil {
          return .dossier(at: i, stopped: stopped && head.session == nil)
        }
        // A single year, or the six or seven digits of an unformatted paper.
        guard let run = ByteText.number(utf8, i, limit, most: 7) else { return nil }
        if run.end - i == 4, (1900...2099).contains(run.value) {
          head.repaired = true
          i = run.end
          continue
        }
        if isLiteral, run.end - i >= 6 {
          append("kst-\(run.value)", "kamerstuk", from, run.end)
          return .done(run.end)
        }
        return nil
      }
      if let appendixEnd = appendixHead(i, limit) { return appendix(appendixEnd, from: from, head).map { .done($0) } }
      if let end = chamber(i, limit, &head) {
        i = end
      } else if let end = rules[.session].end(utf8, at: i, limit: limit) {
        i = end
      } else if let word = numberWord(i, limit) {
        i = word.end
      } else if let end = rules[.filler].end(utf8, at: i, limit: limit) {
        i = end
      } else if head.chamber == .first, head.session != nil, let end = romanDossier(i, limit, from: from, head) {
        return .done(end)
      } else {
        return nil
      }
    }
    return nil
  }

  /// The chamber at `at`: `II`, `Eerste Kamer`; "II2015" counts too.
  func chamber(_ at: Int, _ limit: Int, _ head: inout CitationHead) -> Int? {
    guard !ByteText.isDigit(utf8[at]) else { return nil }
    if let end = rules[.second].end(utf8, at: at, limit: limit) {
      head.chamber = .second
      if end - at == 3 { head.repaired = true }  // "I I"
      return end
    }
    if let end = rules[.first].end(utf8, at: at, limit: limit) {
      head.chamber = .first
      return end
    }
    // Glued to the year.
    var i = at
    while i < limit, utf8[i] == 0x49 || utf8[i] == 0x6C { i += 1 }
    guard i > at, i - at <= 2, i < limit, ByteText.isDigit(utf8[i]), session(i, limit) != nil else { return nil }
    head.chamber = i - at == 2 ? .second : .first
    head.repaired = true
    return i
  }

  /// Dossiers of the Eerste Kamer that have a Roman number: `CXXIV, G`.
  private mutating func romanDossier(_ at: Int, _ limit: Int, from: Int, _ head: CitationHead) -> Int? {
    var i = at
    while i < limit, "CLXVI".utf8.contains(utf8[i]) { i += 1 }
    guard i - at >= 2, let numbers = numbers(i, limit, isSure: true, after: nil), numbers.areLetters else { return nil }
    let roman = string(at, i)
    for value in numbers.values {
      append("kst-\(roman)-\(value)", "kamerstuk", from, numbers.end, repaired: numbers.repaired)
    }
    return numbers.end
  }

  // MARK: Lists

  /// What vouches for a list of papers.
  enum Vouch: Equatable {
    /// A head.
    case head
    /// `kst-`, with dashes.
    case literal
    /// A word such as "motie", or a session year.
    case cue
    /// Brackets.
    case brackets
    /// Nothing but its own shape.
    case shape
  }

  /// Papers from the dossier at `at` on; the end of the last, or `nil` where not even one could be read.
  mutating func list(_ at: Int, _ limit: Int, from: Int, _ head: CitationHead, context: Vouch, stopped: Bool) -> Int? {
    var i = at
    var start = from
    var session = head.session
    var end: Int?
    for round in 0..<12 {
      let strict = dossier(i, limit)
      guard let number = strict ?? (round == 0 ? dossier(i, limit, loose: true) : nil) else { break }
      let isSure = context != .shape || end != nil
      var dossier = part(
        of: Dossier(value: number.value, part: nil, end: number.end, spaced: number.spaced),
        limit,
        isSure: isSure
      )
      var read = numbers(dossier.end, limit, isSure: isSure, after: dossier)
      if read == nil { (dossier, read) = joint(dossier, limit, isSure: isSure) }
      guard let read else {
        if end == nil, context == .head, !stopped, !number.spaced {
          append(
            nil,
            "dossier",
            start,
            dossier.end,
            url: "https://zoek.officielebekendmakingen.nl/dossier/\(dossier.key)",
            repaired: head.repaired
          )
          return dossier.end
        }
        break
      }
      if context == .shape, end == nil, !isPlain(dossier, read) { return nil }
      if context == .brackets, end == nil, read.tie == .comma, !read.areLetters { return nil }
      let repaired = read.repaired || number.spaced || dossier.spaced || (end == nil && head.repaired)
      for value in read.values {
        let id = "kst-\(dossier.key)-\(value)"
        found.append(
          FoundCitation(
            id: id,
            kind: "kamerstuk",
            span: TextSpan(start, read.end),
            url: address(id, dossier, value, head.chamber, session, isLetters: read.areLetters),
            repaired: repaired
          )
        )
      }
      end = read.end
      if let replaced = replaced(read.end, limit) {
        append("kst-\(dossier.key)-\(replaced.value)", "kamerstuk", replaced.start, replaced.end)
        end = replaced.end
        break
      }
      // A further dossier under the same head: ", 35 334, nr. 309", "en 2020/21, 35 570, nr. 2".
      guard var next = joined(read.end, limit) else { break }
      if let year = self.session(next, limit) {
        session = year.year
        next = blanks(year.end, limit)
        if byte(next, limit) == 0x2C { next = blanks(next + 1, limit) }
      }
      i = next
      start = next
    }
    return end
  }

  /// Whether a dossier and its number are plain without any word before them.
  private func isPlain(_ dossier: Dossier, _ numbers: Numbers) -> Bool {
    switch numbers.tie {
    case .word: return true
    case .dash: return dossier.part != nil
    case .comma: return dossier.isJoint && numbers.areLetters
    case .blank: return false
    }
  }

  /// The public address: papers of the Eerste Kamer before 2010 carry their session year there, papers before 1994 have none.
  private func address(
    _ id: String,
    _ dossier: Dossier,
    _ value: String,
    _ chamber: CitationHead.Chamber?,
    _ session: CitedSession?,
    isLetters: Bool
  ) -> String? {
    guard let session else { return CitationAddress.url(of: id) }
    if session.first < 1994 { return nil }
    let hasSuffix = value.utf8.last.map { !ByteText.isDigit($0) } ?? false
    guard session.first < 2010, isLetters || (chamber == .first && hasSuffix) else {
      return CitationAddress.url(of: id)
    }
    return CitationAddress.url(of: "kst-\(session.key)-\(dossier.key)-\(value)")
  }

  /// Where the next item of a list begins: after a comma, semicolon, slash or joining word.
  func joined(_ at: Int, _ limit: Int) -> Int? {
    var i = blanks(at, limit)
    var seen = false
    if i < limit, utf8[i] == 0x2C || utf8[i] == 0x3B || utf8[i] == 0x2F {
      i = blanks(i + 1, limit)
      seen = true
    }
    if i > at || seen, let end = rules[.join].end(utf8, at: i, limit: limit) {
      i = blanks(end, limit)
      seen = true
    }
    return seen && i < limit ? i : nil
  }

  // MARK: Parts of a dossier

  /// Reads what divides a dossier: `-32` of 21501, a budget chapter, a fund; `(R2114)` is passed over.
  private func part(of dossier: Dossier, _ limit: Int, isSure: Bool) -> Dossier {
    var result = dossier
    var i = dossier.end
    // (R2114), -R2114: the Kingdom's own numbering beside the dossier's.
    let kingdom = blanks(i, limit)
    if byte(kingdom, limit) == 0x28, byte(kingdom + 1, limit) == 0x52,
      let run = ByteText.number(utf8, kingdom + 2, limit, most: 4), byte(run.end, limit) == 0x29
    {
      i = run.end + 1
      result.end = i
    }
    // Only dossiers 21501 (Councils of the Union) and 19291 are divided by figures.
    if dossier.value == 21_501 || dossier.value == 19_291 {
      var j = blanks(i, limit)
      let dash = ByteText.dash(utf8, j, limit)
      j = blanks(j + dash, limit)
      if dash > 0 || j > i, let run = ByteText.number(utf8, j, limit, most: 2), run.end - j == 2 {
        result.part = string(j, run.end)
        result.end = run.end
        return result
      }
    }
    var j = blanks(i, limit)
    let comma = byte(j, limit) == 0x2C
    if comma { j = blanks(j + 1, limit) }
    let dash = comma ? 0 : ByteText.dash(utf8, j, limit)
    let spaced = dash > 0 && (j > i || blanks(j + dash, limit) > j + dash)
    j = blanks(j + dash, limit)
    if byte(j, limit) == 0x28 { j += 1 }
    if let word = rules[.chapter].end(utf8, at: j, limit: limit) { j = blanks(word, limit) }
    guard let chapter = chapter(j, limit) else { return result }
    var after = chapter.end
    if byte(after, limit) == 0x29, byte(j - 1, limit) == 0x28 { after += 1 }
    var candidate = result
    candidate.part = string(j, chapter.end)
    candidate.end = after
    candidate.isChapter = chapter.isRoman
    // It is a chapter only where a number follows; else it is itself the paper's letter.
    guard let numbers = numbers(after, limit, isSure: isSure, after: candidate) else { return result }
    if comma, !chapter.isRoman || numbers.tie != .word && !numbers.areLetters { return result }
    if comma, numbers.areLetters, numbers.tie == .comma, !chapter.isRoman { return result }
    candidate.spaced = result.spaced || spaced
    return candidate
  }

  /// A budget chapter at `at`: `XIV`, `IXB`, or the letter of a fund.
  private func chapter(_ at: Int, _ limit: Int) -> (end: Int, isRoman: Bool)? {
    var i = at
    while i < limit, utf8[i] == 0x49 || utf8[i] == 0x56 || utf8[i] == 0x58 { i += 1 }
    let roman = i - at
    if roman > 0, roman <= 5 {
      if i < limit, utf8[i] == 0x41 || utf8[i] == 0x42, isBoundary(i + 1, limit) { return (i + 1, true) }
      return isBoundary(i, limit) ? (i, true) : nil
    }
    guard at < limit, (0x41...0x4D).contains(utf8[at]), isBoundary(at + 1, limit) else { return nil }
    return (at + 1, false)
  }

  /// Passes over further dossiers of one paper (`22 112 / 31 544, CK`): it carries the first one's number.
  private func joint(_ dossier: Dossier, _ limit: Int, isSure: Bool) -> (Dossier, Numbers?) {
    var result = dossier
    var i = dossier.end
    for _ in 0..<6 {
      let slash = byte(blanks(i, limit), limit) == 0x2F
      guard let next = joined(i, limit), let other = self.dossier(next, limit) else { return (dossier, nil) }
      guard slash || isSure else { return (dossier, nil) }
      let more = part(of: Dossier(value: other.value, part: nil, end: other.end), limit, isSure: isSure)
      result.isJoint = true
      result.end = more.end
      i = more.end
      if let numbers = numbers(i, limit, isSure: isSure || slash, after: more.part == nil ? result : more) {
        return (result, numbers)
      }
    }
    return (dossier, nil)
  }
}

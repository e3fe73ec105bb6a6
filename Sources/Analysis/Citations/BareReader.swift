// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Spellings without a head: digits that are a citation by their own shape or by what stands around them.
extension CitationScanner {
  /// Reads what begins with the run of digits at `at`; the end of what was found.
  mutating func bare(at: Int) -> Int? {
    let limit = limit(from: at)
    var length = 0
    while at + length < limit, length < 12, ByteText.isDigit(utf8[at + length]) { length += 1 }
    let next = byte(at + length, limit)
    switch length {
    case 4:
      if let end = document(at, limit, from: at) { return end }
      if next == 0x2F { return bareAct(at, limit) }
    case 6:
      if let end = register(at, limit) { return end }
    case 5:
      if let end = senateRegister(at, limit) { return end }
    case 8:
      if let end = series(at, limit) { return end }
      if let end = run(at, limit) { return end }
    case 9:
      if next == 0x2F, let end = docket(at, limit) { return end }
    default: break
    }
    if length == 2, next == 0x2F { if let end = bareAct(at, limit) { return end } }
    if length <= 5, next == 0x2F { if let end = bareAct(at, limit) ?? courtCase(at, limit) { return end } }
    if length <= 7, let end = annexLiteral(at, limit) { return end }
    guard length <= 5 else { return nil }
    return barePaper(at, limit)
  }

  // MARK: Papers

  private mutating func barePaper(_ at: Int, _ limit: Int) -> Int? {
    let strict = dossier(at, limit)
    guard strict ?? dossier(at, limit, loose: true) != nil else { return nil }
    let floor = floor(before: at)
    guard mayBegin(at, floor) else { return nil }
    let isWrapped = at > floor && (utf8[at - 1] == 0x28 || utf8[at - 1] == 0x5B)
    let left = introduction(before: at, floor)
    let hasCue = strict != nil && (left.start < at || hasCue(before: at, floor))
    let context: Vouch = hasCue ? .cue : isWrapped && strict != nil ? .brackets : .shape
    if let end = reversed(at, limit, floor) { return end }
    let count = found.count
    guard let end = list(at, limit, from: left.start, left.head, context: context, stopped: true) else { return nil }
    // "(36 471-64)" and the like must be shut in; a bare "12345, 6" needs a head.
    if context != .shape, left.start == at, let first = found[count...].first,
      !isShut(first.span.start, first.span.end, limit)
    {
      let plain = isPlainShape(at, limit)
      if !plain {
        found.removeSubrange(count...)
        return nil
      }
    }
    return end
  }

  /// Whether a dossier at `at` has a number by its own shape.
  private func isPlainShape(_ at: Int, _ limit: Int) -> Bool {
    var probe = self
    let count = probe.found.count
    return probe.list(at, limit, from: at, CitationHead(), context: .shape, stopped: true) != nil
      && probe.found.count > count
  }

  /// Whether a span stands between brackets, or right after a word that makes it a paper.
  private func isShut(_ from: Int, _ to: Int, _ limit: Int) -> Bool {
    let floor = floor(before: from)
    if from > floor, utf8[from - 1] == 0x28 || utf8[from - 1] == 0x5B {
      let next = byte(blanks(to, limit), limit)
      return next == 0x29 || next == 0x5D || next == 0x2C || next == 0x3B || next == 0x2F || ByteText.isLetter(next)
    }
    let before = ByteText.skipBlanksBack(utf8, from, floor)
    return rules[.cue].start(utf8, before: before, limit: floor) != nil
  }

  /// `nr. 719 (21501-08)`: the number before its dossier.
  private mutating func reversed(_ at: Int, _ limit: Int, _ floor: Int) -> Int? {
    guard at > floor, utf8[at - 1] == 0x28, let number = dossier(at, limit) else { return nil }
    var end = number.end
    var key = "\(number.value)"
    if byte(end, limit) == 0x2D || byte(end, limit) == 0x20 {
      var k = end + 1
      while k < limit, ByteText.isDigit(utf8[k]) || ByteText.isCapital(utf8[k]) { k += 1 }
      if byte(k, limit) == 0x29, k - end <= 6, k > end + 1 {
        key += "-" + string(end + 1, k)
        end = k
      }
    }
    guard byte(end, limit) == 0x29 else { return nil }
    // Back over blanks, the number, blanks, and its word.
    let digitsEnd = ByteText.skipBlanksBack(utf8, at - 1, floor)
    var digits = digitsEnd
    while digits > floor, ByteText.isDigit(utf8[digits - 1]) { digits -= 1 }
    guard digits < digitsEnd, digitsEnd - digits <= 4 else { return nil }
    let wordEnd = ByteText.skipBlanksBack(utf8, digits, floor)
    guard let start = rules[.number].start(utf8, before: wordEnd, limit: floor) else { return nil }
    append("kst-\(key)-\(string(digits, digitsEnd))", "kamerstuk", start, end + 1)
    return end + 1
  }

  /// `(34682154)`: dossier and number run together, after a word such as "motie".
  private mutating func run(_ at: Int, _ limit: Int) -> Int? {
    let floor = floor(before: at)
    guard at > floor, utf8[at - 1] == 0x28, byte(at + 8, limit) == 0x29, hasCue(before: at, floor) else { return nil }
    guard let dossier = digits(5, at, limit, loose: false), (20_000...39_999).contains(dossier.value),
      let number = digits(3, dossier.end, limit, loose: false), number.value >= 1
    else { return nil }
    append("kst-\(dossier.value)-\(number.value)", "kamerstuk", at, at + 8, repaired: true)
    return at + 8
  }

  /// Whether a word such as "motie" or "kamerstuk" stands in the sentence before `at`, near by.
  private func hasCue(before at: Int, _ floor: Int) -> Bool {
    let from = max(floor, at - 80)
    var i = at
    while i > from {
      i -= 1
      guard ByteText.isLetter(utf8[i]), i == from || !ByteText.isLetter(utf8[i - 1]) && utf8[i - 1] < 0x80 else {
        continue
      }
      if rules[.cue].end(utf8, at: i, limit: at) != nil { return true }
    }
    return false
  }

  /// Whether a dossier may begin at `at`: no letter, digit, stop, dash or sum of money before it.
  private func mayBegin(_ at: Int, _ floor: Int) -> Bool {
    guard at > floor else { return true }
    let before = utf8[at - 1]
    if ByteText.isLetter(before) || ByteText.isDigit(before) { return false }
    if before == 0x2D || before == 0x2E || before == 0x3D || before == 0x5F || before == 0x40 || before == 0x2B {
      return false
    }
    let i = ByteText.skipBlanksBack(utf8, at, floor)
    if i < at, rules[.money].start(utf8, before: i, limit: floor) != nil { return false }
    // "1 234 567": digits before a blank, unless a session year.
    if i < at, i > floor, ByteText.isDigit(utf8[i - 1]) { return sessionStart(before: i, floor) != nil }
    return true
  }

  /// Chamber, session year and a head in loose letters that stand before a dossier.
  private func introduction(before at: Int, _ floor: Int) -> (start: Int, head: CitationHead) {
    var head = CitationHead()
    var start = at
    var i = at
    for _ in 0..<6 {
      var j = ByteText.skipBlanksBack(utf8, i, floor)
      while j > floor, utf8[j - 1] == 0x2C || utf8[j - 1] == 0x2E || utf8[j - 1] == 0x3B {
        if utf8[j - 1] != 0x2C { head.repaired = head.repaired || utf8[j - 1] == 0x3B || j < i }
        j = ByteText.skipBlanksBack(utf8, j - 1, floor)
      }
      if head.session == nil, let year = sessionStart(before: j, floor) {
        head.session = year.year
        if year.spaced || !year.year.isProper { head.repaired = true }
        i = year.start
        start = i
      } else if let word = rules[.session].start(utf8, before: j, limit: floor) {
        i = word
        start = i
      } else if let word = looseHead(before: j, floor) {
        if word.spaced { head.repaired = true }
        return (word.start, head)
      } else if head.session != nil || start == at, head.chamber == nil, let chamber = chamberStart(before: j, floor),
        head.session != nil || looseHead(before: ByteText.skipBlanksBack(utf8, chamber.start, floor), floor) != nil
      {
        head.chamber = chamber.chamber
        i = chamber.start
        start = i
      } else {
        break
      }
    }
    return start < at ? (start, head) : (at, CitationHead())
  }

  /// A session year that ends right before `at`.
  private func sessionStart(before at: Int, _ floor: Int) -> (start: Int, year: CitedSession, spaced: Bool)? {
    guard at > floor, ByteText.isDigit(utf8[at - 1]) else { return nil }
    var i = at
    var best: (start: Int, year: CitedSession, spaced: Bool)?
    while i > floor, at - i < 20 {
      let byte = utf8[i - 1]
      guard ByteText.isDigit(byte) || byte == 0x20 || byte == 0x2D || byte == 0x2F || byte >= 0x80 else { break }
      i -= 1
      guard ByteText.isDigit(byte), i == floor || !ByteText.isDigit(utf8[i - 1]) else { continue }
      for loose in [false, true] {
        if let year = session(i, at, loose: loose), year.end == at {
          best = (i, year.year, year.spaced || loose)
          if !loose { return best }
        }
      }
    }
    return best
  }

  private func chamberStart(before at: Int, _ floor: Int) -> (start: Int, chamber: CitationHead.Chamber)? {
    if let start = rules[.second].start(utf8, before: at, limit: floor) { return (start, .second) }
    if let start = rules[.first].start(utf8, before: at, limit: floor) { return (start, .first) }
    return nil
  }

  /// A head whose letters bad spacing parted: "Kamers tuknummer".
  private func looseHead(before at: Int, _ floor: Int) -> (start: Int, spaced: Bool)? {
    var end = at
    if end > floor, utf8[end - 1] == 0x2E { end -= 1 }
    guard let start = rules[.loose].start(utf8, before: end, limit: floor, loose: true) else { return nil }
    return (start, rules[.loose].start(utf8, before: end, limit: floor) == nil)
  }

  // MARK: Numbers of documents, registers and dockets

  /// `2023D12345`, `2023Z12345`: a document or case of the Tweede Kamer.
  mutating func document(_ at: Int, _ limit: Int, from: Int) -> Int? {
    guard let year = digits(4, at, limit, loose: false), (1990...2099).contains(year.value) else { return nil }
    var i = year.end
    var spaced = false
    if byte(i, limit) == 0x20 {
      i += 1
      spaced = true
    }
    let letter = byte(i, limit)
    guard letter == 0x44 || letter == 0x5A else { return nil }
    i += 1
    if byte(i, limit) == 0x20 {
      i += 1
      spaced = true
    }
    guard let number = digits(5, i, limit, loose: spaced), isBoundary(number.end, limit) else { return nil }
    if spaced, number.end - i == 5, byte(year.end, limit) == 0x20, byte(year.end + 2, limit) == 0x20 { return nil }
    if at > 0 {
      let before = utf8[at - 1]
      // In an address ("?id=2022Z10845") it names a page.
      if ByteText.isLetter(before) || ByteText.isDigit(before) || before == 0x3D { return nil }
    }
    let digits = String(number.value)
    let padded = String(repeating: "0", count: 5 - digits.count) + digits
    let id = "\(year.value)" + (letter == 0x44 ? "D" : "Z") + padded
    append(id, letter == 0x44 ? "document" : "case", from, number.end, repaired: spaced || number.spaced)
    return number.end
  }

  /// `TZ202412-115`: the Tweede Kamer's register of promises. Such a number names no paper: the citation has no identifier.
  private mutating func register(_ at: Int, _ limit: Int) -> Int? {
    let floor = floor(before: at)
    var i = at
    var spaced = false
    for letter in [UInt8(ascii: "Z"), UInt8(ascii: "T")] {
      if i > floor, utf8[i - 1] == 0x20 {
        i -= 1
        spaced = true
      }
      guard i > floor, utf8[i - 1] == letter else { return nil }
      i -= 1
    }
    guard i == floor || !ByteText.isLetter(utf8[i - 1]) && !ByteText.isDigit(utf8[i - 1]) else { return nil }
    var j = at + 6
    let gap = blanks(j, limit)
    let dash = ByteText.dash(utf8, gap, limit)
    guard dash > 0 else { return nil }
    spaced = spaced || gap > j
    j = blanks(gap + dash, limit)
    spaced = spaced || j > gap + dash
    guard let number = ByteText.number(utf8, j, limit, most: 3), isBoundary(number.end, limit) else { return nil }
    append(nil, "register", i, number.end, repaired: spaced)
    return number.end
  }

  /// `T03842`: the Eerste Kamer's register of promises.
  private mutating func senateRegister(_ at: Int, _ limit: Int) -> Int? {
    guard at > 0, utf8[at] == 0x30, utf8[at - 1] == UInt8(ascii: "T"), isBoundary(at + 5, limit) else { return nil }
    guard at == 1 || !ByteText.isLetter(utf8[at - 2]) && !ByteText.isDigit(utf8[at - 2]) else { return nil }
    append(nil, "register", at - 1, at + 5)
    return at + 5
  }

  /// `202201311/1/R2`: a docket of the Raad van State.
  private mutating func docket(_ at: Int, _ limit: Int) -> Int? {
    guard utf8[at] == 0x32, utf8[at + 1] == 0x30, let part = ByteText.number(utf8, at + 10, limit, most: 2),
      byte(part.end, limit) == 0x2F,
      ByteText.isCapital(byte(part.end + 1, limit))
    else { return nil }
    var end = part.end + 2
    while end < limit, ByteText.isDigit(utf8[end]) { end += 1 }
    append(nil, "ruling", at, end)
    return end
  }

  /// `C-634/21`: a case of the Court of Justice.
  private mutating func courtCase(_ at: Int, _ limit: Int) -> Int? {
    let floor = floor(before: at, atMost: 40)
    var i = at
    if i - floor >= 3, ByteText.dash(utf8, i - 3, i) == 3 {
      i -= 3
    } else if i > floor, utf8[i - 1] == 0x2D {
      i -= 1
    } else {
      return nil
    }
    guard i > floor, utf8[i - 1] == UInt8(ascii: "C") || utf8[i - 1] == UInt8(ascii: "T") else { return nil }
    guard i - 1 == floor || !ByteText.isLetter(utf8[i - 2]) && !ByteText.isDigit(utf8[i - 2]) else { return nil }
    guard let number = ByteText.number(utf8, at, limit, most: 4),
      let year = ByteText.number(utf8, number.end + 1, limit, most: 2),
      year.end - number.end == 3, isBoundary(year.end, limit)
    else { return nil }
    append(nil, "ruling", i - 1, year.end)
    return year.end
  }

  /// `ah-tk-20232024-1028`, `h-tk-20212022-45-8`: written out as an identifier.
  private mutating func series(_ at: Int, _ limit: Int) -> Int? {
    guard at > consumed, utf8[at - 1] == 0x2D, let year = session(at, limit) else { return nil }
    for prefix in ["ah-tk-", "ah-ek-", "h-tk-", "h-ek-"] {
      let bytes = Array(prefix.utf8)
      let start = at - bytes.count
      guard start >= consumed, Letterhead.fold(utf8[start..<at]) == bytes else { continue }
      guard start == 0 || !ByteText.isLetter(utf8[start - 1]) else { continue }
      var end = year.end
      var parts: [String] = []
      while byte(end, limit) == 0x2D, let number = ByteText.number(utf8, end + 1, limit, most: 5) {
        parts.append("\(number.value)")
        end = number.end
      }
      guard !parts.isEmpty, parts.count <= 2 else { return nil }
      let id = prefix + year.year.key + "-" + parts.joined(separator: "-")
      append(id, CitationAddress.kind(of: id), start, end)
      return end
    }
    return nil
  }

  /// `blg-929506`.
  private mutating func annexLiteral(_ at: Int, _ limit: Int) -> Int? {
    guard at > consumed, utf8[at - 1] == 0x2D else { return nil }
    let bytes = Array("blg-".utf8)
    let start = at - bytes.count
    guard start >= consumed, Letterhead.fold(utf8[start..<at]) == bytes,
      let run = ByteText.number(utf8, at, limit, most: 7)
    else { return nil }
    append("blg-\(run.value)", "document", start, run.end)
    return run.end
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// The proceedings of both chambers and their appendix of questions and answers.
extension CitationScanner {
  /// Where the word for the appendix ends, if it stands at `at`.
  func appendixHead(_ at: Int, _ limit: Int) -> Int? {
    for head in rules.heads where head.series == .aanhangsel {
      if let end = literal(head.word, at, limit) { return end }
    }
    return nil
  }

  private func proceedingsHead(_ at: Int, _ limit: Int) -> Int? {
    for head in rules.heads where head.series == .handelingen {
      if let end = literal(head.word, at, limit) { return end }
    }
    return nil
  }

  private func literal(_ word: String, _ at: Int, _ limit: Int) -> Int? {
    var i = at
    for byte in word.utf8 {
      guard i < limit, utf8[i] | 0x20 == byte | 0x20 else { return nil }
      i += 1
    }
    return isBoundary(i, limit) ? i : nil
  }

  /// Skips commas, stops and blanks.
  private func separators(_ at: Int, _ limit: Int) -> Int {
    var i = blanks(at, limit)
    while byte(i, limit) == 0x2C || byte(i, limit) == 0x3A || byte(i, limit) == 0x28 || byte(i, limit) == 0x3B
      || byte(i, limit) == 0x2E
    {
      i = blanks(i + 1, limit)
    }
    return i
  }

  /// Reads chamber, session year and filling words; `true` where a word for the appendix was among them.
  private func preamble(_ at: Int, _ limit: Int, _ head: inout CitationHead) -> (end: Int, isAppendix: Bool) {
    var i = separators(at, limit)
    var isAppendix = false
    for _ in 0..<10 where i < limit {
      let next: Int
      if let year = session(i, limit) ?? session(i, limit, loose: true) {
        head.session = year.year
        head.repaired = head.repaired || year.spaced || !year.year.isProper
        next = year.end
      } else if ByteText.isDigit(utf8[i]) {
        break
      } else if let end = appendixHead(i, limit) {
        isAppendix = true
        next = end
      } else if let end = proceedingsHead(i, limit) {
        next = end
      } else if let end = chamber(i, limit, &head) {
        next = end
      } else if let end = rules[.session].end(utf8, at: i, limit: limit) {
        next = end
      } else if let end = rules[.filler].end(utf8, at: i, limit: limit) {
        next = end
      } else {
        break
      }
      i = separators(next, limit)
    }
    return (i, isAppendix)
  }

  /// `Aanhangsel Handelingen II 2022/23, nr. 3649`: the end of what was read.
  mutating func appendix(_ at: Int, from: Int, _ given: CitationHead) -> Int? {
    let limit = limit(from: at)
    var head = given
    let (start, _) = preamble(at, limit, &head)
    var i = start
    var plural = false
    let word = numberWord(i, limit)
    if let word {
      i = blanks(word.end, limit)
      plural = word.isPlural
    }
    guard let first = ByteText.number(utf8, i, limit, most: 5), first.value > 0, isBoundary(first.end, limit),
      !isDate(first.end, limit)
    else { return nil }
    if head.session == nil { sessionBefore(from, &head) }
    guard let session = head.session else { return nil }
    var numbers = Numbers(
      values: ["\(first.value)"],
      end: first.end,
      tie: .word,
      repaired: head.repaired || word == nil
    )
    extend(&numbers, limit, isPlural: plural)
    let prefix = head.chamber == .first ? "ah-ek-" : "ah-tk-"
    for value in numbers.values {
      append(prefix + session.key + "-" + value, "aanhangsel", from, numbers.end, repaired: numbers.repaired)
    }
    return numbers.end
  }

  /// Chamber and session year right before a head: `Tweede Kamer, vergaderjaar 2019–2020, Aanhangsel, nr. 1234`.
  private func sessionBefore(_ at: Int, _ head: inout CitationHead) {
    let floor = floor(before: at, atMost: 56)
    var i = floor
    while i < at {
      if i == floor || !ByteText.isLetter(utf8[i - 1]) && !ByteText.isDigit(utf8[i - 1]) {
        if ByteText.isDigit(utf8[i]), let year = session(i, at), at - year.end <= 4 { head.session = year.year }
        if ByteText.isCapital(utf8[i]), let end = chamber(i, at, &head) { i = end - 1 }
      }
      i += 1
    }
  }

  /// `Handelingen II 2021/22, nr. 45, item 8`: the end of what was read.
  ///
  /// Identifiers changed with the years: to 2008-2009 they hold pages, in the two sessions after it the meeting and the first page
  /// (items from January 2011), since then the meeting and the item.
  mutating func proceedings(_ at: Int, from: Int, _ given: CitationHead) -> Int? {
    let limit = limit(from: at)
    var head = given
    let (start, isAppendix) = preamble(at, limit, &head)
    if isAppendix { return appendix(start, from: from, head) }
    guard let session = head.session else { return nil }
    var i = start
    let word = numberWord(i, limit)
    if let word { i = blanks(word.end, limit) }
    var meeting: Int?
    var end = i
    if let number = ByteText.number(utf8, i, limit, most: 3), isBoundary(number.end, limit), !isDate(number.end, limit)
    {
      meeting = number.value
      end = number.end
    }
    var items: [Int] = []
    let dash = ByteText.dash(utf8, end, limit)
    if meeting != nil, dash > 0, let item = ByteText.number(utf8, end + dash, limit, most: 4),
      isBoundary(item.end, limit)
    {
      items = [item.value]
      end = item.end
    }
    var next = separators(end, limit)
    if let itemWord = rules[.item].end(utf8, at: next, limit: limit) {
      let from = blanks(itemWord, limit)
      let number = numberWord(from, limit).map { blanks($0.end, limit) } ?? from
      if let first = ByteText.number(utf8, number, limit, most: 3) {
        var list = Numbers(values: ["\(first.value)"], end: first.end, tie: .word)
        if otherMeeting(list.end, limit) == nil { extend(&list, limit, isPlural: itemWord - next > 4) }
        items = list.values.compactMap { Int($0) }
        end = list.end
        next = separators(end, limit)
        let over = ByteText.dash(utf8, next, limit)
        if over > 0 { next = blanks(next + over, limit) }
      }
    }
    let pages = pages(next, limit)
    if let pages { end = pages.end }
    guard meeting != nil || pages != nil else { return nil }
    let prefix = (head.chamber ?? (isToSenate ? .first : .second)) == .first ? "h-ek-" : "h-tk-"
    let key = prefix + session.key
    var ids: [String?] = []
    if let meeting, !items.isEmpty {
      ids = items.map { "\(key)-\(meeting)-\($0)" }
    } else if session.first < 2009, let pages {
      ids = [pages.last.map { "\(key)-\(pages.first)-\($0)" }]
    } else if session.first < 2011, let pages, let meeting {
      ids = ["\(key)-\(meeting)-\(pages.first)"]
    } else {
      ids = [nil]
    }
    while meeting != nil, !items.isEmpty, let other = otherMeeting(end, limit) {
      ids.append("\(key)-\(other.meeting)-\(other.item)")
      end = other.end
    }
    for id in ids { append(id, "handelingen", from, end, repaired: head.repaired) }
    return end
  }

  /// `en nr. 50, item 3` behind an item: one more meeting of the same session.
  private func otherMeeting(_ at: Int, _ limit: Int) -> (meeting: Int, item: Int, end: Int)? {
    guard let next = joined(at, limit), let word = numberWord(next, limit),
      let meeting = ByteText.number(utf8, blanks(word.end, limit), limit, most: 3),
      let itemWord = rules[.item].end(utf8, at: separators(meeting.end, limit), limit: limit),
      let item = ByteText.number(utf8, blanks(itemWord, limit), limit, most: 3), isBoundary(item.end, limit)
    else { return nil }
    return (meeting.value, item.value, item.end)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Finds the closing formula and the signatures, stacked or side by side, and where an annex begins after them.
struct SignatoryReader {
  var pack: LanguagePack
  var layout: LaidOutDocument

  /// Lines a signature block may take: three signatories with room to sign.
  let longest = 26

  var letterhead: Letterhead { pack.letterhead }

  func callAsFunction(_ frame: inout LetterFrame) {
    var isOutside = [Bool](repeating: false, count: layout.lines.count)
    for index in frame.head { isOutside[index] = true }
    if let salutation = frame.salutation { isOutside[salutation] = true }
    let body = layout.lines.indices.filter { layout.lines[$0].zone == .body && !isOutside[$0] }
    guard !body.isEmpty else { return }
    guard let start = start(body) else {
      movers(body, &frame)
      return
    }
    var block = [PrintedLine(body[start], layout)]
    let hasFormula = letterhead.begins(block[0].folded, with: .closings)
    for at in body.indices[(start + 1)...].prefix(longest - 1) {
      let line = PrintedLine(body[at], layout)
      if letterhead.begins(line.folded, with: .annex) { break }
      if line.line.page != block[0].line.page, !belongs(body, at, hasFormula) { break }
      block.append(line)
    }
    let (found, used) = signatories(hasFormula ? Array(block.dropFirst()) : block)
    guard !found.isEmpty || hasFormula else { return }
    let length = min(block.count, used + (hasFormula ? 1 : 0))
    if frame.metadata.signatories.isEmpty { frame.metadata.signatories = found }
    frame.signature = Array(body[(start - (isHeadedJointly(body, start) ? 1 : 0))..<(start + length)])
    if start + length < body.count { frame.annexFrom = body[start + length] }
  }

  /// Whether the line above the block names for whom the signatories sign too: one whose name is not printed.
  private func isHeadedJointly(_ body: [Int], _ start: Int) -> Bool {
    guard start > 0, opensApart(body, start - 1) else { return false }
    let above = PrintedLine(body[start - 1], layout)
    return above.text.last == UInt8(ascii: ",") && isJointly(above.folded, goesOn: true)
  }

  /// The names of movers under a motion: at a paper's end, each on a short line of its own below the last sentence.
  private func movers(_ body: [Int], _ frame: inout LetterFrame) {
    guard frame.metadata.number != nil, frame.metadata.signatories.isEmpty else { return }
    var start = body.count
    while start > 0, body.count - start < longest {
      let line = PrintedLine(body[start - 1], layout)
      let column = layout.column(of: line.line)
      guard isName(line), line.line.spacedWordCount <= 5,
        line.line.x1 < column.left + (column.right - column.left) * 0.6
      else {
        break
      }
      start -= 1
    }
    guard start > 0, start < body.count, PrintedLine(body[start - 1], layout).text.last == UInt8(ascii: ".") else {
      return
    }
    frame.signature = Array(body[start...])
    frame.metadata.signatories = frame.signature.map {
      Signatory(office: nil, name: String(decoding: PrintedLine($0, layout).text, as: UTF8.self))
    }
  }

  /// On the page after the formula only offices and names go on with the block; without a formula only an office right below a name.
  private func belongs(_ body: [Int], _ at: Int, _ hasFormula: Bool) -> Bool {
    let line = PrintedLine(body[at], layout)
    guard line.text.count < 70, line.line.spacedWordCount <= 9 else { return false }
    if hasFormula { return true }
    func heads(_ name: Int) -> Bool {
      name >= 0 && name + 1 < body.count && isName(PrintedLine(body[name], layout))
        && letterhead.namesOffice(PrintedLine(body[name + 1], layout).folded) && !opensApart(body, name + 1)
    }
    return heads(at) || heads(at - 1)
  }

  /// A short line that begins with a capital or an initial and ends in no stop.
  func isName(_ line: PrintedLine) -> Bool {
    guard line.text.count >= 3, line.text.count < 50, line.line.spacedWordCount <= 8, let last = line.text.last,
      ![UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "?")].contains(last),
      !letterhead.namesSigner(line.folded)
    else { return false }
    let capitals = line.text.indices.count {
      (0x41...0x5A).contains(line.text[$0])
        && ($0 == 0 || line.text[$0 - 1] == 0x20 || line.text[$0 - 1] == UInt8(ascii: ".")
          || line.text[$0 - 1] == UInt8(ascii: "-"))
    }
    return capitals >= 1 && !line.text.contains { (0x30...0x39).contains($0) }
  }

  private struct Entry {
    var text: [UInt8]
    var folded: [UInt8]
    var y1: Float
    var line: Int
    var role = Role.other
  }

  /// What a line names: an office, one for whom others sign too, or something else.
  private enum Role { case office, jointly, other }

  /// Reads offices and names; `used` is how many of the lines they take.
  private func signatories(_ lines: [PrintedLine]) -> (found: [Signatory], used: Int) {
    var columns: [(x0: Float, entries: [Entry])] = []
    let starts = lines.flatMap { line in line.pieces(layout).dropFirst().map(\.x0) }
    for (at, line) in lines.enumerated() {
      for piece in line.pieces(layout, starts: starts) {
        // "(w.g.)" says that somebody signed, not who.
        let text = withoutMark(piece.text)
        if text.isEmpty { continue }
        let entry = Entry(text: text, folded: Letterhead.fold(text), y1: line.line.y1, line: at)
        // Behind the mark the name may stand in the column of its office, or the mark does.
        var x0 = piece.x0
        if text.count < piece.text.count,
          let named = layout.words(of: line.line).first(where: { $0.x0 > piece.x0 + 1 })?.x0,
          lines.contains(where: { abs($0.line.x0 - named) < 12 })
        {
          x0 = named
        }
        if let k = columns.firstIndex(where: { abs($0.x0 - x0) < 12 }) {
          columns[k].entries.append(entry)
        } else {
          columns.append((x0, [entry]))
        }
      }
    }
    columns.sort { $0.x0 < $1.x0 }
    for k in columns.indices {
      leaveOutBrokenLeads(&columns[k].entries)
      for at in columns[k].entries.indices {
        let folded = columns[k].entries[at].folded
        let goesOn = at + 1 < columns[k].entries.count && isRightBelow(columns[k].entries, at + 1)
        columns[k].entries[at].role =
          letterhead.namesOffice(folded) ? .office : isJointly(folded, goesOn: goesOn) ? .jointly : .other
      }
    }
    var found: [(signatory: Signatory, column: Int, line: Int)] = []
    var used = 0
    for (k, column) in columns.enumerated() {
      for (signatory, last) in read(column.entries) {
        found.append((signatory, k, last))
        used = max(used, last + 1)
      }
    }
    if found.isEmpty {
      // A formula and a bare name.
      if let first = lines.first, isName(first) { return ([Signatory(office: nil, name: clean(first.text))], 1) }
      return ([], 0)
    }
    // For whom they sign too may stand below them, without a name.
    var below = false
    while used < lines.count {
      let isNear = used + 1 < lines.count && lines[used + 1].line.y1 - lines[used].line.y1 < layout.pitch * 1.3
      if !isJointly(lines[used].folded, goesOn: isNear), !below || !goesOnWithOffice(lines[used].text) { break }
      below = isNear
      used += 1
    }
    // Stacked signatories come in order of lines; those side by side in order of columns.
    return (found.map(\.signatory), used)
  }

  /// Leaves out of an office whose last line names at its end for whom its holder signs too (`…, mede namens de`) those words and the office on
  /// the next line, which is no signatory's own.
  private func leaveOutBrokenLeads(_ entries: inout [Entry]) {
    var at = 0
    while at + 1 < entries.count {
      defer { at += 1 }
      let folded = entries[at].folded
      guard isRightBelow(entries, at + 1), letterhead.begins(entries[at + 1].folded, with: .offices),
        let lead = brokenLead(folded)
      else { continue }
      entries[at].text.removeLast(folded.count - lead)
      entries[at].folded.removeLast(folded.count - lead)
      entries.remove(at: at + 1)
    }
  }

  /// Where folded text that ends in a lead and its determiner, and does not begin with it, comes to them.
  private func brokenLead(_ folded: [UInt8]) -> Int? {
    for determiner in letterhead[.determiners] where ends(folded[...], in: determiner) {
      let head = folded.dropLast(determiner.count + 1)
      for lead in letterhead[.jointly] where head.count > lead.count + 1 && ends(head, in: lead) {
        return head.count - lead.count - 1
      }
    }
    return nil
  }

  private func ends(_ folded: ArraySlice<UInt8>, in words: [UInt8]) -> Bool {
    folded.suffix(words.count + 1).elementsEqual([0x20] + words)
  }

  /// One column: each office with the name below it, or above it where the column begins with a name.
  private func read(_ entries: [Entry]) -> [(Signatory, Int)] {
    var result: [(Signatory, Int)] = []
    guard let first = entries.first else { return [] }
    let nameFirst = first.role == .other
    var isTight = false  // names stand right below their offices
    var k = 0
    while k < entries.count {
      if entries[k].role == .other {
        k += 1
        continue
      }
      // One for whom the next or the last one signs too has no name here, unless there is room to sign above it.
      if !nameFirst, entries[k].role == .jointly {
        let at = k
        let end = endOfJointly(entries, at, isTight)
        k = end
        guard end < entries.count, entries[end].role == .other,
          entries[end].y1 - entries[end - 1].y1 > layout.pitch * 1.6 || isRightBelow(entries, end)
        else { continue }
        result.append((Signatory(office: title(entries[at..<end]), name: clean(entries[end].text)), entries[end].line))
        k = end + 1
        continue
      }
      var office = [entries[k]]
      var j = k + 1
      // The office goes on below until a gap, or until only the name is left; a second one right below is held by the same person.
      while j < entries.count, entries[j].role == .other || holdsBoth(entries, j, nameFirst) {
        let gap = entries[j].y1 - entries[j - 1].y1 > layout.pitch * 1.6
        if gap { break }
        if entries[j].role == .jointly {
          let end = endOfJointly(entries, j, isTight)
          // The last line is the name where none comes after the room to sign.
          let isNamed = end < entries.count && entries[end].role == .other
          j = isNamed || end == j + 1 ? end : end - 1
          continue
        }
        if entries[j].role == .office {
          office.append(entries[j])
          j += 1
          continue
        }
        if nameFirst {
          if j + 1 < entries.count, entries[j + 1].role != .other { break }
        } else if entries[j - 1].text.last == UInt8(ascii: ","), startsName(entries, j) {
          break
        }
        office.append(entries[j])
        j += 1
      }
      if nameFirst {
        if k > 0, entries[k - 1].role == .other {
          result.append(
            (
              Signatory(office: title(office[...]), name: clean(entries[k - 1].text)),
              j - 1 < entries.count ? entries[j - 1].line : entries[k].line
            )
          )
        }
        k = j
        continue
      }
      if j < entries.count, entries[j].role == .other {
        result.append((Signatory(office: title(office[...]), name: clean(entries[j].text)), entries[j].line))
        isTight = isRightBelow(entries, j)
        k = j + 1
      } else if office.count > 1, let last = office.last {
        result.append((Signatory(office: title(office.dropLast()), name: clean(last.text)), last.line))
        k = j
      } else {
        k = j
      }
    }
    return result
  }

  /// Whether an office stands right below another that ends in a comma, and no name between them: `De minister-president, / minister van …`.
  private func holdsBoth(_ entries: [Entry], _ at: Int, _ nameFirst: Bool) -> Bool {
    !nameFirst && entries[at - 1].role != .other && entries[at - 1].text.last == UInt8(ascii: ",")
      && isRightBelow(entries, at)
  }

  /// Where the office of one for whom others sign too ends: lines right below go on with it.
  private func endOfJointly(_ entries: [Entry], _ at: Int, _ isTight: Bool) -> Int {
    var end = at + 1
    while end < entries.count, entries[end].role == .other, isRightBelow(entries, end),
      goesOnWithOffice(entries[end].text), !isTight || joinsWords(entries[end])
    {
      end += 1
    }
    return end
  }

  /// Whether a line may be more of an office and has no initials.
  private func goesOnWithOffice(_ text: [UInt8]) -> Bool { text.count < 60 && !text.contains(UInt8(ascii: ".")) }

  /// An office of several lines.
  private func title(_ lines: ArraySlice<Entry>) -> String {
    clean(lines.reduce(into: []) { $0 += ($0.isEmpty ? [] : [0x20]) + $1.text })
  }

  private func isRightBelow(_ entries: [Entry], _ at: Int) -> Bool {
    entries[at].y1 - entries[at - 1].y1 < layout.pitch * 1.3
  }

  /// Whether a line names the office of one for whom others sign too. A long one without a comma that goes on below is a sentence.
  private func isJointly(_ folded: [UInt8], goesOn: Bool) -> Bool {
    letterhead.namesSigner(folded) && !letterhead.namesOffice(folded)
      && (folded.count < 60 || folded.last == UInt8(ascii: ",") || !goesOn)
  }

  /// After an office that ends in a comma: is this the name, or does a further line of the office come first?
  private func startsName(_ entries: [Entry], _ at: Int) -> Bool {
    let next = at + 1 < entries.count ? entries[at + 1] : nil
    // With a comma of its own it is more of the office, unless nothing follows.
    if entries[at].text.last == UInt8(ascii: ",") { return false }
    guard let next else { return true }
    // No name has an "and": the office goes on over the room left to sign.
    if joinsWords(entries[at]), next.role == .other { return false }
    return next.role != .other || next.y1 - entries[at].y1 > layout.pitch * 1.6
      || entries[at].text.contains(UInt8(ascii: "."))
      || next.text.last != UInt8(ascii: ",")
  }

  /// Whether a line holds a conjunction as a word of its own.
  private func joinsWords(_ entry: Entry) -> Bool {
    entry.folded.split(separator: 0x20).contains { word in letterhead[.leftOut].contains { word.elementsEqual($0) } }
  }

  private func withoutJointly(_ text: [UInt8]) -> [UInt8] {
    guard let lead = letterhead.prefix(of: Letterhead.fold(text), in: .jointly) else { return text }
    return Array(PrintedLine.trimmed(text.dropFirst(lead.count)))
  }

  private func withoutMark(_ text: [UInt8]) -> [UInt8] {
    guard let mark = letterhead.prefix(of: Letterhead.fold(text), in: .signed) else { return text }
    return Array(PrintedLine.trimmed(text.dropFirst(mark.count)))
  }

  private func clean(_ text: [UInt8]) -> String {
    var slice = PrintedLine.trimmed(withoutJointly(withoutMark(text))[...])
    while let last = slice.last, last == UInt8(ascii: ",") || last == 0x20 { slice = slice.dropLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}

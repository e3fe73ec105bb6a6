// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Reads the head of a parliamentary paper: dossiers with their titles, number, title, place and date.
struct PaperHeadReader {
  var pack: LanguagePack
  var layout: LaidOutDocument

  private var letterhead: Letterhead { pack.letterhead }

  private struct Row {
    var lines: [PrintedLine]
    var text: [UInt8]
    var folded: [UInt8]
    var y1: Float { lines[0].line.y1 }
  }

  /// Reads the head into `frame`; `false` where the page is no parliamentary paper: then nothing is touched.
  func callAsFunction(_ body: [PrintedLine], _ margin: [PrintedLine], _ frame: inout LetterFrame) -> Bool {
    guard mayBePaper([body, margin].joined()) else { return false }
    let rows = rows(body + margin)
    guard let numberAt = rows.firstIndex(where: { paperNumber($0) != nil }), numberAt > 0, numberAt < 40,
      let dossierAt = rows[..<numberAt].firstIndex(where: { dossier($0) != nil })
    else { return false }
    var metadata = Metadata()
    for row in rows[..<dossierAt] {
      if let word = letterhead.prefix(of: row.folded, in: .sessionYear), metadata.sessionYear == nil {
        metadata.sessionYear = SessionYear.read(row.text, from: word.count)
      }
      if letterhead.begins(row.folded, with: .secondChamber) { metadata.chamber = .tweedeKamer }
      if letterhead.begins(row.folded, with: .firstChamber) { metadata.chamber = .eersteKamer }
    }
    var titles: [[UInt8]] = []
    for row in rows[dossierAt..<numberAt] {
      if let (number, rest) = dossier(row) {
        metadata.dossiers.append(number)
        titles.append(Array(PrintedLine.trimmed(row.text[rest...])))
      } else if let last = titles.indices.last {
        titles[last] = join(titles[last], row.text)
      }
    }
    let (number, rest) = paperNumber(rows[numberAt]) ?? ("", 0)
    metadata.number = number
    var title = Array(PrintedLine.trimmed(rows[numberAt].text[rest...]))
    var end = numberAt + 1
    let dates = DateScanner(pack.lexicon)
    let reader = LetterheadReader(pack: pack, layout: layout)
    // The title goes on until the addressee, the place and date, or a gap after it.
    while end < rows.count, rows[end].y1 - rows[end - 1].y1 < 1.5 * rows[end].lines[0].line.size,
      !letterhead.begins(rows[end].folded, with: .addressee),
      rows[end].lines[0].line.style == rows[numberAt].lines.last?.line.style
    {
      title = join(title, rows[end].text)
      end += 1
    }
    let head = rows[..<min(rows.count, end + 12)]
    if let place = head.indices.first(where: { $0 >= end && head[$0].lines.contains { reader.placeAndDate($0) != nil } }
    ) {
      metadata.date = head[place].lines.compactMap { reader.placeAndDate($0) }.first
      metadata.dateBasis = .letterhead
      end = place + 1
    } else {
      while end < rows.count, letterhead.begins(rows[end].folded, with: .addressee) { end += 1 }
      // "Voorgesteld 6 juli 2021" right below the title.
      if end < rows.count, rows[end].text.count < 60,
        let found = dates.first(rows[end].text, in: 0..<rows[end].text.count),
        found.span.end >= rows[end].text.count - 1
      {
        metadata.date = found.day
        metadata.dateBasis = .letterhead
        end += 1
      }
    }
    metadata.kind = TitleReader(letterhead).kind(title: Letterhead.fold(title))
    metadata.subject = TitleReader(letterhead).subject(title: title, dossier: titles.first ?? [])
    for row in rows[..<end] where letterhead.begins(row.folded, with: .addressee) {
      if letterhead[.firstChamber].contains(where: { row.folded.contains($0) }) { metadata.chamber = .eersteKamer }
      if letterhead[.secondChamber].contains(where: { row.folded.contains($0) }) { metadata.chamber = .tweedeKamer }
    }
    frame.metadata = metadata
    frame.head = rows[..<end].flatMap { $0.lines.filter { $0.line.zone == .body }.map(\.index) }
    return true
  }

  private func join(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
    if a.isEmpty { return b }
    if a.last == UInt8(ascii: "-"), let first = b.first, (0x61...0x7A).contains(first), a.dropLast().last != 0x20 {
      return a.dropLast() + b
    }
    return a + [0x20] + b
  }

  /// Whether any line can open the row of a dossier, and any the row of a number: most letters are told from papers by this alone.
  private func mayBePaper(_ lines: FlattenSequence<[[PrintedLine]]>) -> Bool {
    guard lines.contains(where: { mayOpenDossier($0.text) }) else { return false }
    let initials = letterhead[.paperNumber].compactMap(\.first)
    return lines.contains { line in
      if let first = line.folded.first, initials.contains(first) { return true }
      let letters = line.text.prefix { (0x41...0x5A).contains($0) }.count
      return (1...2).contains(letters) && (line.text.count == letters || line.text[letters] == 0x20)
    }
  }

  /// Whether text begins with five digits, of which a blank may part the first two, or ends before the fifth.
  private func mayOpenDossier(_ text: [UInt8]) -> Bool {
    var digits = 0
    for byte in text {
      if (0x30...0x39).contains(byte) { digits += 1 } else if byte != 0x20 || digits != 2 { return false }
      if digits == 5 { return true }
    }
    return digits >= 2
  }

  private func rows(_ lines: [PrintedLine]) -> [Row] {
    let order = lines.indices.sorted {
      (lines[$0].line.middle, lines[$0].line.x0) < (lines[$1].line.middle, lines[$1].line.x0)
    }
    var rows: [Row] = []
    rows.reserveCapacity(order.count)
    var start = 0
    while start < order.count {
      let first = lines[order[start]].line
      var end = start + 1
      while end < order.count,
        abs(first.middle - lines[order[end]].line.middle) < 0.35 * max(first.size, lines[order[end]].line.size)
      {
        end += 1
      }
      rows.append(row(order[start..<end].map { lines[$0] }))
      start = end
    }
    return rows
  }

  private func row(_ lines: [PrintedLine]) -> Row {
    // Most rows are a line.
    if lines.count == 1 { return Row(lines: lines, text: lines[0].text, folded: lines[0].folded) }
    let sorted = lines.sorted { $0.line.x0 < $1.line.x0 }
    var text: [UInt8] = []
    for line in sorted { text += (text.isEmpty ? [] : [0x20]) + line.text }
    return Row(lines: sorted, text: text, folded: Letterhead.fold(text))
  }

  /// `Nr. 143`, `Nr. AI`: the number and where the title begins.
  private func paperNumber(_ row: Row) -> (String, Int)? {
    guard let word = letterhead.prefix(of: row.folded, in: .paperNumber) else { return letterNumber(row) }
    var i = word.count
    while i < row.text.count, row.text[i] == 0x20 { i += 1 }
    let start = i
    while i < row.text.count, row.text[i] != 0x20, i - start < 6 { i += 1 }
    guard i > start else { return nil }
    var number = Array(row.text[start..<i])
    // The number may be glued to a title that was set apart: "143BRIEF".
    if let letter = number.firstIndex(where: { !(0x30...0x39).contains($0) }), letter > 0 {
      number = Array(number[..<letter])
      i = start + letter
    }
    let valid = number.allSatisfy { (0x30...0x39).contains($0) } || number.allSatisfy { (0x41...0x5A).contains($0) }
    return valid ? (String(decoding: number, as: UTF8.self), i) : nil
  }

  /// Papers of the Eerste Kamer bear one or two letters, set apart from a title in capitals: `AI  VERSLAG VAN …`.
  private func letterNumber(_ row: Row) -> (String, Int)? {
    let letters = row.text.prefix { (0x41...0x5A).contains($0) }
    guard (1...2).contains(letters.count), row.text.count > letters.count + 4, row.text[letters.count] == 0x20 else {
      return nil
    }
    let title = row.text[(letters.count + 1)...]
    guard title.prefix(4).allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x20 }) else { return nil }
    let apart = row.lines.count > 1 || row.lines[0].pieces(layout).count > 1
    return apart ? (String(decoding: letters, as: UTF8.self), letters.count) : nil
  }

  /// `32 545`, `36 600 XIV`, `21 501-32`: the dossier's identifier and where its title begins.
  private func dossier(_ row: Row) -> (String, Int)? {
    let text = row.text
    var i = 0
    var digits: [UInt8] = []
    while i < text.count, digits.count < 5, (0x30...0x39).contains(text[i]) || (text[i] == 0x20 && digits.count == 2) {
      if text[i] != 0x20 { digits.append(text[i]) }
      i += 1
    }
    guard digits.count == 5, i == text.count || !(0x30...0x39).contains(text[i]) else { return nil }
    var name = digits
    // A chapter in Roman capitals, a fund's letter (`33 400 J`) or a sub-dossier in digits.
    var j = i
    if j < text.count, text[j] == 0x2D || text[j] == 0x20 {
      let hyphen = text[j] == 0x2D
      j += 1
      let start = j
      while j < text.count,
        [0x49, 0x56, 0x58, 0x4C, 0x43].contains(text[j]) || (hyphen && (0x30...0x39).contains(text[j]))
      { j += 1 }
      if j == start, j < text.count, (0x41...0x4D).contains(text[j]) { j += 1 }
      if j > start, j == text.count || text[j] == 0x20 {
        name += [0x2D] + text[start..<j]
        i = j
      }
    }
    return (String(decoding: name, as: UTF8.self), i)
  }
}

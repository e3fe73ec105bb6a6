// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Reads the first page: kind, date, subject, references, dossiers, sender, chamber, and where the text begins.
struct LetterheadReader {
  var pack: LanguagePack
  var layout: LaidOutDocument

  private var letterhead: Letterhead { pack.letterhead }
  private var dates: DateScanner { DateScanner(pack.lexicon) }

  func callAsFunction() -> LetterFrame {
    var body: [PrintedLine] = []
    var margin: [PrintedLine] = []
    for index in layout.lines.indices where layout.lines[index].page == 0 {
      switch layout.lines[index].zone {
      case .body: body.append(PrintedLine(index, layout))
      case .margin: margin.append(PrintedLine(index, layout))
      default: break
      }
    }
    var frame = LetterFrame()
    if body.contains(where: {
      letterhead.begins($0.folded, with: .answersBanner)
        || letterhead.begins($0.folded, with: .questionsTitle) && $0.index == body.first?.index
    }) {
      AnswerHeadReader(pack: pack, layout: layout)(body, margin, &frame)
    } else if PaperHeadReader(pack: pack, layout: layout)(body, margin, &frame) {
      // The head of a parliamentary paper was read.
    } else {
      readLetter(body, margin, &frame)
    }
    readMargin(margin, &frame.metadata)
    readChamber(body, &frame.metadata)
    return frame
  }

  // MARK: A ministry's letter

  private func readLetter(_ body: [PrintedLine], _ margin: [PrintedLine], _ frame: inout LetterFrame) {
    var end = 0  // lines of `body` that belong to the letterhead
    var k = 0
    let salutation = body.firstIndex { letterhead.begins($0.folded, with: .salutations) && $0.text.count < 80 }
    let limit = salutation ?? body.count
    while k < limit {
      if let used = readLabelRow(body, k, limit, &frame.metadata) {
        k += used
        end = max(end, k)
        continue
      }
      guard let (label, count) = letterhead.label(of: body[k].folded), isLabel(body[k], count), !goesOn(body, k) else {
        k += 1
        continue
      }
      var value = body[k].text(from: count)
      var last = k
      let valueLeft = valueLeft(body[k], after: count)
      if label == .subject || value.isEmpty {
        // The value goes on below, under itself, up to the next label or a gap.
        while last + 1 < limit {
          let next = body[last + 1]
          let distance = next.line.y1 - body[last].line.y1
          if letterhead.label(of: next.folded).map({ isLabel(next, $0.count) }) ?? false { break }
          if distance > 1.75 * max(next.line.size, body[k].line.size) { break }
          if !value.isEmpty, next.line.x0 < valueLeft - 12 { break }
          append(next, to: &value)
          last += 1
        }
      }
      store(label, value, &frame.metadata)
      if label == .date || label == .subject || end > 0 || k > 0 { end = max(end, last + 1) }
      k = last + 1
    }
    if let salutation {
      frame.salutation = body[salutation].index
      end = max(end, salutation)
    }
    if end == 0 {
      // No labels and no salutation: the addressee and a line of place and date may still stand above the text.
      if let place = body.firstIndex(where: { placeAndDate($0) != nil }), place < 25 { end = place + 1 }
    }
    if frame.metadata.date == nil {
      for line in body.prefix(max(end, 0)) {
        if let date = placeAndDate(line) {
          frame.metadata.date = date
          frame.metadata.dateBasis = .letterhead
          break
        }
      }
    }
    frame.head = body.prefix(end).map(\.index).filter { $0 != frame.salutation }
    if end > 0 { frame.metadata.kind = .kamerbrief }
  }

  /// Older letterheads set two or three labels side by side and their values below them; returns how many lines that takes.
  private func readLabelRow(_ body: [PrintedLine], _ at: Int, _ limit: Int, _ metadata: inout Metadata) -> Int? {
    guard body[at].isParted(layout) else { return nil }
    let heads = body[at].pieces(layout)
    var labels: [Letterhead.Label] = []
    for head in heads {
      guard let (label, count) = letterhead.label(of: Letterhead.fold(head.text)), count == head.text.count else {
        return nil
      }
      labels.append(label)
    }
    var values = [String](repeating: "", count: heads.count)
    var k = at + 1
    while k < limit, body[k].line.y1 - body[k - 1].line.y1 < 1.9 * body[k].line.size, k - at <= 3,
      letterhead.label(of: body[k].folded) == nil
    {
      for piece in body[k].pieces(layout) {
        guard let column = heads.lastIndex(where: { $0.x0 <= piece.x0 + 6 }) else { continue }
        values[column] += (values[column].isEmpty ? "" : " ") + String(decoding: piece.text, as: UTF8.self)
      }
      k += 1
    }
    for (label, value) in zip(labels, values) { store(label, value, &metadata) }
    return k - at
  }

  /// A label is set apart from its value, ends in a colon, or stands alone: a sentence may begin with the same word.
  private func isLabel(_ line: PrintedLine, _ count: Int) -> Bool {
    if line.folded.count == count || line.folded[count - 1] == UInt8(ascii: ":") { return true }
    return valueLeft(line, after: count) - labelRight(line, count) > 0.9 * line.line.size || line.line.words.count <= 5
  }

  /// Whether a line that begins in small letters goes on with a full line right above it: text that names a letter by its `kenmerk`.
  private func goesOn(_ body: [PrintedLine], _ at: Int) -> Bool {
    guard at > 0, let first = body[at].text.first, (0x61...0x7A).contains(first) else { return false }
    let (above, own) = (body[at - 1].line, body[at].line)
    let column = layout.column(of: own)
    return own.y1 - above.y1 < 1.3 * layout.pitch && above.x1 > column.left + 0.7 * (column.right - column.left)
  }

  private func labelRight(_ line: PrintedLine, _ count: Int) -> Float { edge(line, count).right }

  private func valueLeft(_ line: PrintedLine, after count: Int) -> Float { edge(line, count).left }

  /// Right edge of the words within the first `count` bytes, left edge of the first word after them.
  private func edge(_ line: PrintedLine, _ count: Int) -> (right: Float, left: Float) {
    var bytes = 0
    var right = line.line.x0
    for (at, word) in layout.words(of: line.line).enumerated() {
      if at > 0, word.spaceBefore { bytes += 1 }
      if bytes >= count { return (right, word.x0) }
      var text: [UInt8] = []
      layout.append(word, page: line.line.page, to: &text)
      bytes += text.count
      right = word.x1
    }
    return (right, right)
  }

  /// Appends a further line of a value.
  private func append(_ next: PrintedLine, to value: inout String) {
    var utf8 = Array(value.utf8)
    var isApart = !utf8.isEmpty
    if utf8.last == UInt8(ascii: "-"), utf8.count > 1, utf8[utf8.count - 2] != 0x20 {
      isApart = Joint(utf8, from: 0, next: next.line, layout).close(&utf8, HyphenResolver(layout, pack))
    }
    value = String(decoding: utf8, as: UTF8.self) + (isApart ? " " : "") + next.text(from: 0)
  }

  private func store(_ label: Letterhead.Label, _ value: String, _ metadata: inout Metadata) {
    guard !value.isEmpty else { return }
    if label == .ours || label == .yours { storeNumbers(Array(value.utf8), &metadata) }
    switch label {
    case .date:
      let bytes = Array(value.utf8)
      if metadata.date == nil, let found = dates.first(bytes, in: 0..<bytes.count) {
        metadata.date = found.day
        metadata.dateBasis = .letterhead
      }
    case .subject: if metadata.subject == nil { metadata.subject = value }
    case .ours: if metadata.references["ours"] == nil { metadata.references["ours"] = value }
    case .yours: if metadata.references["yours"] == nil { metadata.references["yours"] = value }
    case .attachments:
      // A bare number says how many, not which.
      if !value.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) { metadata.attachments.append(value) }
    case .other: break
    }
  }

  /// The chamber's own numbers in a reference: `2026Z01234` for the case, `2026D05678` for the document.
  private func storeNumbers(_ value: [UInt8], _ metadata: inout Metadata) {
    func digits(_ range: Range<Int>) -> Bool { range.allSatisfy { (0x30...0x39).contains(value[$0]) } }
    guard value.count >= 10 else { return }
    for at in 0...(value.count - 10) where digits(at..<(at + 4)) && digits((at + 5)..<(at + 10)) {
      let key = value[at + 4] == UInt8(ascii: "Z") ? "case" : value[at + 4] == UInt8(ascii: "D") ? "document" : nil
      let bounded = (at == 0 || !digits((at - 1)..<at)) && (at + 10 == value.count || !digits((at + 10)..<(at + 11)))
      if let key, bounded, metadata.references[key] == nil {
        metadata.references[key] = String(decoding: value[at..<(at + 10)], as: UTF8.self)
      }
    }
  }

  /// `Den Haag, 20 maart 2026`.
  func placeAndDate(_ line: PrintedLine) -> Day? {
    guard let place = letterhead.prefix(of: line.folded, in: .places), line.text.count < place.count + 30 else {
      return nil
    }
    return dates.first(line.text, in: place.count..<line.text.count)?.day
  }

  // MARK: The margin column and the addressee

  private func readMargin(_ margin: [PrintedLine], _ metadata: inout Metadata) {
    var k = 0
    while k < margin.count {
      if metadata.sender == nil, letterhead.begins(margin[k].folded, with: .ministry) {
        var sender = margin[k].text(from: 0)
        while k + 1 < margin.count, continues(margin[k], margin[k + 1]), sender.utf8.count < 120 {
          k += 1
          sender += " " + margin[k].text(from: 0)
        }
        metadata.sender = sender
      } else if let (label, count) = letterhead.label(of: margin[k].folded), count == margin[k].folded.count,
        k + 1 < margin.count,
        letterhead.label(of: margin[k + 1].folded) == nil,
        margin[k + 1].line.y1 - margin[k].line.y1 < 3 * margin[k].line.size
      {
        k += 1
        var value = margin[k].text(from: 0)
        // A subject goes on right below itself.
        while label == .subject, k + 1 < margin.count, continues(margin[k], margin[k + 1]),
          letterhead.label(of: margin[k + 1].folded) == nil
        {
          k += 1
          append(margin[k], to: &value)
        }
        store(label, value, &metadata)
        // Enclosures stand below one another: each begins afresh. A number only says how many there are.
        if label == .attachments, !value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
          while k + 1 < margin.count, continues(margin[k], margin[k + 1]),
            letterhead.label(of: margin[k + 1].folded) == nil, metadata.attachments.count < 20
          {
            k += 1
            let next = margin[k].text(from: 0)
            let first = margin[k].text[0]
            if let last = metadata.attachments.indices.last, !(0x41...0x5A).contains(first),
              !(0x30...0x39).contains(first)
            {
              metadata.attachments[last] += " " + next
            } else {
              metadata.attachments.append(next)
            }
          }
        }
      }
      k += 1
    }
  }

  /// Same weight and the next line right below: one name over several lines.
  private func continues(_ a: PrintedLine, _ b: PrintedLine) -> Bool {
    a.line.style == b.line.style && b.line.y1 - a.line.y1 < 1.7 * a.line.size && abs(a.line.x0 - b.line.x0) < 4
  }

  private func readChamber(_ body: [PrintedLine], _ metadata: inout Metadata) {
    guard metadata.chamber == nil else { return }
    for line in body.prefix(30) {
      guard
        letterhead.begins(line.folded, with: .addressee) || letterhead.begins(line.folded, with: .secondChamber)
          || letterhead.begins(line.folded, with: .firstChamber)
      else { continue }
      if letterhead[.firstChamber].contains(where: { line.folded.contains($0) }) { metadata.chamber = .eersteKamer }
      if letterhead[.secondChamber].contains(where: { line.folded.contains($0) }) { metadata.chamber = .tweedeKamer }
      if metadata.chamber != nil { return }
    }
  }
}

extension [UInt8] {
  /// Whether these bytes hold `other` somewhere.
  func contains(_ other: [UInt8]) -> Bool {
    guard !other.isEmpty, count >= other.count else { return other.isEmpty }
    return (0...(count - other.count)).contains { at in
      var i = 0
      while i < other.count, self[at + i] == other[i] { i += 1 }
      return i == other.count
    }
  }

  /// Where `other` first begins at or after `start`.
  func firstRange(of other: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard !other.isEmpty, count - start >= other.count else { return nil }
    for at in start...(count - other.count) {
      var i = 0
      while i < other.count, self[at + i] == other[i] { i += 1 }
      if i == other.count { return at..<(at + other.count) }
    }
    return nil
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Reads the head of answers to written questions (Aanhangsel van de Handelingen): title, who answers, dates, number.
struct AnswerHeadReader {
  var pack: LanguagePack
  var layout: LaidOutDocument

  private var letterhead: Letterhead { pack.letterhead }

  func callAsFunction(_ body: [PrintedLine], _ margin: [PrintedLine], _ frame: inout LetterFrame) {
    frame.metadata.kind = .antwoord
    let dates = DateScanner(pack.lexicon)
    guard let title = body.firstIndex(where: { letterhead.begins($0.folded, with: .questionsTitle) && !letterhead.begins($0.folded, with: .answersBanner) })
    else { return }
    let answer = body[title...].firstIndex { letterhead.begins($0.folded, with: .answerTitle) } ?? title
    var end = answer + 1
    while end < body.count, body[end].line.y1 - body[end - 1].line.y1 < layout.pitch * 1.45,
      QuestionLabels(pack).label(body[end].folded) == nil
    {
      end += 1
    }
    let titleText = joined(body[title..<(answer > title ? answer : end)])
    frame.metadata.subject = string(titleText, until: .submitted)
    if answer > title {
      let answerText = joined(body[answer..<end])
      frame.metadata.signatories = members(answerText)
      let folded = Letterhead.fold(answerText)
      let from = letterhead[.received].compactMap { folded.firstRange(of: $0)?.upperBound }.min() ?? 0
      if let date = dates.first(answerText, in: from..<answerText.count) {
        frame.metadata.date = date.day
        frame.metadata.dateBasis = .letterhead
      }
    }
    for line in body[..<title] {
      readSession(line, &frame.metadata)
      if line.text.count <= 5, line.text.allSatisfy({ (0x30...0x39).contains($0) }), line.text.count > 1 {
        frame.metadata.number = line.text(from: 0)
      }
    }
    for line in margin { readSession(line, &frame.metadata) }
    frame.head = body[..<end].map(\.index)
  }

  private func followsDeterminer(_ folded: [UInt8], _ at: Int) -> Bool {
    letterhead[.determiners].contains { word in
      at > word.count + 1 && folded[(at - 1 - word.count)..<(at - 1)].elementsEqual(word) && folded[at - 2 - word.count] == 0x20
    }
  }

  private func readSession(_ line: PrintedLine, _ metadata: inout Metadata) {
    guard let word = letterhead.prefix(of: line.folded, in: .sessionYear), metadata.sessionYear == nil else { return }
    metadata.sessionYear = SessionYear.read(line.text, from: word.count)
  }

  private func joined(_ lines: ArraySlice<PrintedLine>) -> [UInt8] {
    var text: [UInt8] = []
    for line in lines {
      if text.last == UInt8(ascii: "-"), let first = line.text.first, (0x61...0x7A).contains(first) {
        text.removeLast()
      } else if !text.isEmpty {
        text.append(0x20)
      }
      text += line.text
    }
    return text
  }

  /// The title up to the bracket that holds one of the list's words.
  private func string(_ text: [UInt8], until list: Letterhead.List) -> String {
    let folded = Letterhead.fold(text)
    var end = text.count
    for word in letterhead[list] {
      if let hit = folded.firstRange(of: [UInt8(ascii: "(")] + word) { end = min(end, hit.lowerBound) }
    }
    return String(decoding: PrintedLine.trimmed(text[..<end]), as: UTF8.self)
  }

  /// `Minister Hermans (Klimaat en Groene Groei)`, one or several: the office as `Minister (Klimaat en Groene Groei)`.
  private func members(_ text: [UInt8]) -> [Signatory] {
    let folded = Letterhead.fold(text)
    var result: [Signatory] = []
    var i = 0
    while i < text.count {
      // "mede namens de Minister van …" names who does not answer: those come with a determiner.
      let atWord = i == 0 || (text[i - 1] == 0x20 && !followsDeterminer(folded, i))
      guard atWord, (0x41...0x5A).contains(text[i]), let office = letterhead.prefix(of: folded[i...], in: .offices) else {
        i += 1
        continue
      }
      let nameStart = i + office.count
      guard let open = text[nameStart...].firstIndex(of: UInt8(ascii: "(")) else { break }
      let name = PrintedLine.trimmed(text[nameStart..<open])
      var depth = 0
      var close = open
      while close < text.count {
        if text[close] == UInt8(ascii: "(") { depth += 1 }
        if text[close] == UInt8(ascii: ")") {
          depth -= 1
          if depth == 0 { break }
        }
        close += 1
      }
      let portfolio = text[(open + 1)..<min(close, text.count)]
      let isDate = letterhead[.received].contains { Letterhead.fold(portfolio).starts(with: $0) }
      if !name.isEmpty, name.count < 60, !name.contains(UInt8(ascii: ",")) {
        let title = String(decoding: text[i..<nameStart], as: UTF8.self)
        result.append(
          Signatory(
            office: isDate ? title : "\(title) (\(String(decoding: portfolio, as: UTF8.self)))",
            name: String(decoding: name, as: UTF8.self)
          )
        )
      }
      i = close + 1
    }
    return result
  }
}

/// `2025–2026`, `2025-26`, `2025/26`.
enum SessionYear {
  /// The session year at or after `from`, as `2025-2026`; `nil` where the second year does not follow the first.
  static func read(_ text: [UInt8], from: Int) -> String? {
    var digits: [[UInt8]] = [[]]
    for byte in text[min(from, text.count)...] {
      if (0x30...0x39).contains(byte) {
        digits[digits.count - 1].append(byte)
      } else if !digits[digits.count - 1].isEmpty {
        digits.append([])
      }
    }
    guard digits.count > 1, digits[0].count == 4, let first = Int(String(decoding: digits[0], as: UTF8.self)),
      let second = Int(String(decoding: digits[1], as: UTF8.self))
    else { return nil }
    let year = digits[1].count == 2 ? first / 100 * 100 + second + (second == 0 ? 100 : 0) : second
    return year == first + 1 ? "\(first)-\(year)" : nil
  }
}

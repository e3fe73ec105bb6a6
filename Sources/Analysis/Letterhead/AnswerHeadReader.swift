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
    guard
      let title = body.firstIndex(where: {
        letterhead.begins($0.folded, with: .questionsTitle) && !letterhead.begins($0.folded, with: .answersBanner)
      })
    else { return }
    let answer = body[title...].firstIndex { letterhead.begins($0.folded, with: .answerTitle) } ?? title
    var end = answer + 1
    while end < body.count, body[end].line.y1 - body[end - 1].line.y1 < layout.pitch * 1.45,
      QuestionLabels(pack).label(body[end].folded) == nil
    {
      end += 1
    }
    let titleText = joined(body[title..<(answer > title ? answer : end)])
    frame.metadata.subject = TitleReader(letterhead).question(titleText)
    if answer > title {
      let answerText = joined(body[answer..<end])
      frame.metadata.signatories = TitleReader(letterhead).members(answerText)
      if let day = TitleReader(letterhead).received(answerText, dates) {
        frame.metadata.date = day
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

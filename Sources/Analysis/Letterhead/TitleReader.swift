// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Reads the printed titles of papers and of written questions: what they say of subject, answering members and dates.
struct TitleReader {
  private let letterhead: Letterhead

  init(_ letterhead: Letterhead) { self.letterhead = letterhead }

  /// The paper's own title where it names a subject; "letter of the minister" alone names none, nor does a kind of paper, then the
  /// dossier's title stands.
  func subject(title: [UInt8], dossier: [UInt8]) -> String? {
    let folded = Letterhead.fold(title)
    let whole = folded.last == UInt8(ascii: ".") ? folded.dropLast() : folded[...]
    let bare =
      letterhead.begins(folded, with: .letterTitle) && !saysAbout(folded)
      || letterhead[.bareTitles].contains { whole.elementsEqual($0) }
    let chosen = bare || title.isEmpty ? dossier : title
    return chosen.isEmpty ? nil : String(decoding: chosen, as: UTF8.self)
  }

  /// Whether a title goes on with what it is about ("… over …").
  private func saysAbout(_ folded: [UInt8]) -> Bool {
    letterhead[.about].contains { folded.contains([0x20] + $0 + [0x20]) }
  }

  /// What kind of paper a title (folded) names.
  func kind(title folded: [UInt8]) -> Metadata.Kind {
    letterhead.begins(folded, with: .reportTitle) ? .verslag : .kamerstuk
  }

  /// The title of written questions up to the bracket that says when they were sent in.
  func question(_ text: [UInt8]) -> String {
    let folded = Letterhead.fold(text)
    var end = text.count
    for word in letterhead[.submitted] {
      if let hit = folded.firstRange(of: [UInt8(ascii: "(")] + word) { end = min(end, hit.lowerBound) }
    }
    return String(decoding: PrintedLine.trimmed(text[..<end]), as: UTF8.self)
  }

  /// The day on which answers were received, after the word that says so; without that word the first day printed.
  func received(_ text: [UInt8], _ dates: DateScanner) -> Day? {
    let folded = Letterhead.fold(text)
    let from = letterhead[.received].compactMap { folded.firstRange(of: $0)?.upperBound }.min() ?? 0
    return dates.first(text, in: from..<text.count)?.day
  }

  /// `Minister Hermans (Klimaat en Groene Groei)`, one or several: the office as `Minister (Klimaat en Groene Groei)`.
  func members(_ text: [UInt8]) -> [Signatory] {
    let folded = Letterhead.fold(text)
    var result: [Signatory] = []
    var i = 0
    while i < text.count {
      // "mede namens de Minister van …" names who does not answer: those come with a determiner.
      let atWord = i == 0 || (text[i - 1] == 0x20 && !followsDeterminer(folded, i))
      guard atWord, (0x41...0x5A).contains(text[i]), let office = letterhead.prefix(of: folded[i...], in: .offices)
      else {
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

  private func followsDeterminer(_ folded: [UInt8], _ at: Int) -> Bool {
    letterhead[.determiners].contains { word in
      at > word.count + 1 && folded[(at - 1 - word.count)..<(at - 1)].elementsEqual(word)
        && folded[at - 2 - word.count] == 0x20
    }
  }
}

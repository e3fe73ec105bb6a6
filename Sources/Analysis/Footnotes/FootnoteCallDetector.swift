// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// A raised number in a line that may call a footnote.
struct FootnoteCall: Equatable {
  /// Index into the layout's lines.
  var line: Int
  /// Index into the line's words.
  var word: Int
  /// As printed: one label, or `*`.
  var label: String
  /// Index into the document's pages.
  var page: Int
  /// Whether it is glued to a unit of length or area, as in `m2`: taken only where nothing else calls that note.
  var afterUnit: Bool
  /// Whether the bracket behind the number closes one of the sentence: `(see the map` with a raised `1)`. It stays in the text.
  var keepsBracket = false
}

/// Proposes footnote calls: words of digits, smaller than their line and raised above its baseline, or in any size where a link leads from
/// them to a note of that label. Proposes too many; the linker decides.
struct FootnoteCallDetector {
  /// Largest size of a call as a share of its line's: 6.4 of 11 points and 6.0 of 9.0 were met, small capitals begin at 0.8.
  var sizeShare: Float = 0.78

  /// Least height of a call's baseline above its line's, in font sizes: 0.31 and more was met (3,137 raised numbers of our letters); of
  /// subscripts (CO2), which some writers only set smaller, none and less.
  var leastRise: Float = 0.12

  /// Words looked back over for the bracket that one behind a call closes.
  private let longestAside = 120

  /// How far a smaller word's baseline lies above its line's, in the line's font sizes. Fonts reach about 0.22 of their size below it.
  private func rise(_ word: Word, _ line: Line) -> Float {
    (line.y1 - word.y1 - 0.22 * (line.size - word.size)) / line.size
  }

  /// Calls in reading order.
  func callAsFunction(_ layout: LaidOutDocument, links: FootnoteLinks, bodies: [FootnoteBody]) -> [FootnoteCall] {
    var calls: [FootnoteCall] = []
    let bracketed = Set(bodies.lazy.filter { isBracketed($0, layout) }.map(\.label))
    for (index, line) in layout.lines.enumerated() where line.zone == .body {
      let words = layout.words(of: line)
      let hasLinks = !layout.document.pages[line.page].links.isEmpty
      for (at, word) in words.enumerated() where at > 0 {
        func add(_ label: String, afterUnit: Bool) {
          calls.append(
            FootnoteCall(
              line: index,
              word: at,
              label: label,
              page: line.page,
              afterUnit: afterUnit,
              keepsBracket: !bracketed.contains(label) && closesAside(index, at, layout)
            )
          )
        }
        if word.size >= line.size * sizeShare {
          if hasLinks, let label = plainLabel(word, layout, page: line.page),
            links.leadsToNote(word, page: line.page, labelled: label)
          {
            add(label, afterUnit: false)
          }
          continue
        }
        guard rise(word, line) > leastRise else { continue }
        for label in labels(word, layout, page: line.page, inTable: line.isTableRow) {
          add(label, afterUnit: !word.spaceBefore && endsInUnit(words[at - 1], layout, page: line.page))
        }
      }
    }
    return calls
  }

  /// Whether a note's own label is printed with a bracket behind it.
  private func isBracketed(_ body: FootnoteBody, _ layout: LaidOutDocument) -> Bool {
    guard body.labelWords == 1, let first = body.lines.first else { return false }
    let line = layout.lines[first]
    return layout.document.pages[line.page].scalars[layout.words(of: line)[0].end - 1] == 0x29
  }

  /// Whether a word ends in a bracket that it does not open, and the last bracket before it in the paragraph is an opening one.
  private func closesAside(_ index: Int, _ at: Int, _ layout: LaidOutDocument) -> Bool {
    let word = layout.words(of: layout.lines[index])[at]
    let own = layout.document.pages[layout.lines[index].page].scalars[word.start..<word.end]
    guard own.last == 0x29, !own.contains(0x28) else { return false }
    var (line, last, left) = (index, at, longestAside)
    while true {
      let here = layout.lines[line]
      let scalars = layout.document.pages[here.page].scalars
      for word in layout.words(of: here)[..<last].reversed() {
        if let bracket = scalars[word.start..<word.end].last(where: { $0 == 0x28 || $0 == 0x29 }) {
          return bracket == 0x28
        }
        left -= 1
        if left == 0 { return false }
      }
      guard line > 0 else { return false }
      let above = layout.lines[line - 1]
      guard above.zone == .body, above.page == here.page, abs(here.y1 - above.y1) < layout.pitch * 1.32 else {
        return false
      }
      (line, last) = (line - 1, above.words.count)
    }
  }

  /// One to three digits in the text's own size, in brackets or bare.
  private func plainLabel(_ word: Word, _ layout: LaidOutDocument, page: Int) -> String? {
    // Nearly every word ends in a letter or is too long.
    guard word.end - word.start <= 5 else { return nil }
    let end = layout.document.pages[page].scalars[word.end - 1]
    guard (0x30...0x39).contains(end) || end == 0x29 || end == 0x5D else { return nil }
    var inner = layout.document.pages[page].scalars[word.start..<word.end]
    if let first = inner.first, first == 0x28 || first == 0x5B { inner = inner.dropFirst() }
    if let last = inner.last, last == 0x29 || last == 0x5D { inner = inner.dropLast() }
    guard (1...3).contains(inner.count), inner.first != 0x30, inner.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return String(decoding: inner.map { UInt8($0) }, as: UTF8.self)
  }

  /// `12`, `12)` and `(12)` give 12; `1,2` and `1,` give their numbers; `*` gives itself; in a table `a` gives itself; anything else is no call.
  private func labels(_ word: Word, _ layout: LaidOutDocument, page: Int, inTable: Bool) -> [String] {
    let scalars = layout.document.pages[page].scalars
    var result: [String] = []
    var digits = ""
    for i in word.start..<word.end {
      let c = scalars[i]
      switch c {
      case 0x30...0x39: digits.unicodeScalars.append(Unicode.Scalar(UInt8(c)))
      case 0x2C, 0x3B:
        if digits.isEmpty { return [] }
        result.append(digits)
        digits = ""
      case 0x28 where i == word.start, 0x29 where i == word.end - 1: continue
      case 0x2A, 0x2020: return word.end - word.start == 1 ? [c == 0x2A ? "*" : "\u{2020}"] : []
      case 0x61...0x7A where inTable && word.end - word.start == 1: return [String(decoding: [UInt8(c)], as: UTF8.self)]
      default: return []
      }
    }
    if !digits.isEmpty { result.append(digits) }
    return result.allSatisfy { $0.utf8.count <= 4 && $0.utf8.first != UInt8(ascii: "0") } ? result : []
  }

  /// Whether a word ends in `m`, `km`, `cm`, `dm` or `mm` as a unit, or in `/s`.
  private func endsInUnit(_ word: Word, _ layout: LaidOutDocument, page: Int) -> Bool {
    let scalars = layout.document.pages[page].scalars
    var i = word.end - 1
    if scalars[i] == 0x73, i - 1 >= word.start, scalars[i - 1] == 0x2F { return true }
    guard scalars[i] == 0x6D else { return false }
    i -= 1
    if i >= word.start, [0x6B, 0x63, 0x64, 0x6D].contains(scalars[i]) { i -= 1 }
    return i < word.start || scalars[i] < 0x41
  }
}

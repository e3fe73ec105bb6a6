// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// A footnote's label at the head of a line.
public struct FootnoteLabel: Sendable, Equatable {
  /// The number, or `nil` for `*` and `†`.
  public var number: Int?
  /// As printed.
  public var text: [UInt8]
  /// How many glyphs it has.
  public var glyphs: Int
  /// How many words of the line it takes; 0 where it is glued to the first one.
  public var words: Int
  /// Whether it is set smaller than the text it labels.
  public var raised: Bool
}

/// Finds the lines at the foot of each page that hold bodies of footnotes. Adds and drops nothing.
///
/// Notes are set smaller than the text and stand below it; their labels count up through the letter (and may restart in an annex). A zone
/// without a label is none, unless it goes on with a note of the page before.
public struct FootnoteZoneClassifier: Sendable {
  /// A line counts as small below this share of the text's size: 8.2 of 9.0 points is the largest note met in letters.
  public var smallShare: Float = 0.94
  /// How far a label may run ahead of the one expected: notes may be missing, but not many at once.
  public var leap = 3

  /// Creates the stage.
  public init() {}

  /// Sets the zone of footnote lines.
  public func callAsFunction(_ layout: inout LaidOutDocument) {
    var next = 1
    var openNote: Line?
    for page in layout.linesByPage {
      let lines = page.filter { layout.lines[$0].zone == .body }
      guard let zone = zone(lines, layout, next: next, openNote: openNote) else {
        openNote = nil
        continue
      }
      for index in lines[zone] {
        layout.lines[index].zone = .footnote
        if let label = label(layout.lines[index], layout), let number = label.number, accepts(label, next: next) {
          next = number + 1
        }
      }
      openNote = zone.last.map { layout.lines[lines[$0]] }
    }
  }

  /// Positions within `lines` that the zone takes, or `nil`.
  private func zone(_ lines: [Int], _ layout: LaidOutDocument, next: Int, openNote: Line?) -> Range<Int>? {
    var start = lines.count
    while start > 0 {
      let line = layout.lines[lines[start - 1]]
      guard isSmall(line, layout) || (label(line, layout).map { $0.raised && accepts($0, next: next) } ?? false) else {
        break
      }
      start -= 1
    }
    var first: Int?
    for k in start..<lines.count {
      if let label = label(layout.lines[lines[k]], layout), accepts(label, next: next) {
        first = k
        break
      }
    }
    if let first {
      if first == start { return opening(above: start, lines, layout, next: next)..<lines.count }
      // Small lines above the first label go on with the note of the page before, if they stand close above it.
      if openNote != nil, closeTogether(lines[start...first], layout) { return start..<lines.count }
      return first..<lines.count
    }
    if let openNote, start < lines.count, start > 0, closeTogether(lines[start..<lines.count], layout),
      goesOn(lines[start..<lines.count], with: openNote, layout)
    {
      return start..<lines.count
    }
    // Notes in the text's own size: a raised label that is the expected one, in the lower half, opens them.
    for k in lines.indices.reversed() {
      let line = layout.lines[lines[k]]
      let height = Float(layout.document.pages[line.page].height)
      guard line.y0 > height * 0.4 else { break }
      // A label in the note's own size counts where the page calls it.
      if let label = label(line, layout), label.number == next, startsApart(k, lines, layout),
        label.raised || calls(label.text, lines[..<k], layout)
      {
        return k..<lines.count
      }
    }
    return nil
  }

  /// Where notes open that are set as large as the text: one of several lines stops the search for small lines from the page's foot.
  private func opening(above start: Int, _ lines: [Int], _ layout: LaidOutDocument, next: Int) -> Int {
    let first = layout.lines[lines[start]]
    guard !isSmall(first, layout), let own = label(first, layout)?.number, own > next else { return start }
    for k in lines[..<start].indices.reversed() {
      let line = layout.lines[lines[k]]
      guard line.y0 > Float(layout.document.pages[line.page].height) * 0.4 else { break }
      if let label = label(line, layout), label.raised, label.number == next, startsApart(k, lines, layout) { return k }
    }
    return start
  }

  /// Whether one of these lines holds a raised word that is this label.
  private func calls(_ label: [UInt8], _ lines: ArraySlice<Int>, _ layout: LaidOutDocument) -> Bool {
    lines.contains { index in
      let line = layout.lines[index]
      let scalars = layout.document.pages[line.page].scalars
      return layout.words(of: line).dropFirst().contains { word in
        word.size < 0.82 * line.size && word.y1 < line.y1 - 0.1 * line.size
          && scalars[word.start..<word.end].elementsEqual(label.lazy.map(UInt32.init))
      }
    }
  }

  /// Whether small lines without a label go on with the note that ended the page before: set as it is, and ending as low on the page.
  private func goesOn(_ lines: ArraySlice<Int>, with note: Line, _ layout: LaidOutDocument) -> Bool {
    guard let last = lines.last.map({ layout.lines[$0] }) else { return false }
    return lines.allSatisfy { abs(layout.lines[$0].size - note.size) < 0.3 } && last.y1 > note.y1 - 3 * layout.pitch
  }

  /// Whether a gap of more than a line parts line `k` from the one above: notes in the text's size need it, or a list would be taken for them.
  private func startsApart(_ k: Int, _ lines: [Int], _ layout: LaidOutDocument) -> Bool {
    guard k > 0 else { return true }
    return layout.lines[lines[k]].y1 - layout.lines[lines[k - 1]].y1 > layout.pitch * 1.5
  }

  private func closeTogether(_ lines: ArraySlice<Int>, _ layout: LaidOutDocument) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { a, b in
      layout.lines[b].y1 - layout.lines[a].y1 < 2.2 * max(layout.lines[a].size, layout.lines[b].size)
    }
  }

  private func isSmall(_ line: Line, _ layout: LaidOutDocument) -> Bool {
    line.size < layout.fonts.bodySize * smallShare
  }

  /// Whether a label may come when `next` is expected.
  public func accepts(_ label: FootnoteLabel, next: Int) -> Bool {
    guard let number = label.number else { return true }
    return (number >= next && number <= next + leap) || (number == 1 && label.raised)
      || (number < next && label.raised && number > 0)
  }

  /// The label at the head of a line: one to three digits (or `*`), alone or glued to the text that follows.
  public func label(_ line: Line, _ layout: LaidOutDocument) -> FootnoteLabel? {
    let scalars = layout.document.pages[line.page].scalars
    let word = layout.words[line.words.lowerBound]
    var end = word.start
    var number = 0
    while end < word.end, end - word.start < 3, scalars[end] >= 0x30, scalars[end] <= 0x39 {
      number = number * 10 + Int(scalars[end] - 0x30)
      end += 1
    }
    let star = scalars[word.start] == 0x2A || scalars[word.start] == 0x2020
    if star { end = word.start + 1 }
    guard end > word.start, star || number > 0, scalars[word.start] != 0x30 else { return nil }
    // The label is its own word, or the word goes on with a letter or an opening mark: "1Conform".
    let raised = line.words.count > 1 && word.size < 0.82 * line.size
    if end < word.end {
      let c = scalars[end]
      let letter = (c >= 0x41 && c <= 0x5A) || (c >= 0x61 && c <= 0x7A) || c >= 0xC0
      let bracket = c == 0x29 && end + 1 == word.end  // "1)"
      if !letter && !bracket { return nil }
      if letter && !raised && number > 99 { return nil }
    } else if line.words.count == 1 {
      return nil
    }
    var utf8: [UInt8] = []
    for i in word.start..<end { Scalars.append(scalars[i], to: &utf8) }
    return FootnoteLabel(
      number: star ? nil : number,
      text: utf8,
      glyphs: end - word.start,
      words: end == word.end || scalars[end] == 0x29 ? 1 : 0,
      raised: raised
    )
  }
}

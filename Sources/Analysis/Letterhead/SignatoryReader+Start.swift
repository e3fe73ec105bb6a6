// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Where the signatures begin.
extension SignatoryReader {
  /// The closing formula, or without one the first office that stands as a short line of its own near the end.
  func start(_ body: [Int]) -> Int? {
    for at in body.indices {
      let line = layout.lines[body[at]]
      guard line.spacedWordCount <= 5, line.glyphCount < 40 else { continue }
      let printed = PrintedLine(body[at], layout)
      if letterhead.begins(printed.folded, with: .closings), printed.text.count < 40 { return at }
    }
    for at in body.indices {
      let line = layout.lines[body[at]]
      let column = layout.column(of: line)
      let width = column.right - column.left
      guard line.x1 - line.x0 < width * 0.98, line.spacedWordCount <= 14 else { continue }
      let opens = opensApart(body, at)
      let mayBeHeaded = at > 0 && opensApart(body, at - 1)
      guard opens || mayBeHeaded || endsSentence(body, at - 1) else { continue }
      let printed = PrintedLine(body[at], layout)
      guard letterhead.namesOffice(printed.folded), let last = printed.text.last else { continue }
      // The name may stand above the office, with the gap before it.
      let above = at > 0 ? PrintedLine(body[at - 1], layout) : nil
      let isHeaded = mayBeHeaded && above.map { isName($0) } ?? false
      // A formula of the writer's own and a place stand there too.
      let isNamed = above.map { isName($0) && $0.text.last != UInt8(ascii: ",") && !isPlace($0) } ?? false
      let isApart = isHeaded || opens
      guard isApart || endsSentence(body, at - 1) else { continue }
      // An office alone ends in a comma, or its name stands below it; a sentence that begins so goes on or ends in a stop.
      let next = at + 1 < body.count ? PrintedLine(body[at + 1], layout) : nil
      let isLast = isHeaded && isNamed && endsPageEarly(body, at)
      let nameBelow = !isLast && next.map { isName($0) } ?? false
      let overTwo =
        at + 2 < body.count
        && next.map { $0.text.last == UInt8(ascii: ",") && isName(PrintedLine(body[at + 2], layout)) } ?? false
      // Where no gap parts the block from the text, an office with a comma opens it, and nothing but names and offices follows.
      if !isApart {
        if last == UInt8(ascii: ","), nameBelow, endsInNames(body[(at + 1)...]) { return at }
        continue
      }
      if isHeaded, isNamed, last != UInt8(ascii: "."), standsBelow(body, at), nameBelow,
        opensApart(body, at + 1) || endsInOffice(body[(at + 1)...]), endsInNames(body[(at + 1)...])
      {
        return at - 1  // several, each with the name above the office
      }
      if last == UInt8(ascii: ","), nameBelow || overTwo || next == nil { return at }
      if last != UInt8(ascii: "."), nameBelow { return at }
      if isNamed, last != UInt8(ascii: "."), isLast || endsInNames(body[(at + 1)...]) {
        return at - 1
      }
    }
    return nil
  }

  /// Whether a line opens its page or a gap stands before it.
  func opensApart(_ body: [Int], _ at: Int) -> Bool {
    guard at > 0 else { return true }
    let (above, line) = (layout.lines[body[at - 1]], layout.lines[body[at]])
    return above.page != line.page || line.y1 - above.y1 > layout.pitch * 1.3
  }

  /// Whether a line ends in a full stop, a call behind it left out.
  private func endsSentence(_ body: [Int], _ at: Int) -> Bool {
    guard at >= 0 else { return false }
    let line = layout.lines[body[at]]
    guard let word = layout.words(of: line).last(where: { $0.size > line.size * 0.8 }) else { return false }
    return layout.document.pages[line.page].scalars[word.end - 1] == 0x2E
  }

  /// Whether a line stands right below the one before it.
  private func standsBelow(_ body: [Int], _ at: Int) -> Bool { at > 0 && !opensApart(body, at) }

  /// Whether up to an annex only the rest of offices and names follows.
  private func endsInNames(_ rest: ArraySlice<Int>) -> Bool {
    for (position, index) in rest.enumerated() {
      let line = PrintedLine(index, layout)
      if letterhead.begins(line.folded, with: .annex) { return true }
      guard position < 8, line.text.count < 60 || letterhead.namesSigner(line.folded),
        line.text.last != UInt8(ascii: ".")
      else { return false }
    }
    return true
  }

  /// Whether a line is the last of a page of which the greater part stays blank: what follows, whatever it is called, is no more of the letter.
  private func endsPageEarly(_ body: [Int], _ at: Int) -> Bool {
    let own = layout.lines[body[at]]
    guard at + 1 < body.count, layout.lines[body[at + 1]].page != own.page else { return false }
    return Double(own.y1) < layout.document.pages[own.page].height * 0.6
      && !layout.lines.contains { $0.page == own.page && $0.zone == .footnote }
  }

  /// Whether the last line up to an annex names an office: then each name stands above its own.
  private func endsInOffice(_ rest: ArraySlice<Int>) -> Bool {
    let lines = rest.prefix(longest).prefix { !letterhead.begins(PrintedLine($0, layout).folded, with: .annex) }
    return lines.last.map { letterhead.namesOffice(PrintedLine($0, layout).folded) } ?? false
  }

  private func isPlace(_ line: PrintedLine) -> Bool { letterhead.begins(line.folded, with: .places) }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Blocks and headings to text, sections, paragraphs and calls. Sections tile the text, paragraphs tile the sections.
struct MarkupSectionBuilder {
  /// What a marked-up letter's text consists of.
  struct Built {
    var utf8: [UInt8] = []
    var sections: [Section] = []
    var paragraphs: [Paragraph] = []
    /// Calls by index of their note.
    var calls: [Int: [Footnote.Call]] = [:]
    var citations: [Citation] = []
  }

  private let letterhead: Letterhead

  init(_ pack: LanguagePack) { letterhead = pack.letterhead }

  /// `outside` names the blocks that are no text.
  func callAsFunction(_ blocks: [MarkupDocument.Block], _ headings: [MarkupHeading], _ levels: [Int], outside: Set<Int>)
    -> Built
  {
    var built = Built()
    var stack: [(id: String, level: Int)] = []
    var levelOf: [Int: (level: Int, number: HeadingNumber?)] = [:]
    for (heading, level) in zip(headings, levels) { levelOf[heading.block] = (level, heading.number) }
    var isSigned = false
    var inAnnex = false
    var waitsForAnnex = false
    var named = 0

    func open(_ heading: String?, _ level: Int, _ kind: Section.Kind, _ span: TextSpan) {
      while let top = stack.last, top.level >= level { stack.removeLast() }
      let isOpening = built.sections.isEmpty && heading == nil
      if !isOpening { named += 1 }
      let id = isOpening ? "s0" : "s\(named)"
      built.sections.append(
        Section(id: id, heading: heading, level: level, parent: stack.last?.id, kind: kind, span: span)
      )
      if heading != nil { stack.append((id, level)) }
    }

    for (index, block) in blocks.enumerated() where !outside.contains(index) {
      switch block.kind {
      case .signature: isSigned = true
      case .annex:
        inAnnex = true
        waitsForAnnex = true
        stack.removeAll()
      default: break
      }
      let found = levelOf[index]
      let (kind, text) = paragraph(blocks, index, isHeading: found != nil)
      guard !text.utf8.isEmpty else { continue }
      if !built.utf8.isEmpty { built.utf8 += [0x0A, 0x0A] }
      let span = TextSpan(built.utf8.count, built.utf8.count + text.utf8.count)
      built.utf8 += text.utf8
      if let found {
        let title = Array(text.utf8[min(found.number?.length ?? 0, text.utf8.count)...])
        let folded = Letterhead.fold(title)
        if isSigned, found.level == 1, letterhead.begins(folded, with: .annex) { inAnnex = true }
        let isClosing = title.count < 40 && letterhead.begins(folded, with: .closingHeadings)
        open(text.string, found.level, inAnnex ? .annex : isClosing ? .closing : .body, span)
      } else if built.sections.isEmpty || waitsForAnnex {
        open(nil, 0, inAnnex ? .annex : .opening, span)
      }
      waitsForAnnex = false
      let section = built.sections.count - 1
      built.sections[section].span = TextSpan(built.sections[section].span.start, span.end)
      built.paragraphs.append(
        Paragraph(
          section: section,
          kind: kind,
          span: span,
          runIn: kind == .heading || kind == .tableRow ? nil : runIn(text, block, built.utf8, at: span.start)
        )
      )
      for call in text.calls {
        built.calls[call.note, default: []].append(Footnote.Call(offset: span.start + call.offset, section: section))
      }
      built.citations += MarkedCitationBuilder().citations(text, at: span.start) { .text($0) }
    }
    return built
  }

  /// The run-in heading of a paragraph that begins at byte `base` of the text.
  private func runIn(_ text: MarkupText, _ block: MarkupDocument.Block, _ utf8: [UInt8], at base: Int) -> TextSpan? {
    var head = 0
    if case .listItem(let marker?, _) = block.kind, !MarkupSectionBuilder.isBullet(Array(marker.utf8)) {
      head = marker.utf8.count + 1
    } else if block.kind == .paragraph, let marker = writtenMarker(text.utf8) {
      head = marker.length
    }
    let leads = text.stresses.filter { stress in
      stress.span.start == head && stress.span.end < text.utf8.count
        && [.bold, .semibold, .boldItalic, .italic, .underlined].contains(stress.emphasis)
    }
    guard let lead = leads.max(by: { $0.span.end < $1.span.end }) else { return nil }
    let isBold = leads.contains { $0.emphasis == .bold || $0.emphasis == .boldItalic || $0.emphasis == .semibold }
    return RunInHeading.span(utf8, lead: TextSpan(base + head, base + lead.span.end), isBold: isBold)
  }

  // MARK: Paragraphs

  /// A block's kind and its text as printed: numbers and letters of items kept, bullets left out.
  private func paragraph(_ blocks: [MarkupDocument.Block], _ index: Int, isHeading: Bool) -> (
    Paragraph.Kind, MarkupText
  ) {
    let block = blocks[index]
    if isHeading { return (.heading, block.text) }
    switch block.kind {
    case .listItem(let marker, _):
      guard let marker, !MarkupSectionBuilder.isBullet(Array(marker.utf8)) else { return (.listItem, block.text) }
      var text = MarkupText(utf8: Array(marker.utf8))
      text.append(block.text)
      return (.listItem, text)
    case .tableRow: return (.tableRow, block.text)
    case .paragraph:
      guard let marker = writtenMarker(block.text.utf8) else { return (.text, block.text) }
      if marker.isBullet { return (.listItem, block.text.suffix(from: marker.length)) }
      // A letter or number alone may open any paragraph; two in a row make a list.
      let hasNeighbour = [index - 1, index + 1].contains { other in
        blocks.indices.contains(other) && blocks[other].kind == .paragraph
          && writtenMarker(blocks[other].text.utf8)?.isBullet == false
      }
      return (hasNeighbour ? .listItem : .text, block.text)
    default: return (.text, block.text)
    }
  }

  /// The marker that a writer put at the head of a plain paragraph, blank included.
  private func writtenMarker(_ text: [UInt8]) -> (isBullet: Bool, length: Int)? {
    guard let blank = text.firstIndex(of: 0x20), blank > 0, blank <= 5, blank + 1 < text.count else { return nil }
    let head = text[..<blank]
    if MarkupSectionBuilder.isBullet(Array(head)) { return (true, blank + 1) }
    guard let last = head.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ")") else { return nil }
    let inner = head.dropLast().drop { $0 == UInt8(ascii: "(") }
    let isNumber = (1...2).contains(inner.count) && inner.allSatisfy { (0x30...0x39).contains($0) }
    let isLetter = inner.count == 1 && inner.allSatisfy { (0x61...0x7A).contains($0) }
    return isNumber || isLetter ? (false, blank + 1) : nil
  }

  /// One sign that is neither letter nor digit: dashes, bullets, private-use signs of symbol fonts.
  private static func isBullet(_ marker: [UInt8]) -> Bool {
    guard let scalar = String(decoding: marker, as: UTF8.self).unicodeScalars.first,
      scalar.utf8.count == marker.count
    else { return marker.isEmpty }
    switch scalar.value {
    case 0x2A, 0x2B, 0x2D, 0xB7, 0x2010...0x2015, 0x2022, 0x2023, 0x2043, 0x2192, 0x25A0...0x25FF, 0x2713, 0x2714,
      0x27A2, 0xE000...0xF8FF,
      0xFFFD:
      return true
    default: return false
    }
  }
}

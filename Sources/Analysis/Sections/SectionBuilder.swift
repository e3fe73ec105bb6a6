// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What the text of a letter consists of.
struct BuiltText {
  var text: LetterText
  var sections: [Section]
  var paragraphs: [Paragraph]
  /// Offset of each linked call in the text, by index into the calls.
  var callOffsets: [Int: Int]
}

/// Blocks and headings to text, sections and paragraphs. Sections tile the text, paragraphs tile the sections.
struct SectionBuilder {
  var layout: LaidOutDocument
  var assembler: TextAssembler
  /// First block of an annex, if there is one.
  var annexFrom: Int?
  /// Whether a heading (lower case, without its number) names the letter's closing part.
  var isClosing: ([UInt8]) -> Bool

  func callAsFunction(_ blocks: [TextBlock], _ features: [LineFeatures], _ headings: [Heading]) -> BuiltText {
    var result = TextAssembler.Result()
    var sections: [Section] = []
    var paragraphs: [Paragraph] = []
    var stack: [(id: String, level: Int)] = []
    var contentEnd = 0
    var numbered = 0  // s0 is the text before the first heading
    let headingOf = Dictionary(uniqueKeysWithValues: headings.map { ($0.block, $0) })

    func open(_ heading: String?, _ level: Int, _ kind: Section.Kind, _ span: TextSpan, _ page: Int) {
      if let last = sections.indices.last { sections[last].span = TextSpan(sections[last].span.start, contentEnd) }
      while let top = stack.last, top.level >= level { stack.removeLast() }
      if !sections.isEmpty || heading != nil { numbered += 1 }
      let id = "s\(numbered)"
      sections.append(
        Section(id: id, heading: heading, level: level, parent: stack.last?.id, kind: kind, span: span, page: page)
      )
      if heading != nil { stack.append((id, level)) }
    }

    for (index, block) in blocks.enumerated() {
      let heading = headingOf[index]
      if contentEnd > 0 { result.utf8.append(contentsOf: [0x0A, 0x0A]) }
      let skipping = block.marker?.kind == .bullet ? block.marker?.words ?? 0 : 0
      let start = result.utf8.count
      let lead = heading == nil ? RunInHeading.lead(block, features, layout, calls: assembler.calls) : nil
      assembler.append(block.lines.map { features[$0].line }, skipping: skipping, lead: lead, to: &result)
      let span = TextSpan(start, result.utf8.count)
      if span.isEmpty {
        result.utf8.removeLast(result.utf8.count - contentEnd)
        continue
      }
      let page = layout.document.pages[layout.lines[features[block.lines.lowerBound].line].page].number
      let inAnnex = annexFrom.map { index >= $0 } ?? false
      if let heading {
        let bytes = result.utf8[span.range]
        let title = bytes.dropFirst(heading.number?.length ?? 0).map(Joint.lowered)
        let kind: Section.Kind = inAnnex ? .annex : isClosing(title) ? .closing : .body
        open(String(decoding: bytes, as: UTF8.self), heading.level, kind, span, page)
      } else if sections.isEmpty || (inAnnex && sections[sections.count - 1].kind != .annex) {
        open(nil, 0, inAnnex ? .annex : .opening, span, page)
      }
      contentEnd = span.end
      paragraphs.append(
        Paragraph(
          section: sections.count - 1,
          kind: heading == nil ? block.kind : .heading,
          span: span,
          page: page,
          runIn: lead.flatMap { runIn($0, block, span, result) }
        )
      )
    }
    if let last = sections.indices.last { sections[last].span = TextSpan(sections[last].span.start, contentEnd) }
    return BuiltText(
      text: LetterText(utf8: result.utf8, fragments: result.fragments),
      sections: sections,
      paragraphs: paragraphs,
      callOffsets: result.callOffsets
    )
  }

  /// The run-in heading of a paragraph; a number or letter printed before an item is no part of it.
  private func runIn(_ lead: RunInHeading.Lead, _ block: TextBlock, _ span: TextSpan, _ result: TextAssembler.Result)
    -> TextSpan?
  {
    guard let end = result.leadEnd else { return nil }
    var start = span.start
    if let marker = block.marker, marker.kind != .bullet {
      while start < end, result.utf8[start] != 0x20 { start += 1 }
      while start < end, result.utf8[start] == 0x20 { start += 1 }
    }
    return RunInHeading.span(result.utf8, lead: TextSpan(start, max(start, end)), isBold: lead.isBold)
  }
}

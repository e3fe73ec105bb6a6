// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Tells which blocks of marked-up text are headings: most that are marked as one, and paragraphs that are set as one.
struct MarkupHeadingDetector {
  private let labels: QuestionLabels
  private let letterhead: Letterhead

  /// Longest heading that is not a division's own, in Unicode scalars; longer ones seen were sentences.
  private let longest = 150
  /// Longest heading in the text's own style.
  private let longestPlain = 90

  init(_ pack: LanguagePack) {
    labels = QuestionLabels(pack)
    letterhead = pack.letterhead
  }

  /// The heading that block `index` is; `nil` where it is none.
  ///
  /// `usable` tells the blocks of the text from those around it.
  func heading(_ blocks: [MarkupDocument.Block], _ index: Int, usable: (Int) -> Bool) -> MarkupHeading? {
    let block = blocks[index]
    guard !block.text.utf8.isEmpty else { return nil }
    switch block.kind {
    case .heading(let heading):
      let isLabel = heading.label != nil || isLabel(block.text)
      guard heading.opens != nil || isLabel || isHeading(block.text.utf8, heading.style ?? .bold) else { return nil }
      return MarkupHeading(
        block: index,
        style: heading.style ?? .bold,
        number: number(block.text.utf8, apart: heading.number != nil),
        isLabel: isLabel,
        isOfBox: heading.opens == nil && isBoxTitle(block.text),
        opens: heading.opens,
        container: block.container
      )
    case .paragraph, .caption:
      let isLabel = isLabel(block.text)
      let style = isLabel ? .bold : setAsHeading(blocks, index, usable)
      guard let style else { return nil }
      return MarkupHeading(
        block: index,
        style: style,
        number: number(block.text.utf8, apart: false),
        isLabel: isLabel,
        isOfBox: isBoxTitle(block.text),
        opens: nil,
        container: block.container
      )
    default: return nil
    }
  }

  private func isLabel(_ text: MarkupText) -> Bool {
    text.utf8.count <= 40 && labels.label(Letterhead.fold(text.utf8)) != nil
  }

  private func isBoxTitle(_ text: MarkupText) -> Bool {
    letterhead.isBoxTitle(Letterhead.fold(text.utf8))
  }

  private func number(_ heading: [UInt8], apart: Bool) -> HeadingNumber? { HeadingNumber(heading, apart: apart) }

  /// Whether text marked as a heading between paragraphs is one, and not a sentence in a heading's clothes.
  private func isHeading(_ text: [UInt8], _ style: MarkupDocument.Heading.Style) -> Bool {
    let length = text.count { $0 & 0xC0 != 0x80 }
    guard length <= longest, let last = text.last, !letterhead.isCaption(Letterhead.fold(text)) else { return false }
    let words = text.count { $0 == 0x20 } + 1
    let isPlain = style == .roman || style == .underlined
    if isPlain, length > longestPlain { return false }
    switch last {
    case UInt8(ascii: "."): return words <= 3 && !isPlain
    case UInt8(ascii: ":"): return words <= 10 && !isPlain
    case UInt8(ascii: ";"), UInt8(ascii: ","): return false
    default: return !isPlain || beginsAfresh(text)
    }
  }

  /// The style of a paragraph that stands out as a whole, is short and no sentence, and has something below it.
  private func setAsHeading(
    _ blocks: [MarkupDocument.Block],
    _ index: Int,
    _ usable: (Int) -> Bool
  ) -> MarkupDocument.Heading.Style? {
    let text = blocks[index].text
    guard let style = style(text), isHeading(text.utf8, style == .underlined ? .italic : style), beginsAfresh(text.utf8)
    else { return nil }
    let isBold = style <= .boldItalic
    switch text.utf8.last {
    case UInt8(ascii: "."): return nil
    case UInt8(ascii: ":"): if !isBold { return nil }
    case UInt8(ascii: "?"): if !isBold, text.utf8.count > longestPlain { return nil }
    default: break
    }
    // What stands below a label is the question itself.
    if let before = blocks.indices.prefix(index).last(where: usable), isLabel(blocks[before].text) { return nil }
    guard let after = blocks.indices.dropFirst(index + 1).first(where: usable) else { return nil }
    switch blocks[after].kind {
    case .signature, .annex: return nil
    default: return style
    }
  }

  private func style(_ text: MarkupText) -> MarkupDocument.Heading.Style? {
    let whole = text.stresses.filter { $0.span.start == 0 && $0.span.end == text.utf8.count }.map(\.emphasis)
    let isBold = whole.contains(.bold)
    let isItalic = whole.contains(.italic)
    if whole.contains(.boldItalic) || isBold && isItalic { return .boldItalic }
    if isBold { return .bold }
    if whole.contains(.semibold) { return .semibold }
    if isItalic { return .italic }
    return whole.contains(.underlined) ? .underlined : nil
  }

  /// Whether text begins with anything but a small letter.
  private func beginsAfresh(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    return !(0x61...0x7A).contains(first) || HeadingNumber(text) != nil
  }
}

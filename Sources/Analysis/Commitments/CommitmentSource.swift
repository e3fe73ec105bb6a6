// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A text in which sentences stand: the letter's own, or a footnote's body.
struct CommitmentSource {
  let utf8: [UInt8]
  /// Index of the footnote, or `nil` for the running text.
  let footnote: Int?
  private let spans: [TextSpan]
  /// Where the sentences of each paragraph begin in `spans`, and where the last ones end.
  private let openings: [Int]

  /// The running text: every paragraph that is no heading, cut into its sentences.
  init(_ letter: StructuredLetter, _ splitter: SentenceSplitter) {
    utf8 = letter.text.utf8
    footnote = nil
    var spans: [TextSpan] = []
    var openings: [Int] = []
    openings.reserveCapacity(letter.paragraphs.count + 1)
    for paragraph in letter.paragraphs {
      openings.append(spans.count)
      if paragraph.kind != .heading { splitter(utf8, paragraph.span, into: &spans) }
    }
    openings.append(spans.count)
    self.spans = spans
    self.openings = openings
  }

  /// A footnote's body, which counts as one paragraph.
  init(footnote index: Int, of letter: StructuredLetter, _ splitter: SentenceSplitter) {
    utf8 = letter.footnotes[index].utf8
    footnote = index
    spans = splitter(utf8, TextSpan(0, utf8.count))
    openings = [0, spans.count]
  }

  /// The sentences of a paragraph, in order; none of a heading.
  func sentences(of paragraph: Int) -> ArraySlice<TextSpan> { spans[openings[paragraph]..<openings[paragraph + 1]] }

  /// The sentences of its paragraph that stand before a reading.
  func sentences(before reading: SentenceReading) -> ArraySlice<TextSpan> {
    sentences(of: reading.around.paragraph).prefix(reading.around.position)
  }

  func place(_ span: TextSpan) -> Place {
    if let footnote { return .footnote(index: footnote, span: span) }
    return .text(span)
  }

  func string(_ span: TextSpan) -> String { String(decoding: utf8[span.range], as: UTF8.self) }
}

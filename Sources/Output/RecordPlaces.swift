// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Byte places of a structured letter in the terms of the record: Unicode scalars, section identifiers, boxes.
struct RecordPlaces {
  let text: LetterText
  private let sections: [Section]
  private let footnotes: [Footnote]
  private let headings: [Int: TextSpan]
  /// Scalars that begin before each byte; one entry more than there are bytes.
  private let prefix: [Int32]

  init(_ letter: StructuredLetter) {
    text = letter.text
    sections = letter.sections
    footnotes = letter.footnotes
    headings = Dictionary(
      letter.paragraphs.filter { $0.kind == .heading }.map { ($0.span.start, $0.span) },
      uniquingKeysWith: { first, _ in first }
    )
    let utf8 = letter.text.utf8
    prefix = [Int32](unsafeUninitializedCapacity: utf8.count + 1) { table, count in
      var scalars: Int32 = 0
      for i in utf8.indices {
        table[i] = scalars
        if utf8[i] & 0xC0 != 0x80 { scalars += 1 }
      }
      table[utf8.count] = scalars
      count = utf8.count + 1
    }
  }

  /// Unicode scalars that begin before byte `offset` of the text.
  func scalars(before offset: Int) -> Int { Int(prefix[min(max(offset, 0), prefix.count - 1)]) }

  /// Identifier of a section by its index.
  func sectionID(_ index: Int) -> String? { sections.indices.contains(index) ? sections[index].id : nil }

  /// Identifier of the innermost section that holds a byte: the last one that has begun and not ended.
  func sectionID(at offset: Int) -> String? {
    sections.last { $0.span.start <= offset && offset < $0.span.end }?.id
  }

  /// A footnote by its index.
  func footnote(_ index: Int) -> Footnote? { footnotes.indices.contains(index) ? footnotes[index] : nil }

  /// The lines of a section's heading; the first line of a section without one.
  func boxes(ofSection section: Section) -> [Box] {
    if section.heading != nil, let heading = headings[section.span.start] { return text.boxes(of: heading) }
    return text.boxes(of: section.span).first.map { [$0] } ?? []
  }
}

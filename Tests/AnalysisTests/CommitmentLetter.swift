// SPDX-License-Identifier: GPL-3.0-or-later
import Model

/// A letter for tests: paragraphs, each a section's content where a heading is given.
struct CommitmentLetter {
  /// A block: a heading, a paragraph or an item of a list.
  enum Block {
    case heading(String)
    case text(String)
    case item(String)
  }

  var blocks: [Block]
  var offices: [String]
  var date = Day(2026, 3, 20)

  init(paragraphs: [String], offices: [String] = ["Minister van Financiën"]) {
    self.init(blocks: paragraphs.map { .text($0) }, offices: offices)
  }

  init(blocks: [Block], offices: [String] = ["Minister van Financiën"]) {
    self.blocks = blocks
    self.offices = offices
  }

  var structured: StructuredLetter {
    var utf8: [UInt8] = []
    var sections: [Section] = []
    var paragraphs: [Paragraph] = []
    for block in blocks {
      if !utf8.isEmpty { utf8 += [0x0A, 0x0A] }
      let start = utf8.count
      let kind: Paragraph.Kind
      switch block {
      case .heading(let text):
        utf8 += Array(text.utf8)
        kind = .heading
        sections.append(
          Section(id: "s\(sections.count + 1)", heading: text, level: 1, kind: .body, span: TextSpan(start, utf8.count))
        )
      case .text(let text):
        utf8 += Array(text.utf8)
        kind = .text
      case .item(let text):
        utf8 += Array(text.utf8)
        kind = .listItem
      }
      if sections.isEmpty {
        sections.append(Section(id: "s0", heading: nil, level: 0, kind: .opening, span: TextSpan(start, utf8.count)))
      }
      sections[sections.count - 1].span = TextSpan(sections[sections.count - 1].span.start, utf8.count)
      paragraphs.append(Paragraph(section: sections.count - 1, kind: kind, span: TextSpan(start, utf8.count)))
    }
    var letter = StructuredLetter(
      source: Source(path: "-", sha256: "", bytes: 0, format: "text"),
      text: LetterText(utf8: utf8)
    )
    letter.metadata.date = date
    letter.metadata.chamber = .tweedeKamer
    letter.metadata.signatories = offices.map { Signatory(office: $0, name: "A. Naam") }
    letter.sections = sections
    letter.paragraphs = paragraphs
    return letter
  }
}

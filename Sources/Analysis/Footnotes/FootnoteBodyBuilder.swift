// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// A footnote's body as lines.
struct FootnoteBody: Equatable {
  /// As printed.
  var label: String
  /// Indices into the layout's lines.
  var lines: [Int]
  /// How many words of the first line the label takes; 0 where it is glued to the first word.
  var labelWords: Int
  /// Glyphs of the first word that belong to the label where it is glued.
  var labelGlyphs: Int
  /// Index into the document's pages.
  var page: Int
}

/// Groups the lines of footnote zones into bodies: a label opens one, other lines go on with the last, over pages too. Loses no line.
struct FootnoteBodyBuilder {
  private let classifier = FootnoteZoneClassifier()

  /// Bodies in reading order.
  func callAsFunction(_ layout: LaidOutDocument) -> [FootnoteBody] {
    var bodies: [FootnoteBody] = []
    var next = 1
    for (index, line) in layout.lines.enumerated() where line.zone == .footnote {
      if let label = classifier.label(line, layout), opens(label, next: next, first: bodies.isEmpty) {
        bodies.append(
          FootnoteBody(
            label: String(decoding: label.text, as: UTF8.self),
            lines: [index],
            labelWords: label.words,
            labelGlyphs: label.words == 0 ? label.glyphs : 0,
            page: line.page
          )
        )
        if let number = label.number { next = number + 1 }
      } else if bodies.isEmpty {
        bodies.append(FootnoteBody(label: "", lines: [index], labelWords: 0, labelGlyphs: 0, page: line.page))
      } else {
        bodies[bodies.count - 1].lines.append(index)
      }
    }
    return bodies
  }

  /// A raised label always opens a note that may come; one in the note's own size only where it is the very next.
  private func opens(_ label: FootnoteLabel, next: Int, first: Bool) -> Bool {
    guard let number = label.number else { return true }
    if label.raised { return classifier.accepts(label, next: next) }
    return number == next || (first && classifier.accepts(label, next: next))
  }
}

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
  /// Whether it is a note under a table, outside the letter's own row of notes.
  var isTableNote = false
}

/// Groups the lines of footnote zones into bodies: a label opens one, other lines go on with the last, over pages too. Loses no line.
struct FootnoteBodyBuilder {
  private let classifier = FootnoteZoneClassifier()

  /// Bodies in reading order.
  func callAsFunction(_ layout: LaidOutDocument) -> [FootnoteBody] {
    var bodies: [FootnoteBody] = []
    var next = 1
    var last: Int?
    for (index, line) in layout.lines.enumerated() where line.zone == .footnote {
      if line.isTableNote {
        addTableLine(index, line, layout, &bodies)
        continue
      }
      defer { last = bodies.lastIndex { !$0.isTableNote } }
      if let label = classifier.label(line, layout), opens(label, next: next, first: last == nil) {
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
      } else if let last {
        bodies[last].lines.append(index)
      } else {
        bodies.append(FootnoteBody(label: "", lines: [index], labelWords: 0, labelGlyphs: 0, page: line.page))
      }
    }
    return bodies
  }

  /// A line under a table: its label opens a note, other lines go on with the one above.
  private func addTableLine(_ index: Int, _ line: Line, _ layout: LaidOutDocument, _ bodies: inout [FootnoteBody]) {
    if let label = TableNoteDetector.label(line, layout) {
      var utf8: [UInt8] = []
      for scalar in label { Scalars.append(scalar, to: &utf8) }
      bodies.append(
        FootnoteBody(
          label: String(decoding: utf8, as: UTF8.self),
          lines: [index],
          labelWords: 1,
          labelGlyphs: 0,
          page: line.page,
          isTableNote: true
        )
      )
    } else if let last = bodies.indices.last, bodies[last].isTableNote {
      bodies[last].lines.append(index)
    }
  }

  /// A raised label always opens a note that may come; one in the note's own size only where it is the very next.
  private func opens(_ label: FootnoteLabel, next: Int, first: Bool) -> Bool {
    guard let number = label.number else { return true }
    if label.raised { return classifier.accepts(label, next: next) }
    return number == next || (first && classifier.accepts(label, next: next))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Finds notes that stand right under their table: small lines whose label is printed, raised, in one of the table's rows.
public struct TableNoteDetector: Sendable {
  /// A line counts as small below this share of the text's size.
  public var smallShare: Float = 0.94

  /// Creates the stage.
  public init() {}

  /// Sets the zone of the notes' lines.
  public func callAsFunction(_ layout: inout LaidOutDocument) {
    var index = 0
    while index < layout.lines.count {
      guard layout.lines[index].isTableRow, layout.lines[index].zone == .body else {
        index += 1
        continue
      }
      let start = index
      while index < layout.lines.count, layout.lines[index].isTableRow { index += 1 }
      let rows = layout.lines[start..<index]
      let called = Set(rows.flatMap { raised($0, layout) })
      guard !called.isEmpty else { continue }
      var opened = false
      while index < layout.lines.count, isSmall(layout.lines[index], layout), layout.lines[index].zone == .body,
        layout.lines[index].page == layout.lines[index - 1].page,
        layout.lines[index].y1 - layout.lines[index - 1].y1 < 2.4 * layout.lines[index].size,
        !layout.lines[index].isTableRow
      {
        if let label = TableNoteDetector.label(layout.lines[index], layout) {
          guard called.contains(label) else { break }
          opened = true
        } else if !opened {
          break
        }
        layout.lines[index].zone = .footnote
        layout.lines[index].isTableNote = true
        index += 1
      }
    }
  }

  private func isSmall(_ line: Line, _ layout: LaidOutDocument) -> Bool {
    line.size < layout.fonts.bodySize * smallShare
  }

  /// Raised words of a row that may call a note.
  private func raised(_ line: Line, _ layout: LaidOutDocument) -> [[UInt32]] {
    let scalars = layout.document.pages[line.page].scalars
    return layout.words(of: line).compactMap { word in
      let text = Array(scalars[word.start..<word.end])
      let star = text == [0x2A] || text == [0x2020]
      guard TableNoteDetector.isLabel(text), star || word.size < line.size * 0.82 else { return nil }
      return text
    }
  }

  /// The label at the head of a note: raised, or a star.
  public static func label(_ line: Line, _ layout: LaidOutDocument) -> [UInt32]? {
    let word = layout.words[line.words.lowerBound]
    let text = Array(layout.document.pages[line.page].scalars[word.start..<word.end])
    let star = text == [0x2A] || text == [0x2020]
    guard line.words.count > 1, isLabel(text), star || word.size < line.size * 0.82 else { return nil }
    return text
  }

  /// A number, one small letter, a star or a dagger.
  private static func isLabel(_ text: [UInt32]) -> Bool {
    if text.count == 1, (0x61...0x7A).contains(text[0]) || text[0] == 0x2A || text[0] == 0x2020 { return true }
    return text.count <= 2 && text.first != 0x30 && text.allSatisfy { (0x30...0x39).contains($0) } && !text.isEmpty
  }
}

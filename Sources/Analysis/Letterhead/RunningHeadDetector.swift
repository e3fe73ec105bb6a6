// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Tells running heads that are printed once: a letter of two pages has only one page that goes on. They are known by place and words: the
/// first lines of a page, smaller than the text or set apart from it, that name the sender, the letter's date or its reference.
struct RunningHeadDetector {
  var pack: LanguagePack

  /// Lines a running head may take.
  private let mostLines = 5
  /// Share of the page's height, from the top, in which it stands.
  private let headBand: Float = 0.2

  /// Sets the zone of running heads on the second and later pages.
  func callAsFunction(_ layout: inout LaidOutDocument, _ metadata: Metadata) {
    // The number of the questions that a letter answers heads their text, and no page.
    let yours = metadata.references["yours"] ?? ""
    let own = metadata.references.values.filter { yours.isEmpty || !yours.contains($0) }
    let references = own.map { Letterhead.fold(Array($0.utf8)) }.filter { $0.count >= 5 }
    for page in layout.linesByPage {
      guard let first = page.first, layout.lines[first].page > 0 else { continue }
      let lines = page.prefix(mostLines * 8).filter { layout.lines[$0].zone == .body }.prefix(mostLines + 1)
      let height = Float(layout.document.pages[layout.lines[first].page].height)
      var taken = 0
      var named = false
      for (at, index) in lines.enumerated() where at == taken && at < mostLines {
        let line = layout.lines[index]
        let isSmall = line.size < layout.fonts.bodySize * 0.94
        let printed = PrintedLine(index, layout)
        let names = names(printed, metadata, references, layout.fonts.bodySize)
        guard line.y0 < height * headBand, isSmall || names && line.words.count <= 8 else { break }
        taken += 1
        named = named || names
      }
      guard named, taken > 0, taken < lines.count else { continue }
      let (last, next) = (layout.lines[lines[taken - 1]], layout.lines[lines[taken]])
      let apart = next.y1 - last.y1 > layout.pitch * 1.4 || last.size < layout.fonts.bodySize * 0.94
      guard apart else { continue }
      for index in lines.prefix(taken) { layout.lines[index].zone = .runningHeader }
    }
  }

  /// Whether a line names who wrote the letter, when, or under which number.
  private func names(_ line: PrintedLine, _ metadata: Metadata, _ references: [[UInt8]], _ bodySize: Float) -> Bool {
    guard line.text.count < 120, line.text.last != UInt8(ascii: ".") else { return false }
    if pack.letterhead.begins(line.folded, with: .ministry) { return true }
    if let (label, count) = pack.letterhead.label(of: line.folded), label == .ours || label == .date,
      count < line.folded.count, line.line.size < bodySize * 0.94
    {
      return true
    }
    if references.contains(where: { line.folded.contains($0) }) { return true }
    guard let date = metadata.date else { return false }
    return DateScanner(pack.lexicon).first(line.text, in: 0..<line.text.count)?.day == date
  }
}

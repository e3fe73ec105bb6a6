// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Official XML to a structured letter.
///
/// The same letter as PDF and as XML gives the same text and sections: what is furniture there is left out here.
public struct MarkupStructure: Sendable {
  private let pack: LanguagePack

  /// Notes without a call that are named each; a file with more of them is broken as a whole.
  private let mostWarnings = 50

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Builds text, sections, paragraphs, footnotes and metadata from markup.
  public func callAsFunction(_ document: MarkupDocument, source: Source) -> StructuredLetter {
    var frame = MarkupHeadReader(pack)(document)
    MarkupEndReader(pack)(document, &frame)

    let detector = MarkupHeadingDetector(pack)
    let headings = document.blocks.indices.compactMap { index -> MarkupHeading? in
      if frame.outside.contains(index) { return nil }
      return detector.heading(document.blocks, index) { !frame.outside.contains($0) }
    }
    let levels = levels(headings, document.blocks)
    let built = MarkupSectionBuilder(pack)(document.blocks, headings, levels, outside: frame.outside)

    var letter = StructuredLetter(source: source, metadata: frame.metadata, text: LetterText(utf8: built.utf8))
    letter.sections = built.sections
    letter.paragraphs = built.paragraphs
    letter.footnotes = document.notes.enumerated().map { index, note in
      Footnote(
        label: note.label.isEmpty ? "\(index + 1)" : note.label,
        utf8: note.text.utf8,
        calls: built.calls[index] ?? []
      )
    }
    letter.markedCitations = built.citations
    for (index, note) in document.notes.enumerated() {
      letter.markedCitations += MarkedCitationBuilder().citations(note.text, at: 0) {
        .footnote(index: index, span: $0)
      }
    }
    letter.warnings = document.warnings + warnings(document, letter)
    return letter
  }

  /// Levels within the letter and within each annex apart: numbers start anew there, and under the name of an annex all lies one level down.
  private func levels(_ headings: [MarkupHeading], _ blocks: [MarkupDocument.Block]) -> [Int] {
    let annexes = blocks.indices.filter { blocks[$0].kind == .annex }
    var levels: [Int] = []
    var rest = headings[...]
    for end in annexes + [blocks.count] {
      let part = rest.prefix { $0.block < end }
      rest = rest.dropFirst(part.count)
      var own = HeadingLevelResolver.levels(Array(part))
      if let title = part.first, annexes.contains(where: { $0 < title.block }), own[0] == 1,
        pack.letterhead.begins(Letterhead.fold(blocks[title.block].text.utf8), with: .annex),
        zip(own, part).dropFirst().contains(where: { $0 == 1 && !$1.isLabel })
      {
        for (place, heading) in part.enumerated().dropFirst() where !heading.isLabel { own[place] += 1 }
      }
      levels += own
    }
    return levels
  }

  private func warnings(_ document: MarkupDocument, _ letter: StructuredLetter) -> [Warning] {
    var warnings: [Warning] = []
    let titles = [document.title, document.answerTitle] + document.dossiers.map(\.title)
    let inTitles = Set(titles.flatMap(\.calls).map(\.note))
    for (index, footnote) in letter.footnotes.enumerated() where footnote.calls.isEmpty {
      if warnings.count == mostWarnings {
        warnings.append(
          Warning(code: "more-warnings", message: "further notes that the text does not call are not named")
        )
        break
      }
      warnings.append(
        inTitles.contains(index)
          ? Warning(
            code: "footnote-in-title",
            message: "note \(footnote.label) is called in the paper's title, not in its text"
          )
          : Warning(code: "footnote-without-call", message: "nothing in the text calls note \(footnote.label)")
      )
    }
    if letter.text.utf8.isEmpty {
      warnings.append(Warning(code: "no-text", message: "the XML holds no text below its title"))
    }
    return warnings
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
internal import Layout
public import Model

/// Pages of glyphs to a structured letter.
public struct PageStructure: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Builds lines and blocks, tells furniture from text, joins paragraphs, finds headings and ties footnotes.
  public func callAsFunction(_ document: PagedDocument, source: Source) -> StructuredLetter {
    var layout = PageLayout(footerShapes: pack.letterhead[.footerShapes])(document)
    var frame = frame(layout)
    frame.apply(to: &layout)
    let moved = TableBuilder()(&layout)
    frame.annexFrom = frame.annexFrom.map { moved[$0] }

    let calls = FootnoteCallDetector()(layout)
    let bodies = FootnoteBodyBuilder()(layout)
    let links = FootnoteLinker()(calls: calls, bodies: bodies, layout: layout)
    var linked: [Int: [(word: Int, call: Int)]] = [:]
    for call in links.callsOfBody.joined() { linked[calls[call].line, default: []].append((calls[call].word, call)) }

    let lines = layout.lines.indices.filter { layout.lines[$0].zone == .body }
    let features = lines.map { index in
      LineFeatures(index, layout, calls: Set((linked[index] ?? []).map(\.word)))
    }
    let labels = labels(features, layout)
    let blocks = ParagraphBuilder(layout: layout, alone: labels)(features)
    let headings = HeadingDetector(layout: layout, labels: labels)(blocks, features)
    let assembler = TextAssembler(layout: layout, hyphens: hyphens(layout), calls: linked)
    let annexFrom = frame.annexFrom.flatMap { first in blocks.firstIndex { features[$0.lines.lowerBound].line >= first } }
    let built = SectionBuilder(
      layout: layout,
      assembler: assembler,
      annexFrom: annexFrom,
      isClosing: { heading in pack.letterhead.begins(heading, with: .closingHeadings) && heading.count < 40 }
    )(blocks, features, headings)

    var letter = StructuredLetter(source: source, metadata: frame.metadata, text: built.text)
    letter.sections = built.sections
    letter.paragraphs = built.paragraphs
    letter.footnotes = footnotes(bodies, links, calls, built, assembler, layout)
    letter.furniture = furniture(layout)
    letter.warnings = document.warnings + links.warnings + TextAudit()(layout, frame.metadata, built.text)
    return letter
  }

  private func frame(_ layout: LaidOutDocument) -> LetterFrame {
    var frame = LetterheadReader(pack: pack, layout: layout)()
    SignatoryReader(pack: pack, layout: layout)(&frame)
    return frame
  }

  /// Lines that are labels of questions and answers, by index into the features.
  private func labels(_ features: [LineFeatures], _ layout: LaidOutDocument) -> Set<Int> {
    let labels = QuestionLabels(pack)
    var result = Set<Int>()
    for (index, feature) in features.enumerated() where feature.length <= 32 && feature.startsAfresh {
      if labels.label(Letterhead.fold(layout.text(layout.lines[feature.line]))) != nil { result.insert(index) }
    }
    return result
  }

  private func hyphens(_ layout: LaidOutDocument) -> HyphenResolver {
    let evidence = HyphenEvidence(layout)
    return HyphenResolver(
      met: evidence.met,
      joints: evidence.joints,
      lines: evidence.lines,
      hardPrefixes: Set(pack.letterhead[.hardPrefixes]),
      conjunctions: Set(pack.letterhead[.leftOut])
    )
  }

  private func footnotes(
    _ bodies: [FootnoteBody],
    _ links: LinkedFootnotes,
    _ calls: [FootnoteCall],
    _ built: BuiltText,
    _ assembler: TextAssembler,
    _ layout: LaidOutDocument
  ) -> [Footnote] {
    bodies.enumerated().map { index, body in
      var result = TextAssembler.Result()
      assembler.append(body.lines, skipping: body.labelWords, glyphs: body.labelGlyphs, to: &result)
      let places = links.callsOfBody[index].compactMap { call -> Footnote.Call? in
        guard let offset = built.callOffsets[call] else { return nil }
        let section = built.sections.lastIndex { $0.span.start <= offset }
        return Footnote.Call(offset: offset, page: layout.document.pages[calls[call].page].number, section: section)
      }
      return Footnote(
        label: body.label,
        utf8: result.utf8,
        page: layout.document.pages[body.page].number,
        calls: places
      )
    }
  }

  private func furniture(_ layout: LaidOutDocument) -> [Furniture] {
    layout.lines.compactMap { line in
      guard line.zone != .body, line.zone != .footnote else { return nil }
      return Furniture(kind: line.zone.rawValue, text: String(decoding: layout.text(line), as: UTF8.self), box: layout.box(line))
    }
  }
}

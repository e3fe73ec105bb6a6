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
  ///
  /// - Parameter tree: reads what the file's tags say of headings; called at most once, and only where the pages leave open which of two
  ///   headings lies above the other. Without it ``PagedDocument/taggedHeadings`` count.
  public func callAsFunction(_ document: PagedDocument, source: Source, tree: (() -> [TaggedHeading])? = nil)
    -> StructuredLetter
  {
    let reading = read(document, tree: tree)
    let assembler = TextAssembler(
      layout: reading.layout,
      hyphens: HyphenResolver(reading.layout, pack),
      calls: reading.linked,
      keepingBracket: Set(reading.calls.indices.filter { reading.calls[$0].keepsBracket })
    )
    let annexFrom = reading.frame.annexFrom.flatMap { first in
      reading.blocks.firstIndex { reading.features[$0.lines.lowerBound].line >= first }
    }
    let built = SectionBuilder(
      layout: reading.layout,
      assembler: assembler,
      annexFrom: annexFrom,
      isClosing: { heading in pack.letterhead.begins(heading, with: .closingHeadings) && heading.count < 40 }
    )(reading.blocks, reading.features, reading.headings)

    var letter = StructuredLetter(source: source, metadata: reading.frame.metadata, text: built.text)
    letter.sections = built.sections
    letter.paragraphs = built.paragraphs
    letter.footnotes = footnotes(reading, built, assembler)
    letter.furniture = furniture(reading.layout)
    letter.warnings =
      document.warnings + reading.links.warnings
      + TextAudit(pack: pack)(reading.layout, reading.frame.metadata, built.text)
    return letter
  }

  /// Everything that is found before text is made of it.
  func read(_ document: PagedDocument, tree: (() -> [TaggedHeading])? = nil) -> PageReading {
    var layout = PageLayout(footerShapes: pack.letterhead[.footerShapes])(document)
    var frame = frame(layout)
    frame.apply(to: &layout)
    RunningHeadDetector(pack: pack)(&layout, frame.metadata)
    let moved = TableBuilder()(&layout)
    frame.annexFrom = frame.annexFrom.map { moved[$0] }
    TableNoteDetector()(&layout)

    let annotated = FootnoteLinks(layout)
    let bodies = FootnoteBodyBuilder()(layout)
    let calls = GluedCalls.parted(FootnoteCallDetector()(layout, links: annotated, bodies: bodies), bodies: bodies)
    let links = FootnoteLinker(links: annotated)(calls: calls, bodies: bodies, layout: layout)
    var linked = [[(word: Int, call: Int)]](repeating: [], count: layout.lines.count)
    for call in links.callsOfBody.joined() { linked[calls[call].line].append((calls[call].word, call)) }

    let features = layout.lines.indices.filter { layout.lines[$0].zone == .body }.map { index in
      LineFeatures(index, layout, calls: linked[index], lexicon: pack.lexicon)
    }
    let labels = labels(features, layout)
    let blocks = ParagraphBuilder(
      layout: layout,
      alone: Set(labels.keys),
      after: parted(features, frame),
      opensTitle: annexLabels(features, layout),
      isCaption: { pack.letterhead.isCaption($0) || pack.letterhead.isBoxTitle($0) }
    )(features)
    return PageReading(
      layout: layout,
      frame: frame,
      calls: calls,
      bodies: bodies,
      links: links,
      linked: linked,
      features: features,
      blocks: blocks,
      headings: withoutActuallyEscaping(tree ?? { document.taggedHeadings }) { tagged in
        HeadingDetector(
          layout: layout,
          labels: labels,
          isCaption: pack.letterhead.isCaption,
          isBoxTitle: pack.letterhead.isBoxTitle,
          tagged: tagged,
          annexFrom: frame.annexFrom,
          namesAnnex: { pack.letterhead.prefix(of: $0, in: .annex) != nil }
        )(blocks, features)
      }
    )
  }

  private func frame(_ layout: LaidOutDocument) -> LetterFrame {
    var frame = LetterheadReader(pack: pack, layout: layout)()
    SignatoryReader(pack: pack, layout: layout)(&frame)
    return frame
  }

  /// Lines before which the letter itself has ended, by index into the features: the first of an annex, those below a signature.
  private func parted(_ features: [LineFeatures], _ frame: LetterFrame) -> Set<Int> {
    guard !frame.signature.isEmpty || frame.annexFrom != nil else { return [] }
    let signature = Set(frame.signature)
    return Set(
      features.indices.dropFirst().filter { index in
        let between = (features[index - 1].line + 1)..<features[index].line
        return between.contains(where: signature.contains)
          || frame.annexFrom.map { features[index - 1].line < $0 && $0 <= features[index].line } ?? false
      }
    )
  }

  /// Lines that are labels of questions and answers, by index into the features.
  private func labels(_ features: [LineFeatures], _ layout: LaidOutDocument) -> [Int: QuestionLabels.Kind] {
    let labels = QuestionLabels(pack)
    var result: [Int: QuestionLabels.Kind] = [:]
    for (index, feature) in features.enumerated() where feature.length <= 32 && feature.startsAfresh {
      result[index] = labels.label(layout.folded(layout.lines[feature.line]))
    }
    for index in QuestionNumbers(layout: layout, labels: labels)(features) { result[index] = .question }
    return result
  }

  /// Lines that name an annex and say nothing else (`BIJLAGE`, `Bijlage 2`), by index into the features: its title may stand right below.
  private func annexLabels(_ features: [LineFeatures], _ layout: LaidOutDocument) -> Set<Int> {
    Set(
      features.indices.filter { index in
        guard features[index].length <= 12, features[index].startsAfresh, !features[index].emphasis.isPlain else {
          return false
        }
        let folded = layout.folded(layout.lines[features[index].line])
        guard let word = pack.letterhead.prefix(of: folded, in: .annex) else { return false }
        return HeadingNumber(Array(folded[word.count...].drop { $0 == 0x20 }), apart: true) != nil
          || folded.count == word.count
      }
    )
  }

  private func footnotes(_ reading: PageReading, _ built: BuiltText, _ assembler: TextAssembler) -> [Footnote] {
    let pages = reading.layout.document.pages
    return reading.bodies.enumerated().map { index, body in
      var result = TextAssembler.Result()
      assembler.append(body.lines, skipping: body.labelWords, glyphs: body.labelGlyphs, to: &result)
      let places = reading.links.callsOfBody[index].compactMap { call -> Footnote.Call? in
        guard let offset = built.callOffsets[call] else { return nil }
        let section = built.sections.lastIndex { $0.span.start <= offset }
        return Footnote.Call(offset: offset, page: pages[reading.calls[call].page].number, section: section)
      }
      return Footnote(label: body.label, utf8: result.utf8, page: pages[body.page].number, calls: places)
    }
  }

  private func furniture(_ layout: LaidOutDocument) -> [Furniture] {
    layout.lines.compactMap { line in
      guard line.zone != .body, line.zone != .footnote else { return nil }
      return Furniture(
        kind: line.zone.rawValue,
        text: String(decoding: layout.text(line), as: UTF8.self),
        box: layout.box(line)
      )
    }
  }
}

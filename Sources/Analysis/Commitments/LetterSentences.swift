// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// The sentences of a letter that are worth reading, read.
struct LetterSentences {
  let pack: LanguagePack
  let letter: StructuredLetter

  /// The running text, then each footnote's body.
  func sources() -> [CommitmentSource] {
    [CommitmentSource(utf8: letter.text.utf8, footnote: nil)]
      + letter.footnotes.indices.map { CommitmentSource(utf8: letter.footnotes[$0].utf8, footnote: $0) }
  }

  /// The sentences of a source that have a cue, in order.
  func readings(of source: CommitmentSource) -> [SentenceReading] {
    let rules = pack.commitments
    var result: [SentenceReading] = []
    guard source.footnote == nil else {
      let span = TextSpan(0, source.utf8.count)
      for (position, sentence) in candidates(span, source.utf8, always: false) {
        result += items(sentence, source, paragraph: 0, position: position, frame: nil)
      }
      return result
    }
    var frame: TextSpan?
    for (index, paragraph) in letter.paragraphs.enumerated() {
      if paragraph.kind == .heading {
        frame = nil
        continue
      }
      let isItem = paragraph.kind == .listItem
      if !isItem { frame = nil }
      for (position, sentence) in candidates(paragraph.span, source.utf8, always: isItem && frame != nil) {
        let shared = isItem && position == 0 ? frame : nil
        result += items(sentence, source, paragraph: index, position: position, frame: shared)
      }
      if !isItem, source.utf8[paragraph.span.end - 1] == 0x3A {
        frame = rules.splitter(source.utf8, paragraph.span).last
        if let head = frame, !rules.parser.leavesVerbToItems(source.utf8, head) { frame = nil }
      }
    }
    return result
  }

  /// Sentences with sufficient cues, and their position in the span.
  private func candidates(_ span: TextSpan, _ utf8: [UInt8], always: Bool) -> [(position: Int, span: TextSpan)] {
    let rules = pack.commitments
    var hits: [(at: Int, cue: CommitmentRules.Cue)] = []
    var union: CommitmentRules.Cue = []
    rules.cues.forEachHit(in: utf8, range: span.range) { hit in
      let cue = rules.cue(of: hit.pattern)
      union.formUnion(cue)
      hits.append((hit.start, cue))
    }
    guard union.suffice || always else { return [] }
    var result: [(Int, TextSpan)] = []
    hits.sort { $0.at < $1.at }
    var next = 0
    for (position, sentence) in rules.splitter(utf8, span).enumerated() {
      var cues: CommitmentRules.Cue = []
      while next < hits.count, hits[next].at < sentence.end {
        if hits[next].at >= sentence.start - 1 { cues.formUnion(hits[next].cue) }
        next += 1
      }
      if cues.suffice || (always && position == 0) { result.append((position, sentence)) }
    }
    return result
  }

  /// A sentence, or the items of a list in it ("Ik zal: a. …; b. …"), each with the head they share.
  private func items(
    _ sentence: TextSpan,
    _ source: CommitmentSource,
    paragraph: Int,
    position: Int,
    frame: TextSpan?
  ) -> [SentenceReading] {
    if frame == nil, let list = ListInSentence(source.utf8, sentence),
      pack.commitments.parser.leavesVerbToItems(source.utf8, list.head)
    {
      return list.items.map { reading($0, source, paragraph: paragraph, position: position, frame: list.head) }
    }
    return [reading(sentence, source, paragraph: paragraph, position: position, frame: frame)]
  }

  private func reading(
    _ sentence: TextSpan,
    _ source: CommitmentSource,
    paragraph: Int,
    position: Int,
    frame: TextSpan?
  ) -> SentenceReading {
    let section = source.footnote == nil ? letter.paragraphs[paragraph].section : letter.footnotes[source.footnote ?? 0].calls.first?.section
    let resolver = DeadlineResolver(pack)
    let chooser = DeadlineChooser(utf8: source.utf8, date: letter.metadata.date)
    var found = resolver(source.utf8, sentence: sentence, date: letter.metadata.date)
    if let frame { found += resolver(source.utf8, sentence: frame, date: letter.metadata.date) }
    let known = section.flatMap { letter.sections.indices.contains($0) ? letter.sections[$0] : nil }
    return SentenceReading(
      sentence: pack.commitments.parser(source.utf8, sentence, frame: frame),
      section: section,
      paragraph: paragraph,
      position: position,
      inQuestions: known?.heading.map(asksQuestions) ?? false,
      inAnnex: known?.kind == .annex,
      deadlines: chooser.open(found)
    )
  }

  /// "Vraag 3": a short heading that begins with a label of questions.
  private func asksQuestions(_ heading: String) -> Bool {
    guard heading.utf8.count < 40 else { return false }
    return pack.letterhead.begins(Letterhead.fold(heading.utf8), with: .questionLabels)
  }
}

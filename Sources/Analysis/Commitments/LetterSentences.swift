// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// The sentences of a letter that are worth reading, read.
struct LetterSentences {
  let pack: LanguagePack
  let letter: StructuredLetter
  /// Indices of the sections that ask questions, and of those that list promises.
  private let questions, promises: Set<Int>

  init(pack: LanguagePack, letter: StructuredLetter) {
    self.pack = pack
    self.letter = letter
    var questions: Set<Int> = []
    for (index, section) in letter.sections.enumerated() {
      if let heading = section.heading, LetterSentences.asksQuestions(heading, pack) { questions.insert(index) }
    }
    self.questions = questions
    promises = PromiseSections(pack, letter).indices
  }

  /// The running text, then each footnote's body.
  func sources() -> [CommitmentSource] {
    [CommitmentSource(utf8: letter.text.utf8, footnote: nil)]
      + letter.footnotes.indices.map { CommitmentSource(utf8: letter.footnotes[$0].utf8, footnote: $0) }
  }

  /// What one pass over a source gives.
  struct Scan {
    /// The sentences that a rule may meet, in order.
    var readings: [SentenceReading] = []
    /// Room for the tokens and the sentences of one paragraph after the other.
    fileprivate var tokens: [Token] = []
    fileprivate var sentences: [TextSpan] = []
    /// In how many sentences the writer speaks of himself, and in how many of the cabinet.
    var own = 0
    var cabinet = 0
  }

  /// Reads the sentences of a source that a rule may meet; the others are only counted.
  func scan(_ source: CommitmentSource) -> Scan {
    let rules = pack.commitments
    var scan = Scan()
    if source.footnote != nil {
      self.scan(TextSpan(0, source.utf8.count), 0, nil, source, &scan)
      return scan
    }
    var frame: TextSpan?
    for (index, paragraph) in letter.paragraphs.enumerated() {
      if paragraph.kind == .heading || paragraph.span.isEmpty {
        frame = nil
        continue
      }
      let isItem = paragraph.kind == .listItem
      if !isItem { frame = nil }
      self.scan(paragraph.span, index, isItem ? frame : nil, source, &scan)
      if !isItem, source.utf8[paragraph.span.end - 1] == 0x3A {
        frame = rules.splitter(source.utf8, paragraph.span).last
        if let head = frame, !rules.parser.leavesVerbToItems(source.utf8, head) { frame = nil }
      }
    }
    return scan
  }

  private func scan(
    _ span: TextSpan,
    _ paragraph: Int,
    _ frame: TextSpan?,
    _ source: CommitmentSource,
    _ scan: inout Scan
  ) {
    let rules = pack.commitments
    scan.tokens.removeAll(keepingCapacity: true)
    rules.parser.tokens(source.utf8, span, into: &scan.tokens)
    scan.sentences.removeAll(keepingCapacity: true)
    rules.splitter(source.utf8, span, into: &scan.sentences)
    var next = 0
    let first = scan.readings.count
    var speaks = frame != nil
    var last = ClassSet()
    var before = ClassSet()
    for position in scan.sentences.indices {
      let sentence = scan.sentences[position]
      let opening = next
      while next < scan.tokens.count, scan.tokens[next].start < sentence.end { next += 1 }
      let hint = rules.hint(scan.tokens, opening..<next)
      let own = hint.words.contains(rules.terms.selfWords)
      let cabinet = hint.words.contains(rules.terms.cabinet)
      if own { scan.own += 1 }
      if cabinet { scan.cabinet += 1 }
      speaks =
        speaks || own || cabinet || hint.words.contains(rules.terms.office) || hint.words.contains(rules.terms.own)
      defer {
        before = last
        before.formUnion(hint.words)
        last = hint.words
      }
      let shared = position == 0 ? frame : nil
      guard shared != nil || rules.mayMeet(hint) else { continue }
      scan.readings += items(
        sentence,
        Array(scan.tokens[opening..<next]),
        source,
        paragraph: paragraph,
        position: position,
        frame: shared,
        before: before,
        dated: hint.mayBeDated
      )
    }
    if speaks { for reading in scan.readings[first...] { reading.isBesideWriter = true } }
  }

  /// A sentence, or the items of a list in it ("Ik zal: a. …; b. …"), each with the head they share.
  private func items(
    _ sentence: TextSpan,
    _ tokens: [Token],
    _ source: CommitmentSource,
    paragraph: Int,
    position: Int,
    frame: TextSpan?,
    before: ClassSet,
    dated: Bool
  ) -> [SentenceReading] {
    if frame == nil, let list = ListInSentence(source.utf8, sentence),
      pack.commitments.parser.leavesVerbToItems(source.utf8, list.head)
    {
      return list.items.map { item in
        var own: [Token] = []
        pack.commitments.parser.tokens(source.utf8, item, into: &own)
        return reading(
          item,
          own,
          source,
          paragraph: paragraph,
          position: position,
          frame: list.head,
          before: before,
          dated: dated
        )
      }
    }
    return [
      reading(
        sentence,
        tokens,
        source,
        paragraph: paragraph,
        position: position,
        frame: frame,
        before: before,
        dated: dated
      )
    ]
  }

  private func reading(
    _ sentence: TextSpan,
    _ tokens: [Token],
    _ source: CommitmentSource,
    paragraph: Int,
    position: Int,
    frame: TextSpan?,
    before: ClassSet,
    dated: Bool
  ) -> SentenceReading {
    let section =
      source.footnote.map { letter.footnotes[$0].calls.first?.section } ?? letter.paragraphs[paragraph].section
    let parser = pack.commitments.parser
    let parsed = parser(source.utf8, sentence, tokens, frame: frame)
    let known = section.flatMap { letter.sections.indices.contains($0) ? $0 : nil }
    let earliest = source.footnote == nil ? letter.paragraphs[paragraph].span.start : 0
    return SentenceReading(
      sentence: parsed,
      section: section,
      paragraph: paragraph,
      position: position,
      inQuestions: known.map { questions.contains($0) } ?? false,
      inAnnex: known.map { letter.sections[$0].kind == .annex } ?? false,
      isListed: position == 0 && known.map { promises.contains($0) } ?? false,
      before: before,
      deadlines: { [pack, source, date = letter.metadata.date] in
        guard dated || frame != nil else { return SentenceReading.Times() }
        let resolver = DeadlineResolver(pack)
        var found = resolver(source.utf8, sentence: sentence, date: date, earliest: earliest)
        if let frame { found += resolver(source.utf8, sentence: frame, date: date) }
        // "tijdig" names no time.
        found.removeAll { candidate in
          guard let token = parsed.tokens.first(where: { $0.end > candidate.span.start }) else { return false }
          return parser.classes(of: token).contains(pack.commitments.terms.notDeadline)
        }
        for k in found.indices { parsed.cut(&found[k], source) }
        let chooser = DeadlineChooser(utf8: source.utf8, date: date, asking: pack.commitments.terms.ask)
        let standing = found.filter { !chooser.isOver($0, parsed, resolver) }
        return SentenceReading.Times(open: chooser.open(standing), bygone: chooser.bygone(standing))
      }
    )
  }

  /// "Vraag 3", "Vragen 4 en 5": a short heading that is a label of questions and no more than numbers. "Vraag van het lid Peters"
  /// heads the answer as well.
  private static func asksQuestions(_ heading: String, _ pack: LanguagePack) -> Bool {
    guard heading.utf8.count < 40 else { return false }
    let folded = Letterhead.fold(heading.utf8)
    guard let label = pack.letterhead.prefix(of: folded, in: .questionLabels) else { return false }
    let rest = folded.dropFirst(label.count)
    return rest.allSatisfy { $0 < 0x30 } || rest.contains { (0x30...0x39).contains($0) }
  }
}

extension ParsedSentence {
  /// Ends a phrase that opens a clause of time where that clause ends: "Wanneer dit is afgerond | zal ik …" has no comma.
  fileprivate func cut(_ candidate: inout DeadlineResolver.Candidate, _ source: CommitmentSource) {
    guard candidate.deadline.until == nil, candidate.deadline.precision == .vague,
      let first = tokens.firstIndex(where: { $0.end > candidate.span.start }), clauses[clauseOf[first]].kind == .moment,
      let after = tokens.indices.first(where: {
        $0 > first && tokens[$0].start < candidate.span.end && clauses[clauseOf[$0]].kind == .main
      })
    else { return }
    candidate.span = TextSpan(candidate.span.start, tokens[after - 1].end)
    candidate.deadline.text = source.string(candidate.span)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// The sentences of a letter that are worth reading, read. A class, because every reading holds on to it until its deadlines are asked for.
final class LetterSentences {
  let pack: LanguagePack
  let letter: StructuredLetter
  /// Indices of the sections that ask questions, and of those that list promises.
  private let questions, promises: Set<Int>

  /// Whether what is asked may be left unread.
  private let skipsQuestions: Bool

  init(pack: LanguagePack, letter: StructuredLetter, skipsQuestions: Bool) {
    self.skipsQuestions = skipsQuestions
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
    let splitter = pack.commitments.splitter
    return [CommitmentSource(letter, splitter)]
      + letter.footnotes.indices.map { CommitmentSource(footnote: $0, of: letter, splitter) }
  }

  /// What one pass over a source gives.
  struct Scan {
    /// The sentences that a rule may meet, in order.
    var readings: [SentenceReading] = []
    /// Room for the tokens of one paragraph after the other, and for what each of its sentences hints at.
    fileprivate var tokens: [Token] = []
    fileprivate var hints: [(tokens: Range<Int>, hint: SentenceHint)] = []
    /// In how many sentences the writer speaks of himself, and in how many of the cabinet.
    var own = 0
    var cabinet = 0
  }

  /// Reads the sentences of a source that a rule may meet; the others are only counted.
  func scan(_ source: CommitmentSource) -> Scan {
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
        frame = source.sentences(of: index).last
        if let head = frame, !pack.commitments.parser.leavesVerbToItems(source.utf8, head) { frame = nil }
      }
    }
    return scan
  }

  /// The first of the tokens from a place on that stands behind a sentence.
  private static func end(of sentence: TextSpan, _ tokens: [Token], from place: Int) -> Int {
    tokens.withUnsafeBufferPointer { tokens in
      var next = place
      while next < tokens.count, tokens[next].start < sentence.end { next += 1 }
      return next
    }
  }

  private func mayMeet(
    _ hint: SentenceHint,
    _ around: SentenceReading.Surroundings,
    inAnyForm: Bool = false
  ) -> Bool {
    pack.commitments.mayMeet(
      hint,
      before: around.before,
      isBesideWriter: around.isBesideWriter,
      isListed: around.isListed,
      isFirst: around.position == 0,
      inAnyForm: inAnyForm
    )
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
    scan.hints.removeAll(keepingCapacity: true)
    let sentences = source.sentences(of: paragraph)
    var next = 0
    var isBesideWriter = frame != nil
    for sentence in sentences {
      let opening = next
      next = LetterSentences.end(of: sentence, scan.tokens, from: next)
      let hint = rules.hint(scan.tokens, opening..<next)
      let own = hint.words.contains(rules.terms.selfWords)
      let cabinet = hint.words.contains(rules.terms.cabinet)
      if own { scan.own += 1 }
      if cabinet { scan.cabinet += 1 }
      isBesideWriter =
        isBesideWriter || own || cabinet || hint.words.contains(rules.terms.office)
        || hint.words.contains(rules.terms.own)
      scan.hints.append((opening..<next, hint))
    }
    let section =
      source.footnote.map { letter.footnotes[$0].calls.first?.section } ?? letter.paragraphs[paragraph].section
    let known = section.flatMap { letter.sections.indices.contains($0) ? $0 : nil }
    var around = SentenceReading.Surroundings(
      section: section,
      paragraph: paragraph,
      inQuestions: known.map { questions.contains($0) } ?? false,
      inAnnex: known.map { letter.sections[$0].kind == .annex } ?? false,
      isBesideWriter: isBesideWriter
    )
    let lists = known.map { promises.contains($0) } ?? false
    // The word classes of the sentence before, and of the two before.
    var last = ClassSet()
    var earlier = ClassSet()
    for (position, sentence) in sentences.enumerated() {
      let (tokens, hint) = scan.hints[position]
      around.position = position
      around.isListed = position == 0 && lists
      around.before = earlier
      earlier = last
      earlier.formUnion(hint.words)
      last = hint.words
      let shared = position == 0 ? frame : nil
      guard shared != nil || mayMeet(hint, around) else { continue }
      if skipsQuestions, around.inQuestions || SentenceParser.endsInQuestion(scan.tokens[tokens]) { continue }
      if let frame = shared {
        scan.readings.append(
          reading(sentence, source, around, frame: frame, dated: true) { parser in
            parser(source.utf8, sentence, frame: frame)
          }
        )
        continue
      }
      let words = rules.parser.words(source.utf8, scan.tokens[tokens])
      let sharp = rules.sharpened(hint, by: words)
      guard mayMeet(sharp, around) else { continue }
      // A list stands behind a colon.
      if scan.tokens[tokens].contains(where: { $0.kind == .colon }),
        readList(sentence, source, around, dated: hint.mayBeDated, &scan.readings)
      {
        continue
      }
      var found: [DeadlineResolver.Candidate]?
      if !mayMeet(sharp.dated(.no), around, inAnyForm: true) {
        guard hint.mayBeDated else { continue }
        // Only rules that ask for a deadline are left: its phrases are sooner read than its clauses.
        let phrases = phrases(sentence, source, around)
        let dating = CommitmentDetector.dating(chooser(source).open(phrases)) { _ in true }
        guard mayMeet(sharp.dated(dating), around, inAnyForm: true) else { continue }
        found = phrases
      }
      scan.readings.append(
        reading(sentence, source, around, found: found, dated: hint.mayBeDated) { parser in
          parser(source.utf8, sentence, words)
        }
      )
    }
  }

  /// Reads the items of a list in a sentence ("Ik zal: a. …; b. …"), each with the head they share; `false` where it has none.
  private func readList(
    _ sentence: TextSpan,
    _ source: CommitmentSource,
    _ around: SentenceReading.Surroundings,
    dated: Bool,
    _ readings: inout [SentenceReading]
  ) -> Bool {
    guard let list = ListInSentence(source.utf8, sentence),
      pack.commitments.parser.leavesVerbToItems(source.utf8, list.head)
    else { return false }
    for item in list.items {
      readings.append(
        reading(item, source, around, frame: list.head, dated: dated) { parser in
          parser(source.utf8, item, frame: list.head)
        }
      )
    }
    return true
  }

  /// Reads a sentence; `found` are its deadline phrases where they are known.
  private func reading(
    _ sentence: TextSpan,
    _ source: CommitmentSource,
    _ around: SentenceReading.Surroundings,
    frame: TextSpan? = nil,
    found known: [DeadlineResolver.Candidate]? = nil,
    dated: Bool,
    parsed read: (SentenceParser) -> ParsedSentence
  ) -> SentenceReading {
    let parser = pack.commitments.parser
    return SentenceReading(
      sentence: read(parser),
      around: around,
      deadlines: { [self] parsed in
        guard dated || frame != nil else { return SentenceReading.Times() }
        let resolver = DeadlineResolver(pack)
        var found = known ?? phrases(sentence, source, around)
        if let frame { found += resolver(source.utf8, sentence: frame, date: letter.metadata.date) }
        let opensLetter = source.footnote == nil && around.paragraph == 0 && around.position == 0
        found.removeAll { parsed.isNoTime($0, parser, pack.commitments.terms, opensLetter: opensLetter) }
        for k in found.indices { parsed.cut(&found[k], source) }
        let chooser = chooser(source)
        let standing = found.filter { !chooser.isOver($0, parsed, resolver) }
        return SentenceReading.Times(open: chooser.open(standing), bygone: chooser.bygone(standing, parsed))
      }
    )
  }

  private func chooser(_ source: CommitmentSource) -> DeadlineChooser {
    DeadlineChooser(utf8: source.utf8, date: letter.metadata.date, terms: pack.commitments.terms)
  }

  /// The deadline phrases of a sentence, as they stand there.
  private func phrases(_ sentence: TextSpan, _ source: CommitmentSource, _ around: SentenceReading.Surroundings)
    -> [DeadlineResolver.Candidate]
  {
    let earliest = source.footnote == nil ? letter.paragraphs[around.paragraph].span.start : 0
    return DeadlineResolver(pack)(source.utf8, sentence: sentence, date: letter.metadata.date, earliest: earliest)
  }

  /// "Vraag 3", "Vragen 4 en 5": a short heading that is a label of questions and no more than numbers. "Vraag van het lid Peters"
  /// heads the answer as well.
  private static func asksQuestions(_ heading: String, _ pack: LanguagePack) -> Bool {
    guard heading.utf8.count < 40 else { return false }
    let folded = Letterhead.fold(Array(heading.utf8))
    guard let label = pack.letterhead.prefix(of: folded, in: .questionLabels) else { return false }
    let rest = folded.dropFirst(label.count)
    return rest.allSatisfy { $0 < 0x30 } || rest.contains { (0x30...0x39).contains($0) }
  }
}

extension ParsedSentence {
  /// Whether what reads like a time names none: "tijdig"; "eerder deze maand"; "kom ik mijn toezegging na uit het debat", where "na" is the verb's own; "melden
  /// wanneer het stuk er is", where the question is when.
  fileprivate func isNoTime(
    _ candidate: DeadlineResolver.Candidate,
    _ parser: SentenceParser,
    _ terms: CommitmentTerms,
    opensLetter: Bool
  ) -> Bool {
    guard let at = tokens.firstIndex(where: { $0.end > candidate.span.start }) else { return false }
    let classes = parser.classes(of: tokens[at])
    if classes.contains(terms.notDeadline) { return true }
    if at > 0, classes.contains(terms.determiner), parser.classes(of: tokens[at - 1]).contains(terms.earlierOn) {
      return true
    }
    // "Met het oog op het debat van 3 juni": why, not when. A letter that opens with "Voorafgaand aan het debat informeer ik u" does so.
    let isAim = marks.contains { mark in
      (mark.wordClass == terms.withViewTo || opensLetter && mark.first == 0 && mark.wordClass == terms.aheadOf)
        && mark.first <= at && at <= mark.last
    }
    if isAim { return true }
    let isAsked = classes.contains(terms.when)
    return clauses.contains { clause in
      clause.verbs.contains { verb in
        verb.particle == at
          || isAsked && verb.token == at - 1 && verb.mood == .bare
            && (verb.classes.contains(terms.tell) || verb.classes.contains(terms.inform))
      }
    }
  }

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

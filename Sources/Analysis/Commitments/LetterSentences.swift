// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// The sentences of a letter that are worth reading, read.
struct LetterSentences {
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
      while next < scan.tokens.count, scan.tokens[next].start < sentence.end { next += 1 }
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
    var last = ClassSet()
    for (position, sentence) in sentences.enumerated() {
      let (tokens, hint) = scan.hints[position]
      around.position = position
      around.isListed = position == 0 && lists
      defer {
        around.before = last
        around.before.formUnion(hint.words)
        last = hint.words
      }
      let shared = position == 0 ? frame : nil
      func mayMeet(_ hint: SentenceHint) -> Bool {
        rules.mayMeet(
          hint,
          before: around.before,
          isBesideWriter: isBesideWriter,
          isListed: around.isListed,
          isFirst: position == 0
        )
      }
      guard shared != nil || mayMeet(hint) else { continue }
      if skipsQuestions, around.inQuestions || SentenceParser.endsInQuestion(scan.tokens[tokens]) { continue }
      var words: SentenceWords?
      if shared == nil {
        let own = rules.parser.words(source.utf8, Array(scan.tokens[tokens]))
        guard mayMeet(rules.sharpened(hint, by: own)) else { continue }
        words = own
      }
      // A list stands behind a colon.
      let mayList = shared == nil && scan.tokens[tokens].contains { $0.kind == .colon }
      read(sentence, words, source, around, frame: shared, mayList: mayList, dated: hint.mayBeDated, &scan.readings)
    }
  }

  /// Reads a sentence, or the items of a list in it ("Ik zal: a. …; b. …"), each with the head they share.
  private func read(
    _ sentence: TextSpan,
    _ words: SentenceWords?,
    _ source: CommitmentSource,
    _ around: SentenceReading.Surroundings,
    frame: TextSpan?,
    mayList: Bool,
    dated: Bool,
    _ readings: inout [SentenceReading]
  ) {
    if mayList, let list = ListInSentence(source.utf8, sentence),
      pack.commitments.parser.leavesVerbToItems(source.utf8, list.head)
    {
      for item in list.items {
        readings.append(
          reading(item, source, around, frame: list.head, dated: dated) { parser in
            parser(source.utf8, item, frame: list.head)
          }
        )
      }
      return
    }
    readings.append(
      reading(sentence, source, around, frame: frame, dated: dated) { parser in
        if let words { parser(source.utf8, sentence, words) } else { parser(source.utf8, sentence, frame: frame) }
      }
    )
  }

  private func reading(
    _ sentence: TextSpan,
    _ source: CommitmentSource,
    _ around: SentenceReading.Surroundings,
    frame: TextSpan?,
    dated: Bool,
    parsed read: (SentenceParser) -> ParsedSentence
  ) -> SentenceReading {
    let parser = pack.commitments.parser
    let parsed = read(parser)
    let earliest = source.footnote == nil ? letter.paragraphs[around.paragraph].span.start : 0
    return SentenceReading(
      sentence: parsed,
      around: around,
      deadlines: { [pack, source, date = letter.metadata.date] in
        guard dated || frame != nil else { return SentenceReading.Times() }
        let resolver = DeadlineResolver(pack)
        var found = resolver(source.utf8, sentence: sentence, date: date, earliest: earliest)
        if let frame { found += resolver(source.utf8, sentence: frame, date: date) }
        let opensLetter = source.footnote == nil && around.paragraph == 0 && around.position == 0
        found.removeAll { parsed.isNoTime($0, parser, pack.commitments.terms, opensLetter: opensLetter) }
        for k in found.indices { parsed.cut(&found[k], source) }
        let chooser = DeadlineChooser(utf8: source.utf8, date: date, terms: pack.commitments.terms)
        let standing = found.filter { !chooser.isOver($0, parsed, resolver) }
        return SentenceReading.Times(open: chooser.open(standing), bygone: chooser.bygone(standing, parsed))
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

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Fills the slots of a finding: holder, recipient, action, deadline, motion, register numbers, confidence.
struct SlotFiller {
  let pack: LanguagePack
  let letter: StructuredLetter
  let citations: [Citation]
  let source: CommitmentSource
  let readings: [SentenceReading]
  private let holders: HolderResolver
  private let motions: MotionReader
  private let actions: ActionReader

  init(
    pack: LanguagePack,
    letter: StructuredLetter,
    citations: [Citation],
    source: CommitmentSource,
    readings: [SentenceReading],
    holders: HolderResolver
  ) {
    self.pack = pack
    self.letter = letter
    self.citations = citations
    self.source = source
    self.readings = readings
    self.holders = holders
    motions = MotionReader(terms: pack.commitments.terms, parser: pack.commitments.parser)
    actions = ActionReader(terms: pack.commitments.terms, parser: pack.commitments.parser, source: source)
  }

  func callAsFunction(_ resolved: StatusResolver.Resolved) -> Commitment {
    let hit = resolved.finding.hit
    let reading = readings[resolved.finding.reading]
    let sentence = reading.sentence
    let clause = sentence.clauses[hit.clause]
    let chooser = DeadlineChooser(utf8: source.utf8, date: letter.metadata.date, terms: pack.commitments.terms)
    var deadline: Deadline?
    if resolved.status == .fulfilled, hit.rule.kind == .recalled {
      deadline = chooser.kept(reading.deadlines + reading.bygone, hit, sentence)
    } else if resolved.status != .fulfilled {
      deadline = chooser(
        reading.deadlines,
        clause: hit.clause,
        sentence,
        replacing: hit.rule.kind == .made && clause.negation >= 0,
        kind: hit.rule.kind
      )
      if deadline == nil, hit.rule.kind == .recalled { deadline = reading.bygone.first?.deadline }
    }
    var occasion: Commitment.Occasion?
    if hit.rule.kind == .recalled {
      occasion =
        OccasionResolver(pack)(source.utf8, sentence: sentence.span, date: letter.metadata.date).first?.occasion
      if let given = deadline {
        deadline = beforeNow(
          asOf(occasion?.date, given, sentence),
          reading,
          broken: clause.negation >= 0 && hit.verb?.mood == .past
        )
      }
    }
    var commitment = Commitment(
      kind: hit.rule.kind,
      status: resolved.status,
      firmness: firmness(hit, sentence),
      place: source.place(sentence.span),
      text: source.string(sentence.span),
      holder: holder(hit, reading),
      recipient: recipient(clause, sentence, of: hit.rule.kind),
      action: actions(hit, sentence, without: phrase(deadline, reading)),
      deadline: deadline,
      rule: hit.rule.id,
      confidence: 0
    )
    if hit.rule.kind == .motion {
      let motion = motions(motion(hit, reading), source, letter, citations)
      if !motion.movers.isEmpty || motion.citation != nil { commitment.motion = motion }
    }
    commitment.occasion = occasion
    commitment.registerIds = RegisterNumbers.found(in: source.utf8, sentence.span)
    commitment.fulfilledBy = resolved.fulfilledBy
    commitment.confidence = confidence(hit, clause, dated: deadline != nil, reading)
    return commitment
  }

  /// A deadline as it was meant on the day of the promise: "in het eerste kwartaal", promised in February, is that of the same year,
  /// whenever the letter recalls it.
  private func asOf(_ day: Day?, _ deadline: Deadline, _ sentence: ParsedSentence) -> Deadline {
    guard let day, let date = letter.metadata.date, day < date, day > date.adding(months: -18) else { return deadline }
    let then = DeadlineResolver(pack)(source.utf8, sentence: sentence.span, date: day)
      .first { $0.deadline.text == deadline.text && !$0.isOccasion }
    guard let then, let until = then.deadline.until else { return deadline }
    return deadline.until.map { $0 <= until } ?? false ? deadline : then.deadline
  }

  /// "die u voor 1 mei zou ontvangen", written in late May: a moment without a year that was to be is the one that has just been. So is
  /// that of a promise which was `broken`: "om u voor 1 mei te informeren, heb ik niet kunnen nakomen".
  private func beforeNow(_ deadline: Deadline, _ reading: SentenceReading, broken: Bool) -> Deadline {
    guard let until = deadline.until, let date = letter.metadata.date, until > date.adding(months: 6),
      deadline.precision != .year, let candidate = reading.deadlines.first(where: { $0.deadline == deadline }),
      let token = reading.sentence.tokens.firstIndex(where: { $0.end > candidate.span.start }),
      broken
        || reading.sentence.clauses[reading.sentence.clauseOf[token]].verbs.contains(where: {
          // "had toegezegd voor 1 april te …": what had been promised was to be by then.
          // "zegde toe voor 1 juni …", told in the middle of June: nobody promises for nearly a year ahead without the year.
          $0.mood == .would || $0.mood == .past && deadline.precision == .day && until > date.adding(months: 10)
            || $0.mood == .past && $0.perfect && reading.sentence.clauses[reading.sentence.clauseOf[token]].isPast
        }),
      !reading.sentence.tokens.contains(where: {
        $0.kind == .number && $0.end - $0.start == 4 && candidate.span.range.contains($0.start)
      })
    else { return deadline }
    // Resolved a year before: a recess lies elsewhere each year.
    let then = DeadlineResolver(pack)(source.utf8, sentence: reading.sentence.span, date: date.adding(months: -12))
      .first { $0.deadline.text == deadline.text && $0.deadline.until.map { $0 < date } ?? false }
    return then?.deadline ?? deadline
  }

  private func holder(_ hit: FrameHit, _ reading: SentenceReading) -> String? {
    let sentence = reading.sentence
    var clause = sentence.clauses[hit.clause]
    if clause.agent == nil,
      clause.subject == nil || clause.subject?.role == .chamber || clause.subject?.role == .product
    {
      // An infinitive has its holder in the clause that governs it, and so has what a minister's letter brings ("zijn brief, die u …").
      let parent = sentence.clauses[clause.parent]
      if let subject = parent.subject {
        switch clause.kind {
        case .infinitive, .subordinate: clause.subject = subject
        case .relative where subject.role == .person || subject.role == .office || subject.role == .colleague:
          clause.subject = subject
        default: break
        }
      }
    }
    // "Een kabinetsreactie volgt": the cabinet's, whoever signs.
    if clause.agent == nil, hit.rule.kind == .made, let subject = clause.subject, subject.role == .product,
      pack.commitments.parser.classes(of: sentence.tokens[subject.head]).contains(pack.commitments.terms.cabinetProduct)
    {
      return pack.offices.cabinet
    }
    if clause.agent == nil, clause.subject?.role == .person, let office = namedBefore(reading) { return office }
    if clause.agent == nil, clause.subject.map({ $0.role == .product || $0.role == .chamber }) ?? true,
      source.footnote == nil,
      let office = actingBefore(reading)
    {
      return office
    }
    let plural =
      (clause.agent ?? clause.subject).map { pack.commitments.parser.isPlural(sentence.tokens[$0.head]) } ?? false
    return holders(clause, sentence, source.utf8, plural: plural)
  }

  /// The sentence that names the motion: this one, or one shortly before it that "hieraan" points back to.
  private func motion(_ hit: FrameHit, _ reading: SentenceReading) -> ParsedSentence {
    guard !hit.rule.after.isEmpty, source.footnote == nil else { return reading.sentence }
    for span in source.sentences(before: reading).suffix(2).reversed() {
      let parsed = pack.commitments.parser(source.utf8, span)
      if parsed.words.contains(pack.commitments.terms.motion) { return parsed }
    }
    return reading.sentence
  }

  /// The office that "hij" or "zij" stands for: the last one named in this sentence or in one shortly before.
  private func namedBefore(_ reading: SentenceReading) -> String? {
    if let office = holders.last(reading.sentence, source.utf8) { return office }
    guard source.footnote == nil else { return nil }
    for span in source.sentences(before: reading).suffix(4).reversed() {
      if let office = holders.last(pack.commitments.parser(source.utf8, span), source.utf8) { return office }
    }
    return nil
  }

  /// The office that a sentence shortly before, in the same paragraph, has acting: an act without an agent is then its act.
  private func actingBefore(_ reading: SentenceReading) -> String? {
    guard reading.around.position > 0 else { return nil }
    for span in source.sentences(before: reading).suffix(3).reversed() {
      if let office = holders.leading(source.utf8, span) { return office }
    }
    return nil
  }

  private func firmness(_ hit: FrameHit, _ sentence: ParsedSentence) -> Commitment.Firmness {
    let terms = pack.commitments.terms
    if sentence.clauses.contains(where: { $0.kind == .condition }) { return .conditional }
    guard hit.rule.firmness == .firm, hit.rule.kind == .made else { return hit.rule.firmness }
    let words = sentence.clauses[hit.clause].words
    if words.contains(terms.expect) { return .expected }
    return hit.rule.firmness
  }

  /// Where the deadline's phrase stands in the sentence.
  private func phrase(_ deadline: Deadline?, _ reading: SentenceReading) -> TextSpan? {
    guard let deadline else { return nil }
    return (reading.deadlines + reading.bygone).first { $0.deadline.text == deadline.text }?.span
  }

  private func recipient(_ clause: Clause, _ sentence: ParsedSentence, of kind: Commitment.Kind) -> String? {
    // Who moved a motion is not who gets what.
    if kind != .motion,
      let member = clause.participants.first(where: {
        $0.role == .member && $0.preposition < 0 || $0.role == .member && clause.chamber == nil
      })
    {
      // "het lid Kroger", "de leden X en Y": head and the capitalised words behind it.
      var end = member.head
      while end + 1 < sentence.tokens.count {
        let next = sentence.tokens[end + 1]
        // Behind a surname "in", "het" begin what comes next: "het lid Peters in het Commissiedebat".
        if next.kind == .word, next.capital || !sentence.tokens[end].capital && opensName(end + 1, sentence) {
          end += 1
        } else if end + 2 < sentence.tokens.count, sentence.tokens[end + 2].capital, end > member.head,
          pack.commitments.parser.classes(of: next).contains(pack.commitments.terms.coordinator) || next.kind == .comma
        {
          end += 2
        } else {
          break
        }
      }
      while end > member.head, !sentence.tokens[end].capital { end -= 1 }
      if end > member.head {
        return source.string(TextSpan(sentence.tokens[member.head].start, sentence.tokens[end].end))
      }
    }
    guard clause.chamber != nil else { return nil }
    return letter.metadata.chamber.flatMap(pack.offices.chamber)
  }

  /// A small word inside a surname, with the rest of the name behind it: "van der Hout".
  private func opensName(_ at: Int, _ sentence: ParsedSentence) -> Bool {
    var i = at
    while i < sentence.tokens.count, i < at + 3 {
      let token = sentence.tokens[i]
      if token.capital { return i > at }
      guard pack.commitments.parser.classes(of: token).contains(pack.commitments.terms.nameParticle) else {
        return false
      }
      i += 1
    }
    return false
  }

  /// The rule's own share, moved by what the sentence shows: a deadline or the Chamber speak for it; an annex, a footnote,
  /// a condition or a verb the pack does not know against it.
  ///
  /// The annotated letters at hand were used to write the rules and give nearly every rule a share of one, so the pack's
  /// shares are set below that, by how much the frame leaves open; the steps are odds of the same making. They order
  /// findings and bound what is promised of them; letters held back have to confirm them.
  private func confidence(_ hit: FrameHit, _ clause: Clause, dated: Bool, _ reading: SentenceReading) -> Double {
    var odds = hit.rule.confidence / max(0.01, 1 - hit.rule.confidence)
    if hit.rule.kind == .made {
      odds *= dated ? 1.6 : 0.85
      odds *= clause.chamber != nil ? 1.5 : 0.8
      if hit.verb.map({ $0.lemma < 0 }) ?? false { odds *= 0.6 }
      if reading.sentence.words.contains(pack.commitments.terms.condition) { odds *= 0.7 }
    }
    if reading.around.inAnnex || source.footnote != nil { odds *= 0.6 }
    let share = odds / (1 + odds)
    return (min(0.99, max(0.05, share)) * 100).rounded() / 100
  }
}

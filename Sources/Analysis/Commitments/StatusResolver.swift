// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Tells what a letter says about the fulfilment of what it recalls, and joins sentences that say only that.
struct StatusResolver {
  let pack: LanguagePack
  let letter: StructuredLetter
  let source: CommitmentSource
  let readings: [SentenceReading]

  /// A finding with its status.
  struct Resolved {
    var finding: CommitmentDetector.Finding
    var status: Commitment.Status
    var fulfilledBy: Place?
  }

  var terms: CommitmentTerms { pack.commitments.terms }

  mutating func callAsFunction(_ findings: [CommitmentDetector.Finding]) -> [Resolved] {
    var result: [Resolved] = []
    for finding in findings {
      let reading = readings[finding.reading]
      switch finding.hit.rule.kind {
      case .made:
        result.append(Resolved(finding: finding, status: .open))
      case .motion:
        result.append(Resolved(finding: finding, status: motionStatus(finding, reading)))
      case .recalled:
        let status =
          finding.hit.rule.isListed
          ? listedStatus(reading) : isHandedOver(finding, reading) ? .open : ownStatus(finding, reading)
        // "Hiermee is aan deze toezegging voldaan" after the promise itself says only what became of it.
        if let last = result.indices.last(where: { result[$0].finding.hit.rule.kind == .recalled }),
          refersBack(finding, reading),
          readings[result[last].finding.reading].around.paragraph == reading.around.paragraph, settles(finding),
          !isStillDue(readings[result[last].finding.reading])
        {
          result[last].status = status
          if status == .fulfilled || status == .partly {
            result[last].fulfilledBy = source.place(reading.sentence.span)
          }
          continue
        }
        result.append(Resolved(finding: finding, status: status))
      }
    }
    for index in result.indices
    where result[index].status == .open && result[index].finding.hit.rule.kind == .recalled
      && !result[index].finding.hit.rule.isListed
    {
      followUp(&result, index)
    }
    return result
  }

  /// "Afgedaan. De beantwoording is overgedragen aan …": another office has it now, and has not kept it yet.
  private func isHandedOver(_ finding: CommitmentDetector.Finding, _ reading: SentenceReading) -> Bool {
    guard finding.hit.rule.isOneWord, source.footnote == nil, let next = sentences(after: reading).first else {
      return false
    }
    return pack.commitments.parser(source.utf8, next).verbs.contains(terms.handOver)
  }

  /// Whether a promise has a day that is still to come: a "deze toezegging" that has been kept is then another.
  private func isStillDue(_ reading: SentenceReading) -> Bool {
    reading.deadlines.contains { candidate in
      candidate.deadline.until.map { until in letter.metadata.date.map { until >= $0 } ?? false } ?? false
    }
  }

  // MARK: In the sentence

  private func settles(_ finding: CommitmentDetector.Finding) -> Bool {
    finding.hit.verb.map { $0.classes.contains(terms.settle) } ?? false
  }

  /// A bare "deze toezegging", without a description of what was promised.
  private func refersBack(_ finding: CommitmentDetector.Finding, _ reading: SentenceReading) -> Bool {
    let sentence = reading.sentence
    guard sentence.words.contains(terms.anaphoric) else { return false }
    guard let mark = sentence.marks.first(where: { $0.wordClass == terms.anaphoric }) else { return false }
    // What follows the noun describes it, unless it is the verb or the end.
    guard mark.last + 3 < sentence.tokens.count else { return true }
    let next = sentence.tokens[mark.last + 1]
    return next.kind != .word || !pack.commitments.parser.classes(of: next).contains(terms.preposition)
  }

  private func ownStatus(_ finding: CommitmentDetector.Finding, _ reading: SentenceReading) -> Commitment.Status {
    let sentence = reading.sentence
    guard let verb = finding.hit.verb else { return .open }
    let clause = sentence.clauses[finding.hit.clause]
    let lapses = verb.classes.contains(terms.lapse) && clause.negation < 0 && verb.mood != .would && verb.mood != .can
    if sentence.words.contains(terms.lapsed) || lapses { return .lapsed }
    // "Deze toezegging is overgenomen door de Minister van …": handed on, not kept.
    if verb.classes.contains(terms.handOver) { return .open }
    if settles(finding) {
      let here =
        sentence.words.contains(terms.now) || sentence.words.contains(terms.nowLetter)
        || sentence.words.contains(terms.hereby)
      // "acht ik nagekomen" tells of the past, "wordt nagekomen" of the time to come.
      if verb.mood == .present, !here, verb.passive || !clause.words.contains(terms.settled),
        reading.deadlines.contains(where: { $0.deadline.precision != .recurring })
      {
        return .open
      }
      if sentence.words.contains(terms.partly) { return .partly }
      // "De toezegging om … kom ik niet na, omdat …", "… kan ik niet nakomen"
      if clause.negation >= 0, verb.mood == .present || verb.mood == .can, !verb.passive, clause.subject?.role == .own,
        verb.mood == .present || reading.deadlines.isEmpty && !clause.words.contains(terms.forNow),
        !clause.words.contains(terms.later)
      {
        return .lapsed
      }
      if verb.mood == .can { return clause.negation >= 0 || !reading.deadlines.isEmpty ? .open : .fulfilled }
      if clause.negation >= 0 || [.future, .go, .bare, .want, .causes].contains(verb.mood) {
        return .open
      }
      return .fulfilled
    }
    if promisedEarlier(finding) {
      // "Deze voortgangsbrief is toegezegd in het debat van …"
      if clause.words.contains(terms.thisText), reading.deadlines.isEmpty, !sentence.words.contains(terms.later),
        !sentence.words.contains(terms.delay), !sentence.words.contains(terms.but)
      {
        return .fulfilled
      }
      // "… heb ik toegezegd …; hierbij informeer ik u": a main clause that does it at once.
      for other in sentence.clauses where other.kind == .main || other.kind == .infinitive {
        let here =
          other.words.contains(terms.now) || other.words.contains(terms.nowLetter)
          || other.words.contains(terms.letterAbout)
        for act in other.verbs
        where here && (isDelivery(act) || other.opensWithPronoun || act.classes.contains(terms.doing))
          && (act.mood == .present || act.mood == .past || act.mood == .bare || act.mood == .can)
        {
          if !act.classes.contains(terms.promise) {
            return kept(sentence)
          }
        }
      }
      // "…, hetgeen ik met deze brief doe"
      if sentence.clauses.contains(where: { other in
        other.kind == .relative && (other.words.contains(terms.now) || other.words.contains(terms.nowLetter))
          && other.verbs.contains { $0.mood == .present && $0.classes.contains(terms.doing) }
      }) {
        return .fulfilled
      }
      // "…, welke toezegging ik hiermee inlos"
      if sentence.clauses.contains(where: { other in
        other.kind == .relative && other.words.contains(terms.hereby)
          && other.verbs.contains { $0.mood == .present && $0.classes.contains(terms.settle) }
      }) {
        return .fulfilled
      }
      if sentence.words.contains(terms.partly) { return .partly }
      if clause.kind == .comparison || clause.kind == .relative || clause.kind == .subordinate {
        return mainStatus(sentence, reading, beside: finding.hit.clause)
      }
      if isDropped(finding.hit.clause, sentence) { return .lapsed }
      return isDoneAfter(finding.hit.clause, sentence) || answers(finding.hit.clause, sentence, reading)
        || tellsWhatCameOut(finding.hit.clause, sentence) || happened(finding.hit.clause, sentence)
        ? .fulfilled : .open
    }
    // "heb ik u, zoals toegezegd, geïnformeerd" tells of what was done, not of what was said.
    let isReport =
      verb.mood == .past && verb.classes.contains(terms.report) && !sentence.words.contains(terms.promised)
    // "Het onderzoek dat ik aankondigde, is voltooid": the main clause goes on behind it.
    let isInserted =
      verb.classes.contains(terms.announcing)
      && sentence.clauses[clause.parent].finite > (clause.tokens.last ?? sentence.tokens.count)
    if isInserted { return mainStatus(sentence, reading, beside: finding.hit.clause) }
    if clause.kind == .subordinate || verb.mood == .bare || isReport {
      return reportedStatus(finding.hit.clause, sentence)
    }
    // "Toezegging: de minister komt terug op …": what was promised, as a register has it.
    if clause.kind == .main, verb.mood == .present, clause.opening.contains(terms.toezegging),
      clause.subject?.role == .office || clause.subject?.role == .cabinet
    {
      return .open
    }
    return mainStatus(sentence, reading)
  }

  /// "Ik schreef dat het plan in mei zou komen, en dat plan bied ik u nu aan": having said so is not having done so; what follows tells.
  private func reportedStatus(_ promise: Int, _ sentence: ParsedSentence) -> Commitment.Status {
    if isDoneAfter(promise, sentence) { return .fulfilled }
    let delivers = affirmed(.main, after: promise, sentence).contains { clause in
      clause.verbs.contains { verb in
        (verb.mood == .present || verb.mood == .can) && (isDelivery(verb) || verb.classes.contains(terms.tell))
      }
    }
    return delivers ? .fulfilled : .open
  }

  /// "… heb ik toegezegd …; de codes zijn gepubliceerd": a main clause after the promise that tells of it as done.
  private func isDoneAfter(_ promise: Int, _ sentence: ParsedSentence) -> Bool {
    affirmed(.main, after: promise, sentence).contains { clause in
      clause.verbs.contains {
        $0.mood == .past && $0.perfect && !$0.classes.contains(terms.promise) && !$0.classes.contains(terms.scheduled)
      }
    }
  }

  /// The clauses of a kind behind one, without those that deny what they say.
  func affirmed(_ kind: Clause.Kind, after clause: Int, _ sentence: ParsedSentence) -> [Clause] {
    sentence.clauses.dropFirst(clause + 1).filter { $0.kind == kind && $0.negation < 0 }
  }

  /// "… heb ik toegezegd terug te komen op de vraag hoeveel …; het zijn er zeventien": a clause behind a semicolon or a colon that
  /// tells how it is, where words were promised.
  private func answers(_ promise: Int, _ sentence: ParsedSentence, _ reading: SentenceReading) -> Bool {
    guard reading.deadlines.isEmpty, promisesWords(sentence) || promisesResearch(sentence) else { return false }
    return sentence.clauses.indices.contains { index in
      let clause = sentence.clauses[index]
      guard index > promise, clause.kind == .main, clause.negation < 0, let first = clause.tokens.first, first > 0,
        sentence.tokens[first - 1].kind == .semicolon || sentence.tokens[first - 1].kind == .colon
      else { return false }
      return !clause.words.contains(terms.later)
        && clause.verbs.allSatisfy { $0.mood == .present && !$0.passive || $0.mood == .past }
    }
  }

  /// "…, hetgeen op 17 mei is gebeurd", "…, welke u hieronder aantreft": a relative clause that says that it is done, or there to read.
  private func happened(_ promise: Int, _ sentence: ParsedSentence) -> Bool {
    affirmed(.relative, after: promise, sentence).contains { clause in
      clause.verbs.contains { verb in
        verb.mood == .past && verb.classes.contains(terms.occur) && clause.words.contains(terms.which)
          || verb.mood == .present && verb.classes.contains(terms.find) && clause.chamber != nil
      }
    }
  }

  /// "… heeft toegezegd …, maar gelet op de kosten zie ik daarvan af".
  private func isDropped(_ promise: Int, _ sentence: ParsedSentence) -> Bool {
    affirmed(.main, after: promise, sentence).contains { clause in
      clause.verbs.contains { $0.mood == .present && $0.classes.contains(terms.drop) }
    }
  }

  /// "… heb ik toegezegd dat te laten uitrekenen, en dat blijkt € 3 miljoen te zijn": what came out of it stands behind the promise.
  private func tellsWhatCameOut(_ promise: Int, _ sentence: ParsedSentence) -> Bool {
    sentence.clauses.indices.contains { index in
      let clause = sentence.clauses[index]
      return index > promise && clause.kind == .main && clause.words.contains(terms.answered)
    }
  }

  /// What the main clause says beside "zoals toegezegd", or beside a relative clause that tells of the promise.
  private func mainStatus(_ sentence: ParsedSentence, _ reading: SentenceReading, beside promise: Int = -1)
    -> Commitment.Status
  {
    // "De toezegging … staat nog open; het gesprek is verplaatst.", "De brief, die ik heb toegezegd, is vertraagd."
    if sentence.words.contains(terms.running) || sentence.words.contains(terms.delay) { return .open }
    // "Ik beschouw de toezegging om … hiermee als nagekomen", the end of it read with the infinitive.
    if sentence.words.contains(terms.settled), sentence.words.contains(terms.hereby), reading.deadlines.isEmpty,
      !sentence.clauses.contains(where: { $0.negation >= 0 })
    {
      return kept(sentence)
    }
    for (index, clause) in sentence.clauses.enumerated() where clause.kind == .main || clause.kind == .relative {
      if index == promise, clause.kind == .relative { continue }
      for verb in clause.verbs {
        switch verb.mood {
        // "…, kan ik melden dat het er zeven zijn"
        case .can
        where clause.kind == .main && clause.negation < 0 && clause.subject?.role == .own && reading.deadlines.isEmpty
          && (isDelivery(verb) || verb.classes.contains(terms.tell)):
          return kept(sentence)
        case .future, .go, .bare, .want, .can, .would: return .open
        case .past: return clause.negation >= 0 ? .open : kept(sentence)
        case .present:
          let here = clause.words.contains(terms.now) || clause.words.contains(terms.nowLetter)
          // "houd ik u op de hoogte": it goes on.
          if clause.negation >= 0
            || !here
              && (!reading.deadlines.isEmpty || verb.classes.contains(terms.keep) || clause.words.contains(terms.then)
                || verb.passive && clause.words.contains(terms.later))
          {
            return .open
          }
          // "is per 1 april van kracht"
          if isDelivery(verb) || verb.classes.contains(terms.involve) && !verb.passive
            || verb.classes.contains(terms.being) && (here || clause.words.contains(terms.inForce))
          {
            return kept(sentence)
          }
        case .elliptic, .must, .causes: continue
        }
      }
    }
    return .open
  }

  /// Informing, sending, going into: what keeps a promise as it is said.
  func isDelivery(_ verb: Clause.Verb) -> Bool {
    verb.classes.contains(terms.inform) || verb.classes.contains(terms.send) || verb.classes.contains(terms.exposition)
      || verb.classes.contains(terms.settle) || verb.classes.contains(terms.receive)
      || verb.classes.contains(terms.returning)
      || verb.classes.contains(terms.find)
  }

  private func promisedEarlier(_ finding: CommitmentDetector.Finding) -> Bool {
    finding.hit.rule.kind == .recalled
      && (finding.hit.verb.map {
        $0.classes.contains(terms.promise) || $0.classes.contains(terms.agree) || $0.classes.contains(terms.promising)
      } ?? false)
  }

  /// Whether a promise is told of as given, or as what would be done.
  func tellsOfThePast(_ finding: CommitmentDetector.Finding) -> Bool {
    finding.hit.verb?.mood == .past || finding.hit.verb?.mood == .would
      || readings[finding.reading].sentence.clauses.contains { clause in
        clause.kind == .main && clause.verbs.contains { $0.mood == .past && $0.classes.contains(terms.report) }
      }
  }

  /// Whether it was promised to look into something.
  func promisesResearch(_ sentence: ParsedSentence) -> Bool {
    sentence.clauses.contains { clause in
      clause.verbs.contains { $0.mood == .bare && $0.classes.contains(terms.lookInto) }
    }
  }

  /// Whether the promise itself has a deadline that still stands: one within two years.
  func isDated(_ reading: SentenceReading) -> Bool {
    reading.deadlines.contains { candidate in
      guard let until = candidate.deadline.until, let date = letter.metadata.date else {
        return candidate.deadline.precision != .vague
      }
      return until.year <= date.year + 1
    }
  }

  /// Whether what was promised is to inform, to come back, to give figures: something that a text can do by itself.
  func promisesWords(_ sentence: ParsedSentence) -> Bool {
    sentence.clauses.contains { clause in
      clause.verbs.contains { verb in
        (verb.mood == .bare || verb.mood == .present || verb.mood == .would || verb.mood == .future)
          && !verb.classes.contains(terms.promise)
          && (isDelivery(verb) || verb.classes.contains(terms.tell))
      }
    }
  }

  /// The sentences after one, to the end of its section, a dozen at most.
  func sentences(after reading: SentenceReading) -> [TextSpan] {
    var result: [TextSpan] = []
    var index = reading.around.paragraph
    while index < letter.paragraphs.count, result.count < 12 {
      let paragraph = letter.paragraphs[index]
      guard paragraph.section == letter.paragraphs[reading.around.paragraph].section else { break }
      for span in source.sentences(of: index) where span.start >= reading.sentence.span.end { result.append(span) }
      index += 1
    }
    return result
  }
}

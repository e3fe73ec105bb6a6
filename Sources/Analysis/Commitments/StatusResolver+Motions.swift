// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// What a letter says of the execution of a motion.
extension StatusResolver {
  func motionStatus(_ finding: CommitmentDetector.Finding, _ reading: SentenceReading) -> Commitment.Status {
    let sentence = reading.sentence
    let clause = sentence.clauses[finding.hit.clause]
    guard var verb = finding.hit.verb else { return .open }
    // "Door dat in te brengen heb ik gehandeld conform de motie": what the clause says by its finite verb.
    if verb.mood == .bare,
      let said = clause.verbs.first(where: { $0.classes.contains(terms.handle) && $0.mood != .bare })
    {
      verb = said
    }
    let refused =
      clause.negation >= 0
      || clause.kind == .infinitive && sentence.clauses.contains { $0.kind == .main && $0.negation >= 0 }
    if refused, sentence.words.contains(terms.partly) { return .partly }
    // "De motie is nog niet uitgevoerd": it will be.
    if refused, sentence.words.contains(terms.delay) { return .open }
    // "Van de premie, waar deze motie om vraagt, heb ik afgezien."
    let dropped =
      verb.classes.contains(terms.drop) && (verb.mood == .past || verb.mood == .present)
      && sentence.words.contains(terms.askedByMotion)
    if sentence.words.contains(terms.lapsed) || refused || dropped { return .lapsed }
    switch verb.mood {
    // "kan daarmee als uitgevoerd worden beschouwd", but not "kan voor de zomer worden afgerond"
    case .can where clause.words.contains(terms.settled) && !reading.deadlines.contains { $0.deadline.until != nil }:
      return kept(sentence)
    case .future, .go, .bare, .want, .can, .would, .must, .causes: return .open
    case .past
    where verb.classes.contains(terms.ask)
      && (sentence.clauses.contains { $0.kind == .infinitive } || clause.verbs.contains { $0.mood == .bare }):
      // "heb ik de reders verzocht om …": what was asked is still to be done.
      return .open
    // "Ik verwacht de motie in december te hebben uitgevoerd."
    case .past where clause.verbs.contains(where: { $0.mood == .present && $0.classes.contains(terms.expects) }):
      return .open
    // "is deels uitgevoerd: het register staat, de website is nog in voorbereiding"
    case .past where sentence.words.contains(terms.partly): return .partly
    case .past
    where sentence.words.contains(terms.running) && !clause.words.contains(terms.settled)
      || goesOn(after: finding.hit.clause, reading):
      return .open
    case .past, .elliptic: return kept(sentence)
    case .present:
      if goesOn(after: finding.hit.clause, reading) { return .open }
      let now = sentence.clauses.contains { $0.kind != .relative && $0.words.contains(terms.now) }
      let here = clause.words.contains(terms.hereby) || now || sentence.words.contains(terms.nowLetter)
      // "…, waarmee ik deze motie als uitgevoerd beschouw": whatever else has a day.
      if clause.words.contains(terms.settled), !verb.passive, verb.classes.contains(terms.settle) {
        return kept(sentence)
      }
      if reading.deadlines.contains(where: { $0.deadline.until != nil }), !here { return .open }
      if sentence.words.contains(terms.partly) { return .partly }
      // "wordt uitgevoerd": it goes on.
      if verb.classes.contains(terms.carry), !here { return .open }
      if verb.classes.contains(terms.handle) { return .fulfilled }
      let isDone = clause.words.contains(terms.settled)
      if verb.classes.contains(terms.settle) {
        if isDone || now && !clause.words.contains(terms.hereby)
          || sentence.words.contains(terms.nowLetter) || clause.words.contains(terms.thisText)
        {
          return kept(sentence)
        }
        if clause.words.contains(terms.hereby) || now {
          return runsOn(before: reading) ? .open : .fulfilled
        }
        return .open
      }
      // "is in lijn met de motie": a state that holds.
      if verb.classes.contains(terms.being), !clause.words.contains(terms.running), !clause.words.contains(terms.talk) {
        return .fulfilled
      }
      if isDelivery(verb), reading.deadlines.isEmpty { return .fulfilled }
      return .open
    }
  }

  /// Whether a later main clause says what will still be done: "…; over de uitkomst informeer ik u voor de zomer".
  private func goesOn(after motion: Int, _ reading: SentenceReading) -> Bool {
    affirmed(.main, after: motion, reading.sentence).contains { clause in
      clause.verbs.contains { verb in
        verb.mood == .future || verb.mood == .go
          || verb.mood == .present && isDelivery(verb) && !reading.deadlines.isEmpty
      }
    }
  }

  /// Whether the sentence before is about something that is still to happen.
  private func runsOn(before reading: SentenceReading) -> Bool {
    guard source.footnote == nil, let span = source.sentences(before: reading).last else { return false }
    let previous = pack.commitments.parser(source.utf8, span)
    // "In april start een campagne."
    if let date = letter.metadata.date, previous.clauses.first?.verbs.first?.mood == .present,
      DeadlineResolver(pack)(source.utf8, sentence: span, date: date).contains(where: {
        !$0.isOccasion && $0.deadline.until.map { $0 >= date } ?? false
      })
    {
      return true
    }
    return previous.clauses.contains { clause in
      clause.kind == .main
        && clause.verbs.contains {
          $0.mood == .future || $0.mood == .go || $0.mood == .bare || ($0.mood == .present && $0.passive)
        }
    }
  }
}

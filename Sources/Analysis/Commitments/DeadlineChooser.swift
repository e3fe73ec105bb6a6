// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Picks, from the phrases of a sentence, the one by which a clause is to be kept.
struct DeadlineChooser {
  let utf8: [UInt8]
  let date: Day?
  let terms: CommitmentTerms

  /// Phrases that can be a deadline: no occasions, nothing that was over when the letter was written.
  func open(_ candidates: [DeadlineResolver.Candidate]) -> [DeadlineResolver.Candidate] {
    candidates.filter { candidate in
      if candidate.isOccasion { return false }
      guard let date else { return true }
      guard let until = candidate.deadline.until else {
        // "vanaf 2025": what has begun is no deadline.
        if let from = candidate.deadline.from, from <= date, candidate.deadline.precision != .vague { return false }
        return true
      }
      // A year far ahead is an aim of policy, not the day by which the writer will have acted.
      return until >= date && until.year <= date.year + 6
    }
  }

  /// Phrases of a day that was over when the letter was written: last days, none of an occasion.
  /// "dat het eind 2025 klaar zou zijn": what was to be by then, too.
  func bygone(_ candidates: [DeadlineResolver.Candidate], _ sentence: ParsedSentence) -> [DeadlineResolver.Candidate] {
    guard let date else { return [] }
    return candidates.filter { candidate in
      (!candidate.isOccasion || candidate.isBound || wasMeant(candidate, sentence))
        && candidate.deadline.until.map { $0 < date } ?? false
    }
  }

  /// The phrase of what was promised and has been kept, without a day that it cannot have meant: one of more than four months ahead is
  /// rather that of a year before.
  func kept(_ candidates: [DeadlineResolver.Candidate], _ hit: FrameHit, _ sentence: ParsedSentence) -> Deadline? {
    let found = candidates.first { candidate in
      guard candidate.deadline.precision != .recurring else { return false }
      // What another main clause dates is when it was kept: "…; bij twee sluizen is dat per 1 maart het geval".
      return !inMain(candidate, sentence) || clause(of: candidate, sentence) == hit.clause && hit.verb?.mood == .past
    }
    guard var deadline = found?.deadline, let date else { return found?.deadline }
    if let until = deadline.until, until > date.adding(days: 120), deadline.from.map({ $0 > date }) ?? true {
      deadline.until = nil
      deadline.from = nil
      deadline.precision = .vague
      deadline.estimated = false
    }
    return deadline
  }

  /// Whether a moment without a year is one that was: its clause tells of the past ("in oktober heb ik … toegezegd").
  func isOver(_ candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence, _ resolver: DeadlineResolver) -> Bool
  {
    guard candidate.mayBePast, let token = sentence.tokens.firstIndex(where: { $0.end > candidate.span.start }) else {
      return false
    }
    let clause = sentence.clauses[sentence.clauseOf[token]]
    let finite = clause.verbs.filter { $0.mood != .bare }
    guard !finite.isEmpty, finite.allSatisfy({ $0.mood == .past }) else { return false }
    return finite.contains { verb in
      // "zegde toe in april … te komen": behind the particle the infinitive begins.
      if verb.particle >= 0, token > verb.particle,
        clause.verbs.contains(where: { $0.mood == .bare && $0.token > token })
      {
        return false
      }
      guard verb.perfect else { return true }
      // What stands behind the participle is what was said of the time to come: "heb toegezegd in april …", "had toegezegd in april te …".
      if clause.isPast {
        return verb.token > token || !clause.verbs.contains { $0.mood == .bare && $0.token > token }
      }
      let word = sentence.tokens[verb.token]
      return verb.token > token && !resolver.isPlanned(utf8, TextSpan(word.start, word.end))
    }
  }

  /// Whether a phrase belongs to a clause: it stands among its tokens, or in a clause of time that hangs on it.
  func belongs(_ candidate: DeadlineResolver.Candidate, to clause: Int, _ sentence: ParsedSentence) -> Bool {
    guard var at = self.clause(of: candidate, sentence) else { return false }
    if at == clause { return true }
    // A clause of time, or a repeated bound without a verb, goes with the clause it hangs on.
    var steps = 0
    while steps < 3 {
      let here = sentence.clauses[at]
      switch here.kind {
      case .moment, .infinitive: break
      case .main where here.finite < 0 && here.verbs.isEmpty: break
      default: return false
      }
      if here.parent == clause { return true }
      if here.parent == at { return false }
      at = here.parent
      steps += 1
    }
    return false
  }

  /// Whether a phrase can date a clause: it belongs to it, or to the clause that governs it.
  func governs(_ candidate: DeadlineResolver.Candidate, _ clause: Int, _ sentence: ParsedSentence) -> Bool {
    if belongs(candidate, to: clause, sentence) { return true }
    switch sentence.clauses[clause].kind {
    case .infinitive, .subordinate: return belongs(candidate, to: sentence.clauses[clause].parent, sentence)
    case .main: return governed(candidate, by: clause, sentence)
    default: return false
    }
  }

  /// The deadline of a clause, with the old one that it comes in place of.
  func callAsFunction(
    _ candidates: [DeadlineResolver.Candidate],
    clause: Int,
    _ sentence: ParsedSentence,
    replacing: Bool = false,
    kind: Commitment.Kind
  ) -> Deadline? {
    let open = open(candidates)
    guard var deadline = choose(open, clause: clause, sentence, replacing: replacing, kind: kind) else { return nil }
    // "het rapport, dat ik voor de zomer zou sturen, volgt in oktober"
    if deadline.replaces == nil {
      deadline.replaces = open.first { wasMeant($0, sentence) && $0.deadline.text != deadline.text }?.deadline.text
    }
    return deadline
  }

  /// Whether a phrase stands in a dependent clause about what would have been.
  private func wasMeant(_ candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence) -> Bool {
    guard let at = clause(of: candidate, sentence), case let clause = sentence.clauses[at] else { return false }
    return clause.kind != .main && clause.verbs.contains { $0.mood == .would }
  }

  private func choose(
    _ open: [DeadlineResolver.Candidate],
    clause: Int,
    _ sentence: ParsedSentence,
    replacing: Bool,
    kind: Commitment.Kind
  ) -> Deadline? {
    if replacing, let first = open.first, let last = open.last, first.span != last.span {
      var deadline = last.deadline
      deadline.replaces = first.deadline.text
      return deadline
    }
    switch kind {
    case .made: break
    case .motion:
      // What a motion asks for dates nothing; a time in the sentence that has a date does.
      let dated = open.filter { ($0.deadline.until != nil || $0.deadline.from != nil) && !inRelative($0, sentence) }
      if let deadline = dated.first(where: { belongs($0, to: clause, sentence) })?.deadline ?? dated.first?.deadline {
        return deadline
      }
      // What the writer does for the motion, and when it comes: "door … in de wet, die in mei in consultatie gaat".
      let acts = sentence.clauses[clause].verbs.contains { [.present, .future, .go, .causes].contains($0.mood) }
      guard acts else { return nil }
      return
        (open.first { $0.deadline.until != nil && isOfProduct($0, sentence, notAsking: true) }
        ?? open.first { self.clause(of: $0, sentence) == clause }
        ?? open.first { isOfProduct($0, sentence, notAsking: true) })?.deadline
    case .recalled:
      let mains = open.filter { inMain($0, sentence) }
      if let dated = mains.first(where: { $0.deadline.until != nil }) ?? mains.first { return dated.deadline }
      return open.first?.deadline
    }
    var own = open.filter { belongs($0, to: clause, sentence) }
    if own.isEmpty {
      // An infinitive or a clause with "dat" takes the phrase of the clause that governs it.
      let kind = sentence.clauses[clause].kind
      if kind == .infinitive || kind == .subordinate {
        own = open.filter { belongs($0, to: sentence.clauses[clause].parent, sentence) }
      } else if kind == .main {
        own = open.filter { governed($0, by: clause, sentence) }
      }
    }
    if own.isEmpty { own = open.filter { isLoose($0, sentence) } }
    if own.isEmpty { own = open.filter { $0.deadline.until != nil && isOfProduct($0, sentence) } }
    if own.isEmpty { own = open.filter { isOfProduct($0, sentence) } }
    if own.count > 1, isAttribute(own[0], of: clause, sentence, beside: own[1]) { own.removeFirst() }
    guard let first = own.first else { return nil }
    guard own.count > 1 else { return first.deadline }
    // "op korte termijn, in ieder geval voor 1 december": both are kept, the date counts.
    if let bound = own.dropFirst().first(where: { $0.deadline.until != nil }), first.deadline.until == nil,
      first.deadline.precision == .vague
    {
      var both = bound.deadline
      both.text = "\(first.deadline.text); \(bound.deadline.text)"
      return both
    }
    // "zodra de tekst er is, in elk geval voorafgaand aan de Raad van december": neither has a day, and both bind.
    if first.deadline.until == nil, first.deadline.from == nil, first.deadline.precision == .vague,
      sentence.clauses[clause].kind == .main, let at = self.clause(of: first, sentence),
      sentence.clauses[at].kind == .moment,
      let other = own.dropFirst().first(where: { $0.deadline.until == nil && $0.deadline.precision == .vague }),
      inMain(other, sentence)
    {
      var both = first.deadline
      both.text = "\(first.deadline.text); \(other.deadline.text)"
      return both
    }
    // "na de zomer en voor het einde van het jaar"
    if first.deadline.until == nil, first.deadline.from != nil,
      let bound = own.dropFirst().first(where: { $0.deadline.until != nil })
    {
      var both = bound.deadline
      both.from = first.deadline.from
      both.text = "\(first.deadline.text); \(bound.deadline.text)"
      return both
    }
    // "Vanaf volgend jaar stuur ik elk kwartaal …", "Daarna …": how often counts, not since when.
    if first.deadline.until == nil,
      first.deadline.from != nil || first.deadline.precision == .vague && inFront(first, of: clause, sentence),
      let often = own.dropFirst().first(where: { $0.deadline.precision == .recurring })
    {
      return often.deadline
    }
    // "Dit jaar bied ik het verslag voor 1 mei aan": the day within the year counts.
    if first.deadline.precision == .year, let whole = first.deadline.until,
      let finer = own.dropFirst().first(where: {
        $0.deadline.precision != .year && $0.deadline.until.map { $0 <= whole } ?? false
      })
    {
      return finer.deadline
    }
    if first.deadline.until == nil, first.deadline.precision == .vague,
      let other = own.first(where: { $0.deadline.until != nil || $0.deadline.from != nil })
    {
      return other.deadline
    }
    return first.deadline
  }

  /// Whether a phrase stands before the finite verb of a clause.
  private func inFront(_ candidate: DeadlineResolver.Candidate, of clause: Int, _ sentence: ParsedSentence) -> Bool {
    let finite = sentence.clauses[clause].finite
    return finite >= 0 && candidate.span.end <= sentence.tokens[finite].start
  }

  /// Whether a phrase before the finite verb goes with the noun in front of it: only one constituent stands there in a main clause
  /// ("Een planning voor de tweede helft van het jaar treft u in september aan").
  private func isAttribute(
    _ candidate: DeadlineResolver.Candidate,
    of clause: Int,
    _ sentence: ParsedSentence,
    beside other: DeadlineResolver.Candidate
  ) -> Bool {
    let here = sentence.clauses[clause]
    guard here.kind == .main, here.finite >= 0, let opening = here.tokens.first else { return false }
    let finite = sentence.tokens[here.finite].start
    // "Over de kosten vanaf 2027 beslist het kabinet bij de Voorjaarsnota": since when is what the kosten are of.
    let isSince = candidate.deadline.until == nil && candidate.deadline.from != nil
    return inFront(candidate, of: clause, sentence) && other.span.start > finite
      && (other.deadline.until != nil || isSince)
      && candidate.span.start > sentence.tokens[min(opening + 1, sentence.tokens.count - 1)].start
  }

  /// A date in a relative clause about what is promised, in the time to come ("een nota, die begin 2027 verschijnt").
  private func isOfProduct(
    _ candidate: DeadlineResolver.Candidate,
    _ sentence: ParsedSentence,
    notAsking asking: Bool = false
  ) -> Bool {
    guard let at = clause(of: candidate, sentence), case let clause = sentence.clauses[at] else { return false }
    // "waarvan de openstelling is voorzien medio mei": what is planned is to come, though its verb is a perfect.
    func isOver(_ verb: Clause.Verb) -> Bool { verb.mood == .past && !verb.classes.contains(terms.scheduled) }
    return clause.kind == .relative && clause.verbs.contains { !isOver($0) }
      && !clause.verbs.contains { verb in isOver(verb) || asking && verb.classes.contains(terms.ask) }
  }

  /// The clause in which a phrase begins; `nil` where it stands outside the sentence.
  private func clause(of candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence) -> Int? {
    sentence.tokens.firstIndex { $0.end > candidate.span.start }.map { sentence.clauseOf[$0] }
  }

  private func inRelative(_ candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence) -> Bool {
    guard let at = clause(of: candidate, sentence), case let clause = sentence.clauses[at] else { return false }
    return clause.kind == .relative && clause.subject?.role != .own
  }

  private func inMain(_ candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence) -> Bool {
    clause(of: candidate, sentence).map { sentence.clauses[$0].kind == .main } ?? false
  }

  /// A phrase in another main clause, or in one of purpose or result: it dates the sentence where nothing nearer does.
  private func isLoose(_ candidate: DeadlineResolver.Candidate, _ sentence: ParsedSentence) -> Bool {
    guard let at = clause(of: candidate, sentence) else { return false }
    switch sentence.clauses[at].kind {
    case .main, .subordinate, .infinitive: return true
    // "Zodra de lijst er is, wordt zij vastgesteld en krijgt u bericht": at the head it dates all that follows.
    case .moment: return sentence.tokens.first.map { $0.end > candidate.span.start } ?? false
    default: return false
    }
  }

  /// A phrase in an infinitive or "dat" clause under a main clause that binds ("verwacht … te").
  private func governed(_ candidate: DeadlineResolver.Candidate, by clause: Int, _ sentence: ParsedSentence) -> Bool {
    guard let own = self.clause(of: candidate, sentence), case let at = sentence.clauses[own] else { return false }
    return at.parent == clause && (at.kind == .infinitive || at.kind == .subordinate)
  }
}

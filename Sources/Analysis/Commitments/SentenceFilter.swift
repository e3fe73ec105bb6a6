// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Tells why a clause in which a frame was found means something else.
struct SentenceFilter {
  let terms: CommitmentTerms
  let parser: SentenceParser
  /// Whether the section asks questions.
  let inQuestions: Bool
  /// Whether the section is an annex.
  let inAnnex: Bool

  /// The first filter of the rule that refuses the clause, or `nil`.
  /// `dated` and `postponed` are asked only by some filters: reading deadlines is dear.
  func refusal(
    _ rule: FrameRule,
    _ clause: Clause,
    _ verb: Clause.Verb?,
    _ sentence: ParsedSentence,
    dated: () -> Bool,
    postponed: () -> Bool
  )
    -> FrameRule.Filter?
  {
    for filter in rule.filters
    where refuses(filter, rule, clause, verb, sentence, dated: dated, postponed: postponed) {
      return filter
    }
    return nil
  }

  private func refuses(
    _ filter: FrameRule.Filter,
    _ rule: FrameRule,
    _ clause: Clause,
    _ verb: Clause.Verb?,
    _ sentence: ParsedSentence,
    dated: () -> Bool,
    postponed: () -> Bool
  ) -> Bool {
    switch filter {
    case .question:
      // "Zij vernemen graag of de minister bereid is om …": what hangs on a question is asked with it.
      return inQuestions || sentence.isQuestion
        || clause.kind == .infinitive && sentence.clauses[clause.parent].kind == .question
    case .quotation:
      return verb.map { sentence.quoted[$0.token] } ?? false
    case .negation:
      // "niet voor de zomer maar in het najaar" denies the old time only.
      if clause.negation >= 0 {
        return !postponed() && !corrected(clause, sentence, dated: dated) && !promisesNotTo(clause, verb)
      }
      let parent = sentence.clauses[clause.parent]
      guard parent.negation >= 0 else { return false }
      // "Ik zie geen aanleiding om …", "Ik kan niet toezeggen dat …", "Ik verwacht niet dat …": what hangs on it is denied with
      // it; "Dat neemt niet weg dat …" is not.
      return clause.kind == .infinitive
        || clause.kind == .subordinate
          && parent.verbs.contains {
            $0.classes.contains(terms.promise) || $0.classes.contains(terms.expects)
              || rule.kind == .made && $0.classes.contains(terms.being)
          }
    case .possibility:
      return verb?.mood == .can || verb?.mood == .would || verb?.mood == .must
    case .performed:
      return performed(clause, verb, sentence, dated: dated)
    case .signpost:
      return signpost(clause, verb, dated: dated)
    case .request:
      return request(clause, verb, sentence)
    case .stranger:
      if clause.strangerActs { return !(rule.things == .unknown && clause.strangerMayBeThing) }
      return clause.subject?.role == .member && clause.agent == nil && !(verb?.passive ?? false)
    case .offer:
      return clause.words.contains(terms.asked)
        || sentence.clauses.contains { $0.kind == .condition && $0.words.contains(terms.asked) }
    case .condition:
      guard clause.chamber == nil else { return false }
      return (clause.words.contains(terms.condition) || sentence.clauses.contains { $0.kind == .condition }) && !dated()
    case .habit:
      return clause.words.contains(terms.usually) || rule.kind == .made && describesHow(clause, sentence)
    case .annex:
      return inAnnex && (clause.chamber == nil || clause.subject?.role != .own) && rule.kind == .made
    }
  }

  /// "de wijze waarop we de doelen zullen meten": how something will be done, not that it will.
  private func describesHow(_ clause: Clause, _ sentence: ParsedSentence) -> Bool {
    guard clause.kind == .relative, let opening = clause.tokens.first else { return false }
    return sentence.marks.contains { $0.wordClass == terms.wayHow && $0.first < opening && opening <= $0.last }
  }

  /// "niet in het tweede, maar in het vierde kwartaal": behind "maar" stands the time that holds.
  private func corrected(_ clause: Clause, _ sentence: ParsedSentence, dated: () -> Bool) -> Bool {
    let follows = clause.tokens.contains {
      $0 > clause.negation && $0 < clause.negation + 12 && parser.classes(of: sentence.tokens[$0]).contains(terms.but)
    }
    return follows && dated()
  }

  /// "Hierbij informeer ik", "Met deze brief zal ik": done in this very letter.
  private func performed(_ clause: Clause, _ verb: Clause.Verb?, _ sentence: ParsedSentence, dated: () -> Bool) -> Bool
  {
    guard let verb else { return false }
    // "Tevens wordt uw Kamer geinformeerd over …" announces what the letter itself says.
    if verb.mood == .present, verb.passive, verb.classes.contains(terms.inform), clause.agent == nil,
      clause.words.contains(terms.also), !clause.words.contains(terms.later), !dated()
    {
      return true
    }
    if clause.words.contains(terms.nowLetter) { return true }
    // "Met deze brief geef ik u mijn indrukken en informeer ik u over …": what stands in front holds for both.
    if clause.kind == .main, verb.mood == .present, let main = sentence.clauses.first, main.finite >= 0,
      clause.finite > main.finite, main.words.contains(terms.nowLetter), let opening = clause.tokens.first,
      opening >= clause.finite - 1
    {
      return true
    }
    guard clause.words.contains(terms.now), verb.mood == .present else { return false }
    return verb.classes.contains(terms.inform) || verb.classes.contains(terms.send)
      || verb.classes.contains(terms.receive)
      || verb.classes.contains(terms.exposition)
  }

  /// "Ik zeg toe het tarief niet te verhogen": what is promised is to leave something be.
  private func promisesNotTo(_ clause: Clause, _ verb: Clause.Verb?) -> Bool {
    guard let verb, verb.classes.contains(terms.promise) else { return false }
    return clause.negation > max(verb.token, verb.particle)
      && clause.verbs.contains { $0.mood == .bare && $0.token > clause.negation }
  }

  /// "Hieronder ga ik in op …", "Daarna zal ik … schetsen": what the text does next.
  private func signpost(_ clause: Clause, _ verb: Clause.Verb?, dated: () -> Bool) -> Bool {
    if clause.words.contains(terms.letterAbout) { return true }
    guard let verb, verb.classes.contains(terms.exposition) else { return false }
    return clause.chamber == nil && !verb.passive && !clause.holdsProduct && !dated()
  }

  /// A motion, a member or the Chamber asks for it.
  private func request(_ clause: Clause, _ verb: Clause.Verb?, _ sentence: ParsedSentence) -> Bool {
    // "Verzoekt de regering …": the text of a motion has no subject.
    if clause.kind == .main, clause.finite >= 0, clause.tokens.first == clause.finite,
      verb?.token == clause.finite, verb?.classes.contains(terms.ask) ?? false,
      clause.subject?.role != .own
    {
      return true
    }
    var index = clause.parent
    var steps = 0
    var here = clause
    repeat {
      for asking in here.verbs where asking.classes.contains(terms.ask) && asking.token != verb?.token {
        switch here.subject?.role {
        case .own, .cabinet, .ministry, .office:
          // "Ik heb de NZa gevraagd om …" asks someone else; what is asked is not the writer's act.
          if here.kind != .infinitive, clause.kind == .infinitive || clause.kind == .subordinate { return true }
        default: return true
        }
      }
      if here.kind == .main || here.kind == .relative { break }
      here = sentence.clauses[index]
      index = here.parent
      steps += 1
    } while steps < 4
    return false
  }
}

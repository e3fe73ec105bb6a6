// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands at a place: the tests by which clauses are cut.
extension ClauseBuilder {
  func begins(_ i: Int, _ wordClass: Int) -> Bool {
    marks.contains { $0.first == i && $0.wordClass == wordClass }
  }

  func isOwn(_ i: Int) -> Bool { i < tokens.count && classes[i].contains(grammar.own) }

  /// Whether a token can only be a clause's finite verb: no participle, no infinitive, no noun after an article.
  @inline(__always)
  func isFinite(_ i: Int) -> Bool {
    // Most words are no verb.
    i < tokens.count && tokens[i].isVerb && isFiniteVerb(i)
  }

  private func isFiniteVerb(_ i: Int) -> Bool {
    guard tokens[i].kind == .word, !quoted[i], !isNoun(i) else { return false }
    let readings = vocabulary.readings(of: tokens[i])
    for reading in readings {
      let form = reading.form
      if isAuxiliary(reading.lemma), !form.isDisjoint(with: .finite) {
        // "worden", "hebben", "zijn" are infinitives after another auxiliary; "te" makes infinitives.
        if form.contains(.infinitive) {
          if i > 0, classes[i - 1].contains(grammar.te) || isAuxiliaryForm(i - 1) || follows(i, grammar.preposition) {
            continue
          }
          if openAuxiliary(before: i) { continue }
        }
        return true
      }
      if form.contains(.infinitive) || form.contains(.participle) {
        if form.contains(.plural), i > 0, isPlural(i - 1) || isPlural(i + 1) { return true }
        if form.contains(.firstPerson) || form.contains(.thirdPerson), form.contains(.participle),
          besidesOwn(i) || joinsSecondVerb(i) || asksMember(i)
        {
          return true
        }
        continue
      }
      if form.isDisjoint(with: .finite) { continue }
      if form.contains(.firstPerson), !form.contains(.thirdPerson), !form.contains(.past) {
        if follows(i, grammar.article) || follows(i, grammar.possessive) { continue }
        let noun = classes[i].contains(grammar.product) || classes[i].contains(grammar.information)
        if noun, follows(i, grammar.preposition) { continue }
        if besidesOwn(i) || !noun && (ownStands(before: i) || resumesOwn(i)) { return true }
        continue
      }
      if follows(i, grammar.article) || follows(i, grammar.possessive) { continue }
      // "waar het lid Peters naar vroeg,": behind a preposition only at the end of its clause.
      if follows(i, grammar.preposition), !endsClause(i) { continue }
      // "van dat besluit": a thing that has a determiner before it. "in dit licht": a noun, since a preposition governs it.
      if follows(i, grammar.determiner),
        classes[i].contains(grammar.product) || i > 1 && classes[i - 2].contains(grammar.preposition)
      {
        continue
      }
      // "deze afspraken zijn gemaakt": two finite verbs do not stand side by side.
      if follows(i, grammar.determiner), isAuxiliaryForm(i + 1) { continue }
      return true
    }
    return false
  }

  /// A word with a capital inside a sentence, or a known thing after an article and an adjective ("de nieuwe staat").
  func isNoun(_ i: Int) -> Bool {
    guard i > 0 else { return false }
    if tokens[i].capital, tokens[i - 1].kind == .word { return true }
    guard i > 1, classes[i].contains(grammar.product) || classes[i].contains(grammar.information) else { return false }
    var j = i - 1
    while j > 0, i - j < 4, tokens[j].kind == .word, tokens[j].word < 0,
      utf8[tokens[j].end - 1] == grammar.adjectiveEnding
    { j -= 1 }
    guard j < i - 1 else { return false }
    return classes[j].contains(grammar.article) || classes[j].contains(grammar.possessive)
      || classes[j].contains(grammar.determiner)
  }

  func isAuxiliary(_ lemma: Int) -> Bool {
    lemma == grammar.will || lemma == grammar.become || lemma == grammar.have || lemma == grammar.be
      || lemma == grammar.can
      || lemma == grammar.may || lemma == grammar.must || lemma == grammar.want || lemma == grammar.go
      || lemma == grammar.need
  }

  func isAuxiliaryForm(_ i: Int) -> Bool {
    i >= 0 && i < tokens.count && vocabulary.readings(of: tokens[i]).contains { isAuxiliary($0.lemma) }
  }

  /// "zal", "wordt", "heeft", "kan": "is" and "wil" can have a clause with "dat" behind them.
  func isPlainAuxiliary(_ i: Int) -> Bool {
    vocabulary.readings(of: tokens[i]).contains {
      $0.lemma == grammar.will || $0.lemma == grammar.become || $0.lemma == grammar.have || $0.lemma == grammar.can
    }
  }

  /// Whether the clause that stands open already has "zal", "kan" and so on: what follows is then an infinitive.
  func openAuxiliary(before i: Int) -> Bool {
    hasFinite[current] || (current != main && clauses[current].kind == .main && hasFinite[main])
  }

  func follows(_ i: Int, _ wordClass: Int) -> Bool { i > 0 && classes[i - 1].contains(wordClass) }

  /// "ik" or "wij" beside a token, or one word away.
  func besidesOwn(_ i: Int) -> Bool { isOwn(i + 1) || (i > 0 && isOwn(i - 1)) || (i > 1 && isOwn(i - 2)) }

  /// "ik" or "wij" between the last comma and a token: farther back where "en" joins a second verb to the first.
  func ownStands(before i: Int) -> Bool {
    let reach = follows(i, grammar.coordinator) ? 40 : 20
    var j = i - 1
    while j >= 0, j > i - reach {
      switch tokens[j].kind {
      case .comma, .semicolon, .colon, .dash: return false
      default: if isOwn(j) { return true }
      }
      j -= 1
    }
    return false
  }

  func isPlural(_ i: Int) -> Bool {
    i >= 0 && i < tokens.count && classes[i].contains(grammar.plural)
  }

  /// "zal, in overleg met de sector, worden verkend": after an insertion the infinitive that an auxiliary waits for.
  func completesVerb(_ i: Int) -> Bool {
    guard tokens[i].kind == .word,
      vocabulary.readings(of: tokens[i]).contains(where: { isAuxiliary($0.lemma) && $0.form.contains(.infinitive) })
    else { return false }
    let verb = onlyToken(of: main) {
      isVerb($0) && !isNoun($0) && !follows($0, grammar.preposition) && !follows($0, grammar.article)
    }
    return verb.map { isAuxiliaryForm($0) && isFinite($0) } ?? false
  }

  /// Whether a finite verb stands before the next comma.
  func finiteAhead(_ from: Int) -> Bool {
    var i = from
    while i < tokens.count {
      switch tokens[i].kind {
      case .comma, .semicolon, .colon, .dash: return false
      case .openBracket:
        if let close = closing(i) { i = close }
      case .word where !quoted[i]:
        if isFinite(i) { return true }
      default: break
      }
      i += 1
    }
    return false
  }

  /// A finite verb before the next comma and before the next conjunction or relative pronoun.
  func plainFiniteAhead(_ from: Int) -> Bool {
    var i = from
    while i < tokens.count {
      switch tokens[i].kind {
      case .comma, .semicolon, .colon, .dash: return false
      case .word where !quoted[i]:
        let set = classes[i]
        if set.contains(grammar.conjunction) || set.contains(grammar.moment) || set.contains(grammar.asWord) {
          return false
        }
        if i > from, set.contains(grammar.relative) { return false }
        if i > from, set.contains(grammar.coordinator), startsFiniteClause(i + 1) { return false }
        if i > from, set.contains(grammar.whether), isOwn(i + 1) { return false }
        if isFinite(i) { return true }
      default: break
      }
      i += 1
    }
    return false
  }

  /// Whether the finite verb stands in second place, counted loosely: within three words.
  func second(_ i: Int) -> Bool { isFinite(i) || isFinite(i + 1) || isFinite(i + 2) }

  func finiteFollowedBySubject(_ i: Int) -> Bool {
    guard i + 1 < tokens.count else { return false }
    let next = classes[i + 1]
    // "… nodig zijn die gevolgen hebben, …": the verb ends the clause, a relative one follows.
    if !hasFinite[current], next.contains(grammar.relative), next.contains(grammar.pronoun) { return false }
    return next.contains(grammar.own) || next.contains(grammar.article) || next.contains(grammar.possessive)
      || next.contains(grammar.cabinet) || next.contains(grammar.office) || next.contains(grammar.country)
      || next.contains(grammar.pronoun) || next.contains(grammar.determiner)
  }

  /// "zal …", "ik zal …", "het kabinet zal …" after "en".
  func startsFiniteClause(_ i: Int) -> Bool {
    guard i < tokens.count, tokens[i].kind == .word, !quoted[i] else { return false }
    if isFinite(i) { return true }
    if pointsBack(i) { return true }
    if isOwn(i) { return isFinite(i + 1) || tokens[i + 1 < tokens.count ? i + 1 : i].word < 0 }
    // "…, maar u krijgt die brief", "…, en dan wordt u ingelicht"
    if classes[i].contains(grammar.addressee) || classes[i].contains(grammar.person) { return isFinite(i + 1) }
    if classes[i].contains(grammar.pronoun), !classes[i].contains(grammar.relative), isFinite(i + 1),
      finiteFollowedBySubject(i + 1) || i + 2 < tokens.count && classes[i + 2].contains(grammar.addressee)
    {
      return true
    }
    guard
      classes[i].contains(grammar.article) || classes[i].contains(grammar.possessive)
        || classes[i].contains(grammar.determiner)
    else { return false }
    for j in (i + 1)..<min(tokens.count, i + 3) {
      let set = classes[j]
      if set.contains(grammar.cabinet) || set.contains(grammar.chamber) || set.contains(grammar.ministry)
        || set.contains(grammar.office)
      {
        return isFinite(j + 1)
      }
    }
    return false
  }

  /// An article, a determiner or a possessive: a noun phrase begins.
  func startsSubject(_ i: Int) -> Bool {
    i < tokens.count
      && (classes[i].contains(grammar.article) || classes[i].contains(grammar.possessive)
        || classes[i].contains(grammar.determiner))
  }

  /// "dat is gebeurd", "dat doe ik hierbij": a pronoun and the finite verb of a main clause.
  func pointsBack(_ i: Int) -> Bool {
    i < tokens.count && classes[i].contains(grammar.pronoun) && classes[i].contains(grammar.determiner)
      && (isAuxiliaryForm(i + 1) || isOwn(i + 2) || isThirdPerson(i + 1)) && isFinite(i + 1)
  }

  /// Whether a token is a third person in the present and nothing else: "vraagt".
  private func isThirdPerson(_ i: Int) -> Bool {
    guard i < tokens.count else { return false }
    let readings = vocabulary.readings(of: tokens[i])
    return !readings.isEmpty && readings.allSatisfy { $0.form == .thirdPerson }
  }

  /// "te" before the next comma that no finite verb precedes.
  func infinitiveFollows(_ i: Int) -> Bool {
    var j = i + 1
    while j < tokens.count, j < i + 40 {
      if tokens[j].kind == .semicolon { return false }
      if tokens[j].kind == .word, classes[j].contains(grammar.te) { return true }
      j += 1
    }
    return false
  }

  /// "dat" as a conjunction and not as a pronoun; the others are never anything else.
  func isConjunction(_ i: Int, _ boundary: Bool) -> Bool {
    guard classes[i].contains(grammar.pronoun) else { return true }
    // "…; dat advies is uitgebracht"
    if i > 0, tokens[i - 1].kind == .semicolon, pointsBackToThing(i) { return false }
    // "Ik neem aan dat …", "Ik ga ervan uit dat ik …": behind the particle of a separable verb.
    if i > 1, separates(i - 1, from: i - 2), finiteAhead(i + 1) { return true }
    if i > 2, isOwn(i + 1) || startsNounPhrase(i + 1), separates(i - 1, from: i - 3), finiteAhead(i + 1) { return true }
    // "Ik sluit dat niet uit": too little follows for a clause.
    if !boundary, isVerb(i - 1), !finiteAhead(i + 1), endsWithin(3, after: i) { return false }
    if i == 0 || follows(i, grammar.preposition)
      || follows(i, grammar.moment) && !(follows(i, grammar.adverb) && finiteAhead(i + 1))
      || follows(i, grammar.conjunction) || follows(i, grammar.ifWord)
    {
      return false
    }
    if isFinite(i + 1), !boundary { return false }
    if !boundary, followsSubject(i) { return false }
    // "zal dat concept", "heeft dat toegezegd": after an auxiliary that takes no clause it is a pronoun.
    if !boundary, i > 0, isFinite(i - 1), isPlainAuxiliary(i - 1) { return false }
    if follows(i, grammar.coordinator), isFinite(i + 1) { return false }
    return finiteAhead(i + 1) || boundary || isVerb(i - 1) || startsNounPhrase(i + 1)
  }

  /// Whether "dat" or "die" stands behind the subject of a clause that still waits for its verb: "dat u dat overzicht … kon zien".
  private func followsSubject(_ i: Int) -> Bool {
    clauses[current].kind == .subordinate && !hasFinite[current]
      && (follows(i, grammar.own) || follows(i, grammar.addressee))
  }

  /// Whether "dat" stands behind a comma and a thing, or the name of one: "het programma Wonen, dat ik in mei aan u zend".
  func followsThing(_ i: Int) -> Bool {
    guard i > 2, tokens[i - 1].kind == .comma, isOwn(i + 1) || startsNounPhrase(i + 1) else { return false }
    var j = i - 2
    while j > 0, i - j < 6, tokens[j].kind == .word, !classes[j].contains(grammar.product),
      tokens[j].capital || classes[j].contains(grammar.coordinator)
    { j -= 1 }
    return classes[j].contains(grammar.product)
  }

  /// Whether a token is the particle of the verb at another.
  private func separates(_ particle: Int, from verb: Int) -> Bool {
    vocabulary.readings(of: tokens[verb]).contains { vocabulary.separable($0.lemma, tokens[particle].word) != nil }
  }

  /// Whether no more than some words follow before the next comma or the end.
  private func endsWithin(_ count: Int, after i: Int) -> Bool {
    let rest = tokens[(i + 1)...].prefix(count + 1).prefix { $0.kind == .word || $0.kind == .number }
    return rest.count <= count
  }

  /// A pronoun or an article: what stands after "dat" where it is a conjunction.
  func startsNounPhrase(_ i: Int) -> Bool {
    guard i < tokens.count else { return false }
    let set = classes[i]
    return set.contains(grammar.own) || set.contains(grammar.article) || set.contains(grammar.possessive)
      || set.contains(grammar.addressee)
      || set.contains(grammar.pronoun)
  }

  func isVerb(_ i: Int) -> Bool { i >= 0 && tokens[i].isVerb }

  func isCondition(_ i: Int, _ boundary: Bool) -> Bool {
    guard i == 0 || boundary || follows(i, grammar.coordinator) || !classes[i].contains(grammar.ellipsis) else {
      return false
    }
    if i > 0, isAuxiliaryForm(i) { return false }
    // "als laatste zet het kabinet …": the verb follows at once, and after it the subject.
    if classes[i].contains(grammar.ellipsis) {
      guard finiteAhead(i + 1) else { return false }
      for j in (i + 1)..<min(tokens.count, i + 4) where isFinite(j) { return !finiteFollowedBySubject(j) }
    }
    return true
  }

  func isRelative(_ i: Int, _ boundary: Bool) -> Bool {
    if i == 0 { return false }
    // "waarin", "waarover": nothing but relative.
    guard classes[i].contains(grammar.pronoun) else { return true }
    // "…; die treft u hierbij aan"
    if tokens[i - 1].kind == .semicolon || tokens[i - 1].kind == .colon { return false }
    if !boundary, followsSubject(i) { return false }
    // "Ik heb haar die vergelijking toegezegd": nothing relative stands behind a pronoun that has its noun elsewhere.
    if !boundary, follows(i, grammar.determiner), !follows(i, grammar.pronoun) { return false }
    // "na die ik heb gedaan": a particle, then the pronoun.
    if follows(i, grammar.preposition) || follows(i, grammar.coordinator) {
      // "…, die u vroeg en die mijn voorganger heeft toegezegd": a second relative clause beside the first.
      if follows(i, grammar.coordinator), clauses[current].kind == .relative || clauses[current].kind == .question,
        startsNounPhrase(i + 1) || i + 1 < tokens.count && classes[i + 1].contains(grammar.determiner),
        finiteAhead(i + 2)
      {
        return true
      }
      return isOwn(i + 1) && finiteAhead(i + 2)
    }
    if boundary { return finiteAhead(i + 1) || isOwn(i + 1) || endsInVerb(i + 1) }
    if isOwn(i + 1), !follows(i, grammar.coordinator) { return true }
    if follows(i, grammar.conjunction) || follows(i, grammar.moment) || follows(i, grammar.ifWord) { return false }
    return !isFinite(i - 1)
      && (finiteAhead(i + 1) || (!hasFinite[current] || describes(i)) && endsInVerb(i + 1))
  }

  /// Whether the last word before the next comma, or the end, can be a finite verb, though it can be an infinitive or a participle
  /// as well: "… die de Kamer in mei bereikt".
  private func endsInVerb(_ from: Int) -> Bool {
    var last = -1
    var i = from
    loop: while i < tokens.count {
      switch tokens[i].kind {
      case .comma, .semicolon, .colon, .dash, .stop: break loop
      case .word: last = i
      default: last = -1
      }
      i += 1
    }
    guard last > from else { return false }
    return vocabulary.readings(of: tokens[last]).contains {
      !$0.form.isDisjoint(with: [.thirdPerson, .plural]) && !isAuxiliary($0.lemma)
    }
  }

  func isIndirectQuestion(_ i: Int, _ boundary: Bool) -> Bool {
    if i == 0 || begins(i, grammar.regarding) { return false }
    if classes[i].contains(grammar.coordinator) {
      // "of": whether after a verb of asking or deciding, or after a comma; "or" between words.
      // "vraagt tot slot of ik bereid ben": behind the verb's own adverbs as well, where someone follows who acts.
      return isVerb(i - 1) || boundary && finiteAhead(i + 1) || follows(i, grammar.preposition)
        || isOwn(i + 1) && finiteAhead(i + 2) || awaitsQuestion() && !isFinite(i + 1) && plainFiniteAhead(i + 1)
    }
    return finiteAhead(i + 1) || isVerb(i - 1) || follows(i, grammar.preposition)
      || hasFinite[current] && auxiliaryPluralAhead(i + 1)
  }
}

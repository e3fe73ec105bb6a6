// SPDX-License-Identifier: GPL-3.0-or-later

/// What the verbs at a place say of where a clause ends or begins.
extension ClauseBuilder {
  /// Whether the words before the next comma end in a plural that could be an infinitive as well, behind someone who is named:
  /// "zoals deze leden vragen", "zoals wij hebben toegezegd".
  func pluralAhead(_ from: Int) -> Bool {
    guard startsNounPhrase(from) || startsSubject(from) else { return false }
    return wordsAhead(from + 1).contains { mayBePlural($0) }
  }

  /// The words and numbers from a place to the next mark.
  private func wordsAhead(_ from: Int) -> Range<Int> {
    var end = min(from, tokens.count)
    while end < tokens.count, tokens[end].kind == .word || tokens[end].kind == .number { end += 1 }
    return min(from, tokens.count)..<end
  }

  /// The only word of a clause that may be a verb in it: one that is no noun and that no preposition governs.
  private func onlyVerb(of clause: Int) -> Int? {
    onlyToken(of: clause) { isVerb($0) && !isNoun($0) && !follows($0, grammar.preposition) }
  }

  /// The token of a clause of which something is true, where it is true of no other.
  func onlyToken(of clause: Int, where isWanted: (Int) -> Bool) -> Int? {
    guard let only = first(of: clause, where: isWanted),
      first(of: clause, where: { $0 > only && isWanted($0) }) == nil
    else { return nil }
    return only
  }

  func mayBePlural(_ i: Int) -> Bool {
    (!classes[i].contains(grammar.nounVerb) || follows(i, grammar.member)) && !follows(i, grammar.te)
      && !follows(i, grammar.article)
      && !follows(i, grammar.preposition) && !follows(i, grammar.possessive)
      && vocabulary.readings(of: tokens[i]).contains { $0.form.contains(.plural) }
  }

  /// Whether a clause with "zoals" is at its end before a comma, its verb a plural that could be an infinitive.
  func endsComparison(before i: Int) -> Bool {
    guard clauses[current].kind == .comparison, i > 1, tokens[i - 1].kind == .comma else { return false }
    return isParticiple(i - 2) || first(of: current) { mayBePlural($0) } != nil
  }

  /// "Zoals in die brief aan het lid Peters gemeld, …": the last word before the next comma is a participle.
  func endsInParticiple(_ from: Int) -> Bool {
    let ahead = tokens[min(from, tokens.count)...].prefix { $0.kind == .word || $0.kind == .number }
    guard ahead.count > 1, ahead.endIndex < tokens.count, tokens[ahead.endIndex].kind == .comma else { return false }
    return isParticiple(ahead.endIndex - 1)
  }

  private func isParticiple(_ i: Int) -> Bool {
    vocabulary.readings(of: tokens[i]).contains { $0.form.contains(.participle) && !isAuxiliary($0.lemma) }
  }

  /// Whether a clause has an auxiliary and not yet the verb that it helps: "Wel zal, zoals …".
  func awaitsVerb(_ clause: Int) -> Bool {
    onlyVerb(of: clause).map { isAuxiliaryForm($0) } ?? false
  }

  /// Whether the first verb from a token on can only be finite.
  func startsWithFinite(_ from: Int) -> Bool {
    let first = wordsAhead(from).first {
      isVerb($0) && !isNoun($0) && !follows($0, grammar.article) && !follows($0, grammar.preposition)
    }
    guard let first else { return false }
    return vocabulary.readings(of: tokens[first]).allSatisfy { $0.form.isDisjoint(with: [.infinitive, .participle]) }
  }

  /// "… en het bezoek zal plaatsvinden": an article, a noun and at once an auxiliary that joins no participle to what stands before it.
  func startsOnThing(_ i: Int) -> Bool {
    i + 2 < tokens.count && classes[i].contains(grammar.article) && tokens[i + 1].kind == .word && !isFinite(i + 1)
      && isPlainAuxiliary(i + 2) && isFinite(i + 2)
  }

  /// "een overzicht van bedrijven die daar niet aan voldoen": behind a noun, in a clause whose verb is complete and takes no infinitive.
  func describes(_ i: Int) -> Bool {
    guard tokens[i - 1].kind == .word, !tokens[i - 1].capital, !isVerb(i - 1),
      !classes[i - 1].intersects(grammar.functional), let verb = first(of: current, where: { isFinite($0) })
    else { return false }
    return vocabulary.readings(of: tokens[verb]).allSatisfy {
      !grammar.helps($0.lemma) && !vocabulary.lemmas[$0.lemma].classes.contains(grammar.takesInfinitive)
    }
  }

  /// "… en het kabinet zal dat in mei doen": one of the cabinet, at once an auxiliary, and words behind it.
  func cabinetActs(_ i: Int) -> Bool {
    i + 3 < tokens.count && classes[i].contains(grammar.article)
      && (classes[i + 1].contains(grammar.cabinet) || classes[i + 1].contains(grammar.office))
      && isPlainAuxiliary(i + 2) && isFinite(i + 2) && tokens[i + 3].kind == .word && !isVerb(i + 3)
  }

  /// "…, en die planning is nog actueel", "…, en die opinie bied ik aan": a determiner, a noun and at once the auxiliary of a main
  /// clause, or a verb with the writer behind it.
  func pointsBackToThing(_ i: Int) -> Bool {
    i + 2 < tokens.count && classes[i].contains(grammar.pronoun) && classes[i].contains(grammar.determiner)
      && tokens[i + 1].kind == .word && !isVerb(i + 1) && isFinite(i + 2)
      && (isAuxiliaryForm(i + 2) || isOwn(i + 3))
  }

  /// "Wij laten onderzoeken wat het kost en komen daarop terug": a plural behind "en" that goes on the main clause of "wij".
  func resumesPlural(_ i: Int) -> Bool {
    guard i + 1 < tokens.count, clauses[current].kind != .main, clauses[current].kind != .infinitive,
      hasFinite[current], tokens[i + 1].kind == .word, !isVerb(i + 1),
      vocabulary.readings(of: tokens[i]).contains(where: { $0.form.contains(.plural) })
    else { return false }
    return first(of: main) { isPlural($0) } != nil
  }

  /// Whether the clause that stands open has no verb but a third person of the present: "De minister beslist voor 1 juli of …".
  func awaitsQuestion() -> Bool {
    guard clauses[current].kind == .main else { return false }
    guard let only = onlyVerb(of: current), only > 0, !follows(only, grammar.article),
      !follows(only, grammar.determiner), !follows(only, grammar.possessive)
    else { return false }
    return vocabulary.readings(of: tokens[only]).contains { !$0.form.isDisjoint(with: [.thirdPerson, .plural]) }
  }

  /// "Ik ben in gesprek en verwacht …": behind "en", where "ik" stands before it and the verb's object behind it.
  func joinsSecondVerb(_ i: Int) -> Bool {
    follows(i, grammar.coordinator) && ownStands(before: i) && i + 1 < tokens.count && tokens[i + 1].kind == .word
      && !isVerb(i + 1)
  }

  /// "Ik laat uitzoeken wat dat kost, en kom daarop terug": behind "en" a first person that goes on the main clause of "ik".
  func resumesOwn(_ i: Int) -> Bool {
    follows(i, grammar.coordinator) && i + 1 < tokens.count && tokens[i + 1].kind == .word
      && first(of: main) { isOwn($0) } != nil
  }

  /// Where, after "en", a main clause has its finite verb with the writer or the reader right behind it: "en in mei ontvangt u het";
  /// after a comma an auxiliary with anyone: ", maar in mei kan het voorstel …".
  func hasInvertedClause(_ from: Int, afterBoundary boundary: Bool) -> Bool {
    var i = from
    while i < tokens.count, i < from + 9 {
      switch tokens[i].kind {
      case .comma, .semicolon, .colon, .dash, .stop: return false
      case .word where !quoted[i]:
        let set = classes[i]
        if set.contains(grammar.conjunction) || set.contains(grammar.relative) || set.contains(grammar.coordinator) {
          return false
        }
        if isFinite(i) {
          return i > from
            && (isOwn(i + 1) || i + 1 < tokens.count && classes[i + 1].contains(grammar.addressee)
              || boundary && follows(from + 1, grammar.preposition) && isPlainAuxiliary(i) && startsSubject(i + 1))
        }
      default: break
      }
      i += 1
    }
    return false
  }

  /// "In december verzocht het lid Peters om een kaart": a past like a participle, in second place, with a member of the Chamber behind it.
  func asksMember(_ i: Int) -> Bool {
    current == main && !hasFinite[main]
      && (i + 1..<min(i + 3, tokens.count)).contains { classes[$0].contains(grammar.member) }
  }

  /// "…, en daarmee is de toezegging ingelost": a word, at once an auxiliary, and then its subject.
  func isInverted(_ i: Int) -> Bool {
    i + 2 < tokens.count && tokens[i].kind == .word && !isVerb(i) && !classes[i].contains(grammar.preposition)
      && isAuxiliaryForm(i + 1) && isFinite(i + 1) && startsSubject(i + 2)
  }

  /// Whether a relative clause gives way to the main one without a comma: its verb was the last word, and the main clause waits for
  /// the infinitive ahead ("zal de visie waarover ik met u sprak niet verschijnen").
  func givesWay(_ i: Int) -> Bool {
    guard clauses[current].kind == .relative, hasFinite[current], isFinite(i - 1), !isAuxiliaryForm(i - 1), !isVerb(i),
      !hasFinite[main] || awaitsVerb(main)
    else { return false }
    return wordsAhead(i).contains { at in
      vocabulary.readings(of: tokens[at]).contains { $0.form.contains(.infinitive) } && !isNoun(at)
    }
  }

  /// Whether a word that is no known noun stands before a comma or the end.
  func endsClause(_ i: Int) -> Bool {
    guard i + 1 < tokens.count, !classes[i].contains(grammar.product), !classes[i].contains(grammar.information) else {
      return false
    }
    switch tokens[i + 1].kind {
    case .comma, .stop, .semicolon: return true
    default: return false
    }
  }

  /// "…, en de uitkomsten daarvan zijn verwerkt": behind a comma a noun phrase of two or three words, and at once an auxiliary.
  func startsOnPhrase(_ i: Int) -> Bool {
    guard startsSubject(i) else { return false }
    for k in (i + 2)..<(i + 4) where k < tokens.count {
      if isAuxiliaryForm(k), isFinite(k) { return true }
      guard tokens[k].kind == .word, !isVerb(k), !classes[k].contains(grammar.preposition),
        !classes[k].contains(grammar.relative)
      else { return false }
    }
    return false
  }

  /// "… hoe landen daarmee omgaan, en …": whether the word before the comma can be the plural verb of the clause that stands open.
  func endsInPlural(before i: Int) -> Bool {
    i > 1 && tokens[i - 1].kind == .comma && clauses[current].kind != .main && mayBePlural(i - 2)
  }

  /// "bericht ik u hoeveel havens een plan hebben ingediend": before the next comma a plural auxiliary that no "te" precedes.
  func auxiliaryPluralAhead(_ from: Int) -> Bool {
    wordsAhead(from).contains { isAuxiliaryForm($0) && mayBePlural($0) }
  }
}

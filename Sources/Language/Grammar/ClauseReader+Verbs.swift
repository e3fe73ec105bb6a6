// SPDX-License-Identifier: GPL-3.0-or-later

extension ClauseReader {
  func readVerbs(_ clause: inout Clause, _ sentence: ParsedSentence, _ room: inout Room) {
    let own = room.own
    room.lexical.removeAll(keepingCapacity: true)
    clause.finite = finiteVerb(own, clause, sentence)
    let finiteLemma = clause.finite >= 0 ? lemma(at: clause.finite, finite: true) : -1
    var helpers: [Int] = []
    var separated: [Found] = []
    // The last one, and the last that may help no other verb; helpers are no lexical verbs otherwise.
    var last, byItself: Found?
    for t in own where t != clause.finite {
      // "zoals toegezegd" is a phrase, not the clause's verb.
      if sentence.marks.contains(where: {
        ($0.wordClass == grammar.promised || $0.wordClass == grammar.announced) && $0.first <= t && t <= $0.last
      }) {
        continue
      }
      guard let reading = nonFinite(t) else { continue }
      // "bespreekt een aantal onderzoeken": beside a verb that takes no infinitive.
      if finiteLemma >= 0, !isHelper(finiteLemma), reading.form.contains(.infinitive),
        !reading.form.contains(.participle), !follows(t, own, grammar.te), helpers.isEmpty, !builder.isVerb(t - 1),
        classes[t].contains(grammar.nounVerb)
          || !vocabulary.lemmas[finiteLemma].classes.contains(grammar.takesInfinitive)
      {
        continue
      }
      // "in te gaan", "na te laten": with a particle it is no auxiliary.
      if !isHelper(reading.lemma) {
        room.lexical.append((t, reading))
      } else if hasParticle(t, reading, own, sentence) {
        separated.append((t, reading))
        continue
      } else {
        helpers.append(t)
      }
      last = (t, reading)
      if isVerbByItself(reading.lemma) { byItself = last }
    }
    let past = clause.finite >= 0 && isPast(clause.finite)
    clause.isPast = past
    room.lexical += separated
    // "ga ik in op vragen": with a particle "gaan" helps no other verb, and what looks like one is a noun.
    let goes = finiteLemma == grammar.go && particle(of: finiteLemma, after: clause.finite, own, sentence) != nil
    if goes {
      room.lexical.removeAll { !$0.reading.form.contains(.participle) && !follows($0.token, own, grammar.te) }
    }
    // "zal aandacht zijn", "zal gevolgen hebben": an auxiliary that helps no other verb.
    if let byItself, !room.lexical.contains(where: { !follows($0.token, own, grammar.te) }) {
      room.lexical.append(byItself)
    }
    if room.lexical.isEmpty, !goes, clause.finite >= 0, isHelper(finiteLemma),
      finiteLemma != grammar.have || past == false,
      // "Het gaat om zeven havens."
      !(finiteLemma == grammar.go && own.contains { classes[$0].contains(grammar.om) }),
      let unknown = unknownNonFinite(own, clause, sentence, helpers)
    {
      room.lexical.append(unknown)
    }
    // "moet in mei van kracht worden": with no other verb beside it.
    if room.lexical.isEmpty, let last, last.reading.lemma == grammar.become,
      last.reading.form.contains(.infinitive)
    {
      room.lexical.append(last)
    }

    if clause.finite >= 0 || !room.lexical.isEmpty { clause.verbs.reserveCapacity(room.lexical.count + 1) }
    for (token, reading) in room.lexical {
      let before = previous(token, own)
      // "te sturen", "te zullen sturen"
      let governed =
        before >= 0
        && (classes[before].contains(grammar.te)
          || reading.form.contains(.infinitive) && helpers.contains(before) && follows(before, own, grammar.te))
      // "het archief van opgeheven diensten": a participle right behind a preposition goes with a noun where the verb needs none.
      if !governed, !reading.form.contains(.infinitive), clause.finite >= 0, !isHelper(finiteLemma),
        before == token - 1,
        before >= 0, classes[before].contains(grammar.preposition), token + 1 < sentence.tokens.count,
        sentence.tokens[token + 1].kind == .word
      {
        continue
      }
      let isInfinitive =
        reading.form.contains(.infinitive)
        && (governed || !(reading.form.contains(.participle) && helped(finiteLemma, helpers)))
      var verb = Clause.Verb(
        token: token,
        lemma: reading.lemma,
        classes: ClassSet(),
        mood: .present,
        passive: false,
        perfect: false
      )
      if reading.lemma >= 0, governed {
        // "terug te komen", "toe te zeggen"
        let particle = previous(before, own)
        if particle >= 0, particle + 2 == token {
          if let split = vocabulary.separable(reading.lemma, sentence.tokens[particle].word) {
            verb.lemma = split
          } else if classes[particle].contains(grammar.preposition), !classes[particle].contains(grammar.om) {
            // A separable verb the pack does not know ("door te gaan").
            verb.lemma = -1
          }
        }
      }
      if !governed, before >= 0, before + 1 == token, reading.lemma >= 0,
        let split = vocabulary.separable(reading.lemma, sentence.tokens[before].word)
      {
        // "tegemoet gekomen", written apart.
        verb.lemma = split
      }
      if isInfinitive {
        verb.mood = governed ? .bare : mood(finiteLemma, past, helpers, clause)
      } else {
        participle(&verb, finiteLemma, past, helpers, own, clause)
      }
      clause.verbs.append(verb)
    }
    let alone =
      goes || finiteLemma == grammar.go && clause.verbs.allSatisfy { $0.mood == .elliptic || $0.mood == .bare }
    if clause.finite >= 0, !isHelper(finiteLemma) || clause.verbs.isEmpty || alone {
      var verb = Clause.Verb(
        token: clause.finite,
        lemma: finiteLemma,
        classes: ClassSet(),
        mood: past ? .past : .present,
        passive: false,
        perfect: false
      )
      if let split = particle(of: finiteLemma, after: clause.finite, own, sentence) {
        verb.lemma = split.lemma
        verb.particle = split.token
      }
      clause.verbs.insert(verb, at: 0)
    }
    for i in clause.verbs.indices where clause.verbs[i].lemma >= 0 {
      clause.verbs[i].classes = vocabulary.verbClasses(clause.verbs[i].lemma, with: clause.words)
    }
  }

  /// The particle that stands apart from a finite verb, and the verb that both make.
  private func particle(of lemma: Int, after finite: Int, _ own: [Int], _ sentence: ParsedSentence) -> (
    token: Int, lemma: Int
  )? {
    for t in own where t > finite {
      if let split = vocabulary.separable(lemma, sentence.tokens[t].word), !governs(t, own) { return (t, split) }
    }
    return nil
  }

  /// Whether a word that could be a particle is a preposition with its noun behind it ("aan uw Kamer", "op de agenda").
  func governs(_ t: Int, _ own: [Int]) -> Bool {
    guard classes[t].contains(grammar.preposition) else { return false }
    // "voor 1 mei"
    if t + 1 < builder.tokens.count, builder.tokens[t + 1].kind == .number { return true }
    guard let at = own.firstIndex(of: t), at + 1 < own.count,
      own[at + 1] == t + 1
    else {
      return false
    }
    let next = classes[t + 1]
    if next.contains(grammar.preposition) || next.contains(grammar.om) || next.contains(grammar.te)
      // "aan dat evenement": with no verb behind it "dat" opens no clause.
      || next.contains(grammar.conjunction)
        && (!next.contains(grammar.pronoun) || own[(at + 2)...].contains(where: { builder.isVerb($0) }))
      || next.contains(grammar.coordinator)
    {
      return false
    }
    return vocabulary.readings(of: builder.tokens[t + 1]).isEmpty || builder.isNoun(t + 1)
      || next.contains(grammar.product)
  }

  func previous(_ token: Int, _ own: [Int]) -> Int {
    guard let at = own.firstIndex(of: token), at > 0 else { return -1 }
    return own[at - 1]
  }

  func follows(_ token: Int, _ own: [Int], _ wordClass: Int) -> Bool {
    let before = previous(token, own)
    return before >= 0 && classes[before].contains(wordClass)
  }

  /// Whether "te" and a particle stand before a verb ("in te gaan").
  func hasParticle(_ t: Int, _ reading: WordTable.Reading, _ own: [Int], _ sentence: ParsedSentence) -> Bool {
    let before = previous(t, own)
    guard before >= 0, classes[before].contains(grammar.te) else { return false }
    let particle = previous(before, own)
    return particle >= 0 && vocabulary.separable(reading.lemma, sentence.tokens[particle].word) != nil
  }

  func isVerbByItself(_ lemma: Int) -> Bool {
    lemma == grammar.go || lemma == grammar.be || lemma == grammar.have || lemma == grammar.let_
  }

  func helped(_ finite: Int, _ helpers: [Int]) -> Bool {
    finite == grammar.become || finite == grammar.have || finite == grammar.be
      || helpers.contains { t in vocabulary.readings(of: builder.tokens[t]).contains { $0.lemma == grammar.become } }
  }

  func mood(_ finite: Int, _ past: Bool, _ helpers: [Int], _ clause: Clause) -> Clause.Mood {
    let helps = helpers.compactMap { nonFinite($0)?.lemma }
    if finite == grammar.will {
      if past { return .would }
      return helps.contains(grammar.must) ? .must : helps.contains(grammar.want) ? .want : .future
    }
    if finite == grammar.go { return past ? .past : .go }
    if finite == grammar.can || finite == grammar.may { return .can }
    if finite == grammar.must || finite == grammar.need { return .must }
    if finite == grammar.want { return .want }
    if finite == grammar.let_ { return past ? .past : .causes }
    if finite == grammar.have || finite == grammar.be { return past || finite == grammar.have ? .past : .bare }
    return clause.finite < 0 ? .bare : past ? .past : .present
  }

  func participle(
    _ verb: inout Clause.Verb,
    _ finite: Int,
    _ past: Bool,
    _ helpers: [Int],
    _ own: [Int],
    _ clause: Clause
  ) {
    let helps = helpers.compactMap { nonFinite($0)?.lemma }
    if helps.contains(grammar.become) || finite == grammar.become {
      verb.passive = true
      if finite == grammar.become {
        verb.mood = past ? .past : .present
      } else {
        let governed = helpers.contains { t in
          let before = previous(t, own)
          return before >= 0 && classes[before].contains(grammar.te) && nonFinite(t)?.lemma == grammar.become
        }
        verb.mood =
          governed ? .bare : mood(finite, past, helpers.filter { nonFinite($0)?.lemma != grammar.become }, clause)
      }
    } else if finite == grammar.be {
      verb.mood = .past
      verb.passive = true
      verb.perfect = true
    } else if finite == grammar.have {
      verb.mood = .past
      verb.perfect = true
    } else if finite == grammar.will, !helps.isEmpty {
      verb.mood = past ? .would : .future
      verb.passive = helps.contains(grammar.be)
    } else if helps.contains(grammar.have) || helps.contains(grammar.be) {
      verb.mood = .past
      verb.perfect = true
    } else {
      verb.mood = .elliptic
      verb.passive = true
    }
  }

  func isHelper(_ lemma: Int) -> Bool { grammar.helps(lemma) }

  func finiteVerb(_ own: [Int], _ clause: Clause, _ sentence: ParsedSentence) -> Int {
    if clause.kind == .infinitive { return -1 }
    var noun: Int?
    for t in own where builder.isFinite(t) && !infinitiveByPlace(t, own) && !isNounHere(t) {
      if !classes[t].contains(grammar.nounVerb) { return t }
      if noun == nil { noun = t }
    }
    // Plurals that could be infinitives: "worden" at the head of a main clause, "komen" before an infinitive.
    if let plural = own.first(where: { t in
      vocabulary.readings(of: sentence.tokens[t]).contains {
        $0.form.contains(.plural) && (isHelper($0.lemma) || clause.kind != .main || t != own.last)
      } && !(previous(t, own) >= 0 && classes[previous(t, own)].contains(grammar.te)) && !nominal(t)
        // "Aanvragen kunnen worden ingediend."
        && !(t == own.first && own.count > 1 && !isHelper(lemma(at: t, finite: true))
          && builder.isAuxiliaryForm(own[1]))
    }) {
      return plural
    }
    // A third person that could be a participle: "verwacht", "bericht".
    if let third = own.first(where: { t in
      vocabulary.readings(of: sentence.tokens[t]).contains { $0.form.contains(.thirdPerson) } && !nominal(t)
    }) {
      return third
    }
    if let slip = own.first(where: { t in
      vocabulary.readings(of: sentence.tokens[t]).contains { $0.form.contains(.firstPerson) } && !nominal(t)
    }), clause.kind == .main || own.contains(where: { classes[$0].contains(grammar.own) }) {
      return slip
    }
    if let noun { return noun }
    return besideOwn(own, sentence)
  }

  func infinitiveByPlace(_ t: Int, _ own: [Int]) -> Bool {
    let before = previous(t, own)
    return before >= 0 && classes[before].contains(grammar.te)
  }

  /// An unknown verb beside "ik" or "wij": before it where something stands before the verb, else after it.
  func besideOwn(_ own: [Int], _ sentence: ParsedSentence) -> Int {
    guard let at = own.firstIndex(where: { classes[$0].contains(grammar.own) }) else { return -1 }
    let candidate = at > 0 ? own[at - 1] : at + 1 < own.count ? own[at + 1] : -1
    guard candidate >= 0, sentence.tokens[candidate].word < 0 else { return -1 }
    return candidate
  }

  func nominal(_ t: Int) -> Bool {
    if isNounHere(t) { return true }
    guard t > 0 else { return false }
    if builder.isNoun(t) { return true }
    let before = classes[t - 1]
    return before.contains(grammar.article) || before.contains(grammar.preposition)
      || before.contains(grammar.possessive)
  }

  func lemma(at t: Int, finite: Bool) -> Int {
    let readings = vocabulary.readings(of: builder.tokens[t])
    if let helper = readings.first(where: { isHelper($0.lemma) }) { return helper.lemma }
    return readings.first { !$0.form.isDisjoint(with: .finite) }?.lemma ?? -1
  }

  func isPast(_ t: Int) -> Bool {
    let readings = vocabulary.readings(of: builder.tokens[t])
    if readings.isEmpty { return ends(t, grammar.pastEndings) }
    return readings.contains { $0.form.contains(.past) } && !readings.contains { !$0.form.isDisjoint(with: .present) }
  }

  /// A reading as infinitive or participle. After an article both are nouns or adjectives.
  func nonFinite(_ t: Int) -> WordTable.Reading? {
    // "Primair en Voortgezet Onderwijs": part of a name.
    guard builder.tokens[t].isVerb,
      t == 0 || !builder.tokens[t].capital || builder.tokens[t - 1].kind != .word
    else { return nil }
    if t > 0, classes[t - 1].contains(grammar.article) || classes[t - 1].contains(grammar.possessive) { return nil }
    // "tijdens zijn bezoek"
    if t > 0, classes[t - 1].contains(grammar.preposition), t + 1 < builder.tokens.count,
      builder.tokens[t + 1].kind == .word, !classes[t - 1].contains(grammar.te),
      vocabulary.readings(of: builder.tokens[t]).contains(where: {
        $0.lemma == grammar.be && $0.form.contains(.infinitive)
      })
    {
      return nil
    }
    // "het elektronisch indienen van stukken"
    if t > 1, classes[t - 2].contains(grammar.article), classes[t - 2].contains(grammar.pronoun),
      builder.tokens[t - 1].kind == .word,
      builder.tokens[t - 1].word < 0, t + 1 < builder.tokens.count, classes[t + 1].contains(grammar.of)
    {
      return nil
    }
    if isNounHere(t) { return nil }
    return vocabulary.readings(of: builder.tokens[t]).first {
      $0.form.contains(.infinitive) || $0.form.contains(.participle)
    }
  }

  /// "naar aanleiding van vragen", "die afspraken", "de resterende vragen": a plural noun that is a verb form as well.
  func isNounHere(_ t: Int) -> Bool {
    // "begin 2027", "begin juni", "begin volgend jaar"
    if classes[t].contains(grammar.timeHead), t + 1 < builder.tokens.count,
      builder.tokens[t + 1].kind == .number || classes[t + 1].contains(grammar.timeNoun)
        || classes[t + 1].contains(grammar.month)
        || t + 2 < builder.tokens.count && classes[t + 2].contains(grammar.timeNoun)
    {
      return true
    }
    guard t > 0, classes[t].contains(grammar.nounVerb), builder.tokens[t - 1].kind == .word else { return false }
    let before = classes[t - 1]
    if before.contains(grammar.te) { return false }
    if before.contains(grammar.preposition) || before.contains(grammar.determiner) || before.contains(grammar.article)
      || before.contains(grammar.possessive)
    {
      return true
    }
    // "op eerdere vragen"
    if t > 1, classes[t - 2].contains(grammar.preposition), !classes[t - 2].contains(grammar.te),
      !builder.isVerb(t - 1), utf8[builder.tokens[t - 1].end - 1] == grammar.adjectiveEnding
    {
      return true
    }
    return builder.tokens[t - 1].word < 0 && ends(t - 1, grammar.certainAdjectiveEndings)
  }
}

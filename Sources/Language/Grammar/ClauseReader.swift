// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads each clause of a sentence that has been cut: verbs with their mood, participants, negation.
struct ClauseReader {
  let vocabulary: Vocabulary
  let grammar: GrammarWords
  let utf8: [UInt8]
  let classes: [ClassSet]
  let builder: ClauseBuilder

  func callAsFunction(_ sentence: inout ParsedSentence) {
    for index in sentence.clauses.indices {
      var clause = sentence.clauses[index]
      for t in clause.tokens where !sentence.quoted[t] { clause.words.formUnion(classes[t]) }
      for mark in sentence.marks where sentence.clauseOf[mark.first] == index { clause.words.insert(mark.wordClass) }
      sentence.words.formUnion(clause.words)
      readVerbs(&clause, sentence)
      readParticipants(&clause, sentence)
      readNegation(&clause, sentence)
      sentence.clauses[index] = clause
    }
    for index in sentence.clauses.indices.dropFirst() {
      // An infinitive, or a clause after "en" without a subject of its own, has the one of the clause it hangs on.
      let clause = sentence.clauses[index]
      if clause.kind == .main, clause.subject?.role == .product, startsWithFinite(clause), !clause.verbs.contains(where: \.passive),
        sentence.clauses[previousMain(index, sentence)].strangerActs
      {
        sentence.clauses[index].strangerActs = true
      }
      // "Ik verken … en zal uw Kamer …": what stands behind the verb is no subject where the clause before has one that acts.
      if clause.kind == .main, let subject = clause.subject, !isActing(subject.role), startsWithFinite(clause),
        !clause.verbs.contains(where: \.passive), let acting = sentence.clauses[previousMain(index, sentence)].subject, isActing(acting.role)
      {
        sentence.clauses[index].subject = acting
        continue
      }
      guard clause.kind == .infinitive || (clause.kind == .main && clause.subject == nil && !clause.strangerActs) else { continue }
      let parent = sentence.clauses[clause.kind == .main ? previousMain(index, sentence) : clause.parent]
      guard clause.kind == .infinitive || startsWithFinite(clause) && !clause.verbs.contains(where: \.passive) else { continue }
      if parent.strangerActs, clause.kind == .main { sentence.clauses[index].strangerActs = true }
      if clause.kind == .infinitive { sentence.clauses[index].isPast = parent.isPast }
      sentence.clauses[index].subject = parent.subject
      sentence.clauses[index].strangerActs = parent.strangerActs
    }
  }

  private func previousMain(_ index: Int, _ sentence: ParsedSentence) -> Int {
    var i = index - 1
    while i > 0, sentence.clauses[i].kind != .main { i -= 1 }
    return i
  }

  private func startsWithFinite(_ clause: Clause) -> Bool {
    guard clause.finite >= 0 else { return false }
    return clause.tokens.prefix(2).contains(clause.finite)
  }

  // MARK: Verbs

  private func readVerbs(_ clause: inout Clause, _ sentence: ParsedSentence) {
    let own = clause.tokens.filter { sentence.tokens[$0].kind == .word && !sentence.quoted[$0] }
    clause.finite = finiteVerb(own, clause, sentence)
    let finiteLemma = clause.finite >= 0 ? lemma(at: clause.finite, finite: true) : -1
    var helpers: [Int] = []
    var separated: [(token: Int, reading: WordTable.Reading)] = []
    var found: [(token: Int, reading: WordTable.Reading)] = []
    for t in own where t != clause.finite {
      // "zoals toegezegd" is a phrase, not the clause's verb.
      if sentence.marks.contains(where: { $0.wordClass == grammar.promised && $0.first <= t && t <= $0.last }) { continue }
      guard let reading = nonFinite(t) else { continue }
      // "in te gaan", "na te laten": with a particle it is no auxiliary.
      if isHelper(reading.lemma), !hasParticle(t, reading, own, sentence) {
        helpers.append(t)
        found.append((t, reading))
      } else if isHelper(reading.lemma) {
        separated.append((t, reading))
      } else {
        found.append((t, reading))
      }
    }
    let past = clause.finite >= 0 && isPast(clause.finite)
    clause.isPast = past
    var lexical = found.filter { !isHelper($0.reading.lemma) } + separated
    // "zal aandacht zijn", "zal gevolgen hebben": an auxiliary that helps no other verb.
    if !lexical.contains(where: { !follows($0.token, own, grammar.te) }), let last = found.last(where: { isVerbByItself($0.reading.lemma) }) {
      lexical.append(last)
    }
    if lexical.isEmpty, clause.finite >= 0, isHelper(finiteLemma), finiteLemma != grammar.have || past == false,
      let unknown = unknownNonFinite(own, clause, sentence)
    {
      lexical = [unknown]
    }

    for (token, reading) in lexical {
      let before = previous(token, own)
      let governed = before >= 0 && classes[before].contains(grammar.te)
      let isInfinitive = reading.form.contains(.infinitive) && !(reading.form.contains(.participle) && helped(finiteLemma, helpers))
      var verb = Clause.Verb(token: token, lemma: reading.lemma, classes: ClassSet(), mood: .present, passive: false, perfect: false)
      if reading.lemma >= 0, governed {
        // "terug te komen", "toe te zeggen"
        let particle = previous(before, own)
        if particle >= 0, particle + 2 == token {
          if let split = vocabulary.separable(reading.lemma, sentence.tokens[particle].word) {
            verb.lemma = split
          } else if classes[particle].contains(grammar.preposition) {
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
    if clause.finite >= 0, !isHelper(finiteLemma) || clause.verbs.isEmpty {
      var verb = Clause.Verb(
        token: clause.finite,
        lemma: finiteLemma,
        classes: ClassSet(),
        mood: past ? .past : .present,
        passive: false,
        perfect: false
      )
      for t in own where t > clause.finite {
        if let split = vocabulary.separable(finiteLemma, sentence.tokens[t].word), !governs(t, own) {
          verb.lemma = split
          break
        }
      }
      clause.verbs.insert(verb, at: 0)
    }
    for i in clause.verbs.indices where clause.verbs[i].lemma >= 0 {
      clause.verbs[i].classes = vocabulary.verbClasses(clause.verbs[i].lemma, with: clause.words)
    }
  }

  /// Whether a word that could be a particle is a preposition with its noun behind it ("aan uw Kamer", "op de agenda").
  private func governs(_ t: Int, _ own: [Int]) -> Bool {
    guard classes[t].contains(grammar.preposition), let at = own.firstIndex(of: t), at + 1 < own.count, own[at + 1] == t + 1 else {
      return false
    }
    let next = classes[t + 1]
    if next.contains(grammar.preposition) || next.contains(grammar.om) || next.contains(grammar.te) || next.contains(grammar.conjunction)
      || next.contains(grammar.coordinator)
    {
      return false
    }
    return vocabulary.readings(of: builder.tokens[t + 1]).isEmpty || builder.isNoun(t + 1) || next.contains(grammar.product)
  }

  private func previous(_ token: Int, _ own: [Int]) -> Int {
    guard let at = own.firstIndex(of: token), at > 0 else { return -1 }
    return own[at - 1]
  }

  private func follows(_ token: Int, _ own: [Int], _ wordClass: Int) -> Bool {
    let before = previous(token, own)
    return before >= 0 && classes[before].contains(wordClass)
  }

  /// Whether "te" and a particle stand before a verb ("in te gaan").
  private func hasParticle(_ t: Int, _ reading: WordTable.Reading, _ own: [Int], _ sentence: ParsedSentence) -> Bool {
    let before = previous(t, own)
    guard before >= 0, classes[before].contains(grammar.te) else { return false }
    let particle = previous(before, own)
    return particle >= 0 && vocabulary.separable(reading.lemma, sentence.tokens[particle].word) != nil
  }

  private func isVerbByItself(_ lemma: Int) -> Bool {
    lemma == grammar.go || lemma == grammar.be || lemma == grammar.have || lemma == grammar.let_
  }

  private func helped(_ finite: Int, _ helpers: [Int]) -> Bool {
    finite == grammar.become || finite == grammar.have || finite == grammar.be
      || helpers.contains { t in vocabulary.readings(of: builder.tokens[t]).contains { $0.lemma == grammar.become } }
  }

  private func mood(_ finite: Int, _ past: Bool, _ helpers: [Int], _ clause: Clause) -> Clause.Mood {
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

  private func participle(
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
        verb.mood = governed ? .bare : mood(finite, past, helpers.filter { nonFinite($0)?.lemma != grammar.become }, clause)
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

  private func isHelper(_ lemma: Int) -> Bool { grammar.helps(lemma) }

  private func finiteVerb(_ own: [Int], _ clause: Clause, _ sentence: ParsedSentence) -> Int {
    if clause.kind == .infinitive { return -1 }
    if let certain = own.first(where: { builder.isFinite($0) && !infinitiveByPlace($0, own) }) { return certain }
    // Plurals that could be infinitives: "worden" at the head of a main clause, "komen" before an infinitive.
    if let plural = own.first(where: { t in
      vocabulary.readings(of: sentence.tokens[t]).contains {
        $0.form.contains(.plural) && (isHelper($0.lemma) || clause.kind != .main || t != own.last)
      } && !(previous(t, own) >= 0 && classes[previous(t, own)].contains(grammar.te)) && !nominal(t)
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
    return besideOwn(own, sentence)
  }

  private func infinitiveByPlace(_ t: Int, _ own: [Int]) -> Bool {
    let before = previous(t, own)
    return before >= 0 && classes[before].contains(grammar.te)
  }

  /// An unknown verb beside "ik" or "wij": before it where something stands before the verb, else after it.
  private func besideOwn(_ own: [Int], _ sentence: ParsedSentence) -> Int {
    guard let at = own.firstIndex(where: { classes[$0].contains(grammar.own) }) else { return -1 }
    let candidate = at > 0 ? own[at - 1] : at + 1 < own.count ? own[at + 1] : -1
    guard candidate >= 0, sentence.tokens[candidate].word < 0 else { return -1 }
    return candidate
  }

  private func nominal(_ t: Int) -> Bool {
    guard t > 0 else { return false }
    if builder.isNoun(t) { return true }
    let before = classes[t - 1]
    return before.contains(grammar.article) || before.contains(grammar.preposition) || before.contains(grammar.possessive)
  }

  private func lemma(at t: Int, finite: Bool) -> Int {
    let readings = vocabulary.readings(of: builder.tokens[t])
    if let helper = readings.first(where: { isHelper($0.lemma) }) { return helper.lemma }
    return readings.first { !$0.form.isDisjoint(with: .finite) }?.lemma ?? -1
  }

  private func isPast(_ t: Int) -> Bool {
    let readings = vocabulary.readings(of: builder.tokens[t])
    if readings.isEmpty { return ends(t, grammar.pastEndings) }
    return readings.contains { $0.form.contains(.past) } && !readings.contains { !$0.form.isDisjoint(with: .present) }
  }

  /// A reading as infinitive or participle. After an article both are nouns or adjectives.
  private func nonFinite(_ t: Int) -> WordTable.Reading? {
    if t > 0, classes[t - 1].contains(grammar.article) || classes[t - 1].contains(grammar.possessive) { return nil }
    return vocabulary.readings(of: builder.tokens[t]).first { $0.form.contains(.infinitive) || $0.form.contains(.participle) }
  }

  /// The last word of the clause that looks like an infinitive or a participle, where the pack knows none.
  private func unknownNonFinite(
    _ own: [Int],
    _ clause: Clause,
    _ sentence: ParsedSentence
  ) -> (token: Int, reading: WordTable.Reading)? {
    let finite = lemma(at: clause.finite, finite: true)
    let wantsParticiple = finite == grammar.become || finite == grammar.be || finite == grammar.have
    for (at, t) in own.enumerated().reversed() where t != clause.finite {
      let token = sentence.tokens[t]
      // Plural nouns end like infinitives: only the end of the clause, or what a preposition follows, is a verb's place.
      let follower = at + 1 < own.count ? classes[own[at + 1]] : nil
      let place = follower.map { $0.contains(grammar.preposition) || $0.contains(grammar.om) } ?? true
      let noun = t > 0 && (classes[t - 1].contains(grammar.article) || classes[t - 1].contains(grammar.preposition) || classes[t - 1].contains(grammar.determiner))
      // An adjective before it makes it a noun as well.
      let attributed = at > 0 && own[at - 1] == t - 1 && sentence.tokens[t - 1].word < 0 && utf8[sentence.tokens[t - 1].end - 1] == grammar.adjectiveEnding
      guard token.word < 0, !token.capital, place, !noun, !attributed else { continue }
      if !wantsParticiple, ends(t, grammar.infinitiveEndings) {
        return (t, WordTable.Reading(lemma: -1, form: .infinitive))
      }
      if wantsParticiple, ends(t, grammar.participleEndings), looksLikeParticiple(t) {
        return (t, WordTable.Reading(lemma: -1, form: .participle))
      }
      // Beyond the verbs at the end of the clause only what was put behind them.
      if wantsParticiple { break }
    }
    return nil
  }

  /// One of the prefixes of participles at the head of the word, or the first of them after a particle ("uitgezocht").
  private func looksLikeParticiple(_ t: Int) -> Bool {
    let token = builder.tokens[t]
    let word = utf8[token.start..<token.end]
    guard let infix = grammar.participlePrefixes.first else { return false }
    if grammar.participlePrefixes.contains(where: { word.starts(with: $0) }) { return true }
    for skipped in 2...6 where word.count > skipped + 4 && word.dropFirst(skipped).starts(with: infix) { return true }
    return false
  }

  private func ends(_ t: Int, _ endings: [[UInt8]]) -> Bool {
    let token = builder.tokens[t]
    return endings.contains { ending in
      token.end - token.start > ending.count + 2 && utf8[(token.end - ending.count)..<token.end].elementsEqual(ending)
    }
  }

  // MARK: Participants

  private func readParticipants(_ clause: inout Clause, _ sentence: ParsedSentence) {
    for t in clause.tokens where !sentence.quoted[t] && sentence.tokens[t].kind == .word {
      guard let role = role(t, sentence) else { continue }
      var first = t
      if role == .chamber, let mark = sentence.marks.first(where: { $0.last == t && $0.wordClass == grammar.chamber }) {
        first = mark.first
      }
      let place = preposition(first, sentence)
      clause.participants.append(
        Clause.Participant(role: role, first: place.first, head: t, preposition: role == .own ? -1 : place.preposition)
      )
    }
    clause.chamber = clause.participants.first { $0.role == .chamber && $0.preposition < 0 }
      ?? clause.participants.first { $0.role == .chamber && classes[$0.preposition].contains(grammar.towards) }
    clause.holdsProduct = clause.participants.contains {
      $0.role == .product && $0.preposition >= 0 && classes[$0.preposition].contains(grammar.inside)
    }
    if let first = clause.tokens.first(where: { sentence.tokens[$0].kind == .word }) {
      clause.opensWithPronoun = classes[first].contains(grammar.pronoun)
    }
    // "in dat plan", "bij die verkenning"
    if clause.participants.contains(where: {
      $0.role == .product && $0.preposition >= 0 && classes[$0.preposition].contains(grammar.inside) && classes[$0.first].contains(grammar.that)
    }) {
      clause.words.insert(grammar.intoThat)
    }
    readAgent(&clause, sentence)
    readSubject(&clause, sentence)
  }

  private func role(_ t: Int, _ sentence: ParsedSentence) -> Clause.Role? {
    let set = classes[t]
    if set.contains(grammar.own) { return .own }
    // "mijn inzet is", "ons voornemen is": whose aim it is acts.
    if set.contains(grammar.possessive), t + 1 < sentence.tokens.count, classes[t + 1].contains(grammar.abstract) { return .own }
    if set.contains(grammar.cabinet) { return .cabinet }
    if set.contains(grammar.ministry) { return .ministry }
    if set.contains(grammar.office) { return .office }
    if set.contains(grammar.predecessor) { return .predecessor }
    if set.contains(grammar.colleague) { return .colleague }
    if set.contains(grammar.country) { return .country }
    if set.contains(grammar.addressee) { return .chamber }
    if sentence.marks.contains(where: { $0.last == t && $0.wordClass == grammar.chamber }) { return .chamber }
    if set.contains(grammar.member) { return .member }
    if set.contains(grammar.product) { return .product }
    return nil
  }

  /// Goes back over adjectives and articles to what governs a noun phrase.
  private func preposition(_ head: Int, _ sentence: ParsedSentence) -> (first: Int, preposition: Int) {
    var first = head
    var j = head - 1
    var steps = 0
    while j >= 0, steps < 4 {
      let token = sentence.tokens[j]
      guard token.kind == .word, !sentence.quoted[j] else { break }
      let set = classes[j]
      // "de zomer een brief": an article closes the phrase; what stands before it may govern it.
      if set.contains(grammar.preposition) { return (first, opensInfinitive(j, sentence) ? -1 : j) }
      let closes = set.contains(grammar.article) || set.contains(grammar.possessive) || set.contains(grammar.determiner)
      if closes {
        first = j
        if j > 0, sentence.tokens[j - 1].kind == .word, classes[j - 1].contains(grammar.preposition), !opensInfinitive(j - 1, sentence) {
          return (first, j - 1)
        }
        return (first, -1)
      }
      guard token.word < 0 || (vocabulary.readings(of: token).isEmpty && !set.contains(grammar.coordinator)) else { break }
      first = j
      j -= 1
      steps += 1
    }
    return (first, -1)
  }

  /// "om" before an infinitive governs no noun.
  private func opensInfinitive(_ j: Int, _ sentence: ParsedSentence) -> Bool {
    classes[j].contains(grammar.om) && sentence.clauses[sentence.clauseOf[j]].kind == .infinitive
  }

  private func readAgent(_ clause: inout Clause, _ sentence: ParsedSentence) {
    guard clause.verbs.contains(where: \.passive) else { return }
    for t in clause.tokens where classes[t].contains(grammar.by) && !sentence.quoted[t] {
      guard t + 1 < sentence.tokens.count, !classes[t + 1].contains(grammar.means), sentence.clauseOf[t + 1] == sentence.clauseOf[t]
      else { continue }
      if let known = clause.participants.first(where: { $0.preposition == t && $0.role != .product && $0.role != .member && $0.role != .chamber }) {
        clause.agent = known
      } else if !infinitiveAfter(t, clause) {
        clause.strangerActs = true
      }
      return
    }
  }

  private func infinitiveAfter(_ t: Int, _ clause: Clause) -> Bool {
    clause.tokens.contains { $0 > t && $0 < t + 12 && classes[$0].contains(grammar.te) }
  }

  private func isActing(_ role: Clause.Role) -> Bool {
    switch role {
    case .own, .cabinet, .country, .ministry, .office, .colleague, .predecessor: return true
    case .chamber, .product, .member: return false
    }
  }

  private func readSubject(_ clause: inout Clause, _ sentence: ParsedSentence) {
    let free = clause.participants.filter { $0.preposition < 0 }
    if let own = free.first(where: { $0.role == .own }) {
      clause.subject = own
      return
    }
    let passive = clause.verbs.contains(where: \.passive)
    if passive {
      clause.subject = free.first { $0.role == .chamber } ?? free.first { $0.role == .product } ?? free.first
      return
    }
    let acting = free.first { isActing($0.role) }
    if let before = free.first(where: { $0.head < clause.finite }), clause.kind == .main {
      // Whoever stands before the finite verb acts, unless it is a thing and someone acts behind the verb.
      if before.role == .product, let acting { clause.subject = acting } else { clause.subject = before }
      return
    }
    if let acting, acting.first == clause.finite + 1 {
      clause.subject = acting
      return
    }
    if clause.kind == .main, clause.finite >= 0, strangerBefore(clause, sentence) {
      clause.strangerActs = true
      return
    }
    clause.subject = acting ?? free.first
  }

  /// A noun phrase the pack does not know in first place: "De Commissie …", "Gasunie …".
  private func strangerBefore(_ clause: Clause, _ sentence: ParsedSentence) -> Bool {
    guard let first = clause.tokens.first(where: { sentence.tokens[$0].kind == .word && !classes[$0].contains(grammar.coordinator) }),
      first < clause.finite
    else { return false }
    let set = classes[first]
    if set.contains(grammar.article) || set.contains(grammar.determiner) {
      // "Het streven is", "De verwachting is": an abstract noun acts for whoever speaks.
      if clause.tokens.contains(where: { $0 < clause.finite && classes[$0].contains(grammar.abstract) }) { return false }
      return !set.contains(grammar.pronoun) || first + 1 < clause.finite
    }
    let token = sentence.tokens[first]
    guard token.capital, token.word < 0 else { return false }
    // A name inside the sentence; at its head one with a second capital ("RIVM", "SodM") right before the verb.
    if first > 0 { return true }
    return first + 1 == clause.finite && utf8[(token.start + 1)..<token.end].contains { (0x41...0x5A).contains($0) }
  }

  // MARK: Negation

  /// The first negation that is not part of a phrase such as "niet alleen" and stands before the end of the verbs.
  private func readNegation(_ clause: inout Clause, _ sentence: ParsedSentence) {
    let last = clause.verbs.map(\.token).max() ?? -1
    let split = clause.verbs.count == 1 && last == clause.finite
    for t in clause.tokens where classes[t].contains(grammar.negation) && !sentence.quoted[t] {
      if sentence.marks.contains(where: { $0.wordClass == grammar.notNegation && $0.first <= t && t <= $0.last }) { continue }
      guard split || t < last else { continue }
      clause.negation = t
      return
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

extension ClauseReader {
  /// `own` are the clause's words outside quotations; `byPhrase` tells whether a phrase of the sentence may name someone.
  func readParticipants(_ clause: inout Clause, _ sentence: ParsedSentence, _ own: [Int], byPhrase: Bool) {
    // Most words name nobody; a phrase of several words may.
    for t in own where byPhrase || classes[t].intersects(grammar.naming) {
      guard let role = role(t, sentence) else { continue }
      if clause.participants.isEmpty { clause.participants.reserveCapacity(4) }
      var first = t
      if role == .chamber, let mark = sentence.marks.first(where: { $0.last == t && $0.wordClass == grammar.chamber }) {
        first = mark.first
      }
      let place = preposition(first, sentence)
      clause.participants.append(
        Clause.Participant(
          role: role,
          first: place.first,
          head: t,
          preposition: set(t, grammar.own) || role == .own && place.preposition < 0 ? -1 : place.preposition
        )
      )
    }
    clause.chamber =
      clause.participants.first { $0.role == .chamber && $0.preposition < 0 }
      ?? clause.participants.first { $0.role == .chamber && classes[$0.preposition].contains(grammar.towards) }
    for t in clause.tokens.prefix(4) where !sentence.quoted[t] { clause.opening.formUnion(classes[t]) }
    clause.holdsProduct = clause.participants.contains {
      $0.role == .product && $0.preposition >= 0 && classes[$0.preposition].contains(grammar.inside)
    }
    if let first = clause.tokens.first(where: { sentence.tokens[$0].kind == .word }) {
      clause.opensWithPronoun = classes[first].contains(grammar.pronoun)
    }
    // "in dat plan", "bij die verkenning"
    if clause.participants.contains(where: {
      $0.role == .product && $0.preposition >= 0 && classes[$0.preposition].contains(grammar.inside)
        && classes[$0.first].contains(grammar.that)
    }) {
      clause.words.insert(grammar.intoThat)
    }
    readAgent(&clause, sentence)
    readSubject(&clause, sentence)
  }

  func set(_ t: Int, _ wordClass: Int) -> Bool { classes[t].contains(wordClass) }

  func role(_ t: Int, _ sentence: ParsedSentence) -> Clause.Role? {
    let set = classes[t]
    if set.contains(grammar.own) { return .own }
    // "mijn inzet is", "ons voornemen is": whose aim it is acts.
    if set.contains(grammar.possessive), t + 1 < sentence.tokens.count, classes[t + 1].contains(grammar.abstract) {
      return .own
    }
    // "het Openbaar Ministerie" is no ministry.
    if sentence.marks.contains(where: { $0.last == t && $0.wordClass == grammar.outsider }) { return .outsider }
    if set.contains(grammar.cabinet) { return .cabinet }
    if set.contains(grammar.ministry) { return .ministry }
    if set.contains(grammar.office) { return .office }
    if set.contains(grammar.predecessor) { return .predecessor }
    if set.contains(grammar.colleague) { return .colleague }
    // "Slachtofferhulp Nederland": part of a name.
    if set.contains(grammar.country) {
      let isName = t > 0 && sentence.tokens[t - 1].capital && sentence.tokens[t - 1].word < 0
      return isName ? .outsider : .country
    }
    if set.contains(grammar.addressee) { return .chamber }
    if set.contains(grammar.person) { return .person }
    if set.contains(grammar.ownObject), t > 0, classes[t - 1].contains(grammar.by) { return .own }
    if sentence.marks.contains(where: { $0.last == t && $0.wordClass == grammar.chamber }) { return .chamber }
    if set.contains(grammar.member) { return .member }
    if set.contains(grammar.product) { return .product }
    if set.contains(grammar.outsider) { return .outsider }
    return nil
  }

  /// Goes back over adjectives and articles to what governs a noun phrase.
  func preposition(_ head: Int, _ sentence: ParsedSentence) -> (first: Int, preposition: Int) {
    // "na de zomer uw Kamer": a phrase that opens with its own article is governed by the word before it, or by none.
    if closes(head) {
      let governor = head - 1
      guard governor >= 0, sentence.tokens[governor].kind == .word, classes[governor].contains(grammar.preposition),
        !opensInfinitive(governor, sentence)
      else { return (head, -1) }
      return (head, governor)
    }
    var first = head
    var j = head - 1
    var steps = 0
    while j >= 0, steps < 4 {
      let token = sentence.tokens[j]
      guard token.kind == .word, !sentence.quoted[j] else { break }
      let set = classes[j]
      // "de zomer een brief": an article closes the phrase; what stands before it may govern it.
      if set.contains(grammar.preposition) { return (first, opensInfinitive(j, sentence) ? -1 : j) }
      if closes(j) {
        first = j
        if j > 0, sentence.tokens[j - 1].kind == .word, classes[j - 1].contains(grammar.preposition),
          !opensInfinitive(j - 1, sentence)
        {
          return (first, j - 1)
        }
        return (first, -1)
      }
      // "met betrokken ministeries": a participle right behind the preposition describes the noun.
      let describes =
        j > 0 && classes[j - 1].contains(grammar.preposition) && !classes[j - 1].contains(grammar.te)
        && token.isVerb
        && vocabulary.readings(of: token).allSatisfy { $0.form == .participle || $0.form == [.participle, .past] }
      guard
        token.word < 0 || describes
          || (vocabulary.readings(of: token).isEmpty && !set.contains(grammar.coordinator))
      else {
        break
      }
      first = j
      j -= 1
      steps += 1
    }
    return (first, -1)
  }

  /// Whether a noun phrase reaches no further back than this word.
  private func closes(_ t: Int) -> Bool {
    classes[t].contains(grammar.article) || classes[t].contains(grammar.possessive)
      || classes[t].contains(grammar.determiner)
  }

  /// "om" before an infinitive governs no noun.
  func opensInfinitive(_ j: Int, _ sentence: ParsedSentence) -> Bool {
    classes[j].contains(grammar.om) && builder.clauses[sentence.clauseOf[j]].kind == .infinitive
  }

  func readAgent(_ clause: inout Clause, _ sentence: ParsedSentence) {
    guard clause.verbs.contains(where: \.passive) else { return }
    for t in clause.tokens where classes[t].contains(grammar.by) && !sentence.quoted[t] {
      guard t + 1 < sentence.tokens.count, !classes[t + 1].contains(grammar.means),
        sentence.clauseOf[t + 1] == sentence.clauseOf[t],
        // "na een toets door de diensten": whose test it is, not who acts.
        !clause.participants.contains(where: { $0.head == t - 1 && $0.role == .product && $0.preposition >= 0 })
      else { continue }
      if let known = clause.participants.first(where: {
        $0.preposition == t && isActing($0.role) && $0.role != .outsider
      }) {
        clause.agent = known
      } else if !infinitiveAfter(t, clause) {
        clause.strangerActs = true
      }
      return
    }
  }

  func infinitiveAfter(_ t: Int, _ clause: Clause) -> Bool {
    clause.tokens.contains { $0 > t && $0 < t + 12 && classes[$0].contains(grammar.te) }
  }

  func isActing(_ role: Clause.Role) -> Bool {
    switch role {
    case .own, .cabinet, .country, .ministry, .office, .colleague, .predecessor, .person, .outsider: return true
    case .chamber, .product, .member: return false
    }
  }

  func readSubject(_ clause: inout Clause, _ sentence: ParsedSentence) {
    let participants = clause.participants
    let finite = clause.finite
    // The first of those whom no preposition governs.
    func free(where isMeant: (Clause.Participant) -> Bool) -> Clause.Participant? {
      participants.first { $0.preposition < 0 && isMeant($0) }
    }
    if let own = free(where: { $0.role == .own }) {
      clause.subject = own
      return
    }
    let passive = clause.verbs.contains(where: \.passive)
    if passive {
      // "Het kabinet is bereid de regeling te verruimen": who stands before an adjective that looks like a participle.
      if clause.kind == .main, let first = free(where: { _ in true }), first.role == .cabinet || first.role == .office,
        first.head < clause.finite, clause.verbs.contains(where: { $0.mood == .bare && !$0.passive })
      {
        clause.subject = first
        return
      }
      clause.subject =
        free { $0.role == .chamber } ?? free { $0.role == .product }
        ?? free { $0.role != .outsider && $0.role != .member }
      return
    }
    // "Het rapport van de ombudsman verschijnt": what is someone else's comes from him.
    if let thing = free(where: { $0.role == .product }), thing.head < clause.finite,
      free(where: { $0.head > finite && ($0.role == .chamber || isActing($0.role)) }) == nil,
      clause.participants.contains(where: {
        $0.role == .outsider && $0.preposition == thing.head + 1 && classes[$0.preposition].contains(grammar.of)
      })
    {
      clause.subject = thing
      clause.strangerActs = true
      return
    }
    let acting = free { isActing($0.role) }
    // "Het lid Peters vroeg de minister …": the member acts.
    if let acting, acting.first == clause.finite + 1,
      free(where: { $0.role == .member && $0.head < finite }) == nil
    {
      clause.subject = acting
      return
    }
    let actsBefore = free { isActing($0.role) && $0.head < finite } != nil
    if clause.kind == .main, clause.finite >= 0, !actsBefore,
      let chamber = free(where: { $0.role == .chamber && $0.first == finite + 1 })
    {
      // "Dat cijfer kunt u …", "De brief ontvangt uw Kamer …"
      clause.subject = chamber
      return
    }
    if let before = free(where: { $0.head < finite }), clause.kind == .main {
      // Whoever stands before the finite verb acts, unless it is a thing and someone acts behind the verb.
      if before.role == .product, let acting { clause.subject = acting } else { clause.subject = before }
      return
    }
    // "In mei gaat het voorstel voor werkgevers in consultatie": the thing right behind the verb acts.
    if acting?.role == .outsider, clause.kind == .main, free(where: { $0.head < finite }) == nil,
      let thing = free(where: { $0.role == .product && $0.first == finite + 1 })
    {
      clause.subject = thing
      return
    }
    if acting == nil, clause.kind == .main, strangerBehind(clause, sentence) {
      clause.strangerActs = true
      return
    }
    if clause.kind == .main, clause.finite >= 0, strangerBefore(clause, sentence) {
      clause.strangerActs = true
      // A name without an article ("NS start") is no thing.
      clause.strangerMayBeThing =
        clause.tokens.first.map { classes[$0].contains(grammar.article) || classes[$0].contains(grammar.determiner) }
        ?? false
        && !clause.tokens.dropFirst().contains { $0 < clause.finite && sentence.tokens[$0].capital }
      return
    }
    clause.subject = acting ?? free { _ in true }
  }

  /// "Utrecht en Gelderland zullen": nothing but names between the head of the clause and its verb.
  func coordinatedNames(from first: Int, to finite: Int, _ sentence: ParsedSentence) -> Bool {
    guard finite - first > 1 else { return false }
    return (first..<finite).allSatisfy {
      sentence.tokens[$0].kind != .word || sentence.tokens[$0].capital && sentence.tokens[$0].word < 0
        || classes[$0].contains(grammar.coordinator)
    }
  }

  /// A name the pack does not know right behind the verb: "In mei brengt de Taskforce haar bericht uit".
  private func strangerBehind(_ clause: Clause, _ sentence: ParsedSentence) -> Bool {
    let name = clause.finite + 2
    return clause.finite > 0 && name + 1 < sentence.tokens.count && classes[name - 1].contains(grammar.article)
      && sentence.clauseOf[name] == sentence.clauseOf[clause.finite] && sentence.tokens[name].kind == .word
      && sentence.tokens[name].capital && sentence.tokens[name].word < 0 && sentence.tokens[name].head < 0
  }

  /// A noun phrase the pack does not know in first place: "De Commissie …", "Gasunie …".
  func strangerBefore(_ clause: Clause, _ sentence: ParsedSentence) -> Bool {
    guard
      let first = clause.tokens.first(where: {
        sentence.tokens[$0].kind == .word && !classes[$0].contains(grammar.coordinator)
      }),
      first < clause.finite
    else { return false }
    let set = classes[first]
    if set.contains(grammar.article) || set.contains(grammar.determiner) {
      // "Het streven is", "De verwachting is": an abstract noun acts for whoever speaks.
      if clause.tokens.contains(where: {
        $0 < clause.finite
          && (classes[$0].contains(grammar.abstract) || classes[$0].contains(grammar.timeNoun)
            || classes[$0].contains(grammar.product) || classes[$0].contains(grammar.information))
      }) {
        return false
      }
      return !set.contains(grammar.pronoun) || first + 1 < clause.finite
    }
    let token = sentence.tokens[first]
    guard token.capital, token.word < 0 else { return false }
    if coordinatedNames(from: first, to: clause.finite, sentence) { return true }
    // A name inside the sentence; at its head one with a second capital ("RIVM", "SodM") right before the verb.
    if first > 0 { return true }
    return first + 1 == clause.finite
      && (utf8[(token.start + 1)..<token.end].contains { (0x41...0x5A).contains($0) }
        || token.head < 0 && !ends(first, grammar.bareNounEndings))
  }
}

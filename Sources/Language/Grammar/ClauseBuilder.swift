// SPDX-License-Identifier: GPL-3.0-or-later

/// Cuts a sentence into clauses by its commas, its conjunctions and the places of its finite verbs.
///
/// Dutch main clauses have their finite verb in second place, subordinate ones at the end; a clause that another one
/// interrupts goes on after it. Nothing here needs a word the pack does not have: what is unknown counts as a noun.
struct ClauseBuilder {
  let vocabulary: Vocabulary
  let grammar: GrammarWords
  let utf8: [UInt8]
  let tokens: [Token]
  let classes: [ClassSet]
  let quoted: [Bool]
  let marks: [Vocabulary.Mark]

  private(set) var clauses: [Clause] = [Clause(kind: .main, parent: 0)]
  private(set) var clauseOf: [Int] = []
  private var hasFinite: [Bool] = [false]
  private var current = 0
  private var main = 0

  init(
    vocabulary: Vocabulary,
    grammar: GrammarWords,
    utf8: [UInt8],
    tokens: [Token],
    classes: [ClassSet],
    quoted: [Bool],
    marks: [Vocabulary.Mark]
  ) {
    self.vocabulary = vocabulary
    self.grammar = grammar
    self.utf8 = utf8
    self.tokens = tokens
    self.classes = classes
    self.quoted = quoted
    self.marks = marks
  }

  mutating func build() {
    clauseOf = Array(repeating: 0, count: tokens.count)
    var boundary = false
    var i = 0
    while i < tokens.count {
      switch tokens[i].kind {
      case .openBracket:
        if let close = closing(i) {
          let aside = open(.aside, parent: current)
          for t in i...close { put(t, aside) }
          i = close + 1
          continue
        }
        put(i, current)
      case .comma, .semicolon, .colon, .dash:
        boundary = true
        put(i, current)
      case .word where !quoted[i]:
        enter(i, afterBoundary: boundary)
        boundary = false
        put(i, current)
        if isFinite(i) { hasFinite[current] = true }
      default:
        // A number or a quotation at a boundary continues what stands before it.
        put(i, current)
      }
      i += 1
    }
  }

  private mutating func put(_ token: Int, _ clause: Int) {
    clauseOf[token] = clause
    clauses[clause].tokens.append(token)
  }

  private mutating func open(_ kind: Clause.Kind, parent: Int) -> Int {
    clauses.append(Clause(kind: kind, parent: parent))
    hasFinite.append(false)
    return clauses.count - 1
  }

  private mutating func start(_ kind: Clause.Kind) { current = open(kind, parent: current) }

  private mutating func startMain() {
    current = open(.main, parent: main)
    main = current
  }

  /// The bracket that closes the one at `at`.
  private func closing(_ at: Int) -> Int? {
    var depth = 0
    for i in at..<tokens.count {
      if tokens[i].kind == .openBracket { depth += 1 }
      if tokens[i].kind == .closeBracket {
        depth -= 1
        if depth == 0 { return i }
      }
    }
    return nil
  }

  // MARK: What a word does to the clauses

  private mutating func enter(_ i: Int, afterBoundary boundary: Bool) {
    let set = classes[i]
    if set.contains(grammar.om), infinitiveFollows(i) { return start(.infinitive) }
    if set.contains(grammar.conjunction), isConjunction(i, boundary) { return startSubordinate(.subordinate, boundary) }
    if set.contains(grammar.moment), i + 1 < tokens.count, !isFinite(i + 1) {
      // "toen" and "nu" are adverbs within a clause.
      if i == 0 || boundary || !set.contains(grammar.adverb) { return startSubordinate(.moment, boundary) }
    }
    if set.contains(grammar.ifWord), isCondition(i, boundary) { return startSubordinate(.condition, boundary) }
    if set.contains(grammar.asWord), !begins(i, grammar.promised), finiteAhead(i + 1) { return startSubordinate(.comparison, boundary) }
    if set.contains(grammar.relative), isRelative(i, boundary) { return startSubordinate(.relative, boundary) }
    if set.contains(grammar.whether), isIndirectQuestion(i, boundary) { return startSubordinate(.question, boundary) }
    if set.contains(grammar.coordinator) {
      if startsFiniteClause(i + 1) {
        // "… en zal …", "… en ik verwacht …": on the level of the clause that stands open.
        if isFinite(i + 1) || clauses[current].kind == .main || isOwn(i + 1) && isFinite(i + 2) { return startMain() }
        current = open(clauses[current].kind, parent: clauses[current].parent)
      }
      return
    }
    if i > 0, isFinite(i), isFronted(current), finiteFollowedBySubject(i) || (clauses[current].kind == .infinitive && isVerb(i - 1)) {
      // "Wanneer dit is afgerond zal ik …": the main clause begins without a comma.
      return resumeMain()
    }
    if boundary { afterComma(i) }
  }

  private mutating func startSubordinate(_ kind: Clause.Kind, _ boundary: Bool) {
    // After a comma a finished subordinate clause is not what the next one hangs on.
    if boundary, clauses[current].kind != .main, hasFinite[current] { current = clauses[current].parent }
    start(kind)
  }

  private mutating func resumeMain() {
    if hasFinite[main] { startMain() } else { current = main }
  }

  /// A comma, and then neither a conjunction nor a relative pronoun.
  private mutating func afterComma(_ i: Int) {
    let finite = finiteAhead(i)
    if current == main {
      if hasFinite[main], finite, plainFiniteAhead(i) { startMain() }
      return
    }
    if isFinite(i), finiteFollowedBySubject(i) || !hasFinite[main] { return resumeMain() }
    guard hasFinite[current] || clauses[current].kind == .infinitive else { return }
    let parent = clauses[current].parent
    if finite {
      if !hasFinite[parent] {
        current = parent
      } else if clauses[current].kind == .infinitive {
        startMain()
      } else if !hasFinite[main] {
        current = main
      } else if second(i) {
        startMain()
      } else {
        current = open(clauses[current].kind, parent: parent)
      }
    } else {
      current = parent
    }
  }

  /// Whether a subordinate clause stands at the head of the sentence, its main clause still to come.
  private func isFronted(_ clause: Int) -> Bool {
    guard !hasFinite[main] else { return false }
    switch clauses[clause].kind {
    case .condition, .moment, .comparison, .subordinate: return clauses[main].tokens.count <= 1 || hasFinite[clause]
    case .infinitive, .relative: return hasFinite[clause] || clauses[clause].tokens.contains { classes[$0].contains(grammar.te) }
    default: return false
    }
  }

  // MARK: What stands at a place

  private func begins(_ i: Int, _ wordClass: Int) -> Bool { marks.contains { $0.first == i && $0.wordClass == wordClass } }

  private func isOwn(_ i: Int) -> Bool { i < tokens.count && classes[i].contains(grammar.own) }

  /// Whether a token can only be a clause's finite verb: no participle, no infinitive, no noun after an article.
  func isFinite(_ i: Int) -> Bool {
    guard i < tokens.count, tokens[i].kind == .word, !quoted[i], !isNoun(i) else { return false }
    for reading in vocabulary.readings(of: tokens[i]) {
      let form = reading.form
      if isAuxiliary(reading.lemma), !form.isDisjoint(with: .finite) {
        // "worden", "hebben", "zijn" are infinitives after another auxiliary; "te" makes infinitives.
        if form.contains(.infinitive) {
          if i > 0, classes[i - 1].contains(grammar.te) || isAuxiliaryForm(i - 1) || follows(i, grammar.preposition) { continue }
          if openAuxiliary(before: i) { continue }
        }
        return true
      }
      if form.contains(.infinitive) || form.contains(.participle) {
        if form.contains(.plural), i > 0, isPlural(i - 1) || isPlural(i + 1) { return true }
        if form.contains(.firstPerson) || form.contains(.thirdPerson), form.contains(.participle), besidesOwn(i) { return true }
        continue
      }
      if form.isDisjoint(with: .finite) { continue }
      if form.contains(.firstPerson), !form.contains(.thirdPerson), !form.contains(.past) {
        if besidesOwn(i) || ownStands(before: i) { return true }
        continue
      }
      if follows(i, grammar.article) || follows(i, grammar.preposition) || follows(i, grammar.possessive) { continue }
      return true
    }
    return false
  }

  /// A word with a capital inside a sentence, or a known thing after an article and an adjective ("de nieuwe staat").
  func isNoun(_ i: Int) -> Bool {
    guard i > 0 else { return false }
    if tokens[i].capital, tokens[i - 1].kind == .word { return true }
    guard i > 1, classes[i].contains(grammar.product) || classes[i].contains(grammar.information), tokens[i - 1].kind == .word,
      tokens[i - 1].word < 0, utf8[tokens[i - 1].end - 1] == grammar.adjectiveEnding
    else { return false }
    return classes[i - 2].contains(grammar.article) || classes[i - 2].contains(grammar.possessive) || classes[i - 2].contains(grammar.determiner)
  }

  private func isAuxiliary(_ lemma: Int) -> Bool {
    lemma == grammar.will || lemma == grammar.become || lemma == grammar.have || lemma == grammar.be || lemma == grammar.can
      || lemma == grammar.may || lemma == grammar.must || lemma == grammar.want || lemma == grammar.go || lemma == grammar.need
  }

  private func isAuxiliaryForm(_ i: Int) -> Bool {
    i >= 0 && vocabulary.readings(of: tokens[i]).contains { isAuxiliary($0.lemma) }
  }

  /// Whether the clause that stands open already has "zal", "kan" and so on: what follows is then an infinitive.
  private func openAuxiliary(before i: Int) -> Bool {
    hasFinite[current] || (current != main && clauses[current].kind == .main && hasFinite[main])
  }

  private func follows(_ i: Int, _ wordClass: Int) -> Bool { i > 0 && classes[i - 1].contains(wordClass) }

  /// "ik" or "wij" beside a token, or one word away.
  private func besidesOwn(_ i: Int) -> Bool { isOwn(i + 1) || (i > 0 && isOwn(i - 1)) || (i > 1 && isOwn(i - 2)) }

  /// "ik" or "wij" between the last comma and a token.
  private func ownStands(before i: Int) -> Bool {
    var j = i - 1
    while j >= 0, j > i - 20 {
      switch tokens[j].kind {
      case .comma, .semicolon, .colon, .dash: return false
      default: if isOwn(j) { return true }
      }
      j -= 1
    }
    return false
  }

  private func isPlural(_ i: Int) -> Bool {
    i >= 0 && i < tokens.count && classes[i].contains(grammar.plural)
  }

  /// Whether a finite verb stands before the next comma.
  private func finiteAhead(_ from: Int) -> Bool {
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
  private func plainFiniteAhead(_ from: Int) -> Bool {
    var i = from
    while i < tokens.count {
      switch tokens[i].kind {
      case .comma, .semicolon, .colon, .dash: return false
      case .word where !quoted[i]:
        let set = classes[i]
        if set.contains(grammar.conjunction) || set.contains(grammar.moment) || set.contains(grammar.asWord) { return false }
        if i > from, set.contains(grammar.relative) { return false }
        if isFinite(i) { return true }
      default: break
      }
      i += 1
    }
    return false
  }

  /// Whether the finite verb stands in second place, counted loosely: within three words.
  private func second(_ i: Int) -> Bool { isFinite(i) || isFinite(i + 1) || isFinite(i + 2) }

  private func finiteFollowedBySubject(_ i: Int) -> Bool {
    guard i + 1 < tokens.count else { return false }
    let next = classes[i + 1]
    return next.contains(grammar.own) || next.contains(grammar.article) || next.contains(grammar.possessive)
      || next.contains(grammar.cabinet) || next.contains(grammar.office) || next.contains(grammar.country)
      || next.contains(grammar.pronoun) || next.contains(grammar.determiner)
  }

  /// "zal …", "ik zal …", "het kabinet zal …" after "en".
  private func startsFiniteClause(_ i: Int) -> Bool {
    guard i < tokens.count, tokens[i].kind == .word, !quoted[i] else { return false }
    if isFinite(i) { return true }
    if isOwn(i) { return true }
    guard classes[i].contains(grammar.article) || classes[i].contains(grammar.possessive) || classes[i].contains(grammar.determiner)
    else { return false }
    for j in (i + 1)..<min(tokens.count, i + 3) {
      let set = classes[j]
      if set.contains(grammar.cabinet) || set.contains(grammar.chamber) || set.contains(grammar.ministry) || set.contains(grammar.office) {
        return isFinite(j + 1)
      }
    }
    return false
  }

  /// "te" before the next comma that no finite verb precedes.
  private func infinitiveFollows(_ i: Int) -> Bool {
    var j = i + 1
    while j < tokens.count, j < i + 40 {
      if tokens[j].kind == .semicolon { return false }
      if tokens[j].kind == .word, classes[j].contains(grammar.te) { return true }
      j += 1
    }
    return false
  }

  /// "dat" as a conjunction and not as a pronoun; the others are never anything else.
  private func isConjunction(_ i: Int, _ boundary: Bool) -> Bool {
    guard classes[i].contains(grammar.pronoun) else { return true }
    if i == 0 || follows(i, grammar.preposition) || follows(i, grammar.moment) || follows(i, grammar.conjunction) || follows(i, grammar.ifWord) {
      return false
    }
    if isFinite(i + 1), !boundary { return false }
    if follows(i, grammar.coordinator), isFinite(i + 1) { return false }
    return finiteAhead(i + 1) || boundary || isVerb(i - 1)
  }

  private func isVerb(_ i: Int) -> Bool { i >= 0 && !vocabulary.readings(of: tokens[i]).isEmpty }

  private func isCondition(_ i: Int, _ boundary: Bool) -> Bool {
    guard i == 0 || boundary || follows(i, grammar.coordinator) || !classes[i].contains(grammar.ellipsis) else { return false }
    if i > 0, isAuxiliaryForm(i) { return false }
    // "als laatste zet het kabinet …": the verb follows at once, and after it the subject.
    if classes[i].contains(grammar.ellipsis) {
      guard finiteAhead(i + 1) else { return false }
      for j in (i + 1)..<min(tokens.count, i + 4) where isFinite(j) { return !finiteFollowedBySubject(j) }
    }
    return true
  }

  private func isRelative(_ i: Int, _ boundary: Bool) -> Bool {
    if i == 0 { return false }
    // "waarin", "waarover": nothing but relative.
    guard classes[i].contains(grammar.pronoun) else { return true }
    // "na die ik heb gedaan": a particle, then the pronoun.
    if follows(i, grammar.preposition) || follows(i, grammar.coordinator) { return isOwn(i + 1) && finiteAhead(i + 2) }
    if boundary { return finiteAhead(i + 1) || isOwn(i + 1) }
    if isOwn(i + 1), !follows(i, grammar.coordinator) { return true }
    if follows(i, grammar.conjunction) || follows(i, grammar.moment) || follows(i, grammar.ifWord) { return false }
    return !isFinite(i - 1) && finiteAhead(i + 1)
  }

  private func isIndirectQuestion(_ i: Int, _ boundary: Bool) -> Bool {
    if i == 0 { return false }
    if classes[i].contains(grammar.coordinator) {
      // "of": whether after a verb of asking or deciding, or after a comma; "or" between words.
      return isVerb(i - 1) || boundary && finiteAhead(i + 1) || follows(i, grammar.preposition)
    }
    return finiteAhead(i + 1) || isVerb(i - 1)
  }
}

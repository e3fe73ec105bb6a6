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

  /// A clause while the sentence is cut: which tokens it has stands in `clauseOf` alone, so that nothing is made for each token.
  struct Part {
    var kind: Clause.Kind
    var parent: Int
    /// Its first and last token so far, and how many it has.
    var first = 0
    var last = -1
    var count = 0

    mutating func add(_ token: Int) {
      if count == 0 { first = token }
      last = token
      count += 1
    }
  }

  private(set) var clauses: [Part] = []
  private(set) var clauseOf: [Int] = []
  private(set) var hasFinite: [Bool] = [false]
  private(set) var current = 0
  private(set) var main = 0

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
    clauseOf.reserveCapacity(tokens.count)
    clauseOf.append(contentsOf: repeatElement(0, count: tokens.count))
    clauses.reserveCapacity(8)
    clauses.append(Part(kind: .main, parent: 0))
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
      case .semicolon where i + 1 < tokens.count:
        put(i, current)
        // What follows a semicolon stands by itself.
        startMain()
        boundary = false
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
    clauses[clause].add(token)
  }

  /// The clauses with their tokens.
  func made() -> [Clause] {
    var result: [Clause] = []
    result.reserveCapacity(clauses.count)
    for (index, part) in clauses.enumerated() {
      var own: [Int] = []
      own.reserveCapacity(part.count)
      for token in part.first..<(part.last + 1) where clauseOf[token] == index { own.append(token) }
      result.append(Clause(kind: part.kind, parent: part.parent, tokens: own))
    }
    return result
  }

  /// The first of the tokens a clause has so far of which something is true.
  func first(of clause: Int, where isWanted: (Int) -> Bool) -> Int? {
    (clauses[clause].first..<(clauses[clause].last + 1)).first { clauseOf[$0] == clause && isWanted($0) }
  }

  private mutating func open(_ kind: Clause.Kind, parent: Int) -> Int {
    clauses.append(Part(kind: kind, parent: parent))
    hasFinite.append(false)
    return clauses.count - 1
  }

  private mutating func start(_ kind: Clause.Kind) { current = open(kind, parent: current) }

  private mutating func startMain() {
    current = open(.main, parent: main)
    main = current
  }

  /// The bracket that closes the one at `at`.
  func closing(_ at: Int) -> Int? {
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
    // Four words in five join nothing.
    guard set.intersects(grammar.joining) else { return goOn(i, boundary) }
    if set.contains(grammar.om), infinitiveFollows(i) { return start(.infinitive) }
    if boundary, set.contains(grammar.conjunction), set.contains(grammar.relative), followsThing(i) {
      return startSubordinate(.relative, boundary)
    }
    if set.contains(grammar.conjunction), isConjunction(i, boundary) {
      return startSubordinate(.subordinate, boundary, joined: follows(i, grammar.coordinator))
    }
    if set.contains(grammar.moment), i + 1 < tokens.count, !isFinite(i + 1) {
      // "toen" and "nu" are adverbs within a clause, and before a preposition.
      if i == 0 || boundary && !(set.contains(grammar.adverb) && classes[i + 1].contains(grammar.preposition))
        || !set.contains(grammar.adverb)
      {
        return startSubordinate(.moment, boundary)
      }
    }
    if set.contains(grammar.ifWord), isCondition(i, boundary) { return startSubordinate(.condition, boundary) }
    if set.contains(grammar.asWord), !begins(i, grammar.promised),
      finiteAhead(i + 1) || pluralAhead(i + 1) || (i == 0 || boundary) && endsInParticiple(i + 1)
    {
      return startSubordinate(.comparison, boundary)
    }
    if !boundary, set.contains(grammar.whether), set.contains(grammar.relative), isVerb(i - 1) {
      return startSubordinate(.question, boundary)
    }
    if set.contains(grammar.relative), isRelative(i, boundary) { return startSubordinate(.relative, boundary) }
    if set.contains(grammar.whether), isIndirectQuestion(i, boundary) { return startSubordinate(.question, boundary) }
    if set.contains(grammar.coordinator) {
      if startsFiniteClause(i + 1) {
        // "… en zal …", "… en ik verwacht …": on the level of the clause that stands open.
        if isFinite(i + 1) || clauses[current].kind == .main || isOwn(i + 1) && isFinite(i + 2) || pointsBack(i + 1)
          || cabinetActs(i + 1)
        {
          return startMain()
        }
        current = open(clauses[current].kind, parent: clauses[current].parent)
      } else if boundary, hasFinite[main], clauses[current].kind == .main, startsSubject(i + 1), plainFiniteAhead(i + 1)
      {
        // "…, en het gesprek met beide heeft plaatsgevonden"
        return startMain()
      } else if hasFinite[main], clauses[current].kind == .main, startsOnThing(i + 1) {
        return startMain()
      } else if hasFinite[current] || boundary && (clauses[current].kind == .infinitive || endsInPlural(before: i)),
        hasInvertedClause(i + 1, afterBoundary: boundary) || resumesPlural(i + 1)
          || boundary && (pointsBackToThing(i + 1) || isInverted(i + 1) || startsOnPhrase(i + 1))
      {
        return startMain()
      }
      return
    }
    goOn(i, boundary)
  }

  /// A word that opens no clause by itself.
  private mutating func goOn(_ i: Int, _ boundary: Bool) {
    if i > 0, isFronted(current), isFinite(i),
      finiteFollowedBySubject(i) || clauses[current].kind == .infinitive || endsRelative(before: i)
    {
      // "Wanneer dit is afgerond zal ik …": the main clause begins without a comma.
      return resumeMain()
    }
    if !boundary, current != main, givesWay(i) {
      current = main
      return
    }
    if boundary { afterComma(i) }
  }

  private mutating func startSubordinate(_ kind: Clause.Kind, _ boundary: Bool, joined: Bool = false) {
    // After a comma, or "en", a finished subordinate clause is not what the next one hangs on.
    if clauses[current].kind != .main, boundary && hasFinite[current] || joined { current = clauses[current].parent }
    start(kind)
  }

  private mutating func resumeMain() {
    if hasFinite[main] { startMain() } else { current = main }
  }

  /// A comma, and then neither a conjunction nor a relative pronoun.
  private mutating func afterComma(_ i: Int) {
    let finite = finiteAhead(i)
    if current == main {
      if hasFinite[main], finite, plainFiniteAhead(i), !completesVerb(i) { startMain() }
      return
    }
    if isFinite(i), finiteFollowedBySubject(i) || !hasFinite[main] { return resumeMain() }
    // "de punten, waaronder de kosten, verder uitgewerkt": an insertion without a verb is over.
    if clauses[current].kind == .relative, !hasFinite[current], clauses[current].count > 2,
      !classes[clauses[current].first].contains(grammar.pronoun),
      // "waarbij ik ook Sluis, Tholen en Goes zal uitnodigen": who acts there has no verb yet.
      first(of: current, where: { isVerb($0) || isOwn($0) }) == nil
    {
      current = clauses[current].parent
      return
    }
    guard hasFinite[current] || clauses[current].kind == .infinitive || endsComparison(before: i) else { return }
    let parent = clauses[current].parent
    if finite {
      if !hasFinite[parent] || clauses[current].kind == .comparison && awaitsVerb(parent) && !startsWithFinite(i) {
        current = parent
      } else if clauses[current].kind == .infinitive {
        startMain()
      } else if !hasFinite[main] {
        current = main
      } else if second(i) {
        startMain()
      } else if plainFiniteAhead(i) {
        current = open(clauses[current].kind, parent: parent)
      } else {
        // "Ik zal, zoals is besproken, in de agenda vermelden of ik aanwezig ben": the verb ahead is that of a clause still to open.
        current = parent
      }
    } else {
      current = parent
    }
  }

  /// Whether a relative clause is at its end before a finite verb: its own verb, or an aside behind that, is the last that was read
  /// ("De raming die u zou ontvangen (nr. 4) gaat hierbij").
  private func endsRelative(before i: Int) -> Bool {
    guard clauses[current].kind == .relative, clauses[current].count > 0 else { return false }
    let last = clauses[current].last
    return hasFinite[current] && isVerb(last)
      && !vocabulary.readings(of: tokens[i]).contains { $0.form.contains(.infinitive) }
      && (last == i - 1 || tokens[i - 1].kind == .closeBracket)
  }

  /// Whether a subordinate clause stands at the head of the sentence, its main clause still to come.
  private func isFronted(_ clause: Int) -> Bool {
    guard !hasFinite[main] else { return false }
    switch clauses[clause].kind {
    case .condition, .moment, .comparison, .subordinate: return clauses[main].count <= 1 || hasFinite[clause]
    case .infinitive, .relative:
      return hasFinite[clause] || first(of: clause) { classes[$0].contains(grammar.te) } != nil
    default: return false
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads each clause of a sentence that has been cut: verbs with their mood, participants, negation.
struct ClauseReader {
  let vocabulary: Vocabulary
  let grammar: GrammarWords
  let utf8: [UInt8]
  let classes: [ClassSet]
  let builder: ClauseBuilder

  /// A word read as a verb.
  typealias Found = (token: Int, reading: WordTable.Reading)

  /// Room for the words of one clause after the other.
  struct Room {
    /// Its words outside quotations.
    var own: [Int] = []
    /// Its verbs with a meaning of their own.
    var lexical: [Found] = []
  }

  func callAsFunction(_ sentence: inout ParsedSentence) {
    var room = Room()
    room.own.reserveCapacity(sentence.tokens.count)
    let mayNameByPhrase = sentence.marks.contains {
      $0.wordClass == grammar.outsider || $0.wordClass == grammar.chamber
    }
    // Taken out while they are read in place: what the reading of one asks of others is known to the builder.
    var clauses: [Clause] = []
    swap(&clauses, &sentence.clauses)
    for index in clauses.indices {
      room.own.removeAll(keepingCapacity: true)
      var words = ClassSet()
      for t in clauses[index].tokens where !sentence.quoted[t] {
        words.formUnion(classes[t])
        if sentence.tokens[t].kind == .word { room.own.append(t) }
      }
      for mark in sentence.marks where sentence.clauseOf[mark.first] == index { words.insert(mark.wordClass) }
      clauses[index].words = words
      readVerbs(&clauses[index], sentence, &room)
      for verb in clauses[index].verbs { sentence.verbs.formUnion(verb.classes) }
      readParticipants(&clauses[index], sentence, room.own, byPhrase: mayNameByPhrase)
      readNegation(&clauses[index], sentence)
      sentence.words.formUnion(clauses[index].words)
    }
    swap(&clauses, &sentence.clauses)
    for index in sentence.clauses.indices.dropFirst() {
      switch sentence.clauses[index].kind {
      case .relative:
        inheritThing(index, &sentence)
        continue
      case .main, .infinitive: break
      default: continue
      }
      // An infinitive, or a clause after "en" without a subject of its own, has the one of the clause it hangs on.
      let clause = sentence.clauses[index]
      if clause.kind == .main, clause.subject?.role == .product, startsWithFinite(clause),
        !clause.verbs.contains(where: \.passive),
        sentence.clauses[previousMain(index, sentence)].strangerActs
      {
        sentence.clauses[index].strangerActs = true
      }
      // "Ik verken … en zal uw Kamer …": what stands behind the verb is no subject where the clause before has one that acts.
      if clause.kind == .main, startsWithFinite(clause), !clause.verbs.contains(where: \.passive),
        case let before = sentence.clauses[previousMain(index, sentence)], let acting = before.subject,
        isActing(acting.role)
      {
        if let subject = clause.subject, !isActing(subject.role) || subject.role == .outsider {
          sentence.clauses[index].subject = acting
          continue
        }
        // "Ik vind … en zal de ILT vragen …": a name nobody knows is none either where "ik" stands in first place.
        if clause.subject == nil, clause.strangerActs, acting.role == .own, acting.first == before.tokens.first {
          sentence.clauses[index].subject = acting
          sentence.clauses[index].strangerActs = false
          continue
        }
      }
      guard clause.kind == .infinitive || (clause.kind == .main && clause.subject == nil && !clause.strangerActs) else {
        continue
      }
      let parent = sentence.clauses[clause.kind == .main ? previousMain(index, sentence) : clause.parent]
      let passive = clause.verbs.contains(where: \.passive)
      guard clause.kind == .infinitive || startsWithFinite(clause) && (!passive || parent.subject?.role == .product)
      else { continue }
      if parent.subject?.role == .product { sentence.clauses[index].words.insert(grammar.product) }
      if clause.kind == .infinitive { sentence.clauses[index].isPast = parent.isPast }
      sentence.clauses[index].subject = parent.subject
      // "… wordt door het bureau uitgevoerd en zal aan uw Kamer worden aangeboden": who sends is not who carries out.
      sentence.clauses[index].strangerActs = parent.strangerActs && !(passive && clause.chamber != nil)
    }
  }

  /// "… een handreiking, die in mei verschijnt": what stands right before the pronoun is what the clause is about.
  private func inheritThing(_ index: Int, _ sentence: inout ParsedSentence) {
    guard sentence.clauses[index].subject == nil, let first = sentence.clauses[index].tokens.first, first > 1 else {
      return
    }
    let before = sentence.tokens[first - 1].kind == .word ? first - 1 : first - 2
    guard classes[before].contains(grammar.product) else { return }
    sentence.clauses[index].words.insert(grammar.product)
    if sentence.clauses[sentence.clauses[index].parent].strangerActs { sentence.clauses[index].strangerActs = true }
  }

  func previousMain(_ index: Int, _ sentence: ParsedSentence) -> Int {
    var i = index - 1
    while i > 0, sentence.clauses[i].kind != .main { i -= 1 }
    return i
  }

  func startsWithFinite(_ clause: Clause) -> Bool {
    guard clause.finite >= 0 else { return false }
    return clause.tokens.prefix(2).contains(clause.finite)
  }

  // MARK: Negation

  /// The first negation that is not part of a phrase such as "niet alleen" and stands before the end of the verbs.
  func readNegation(_ clause: inout Clause, _ sentence: ParsedSentence) {
    // "Gelet op de kosten zie ik geen ruimte": a participle without an auxiliary does not close the clause.
    var last = -1
    for verb in clause.verbs where verb.mood != .elliptic { last = max(last, verb.token) }
    let split = last == clause.finite
    for t in clause.tokens where classes[t].contains(grammar.negation) && !sentence.quoted[t] {
      if sentence.marks.contains(where: { $0.wordClass == grammar.notNegation && $0.first <= t && t <= $0.last }) {
        continue
      }
      guard split || t < last else { continue }
      clause.negation = t
      return
    }
  }
}

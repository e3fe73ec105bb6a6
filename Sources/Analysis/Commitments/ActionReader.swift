// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Reads what is to be done: the words of the clause without who does it, when, and how the sentence hangs together.
///
/// "Op de gevolgen kom ik na de zomer terug" gives "op de gevolgen terugkomen", "heb ik toegezegd om de cijfers te delen"
/// gives "de cijfers te delen".
struct ActionReader {
  let terms: CommitmentTerms
  let parser: SentenceParser
  let source: CommitmentSource

  /// The action of a finding; `cut` is the deadline's phrase, where it has one. `nil` when nothing is left.
  func callAsFunction(_ hit: FrameHit, _ sentence: ParsedSentence, without cut: TextSpan?) -> String? {
    if let promised = promised(hit, sentence) { return text(promised, sentence, cut, verb: nil) }
    let clause = sentence.clauses[hit.clause]
    var pieces: [Range<Int>] = []
    if let front = front(clause, sentence, cut) { pieces.append(front) }
    let start = start(clause)
    let end = end(hit.clause, after: start, sentence)
    if start < end { pieces.append(start..<end) }
    var verb: String?
    if clause.kind == .main, let found = hit.verb, found.token == clause.finite, found.lemma >= 0 {
      verb = parser.infinitive(found.lemma)
    }
    return text(pieces, sentence, cut, verb: verb)
  }

  /// What follows a verb of promising: "om … te …", "dat …".
  private func promised(_ hit: FrameHit, _ sentence: ParsedSentence) -> [Range<Int>]? {
    guard let verb = hit.verb, verb.classes.contains(terms.promise) else { return nil }
    let child = sentence.clauses.indices.first { index in
      let clause = sentence.clauses[index]
      return index != hit.clause && clause.parent == hit.clause
        && (clause.kind == .infinitive || clause.kind == .subordinate) && (clause.tokens.first ?? 0) > verb.token
    }
    guard let child else { return promisedThing(hit, sentence) }
    guard var first = sentence.clauses[child].tokens.first else { return nil }
    if parser.classes(of: sentence.tokens[first]).intersects(terms.clauseOpeners) { first += 1 }
    let last = sentence.clauses.indices.filter { descends($0, from: child, sentence) }
      .compactMap { sentence.clauses[$0].tokens.last }.max()
    guard let last, first <= last else { return nil }
    return [first..<trimmed(last + 1, from: first, sentence)]
  }

  /// "Het overzicht dat ik u heb toegezegd, …": the thing stands before the clause that tells of the promise.
  private func promisedThing(_ hit: FrameHit, _ sentence: ParsedSentence) -> [Range<Int>]? {
    let clause = sentence.clauses[hit.clause]
    guard clause.kind == .relative || clause.kind == .subordinate, let first = clause.tokens.first,
      let head = sentence.clauses[clause.parent].tokens.first, head < first
    else { return nil }
    let end = trimmed(first, from: head, sentence)
    return head < end && end - head <= 12 ? [head..<end] : nil
  }

  /// An end without the marks before it.
  private func trimmed(_ end: Int, from start: Int, _ sentence: ParsedSentence) -> Int {
    var end = end
    while end > start {
      switch sentence.tokens[end - 1].kind {
      case .word, .number, .closeBracket, .closeQuote: return end
      default: end -= 1
      }
    }
    return end
  }

  private func descends(_ index: Int, from ancestor: Int, _ sentence: ParsedSentence) -> Bool {
    var at = index
    for _ in 0..<6 {
      if at == ancestor { return true }
      let parent = sentence.clauses[at].parent
      if parent == at { return false }
      at = parent
    }
    return false
  }

  /// What stands before the finite verb, unless it is who acts, a time, or a word that only joins ("daarom", "hiermee").
  private func front(_ clause: Clause, _ sentence: ParsedSentence, _ cut: TextSpan?) -> Range<Int>? {
    guard clause.kind == .main, let first = clause.tokens.first, clause.finite > first + 1 else { return nil }
    if let subject = clause.agent ?? clause.subject, subject.head < clause.finite { return nil }
    let classes = parser.classes(of: sentence.tokens[first])
    guard classes.contains(terms.preposition) || classes.contains(terms.article) || classes.contains(terms.own) else {
      return nil
    }
    if let cut, cut.contains(TextSpan(sentence.tokens[first].start, sentence.tokens[first].end)) { return nil }
    var end = clause.finite
    while end > first, sentence.tokens[end - 1].kind == .comma { end -= 1 }
    return first..<end
  }

  private func start(_ clause: Clause) -> Int {
    var from = clause.finite
    if let subject = clause.agent ?? clause.subject, subject.role != .chamber, subject.role != .product,
      subject.head > from, subject.head <= from + 4
    {
      from = subject.head
    }
    if clause.kind == .infinitive || clause.kind == .subordinate || clause.kind == .relative,
      let first = clause.tokens.first
    {
      from = first
    }
    return from + 1
  }

  /// The end of the sentence, or of what stands before its next main clause.
  private func end(_ index: Int, after start: Int, _ sentence: ParsedSentence) -> Int {
    let next = sentence.clauses.indices.compactMap { other -> Int? in
      guard other != index, sentence.clauses[other].kind == .main else { return nil }
      return sentence.clauses[other].tokens.first.flatMap { $0 > start ? $0 : nil }
    }
    var end = min(next.min() ?? sentence.tokens.count, sentence.tokens.count)
    end = trimmed(end, from: start, sentence)
    if next.min() != nil, end > start, parser.classes(of: sentence.tokens[end - 1]).contains(terms.coordinator) {
      end = trimmed(end - 1, from: start, sentence)
    }
    return end
  }

  private func text(_ pieces: [Range<Int>], _ sentence: ParsedSentence, _ cut: TextSpan?, verb: String?) -> String? {
    var parts: [String] = []
    for piece in pieces {
      var run: TextSpan?
      for t in piece {
        let token = sentence.tokens[t]
        if let cut, token.start >= cut.start, token.end <= cut.end {
          if let run { parts.append(source.string(run)) }
          run = nil
          continue
        }
        // Adverbs that join the sentence to the one before say nothing of the act.
        if parts.isEmpty, run == nil,
          token.kind == .comma || parser.classes(of: token).contains(terms.actionLead)
        {
          continue
        }
        run = TextSpan(run?.start ?? token.start, token.end)
      }
      if let run { parts.append(source.string(run)) }
    }
    if let verb {
      // "… na de zomer terug": the particle goes with its verb.
      if let last = parts.last, let particle = ActionReader.lastWord(last), verb.hasPrefix(particle),
        verb.utf8.count > particle.utf8.count + 2
      {
        parts[parts.count - 1] = last.split(separator: " ").dropLast().joined(separator: " ")
      }
      parts.append(verb)
    }
    let joined = parts.filter { !$0.isEmpty }.joined(separator: " ")
    guard let first = joined.unicodeScalars.first else { return nil }
    let opensSentence = pieces.first.map { $0.lowerBound == 0 } ?? false
    return opensSentence ? String(first).lowercased() + String(joined.unicodeScalars.dropFirst()) : joined
  }

  /// The word after the last blank, found by its bytes: splitting the text cost 20,000 instructions.
  private static func lastWord(_ text: String) -> Substring? {
    let utf8 = text.utf8
    guard let last = utf8.lastIndex(where: { $0 != 0x20 }) else { return nil }
    let start = utf8[...last].lastIndex(of: 0x20).map { utf8.index(after: $0) } ?? utf8.startIndex
    return text[start..<utf8.index(after: last)]
  }
}

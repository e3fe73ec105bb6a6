// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// What the sentence behind a promise says of its being kept.
extension StatusResolver {
  /// What a sentence that reports something as done says of it: all of it, or a part.
  func kept(_ sentence: ParsedSentence) -> Commitment.Status {
    sentence.words.contains(terms.partly) ? .partly : .fulfilled
  }

  /// What a sentence behind the promise says of it: "In 302 van de 338 gemeenten is dat het geval" tells of a part.
  private func outcome(_ next: ParsedSentence) -> Commitment.Status {
    func number(_ at: Int) -> Int? {
      let token = next.tokens[at]
      guard token.kind == .number else { return nil }
      return Int(String(decoding: source.utf8[token.start..<token.end].filter { $0 != 0x2E }, as: UTF8.self))
    }
    let isPart = next.tokens.indices.dropLast(3).contains { at in
      guard let some = number(at), pack.commitments.parser.classes(of: next.tokens[at + 1]).contains(terms.of),
        pack.commitments.parser.classes(of: next.tokens[at + 2]).contains(terms.article), let all = number(at + 3)
      else { return false }
      return some < all
    }
    return isPart ? .partly : kept(next)
  }

  /// Whether a sentence names a thing that the promise names: "De vergelijking is als bijlage bij deze brief gevoegd".
  private func names(_ next: ParsedSentence, thingOf promise: ParsedSentence) -> Bool {
    guard let main = statement(next), main.finite > 0 else { return false }
    let thing = next.tokens[main.finite - 1]
    let name = source.utf8[thing.start..<thing.end]
    guard thing.kind == .word, name.count > 5 else { return false }
    // "heeft toegezegd de subsidie te evalueren": the evaluation is the thing.
    let acts = promise.clauses.flatMap(\.verbs).filter { $0.mood == .bare }.map { promise.tokens[$0.token] }
    return promise.tokens.contains { source.utf8[$0.start..<$0.end].elementsEqual(name) }
      || acts.contains { source.utf8[$0.start..<$0.end].starts(with: name.prefix(5)) }
  }

  /// Looks for what the next sentences of the section say of a promise that stands open.
  func followUp(_ result: inout [Resolved], _ index: Int) {
    let reading = readings[result[index].finding.reading]
    guard source.footnote == nil,
      tellsOfThePast(result[index].finding) || reading.sentence.words.contains(terms.toezegging),
      result[index].finding.hit.rule.kind == .recalled
    else { return }
    let following = sentences(after: reading)
    guard let opening = following.first else { return }
    let first = pack.commitments.parser(source.utf8, opening)
    var delayed = false
    for (offset, span) in following.prefix(3).enumerated() {
      let next = offset == 0 ? first : pack.commitments.parser(source.utf8, span)
      if next.words.contains(terms.delay) { delayed = true }
      guard offset < 2 || next.words.contains(terms.anaphoric) else { continue }
      // "Ik heb toegezegd na te gaan of … Dat is het geval."
      if offset == 0, next.words.contains(terms.answered) {
        result[index].status = outcome(next)
        result[index].fulfilledBy = source.place(span)
        return
      }
      let here =
        next.words.contains(terms.now) || next.words.contains(terms.nowLetter) || next.words.contains(terms.letterAbout)
        || next.words.contains(terms.hereby)
      guard here else { continue }
      if offset == 0, names(next, thingOf: reading.sentence), statement(next)?.verbs.allSatisfy({ $0.perfect }) ?? false
      {
        result[index].status = outcome(next)
        result[index].fulfilledBy = source.place(span)
        return
      }
      for clause in next.clauses where clause.kind == .main {
        for verb in clause.verbs
        where (isDelivery(verb) || verb.classes.contains(terms.doing))
          && (verb.mood == .present || verb.mood == .past) && clause.negation < 0
        {
          // "In deze brief schets ik …" need not be about the promise: it must point back, or settle it by its verb.
          guard verb.classes.contains(terms.settle) || next.words.contains(terms.back) else { continue }
          result[index].status = kept(next)
          result[index].fulfilledBy = source.place(span)
          return
        }
      }
    }
    if tellsOfDelivery(first) {
      result[index].status = .fulfilled
      result[index].fulfilledBy = source.place(opening)
      return
    }
    guard !delayed, !isDated(reading) else { return }
    if answersAtOnce(first, reading, result) {
      result[index].status = outcome(first)
      result[index].fulfilledBy = source.place(opening)
      return
    }
    // A section that opens with the promise and goes on about it answers it, unless it is put off again.
    guard reading.around.position == 0, following.count >= 2, promisesWords(reading.sentence) else { return }
    for other in result where other.finding.hit.rule.kind == .made {
      let later = readings[other.finding.reading]
      guard later.around.section == reading.around.section, later.sentence.span.start > reading.sentence.span.start
      else { continue }
      let recurs = later.deadlines.contains { $0.deadline.precision == .recurring }
      if !recurs, other.finding.hit.verb.map(isDelivery) ?? false { return }
    }
    result[index].status = .fulfilled
  }

  /// What the sentence behind a listed promise says of it: "Afgedaan met brief van 3 mei", "Deze brief heeft u in juli ontvangen".
  func listedStatus(_ reading: SentenceReading) -> Commitment.Status {
    guard source.footnote == nil, let span = sentences(after: reading).first else { return .open }
    let next = pack.commitments.parser(source.utf8, span)
    if next.words.contains(terms.lapsed) { return .lapsed }
    if next.words.contains(terms.running) || next.words.contains(terms.delay) { return .open }
    if next.words.contains(terms.settled) { return kept(next) }
    guard let main = statement(next), main.verbs.allSatisfy({ $0.mood == .past })
    else { return .open }
    return kept(next)
  }

  /// The first main clause of a sentence with a finite verb, unless it denies what it says.
  private func statement(_ sentence: ParsedSentence) -> Clause? {
    guard let main = sentence.clauses.first(where: { $0.kind == .main && $0.finite >= 0 }), !main.verbs.isEmpty,
      main.negation < 0
    else { return nil }
    return main
  }

  /// "Dat voorstel heeft u op 3 mei jl. ontvangen.": what was promised has come, whatever its day was.
  func tellsOfDelivery(_ next: ParsedSentence) -> Bool {
    guard let main = statement(next), main.opensWithPronoun, !main.strangerActs,
      main.subject?.role != .outsider
    else { return false }
    return main.verbs.allSatisfy { $0.mood == .past && $0.perfect && isDelivery($0) }
  }

  /// "Ik heb toegezegd na te gaan of …. Het RIVM heeft berekend dat …": the next sentence of the paragraph tells how it is, where
  /// words were promised, or what was found, where it was promised to look into something.
  func answersAtOnce(_ next: ParsedSentence, _ reading: SentenceReading, _ found: [Resolved]) -> Bool {
    guard !found.contains(where: { readings[$0.finding.reading].sentence.span == next.span }),
      !isPromisedAnew(reading, found)
    else { return false }
    guard !next.words.contains(terms.nowLetter), !next.words.contains(terms.letterAbout),
      !next.words.contains(terms.later), !next.words.contains(terms.running),
      let main = statement(next)
    else { return false }
    let told = main.verbs.allSatisfy { $0.mood == .past && !$0.classes.contains(terms.scheduled) }
    let pointsBack = main.opensWithPronoun || next.words.contains(terms.back)
    // In the next paragraph only what points back: "Naar aanleiding daarvan heb ik overleg gevoerd."
    guard letter.paragraphs[reading.around.paragraph].span.contains(next.span) || pointsBack else { return false }
    // "Die metingen staan sinds februari op de website."
    if main.opensWithPronoun, told || main.words.contains(terms.since) { return true }
    guard promisesWords(reading.sentence) || promisesResearch(reading.sentence) else { return false }
    if pointsBack, told { return true }
    guard main.subject?.role != .own else { return false }
    return told || main.verbs.allSatisfy { $0.mood == .present && !$0.passive || $0.mood == .past }
  }

  /// Whether a promise is to tell the Chamber something by a time of its own.
  private func isNews(_ finding: CommitmentDetector.Finding, _ reading: SentenceReading) -> Bool {
    finding.hit.verb.map(isDelivery) ?? false
      && reading.deadlines.contains { $0.deadline.until != nil && $0.deadline.precision != .recurring }
  }

  /// Whether a promise to tell more, further on in the section, is about the same: it shares a word the pack does not know, or comes
  /// back to it in the same paragraph ("Ik kom daarop terug in …").
  private func isPromisedAnew(_ reading: SentenceReading, _ found: [Resolved]) -> Bool {
    func topics(_ sentence: ParsedSentence) -> Set<String> {
      Set(
        sentence.tokens.filter { $0.kind == .word && $0.word < 0 && $0.end - $0.start > 4 }.map {
          String(decoding: source.utf8[$0.start..<$0.end], as: UTF8.self)
        }
      )
    }
    let own = topics(reading.sentence)
    return found.contains { other in
      let later = readings[other.finding.reading]
      if other.finding.hit.rule.kind == .made, later.around.paragraph == reading.around.paragraph,
        later.sentence.span.start > reading.sentence.span.start,
        later.sentence.words.contains(terms.back) && other.finding.hit.verb?.classes.contains(terms.returning) ?? false
          || isNews(other.finding, later)
      {
        return true
      }
      return other.finding.hit.rule.kind == .made && later.around.section == reading.around.section
        && later.sentence.span.start > reading.sentence.span.start && other.finding.hit.verb.map(isDelivery) ?? false
        && !later.deadlines.contains { $0.deadline.precision == .recurring }
        && !own.isDisjoint(with: topics(later.sentence))
    }
  }
}

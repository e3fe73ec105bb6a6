// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds what a letter binds its sender to, and what it says of earlier commitments and of motions.
///
/// One pass over the letter's words tells which sentences a rule may meet; only those are cut into clauses, with who
/// acts and how the verbs stand. The pack's rules are tried in order on each clause; the first whose frame fits and
/// that no filter refuses makes a finding, whose slots and status are then filled from the sentence, its section and
/// its notes.
public struct CommitmentDetector: Sendable {
  private let pack: LanguagePack
  private let rules: [FrameRule]
  private let places: NeedIndex

  /// Creates the stage.
  public init(_ pack: LanguagePack) {
    self.pack = pack
    rules = pack.commitments.rules
    places = pack.commitments.places
  }

  /// Creates the stage with some of the pack's rules.
  init(_ pack: LanguagePack, rules: [FrameRule]) {
    self.pack = pack
    self.rules = rules
    places = FrameRule.index(rules)
  }

  /// Commitments in order of their places: running text first, footnotes after.
  public func callAsFunction(_ letter: StructuredLetter, citations: [Citation]) -> [Commitment] {
    explain(letter, citations: citations, keepingRefused: false).compactMap {
      if case .accepted(let commitment, _) = $0 { return commitment }
      return nil
    }
  }

  /// Findings and near misses in order of their places, with their grounds.
  public func explain(_ letter: StructuredLetter, citations: [Citation]) -> [CommitmentFinding] {
    explain(letter, citations: citations, keepingRefused: true)
  }

  private func explain(_ letter: StructuredLetter, citations: [Citation], keepingRefused: Bool) -> [CommitmentFinding] {
    let reader = LetterSentences(
      pack: pack,
      letter: letter,
      skipsQuestions: !keepingRefused && !pack.commitments.readsQuestions
    )
    var result: [CommitmentFinding] = []
    var holders: HolderResolver?
    for source in reader.sources() {
      let scan = reader.scan(source)
      // The running text comes first: whose voice it speaks in holds for its notes as well.
      let resolver = holders ?? HolderResolver(pack, letter, own: scan.own, cabinet: scan.cabinet)
      holders = resolver
      let readings = scan.readings
      if readings.isEmpty { continue }
      var findings: [Finding] = []
      for (index, reading) in readings.enumerated() {
        let outcome = match(reading, in: source, dated: letter.metadata.date)
        findings += outcome.hits.map { Finding(reading: index, hit: $0) }
        if keepingRefused, outcome.hits.isEmpty, let refused = outcome.refused {
          result.append(
            .refused(
              NearMiss(
                place: source.place(reading.sentence.span),
                text: source.string(reading.sentence.span),
                rule: refused.rule,
                filter: refused.filter
              )
            )
          )
        }
      }
      if findings.isEmpty { continue }
      let slots = SlotFiller(
        pack: pack,
        letter: letter,
        citations: citations,
        source: source,
        readings: readings,
        holders: resolver
      )
      var status = StatusResolver(pack: pack, letter: letter, source: source, readings: readings)
      for resolved in status(findings) {
        let reading = readings[resolved.finding.reading]
        let hit = resolved.finding.hit
        let known =
          keepingRefused
          ? grounds(hit, reading, source) : CommitmentGrounds(rule: hit.rule.id, dated: false, clause: .main)
        result.append(.accepted(slots(resolved), known))
      }
    }
    return CommitmentDetector.inOrder(result)
  }

  /// Findings by their places. They are found in that order but for those of two rules in one sentence and for near misses.
  private static func inOrder(_ findings: [CommitmentFinding]) -> [CommitmentFinding] {
    let keys = findings.map(key)
    if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { return findings }
    return findings.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { findings[$0] }
  }

  /// A finding before its slots are filled.
  struct Finding {
    /// Index of the reading.
    var reading: Int
    var hit: FrameHit
  }

  // MARK: Frames

  private func match(
    _ reading: SentenceReading,
    in source: CommitmentSource,
    dated date: Day?
  ) -> (hits: [FrameHit], refused: (rule: String, filter: FrameRule.Filter)?) {
    let sentence = reading.sentence
    let filter = SentenceFilter(
      terms: pack.commitments.terms,
      parser: pack.commitments.parser,
      inQuestions: reading.around.inQuestions,
      inAnnex: reading.around.inAnnex
    )
    let chooser = DeadlineChooser(utf8: [], date: nil, terms: pack.commitments.terms)
    // Read when a rule that fits asks for it: most sentences never do.
    var known: [FrameRule.Dating?] = []
    func dating(_ clause: Int) -> FrameRule.Dating {
      if known.isEmpty { known = Array(repeating: nil, count: sentence.clauses.count) }
      if let found = known[clause] { return found }
      let result = CommitmentDetector.dating(reading.deadlines) { chooser.governs($0, clause, sentence) }
      known[clause] = result
      return result
    }
    // "Ik evalueer de regeling in 2027 en stuur u in mei een brief": two main clauses, each with a day of its own, are two promises.
    func day(_ clause: Int) -> Day? {
      guard sentence.clauses[clause].kind == .main else { return nil }
      return reading.deadlines.first { $0.deadline.until != nil && chooser.belongs($0, to: clause, sentence) }?.deadline
        .until
    }
    var first: FrameHit?
    var followsPromise: Bool?
    var refused: (rule: String, filter: FrameRule.Filter)?
    for place in places.candidates(verbs: sentence.verbs, words: sentence.words) {
      let rule = rules[place]
      guard rule.canFit(words: sentence.words, verbs: sentence.verbs) else { continue }
      if !rule.after.isEmpty, !rule.after.intersects(reading.around.before) { continue }
      if rule.besideWriter, !reading.around.isBesideWriter { continue }
      if rule.isListed, !reading.around.isListed { continue }
      if rule.followsPromise {
        let follows = followsPromise ?? comesBefore(reading, source, date)
        followsPromise = follows
        if !follows { continue }
      }
      for index in sentence.clauses.indices
      where rule.allows(sentence.clauses[index].kind, sentence.clauses[index].words) {
        let verbs = sentence.clauses[index].verbs.count
        for position in 0..<max(1, verbs) {
          let verb = position < verbs ? sentence.clauses[index].verbs[position] : nil
          guard rule.mayFit(verb) else { continue }
          if let first, rule.kind != .made || day(index) == nil || day(index) == day(first.clause) { continue }
          let clause = sentence.clauses[index]
          guard rule.fits(clause, verb: verb, in: sentence), !rule.asksForDating || rule.accepts(dating(index)) else {
            continue
          }
          // "Zij zal uw Kamer informeren": who writes to the Chamber is a minister.
          if clause.agent == nil, clause.subject?.role == .person, clause.chamber == nil, !(verb?.passive ?? false),
            !isKnown(reading, source)
          {
            continue
          }
          if rule.kind == .made, rule.things != nil, clause.kind == .main, clause.opensWithPronoun,
            clause.subject == nil,
            !(verb?.passive ?? false), followsStranger(reading, source)
          {
            continue
          }
          let reason = filter.refusal(
            rule,
            clause,
            verb,
            sentence,
            dated: { dating(index) != .no },
            postponed: { reading.deadlines.contains { $0.deadline.replaces != nil } }
          )
          if let reason {
            if refused == nil { refused = (rule.id, reason) }
            continue
          }
          let hit = FrameHit(rule: rule, clause: index, verb: verb)
          if let first { return (first.clause < index ? [first, hit] : [hit, first], refused) }
          guard rule.kind == .made, let own = day(index),
            sentence.clauses.indices.contains(where: { day($0).map { $0 != own } ?? false })
          else { return ([hit], refused) }
          first = hit
        }
      }
    }
    return (first.map { [$0] } ?? [], refused)
  }

  /// Whether "hij" or "zij" can be a minister: this sentence, or one of the three before it, names an office.
  private func isKnown(_ reading: SentenceReading, _ source: CommitmentSource) -> Bool {
    let office = pack.commitments.terms.office
    if reading.sentence.words.contains(office) || reading.sentence.words.contains(pack.commitments.terms.predecessor) {
      return true
    }
    guard source.footnote == nil else { return false }
    var spans = source.sentences(before: reading)
    if spans.count < 2, reading.around.paragraph > 0 {
      spans = source.sentences(of: reading.around.paragraph - 1) + spans
    }
    return spans.suffix(3).contains { span in
      let words = pack.commitments.parser(source.utf8, span).words
      return words.contains(office) || words.contains(pack.commitments.terms.predecessor)
    }
  }

  /// Whether someone outside the cabinet acts in the sentence before: what "deze" brings is then his.
  private func followsStranger(_ reading: SentenceReading, _ source: CommitmentSource) -> Bool {
    guard source.footnote == nil, let before = source.sentences(before: reading).last,
      let main = pack.commitments.parser(source.utf8, before).clauses.first
    else { return false }
    return main.strangerActs || main.subject?.role == .outsider && !main.verbs.contains(where: \.passive)
  }

  /// Whether the sentence before speaks of something to come.
  private func comesBefore(_ reading: SentenceReading, _ source: CommitmentSource, _ date: Day?) -> Bool {
    guard let span = source.sentences(before: reading).last else { return false }
    let previous = pack.commitments.parser(source.utf8, span)
    if previous.clauses.contains(where: {
      $0.verbs.contains { $0.mood == .future || $0.mood == .go || $0.mood == .bare }
    }) {
      return true
    }
    let resolver = DeadlineResolver(pack)
    let chooser = DeadlineChooser(utf8: source.utf8, date: date, terms: pack.commitments.terms)
    // "Op 3 april stuurde ik …": a day that was.
    return chooser.open(resolver(source.utf8, sentence: span, date: date)).contains {
      !chooser.isOver($0, previous, resolver)
    }
  }

  /// What the phrases of a clause, or of a whole sentence, are for a rule that asks for a deadline.
  static func dating(_ phrases: [DeadlineResolver.Candidate], where isMeant: (DeadlineResolver.Candidate) -> Bool)
    -> FrameRule.Dating
  {
    var result = FrameRule.Dating.no
    for phrase in phrases {
      let deadline = phrase.deadline
      // "na 2026" says no more than that it will take years.
      guard deadline.precision != .year || deadline.until != nil || deadline.from == nil, isMeant(phrase) else {
        continue
      }
      if isSharp(deadline) { return .sharp }
      if deadline.precision != .recurring { result = .once } else if result == .no { result = .yes }
    }
    return result
  }

  /// A deadline finer than a year.
  private static func isSharp(_ deadline: Deadline) -> Bool {
    switch deadline.precision {
    case .day, .week, .month, .quarter, .season: return deadline.until != nil || deadline.from != nil
    // "eind 2026", "voor het einde van het jaar"; "dit jaar" is no more than a year.
    case .year: return deadline.until != nil && (deadline.from == nil || deadline.estimated)
    case .vague, .recurring: return false
    }
  }

  private func grounds(_ hit: FrameHit, _ reading: SentenceReading, _ source: CommitmentSource) -> CommitmentGrounds {
    let sentence = reading.sentence
    let clause = sentence.clauses[hit.clause]
    func printed(_ first: Int, _ last: Int) -> String {
      source.string(TextSpan(sentence.tokens[first].start, sentence.tokens[last].end))
    }
    return CommitmentGrounds(
      rule: hit.rule.id,
      verb: hit.verb.map { printed($0.token, $0.token) },
      subject: (clause.agent ?? clause.subject).map { printed($0.first, $0.head) },
      chamber: clause.chamber.map { printed($0.first, $0.head) },
      cues: cues(hit, sentence).map { printed($0.first, $0.last) },
      dated: !reading.deadlines.isEmpty,
      clause: clause.kind
    )
  }

  /// The tokens of the words and phrases for which a rule asked: in the clause, or where the rule asks the whole sentence.
  private func cues(_ hit: FrameHit, _ sentence: ParsedSentence) -> [(first: Int, last: Int)] {
    let asked = hit.rule.cues
    func counts(_ token: Int) -> Bool {
      !sentence.quoted[token] && (hit.rule.wholeSentence || sentence.clauseOf[token] == hit.clause)
    }
    let phrases = sentence.marks.filter { asked.contains($0.wordClass) && counts($0.first) }
    let words = sentence.tokens.indices.filter { token in
      counts(token) && asked.intersects(pack.commitments.parser.classes(of: sentence.tokens[token]))
        && !phrases.contains { $0.first <= token && token <= $0.last }
    }
    return (phrases.map { ($0.first, $0.last) } + words.map { ($0, $0) }).sorted { $0 < $1 }
  }

  private static func key(_ finding: CommitmentFinding) -> Key {
    let place: Place
    switch finding {
    case .accepted(let commitment, _): place = commitment.place
    case .refused(let miss): place = miss.place
    }
    switch place {
    case .head: return Key(text: -2, start: 0)
    case .text(let span): return Key(text: -1, start: span.start)
    case .footnote(let index, let span): return Key(text: index, start: span.start)
    }
  }

  private struct Key: Comparable {
    var text: Int
    var start: Int

    static func < (a: Key, b: Key) -> Bool { (a.text, a.start) < (b.text, b.start) }
  }
}

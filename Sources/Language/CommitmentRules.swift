// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `commitments.yaml`: words, verbs, frames and cues, compiled for matching.
public final class CommitmentRules: Sendable {
  /// The rules, in the order in which they are tried.
  public let rules: [FrameRule]
  /// Their places by the verbs and the words they need.
  public let places: NeedIndex
  /// Whether a rule finds something in what is asked.
  public let readsQuestions: Bool
  /// Reads sentences.
  public let parser: SentenceParser
  /// Cuts paragraphs into sentences.
  public let splitter: SentenceSplitter
  /// Classes of words and verbs that filters and slots ask for.
  public let terms: CommitmentTerms
  /// What a sentence must have for one of the rules: the same for many rules, so that more rules ask no more.
  private let needs: [RuleNeeds]
  private let needPlaces: NeedIndex
  /// The needs that ask for the writer in the paragraph, for a list of promises, for a sentence before.
  private let besideWriter, listed, following: [ClassIndex.Block]
  /// By a sentence's traits: the needs that ask for another one.
  private let lacking: [[ClassIndex.Block]]
  private let vocabulary: Vocabulary
  private let grammar: GrammarWords
  /// Words for those of the cabinet who act: all, those who take a verb in the third person, and those who may be several.
  private let acting, others, several: ClassSet
  private let chamber: ClassSet
  private let time, timePerhaps, calendar: Int
  private let intoThat: Int
  private let hints: HintReader

  /// Reads the chapter; every rule `times` over, each time under another identifier, to measure what more rules cost.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode, times: Int = 1) throws(PackError) {
    try node.allow(only: [
      "version", "words", "abbreviations", "terminalAbbreviations", "compounds", "compoundFirst",
      "registerNumber", "verbs", "auxiliaries", "endings",
      "verbClasses", "rules", "off",
    ])
    var reader = VocabularyReader()
    try reader.read(
      words: node.required("words"),
      verbs: node.required("verbs"),
      verbClasses: node.required("verbClasses"),
      compounds: node.required("compounds")
    )
    for word in try node.required("compoundFirst").words() { reader.addCompoundFirst(word) }
    reader.setRegisterNumber(try node.required("registerNumber").string())
    let grammar = try GrammarWords(reader, node)
    reader.fillHints(helpers: grammar.helpers, inside: grammar.inside)
    let vocabulary = Vocabulary(reader)
    terms = try CommitmentTerms(vocabulary, node)
    parser = SentenceParser(vocabulary, grammar)
    splitter = SentenceSplitter(
      abbreviations: try node.required("abbreviations").words(),
      terminal: try node.required("terminalAbbreviations").words()
    )
    var rules: [FrameRule] = []
    var seen: Set<String> = []
    let entries = try node.required("rules").list()
    for time in 0..<times {
      for entry in entries {
        let rule: FrameRule
        do {
          rule = try FrameRule(entry, vocabulary, grammar, suffix: time > 0 ? "-\(time + 1)" : "")
        } catch {
          guard let id = try? entry.required("id").string() else { throw error }
          throw PackError(file: error.file, line: error.line, message: "rule \(id): \(error.message)")
        }
        guard seen.insert(rule.id).inserted else { throw entry.error("the rule \(rule.id) is there already") }
        rules.append(rule)
      }
    }
    for entry in try node.optional("off")?.list() ?? [] {
      let id = try entry.string()
      guard seen.contains(id) else { throw entry.error("there is no rule \(id) to turn off") }
      rules.removeAll { $0.id == id }
    }
    self.rules = rules
    places = FrameRule.index(rules)
    readsQuestions = rules.contains { !$0.filters.contains(.question) }
    var needs: [RuleNeeds] = []
    for rule in rules where !needs.contains(rule.needs) { needs.append(rule.needs) }
    self.needs = needs
    needPlaces = NeedIndex(verbs: needs.map { $0.verb.anyVerb ? nil : $0.verb.verbs }, words: needs.map(\.words))
    besideWriter = ClassIndex.blocks(needs, where: \.besideWriter)
    listed = ClassIndex.blocks(needs, where: \.isListed)
    following = ClassIndex.blocks(needs, where: \.follows)
    lacking = (0...UInt8.max).map { traits in
      ClassIndex.blocks(needs) { !$0.traits.isSubset(of: SentenceHint.Trait(rawValue: traits)) }
    }

    self.vocabulary = vocabulary
    intoThat = grammar.intoThat
    time = try vocabulary.wordClass("time", at: node.required("words"))
    timePerhaps = try vocabulary.wordClass("timePerhaps", at: node.required("words"))
    calendar = try vocabulary.wordClass("calendar", at: node.required("words"))
    var acting = ClassSet()
    var others = ClassSet()
    for role in [Clause.Role.own, .cabinet, .country, .ministry, .office, .colleague, .predecessor, .person] {
      for word in grammar.words(for: role) {
        acting.insert(word)
        if word != grammar.own { others.insert(word) }
      }
    }
    self.grammar = grammar
    self.acting = acting
    self.others = others
    several = ClassSet([
      grammar.plural, grammar.ministry, grammar.office, grammar.colleague, grammar.predecessor, grammar.person,
    ])
    var chamber = ClassSet()
    for word in grammar.words(for: .chamber) { chamber.insert(word) }
    self.chamber = chamber
    var asked = acting
    for need in needs { asked.formUnion(need.classes) }
    asked.formUnion(several)
    asked.formUnion(chamber)
    asked.formUnion(terms.voices)
    asked.formUnion(ClassSet([time, timePerhaps, calendar, grammar.coordinator]))
    hints = HintReader(vocabulary, grammar, asked: asked)
  }

  /// What a sentence may contain, by its tokens, which are a range of the paragraph's.
  public func hint(_ tokens: [Token], _ range: Range<Int>) -> SentenceHint {
    var (hint, hasYear) = hints(tokens, range)
    if hasYear || hint.words.contains(calendar) { hint.traits.formUnion([.sharp, .dated, .timed]) }
    if hint.words.contains(time) { hint.traits.formUnion([.dated, .timed]) }
    if hint.words.contains(timePerhaps) { hint.traits.insert(.timed) }
    addNamed(tokens, range, &hint)
    return hint
  }

  /// The hint of a sentence of which more than its single words is known: the phrases that stand in it, and what is quoted.
  public func sharpened(_ hint: SentenceHint, by words: SentenceWords) -> SentenceHint {
    var sharp = hint
    sharp.words = words.all
    if hint.words.contains(intoThat) { sharp.words.insert(intoThat) }
    sharp.traits.formIntersection([.sharp, .dated, .timed])
    addNamed(words.tokens, words.tokens.indices, &sharp)
    return sharp
  }

  /// Adds who is named.
  private func addNamed(_ tokens: [Token], _ range: Range<Int>, _ hint: inout SentenceHint) {
    if hint.words.intersects(chamber) { hint.traits.insert(.chamber) }
    if hint.words.intersects(acting) { addPersons(tokens, range, &hint) }
  }

  /// Adds in which person the verb of someone who acts may stand.
  private func addPersons(_ tokens: [Token], _ range: Range<Int>, _ hint: inout SentenceHint) {
    hint.traits.insert(.actor)
    if hint.words.contains(grammar.own) { hint.traits.insert(.first) }
    if hint.words.intersects(others) { hint.traits.insert(.third) }
    if hint.words.intersects(several) || hint.words.contains(grammar.coordinator) && areJoined(tokens, range) {
      hint.traits.insert(.plural)
    }
  }

  /// Whether someone who acts is joined to another: "de gemeenten en ik", "het kabinet en de sector".
  private func areJoined(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    for index in range where tokens[index].word >= 0 {
      guard vocabulary.classes(of: tokens[index]).contains(grammar.coordinator) else { continue }
      for beside in max(range.lowerBound, index - 2)..<min(range.upperBound, index + 3)
      where vocabulary.classes(of: tokens[beside]).intersects(acting) {
        return true
      }
    }
    return false
  }

  /// Whether any rule may meet a sentence; `before` are the word classes of the two sentences before it in its paragraph. `inAnyForm`
  /// tells that it need not have a verb in a form that the rule asks for: nothing is then left out that a rule could find.
  public func mayMeet(
    _ hint: SentenceHint,
    before: ClassSet,
    isBesideWriter: Bool,
    isListed: Bool,
    isFirst: Bool,
    inAnyForm: Bool
  ) -> Bool {
    needPlaces.contains(verbs: hint.verbs, words: hint.words) { block in
      var excluded = lacking[Int(hint.traits.rawValue)][block]
      if !isBesideWriter { excluded |= besideWriter[block] }
      if !isListed { excluded |= listed[block] }
      if isFirst { excluded |= following[block] }
      return ~excluded
    } where: { i in
      (needs[i].after.isEmpty || needs[i].after.intersects(before)) && needs[i].areMet(by: hint, inAnyForm: inAnyForm)
    }
  }
}

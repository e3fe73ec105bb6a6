// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// A rule of the pack: what a clause must be like to bind someone, to recall a promise, or to report on a motion.
///
/// A class, because the rules are walked for every sentence: one reference is passed on instead of thirty values.
public final class FrameRule: Sendable {
  /// What must be true of the Chamber in the clause.
  public enum Presence: String, Sendable { case yes, no, subject }

  /// What must be true of a deadline in the clause.
  public enum Dating: String, Sendable {
    case yes, no
    /// Not one that comes back every year or quarter.
    case once
    /// A day, a month, a quarter or a season, not a whole year.
    case sharp
  }

  /// What may act in the active voice where nobody of the cabinet does.
  public enum Things: String, Sendable {
    /// A product, or what the first word points back to.
    case named
    /// Anything.
    case any
    /// Anything, also what the pack does not know, unless it is known as someone or has a name.
    case unknown
  }

  /// Something that makes a fitting clause mean something else.
  public enum Filter: String, Sendable, CaseIterable {
    /// The sentence or its section asks.
    case question
    /// The verb stands in a quotation.
    case quotation
    /// "niet", "geen" reaches the verb.
    case negation
    /// "kan", "zou".
    case possibility
    /// "hierbij", "met deze brief": done as it is said.
    case performed
    /// "hieronder", "in deze brief": a signpost in the text.
    case signpost
    /// Someone asks for it: a motion, a member, the Chamber.
    case request
    /// Someone outside the cabinet acts.
    case stranger
    /// Hangs on a wish of the Chamber.
    case offer
    /// Hangs on something that may not happen.
    case condition
    /// What is usual or going on now.
    case habit
    /// What an annex says.
    case annex
  }

  /// Identifier, `nl/…`.
  public let id: String
  /// File and line at which it begins.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// Made, recalled or about a motion.
  public let kind: Commitment.Kind
  /// How firmly it is put.
  public let firmness: Commitment.Firmness
  /// Share of findings that were right where the rule was measured, before the features of the sentence are weighed.
  public let confidence: Double
  /// Sentences it must match, and sentences it must not.
  public let examples, counters: [String]

  let verbs, governors, notVerbs, lackedVerbs, besideVerbs: ClassSet
  let anyVerb: Bool
  let moods: SmallSet<Clause.Mood>
  let passive: Bool?
  let subjects: SmallSet<Clause.Role>
  let anonymous: Bool
  let chamber: Presence?
  let needed: ClassSet
  let any, none: ClassSet
  /// Whether what it asks for may stand anywhere in the sentence, and not in the clause alone.
  public let wholeSentence: Bool
  let dated: Dating?
  /// Empty where the kind of the rule decides.
  let kinds: SmallSet<Clause.Kind>
  /// Whether a thing may act in the active voice ("de brief verschijnt").
  public let things: Things?
  let governorMoods: SmallSet<Clause.Mood>
  /// Whether something named must stand after "in", "bij".
  let within: Bool
  /// Whether the sentence before must speak of something to come.
  public let followsPromise: Bool
  /// Classes of which one of the two sentences before must have a word.
  public let after: ClassSet
  /// Whether the paragraph must speak of the writer or the cabinet.
  public let besideWriter: Bool
  /// Whether the sentence must open a paragraph where promises are listed.
  public let isListed: Bool
  /// Classes of which the clause must have a word among its first four tokens.
  let opening: ClassSet
  /// Whether the clause, or the one that governs it, must be in the past.
  let isPast: Bool
  /// Whether the clause must be without a finite verb.
  let verbless: Bool
  /// How many words the sentence may have at most.
  let most: Int
  /// What is asked before a finding is kept, in order.
  public let filters: [Filter]

  /// What a sentence must have for it, by its words alone.
  let needs: RuleNeeds

  /// `suffix` is added to the identifier.
  init(_ node: PackNode, _ vocabulary: Vocabulary, _ grammar: GrammarWords, suffix: String = "") throws(PackError) {
    try node.allow(only: [
      "id", "says", "kind", "firmness", "confidence", "source", "examples", "counters", "verb", "governor", "notVerb",
      "mood", "voice", "subject",
      "chamber", "has", "any", "lacks", "scope", "deadline", "clause", "lift", "governorMood", "things", "within",
      "most", "follows", "beside", "lacksVerb", "verbless", "opens",
      "besideWriter", "after", "past", "listed",
    ])
    id = try node.required("id").string() + suffix
    file = node.file
    line = node.line
    _ = try node.required("says").string()
    kind = try node.required("kind").value(Commitment.Kind.self)
    firmness = try node.required("firmness").value(Commitment.Firmness.self)
    guard let share = Double(try node.required("confidence").string()), (0...1).contains(share) else {
      throw try node.required("confidence").error("expected a share between 0 and 1")
    }
    confidence = share
    examples = try node.required("examples").strings()
    counters = try node.required("counters").strings()
    guard !examples.isEmpty, !counters.isEmpty else { throw node.error("a rule needs examples and counter-examples") }

    func verbSet(_ key: String) throws(PackError) -> ClassSet {
      var set = ClassSet()
      guard let list = try node.optional(key) else { return set }
      for name in try list.words() where name != "any" { set.insert(try vocabulary.verbClass(name, at: list)) }
      return set
    }
    func wordList(_ key: String) throws(PackError) -> [Int] {
      guard let list = try node.optional(key) else { return [] }
      var result: [Int] = []
      for name in try list.words() { result.append(try vocabulary.wordClass(name, at: list)) }
      return result
    }
    func set(_ list: [Int]) -> ClassSet { list.reduce(into: ClassSet()) { $0.insert($1) } }
    func values<Value: RawRepresentable & Hashable>(_ key: String, _: Value.Type) throws(PackError) -> Set<Value>
    where Value.RawValue == String {
      guard let list = try node.optional(key) else { return [] }
      var result: Set<Value> = []
      for name in try list.words() {
        guard let value = Value(rawValue: name) else { throw list.error("unknown \(key) \"\(name)\"") }
        result.insert(value)
      }
      return result
    }

    verbs = try verbSet("verb")
    anyVerb = try node.optional("verb")?.words().contains("any") ?? true
    governors = try verbSet("governor")
    notVerbs = try verbSet("notVerb")
    lackedVerbs = try verbSet("lacksVerb")
    besideVerbs = try verbSet("beside")
    let moods = try values("mood", Clause.Mood.self)
    self.moods = SmallSet(moods)
    switch try node.optional("voice")?.string() {
    case nil: passive = nil
    case "active": passive = false
    case "passive": passive = true
    default: throw try node.required("voice").error("expected active or passive")
    }
    var anonymous = false
    var subjects: Set<Clause.Role> = []
    if let list = try node.optional("subject") {
      for name in try list.words() {
        if name == "none" {
          anonymous = true
        } else if let role = Clause.Role(rawValue: name) {
          subjects.insert(role)
        } else {
          throw list.error("unknown subject \"\(name)\"")
        }
      }
    }
    self.subjects = SmallSet(subjects)
    self.anonymous = anonymous
    chamber = try node.optional("chamber")?.value(Presence.self)
    needed = set(try wordList("has"))
    any = set(try wordList("any"))
    none = set(try wordList("lacks"))
    switch try node.optional("scope")?.string() {
    case nil, "clause": wholeSentence = false
    case "sentence": wholeSentence = true
    default: throw try node.required("scope").error("expected clause or sentence")
    }
    dated = try node.optional("deadline")?.value(Dating.self)
    things = try node.optional("things")?.value(Things.self)
    opening = set(try wordList("opens"))
    isPast = try node.optional("past")?.bool() ?? false
    verbless = try node.optional("verbless")?.bool() ?? false
    followsPromise = try node.optional("follows")?.bool() ?? false
    after = set(try wordList("after"))
    besideWriter = try node.optional("besideWriter")?.bool() ?? false
    isListed = try node.optional("listed")?.bool() ?? false
    most = try node.optional("most")?.int() ?? Int.max
    within = try node.optional("within")?.bool() ?? false
    governorMoods = SmallSet(try values("governorMood", Clause.Mood.self))
    kinds = SmallSet(try values("clause", Clause.Kind.self))
    var subjectWords = ClassSet()
    if !anonymous { for role in subjects { for word in grammar.words(for: role) { subjectWords.insert(word) } } }
    needs = RuleNeeds(
      traits: FrameRule.traits(dated, chamber, subjects, anonymous: anonymous),
      most: most,
      verb: VerbNeeds(
        verbs: verbs,
        anyVerb: anyVerb,
        moods: moods,
        passive: passive,
        agrees: FrameRule.needsActor(subjects, anonymous: anonymous)
      ),
      needed: needed,
      any: any,
      within: within ? ClassSet([grammar.product, grammar.inside]) : ClassSet(),
      subjectWords: subjectWords,
      opening: opening,
      governors: governors,
      besideVerbs: besideVerbs,
      after: after,
      besideWriter: besideWriter,
      isListed: isListed,
      follows: followsPromise
    )
    let lifted = try values("lift", Filter.self)
    filters = Filter.allCases.filter { !lifted.contains($0) }
  }

  /// The places of rules by the verbs and the words they need.
  public static func index(_ rules: [FrameRule]) -> NeedIndex {
    NeedIndex(
      verbs: rules.map { $0.anyVerb ? nil : $0.verbs },
      words: rules.map { RuleNeeds.words(needed: $0.needed, any: $0.any) }
    )
  }

  /// What a sentence must have for the rule, among the things many rules need.
  private static func traits(
    _ dated: Dating?,
    _ chamber: Presence?,
    _ subjects: Set<Clause.Role>,
    anonymous: Bool
  ) -> SentenceHint.Trait {
    var traits: SentenceHint.Trait = []
    if let dated, dated != .no { traits.insert(dated == .sharp ? .sharp : dated == .once ? .dated : .timed) }
    if chamber == .yes || chamber == .subject { traits.insert(.chamber) }
    if needsActor(subjects, anonymous: anonymous) { traits.insert(.actor) }
    return traits
  }

  /// Whether one of the cabinet must be named to act.
  private static func needsActor(_ subjects: Set<Clause.Role>, anonymous: Bool) -> Bool {
    let acting: Set<Clause.Role> = [.own, .cabinet, .country, .ministry, .office, .colleague, .predecessor, .person]
    return !anonymous && !subjects.isEmpty && subjects.isSubset(of: acting)
  }

  /// The classes of words of which it asks for some.
  public var cues: ClassSet {
    var classes = needed
    classes.formUnion(any)
    classes.formUnion(opening)
    return classes
  }

  /// Whether it is about sentences of one word.
  public var isOneWord: Bool { most == 1 }

  /// Whether the rule asks for a deadline, or for none.
  public var asksForDating: Bool { dated != nil }

  /// Whether the deadline that belongs to the clause, or the lack of one, is what the rule asks for.
  public func accepts(_ dating: Dating) -> Bool {
    switch dated {
    case nil: return true
    case .yes?: return dating != .no
    case .once?: return dating == .once || dating == .sharp
    case .sharp?: return dating == .sharp
    case .no?: return dating == .no
    }
  }

  /// Whether a clause of a kind and with words can have the frame: asked before anything of the clause is copied.
  public func allows(_ clause: Clause.Kind, _ words: ClassSet) -> Bool {
    switch clause {
    case .aside: return false
    case let clause where !kinds.isEmpty: if !kinds.contains(clause) { return false }
    case .main, .relative: break
    case .subordinate, .infinitive: if kind == .made { return false }
    default: return false
    }
    return wholeSentence || areIn(words)
  }

  /// Whether one of the verbs of a clause, or the lack of any, can be the frame's: asked before anything of the clause is copied.
  public func mayFit(_ verb: Clause.Verb?) -> Bool {
    guard let verb else { return anyVerb && moods.isEmpty }
    return (moods.isEmpty || moods.contains(verb.mood)) && passive.map { $0 == verb.passive } ?? true
      && (anyVerb || verbs.intersects(verb.classes)) && !notVerbs.intersects(verb.classes)
  }

  private func areIn(_ words: ClassSet) -> Bool {
    needed.isSubset(of: words) && (any.isEmpty || any.intersects(words)) && !none.intersects(words)
  }

  /// Whether the rule's frame fits a clause of a sentence through one of its verbs. Neither filters nor deadlines
  /// are looked at: see ``accepts(_:)``.
  public func fits(_ clause: Clause, verb: Clause.Verb?, in sentence: ParsedSentence) -> Bool {
    guard allows(clause.kind, clause.words),
      !wholeSentence || areIn(kinds.contains(.relative) ? sentence.words : sentence.frameWords)
    else { return false }
    if let verb {
      if !moods.isEmpty, !moods.contains(verb.mood) { return false }
      // "Het streven was om …": what hangs on a past verb was promised before.
      if kind == .made, verb.mood == .bare, clause.isPast { return false }
      // "was voorzien voor mei": what was planned is no promise, "is voorzien" is.
      if kind == .made, verb.mood == .past || verb.mood == .elliptic, clause.isPast { return false }
      // "Ik heb haar bereid gevonden … uit te voeren": what hangs on a perfect is what someone was asked or said.
      if kind == .made, verb.mood == .bare, governors.isEmpty,
        clause.verbs.contains(where: { $0.mood == .past && $0.perfect && !$0.passive && $0.token < verb.token })
      {
        return false
      }
      if let passive, passive != verb.passive { return false }
      if !anyVerb, !verbs.intersects(verb.classes) { return false }
      if notVerbs.intersects(verb.classes) { return false }
    } else if !anyVerb || !moods.isEmpty {
      return false
    }
    if !lackedVerbs.isEmpty, clause.verbs.contains(where: { lackedVerbs.intersects($0.classes) }) { return false }
    if !besideVerbs.isEmpty {
      guard
        sentence.clauses.contains(where: { beside in
          (beside.kind == .comparison || beside.kind == .relative)
            && beside.verbs.contains {
              besideVerbs.intersects($0.classes) && (beside.kind == .comparison || $0.mood == .past)
            }
        })
      else { return false }
    }
    if let chamber {
      switch chamber {
      case .yes: if clause.chamber == nil { return false }
      case .no: if clause.chamber != nil { return false }
      case .subject: if clause.chamber == nil || clause.chamber?.preposition != -1 { return false }
      }
    }
    if !subjects.isEmpty || anonymous {
      let named = clause.agent ?? clause.subject
      if let named, subjects.contains(named.role) {
        // Fits.
      } else if anonymous, named == nil || named?.role == .product || named?.role == .chamber && verb?.passive ?? true {
        // Nobody is named who acts: a passive, or a thing that appears, follows, is planned.
        if let verb, !verb.passive {
          guard let things else { return false }
          guard things != .named || named != nil || verb.mood == .bare || clause.opensWithPronoun else { return false }
        }
      } else {
        return false
      }
    }
    if !opening.isEmpty, !opening.intersects(clause.opening) { return false }
    if isPast, !clause.isPast { return false }
    if verbless, clause.finite >= 0 { return false }
    if within, !clause.holdsProduct { return false }
    if most < Int.max, sentence.tokens.count(where: { $0.kind == .word }) > most { return false }
    if !governors.isEmpty {
      let parent = sentence.clauses[clause.parent]
      guard
        (clause.verbs + parent.verbs).contains(where: {
          $0.token != verb?.token && governors.intersects($0.classes)
            && (governorMoods.isEmpty || governorMoods.contains($0.mood))
        })
      else {
        return false
      }
    }
    return true
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// What a sentence must have for a rule to meet it, by its words alone: more than is true, never less.
struct RuleNeeds: Sendable, Equatable {
  let traits: SentenceHint.Trait
  /// How many words the sentence may have at most.
  let most: Int
  let verb: VerbNeeds
  let needed: ClassSet
  let any: ClassSet
  /// The classes of something named and of "in", where the one must stand behind the other.
  let within: ClassSet
  /// Classes of which one must be named for the subject; empty where nobody need be.
  let subjectWords: ClassSet
  let opening: ClassSet
  let governors: ClassSet
  let besideVerbs: ClassSet
  /// Classes of which one of the two sentences before must have a word; empty where none need.
  let after: ClassSet
  let besideWriter: Bool
  let isListed: Bool
  /// Whether a sentence must stand before it in its paragraph.
  let follows: Bool

  /// Classes of which a sentence must have one; `nil` where it need not.
  var words: ClassSet? {
    RuleNeeds.words(needed: needed, any: any) ?? (opening.isEmpty ? subjectWords.isEmpty ? nil : subjectWords : opening)
  }

  /// One of the classes that must all be there, or those of which one must.
  static func words(needed: ClassSet, any: ClassSet) -> ClassSet? {
    for first in needed { return ClassSet([first]) }
    return any.isEmpty ? nil : any
  }

  /// All classes of words that it asks for.
  var classes: ClassSet {
    [needed, any, subjectWords, opening, after].reduce(into: ClassSet()) { $0.formUnion($1) }
  }

  /// Whether a sentence has them, its verb in a form for them or in any. A rule may find a sentence that only another one's needs, as far
  /// as the form of a verb tells, have let through; so what stands within another thing is asked only where no form is.
  @inline(__always)
  func areMet(by hint: SentenceHint, inAnyForm: Bool) -> Bool {
    guard traits.isSubset(of: hint.traits), hint.count <= most, verb.areMet(by: hint, inAnyForm: inAnyForm) else {
      return false
    }
    return areAmong(hint.words, hint.verbs) && (!inAnyForm || within.isSubset(of: hint.words))
  }

  /// Whether a sentence has the words and the verbs, whatever the form of its verb.
  @inline(__always)
  fileprivate func areAmong(_ words: ClassSet, _ verbs: ClassSet) -> Bool {
    needed.isSubset(of: words) && (any.isEmpty || any.intersects(words))
      && (subjectWords.isEmpty || subjectWords.intersects(words))
      && (opening.isEmpty || opening.intersects(words))
      && (governors.isEmpty || governors.intersects(verbs))
      && (besideVerbs.isEmpty || besideVerbs.intersects(verbs))
  }
}

/// The verb a rule needs, with the form and the auxiliary that its moods and its voice ask for (`ClauseReader.readVerbs`): an active
/// present is a present; a passive one a participle beside "worden"; a future an infinitive beside "zullen".
struct VerbNeeds: Sendable, Equatable {
  let anyVerb: Bool
  let verbs: ClassSet
  /// Auxiliaries of which one must be there, whatever the verb; 0 where none need be.
  let helpers: UInt8
  /// Whether any form will do, and whether a present will.
  let anyForm, present: Bool
  /// Whether the present must be in the person of someone who is named to act.
  let agrees: Bool
  /// The auxiliaries beside which an infinitive, or a participle, will do; 0 where it never does.
  let infinitive, participle: UInt8

  init(verbs: ClassSet, anyVerb: Bool, moods: Set<Clause.Mood>, passive: Bool?, agrees: Bool) {
    self.agrees = agrees
    self.anyVerb = anyVerb
    self.verbs = verbs
    helpers = VerbNeeds.helpers(moods, passive: passive)
    var anyForm = moods.isEmpty && passive != true
    var present = false
    var infinitive: UInt8 = 0
    var participle: UInt8 = moods.isEmpty ? SentenceHint.nothing : 0
    for mood in moods {
      let helper = VerbNeeds.auxiliary(mood)
      if passive != true {
        switch mood {
        case .present: present = true
        case .past: anyForm = true
        // "zal hebben gestuurd"
        case .future, .would: participle |= helper
        default: break
        }
        infinitive |= mood == .bare ? SentenceHint.nothing : helper
      }
      if passive != false {
        switch mood {
        case .present, .bare: participle |= SentenceHint.become
        case .past, .elliptic: participle |= SentenceHint.nothing
        default: participle |= helper
        }
      }
    }
    self.anyForm = anyForm
    self.present = present
    self.infinitive = infinitive
    self.participle = participle
  }

  /// Whether a sentence has such a verb.
  @inline(__always)
  func areMet(by hint: SentenceHint, inAnyForm: Bool) -> Bool {
    guard helpers == 0 || helpers & hint.helps != 0 else { return false }
    if anyVerb { return true }
    guard verbs.intersects(hint.verbs) else { return false }
    if inAnyForm || anyForm || present && (agrees ? isInPerson(of: hint) : verbs.intersects(hint.forms.present)) {
      return true
    }
    let helps = hint.helps | SentenceHint.nothing
    return infinitive & helps != 0 && verbs.intersects(hint.forms.infinitive)
      || participle & helps != 0 && verbs.intersects(hint.forms.participle)
  }

  /// Whether the verb stands in the person of one who is named: "ik verken", "het kabinet verkent", "wij verkennen".
  @inline(__always)
  private func isInPerson(of hint: SentenceHint) -> Bool {
    hint.traits.contains(.first) && verbs.intersects(hint.forms.first)
      || hint.traits.contains(.third) && verbs.intersects(hint.forms.third)
      || hint.traits.contains(.plural) && verbs.intersects(hint.forms.plural)
  }

  /// The auxiliary that makes a mood; 0 for those that need none.
  private static func auxiliary(_ mood: Clause.Mood) -> UInt8 {
    switch mood {
    case .future, .would: SentenceHint.will
    case .go: SentenceHint.go
    case .causes: SentenceHint.let_
    case .want: SentenceHint.want
    case .can: SentenceHint.can
    case .must: SentenceHint.must
    case .present, .past, .bare, .elliptic: 0
    }
  }

  /// The auxiliaries of which one must be there whatever the verb: none where a mood needs no auxiliary.
  private static func helpers(_ moods: Set<Clause.Mood>, passive: Bool?) -> UInt8 {
    var mask: UInt8 = 0
    for mood in moods {
      let helper = mood == .present && passive == true ? SentenceHint.become : auxiliary(mood)
      if helper == 0 { return 0 }
      mask |= helper
    }
    return mask
  }
}

extension FrameRule {
  /// Whether a sentence can have the frame in one of its clauses, by its words and its verbs: a quick no.
  @inline(__always)
  public func canFit(words: ClassSet, verbs: ClassSet) -> Bool {
    needs.areAmong(words, verbs) && needs.within.isSubset(of: words)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// What a sentence must have for a rule to meet it, by its words alone: more than is true, never less.
struct RuleNeeds: Sendable, Equatable {
  let traits: SentenceHint.Trait
  /// The auxiliaries of which one must be there; 0 where none need be.
  let helpers: UInt8
  /// How many words the sentence may have at most.
  let most: Int
  let anyVerb: Bool
  let verbs: ClassSet
  let needed: ClassSet
  let any: ClassSet
  /// Classes of which one must be named for the subject; empty where nobody need be.
  let subjectWords: ClassSet
  let opening: ClassSet
  let governors: ClassSet
  let besideVerbs: ClassSet

  /// Whether a sentence has them.
  @inline(__always)
  func areMet(by hint: SentenceHint) -> Bool {
    guard traits.isSubset(of: hint.traits), helpers == 0 || helpers & hint.helps != 0, hint.count <= most,
      anyVerb || verbs.intersects(hint.verbs)
    else { return false }
    return needed.isSubset(of: hint.words) && (any.isEmpty || any.intersects(hint.words))
      && (subjectWords.isEmpty || subjectWords.intersects(hint.words))
      && (opening.isEmpty || opening.intersects(hint.words))
      && (governors.isEmpty || governors.intersects(hint.verbs))
      && (besideVerbs.isEmpty || besideVerbs.intersects(hint.verbs))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A clause of a sentence: its own tokens, who acts in it, and what its verbs say.
public struct Clause: Sendable {
  /// How a clause hangs in its sentence.
  public enum Kind: String, Sendable {
    case main
    /// "dat", "omdat", …
    case subordinate
    /// "wanneer", "zodra", "nadat", …
    case moment
    /// "indien", "als", "mocht", …
    case condition
    /// "of", "hoe", "waarom", …
    case question
    /// "die", "waarover", …
    case relative
    /// "om … te …"
    case infinitive
    /// "zoals …"
    case comparison
    /// In brackets.
    case aside
  }

  /// Who or what is named.
  public enum Role: String, Sendable, CaseIterable {
    /// The writer: "ik", "wij".
    case own = "self"
    case cabinet, country, ministry, office, colleague, predecessor, chamber, product, member
    /// "hij", "zij".
    case person
    /// Someone who is not of the cabinet: "gemeenten", "de rechter", "werkgevers".
    case outsider
  }

  /// How a verb stands in its clause.
  public enum Mood: String, Sendable, CaseIterable {
    /// "ik stuur", "wordt gestuurd"
    case present
    /// "ik zal sturen", "zal worden gestuurd"
    case future
    /// "ik ga onderzoeken"
    case go
    /// "stuurde", "heeft gestuurd", "is gestuurd"
    case past
    /// "zou sturen"
    case would
    /// "kan sturen"
    case can
    /// "moet sturen", "zal moeten sturen"
    case must
    /// "wil sturen"
    case want
    /// "laat onderzoeken"
    case causes = "let"
    /// "te sturen", governed by something else
    case bare
    /// A participle without an auxiliary.
    case elliptic
  }

  /// A verb with a meaning of its own.
  public struct Verb: Sendable {
    /// Index of its token.
    public var token: Int
    /// Index of the lemma, with the particle where one was found; −1 for a verb the pack does not know.
    public var lemma: Int
    /// What it belongs to here.
    public var classes: ClassSet
    /// How it stands.
    public var mood: Mood
    /// Whether it is passive.
    public var passive: Bool
    /// Whether the form is a perfect ("heeft gestuurd") and not a simple past.
    public var perfect: Bool
    /// Index of the token of a particle that stands apart ("zegde … toe"), or −1.
    public var particle = -1
  }

  /// A noun phrase with a role.
  public struct Participant: Sendable {
    /// What it names.
    public var role: Role
    /// Index of the first token of the phrase, and of its head.
    public var first: Int
    /// The index of the token that heads it.
    public var head: Int
    /// Index of the preposition that governs it, or −1.
    public var preposition: Int
  }

  /// How it hangs in the sentence.
  public var kind: Kind
  /// Index of the clause it hangs on; its own for the first.
  public var parent: Int
  /// Its tokens, ascending; those of other clauses may stand between them.
  public var tokens: [Int]
  /// Word classes of its tokens and of phrases that lie in it.
  public var words = ClassSet()
  /// Its verbs, in order; auxiliaries are left out.
  public var verbs: [Verb] = []
  /// Named ones, in order.
  public var participants: [Participant] = []
  /// Who acts.
  public var subject: Participant?
  /// Whether someone acts whom the pack does not know ("De Commissie zal …", "… door de gemeente").
  public var strangerActs = false
  /// Whether the stranger is named by a word in lower case that the pack does not know: as often a thing as a person.
  public var strangerMayBeThing = false
  /// Who acts in a passive.
  public var agent: Participant?
  /// The Chamber as object or subject, or after "aan", "met", "bij", "naar".
  public var chamber: Participant?
  /// Token of the finite verb, or −1.
  public var finite = -1
  /// Whether the finite verb, or that of the clause an infinitive hangs on, is in the past.
  public var isPast = false
  /// Token of the word that negates the clause, or −1.
  public var negation = -1

  /// Whether its first word points back ("deze", "dit", "het").
  public var opensWithPronoun = false
  /// Word classes of its first four tokens.
  public var opening = ClassSet()
  /// Whether something that can be promised stands after "in" or "bij".
  public var holdsProduct = false

  init(kind: Kind, parent: Int, tokens: [Int]) {
    self.kind = kind
    self.parent = parent
    self.tokens = tokens
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// The classes of words, the auxiliaries and the endings that clause grammar itself asks for. A pack must have them all.
final class GrammarWords: Sendable {
  let own, cabinet, country, ministry, office, colleague, predecessor, chamber, addressee, member, product: Int
  let possessive, negation, notNegation, preposition, towards, by, means, of, article, determiner, conjunction,
    moment: Int
  let ifWord, asWord, whether, relative, om, te, coordinator, pronoun, plural, promised, ellipsis, inside, abstract,
    information, adverb, that, intoThat, announced, person, outsider, timeHead, month, ownObject, timeNoun,
    nounVerb, regarding: Int
  let will, become, have, be, can, may, must, need, want, go, let_: Int
  /// The class of verbs beside which an infinitive stands without "te".
  let takesInfinitive: Int
  /// Endings by which a word the pack does not know can be taken for an infinitive, a past tense, a participle.
  let infinitiveEndings, pastEndings, participleEndings, participlePrefixes: [[UInt8]]
  /// Endings that make a word the pack does not know an adjective and no noun ("resterende", "eerdere").
  let certainAdjectiveEndings: [[UInt8]]
  /// Endings of nouns that stand without an article at the head of a sentence ("Besluitvorming volgt").
  let bareNounEndings: [[UInt8]]

  /// What may open a clause or join two: a word of no such class leaves the clause that stands open as it is.
  let joining: ClassSet
  /// What names no thing by itself: pronouns, articles, prepositions and the like.
  let functional: ClassSet
  /// What may name someone or something that has a role.
  let naming: ClassSet

  /// The last letter of an adjective before a noun.
  let adjectiveEnding: UInt8

  init(_ vocabulary: VocabularyReader, _ chapter: PackNode) throws(PackError) {
    let words = try chapter.required("words")
    let auxiliaries = try chapter.required("auxiliaries")
    let endings = try chapter.required("endings")
    func word(_ name: String) throws(PackError) -> Int { try vocabulary.wordClass(name, at: words) }
    func verb(_ name: String) throws(PackError) -> Int {
      let node = try auxiliaries.required(name)
      return try vocabulary.lemma(known: try node.string(), at: node)
    }
    func ending(_ name: String) throws(PackError) -> [[UInt8]] {
      try endings.required(name).strings().map { Array($0.utf8) }
    }
    own = try word("self")
    cabinet = try word("cabinet")
    country = try word("country")
    ministry = try word("ministry")
    office = try word("office")
    colleague = try word("colleague")
    predecessor = try word("predecessor")
    chamber = try word("chamber")
    addressee = try word("addressee")
    member = try word("member")
    product = try word("product")
    possessive = try word("own")
    negation = try word("negation")
    notNegation = try word("notNegation")
    preposition = try word("preposition")
    towards = try word("towards")
    by = try word("by")
    means = try word("means")
    of = try word("of")
    article = try word("article")
    determiner = try word("determiner")
    conjunction = try word("conjunction")
    moment = try word("moment")
    ifWord = try word("ifWord")
    asWord = try word("asWord")
    whether = try word("whether")
    relative = try word("relative")
    om = try word("om")
    te = try word("te")
    coordinator = try word("coordinator")
    pronoun = try word("pronoun")
    plural = try word("plural")
    promised = try word("promised")
    announced = try word("announced")
    person = try word("person")
    outsider = try word("outsider")
    timeHead = try word("timeHead")
    month = try word("month")
    ownObject = try word("ownObject")
    nounVerb = try word("nounVerb")
    regarding = try word("regarding")
    timeNoun = try word("timeNoun")
    adverb = try word("adverb")
    that = try word("that")
    intoThat = try word("intoThat")
    abstract = try word("abstract")
    information = try word("information")
    inside = try word("inside")
    ellipsis = try word("ellipsis")
    will = try verb("will")
    become = try verb("become")
    have = try verb("have")
    be = try verb("be")
    can = try verb("can")
    may = try verb("may")
    must = try verb("must")
    need = try verb("need")
    want = try verb("want")
    go = try verb("go")
    let_ = try verb("let")
    takesInfinitive = try vocabulary.verbClass("takesInfinitive", at: try chapter.required("verbClasses"))
    certainAdjectiveEndings = try ending("certainAdjective")
    bareNounEndings = try ending("bareNoun")
    infinitiveEndings = try ending("infinitive")
    pastEndings = try ending("past")
    guard let letter = try endings.required("adjective").string().utf8.first else {
      throw try endings.required("adjective").error("a letter is needed")
    }
    adjectiveEnding = letter
    participlePrefixes = try ending("participlePrefixes")
    participleEndings = try ending("participle")
    functional = ClassSet([
      own, ownObject, possessive, person, addressee, pronoun, article, determiner, preposition, adverb, negation, te,
      coordinator,
    ])
    joining = ClassSet([om, conjunction, moment, ifWord, asWord, whether, relative, coordinator])
    naming = ClassSet(
      [
        own, possessive, cabinet, ministry, office, predecessor, colleague, country, addressee, person, ownObject,
        member,
      ]
        + [product, outsider]
    )
  }

  /// Whether a verb can stand beside another one as its auxiliary.
  func helps(_ lemma: Int) -> Bool {
    lemma == will || lemma == become || lemma == have || lemma == be || lemma == can || lemma == may || lemma == must
      || lemma == want
      || lemma == go || lemma == let_ || lemma == need
  }

  /// The auxiliaries that rules ask for, with their bits in ``SentenceHint/helps``.
  var helpers: [(lemma: Int, bit: UInt8)] {
    [
      (will, SentenceHint.will), (go, SentenceHint.go), (let_, SentenceHint.let_), (want, SentenceHint.want),
      (can, SentenceHint.can),
      (may, SentenceHint.can), (must, SentenceHint.must), (need, SentenceHint.must), (become, SentenceHint.become),
    ]
  }

  /// The word classes that can name a role.
  func words(for role: Clause.Role) -> [Int] {
    switch role {
    case .own: return [own, possessive, ownObject]
    case .cabinet: return [cabinet]
    case .country: return [country]
    case .ministry: return [ministry]
    case .office: return [office]
    case .colleague: return [colleague]
    case .predecessor: return [predecessor]
    case .chamber: return [chamber, addressee]
    case .product: return [product]
    case .member: return [member]
    case .person: return [person]
    case .outsider: return [outsider]
    }
  }
}

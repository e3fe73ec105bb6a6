// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a pack: classes of words and phrases, verbs with their forms, and how to find them in a sentence.
public final class Vocabulary: Sendable {
  /// A word or phrase of a class, by its first and last token.
  public struct Mark: Sendable, Hashable {
    /// Index of the word class.
    public var wordClass: Int
    /// First token.
    public var first: Int
    /// Last token.
    public var last: Int
  }

  /// A verb, with its particle where it is separable.
  struct Lemma: Sendable {
    var name: String
    var classes = ClassSet()
    /// Verb classes that hold only where the clause also has a word of a class.
    var conditional: [(verbClass: Int, needs: Int)] = []
    /// The verb without its particle.
    var base: Int
    /// The particle's word, or −1.
    var particle: Int32 = -1
  }

  let table: WordTable
  let lemmas: [Lemma]
  private let wordClasses: [String: Int]
  private let verbClasses: [String: Int]
  /// Phrases as a tree: from a state and a word to the next state, and the classes of phrases that end in each.
  private let phrases: PairTable
  private let ends: [[Int]]
  private let particles: PairTable
  /// Verb classes that hold beside a word class, by the words they belong to.
  let conditional: [ConditionalHint]

  /// A verb class that a word has, in a form, only where the sentence also has a word of a class.
  struct ConditionalHint: Sendable {
    /// The class alone.
    var verbs: ClassSet
    var needs: Int
    var form: WordTable.Form
  }

  /// Makes what was read ready for finding.
  init(_ reader: VocabularyReader) {
    table = reader.table
    lemmas = reader.lemmas
    wordClasses = reader.wordClasses
    verbClasses = reader.verbClasses
    phrases = PairTable(reader.trie)
    ends = reader.ends
    particles = PairTable(reader.separable)
    conditional = reader.conditional
  }

  /// A verb as dictionaries have it, its particle before it.
  func infinitive(_ lemma: Int) -> String {
    String(decoding: lemmas[lemma].name.utf8.filter { $0 != UInt8(ascii: "+") }, as: UTF8.self)
  }

  /// A word class by its name.
  func wordClass(_ name: String, at node: PackNode) throws(PackError) -> Int {
    guard let index = wordClasses[name] else { throw node.error("unknown class of words \"\(name)\"") }
    return index
  }

  /// A verb class by its name.
  func verbClass(_ name: String, at node: PackNode) throws(PackError) -> Int {
    guard let index = verbClasses[name] else { throw node.error("unknown class of verbs \"\(name)\"") }
    return index
  }

  /// The classes of a token's word, with those of a compound's head and of the word before a hyphen.
  @inline(__always)
  public func classes(of token: Token) -> ClassSet {
    var result = ClassSet()
    if token.word >= 0 {
      result = table.entries[Int(token.word)].classes
    } else {
      if token.head >= 0, table.entries[Int(token.head)].isCompoundHead {
        result.formUnion(table.entries[Int(token.head)].classes)
      }
      if token.first >= 0, table.entries[Int(token.first)].isCompoundFirst {
        result.formUnion(table.entries[Int(token.first)].classes)
      }
    }
    return result
  }

  /// Whether a token can be read as a verb.
  @inline(__always)
  func isVerb(_ token: Token) -> Bool { token.word >= 0 && !table.entries[Int(token.word)].readings.isEmpty }

  /// How a token can be read as a verb.
  @inline(__always)
  func readings(of token: Token) -> WordTable.Readings {
    token.word >= 0 ? table.entries[Int(token.word)].readings : WordTable.Readings()
  }

  /// The separable verb of a verb and a particle.
  func separable(_ lemma: Int, _ particle: Int32) -> Int? {
    guard lemma >= 0, particle >= 0, case let found = particles[Int32(lemma), particle], found >= 0 else { return nil }
    return Int(found)
  }

  /// The classes of a verb in a clause with these word classes.
  func verbClasses(_ lemma: Int, with words: ClassSet) -> ClassSet {
    var result = lemmas[lemma].classes
    for (verbClass, needs) in lemmas[lemma].conditional where words.contains(needs) { result.insert(verbClass) }
    return result
  }

  /// Words and phrases of classes among tokens, in order of their first token.
  public func marks(_ tokens: [Token], into marks: inout [Mark]) {
    for i in tokens.indices {
      let first = phraseWord(tokens[i])
      guard first >= 0, case var state = table.entries[Int(first)].phrase, state >= 0 else { continue }
      var at = i + 1
      while at < tokens.count, case let word = phraseWord(tokens[at]), word >= 0 {
        let next = phrases[state, word]
        if next < 0 { break }
        state = next
        for wordClass in ends[Int(state)] { marks.append(Mark(wordClass: wordClass, first: i, last: at)) }
        at += 1
      }
    }
  }

  /// The word a token counts as in phrases: a compound such as "motie-De Vries" counts as its first part.
  @inline(__always)
  private func phraseWord(_ token: Token) -> Int32 {
    if token.word >= 0 { return token.word }
    return token.first >= 0 && table.entries[Int(token.first)].isCompoundFirst ? token.first : -1
  }
}

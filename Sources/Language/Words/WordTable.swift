// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a pack chapter with what is known of each, found by a word's bytes in one probe or two.
public struct WordTable: Sendable {
  /// How a verb form can be read.
  public struct Form: OptionSet, Sendable, Hashable {
    /// One bit an option.
    public let rawValue: UInt8
    /// The options whose bits are set.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// First person singular of the present.
    public static let firstPerson = Form(rawValue: 1)
    /// Third person singular of the present.
    public static let thirdPerson = Form(rawValue: 2)
    /// Plural of the present.
    public static let plural = Form(rawValue: 4)
    /// Infinitive.
    public static let infinitive = Form(rawValue: 8)
    /// Past tense.
    public static let past = Form(rawValue: 16)
    /// Past participle.
    public static let participle = Form(rawValue: 32)
    /// Any form of the present.
    public static let present: Form = [.firstPerson, .thirdPerson, .plural]
    /// Any form that can be a clause's finite verb.
    public static let finite: Form = [.firstPerson, .thirdPerson, .plural, .past]
  }

  /// One way to read a word as a verb.
  public struct Reading: Sendable, Hashable {
    /// Index of the lemma.
    public var lemma: Int
    /// The forms it can be.
    public var form: Form
  }

  /// The ways to read a word as a verb, in place: they are asked of every word of a sentence that is read.
  struct Readings: Sendable, RandomAccessCollection {
    /// Lemma in the upper 24 bits, form in the lower 8.
    private var packed = SIMD8<UInt32>()
    private var used: UInt8 = 0

    var isEmpty: Bool { used == 0 }
    var startIndex: Int { 0 }
    var endIndex: Int { Int(used) }
    var isFull: Bool { Int(used) == packed.scalarCount }

    subscript(_ index: Int) -> Reading {
      Reading(lemma: Int(packed[index] >> 8), form: Form(rawValue: UInt8(truncatingIfNeeded: packed[index])))
    }

    /// Adds a form; one of a lemma that is there already joins it.
    mutating func add(lemma: Int, form: Form) {
      for index in indices where self[index].lemma == lemma {
        packed[index] |= UInt32(form.rawValue)
        return
      }
      packed[endIndex] = UInt32(lemma) << 8 | UInt32(form.rawValue)
      used += 1
    }
  }

  /// What a sentence with a word in it can contain: the classes of the word, of the phrases whose longest word it is,
  /// and of the verbs it can be a form of, with every particle. More than is true, never less.
  struct Hint: Sendable {
    var words = ClassSet()
    /// Where the classes of its verbs stand in ``WordTable/verbForms``, or −1: most words are no verb, and a row that has not their
    /// six sets lies in one line of the cache.
    var verbs: Int32 = -1
    /// Where its conditional verb classes stand in the vocabulary's list.
    var firstConditional: Int32 = 0
    var conditionals: Int32 = 0
    var helps: UInt8 = 0
    /// Whether the word itself is of the class of "in".
    var isInside = false

    /// Whether it says nothing at all.
    var isEmpty: Bool { words.isEmpty && verbs < 0 && conditionals == 0 && helps == 0 && !isInside }
  }

  /// Hints by word; filled when all is read.
  private(set) var hints: [Hint] = []
  /// What hints say of verbs.
  private(set) var verbForms: [VerbForms] = []

  mutating func setHints(_ hints: [Hint], _ verbForms: [VerbForms]) {
    self.hints = hints
    self.verbForms = verbForms
  }

  /// What is known of a word.
  struct Entry: Sendable {
    var classes = ClassSet()
    var readings = Readings()
    /// Where phrases that begin with it go on in the tree of phrases, or −1.
    var phrase: Int32 = -1
    var isCompoundHead = false
    var isCompoundFirst = false
  }

  /// The word that a chamber's number of a promise counts as, or −1.
  var registerNumber: Int32 = -1
  private(set) var entries: [Entry] = []
  private var index = WordIndex()
  /// Reversed bytes of compound heads, as a byte trie: rows of ``suffixRow`` places, a row's first place being its node. A letter's place
  /// has the next node, the one behind the letters the word that ends here; −1 where there is none.
  private var suffixes = [Int32](repeating: -1, count: suffixRow)
  private static let suffixRow = 32
  private static let suffixWord = 26

  /// The word's number, made where it is new.
  mutating func intern(_ word: String) -> Int {
    let key = WordFolding.hash(word)
    let found = index[key]
    if found >= 0 { return Int(found) }
    let id = entries.count
    entries.append(Entry())
    index.insert(key, Int32(id))
    return id
  }

  /// Changes what is known of a word.
  mutating func update(_ id: Int, _ change: (inout Entry) -> Void) { change(&entries[id]) }

  /// Makes a word the possible last part of compounds.
  mutating func addCompoundHead(_ word: String) {
    let id = intern(word)
    entries[id].isCompoundHead = true
    var node = 0
    for byte in WordFolding.fold(Array(word.utf8)).reversed() {
      guard byte >= 0x61, byte <= 0x7A else { return }
      let place = node + Int(byte - 0x61)
      if suffixes[place] < 0 {
        suffixes[place] = Int32(suffixes.count)
        suffixes.append(contentsOf: repeatElement(-1, count: WordTable.suffixRow))
      }
      node = Int(suffixes[place])
    }
    suffixes[node + WordTable.suffixWord] = Int32(id)
  }

  /// Calls `body` with the index and the compound heads as they lie in memory: for many words at once.
  @inline(__always)
  func withViews<Result>(_ body: (WordIndex.View, Heads) -> Result) -> Result {
    index.withView { index in
      suffixes.withUnsafeBufferPointer { body(index, Heads(suffixes: $0.baseAddress.unsafelyUnwrapped)) }
    }
  }

  /// The compound heads, whose places are not checked one by one: each of a row's leads to a row.
  struct Heads {
    fileprivate let suffixes: UnsafePointer<Int32>

    /// The longest compound head with which a word ends, or −1; three letters at least must stand before it.
    @inline(__always)
    func callAsFunction(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int32 {
      WordTable.compoundHead(suffixes, utf8, start, end)
    }
  }

  @inline(__always)
  private static func compoundHead(
    _ suffixes: UnsafePointer<Int32>,
    _ utf8: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> Int32 {
    var node = 0
    var found: Int32 = -1
    var i = end &- 1
    while i >= start {
      var byte = utf8[i]
      if byte >= 0x80 {
        guard i > start, utf8[i &- 1] == 0xC3 else { break }
        byte = WordFolding.latin[Int(byte & 0x3F)]
        i = i &- 1
      } else {
        byte |= 0x20
      }
      guard byte &- 0x61 < 26 else { break }
      let next = suffixes[node &+ Int(byte &- 0x61)]
      if next < 0 { break }
      node = Int(next)
      i = i &- 1
      let word = suffixes[node &+ suffixWord]
      if word >= 0, i &- start >= 2 { found = word }
    }
    return found
  }
}

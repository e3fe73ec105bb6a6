// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Phrases of several classes and words that stand for a time or a number, found among the words of a sentence.
///
/// A word's number comes from a hash of its folded bytes (``WordFolding``), so a sentence is read without an allocation a word.
public final class PhraseBook: Sendable {
  /// What a single word stands for.
  public struct Facts: Sendable {
    /// 1…12, or 0.
    public var month: UInt8 = 0
    /// 1 = Monday … 7, or 0.
    public var weekday: UInt8 = 0
    /// `tweede` → 2, or 0.
    public var ordinal: UInt8 = 0
    /// `zes` → 6, or −1.
    public var amount: Int16 = -1
    /// Whether it names a season, a recess, a unit of time or a day of the calendar.
    public var isTime = false
  }

  /// A word of a sentence, or digits.
  public struct Token: Sendable {
    /// First byte.
    public var start: Int
    /// One past the last byte; a full stop that belongs to an abbreviation is not in it.
    public var end: Int
    /// The book's number of the word, or −1.
    public var word: Int32 = -1
    /// The value of a token of digits alone (of the last ones in `3-5`), or −1.
    public var number = -1
    /// The first digits' value in `3-5`, `2024–2026`; −1 elsewhere.
    public var rangeStart = -1
    /// How many tokens on the next word stands that may name a time; 0 where this is one.
    public var toTime = Int.max
    /// Whether a comma, full stop, semicolon, colon, bracket or line feed follows.
    public var closes = false
    /// Whether a slash follows without a blank.
    public var slashed = false
    /// Whether it begins with a capital.
    public var isCapital = false
    /// Classes with a phrase that begins with this word, as bits.
    public var starts: UInt64 = 0
    /// Classes of which a word ends this one, as bits.
    public var endings: UInt64 = 0
  }

  private let index: WordIndex
  private let starts: [UInt64]
  private let endings: [UInt64]
  private let facts: [Facts]
  private let isStopped: [Bool]
  /// By word: the first of its classes in ``phraseStart``.
  private let firstClass: [Int32]
  /// By word and class, for each class in which a phrase begins with the word: the first of those phrases; one more entry at the end.
  private let phraseStart: [Int32]
  /// By phrase, the longest of a class first: where its further words begin in ``rest``; one more entry at the end.
  private let restStart: [Int32]
  private let rest: [Int32]
  /// By phrase: its second word, or −1; asked before anything else of a phrase.
  private let seconds: [Int32]
  /// By word: classes with a phrase of several words that begins with it, as bits.
  private let longStarts: [UInt64]
  /// Ends of compounds, by the hash of their last two letters.
  private let suffixes: [[(bytes: [UInt8], bit: UInt64)]]

  init(_ draft: PhraseDraft) {
    index = WordIndex(draft.keys)
    isStopped = draft.isStopped
    facts = draft.facts
    var starts: [UInt64] = []
    var longStarts: [UInt64] = []
    var firstClass: [Int32] = []
    var phraseStart: [Int32] = []
    var restStart: [Int32] = []
    var rest: [Int32] = []
    var seconds: [Int32] = []
    for phrases in draft.phrases {
      firstClass.append(Int32(phraseStart.count))
      var bits: UInt64 = 0
      var long: UInt64 = 0
      for phrase in phrases.sorted(by: { ($0.list, $1.rest.count) < ($1.list, $0.rest.count) }) {
        if bits & 1 << UInt64(phrase.list) == 0 { phraseStart.append(Int32(seconds.count)) }
        bits |= 1 << UInt64(phrase.list)
        if !phrase.rest.isEmpty { long |= 1 << UInt64(phrase.list) }
        restStart.append(Int32(rest.count))
        rest += phrase.rest
        seconds.append(phrase.rest.first ?? -1)
      }
      starts.append(bits)
      longStarts.append(long)
    }
    phraseStart.append(Int32(seconds.count))
    restStart.append(Int32(rest.count))
    self.starts = starts
    self.longStarts = longStarts
    self.firstClass = firstClass
    self.phraseStart = phraseStart
    self.restStart = restStart
    self.rest = rest
    self.seconds = seconds
    var suffixes = [[(bytes: [UInt8], bit: UInt64)]](repeating: [], count: 1024)
    for suffix in draft.suffixes {
      suffixes[PhraseBook.pair(suffix.bytes[suffix.bytes.count - 2], suffix.bytes[suffix.bytes.count - 1])]
        .append((suffix.bytes, 1 << UInt64(suffix.list)))
    }
    self.suffixes = suffixes
    // Words of the book itself may be compounds too: "voortgangsbrief" ends in "brief".
    var endings = draft.endings
    for (id, word) in draft.words.enumerated() {
      for suffix in draft.suffixes
      where word.count > suffix.bytes.count + 1 && word.suffix(suffix.bytes.count).elementsEqual(suffix.bytes) {
        endings[id] |= 1 << UInt64(suffix.list)
      }
    }
    self.endings = endings
  }

  /// How many tokens from `at` on spell a phrase of a class; the longest, or `nil`. A phrase does not run over a closing mark.
  public func match(_ list: Int, _ tokens: [Token], at: Int) -> Int? {
    let bit: UInt64 = 1 &<< UInt64(list)
    guard at < tokens.count, case let classes = tokens[at].starts, classes & bit != 0 else { return nil }
    let word = Int(tokens[at].word)
    if longStarts[word] & bit == 0 { return 1 }
    // Some prepositions begin hundreds of phrases, in order of their classes: as many classes stand before this one as it has lower bits.
    let place = Int(firstClass[word]) + (classes & (bit - 1)).nonzeroBitCount
    let next = at + 1 < tokens.count ? tokens[at + 1].word : -1
    let last = Int(phraseStart[place + 1])
    var following = Int(phraseStart[place])
    while true {
      seconds.withUnsafeBufferPointer { seconds in
        while following < last, seconds[following] != next, seconds[following] >= 0 { following &+= 1 }
      }
      if following >= last { return nil }
      let phrase = following
      following += 1
      let from = Int(restStart[phrase])
      let count = Int(restStart[phrase + 1]) - from
      guard at + count < tokens.count else { continue }
      var k = 0
      while k < count, tokens[at + k + 1].word == rest[from + k],
        !tokens[at + k].closes || isAbbreviation(tokens[at + k])
      { k += 1 }
      if k == count { return k + 1 }
    }
  }

  /// Whether the pack writes this word with a full stop.
  public func isAbbreviation(_ token: Token) -> Bool { token.word >= 0 && isStopped[Int(token.word)] }

  /// What a token's word stands for.
  public func facts(_ token: Token) -> Facts { token.word >= 0 ? facts[Int(token.word)] : Facts() }

  /// The words of a span.
  public func tokens(_ utf8: [UInt8], _ span: TextSpan) -> [Token] {
    utf8.withUnsafeBufferPointer { text in
      index.withView { index in
        // Something parts every two words.
        [Token](unsafeUninitializedCapacity: span.count / 2 + 1) { room, count in
          let tokens = room.baseAddress.unsafelyUnwrapped
          var i = span.start
          while i < span.end {
            let byte = text[i]
            if byte == 0x20 {
              i &+= 1
              continue
            }
            var hash = WordHash()
            var end = i
            // Most words are letters up to a blank or a comma: they are hashed as they are read.
            if (byte | 0x20) &- 0x61 < 26 {
              end = hash.addLetters(text, i, span.end)
            } else if case let width = PhraseBook.separator(text, i, span.end), width > 0 {
              if count > 0 {
                if byte == 0x2F {
                  tokens[count &- 1].slashed = true
                } else if PhraseBook.closes(byte) {
                  tokens[count &- 1].closes = true
                }
              }
              i &+= width
              continue
            }
            let isPlain = end > i && end < span.end && PhraseBook.parts(text[end])
            if !isPlain { end = PhraseBook.end(text, i, span.end) }
            precondition(count < room.count && end > i, "two words of a phrase book with nothing between them")
            (tokens + count).initialize(to: Token(start: i, end: end))
            read(tokens + count, text, index, isPlain ? hash.value : WordFolding.hash(text, i..<end))
            count &+= 1
            i = end
          }
          var distance = Int.max
          for at in (0..<count).reversed() {
            distance = isTime(tokens + at, text) ? 0 : distance == Int.max ? distance : distance &+ 1
            tokens[at].toTime = distance
          }
        }
      }
    }
  }

  @inline(__always)
  private func isTime(_ token: UnsafePointer<Token>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if token.pointee.word >= 0 { return facts[Int(token.pointee.word)].isTime }
    // Numbers, numeric dates, and letters with a number ("Q2").
    return ByteText.isDigit(text[token.pointee.start])
      || token.pointee.end &- token.pointee.start == 2 && ByteText.isDigit(text[token.pointee.start &+ 1])
  }

  /// Adds what is known of a token's word; `hash` is that of its bytes.
  @inline(__always)
  private func read(
    _ token: UnsafeMutablePointer<Token>,
    _ text: UnsafeBufferPointer<UInt8>,
    _ index: WordIndex.View,
    _ hash: UInt64
  ) {
    let start = token.pointee.start
    let end = token.pointee.end
    token.pointee.isCapital = ByteText.isCapital(text[start])
    if ByteText.isDigit(text[start]) {
      readDigits(text, &token.pointee)
      if token.pointee.number >= 0 { return }
    }
    let word = index[hash]
    token.pointee.word = word
    if word >= 0 {
      token.pointee.starts = starts[Int(word)]
      token.pointee.endings = endings[Int(word)]
      return
    }
    guard end &- start > 6 else { return }
    for suffix in suffixes[PhraseBook.pair(text[end &- 2], text[end &- 1])] where end - start > suffix.bytes.count + 1 {
      var k = suffix.bytes.count
      var i = end
      while k > 0, text[i - 1] | 0x20 == suffix.bytes[k - 1] {
        k -= 1
        i -= 1
      }
      if k == 0 { token.pointee.endings |= suffix.bit }
    }
  }

  /// A place for two letters among 1,024, in either case.
  @inline(__always)
  private static func pair(_ a: UInt8, _ b: UInt8) -> Int { Int(a & 0x1F) << 5 | Int(b & 0x1F) }

  private func readDigits(_ text: UnsafeBufferPointer<UInt8>, _ token: inout Token) {
    var i = token.start
    var value = 0
    while i < token.end, ByteText.isDigit(text[i]), i - token.start < 9 {
      value = value * 10 + Int(text[i] &- 0x30)
      i += 1
    }
    if i == token.end {
      token.number = value
      return
    }
    let isEnDash = i + 2 < token.end && text[i] == 0xE2 && text[i + 1] == 0x80 && (0x90...0x95).contains(text[i + 2])
    guard text[i] == 0x2D || isEnDash else { return }
    let first = value
    value = 0
    i += isEnDash ? 3 : 1
    let second = i
    while i < token.end, ByteText.isDigit(text[i]), i - second < 9 {
      value = value * 10 + Int(text[i] &- 0x30)
      i += 1
    }
    guard i == token.end, i > second else { return }
    token.number = value
    token.rangeStart = first
  }

  /// Where the word that begins at `start` ends: stops inside it stay ("d.d"), and so do hyphens and apostrophes.
  private static func end(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var i = start
    while i < limit {
      let byte = text[i]
      if (byte | 0x20) &- 0x61 < 26 {
        i += 1
      } else if byte == 0x2E {
        guard i + 1 < limit, i > start else { return i }
        let next = text[i + 1]
        guard ByteText.isLetter(next) || ByteText.isDigit(next) else { return i }
        i += 1
      } else if byte == 0xE2, i + 3 < limit, text[i + 1] == 0x80, text[i + 2] == 0x99, i > start,
        ByteText.isLetter(text[i + 3])
      {
        i += 3
      } else if byte == 0x2F, i > start, i - start <= 2, i + 1 < limit, ByteText.isLetter(text[i + 1]),
        ByteText.isLetter(text[i - 1])
      {
        i += 1  // "t/m", "en/of"
      } else if separator(text, i, limit) > 0 {
        return i
      } else {
        i += 1
      }
    }
    return i
  }

  /// The length of what parts words at `at`, or 0.
  private static func separator(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ limit: Int) -> Int {
    switch text[at] {
    case 0x20, 0x09, 0x0A, 0x21, 0x22, 0x28, 0x29, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x3F, 0x5B, 0x5D: return 1
    case 0xC2:
      guard at + 1 < limit else { return 0 }
      return text[at + 1] == 0xA0 || text[at + 1] == 0xAB || text[at + 1] == 0xBB ? 2 : 0
    case 0xE2:
      guard at + 2 < limit, text[at + 1] == 0x80 else { return 0 }
      switch text[at + 2] {
      case 0x80...0x8B, 0xAF: return 3
      case 0x98, 0x9C, 0x9D, 0x9E: return 3
      // An apostrophe before a letter at a word's beginning is part of it ("’s", "’t").
      case 0x99: return at + 3 < limit && ByteText.isLetter(text[at + 3]) ? 0 : 3
      default: return 0
      }
    default: return 0
    }
  }

  /// Whether a byte always ends a word; a full stop and a slash may stand in one.
  @inline(__always)
  private static func parts(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x2C || byte == 0x3A || byte == 0x3B || byte == 0x29 || byte == 0x0A || byte == 0x3F
  }

  private static func closes(_ byte: UInt8) -> Bool {
    byte != 0x20 && byte != 0x09 && byte != 0xC2 && byte != 0xE2 && byte != 0x22
  }
}

/// A phrase book while the pack is read.
struct PhraseDraft {
  fileprivate var keys: [UInt64] = []
  fileprivate var words: [[UInt8]] = []
  fileprivate var facts: [PhraseBook.Facts] = []
  fileprivate var isStopped: [Bool] = []
  fileprivate var endings: [UInt64] = []
  fileprivate var phrases: [[(list: Int, rest: [Int32])]] = []
  fileprivate var suffixes: [(bytes: [UInt8], list: Int)] = []
  private var ids: [UInt64: Int32] = [:]

  /// Adds a phrase to a class; blanks part its words, a full stop at a word's end may be missing in the text.
  mutating func add(_ phrase: String, to list: Int, at node: PackNode) throws(PackError) {
    guard list < 64 else { throw node.error("too many lists") }
    let ids = phrase.split(separator: " ").map { intern(String($0)) }
    guard let first = ids.first else { throw node.error("an entry must not be empty") }
    phrases[Int(first)].append((list, Array(ids.dropFirst())))
  }

  /// Makes a word count at the end of compounds too; phrases and words of fewer than four letters do not.
  mutating func addEnding(_ word: String, to list: Int) {
    guard !word.utf8.contains(0x20) else { return }
    endings[Int(intern(word))] |= 1 << UInt64(list)
    let bytes = WordFolding.fold(Array(word.utf8))
    if bytes.count >= 4 { suffixes.append((bytes, list)) }
  }

  /// Says what a word stands for; phrases stand for nothing.
  mutating func state(_ word: String, _ change: (inout PhraseBook.Facts) -> Void) {
    change(&facts[Int(intern(word))])
  }

  /// The number of a word, made where it is new.
  mutating func intern(_ word: String) -> Int32 {
    var bytes = Array(word.utf8)
    let hasStop = bytes.count > 1 && bytes.last == UInt8(ascii: ".")
    if hasStop { bytes.removeLast() }
    let key = bytes.withUnsafeBufferPointer { WordFolding.hash($0, 0..<bytes.count) }
    if let found = ids[key] {
      if hasStop { isStopped[Int(found)] = true }
      return found
    }
    let id = Int32(keys.count)
    ids[key] = id
    keys.append(key)
    words.append(WordFolding.fold(bytes))
    facts.append(PhraseBook.Facts())
    isStopped.append(hasStop)
    endings.append(0)
    phrases.append([])
    return id
  }
}

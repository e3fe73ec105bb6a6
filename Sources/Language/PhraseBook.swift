// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Phrases of several classes, found among the words of a sentence by their numbers.
///
/// A word's number comes from a hash of its folded bytes (``WordFolding``), so a sentence is read without an allocation a word.
public struct PhraseBook: Sendable {
  /// A word of a sentence, or digits.
  public struct Token: Sendable {
    /// First byte.
    public var start: Int
    /// One past the last byte; a full stop that belongs to an abbreviation is not in it.
    public var end: Int
    /// The book's number of the word, or −1.
    public var word: Int32
    /// The value of a token of digits alone (of the last ones in `3-5`), or −1.
    public var number: Int
    /// The first digits' value in `3-5`, `2024–2026`; −1 elsewhere.
    public var rangeStart: Int
    /// Whether a comma, full stop, semicolon, colon, bracket or quotation mark follows.
    public var closes: Bool
    /// Whether a slash follows without a blank.
    public var slashed: Bool
    /// Whether it begins with a capital.
    public var isCapital: Bool
    /// Classes with a phrase that begins with this word, as bits.
    public var starts: UInt64
    /// Classes of which a word ends this one, as bits.
    public var endings: UInt64
  }

  private var keys: [UInt64] = []
  private var slots = [Int32](repeating: -1, count: 1024)
  private var starts: [UInt64] = []
  private var endings: [UInt64] = []
  /// Phrases by their first word: class, further words, whether the last one carries a full stop.
  private var phrases: [[(list: Int, rest: [Int32])]] = []
  private var stops: Set<Int32> = []
  private var words: [[UInt8]] = []
  /// Ends of compounds: reversed folded bytes.
  private var suffixes: [(bytes: [UInt8], list: Int)] = []
  private var suffixLetters = [Bool](repeating: false, count: 256)

  init() {}

  // MARK: Building

  /// Adds a phrase to a class; blanks part its words, a full stop at a word's end may be missing in the text.
  mutating func add(_ phrase: String, to list: Int, at node: PackNode) throws(PackError) {
    guard list < 64 else { throw node.error("too many lists") }
    let words = phrase.split(separator: " ").map(String.init)
    guard let first = words.first else { throw node.error("an entry must not be empty") }
    var ids: [Int32] = []
    for word in words { ids.append(intern(word)) }
    _ = first
    starts[Int(ids[0])] |= 1 << UInt64(list)
    phrases[Int(ids[0])].append((list, Array(ids.dropFirst())))
    phrases[Int(ids[0])].sort { $0.rest.count > $1.rest.count }
  }

  /// Makes the last word of a phrase count at the end of compounds too; words of fewer than four letters do not.
  mutating func addEnding(_ phrase: String, to list: Int) {
    guard !phrase.contains(" ") else { return }
    endings[Int(intern(phrase))] |= 1 << UInt64(list)
    let bytes = WordFolding.fold(Array(phrase.utf8))
    guard bytes.count >= 4 else { return }
    suffixes.append((bytes, list))
    suffixLetters[Int(bytes[bytes.count - 1])] = true
  }

  /// Lets words of the book itself be compounds too ("voortgangsbrief" ends in "brief"); call after the last entry.
  mutating func finish() {
    for (id, word) in words.enumerated() {
      for suffix in suffixes where word.count > suffix.bytes.count + 1 && word.suffix(suffix.bytes.count).elementsEqual(suffix.bytes) {
        endings[id] |= 1 << UInt64(suffix.list)
      }
    }
    words = []
  }

  /// The number of a word, made where it is new.
  mutating func intern(_ word: String) -> Int32 {
    var text = word
    let hasStop = text.utf8.last == UInt8(ascii: ".") && text.utf8.count > 1
    if hasStop { text.removeLast() }
    let key = WordFolding.hash(text)
    if let found = find(key) {
      if hasStop { stops.insert(found) }
      return found
    }
    let id = Int32(keys.count)
    keys.append(key)
    words.append(WordFolding.fold(Array(text.utf8)))
    starts.append(0)
    endings.append(0)
    phrases.append([])
    if hasStop { stops.insert(id) }
    if keys.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for (other, key) in keys.enumerated() { place(key, Int32(other)) }
    } else {
      place(key, id)
    }
    return id
  }

  private mutating func place(_ key: UInt64, _ id: Int32) {
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = id
  }

  private func find(_ key: UInt64) -> Int32? {
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  // MARK: Finding

  /// How many tokens from `at` on spell a phrase of a class; the longest, or `nil`. A phrase does not run over a closing mark.
  public func match(_ list: Int, _ tokens: [Token], at: Int) -> Int? {
    guard at < tokens.count, tokens[at].starts & (1 << UInt64(list)) != 0 else { return nil }
    for phrase in phrases[Int(tokens[at].word)] where phrase.list == list && at + phrase.rest.count < tokens.count {
      var k = 0
      while k < phrase.rest.count, tokens[at + k + 1].word == phrase.rest[k], !tokens[at + k].closes || isAbbreviation(tokens[at + k]) {
        k += 1
      }
      if k == phrase.rest.count { return k + 1 }
    }
    return nil
  }

  /// Whether the pack writes this word with a full stop.
  public func isAbbreviation(_ token: Token) -> Bool { token.word >= 0 && stops.contains(token.word) }

  /// The words of a span.
  public func tokens(_ utf8: [UInt8], _ span: TextSpan) -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(span.count / 6 + 4)
    utf8.withUnsafeBufferPointer { text in
      var i = span.start
      while i < span.end {
        let byte = text[i]
        let width = PhraseBook.separator(text, i, span.end)
        if width > 0 {
          if byte != 0x20, let last = result.indices.last {
            if byte == 0x2F {
              result[last].slashed = true
            } else if PhraseBook.closes(byte) {
              result[last].closes = true
            }
          }
          i += width
          continue
        }
        let start = i
        i = PhraseBook.end(text, start, span.end)
        result.append(token(text, start, i))
      }
    }
    return result
  }

  private func token(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Token {
    var token = Token(
      start: start, end: end, word: -1, number: -1, rangeStart: -1, closes: false, slashed: false,
      isCapital: ByteText.isCapital(text[start]), starts: 0, endings: 0
    )
    if ByteText.isDigit(text[start]) {
      readDigits(text, &token)
      if token.number >= 0 { return token }
    }
    let key = WordFolding.hash(text, start..<end)
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] >= 0 {
      let id = slots[slot]
      if keys[Int(id)] == key {
        token.word = id
        token.starts = starts[Int(id)]
        token.endings = endings[Int(id)]
        return token
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    if end - start > 6, suffixLetters[Int(text[end - 1] | 0x20)] {
      for suffix in suffixes where end - start > suffix.bytes.count + 1 {
        var k = suffix.bytes.count
        var i = end
        while k > 0, text[i - 1] | 0x20 == suffix.bytes[k - 1] {
          k -= 1
          i -= 1
        }
        if k == 0 { token.endings |= 1 << UInt64(suffix.list) }
      }
    }
    return token
  }

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
    var dash = 0
    if text[i] == 0x2D { dash = 1 } else if i + 2 < token.end, text[i] == 0xE2, text[i + 1] == 0x80, (0x90...0x95).contains(text[i + 2]) { dash = 3 }
    guard dash > 0 else { return }
    let first = value
    value = 0
    i += dash
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
      if text[i] == 0x2E {
        guard i + 1 < limit, i > start else { return i }
        let next = text[i + 1]
        guard ByteText.isLetter(next) || ByteText.isDigit(next) else { return i }
        i += 1
      } else if text[i] == 0xE2, i + 3 < limit, text[i + 1] == 0x80, text[i + 2] == 0x99, i > start, ByteText.isLetter(text[i + 3]) {
        i += 3
      } else if text[i] == 0x2F, i > start, i - start <= 2, i + 1 < limit, ByteText.isLetter(text[i + 1]), ByteText.isLetter(text[i - 1]) {
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
      return [0xA0, 0xAB, 0xBB].contains(text[at + 1]) ? 2 : 0
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

  private static func closes(_ byte: UInt8) -> Bool { byte != 0x20 && byte != 0x09 && byte != 0xC2 && byte != 0xE2 && byte != 0x22 }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads one word or number after the other of a text, with the tables that are asked of each.
struct WordReader {
  let text: UnsafeBufferPointer<UInt8>
  let folded: UnsafeBufferPointer<UInt8>
  let index: WordIndex.View
  let heads: WordTable.Heads
  /// The word that a chamber's number of a promise counts as, or −1.
  let registerNumber: Int32

  /// Whether a word of letters ends before the byte at a place: no digit, letter beyond ASCII, hyphen or apostrophe.
  @inline(__always)
  func ends(at place: Int) -> Bool {
    let byte = text[place]
    return byte == 0x20 || folded[Int(byte)] == 0 && byte != 0x2D && byte != 0x27 && byte != 0xE2
  }

  /// The token of a word of ASCII letters alone.
  @inline(__always)
  func token(_ start: Int, _ end: Int, _ hash: WordHash) -> Token {
    var token = Token(kind: .word, start: start, end: end)
    token.capital = text[start] &- 0x41 < 26
    token.word = index[hash.value]
    if token.word < 0, end &- start >= 7 { token.head = heads(text, start, end) }
    return token
  }

  /// A word or number that begins at `start`; returns where it ends. Hashed as ``WordFolding`` does.
  func word(_ start: Int, _ limit: Int, _ room: inout TokenRoom) -> Int {
    var i = start
    var letters = false
    var firstHyphen = -1
    var lastHyphen = -1
    var hash = WordHash()
    if text[i] == 0x27 {
      hash.add(0x27)
      i += 1
    } else {
      i = hash.addLetters(text, i, limit)
      letters = i > start
    }
    while i < limit {
      // A blank ends most words.
      if text[i] == 0x20 { break }
      // Runs of ASCII letters first: they are all that most words have.
      while i < limit, case let fold = folded[Int(text[i])], fold &- 0x61 < 26 {
        hash.add(fold)
        letters = true
        i += 1
      }
      if i == limit { break }
      let byte = text[i]
      let fold = folded[Int(byte)]
      if fold != 0 {
        if byte == 0xC3, i + 1 < limit {
          hash.add(WordFolding.latin[Int(text[i + 1] & 0x3F)])
          letters = true
          i += 2
          continue
        }
        if fold > 0x39 { letters = true }
        hash.add(fold)
        i += 1
      } else if byte == 0x2D, i > start {
        // A hyphen belongs to the word before it, at its end as well ("wet- en regelgeving").
        if firstHyphen < 0 { firstHyphen = i }
        lastHyphen = i
        hash.add(byte)
        i += 1
        if i >= limit || folded[Int(text[i])] == 0 { break }
      } else if byte == 0x27, i + 1 < limit, folded[Int(text[i + 1])] != 0 {
        hash.add(byte)
        i += 1
      } else if byte == 0xE2, i + 3 < limit, text[i + 1] == 0x80, text[i + 2] == 0x99, folded[Int(text[i + 3])] != 0 {
        hash.add(0x27)
        i += 3
      } else if byte == 0x2E || byte == 0x2C, i + 1 < limit, (0x30...0x39).contains(text[i + 1]), i > start,
        (0x30...0x39).contains(text[i - 1])
      {
        hash.add(byte)
        i += 1
      } else {
        break
      }
    }
    var token = Token(kind: letters ? .word : .number, start: start, end: i)
    if letters {
      let initial = text[start]
      token.capital =
        (0x41...0x5A).contains(initial)
        || (initial == 0xC3 && start + 1 < limit && (0x80...0x9E).contains(text[start + 1]))
      token.word = index[hash.value]
      if token.word < 0, initial == 0x54, isRegisterNumber(start, i) { token.word = registerNumber }
      if token.word < 0 {
        if lastHyphen > start {
          if lastHyphen + 1 < i {
            token.head = index[WordFolding.hash(text, (lastHyphen + 1)..<i)]
            if token.head < 0 { token.head = heads(text, lastHyphen + 1, i) }
          }
          token.first = index[WordFolding.hash(text, start..<firstHyphen)]
        } else if i - start >= 7 {
          token.head = heads(text, start, i)
        }
      }
    }
    room.add(token)
    return i
  }

  /// Whether a word is a chamber's number of a promise: TZ202412-114 (Tweede Kamer), T03842 (Eerste Kamer).
  private func isRegisterNumber(_ start: Int, _ end: Int) -> Bool {
    func digits(_ range: Range<Int>) -> Bool { range.allSatisfy { (0x30...0x39).contains(text[$0]) } }
    if end - start == 6 { return digits((start + 1)..<end) }
    return end - start == 12 && text[start + 1] == 0x5A && text[start + 8] == 0x2D
      && digits((start + 2)..<(start + 8)) && digits((start + 9)..<end)
  }
}

/// Room for some tokens on the stack, emptied into an array when it is full: an array that may have to grow costs more for each.
struct TokenRoom {
  private let places: UnsafeMutableBufferPointer<Token>
  private var count = 0
  private var tokens: [Token]

  /// Calls `body` with room in front of an array.
  @inline(__always)
  static func with(_ tokens: inout [Token], _ body: (inout TokenRoom) -> Void) {
    withUnsafeTemporaryAllocation(of: Token.self, capacity: 40) { places in
      var own: [Token] = []
      swap(&own, &tokens)
      var room = TokenRoom(places: places, tokens: own)
      own = []
      body(&room)
      room.empty()
      swap(&room.tokens, &tokens)
    }
  }

  private init(places: UnsafeMutableBufferPointer<Token>, tokens: consuming [Token]) {
    self.places = places
    self.tokens = tokens
  }

  /// Adds a token.
  @inline(__always)
  mutating func add(_ token: Token) {
    if count == 40 { empty() }
    places.baseAddress.unsafelyUnwrapped.advanced(by: count).initialize(to: token)
    count &+= 1
  }

  @inline(never)
  private mutating func empty() {
    tokens.append(contentsOf: UnsafeBufferPointer(rebasing: places[..<count]))
    count = 0
  }
}

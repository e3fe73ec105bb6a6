// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Names of members of parliament, folded: `het lid Van Ommeren`, `de leden X en Y`, `mevrouw Z`.
struct MemberNames {
  private let heads: Set<[UInt8]>
  private let particles: Set<[UInt8]>
  /// Words before a name that do not make it a member's.
  private let fillers: Set<[UInt8]>
  private let and: [UInt8]
  /// Hashes of the heads, and the letters with which they begin: most words of a text are none, and are not copied to see it.
  private let headHashes: HashIndex
  private let headInitials: [Bool]

  init(_ words: RegisterWords) {
    heads = words.memberHeads
    fillers = words.memberWords
    particles = words.nameParticles
    and = Array(words.offices.and.utf8)
    headHashes = HashIndex(heads.map { Hash.of($0) })
    var initials = [Bool](repeating: false, count: 256)
    for head in heads {
      guard let first = head.first else { continue }
      initials[Int(first)] = true
      if (0x61...0x7A).contains(first) { initials[Int(first & ~0x20)] = true }
    }
    // A mark over the first letter: the hash tells.
    initials[0xC3] = true
    headInitials = initials
  }

  /// Those in a record's recipient.
  func names(ofRecipient recipient: String) -> [[UInt8]] {
    let parts = WordFolding.fold(recipient.utf8).split(separator: 0x20)
    guard let first = parts.firstIndex(where: { fillers.contains(Array($0)) }) else { return [] }
    var names: [[UInt8]] = []
    var name: [UInt8] = []
    for part in parts[first...] {
      if part.elementsEqual(and) || part.last == 0x2C {
        if part.last == 0x2C { name += (name.isEmpty ? [] : [0x20]) + part.dropLast() }
        if !name.isEmpty { names.append(name) }
        name = []
      } else if !(name.isEmpty && fillers.contains(Array(part))) {
        name += (name.isEmpty ? [] : [0x20]) + part
      }
    }
    if !name.isEmpty { names.append(name) }
    return names
  }

  /// Those in a text: capitalised words behind a word for members, particles among them.
  func names(in utf8: [UInt8]) -> [[UInt8]] {
    var names: [[UInt8]] = []
    var name: [UInt8] = []
    var pending: [UInt8] = []
    var isNamed = false
    func close() {
      if !name.isEmpty { names.append(name) }
      name = []
      pending = []
    }
    let (initials, headHashes) = (headInitials, headHashes)
    var start = 0
    while start < utf8.count {
      var end = start
      while end < utf8.count, utf8[end] != 0x20, utf8[end] != 0x0A { end += 1 }
      defer { start = end + 1 }
      if end == start { continue }
      let word = utf8[start..<end]
      let bare = MemberNames.bare(word)
      if !isNamed {
        isNamed = bare.first.map { initials[Int($0)] } ?? false && headHashes.number(Hash.folded(bare)) != nil
        continue
      }
      let folded = WordFolding.fold(bare)
      if MemberNames.isCapital(bare) {
        if !name.isEmpty { name.append(0x20) }
        name += pending + folded
        pending = []
      } else if particles.contains(folded) {
        pending += folded + [0x20]
        if !name.isEmpty { pending.insert(0x20, at: 0) }
      } else if folded == and, !name.isEmpty {
        close()
        continue
      } else {
        close()
        isNamed = heads.contains(folded)
        continue
      }
      // A comma parts the names of a list; any other mark ends it.
      if let last = word.last, bare.count < word.count {
        close()
        if last != 0x2C { isNamed = false }
      }
    }
    close()
    return names
  }

  /// The word without marks at its ends.
  private static func bare(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (start, end) = (word.startIndex, word.endIndex)
    while start < end, isMark(word[start]) { start += 1 }
    while start < end, isMark(word[end - 1]) { end -= 1 }
    return word[start..<end]
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte < 0x30 || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte) || (0x7B...0x7F).contains(byte)
  }

  /// A to Z, or the first letters of Latin-1 in UTF-8, U+00C0…U+00DE.
  private static func isCapital(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first else { return false }
    if first == 0xC3, let second = word.dropFirst().first { return second <= 0x9E }
    return (0x41...0x5A).contains(first)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Words of a sentence as they are compared: folded, without stop words, cut to their stems.
struct TermReader {
  /// Words that say nothing about what is to be done, months among them.
  private let silent: HashIndex
  /// Endings cut off words, longest first, with their last letters beside them.
  private let endings: [[UInt8]]
  private let lastLetters: [UInt8]
  /// Kept from word to word for its room only.
  private var word: [UInt8] = []

  init(_ words: RegisterWords) {
    silent = HashIndex(Array(words.stopWords) + words.months.monthNames.map { Hash.of($0) })
    endings = words.endings.filter { !$0.isEmpty }
    lastLetters = endings.map { $0[$0.count - 1] }
  }

  /// Hashes of stems, and of the first and the last five letters of longer ones, so that `evaluatie` meets `evalueren`, and a compound
  /// both its parts.
  ///
  /// Ascending, each once. Those of last letters alone are odd, the others even.
  mutating func read(_ utf8: [UInt8], except names: [UInt64], into found: inout [UInt64]) {
    found.removeAll(keepingCapacity: true)
    word.removeAll(keepingCapacity: true)
    var whole = Hash.seed
    var pending = false
    for i in 0...utf8.count {
      let byte = i < utf8.count ? utf8[i] : 0
      var letter: UInt8 = 0
      if i == utf8.count {
        pending = false
      } else if pending {
        pending = false
        letter = Hash.bases[Int(byte & 0x3F)]
      } else if byte == 0xC3 {
        pending = true
        continue
      } else if byte < 0x80 {
        letter = byte | 0x20
      }
      if (0x61...0x7A).contains(letter) {
        word.append(letter)
        whole = Hash.mixed(whole, letter)
        continue
      }
      if word.count >= 3, silent.number(whole) == nil, !names.contains(whole) { add(to: &found) }
      word.removeAll(keepingCapacity: true)
      whole = Hash.seed
    }
    found.sort()
    var kept = 0
    for at in found.indices where at == 0 || found[at] != found[kept - 1] {
      found[kept] = found[at]
      kept += 1
    }
    found.removeLast(found.count - kept)
  }

  private func add(to found: inout [UInt64]) {
    let length = stem()
    var value = Hash.seed
    var start = value
    for i in 0..<length {
      value = Hash.mixed(value, word[i])
      if i == TermReader.head - 1 { start = value }
    }
    found.append(value & ~1)
    if length >= TermReader.compound { found.append(Hash.of(word[(length - TermReader.head)..<length]) | 1) }
    if length > TermReader.head { found.append(Hash.mixed(start, 0x2A) & ~1) }
  }

  /// Length of a word without one ending; a doubled consonant before it becomes single: `bruggen` and `brug` are one.
  private func stem() -> Int {
    let last = word[word.count - 1]
    for at in lastLetters.indices where lastLetters[at] == last && word.count >= endings[at].count + 3 {
      let length = word.count - endings[at].count
      guard word[length...].elementsEqual(endings[at]) else { continue }
      guard length >= 4 || (length == 3 && word.count <= 6) else { continue }
      let isDoubled = word[length - 1] == word[length - 2] && !TermReader.vowels.contains(word[length - 1])
      return isDoubled ? length - 1 : length
    }
    return word.count
  }

  private static let head = 5
  /// Letters from which on a stem may be one of several words.
  private static let compound = 8
  private static let vowels = Array("aeiou".utf8)
}

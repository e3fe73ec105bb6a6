// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Words of a sentence as they are compared: folded, without stop words, cut to their stems.
struct TermReader {
  let words: RegisterWords

  /// Hashes of stems, and of the first five letters of longer ones, so that `evaluatie` meets `evalueren` and a compound its head.
  func terms(_ utf8: some Collection<UInt8>, except: Set<UInt64> = []) -> Set<UInt64> {
    var found: Set<UInt64> = []
    var word: [UInt8] = []
    var pending = false
    func close() {
      defer { word.removeAll(keepingCapacity: true) }
      if word.count < 3 { return }
      let whole = Hash.of(word)
      if words.stopWords.contains(whole) || except.contains(whole) { return }
      let stem = stem(word)
      found.insert(Hash.of(stem))
      if stem.count > TermReader.head { found.insert(Hash.mixed(Hash.of(stem.prefix(TermReader.head)), 0x2A)) }
    }
    for byte in utf8 {
      if pending {
        pending = false
        let base = Hash.bases[Int(byte & 0x3F)]
        if (0x61...0x7A).contains(base) { word.append(base) } else { close() }
      } else if byte == 0xC3 {
        pending = true
      } else if (0x61...0x7A).contains(byte | 0x20), byte < 0x80 {
        word.append(byte | 0x20)
      } else {
        close()
      }
    }
    close()
    return found
  }

  /// Cuts one ending; a doubled consonant before it becomes single: `bruggen` and `brug` are one.
  func stem(_ word: [UInt8]) -> ArraySlice<UInt8> {
    for ending in words.endings where word.count >= ending.count + 3 {
      guard word.suffix(ending.count).elementsEqual(ending) else { continue }
      var stem = word.dropLast(ending.count)
      guard stem.count >= 4 || (stem.count == 3 && word.count <= 6) else { continue }
      if let last = stem.last, stem.dropLast().last == last, !TermReader.vowels.contains(last) {
        stem = stem.dropLast()
      }
      return stem
    }
    return word[...]
  }

  private static let head = 5
  private static let vowels: Set<UInt8> = Set("aeiou".utf8)
}

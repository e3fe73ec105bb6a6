// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Words of a sentence as they are compared: folded, without stop words, cut to their stems.
struct TermReader {
  let words: RegisterWords

  /// Hashes of stems, and of the first and the last five letters of longer ones, so that `evaluatie` meets `evalueren`, and a compound
  /// both its parts.
  ///
  /// Ascending, each once. Those of last letters alone are odd, the others even.
  func terms(_ utf8: [UInt8], except: [UInt64]) -> [UInt64] {
    var found: [UInt64] = []
    found.reserveCapacity(32)
    var word: [UInt8] = []
    word.reserveCapacity(32)
    var pending = false
    func close() {
      defer { word.removeAll(keepingCapacity: true) }
      if word.count < 3 { return }
      let whole = Hash.of(word)
      if words.stopWords.contains(whole) || except.contains(whole) { return }
      let stem = stem(word)
      found.append(Hash.of(stem) & ~1)
      if stem.count >= TermReader.compound { found.append(Hash.of(stem.suffix(TermReader.head)) | 1) }
      if stem.count > TermReader.head { found.append(Hash.mixed(Hash.of(stem.prefix(TermReader.head)), 0x2A) & ~1) }
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
    return found.ascending()
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
  /// Letters from which on a stem may be one of several words.
  private static let compound = 8
  private static let vowels: Set<UInt8> = Set("aeiou".utf8)
}

extension [UInt64] {
  /// Sorted, each once.
  func ascending() -> [UInt64] {
    if count < 2 { return self }
    let sorted = self.sorted()
    var result: [UInt64] = []
    result.reserveCapacity(count)
    for value in sorted where value != result.last { result.append(value) }
    return result
  }
}

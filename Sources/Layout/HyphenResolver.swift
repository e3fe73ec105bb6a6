// SPDX-License-Identifier: GPL-3.0-or-later

/// Decides what becomes of a hyphen at the end of a line: a break of the setter's is undone, a hyphen of the word's is kept.
///
/// The letter's own evidence counts most: a word met whole elsewhere, or met with its hyphen. Letters that are not hyphenated at all keep
/// every hyphen. The next line's case alone decides nothing.
public struct HyphenResolver: Sendable {
  /// What to do at the joint.
  public enum Joint: Sendable, Equatable {
    /// Drop the hyphen and join.
    case undo
    /// Keep the hyphen and join.
    case keep
    /// Keep the hyphen and put a space after it: `besluit- en`.
    case keepWithSpace
  }

  private let met: Set<UInt64>
  private let hyphenated: Bool
  private let hardWords: Set<[UInt8]>
  private let longestHardWord: Int
  private let hardPrefixes: Set<[UInt8]>
  private let softStarts: [[UInt8]]
  private let conjunctions: Set<[UInt8]>

  /// Weighs the letter's own evidence.
  ///
  /// - Parameters:
  ///   - met: fingerprints (``fingerprint(_:)``) of the joints' two readings that the letter itself shows inside a line.
  ///   - joints: how many lines end in a hyphen after a small letter.
  ///   - lines: how many lines there are.
  ///   - hardWords: words whose hyphen is their own (`auto-ongeluk`), also where more is joined to them.
  ///   - hardPrefixes: first parts that keep their hyphen (`niet`, `oud`).
  ///   - softStarts: beginnings of words that only look like a hard prefix and what follows it (`expert`).
  ///   - conjunctions: words before which a hyphen stands for a left-out part (`en`, `of`).
  public init(
    met: Set<UInt64>,
    joints: Int,
    lines: Int,
    hardWords: Set<[UInt8]>,
    hardPrefixes: Set<[UInt8]>,
    softStarts: [[UInt8]],
    conjunctions: Set<[UInt8]>
  ) {
    self.met = met
    // Typeset papers break 4 to 15 lines in a hundred, Word letters under 1 (compounds only).
    hyphenated = joints >= 3 && joints * 100 >= lines * 2
    self.hardWords = hardWords
    longestHardWord = hardWords.reduce(0) { max($0, $1.count) }
    self.hardPrefixes = hardPrefixes
    self.softStarts = softStarts
    self.conjunctions = conjunctions
  }

  /// FNV-1a of a word's bytes: enough to ask whether the letter shows it, without keeping its words.
  @inlinable
  public static func fingerprint(_ word: some Sequence<UInt8>) -> UInt64 {
    word.reduce(emptyPrint, print)
  }

  /// The fingerprint of no word.
  public static let emptyPrint: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The fingerprint of a word with one more byte.
  @inlinable
  public static func print(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Decides for `before-` at a line's end and `after` at the head of the next, both lower case, punctuation stripped.
  ///
  /// - Parameters:
  ///   - before: the part before the hyphen, in lower case.
  ///   - after: the first word of the next line, in lower case.
  ///   - capitalBefore: whether the last letter before the hyphen is a capital or a digit.
  ///   - capitalAfter: whether the next line begins with a capital or a digit.
  public func callAsFunction(before: [UInt8], after: [UInt8], capitalBefore: Bool, capitalAfter: Bool) -> Joint {
    if conjunctions.contains(after) { return .keepWithSpace }
    if before.isEmpty || after.isEmpty { return .keep }
    if capitalBefore || capitalAfter { return .keep }
    var joined = before
    joined += after
    if met.contains(HyphenResolver.fingerprint(joined)) { return .undo }
    var kept = before
    kept.append(UInt8(ascii: "-"))
    kept += after
    if beginsHard(kept, from: before.count + 2) || met.contains(HyphenResolver.fingerprint(kept)) { return .keep }
    if !hyphenated { return .keep }
    let head = before.split(separator: UInt8(ascii: "-")).last.map(Array.init) ?? before
    if hardPrefixes.contains(head) {
      return softStarts.contains { (head + after).starts(with: $0) } ? .undo : .keep
    }
    if HyphenResolver.clash(before[before.count - 1], after[0]) { return .keep }
    return .undo
  }

  /// Whether a word is one whose hyphen is its own, or begins with one (`e-mailadres`) of `shortest` bytes or more.
  private func beginsHard(_ word: [UInt8], from shortest: Int) -> Bool {
    let longest = min(word.count, longestHardWord)
    return shortest <= longest && (shortest...longest).contains { hardWords.contains(Array(word[..<$0])) }
  }

  /// Vowels that Dutch never writes together across a syllable without a hyphen or a diaeresis (Woordenlijst Nederlandse Taal, rule 6.A).
  private static func clash(_ a: UInt8, _ b: UInt8) -> Bool {
    switch (a, b) {
    case (0x61, 0x61), (0x61, 0x65), (0x61, 0x69), (0x61, 0x75), (0x65, 0x65), (0x65, 0x69), (0x65, 0x75), (0x69, 0x65),
      (0x69, 0x69),
      (0x6F, 0x65), (0x6F, 0x69), (0x6F, 0x6F), (0x6F, 0x75), (0x75, 0x69), (0x75, 0x75):
      return true
    default: return false
    }
  }
}

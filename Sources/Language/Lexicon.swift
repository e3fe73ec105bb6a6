// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `lexicon.yaml`: words with a fixed meaning.
///
/// All entries are held as UTF-8 with ASCII letters folded to lower case; the scanning functions fold what they read.
public struct Lexicon: Sendable {
  private let months: [(name: [UInt8], month: Int)]
  /// Whether a month's name begins with two letters, by their lowest five bits: most words do not.
  private let monthBeginnings: [Bool]

  /// Number words: `twee` → 2.
  public let numbers: [[UInt8]: Int]
  /// Ranking words: `tweede` → 2, `2e` → 2.
  public let ordinals: [[UInt8]: Int]
  /// Abbreviations whose stop does not end a sentence, with their stops: `nr.`, `m.b.t.`.
  public let abbreviations: Set<[UInt8]>
  /// Those of ``abbreviations`` that may also be a sentence's last word: a capital after them decides.
  public let closingAbbreviations: Set<[UInt8]>
  /// Words with a stop that are abbreviations only where a number follows: `al. 3`.
  public let numberAbbreviations: Set<[UInt8]>
  /// Words whose hyphen is their own, wherever a line ends.
  public let hardHyphens: Set<[UInt8]>
  /// Small words that tell a text's language, by ISO 639-1 code.
  public let functionWords: [[UInt8]: String]
  private let longestAbbreviation: Int

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: [
      "version", "months", "numbers", "ordinals", "abbreviations", "closingAbbreviations", "numberAbbreviations",
      "hardHyphens", "functionWords",
    ])
    let list = try node.required("months").list()
    guard list.count == 12 else { throw node.error("twelve months are needed, not \(list.count)") }
    var months: [(name: [UInt8], month: Int)] = []
    for (index, entry) in list.enumerated() {
      for name in try entry.strings() { months.append((Letterhead.fold(name.utf8), index + 1)) }
    }
    self.months = months.sorted { $0.name.count > $1.name.count }
    var beginnings = [Bool](repeating: false, count: 1 << 10)
    for (name, _) in months where !name.isEmpty {
      for second in name.count > 1 ? Int(name[1] & 31)...Int(name[1] & 31) : 0...31 {
        beginnings[Int(name[0] & 31) << 5 | second] = true
      }
    }
    monthBeginnings = beginnings
    numbers = try Lexicon.values(node.required("numbers"))
    ordinals = try Lexicon.values(node.required("ordinals"))
    var abbreviations = Set<[UInt8]>()
    for group in try node.required("abbreviations").list() {
      for entry in try group.strings() {
        guard entry.utf8.last == UInt8(ascii: ".") else {
          throw group.error("\"\(entry)\" does not end in a full stop")
        }
        abbreviations.insert(Letterhead.fold(entry.utf8))
      }
    }
    let closing = try node.required("closingAbbreviations")
    closingAbbreviations = Set(try closing.strings().map { Letterhead.fold($0.utf8) })
    guard closingAbbreviations.isSubset(of: abbreviations) else {
      throw closing.error("each entry must be among the abbreviations too")
    }
    numberAbbreviations = Set(try node.required("numberAbbreviations").strings().map { Letterhead.fold($0.utf8) })
    self.abbreviations = abbreviations
    longestAbbreviation = abbreviations.union(numberAbbreviations).reduce(0) { max($0, $1.count) }
    hardHyphens = Set(try node.required("hardHyphens").strings().map { Letterhead.fold($0.utf8) })
    var functionWords: [[UInt8]: String] = [:]
    for (code, words) in try node.required("functionWords").entries() {
      for word in try words.strings() {
        if let other = functionWords.updateValue(code, forKey: Letterhead.fold(word.utf8)) {
          throw words.error("\"\(word)\" stands under \(other) and under \(code)")
        }
      }
    }
    self.functionWords = functionWords
  }

  /// Every spelling of a month's name, folded.
  public var monthNames: [[UInt8]] { months.map(\.name) }

  /// Every spelling of a month's name, folded, with the month.
  public var numberedMonths: [(name: String, month: Int)] {
    months.map { (String(decoding: $0.name, as: UTF8.self), $0.month) }
  }

  /// The month named at `at` (in either case), and where its name ends; a full stop after an abbreviation is not part
  /// of it.
  public func month(_ utf8: [UInt8], at: Int) -> (month: Int, end: Int)? {
    guard at < utf8.count else { return nil }
    // Case is not among the five bits.
    let second = at + 1 < utf8.count ? Int(utf8[at + 1] & 31) : 0
    guard monthBeginnings[Int(utf8[at] & 31) << 5 | second] else { return nil }
    for (name, month) in months where at + name.count <= utf8.count {
      var i = 0
      while i < name.count, Lexicon.lowered(utf8[at + i]) == name[i] { i += 1 }
      guard i == name.count else { continue }
      let end = at + i
      if end < utf8.count, Lexicon.isLetter(utf8[end]) { continue }
      return (month, end)
    }
    return nil
  }

  /// The abbreviation whose last stop stands at `stop`, folded; `nil` where the word before the stop is none.
  ///
  /// Those of ``numberAbbreviations`` count where a space and a digit follow.
  ///
  /// Initials (`C.H.J.M.`, `H.`) are no entries of the pack: ``isInitial(_:stop:)`` tells them.
  public func abbreviation(_ utf8: [UInt8], stop: Int) -> [UInt8]? {
    guard stop < utf8.count, utf8[stop] == UInt8(ascii: ".") else { return nil }
    var start = stop
    while start > 0, stop - start < longestAbbreviation,
      Lexicon.isLetter(utf8[start - 1]) || utf8[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    let word = utf8[start...stop].map(Lexicon.lowered)
    if abbreviations.contains(word) { return word }
    guard numberAbbreviations.contains(word), stop + 2 < utf8.count, utf8[stop + 1] == 0x20 else { return nil }
    return (0x30...0x39).contains(utf8[stop + 2]) ? word : nil
  }

  /// Whether the stop at `stop` closes an initial: one capital, alone or after other initials.
  public func isInitial(_ utf8: [UInt8], stop: Int) -> Bool {
    guard stop > 0, stop < utf8.count, utf8[stop] == UInt8(ascii: "."), (0x41...0x5A).contains(utf8[stop - 1]) else {
      return false
    }
    guard stop > 1 else { return true }
    let before = utf8[stop - 2]
    return before == 0x20 || before == 0x2E || before == 0x28 || before == 0x2D || before == 0x0A
  }

  private static func values(_ node: PackNode) throws(PackError) -> [[UInt8]: Int] {
    var result: [[UInt8]: Int] = [:]
    for entry in try node.list() {
      let parts = try entry.list()
      guard let first = parts.first, parts.count > 1 else { throw entry.error("expected a number and its spellings") }
      let value = try first.int()
      for spelling in parts.dropFirst() { result[Letterhead.fold(try spelling.string().utf8)] = value }
    }
    return result
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0xC3
  }
}

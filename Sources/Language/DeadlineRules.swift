// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `deadlines.yaml`: the words of which deadline phrases are made.
public struct DeadlineRules: Sendable {
  /// Lists of words, by what they do.
  public enum List: Int, Sendable, CaseIterable {
    case before, latest, within, around, after, from, until, ofPast, inside, emphasis, determiners
    case first, middle, last, this, coming, next, past, pastMark, futureMark
    case year, month, week, quarter, half, term, events, steps, vague, recurring, whenever, vehicles, vehicleWhich

    /// The key of the chapter.
    fileprivate var key: String { "\(self)" }
    /// This list's bit.
    public var bit: UInt64 { 1 << UInt64(rawValue) }
  }

  /// Seasons.
  public enum Season: String, Sendable, CaseIterable { case spring, summer, autumn, winter }
  /// Units of a duration.
  public enum Unit: String, Sendable, CaseIterable { case day, week, month, year }

  private let lists: [[[[UInt8]]]]
  /// By the fingerprint of a phrase's first word: the lists that have one, as bits in the order of ``List/allCases``.
  private let heads: [UInt64: UInt64]
  /// The bit of words that name a time by themselves: seasons.
  public static let timeBit: UInt64 = 1 << 63
  /// Words for seasons.
  public let seasons: [[UInt8]: Season]
  /// Words for units.
  public let units: [[UInt8]: Unit]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: Set(List.allCases.map(\.key)).union(["version", "seasons", "units"]))
    var lists: [[[[UInt8]]]] = []
    for list in List.allCases {
      let phrases = try node.required(list.key).strings().map { phrase in
        Letterhead.fold(phrase.utf8).split(separator: 0x20).map(Array.init)
      }
      lists.append(phrases.sorted { $0.count > $1.count })
    }
    self.lists = lists
    var heads: [UInt64: UInt64] = [:]
    for (index, list) in lists.enumerated() {
      for phrase in list {
        guard let first = phrase.first else { throw node.error("an empty phrase in \"\(List.allCases[index].key)\"") }
        heads[DeadlineRules.fingerprint(first), default: 0] |= 1 << UInt64(index)
        // The stop of an abbreviation may be read as the sentence's.
        if first.last == UInt8(ascii: ".") {
          heads[DeadlineRules.fingerprint(first.dropLast()), default: 0] |= 1 << UInt64(index)
        }
      }
    }
    var seasons: [[UInt8]: Season] = [:]
    for (name, words) in try node.required("seasons").entries() {
      guard let season = Season(rawValue: name) else { throw words.error("\"\(name)\" is no season") }
      for word in try words.strings() { seasons[Letterhead.fold(word.utf8)] = season }
    }
    self.seasons = seasons
    for word in seasons.keys { heads[DeadlineRules.fingerprint(word), default: 0] |= DeadlineRules.timeBit }
    self.heads = heads
    var units: [[UInt8]: Unit] = [:]
    for (name, words) in try node.required("units").entries() {
      guard let unit = Unit(rawValue: name) else { throw words.error("\"\(name)\" is no unit") }
      for word in try words.strings() { units[Letterhead.fold(word.utf8)] = unit }
    }
    self.units = units
  }

  /// Phrases of a list as folded words, the longest first.
  public subscript(_ list: List) -> [[[UInt8]]] { lists[list.rawValue] }

  /// The lists with a phrase that begins with the word of this fingerprint, as bits: ``List/bit``, ``timeBit``.
  public func lists(beginning fingerprint: UInt64) -> UInt64 { heads[fingerprint] ?? 0 }

  /// FNV-1a of a word's bytes, ASCII letters folded.
  public static func fingerprint(_ word: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

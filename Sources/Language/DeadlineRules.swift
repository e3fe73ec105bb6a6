// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `deadlines.yaml`: the words of which deadline phrases are made, as one phrase book.
public struct DeadlineRules: Sendable {
  /// Lists of phrases, by what they do.
  public enum List: String, Sendable, CaseIterable {
    case before, latest, within, around, toward, after, from, until, ofPast, inside, via, emphasis, determiners
    case first, middle, last, yearEnd, this, coming, next, past, pastMark, futureMark, or
    case year, month, week, quarter, half, term, lastOne, ordinal, some, oneAndHalf
    case events, occasions, occasionLead, steps, vague, recurring, whenever, vehicles, vehicleWhich
    case instead, not, but

    /// Lists whose words also count as the end of a compound.
    static let compounds: Set<List> = [.events, .occasions, .steps, .vehicles]
  }

  /// Seasons.
  public enum Season: String, Sendable, CaseIterable { case spring, summer, autumn, winter }
  /// Units of a duration.
  public enum Unit: String, Sendable, CaseIterable { case day, week, month, year, halfYear }

  /// The phrases; classes are raw indices of ``List``, then those of ``Season``, ``Unit``.
  public let book: PhraseBook
  private let weekdays: [Int32: Int]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: Set(List.allCases.map(\.rawValue)).union(["version", "seasons", "units", "weekdays"]))
    var book = PhraseBook()
    for (index, list) in List.allCases.enumerated() {
      for entry in try node.required(list.rawValue).list() {
        try book.add(entry.string(), to: index, at: entry)
        if List.compounds.contains(list) { try book.addEnding(entry.string(), to: index) }
      }
    }
    let seasons = try node.required("seasons")
    try seasons.allow(only: Set(Season.allCases.map(\.rawValue)))
    for (index, season) in Season.allCases.enumerated() {
      for entry in try seasons.required(season.rawValue).list() {
        try book.add(entry.string(), to: List.allCases.count + index, at: entry)
      }
    }
    let units = try node.required("units")
    try units.allow(only: Set(Unit.allCases.map(\.rawValue)))
    for (index, unit) in Unit.allCases.enumerated() {
      for entry in try units.required(unit.rawValue).list() {
        try book.add(entry.string(), to: List.allCases.count + Season.allCases.count + index, at: entry)
      }
    }
    let days = try node.required("weekdays")
    let names = try days.strings()
    guard names.count == 7 else { throw days.error("seven days are needed, Monday first, not \(names.count)") }
    var weekdays: [Int32: Int] = [:]
    for (index, name) in names.enumerated() { weekdays[book.intern(name)] = index + 1 }
    book.finish()
    self.weekdays = weekdays
    self.book = book
  }

  /// How many tokens from `at` on spell a phrase of a list; the longest, or `nil`.
  @inline(__always)
  public func match(_ list: List, _ tokens: [PhraseBook.Token], at: Int) -> Int? {
    book.match(DeadlineRules.index(list), tokens, at: at)
  }

  /// Whether a token is a word of a list, or a compound that ends in one.
  public func ends(_ token: PhraseBook.Token, in list: List) -> Bool { token.endings & (1 << UInt64(DeadlineRules.index(list))) != 0 }

  /// The season that a token names.
  public func season(_ tokens: [PhraseBook.Token], at: Int) -> Season? {
    Season.allCases.enumerated().first { book.match(List.allCases.count + $0.offset, tokens, at: at) != nil }?.element
  }

  /// The unit that tokens name, and how many there are; the longest.
  public func unit(_ tokens: [PhraseBook.Token], at: Int) -> (unit: Unit, count: Int)? {
    var best: (unit: Unit, count: Int)?
    for (index, unit) in Unit.allCases.enumerated() {
      if let count = book.match(List.allCases.count + Season.allCases.count + index, tokens, at: at), count > best?.count ?? 0 {
        best = (unit, count)
      }
    }
    return best
  }

  /// Day of the week that a token names, 1 = Monday.
  public func weekday(_ token: PhraseBook.Token) -> Int? { token.word < 0 ? nil : weekdays[token.word] }

  private static let indices: [List: Int] = Dictionary(uniqueKeysWithValues: List.allCases.enumerated().map { ($1, $0) })
  private static func index(_ list: List) -> Int { indices[list] ?? 0 }
}

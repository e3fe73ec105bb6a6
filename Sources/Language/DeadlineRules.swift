// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// The pack's chapter `deadlines.yaml`: the words of which deadline phrases are made, as one phrase book.
public struct DeadlineRules: Sendable {
  /// Lists of phrases, by what they do.
  public enum List: Int, Sendable, CaseIterable {
    case before, latest, within, around, toward, after, from, until, ofPast, inside, via, emphasis, determiners
    case first, middle, last, yearEnd, this, coming, next, past, pastMark, futureMark, or
    case year, month, week, quarter, half, term, ordinal, thence, some, oneAndHalf
    case events, occasions, occasionLead, steps, vague, recurring, whenever, vehicles, vehicleWhich
    case instead, not, but, each, objectEnds, planned, plannedFor, pointing, moments, momentLead, shifted

    /// The chapter's key.
    var key: String { "\(self)" }
    /// This list's bit in ``PhraseBook/Token/starts`` and ``PhraseBook/Token/endings``.
    @inlinable public var bit: UInt64 { 1 << UInt64(rawValue) }

    /// Lists whose words also count as the end of a compound.
    static let compounds: Set<List> = [.events, .occasions, .steps, .vehicles, .moments]
    /// Lists whose words name a time.
    static let times: Set<List> = [.year, .month, .week, .quarter, .half, .term, .yearEnd]
    /// How many there are.
    static let count = allCases.count
  }

  /// Seasons.
  public enum Season: Int, Sendable, CaseIterable {
    case spring, summer, autumn, winter
    static let count = allCases.count
    var key: String { "\(self)" }
    var list: Int { List.count + rawValue }
  }

  /// Units of a duration.
  public enum Unit: Int, Sendable, CaseIterable {
    case day, week, month, year, halfYear, workday
    var key: String { "\(self)" }
    var list: Int { List.count + Season.count + rawValue }
  }

  /// A sentence of the pack that proves or guards a list; read as in a letter of ``exampleDay``.
  public struct Example: Sendable {
    /// The list's key.
    public var list: String
    /// The sentence.
    public var text: String
    /// The phrase that must be found; `nil` where none may be.
    public var phrase: String?
    /// Its last day, or its first day and `..`, or its precision where it has no day.
    public var meaning: String
    /// Where it stands.
    public var file: String
    /// Its line, from 1.
    public var line: Int
  }

  /// The day on which the letters of examples are written.
  public static let exampleDay = Day(2026, 3, 20)

  /// What ``PhraseBook/Facts/ordinal`` is of a word for the last one, however many there are.
  public static let lastOrdinal: UInt8 = 255

  /// The proofs.
  public let examples: [Example]
  /// The phrases; classes are raw values of ``List``, then seasons and units.
  public let book: PhraseBook

  /// Reads the chapter; months and numbers come from the lexicon, recesses and named days from the calendar.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode, _ lexicon: Lexicon, _ calendar: RecessCalendar) throws(PackError) {
    try node.allow(
      only: Set(List.allCases.map(\.key)).union(["version", "seasons", "units", "weekdays", "lastOne", "examples"])
    )
    var draft = PhraseDraft()
    for list in List.allCases {
      for entry in try node.required(list.key).list() {
        let phrase = try entry.string()
        try draft.add(phrase, to: list.rawValue, at: entry)
        if List.compounds.contains(list) { draft.addEnding(phrase, to: list.rawValue) }
        if List.times.contains(list) { draft.markTime(phrase) }
      }
    }
    let seasons = try node.required("seasons")
    try seasons.allow(only: Set(Season.allCases.map(\.key)))
    for season in Season.allCases {
      for entry in try seasons.required(season.key).list() {
        try draft.add(entry.string(), to: season.list, at: entry)
        try draft.markTime(entry.string())
      }
    }
    let units = try node.required("units")
    try units.allow(only: Set(Unit.allCases.map(\.key)))
    for unit in Unit.allCases {
      for entry in try units.required(unit.key).list() {
        try draft.add(entry.string(), to: unit.list, at: entry)
        try draft.markTime(entry.string())
      }
    }
    let days = try node.required("weekdays")
    let names = try days.strings()
    guard names.count == 7 else { throw days.error("seven days are needed, Monday first, not \(names.count)") }
    for (index, name) in names.enumerated() {
      draft.state(name) {
        $0.weekday = UInt8(index + 1)
        $0.isTime = true
      }
    }
    for (name, month) in lexicon.numberedMonths {
      draft.state(name) {
        $0.month = UInt8(month)
        $0.isTime = true
      }
    }
    for (word, value) in lexicon.numbers {
      draft.state(String(decoding: word, as: UTF8.self)) { $0.amount = Int16(clamping: value) }
    }
    for (word, value) in lexicon.ordinals {
      let bit = UInt8(clamping: value)
      draft.state(String(decoding: word, as: UTF8.self)) { $0.ordinal = bit }
    }
    for entry in try node.required("lastOne").list() {
      let word = try entry.string()
      try draft.add(word, to: List.ordinal.rawValue, at: entry)
      draft.state(word) { $0.ordinal = DeadlineRules.lastOrdinal }
    }
    examples = try DeadlineRules.examples(node.required("examples"))
    for word in calendar.words { draft.markTime(String(decoding: word, as: UTF8.self)) }
    book = PhraseBook(draft)
    let proved = Set(examples.map(\.list))
    if let list = List.allCases.first(where: { !proved.contains($0.key) }) {
      throw try node.required("examples").error("list \"\(list.key)\" has no example")
    }
  }

  private static func examples(_ node: PackNode) throws(PackError) -> [Example] {
    var result: [Example] = []
    let known = Set(List.allCases.map(\.key)).union(["seasons", "units", "weekdays", "lastOne"])
    try node.allow(only: known)
    for (list, entry) in try node.entries() {
      try entry.allow(only: ["examples", "counterexamples"])
      for example in try entry.required("examples").list() {
        let parts = try example.string().split(separator: " => ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw example.error("expected \"sentence => phrase => day or precision\"") }
        result.append(
          Example(
            list: list,
            text: parts[0],
            phrase: parts[1],
            meaning: parts[2],
            file: example.file,
            line: example.line
          )
        )
      }
      for example in try entry.required("counterexamples").list() {
        let text = try example.string()
        result.append(
          Example(list: list, text: text, phrase: nil, meaning: "", file: example.file, line: example.line)
        )
      }
    }
    return result
  }

  /// How many tokens from `at` on spell a phrase of a list; the longest, or `nil`.
  @inlinable
  @inline(__always)
  public func match(_ list: List, _ tokens: [PhraseBook.Token], at: Int) -> Int? {
    guard at < tokens.count, tokens[at].starts & list.bit != 0 else { return nil }
    return book.match(list.rawValue, tokens, at: at)
  }

  /// Whether a token is a word of a list, or a compound that ends in one.
  @inlinable
  @inline(__always)
  public func ends(_ token: PhraseBook.Token, in list: List) -> Bool { token.endings & list.bit != 0 }

  /// Whether a season or a unit of time may begin with a token.
  @inline(__always)
  public func mayNameSpan(_ token: PhraseBook.Token) -> Bool { token.starts >> UInt64(List.count) != 0 }

  /// The season that a token names.
  public func season(_ tokens: [PhraseBook.Token], at: Int) -> Season? {
    guard at < tokens.count, mayNameSpan(tokens[at]) else { return nil }
    return Season.allCases.first { book.match($0.list, tokens, at: at) != nil }
  }

  /// The unit that tokens name, and how many there are; the longest.
  public func unit(_ tokens: [PhraseBook.Token], at: Int) -> (unit: Unit, count: Int)? {
    guard at < tokens.count, mayNameSpan(tokens[at]) else { return nil }
    var best: (unit: Unit, count: Int)?
    for unit in Unit.allCases {
      if let count = book.match(unit.list, tokens, at: at), count > best?.count ?? 0 { best = (unit, count) }
    }
    return best
  }
}

extension PhraseDraft {
  /// Makes a phrase name a time, by its last word.
  fileprivate mutating func markTime(_ phrase: String) {
    if let word = phrase.split(separator: " ").last { state(String(word)) { $0.isTime = true } }
  }
}

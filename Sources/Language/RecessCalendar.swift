// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// The pack's chapter `calendar.yaml`: recesses as published, estimated where they are not, and days with a name.
public struct RecessCalendar: Sendable {
  /// Kinds of recess.
  public enum Recess: String, Sendable, CaseIterable { case summer, autumn, christmas, spring, may, any }

  /// A recess of one year.
  public struct Period: Sendable, Equatable {
    /// First day.
    public var from: Day
    /// The day on which the chamber is back.
    public var until: Day
    /// Whether no published table has it.
    public var estimated: Bool
  }

  private struct Rule: Sendable {
    var month: Int
    var day: Int
    var days: Int
  }

  private struct NamedDay: Sendable {
    enum Reckoning: Sendable {
      case fixed(month: Int, day: Int)
      /// The n-th weekday (1 = Monday) of a month.
      case weekday(Int, nth: Int, month: Int)
      /// Days after Easter Sunday.
      case easter(Int)
    }

    var names: [[UInt8]]
    var reckoning: Reckoning

    func day(in year: Int) -> Day? {
      switch reckoning {
      case .fixed(let month, let day): Day(year, month, day)
      case .weekday(let weekday, let nth, let month):
        Day(year, month, 1).map { $0.adding(days: (weekday - $0.weekday + 7) % 7 + 7 * (nth - 1)) }
      case .easter(let offset): RecessCalendar.easter(year)?.adding(days: offset)
      }
    }
  }

  private let published: [(recess: Recess, from: Day, until: Day)]
  private let rules: [Recess: Rule]
  private let names: [[UInt8]: Recess]
  private let days: [NamedDay]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: ["version", "recesses", "rules", "names", "days", "examples", "counterexamples"])
    func recess(_ name: String, _ at: PackNode) throws(PackError) -> Recess {
      guard let recess = Recess(rawValue: name) else { throw at.error("\"\(name)\" is no recess") }
      return recess
    }
    func day(_ node: PackNode) throws(PackError) -> Day {
      guard let day = Day(iso: try node.string()) else { throw node.error("expected a date such as 2026-07-03") }
      return day
    }
    var published: [(recess: Recess, from: Day, until: Day)] = []
    for entry in try node.required("recesses").list() {
      try entry.allow(only: ["name", "from", "until", "source"])
      _ = try entry.required("source").string()
      let name = try entry.required("name")
      let from = try day(entry.required("from"))
      let until = try day(entry.required("until"))
      guard from < until else { throw entry.error("a recess ends after it begins") }
      published.append((try recess(name.string(), name), from, until))
    }
    self.published = published
    var rules: [Recess: Rule] = [:]
    for (name, value) in try node.required("rules").entries() {
      let after = try value.required("after")
      let parts = try after.string().split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2, Day(2024, parts[0], parts[1]) != nil else {
        throw after.error("expected month and day such as 07-03")
      }
      rules[try recess(name, value)] = Rule(month: parts[0], day: parts[1], days: try value.required("days").int())
    }
    self.rules = rules
    var names: [[UInt8]: Recess] = [:]
    for (name, value) in try node.required("names").entries() {
      for word in try value.strings() { names[Letterhead.fold(word.utf8)] = try recess(name, value) }
    }
    self.names = names
    var days: [NamedDay] = []
    for entry in try node.required("days").list() {
      try entry.allow(only: ["names", "month", "weekday", "nth", "day", "easter", "source"])
      let names = try entry.required("names").strings().map { Letterhead.fold($0.utf8) }
      _ = try entry.required("source").string()
      if let offset = try entry.optional("easter")?.int() {
        days.append(NamedDay(names: names, reckoning: .easter(offset)))
        continue
      }
      let month = try entry.required("month")
      guard (1...12).contains(try month.int()) else { throw month.error("a month is 1 to 12") }
      if let day = try entry.optional("day") {
        guard Day(2024, try month.int(), try day.int()) != nil else { throw day.error("that month has no such day") }
        days.append(NamedDay(names: names, reckoning: .fixed(month: try month.int(), day: try day.int())))
        continue
      }
      let weekday = try entry.required("weekday")
      let nth = try entry.required("nth")
      guard (1...7).contains(try weekday.int()) else { throw weekday.error("a weekday is 1 (Monday) to 7") }
      guard (1...4).contains(try nth.int()) else { throw nth.error("only the first to the fourth are in every month") }
      days.append(
        NamedDay(
          names: names,
          reckoning: .weekday(try weekday.int(), nth: try nth.int(), month: try month.int())
        )
      )
    }
    self.days = days
    try prove(node)
  }

  /// Holds the chapter against its own examples: `zomerreces 2024 => 2024-07-05 2024-09-02`, `Pasen 2026 => 2026-04-05`.
  private func prove(_ node: PackNode) throws(PackError) {
    func meaning(_ text: Substring) -> String? {
      let parts = text.split(separator: " ")
      guard parts.count == 2, let year = Int(parts[1]), let first = Day(year, 1, 1) else { return nil }
      let word = Letterhead.fold(parts[0].utf8)
      if let recess = recess(named: word), let period = period(recess, year: year) {
        return "\(period.from.iso) \(period.until.iso)" + (period.estimated ? " estimated" : "")
      }
      return day(named: word, from: first)?.iso
    }
    // A file of the user's may change what the pack's own examples say; then only that file's are held.
    func isHeld(_ entry: PackNode) -> Bool { !node.hasLayers || entry.file != node.file }
    for entry in try node.required("examples").list() where isHeld(entry) {
      let text = try entry.string()
      guard let arrow = text.firstRange(of: " => ") else { throw entry.error("expected \"word year => days\"") }
      let found = meaning(text[..<arrow.lowerBound])
      guard found == String(text[arrow.upperBound...]) else {
        throw entry.error("the example gives \(found ?? "nothing"): \(text)")
      }
    }
    for entry in try node.required("counterexamples").list() where isHeld(entry) {
      let text = try entry.string()
      if let found = meaning(text[...]) { throw entry.error("the counter-example gives \(found): \(text)") }
    }
  }

  /// The recess that a word names, folded.
  public func recess(named word: [UInt8]) -> Recess? { names[word] }

  /// Words that name a recess or a day, folded.
  public var words: [[UInt8]] { Array(names.keys) + days.flatMap(\.names) }

  /// A recess by the year in which it begins.
  public func period(_ recess: Recess, year: Int) -> Period? {
    if let known = published.last(where: { $0.recess == recess && $0.from.year == year }) {
      return Period(from: known.from, until: known.until, estimated: false)
    }
    guard let rule = rules[recess], let after = Day(year, rule.month, rule.day) else { return nil }
    let from = after.adding(days: (5 - after.weekday + 7) % 7)
    return Period(from: from, until: from.adding(days: rule.days), estimated: true)
  }

  /// The next such recess that begins after a day (`any`: whichever comes first).
  public func next(_ recess: Recess, from day: Day) -> Period? {
    guard recess != .any else {
      return Recess.allCases.filter { $0 != .any }.compactMap { next($0, from: day) }.min { $0.from < $1.from }
    }
    return [day.year, day.year + 1].compactMap { period(recess, year: $0) }.first { $0.from > day }
  }

  /// The first such recess that is not over on a day.
  public func current(_ recess: Recess, on day: Day) -> Period? {
    guard recess != .any else {
      return Recess.allCases.filter { $0 != .any }.compactMap { current($0, on: day) }.min { $0.until < $1.until }
    }
    return [day.year - 1, day.year, day.year + 1].compactMap { period(recess, year: $0) }.first { $0.until >= day }
  }

  /// The next day that a word names, on or after a day; `nil` where the word names none.
  public func day(named word: [UInt8], from day: Day) -> Day? {
    guard let named = days.first(where: { $0.names.contains(word) }) else { return nil }
    return [day.year, day.year + 1].compactMap { named.day(in: $0) }.first { $0 >= day }
  }

  /// Easter Sunday of a year: the anonymous Gregorian computus (Nature, 20 April 1876).
  static func easter(_ year: Int) -> Day? {
    let a = year % 19
    let b = year / 100
    let c = year % 100
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    return Day(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Model
internal import Language

/// Which entries of a register are asked for; every condition that is set must hold.
public struct RegisterFilter: Sendable {
  /// Statuses; `nil` for all.
  public var statuses: Set<String>? = ["open", "partly"]
  /// The day from which deadlines are seen.
  public var day: Day
  /// Only deadlines from ``day`` to so many days after it.
  public var due: Int?
  /// Only deadlines before ``day``.
  public var isOverdue = false
  /// An office or a portfolio, or its abbreviation; successors are the same office.
  public var office: String?
  /// A member of parliament: part of the name.
  public var member: String?
  /// A dossier.
  public var dossier: DossierNumber?
  /// Words, each of which must stand in the subject or in a sentence.
  public var subject: String?

  /// Creates a filter for what is open on a day.
  public init(day: Day) { self.day = day }

  /// The entries asked for: by deadline, those without one last, then by their making and identifier.
  public func callAsFunction(_ register: CommitmentRegister, words: RegisterWords) -> [RegisterEntry] {
    let query = Query(self, words)
    // Keys are sorted and not the entries, which are large.
    var keys: [(until: Int, made: Int, at: Int)] = []
    let entries = register.entries
    for at in entries.indices where holds(entries[at], register, query) {
      keys.append((entries[at].deadline?.until?.ordinal ?? Int.max, entries[at].made?.ordinal ?? Int.max, at))
    }
    keys.sort { a, b in
      if a.until != b.until { return a.until < b.until }
      if a.made != b.made { return a.made < b.made }
      return register.entries[a.at].id < register.entries[b.at].id
    }
    return keys.map { register.entries[$0.at] }
  }

  /// Whether the conditions look at what letters said one by one.
  public var asksForSteps: Bool { member != nil || subject != nil }

  /// Whether an entry with this last day may be asked for.
  func wants(_ until: Day?) -> Bool {
    if !isOverdue, due == nil { return true }
    guard let until else { return false }
    if isOverdue, until >= day { return false }
    if let due, until < day || until > day.adding(days: due) { return false }
    return true
  }

  /// The conditions, folded once.
  private struct Query {
    let words: RegisterWords
    let office: [UInt8]?
    let bond: (portfolio: String, rows: Set<Int>)?
    let member: [UInt8]?
    let subject: [[UInt8]]

    init(_ filter: RegisterFilter, _ words: RegisterWords) {
      self.words = words
      office = filter.office.map { WordFolding.fold($0.utf8) }
      bond = filter.office.flatMap { words.offices.bond(of: $0) }
      member = filter.member.map { WordFolding.fold($0.utf8) }
      subject = filter.subject.map { WordFolding.fold($0.utf8).split(separator: 0x20).map(Array.init) } ?? []
    }
  }

  private func holds(_ entry: RegisterEntry, _ register: CommitmentRegister, _ query: Query) -> Bool {
    if let statuses, !statuses.contains(entry.status) { return false }
    if isOverdue, !entry.isOverdue(on: day) { return false }
    if !wants(entry.deadline?.until) { return false }
    if let dossier, !entry.dossiers.contains(where: dossier.holds) { return false }
    if query.office != nil, !binds(entry, query) { return false }
    if let member = query.member {
      let named = entry.recipients + entry.steps.flatMap { register.mentions[$0.mention].movers }
      if !named.contains(where: { RegisterFilter.contains(WordFolding.fold($0.utf8), member) }) { return false }
    }
    if query.subject.isEmpty { return true }
    var text = WordFolding.fold((entry.subject ?? "").utf8)
    for step in entry.steps { text += [0x20] + WordFolding.fold(register.mentions[step.mention].text.utf8) }
    return query.subject.allSatisfy { RegisterFilter.contains(text, $0) }
  }

  private func binds(_ entry: RegisterEntry, _ query: Query) -> Bool {
    guard let holder = entry.holder else { return false }
    if let asked = query.bond, let bound = query.words.offices.bond(of: holder) {
      return asked.portfolio == bound.portfolio || !asked.rows.isDisjoint(with: bound.rows)
    }
    let offices = query.words.offices
    if let office = query.office, offices.isCabinet(office), offices.isCabinet(WordFolding.fold(holder.utf8)) {
      return true
    }
    return RegisterFilter.contains(WordFolding.fold(holder.utf8), query.office ?? [])
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    if part.isEmpty { return true }
    if part.count > text.count { return false }
    for start in 0...(text.count - part.count) where text[start] == part[0] {
      var i = 1
      while i < part.count, text[start + i] == part[i] { i += 1 }
      if i == part.count { return true }
    }
    return false
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Makes features.
struct FeatureBuilder {
  /// What was made.
  private(set) var table = FeatureTable()
  private let words: RegisterWords
  private var terms: TermReader
  private let members: MemberNames
  private let cues: CueTable
  private var offices: [String: (portfolio: UInt64, rows: [Int])?] = [:]
  /// Members named in recipients.
  private var recipients: [String: [[UInt8]]] = [:]
  /// Papers and dossiers of the letter of the last mention: its other mentions follow it.
  private var letter: (number: Int, papers: [UInt64], dossiers: [UInt64])?
  // Kept from mention to mention for their room only.
  private var days: [Int] = []
  private var months: [Int] = []
  private var own: [UInt64] = []
  private var heading: [UInt64] = []
  private var context: [UInt64] = []
  private var folded: [UInt8] = []

  init(_ words: RegisterWords) {
    self.words = words
    terms = TermReader(words)
    members = MemberNames(words)
    cues = CueTable(words)
  }

  /// Features of all mentions in an order; they do not depend on one another.
  static func table(
    _ mentions: UnsafeBufferPointer<Mention>,
    _ letters: UnsafeBufferPointer<RegisterLetter>,
    order: [Int],
    words: RegisterWords
  ) -> FeatureTable {
    var parts = Parallel.map(order.count, by: 1024) { range in
      var builder = FeatureBuilder(words)
      for i in order[range] {
        let mention = mentions.baseAddress.unsafelyUnwrapped + i
        builder.add(mention, letters.baseAddress.unsafelyUnwrapped + mention.pointee.letter)
      }
      return builder.table
    }
    var table = FeatureTable()
    table.reserve(like: parts)
    for at in parts.indices {
      table.append(parts[at])
      // What was taken over is not kept twice.
      parts[at] = FeatureTable()
    }
    return table
  }

  /// By their places in memory: records of so many fields are not copied for it.
  mutating func add(_ mention: UnsafePointer<Mention>, _ letter: UnsafePointer<RegisterLetter>) {
    let utf8 = Array(mention.pointee.text.utf8)
    var found = MentionFeatures()
    found.letter = mention.pointee.letter
    found.status = FeatureBuilder.status(mention.pointee.status)
    found.isMade = mention.pointee.kind == "made"
    found.isMotion = mention.pointee.kind == "motion"
    found.isRecurring = mention.pointee.precision == "recurring"
    found.until = mention.pointee.until?.ordinal
    found.letterDay = letter.pointee.date?.ordinal
    let bond = bond(mention, letter)
    found.portfolio = bond?.portfolio
    found.motion = mention.pointee.motion.map { Hash.of($0.utf8) }
    found.hasOccasion = mention.pointee.occasionDate != nil
    let said = cues.kinds(in: utf8, &folded)
    // A single word may belong to what is promised ("postponed maintenance"): it counts beside a date only.
    found.isPostponed =
      mention.pointee.replaces != nil || said.contains(.postponed)
      || (mention.pointee.deadline != nil && said.contains(.postponedWord))
    found.isSupplement = said.contains(.supplemented)
    found.isEcho = said.contains(.echoed)
    let day = UInt32(truncatingIfNeeded: found.letterDay ?? 0)
    found.copy = UInt64(utf8.withUnsafeBufferPointer { MentionIdentity.value($0) }) << 32 | UInt64(day)
    table.begin(found)
    addDays(utf8, letter, mention)
    let names = addMembers(utf8, mention)
    for number in mention.pointee.registerIds { table.add(Hash.of(number.utf8)) }
    table.end(.numbers)
    for paper in mention.pointee.citations { table.add(Hash.of(paper.utf8)) }
    table.end(.cited)
    addPapers(found.letter, letter)
    for row in bond?.rows ?? [] { table.add(row) }
    table.end(.rows)
    addTerms(utf8, mention, names)
  }

  private mutating func addDays(
    _ utf8: [UInt8],
    _ letter: UnsafePointer<RegisterLetter>,
    _ mention: UnsafePointer<Mention>
  ) {
    days.removeAll(keepingCapacity: true)
    months.removeAll(keepingCapacity: true)
    dates(utf8, letter, mention)
    if let day = mention.pointee.occasionDate { days.append(day.ordinal) }
    for day in days { table.add(day) }
    table.end(.days)
    let own = months.count
    days.removeAll(keepingCapacity: true)
    dates(mention.pointee.context, letter, mention)
    for day in days { table.add(day) }
    table.end(.contextDays)
    for month in months[..<own] { table.add(month) }
    table.end(.months)
  }

  /// Hashes of the words of members' names, which say nothing about what is to be done.
  private mutating func addMembers(_ utf8: [UInt8], _ mention: UnsafePointer<Mention>) -> [UInt64] {
    var nameWords: [UInt64] = []
    var names: [[UInt8]] = []
    if let recipient = mention.pointee.recipient {
      names = recipients[recipient] ?? members.names(ofRecipient: recipient)
      recipients[recipient] = names
    }
    for name in members.names(in: utf8) where !names.contains(name) { names.append(name) }
    for name in names {
      table.add(Hash.of(name))
      for word in name.split(separator: 0x20) { nameWords.append(Hash.of(word)) }
    }
    table.end(.members)
    for name in members.names(in: mention.pointee.context) { table.add(Hash.of(name)) }
    table.end(.contextMembers)
    for mover in mention.pointee.movers {
      let folded = WordFolding.fold(mover.utf8)
      table.add(Hash.of(folded))
      for word in folded.split(whereSeparator: { $0 == 0x20 || $0 == 0x2D }) { nameWords.append(Hash.of(word)) }
    }
    table.end(.movers)
    return nameWords
  }

  private mutating func addPapers(_ number: Int, _ letter: UnsafePointer<RegisterLetter>) {
    if self.letter?.number != number {
      let papers = letter.pointee.papers.map { Hash.of($0.utf8) }
      self.letter = (number, papers, letter.pointee.dossiers.map { Hash.of($0.utf8) })
    }
    for paper in self.letter?.papers ?? [] { table.add(paper) }
    table.end(.papers)
    for dossier in self.letter?.dossiers ?? [] { table.add(dossier) }
    table.end(.dossiers)
  }

  private mutating func addTerms(_ utf8: [UInt8], _ mention: UnsafePointer<Mention>, _ names: [UInt64]) {
    terms.read(utf8, except: names, into: &own)
    terms.read(mention.pointee.heading, except: names, into: &heading)
    terms.read(mention.pointee.context, except: names, into: &context)
    for term in own { table.add(term) }
    table.end(.terms)
    for term in heading where !own.contains(term) { table.add(term) }
    table.end(.headingTerms)
    for term in context where !own.contains(term) && !heading.contains(term) { table.add(term) }
    table.end(.contextTerms)
  }

  /// The office bound; where the record names the cabinet or nobody, the first that signed.
  private mutating func bond(
    _ mention: UnsafePointer<Mention>,
    _ letter: UnsafePointer<RegisterLetter>
  ) -> (portfolio: UInt64, rows: [Int])? {
    if let holder = mention.pointee.holder, let bond = bond(of: holder) { return bond }
    return letter.pointee.signatories.first.flatMap { bond(of: $0.office) }
  }

  private mutating func bond(of office: String) -> (portfolio: UInt64, rows: [Int])? {
    if let known = offices[office] { return known }
    let bond = words.offices.bond(of: office).map { (portfolio: Hash.of($0.portfolio.utf8), rows: $0.rows.sorted()) }
    offices[office] = .some(bond)
    return bond
  }

  private static func status(_ name: String) -> MentionFeatures.Status {
    switch name {
    case "partly": .partly
    case "fulfilled": .fulfilled
    case "lapsed": .lapsed
    default: .open
    }
  }

  // MARK: - Days

  /// Adds past days, as days since 1970, and past months without a day.
  private mutating func dates(
    _ utf8: [UInt8],
    _ letter: UnsafePointer<RegisterLetter>,
    _ mention: UnsafePointer<Mention>
  ) {
    let date = letter.pointee.date
    func insert(_ day: Day) {
      if day == mention.pointee.until || day == mention.pointee.from { return }
      if let date, day >= date { return }
      days.append(day.ordinal)
    }
    var i = 0
    while i < utf8.count {
      guard (0x30...0x39).contains(utf8[i]) else {
        if i == 0 || FeatureBuilder.opens(utf8[i - 1]), let month = bareMonth(utf8, at: i, date, mention) {
          months.append(month)
        }
        i += 1
        continue
      }
      var end = i
      while end < utf8.count, (0x30...0x39).contains(utf8[end]) { end += 1 }
      defer { i = end }
      if i > 0, !FeatureBuilder.opens(utf8[i - 1]) { continue }
      if let (day, after) = words.dates.date(utf8, at: i) {
        insert(day)
        end = after
      } else if end - i <= 2, end < utf8.count, utf8[end] == 0x20, let month = words.months.month(utf8, at: end + 1) {
        if let day = past(number(utf8[i..<end]), month.month, date), !isDeadline(utf8[i..<month.end], mention) {
          insert(day)
        }
        end = month.end
      } else if end - i == 4, let month = month(utf8, before: i) {
        months.append(number(utf8[i..<end]) * 12 + month)
      }
    }
  }

  /// A month without day or year that is no deadline: the last one before the letter's day.
  private func bareMonth(_ utf8: [UInt8], at start: Int, _ date: Day?, _ mention: UnsafePointer<Mention>) -> Int? {
    guard let date, let (month, end) = words.months.month(utf8, at: start) else { return nil }
    // A day before it or a year behind it is read with them.
    let isDated = start >= 2 && utf8[start - 1] == 0x20 && (0x30...0x39).contains(utf8[start - 2])
    let hasYear = end + 1 < utf8.count && utf8[end] == 0x20 && (0x30...0x39).contains(utf8[end + 1])
    if isDated || hasYear || isDeadline(utf8[start..<end], mention) { return nil }
    return (month > date.month ? date.year - 1 : date.year) * 12 + month
  }

  private static func opens(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x28 || byte == 0x0A }

  private func isDeadline(_ printed: ArraySlice<UInt8>, _ mention: UnsafePointer<Mention>) -> Bool {
    guard let deadline = mention.pointee.deadline else { return false }
    return deadline.contains(String(decoding: printed, as: UTF8.self))
  }

  private func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 & 15) } }

  /// The latest such day before the letter's.
  private func past(_ day: Int, _ month: Int, _ date: Day?) -> Day? {
    guard let date else { return nil }
    if let same = Day(date.year, month, day), same < date { return same }
    return Day(date.year - 1, month, day)
  }

  /// The month named before a year, where no day stands before it.
  private func month(_ utf8: [UInt8], before year: Int) -> Int? {
    guard year > 1, utf8[year - 1] == 0x20 else { return nil }
    var start = year - 1
    while start > 0, utf8[start - 1] != 0x20 { start -= 1 }
    return words.months.month(utf8, at: start)?.month
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A mention as it is compared with others. A class, for it is looked at many thousand times and never changed once it is made.
final class MentionFeatures {
  /// What the letter says of a commitment.
  enum Status { case open, partly, fulfilled, lapsed }

  /// Days since 1970, of the letter.
  var letterDay: Int?
  var letter = 0
  var status = Status.open
  var isMade = false
  var isMotion = false
  var isRecurring = false
  /// Last day on which it is kept in time, days since 1970.
  var until: Int?
  /// Portfolio of the bound office, and the rows of successions in which it stands.
  var portfolio: UInt64?
  var rows: Set<Int> = []
  /// Past days named in the sentence: of a debate, of a letter.
  var days: [Int] = []
  /// Those named in what stands before it.
  var contextDays: [Int] = []
  /// Whether one of the days is said to be that of the occasion.
  var hasOccasion = false
  /// Past months named without a day: year times twelve plus month.
  var months: [Int] = []
  /// Members of parliament, by the hash of their names.
  var members: [UInt64] = []
  /// Members named in what stands before the sentence.
  var contextMembers: [UInt64] = []
  var numbers: [UInt64] = []
  /// Papers cited.
  var cited: [UInt64] = []
  /// The letter's own papers.
  var papers: [UInt64] = []
  var dossiers: [UInt64] = []
  var motion: UInt64?
  var movers: [UInt64] = []
  /// Stems; those of the heading and of what stands before the sentence apart, where it has them not itself. Ascending.
  var terms: [UInt64] = []
  var headingTerms: [UInt64] = []
  var contextTerms: [UInt64] = []
  var isPostponed = false
  var isSupplement = false
  var isEcho = false
  /// Of the sentence's letters and the letter's day: another copy of the letter has the same.
  var copy: UInt64 = 0

  var isEnd: Bool { status == .fulfilled || status == .lapsed }
}

extension Array where Element: Equatable {
  /// Whether both hold a value; for lists of a few.
  func shares(_ other: [Element]) -> Bool {
    for value in self where other.contains(value) { return true }
    return false
  }
}

/// Makes features.
struct FeatureBuilder {
  let words: RegisterWords
  private let terms: TermReader
  private var offices: [String: (portfolio: UInt64, rows: Set<Int>)?] = [:]
  private let monthTerms: [UInt64]

  init(_ words: RegisterWords) {
    self.words = words
    terms = TermReader(words: words)
    monthTerms = words.months.monthNames.map { Hash.of($0) }
  }

  mutating func features(_ mention: Mention, _ letter: RegisterLetter) -> MentionFeatures {
    let found = MentionFeatures()
    found.letter = mention.letter
    found.status = FeatureBuilder.statuses[mention.status] ?? .open
    found.isMade = mention.kind == "made"
    found.isMotion = mention.kind == "motion"
    found.isRecurring = mention.precision == "recurring"
    found.until = mention.until?.ordinal
    found.letterDay = letter.date?.ordinal
    if let bond = bond(mention, letter) { (found.portfolio, found.rows) = (bond.portfolio, bond.rows) }
    let utf8 = Array(mention.text.utf8)
    found.hasOccasion = mention.occasionDate != nil
    (found.days, found.months) = dates(utf8, letter, mention)
    if let day = mention.occasionDate { found.days.append(day.ordinal) }
    found.contextDays = dates(mention.context, letter, mention).days
    let reader = MemberNames(words)
    let names = (reader.names(ofRecipient: mention.recipient) + reader.names(in: utf8)).reduce(into: [[UInt8]]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    found.members = names.map { Hash.of($0) }
    found.contextMembers = reader.names(in: mention.context).map { Hash.of($0) }
    found.movers = mention.movers.map { Hash.of(WordFolding.fold($0.utf8)) }
    found.numbers = mention.registerIds.map { Hash.of($0.utf8) }
    found.cited = mention.citations.map { Hash.of($0.utf8) }
    found.papers = letter.papers.map { Hash.of($0.utf8) }
    found.dossiers = letter.dossiers.map { Hash.of($0.utf8) }
    found.motion = mention.motion.map { Hash.of($0.utf8) }
    var nameWords = monthTerms
    for name in names { for word in name.split(separator: 0x20) { nameWords.append(Hash.of(word)) } }
    for mover in mention.movers {
      for word in WordFolding.fold(mover.utf8).split(whereSeparator: { $0 == 0x20 || $0 == 0x2D }) {
        nameWords.append(Hash.of(word))
      }
    }
    found.terms = terms.terms(utf8, except: nameWords)
    found.headingTerms = terms.terms(mention.heading, except: nameWords).filter { !found.terms.contains($0) }
    found.contextTerms = terms.terms(mention.context, except: nameWords).filter {
      !found.terms.contains($0) && !found.headingTerms.contains($0)
    }
    let cue = [0x20] + WordFolding.fold(utf8).map { (0x61...0x7A).contains($0) ? $0 : 0x20 } + [0x20]
    // A single word may belong to what is promised ("postponed maintenance"): it counts beside a date only.
    found.isPostponed =
      mention.replaces != nil || has(cue, words.postponedPhrases)
      || (mention.deadline != nil && has(cue, words.postponedWords))
    found.isSupplement = has(cue, words.supplemented)
    found.isEcho = has(cue, words.echoed)
    found.copy = Hash.of(MentionIdentity.hash(mention.text).utf8) &+ UInt64(bitPattern: Int64(found.letterDay ?? 0))
    return found
  }

  /// The office bound; where the record names the cabinet or nobody, the first that signed.
  private mutating func bond(_ mention: Mention, _ letter: RegisterLetter) -> (portfolio: UInt64, rows: Set<Int>)? {
    for office in [mention.holder, letter.signatories.first?.office].compactMap(\.self) {
      if let known = offices[office] {
        if let known { return known }
        continue
      }
      let bond = words.offices.bond(of: office).map { (portfolio: Hash.of($0.portfolio.utf8), rows: $0.rows) }
      offices[office] = .some(bond)
      if let bond { return bond }
    }
    return nil
  }

  /// Past days, as days since 1970, and past months without a day.
  private func dates(_ utf8: [UInt8], _ letter: RegisterLetter, _ mention: Mention) -> (days: [Int], months: [Int]) {
    var (days, months): ([Int], [Int]) = ([], [])
    func insert(_ day: Day) {
      if day == mention.until || day == mention.from { return }
      if let date = letter.date, day >= date { return }
      days.append(day.ordinal)
    }
    var i = 0
    while i < utf8.count {
      guard (0x30...0x39).contains(utf8[i]) else {
        if i == 0 || FeatureBuilder.opens(utf8[i - 1]), let month = bareMonth(utf8, at: i, letter, mention) {
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
        if let day = past(number(utf8[i..<end]), month.month, letter.date), !isDeadline(utf8[i..<month.end], mention) {
          insert(day)
        }
        end = month.end
      } else if end - i == 4, let month = month(utf8, before: i) {
        months.append(number(utf8[i..<end]) * 12 + month)
      }
    }
    return (days, months)
  }

  /// A month without day or year that is no deadline: the last one before the letter's day.
  private func bareMonth(_ utf8: [UInt8], at start: Int, _ letter: RegisterLetter, _ mention: Mention) -> Int? {
    guard let date = letter.date, let (month, end) = words.months.month(utf8, at: start) else { return nil }
    // A day before it or a year behind it is read with them.
    let isDated = start >= 2 && utf8[start - 1] == 0x20 && (0x30...0x39).contains(utf8[start - 2])
    let hasYear = end + 1 < utf8.count && utf8[end] == 0x20 && (0x30...0x39).contains(utf8[end + 1])
    if isDated || hasYear || isDeadline(utf8[start..<end], mention) { return nil }
    return (month > date.month ? date.year - 1 : date.year) * 12 + month
  }

  private static let statuses: [String: MentionFeatures.Status] = [
    "open": .open, "partly": .partly, "fulfilled": .fulfilled, "lapsed": .lapsed,
  ]

  private static func opens(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x28 || byte == 0x0A }

  private func isDeadline(_ printed: ArraySlice<UInt8>, _ mention: Mention) -> Bool {
    guard let deadline = mention.deadline else { return false }
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

  private func has(_ folded: [UInt8], _ cues: [[UInt8]]) -> Bool {
    folded.withUnsafeBufferPointer { folded in
      cues.contains { cue in
        var i = 0
        while i + cue.count <= folded.count {
          // Every cue begins with a blank, which most bytes are not.
          if folded[i] == 0x20 {
            var k = 1
            while k < cue.count, folded[i + k] == cue[k] { k += 1 }
            if k == cue.count { return true }
          }
          i += 1
        }
        return false
      }
    }
  }
}

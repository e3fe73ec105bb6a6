// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// Finds, for each mention in the order of the letters' days, the commitment met before of which it speaks, or none.
///
/// Candidates come from indices (register number, motion, cited paper, named day, rarest words), so that cost grows with the number
/// of mentions and not with its square. Where the best candidate has too few points, or too small a lead, there is no link.
struct MentionLinker {
  private let weights = LinkWeights()
  private let features: [MentionFeatures]
  private let mentions: [Mention]
  private let vectors: [TermVector]
  private let apart: Set<Int>

  private var postings: [UInt64: [Int32]] = [:]
  /// Entry of each mention: the index of its first mention.
  private(set) var entryOf: [Int]
  private(set) var links: [Link?]
  private var states: [Int: EntryState] = [:]

  /// What is known of a commitment at some moment.
  private struct EntryState {
    var isEnded = false
    var isRecurring = false
  }

  /// - Parameter apart: mentions that corrections set apart: they begin an entry.
  init(mentions: [Mention], features: [MentionFeatures], apart: Set<Int> = []) {
    self.mentions = mentions
    self.features = features
    self.apart = apart
    vectors = TermVector.all(features)
    entryOf = Array(mentions.indices)
    links = Array(repeating: nil, count: mentions.count)
  }

  /// Links mentions in this order; those left out do not exist.
  mutating func run(order: [Int]) {
    var stamp = [Int32](repeating: -1, count: mentions.count)
    for (step, i) in order.enumerated() {
      if !apart.contains(i) { link(i, &stamp, Int32(step)) }
      note(i)
      index(i)
    }
  }

  // MARK: - Candidates

  private static let numberTag: UInt8 = 1
  private static let motionTag: UInt8 = 2
  private static let paperTag: UInt8 = 3
  private static let letterDayTag: UInt8 = 4
  private static let dayTag: UInt8 = 5
  private static let termTag: UInt8 = 6
  private static let copyTag: UInt8 = 7

  private func key(_ tag: UInt8, _ value: UInt64) -> UInt64 { Hash.mixed(value, tag) &* 0x9E37_79B9_7F4A_7C15 }

  /// Keys under which a mention is found later.
  private mutating func index(_ i: Int) {
    let found = features[i]
    func add(_ tag: UInt8, _ value: UInt64) { postings[key(tag, value), default: []].append(Int32(i)) }
    for number in found.numbers { add(Self.numberTag, number) }
    if let motion = found.motion { add(Self.motionTag, motion) }
    for paper in found.papers { add(Self.paperTag, paper) }
    if let day = found.letterDay { add(Self.letterDayTag, dayKey(day, found)) }
    for day in found.days { add(Self.dayTag, dayKey(day, found)) }
    for term in vectors[i].rarest { add(Self.termTag, term) }
    add(Self.copyTag, found.copy)
  }

  /// A day alone would bring together the letters of all ministries.
  private func dayKey(_ day: Int, _ features: MentionFeatures) -> UInt64 {
    let office = features.rows.min().map { UInt64($0) } ?? features.portfolio ?? 0
    return UInt64(bitPattern: Int64(day)) &* 0x0000_0100_0000_01b3 ^ office
  }

  /// Mentions that share a key, each once.
  private func candidates(_ i: Int, _ stamp: inout [Int32], _ mark: Int32) -> [Int] {
    let found = features[i]
    var result: [Int] = []
    func take(_ tag: UInt8, _ value: UInt64, most: Int) {
      guard let list = postings[key(tag, value)] else { return }
      for candidate in list.suffix(most) where stamp[Int(candidate)] != mark {
        stamp[Int(candidate)] = mark
        result.append(Int(candidate))
      }
    }
    take(Self.copyTag, found.copy, most: 8)
    for number in found.numbers { take(Self.numberTag, number, most: 64) }
    if let motion = found.motion { take(Self.motionTag, motion, most: 64) }
    for paper in found.cited { take(Self.paperTag, paper, most: 128) }
    for day in found.days {
      take(Self.letterDayTag, dayKey(day, found), most: 128)
      take(Self.dayTag, dayKey(day, found), most: 128)
    }
    for term in vectors[i].rarest { take(Self.termTag, term, most: 40) }
    return result
  }

  // MARK: - Choice

  private mutating func link(_ i: Int, _ stamp: inout [Int32], _ mark: Int32) {
    var best: (target: Int, points: Double)?
    var bestByEntry: [Int: (target: Int, points: Double)] = [:]
    for candidate in candidates(i, &stamp, mark) {
      if isCopy(i, candidate) {
        entryOf[i] = entryOf[candidate]
        links[i] = Link(
          from: i,
          to: candidate,
          kind: .copy,
          score: 1,
          reasons: [Link.Reason(name: "same-sentence-and-day", points: 20)]
        )
        return
      }
      let points = score(i, candidate, nil)
      let entry = entryOf[candidate]
      if points > bestByEntry[entry]?.points ?? -.infinity { bestByEntry[entry] = (candidate, points) }
      if points > best?.points ?? -.infinity { best = (candidate, points) }
    }
    guard let best, best.points >= weights.threshold else { return }
    let entry = entryOf[best.target]
    let next = bestByEntry.filter { $0.key != entry }.map(\.value.points).max() ?? -.infinity
    if best.points - next < weights.lead { return }
    var reasons: [Link.Reason] = []
    _ = score(i, best.target) { reasons.append(Link.Reason(name: $0, points: $1)) }
    reasons.sort { abs($0.points) > abs($1.points) }
    entryOf[i] = entry
    let score = 1 / (1 + exp(-best.points))
    links[i] = Link(from: i, to: best.target, kind: .repeated, score: score, reasons: reasons)
  }

  private func isCopy(_ i: Int, _ j: Int) -> Bool {
    features[i].copy == features[j].copy && mentions[i].letter != mentions[j].letter
      && features[i].letterDay != nil && mentions[i].status == mentions[j].status
  }

  /// Keeps the entry's state.
  private mutating func note(_ i: Int) {
    let entry = entryOf[i]
    var state = states[entry] ?? EntryState()
    if links[i]?.kind == .copy { return }
    if mentions[i].precision == "recurring" { state.isRecurring = true }
    state.isEnded = mentions[i].status == "fulfilled" || mentions[i].status == "lapsed"
    states[entry] = state
  }

  // MARK: - Score

  /// Points for `i` speaking of the commitment of `j`; `tell` gets each part.
  private func score(_ i: Int, _ j: Int, _ tell: ((String, Double) -> Void)?) -> Double {
    let (a, b) = (features[i], features[j])
    var total = weights.start
    func add(_ name: String, _ points: Double) {
      total += points
      tell?(name, points)
    }
    if !a.numbers.isEmpty, !b.numbers.isEmpty {
      if a.numbers.isDisjoint(with: b.numbers) {
        add("other-register-number", weights.otherRegisterNumber)
      } else {
        add("register-number", weights.registerNumber)
      }
    }
    motion(i, j, add)
    let cites = !a.cited.isDisjoint(with: b.papers)
    let names = b.letterDay.map { a.days.contains($0) } ?? false
    if cites { add("cites-letter", weights.citesLetter) }
    if names { add("names-letter-date", cites ? weights.citesAndNames : weights.namesLetterDate) }
    let takesUp = cites || names
    // What a letter is named for is a promise made there, not one that was kept there.
    if takesUp, mentions[j].status == "fulfilled" || mentions[j].status == "lapsed" {
      add("ended-there", weights.endedThere)
    }
    occasion(a, b, takesUp: takesUp, add)
    if !a.members.isEmpty, !b.members.isEmpty {
      let same = !a.members.isDisjoint(with: b.members)
      add(same ? "member" : "other-member", same ? weights.member : weights.otherMember)
    }
    office(a, b, add)
    if !a.dossiers.isEmpty, !b.dossiers.isEmpty {
      let same = !a.dossiers.isDisjoint(with: b.dossiers)
      add(same ? "dossier" : "other-dossier", same ? weights.dossier : weights.otherDossier)
    }
    if let until = mentions[i].until, until == mentions[j].until { add("deadline", weights.sameDeadline) }
    let cosine = vectors[i].cosine(with: vectors[j])
    if cosine > 0 { add("words", weights.words * cosine) }
    let isNew = mentions[i].kind == "made" && mentions[i].status == "open" && !takesUp && !a.isEcho && !a.isPostponed
    if isNew { add("unannounced", weights.unannounced) }
    time(i, j, a, b, add)
    if let state = states[entryOf[j]], state.isEnded, !state.isRecurring {
      if mentions[i].status == "open" {
        add("after-end", isNew ? weights.newAfterEnd : weights.afterEnd)
      } else {
        add("ended-twice", weights.endedTwice)
      }
    }
    return total
  }

  private func motion(_ i: Int, _ j: Int, _ add: (String, Double) -> Void) {
    let (a, b) = (features[i], features[j])
    if let one = a.motion, let other = b.motion {
      add(one == other ? "motion" : "other-motion", one == other ? weights.motion : weights.otherMotion)
    } else if (mentions[i].kind == "motion") != (mentions[j].kind == "motion") {
      add("motion-and-none", weights.motionWithout)
    } else if !a.movers.isEmpty, !b.movers.isEmpty {
      let same = !a.movers.isDisjoint(with: b.movers)
      add(same ? "movers" : "other-movers", same ? weights.member : weights.otherMember)
    }
  }

  private func occasion(
    _ a: MentionFeatures,
    _ b: MentionFeatures,
    takesUp: Bool,
    _ add: (String, Double) -> Void
  ) {
    if !a.days.isDisjoint(with: b.days) {
      add("occasion-date", weights.occasionDate)
    } else if a.months.contains(where: { month in b.days.contains { MentionLinker.month($0) == month } }) {
      add("occasion-month", weights.occasionMonth)
    } else if !takesUp, !a.days.isEmpty {
      // It names a day on which the other was not given.
      add("other-occasion", weights.otherOccasion)
    }
  }

  private static func month(_ ordinal: Int) -> Int {
    let day = Day(ordinal: ordinal)
    return day.year * 12 + day.month
  }

  private func office(_ a: MentionFeatures, _ b: MentionFeatures, _ add: (String, Double) -> Void) {
    guard let one = a.portfolio, let other = b.portfolio else { return }
    if one == other {
      add("office", weights.office)
    } else if !a.rows.isDisjoint(with: b.rows) {
      add("successor", weights.successor)
    } else {
      add("other-office", weights.otherOffice)
    }
  }

  private func time(_ i: Int, _ j: Int, _ a: MentionFeatures, _ b: MentionFeatures, _ add: (String, Double) -> Void) {
    if mentions[i].letter == mentions[j].letter {
      add("same-letter", weights.sameLetter)
      if let one = mentions[i].until, let other = mentions[j].until, one != other {
        add("other-deadline", weights.otherDeadline)
      }
    }
    if let later = a.letterDay, let earlier = b.letterDay, later > earlier {
      add("time", weights.year * Double(later - earlier) / 365)
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// Finds, for each mention in the order of the letters' days, the commitment met before of which it speaks, or none.
///
/// Candidates come from indices (register number, motion, cited paper, named day, rarest words), so that cost grows with the number
/// of mentions and not with its square. Where the best candidate has too few points, or too small a lead, there is no link.
struct MentionLinker {
  private let weights = LinkWeights()
  /// In the order of time.
  private let features: [MentionFeatures]
  private let space: TermSpace
  /// Mentions that corrections set apart: they begin an entry.
  private let apart: Set<Int>

  /// Earlier mentions by what identifies: numbers, papers, days.
  private var postings: [UInt64: [Int32]] = [:]
  /// Earlier mentions by term.
  private var termPostings: [[Int32]]
  /// Entry of each mention: its first mention.
  private(set) var entryOf: [Int]
  /// The link of each mention; its kind is not told yet, except that of copies.
  private(set) var links: [Link?]
  /// For mentions without a link the one that came nearest, with why it was refused.
  private(set) var refused: [Int: Link] = [:]
  private let isTellingRefused: Bool
  private var states: [EntryState]
  /// For each mention the step in which it was last a candidate, and its sum of shared weights in that step.
  private var stamps: [Int32]
  private var sums: [Float]

  /// What is known of a commitment at some moment.
  private struct EntryState {
    var isEnded = false
    var isRecurring = false
  }

  /// Links mentions.
  ///
  /// - Parameters:
  ///   - features: In the order of time.
  ///   - apart: Positions of those that begin an entry whatever speaks for a link.
  ///   - isTellingRefused: Whether ``refused`` is wanted.
  init(_ features: [MentionFeatures], apart: Set<Int> = [], isTellingRefused: Bool = false) {
    self.isTellingRefused = isTellingRefused
    self.features = features
    self.apart = apart
    space = TermSpace(features)
    termPostings = Array(repeating: [], count: space.count)
    entryOf = Array(features.indices)
    links = Array(repeating: nil, count: features.count)
    states = Array(repeating: EntryState(), count: features.count)
    stamps = Array(repeating: -1, count: features.count)
    sums = Array(repeating: 0, count: features.count)
    for i in features.indices {
      if !apart.contains(i) { link(i) }
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
  private static let copyTag: UInt8 = 6
  private static let monthTag: UInt8 = 7

  private func key(_ tag: UInt8, _ value: UInt64) -> UInt64 { Hash.mixed(value, tag) &* 0x9E37_79B9_7F4A_7C15 }

  /// Keys under which a mention is found later.
  private mutating func index(_ i: Int) {
    let found = features[i]
    func add(_ tag: UInt8, _ value: UInt64) { postings[key(tag, value), default: []].append(Int32(i)) }
    for number in found.numbers { add(Self.numberTag, number) }
    if let motion = found.motion { add(Self.motionTag, motion) }
    for paper in found.papers { add(Self.paperTag, paper) }
    if let day = found.letterDay {
      for key in dayKeys(day, found) { add(Self.letterDayTag, key) }
      for key in dayKeys(MentionLinker.month(day), found) { add(Self.monthTag, key) }
    }
    for day in found.days { for key in dayKeys(day, found) { add(Self.dayTag, key) } }
    add(Self.copyTag, found.copy)
    for entry in space.rarest[i] { termPostings[Int(entry.term)].append(Int32(i)) }
  }

  /// A day alone would bring together the letters of all ministries: keys of the day with each row of successions of the office.
  private func dayKeys(_ day: Int, _ features: MentionFeatures) -> [UInt64] {
    let value = UInt64(bitPattern: Int64(day)) &* 0x0000_0100_0000_01b3
    if features.rows.isEmpty { return [value ^ (features.portfolio ?? 0)] }
    return features.rows.map { value ^ UInt64($0) }
  }

  /// Mentions of one key that are looked at, the latest ones; of one term; and of all terms together, those that share most.
  private static let mostOfKey = 128
  private static let mostOfTerm = 32
  private static let mostByTerms = 16

  /// Mentions that share a key, each once.
  private mutating func candidates(_ i: Int) -> [Int32] {
    let found = features[i]
    let mark = Int32(i)
    var result: [Int32] = []
    func take(_ tag: UInt8, _ value: UInt64) {
      guard let list = postings[key(tag, value)] else { return }
      for candidate in list.suffix(Self.mostOfKey) where stamps[Int(candidate)] != mark {
        stamps[Int(candidate)] = mark
        result.append(candidate)
      }
    }
    for number in found.numbers { take(Self.numberTag, number) }
    if let motion = found.motion { take(Self.motionTag, motion) }
    for paper in found.cited { take(Self.paperTag, paper) }
    for day in found.days {
      for key in dayKeys(day, found) {
        take(Self.letterDayTag, key)
        take(Self.dayTag, key)
      }
    }
    for month in found.months { for key in dayKeys(month, found) { take(Self.monthTag, key) } }
    var byTerms: [Int32] = []
    for entry in space.rarest[i] {
      for candidate in termPostings[Int(entry.term)].suffix(Self.mostOfTerm) {
        let at = Int(candidate)
        if stamps[at] != mark {
          stamps[at] = mark
          sums[at] = 0
          byTerms.append(candidate)
        }
        sums[at] += entry.weight
      }
    }
    if byTerms.count > Self.mostByTerms {
      // Of two equal ones the later.
      for place in 0..<Self.mostByTerms {
        var best = place
        for at in (place + 1)..<byTerms.count {
          let (one, other) = (sums[Int(byTerms[at])], sums[Int(byTerms[best])])
          if one > other || (one == other && byTerms[at] > byTerms[best]) { best = at }
        }
        byTerms.swapAt(place, best)
      }
      byTerms.removeLast(byTerms.count - Self.mostByTerms)
    }
    return result + byTerms
  }

  // MARK: - Choice

  private mutating func link(_ i: Int) {
    var best: (target: Int, points: Double)?
    /// The most points of another entry than the best one's.
    var next = -Double.infinity
    if let j = copy(of: i) {
      entryOf[i] = entryOf[j]
      let reason = Link.Reason(name: "same-sentence-and-day", points: 20)
      links[i] = Link(from: i, to: j, kind: .copy, score: 1, reasons: [reason])
      return
    }
    for candidate in candidates(i) {
      let j = Int(candidate)
      let points = score(i, j, nil)
      guard let leader = best else {
        best = (j, points)
        continue
      }
      let isSame = entryOf[leader.target] == entryOf[j]
      if points > leader.points {
        if !isSame { next = max(next, leader.points) }
        best = (j, points)
      } else if !isSame {
        next = max(next, points)
      }
    }
    guard let best else { return }
    let isSure = best.points >= weights.threshold && best.points - next >= weights.lead
    if !isSure, !isTellingRefused { return }
    var reasons: [Link.Reason] = []
    _ = score(i, best.target) { reasons.append(Link.Reason(name: $0, points: $1)) }
    reasons.sort { abs($0.points) > abs($1.points) }
    let score = 1 / (1 + exp(-best.points))
    let link = Link(from: i, to: best.target, kind: .repeated, score: score, reasons: reasons)
    if isSure {
      entryOf[i] = entryOf[best.target]
      links[i] = link
    } else {
      refused[i] = link
      if next.isFinite { refused[i]?.reasons.append(Link.Reason(name: "lead", points: best.points - next)) }
    }
  }

  /// The same sentence in another letter of the same day.
  private func copy(of i: Int) -> Int? {
    let a = features[i]
    guard a.letterDay != nil, let list = postings[key(Self.copyTag, a.copy)] else { return nil }
    return list.first { j in
      let b = features[Int(j)]
      return a.copy == b.copy && a.letter != b.letter && a.status == b.status
    }.map(Int.init)
  }

  /// Keeps the entry's state.
  private mutating func note(_ i: Int) {
    if links[i]?.kind == .copy { return }
    let entry = entryOf[i]
    if features[i].isRecurring { states[entry].isRecurring = true }
    states[entry].isEnded = features[i].isEnd
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
      if a.numbers.shares(b.numbers) {
        add("register-number", weights.registerNumber)
      } else {
        add("other-register-number", weights.otherRegisterNumber)
      }
    }
    motion(a, b, add)
    let cites = a.cited.shares(b.papers)
    let names = b.letterDay.map { a.days.contains($0) } ?? false
    if cites { add("cites-letter", weights.citesLetter) }
    if names { add("names-letter-date", cites ? weights.citesAndNames : weights.namesLetterDate) }
    let takesUp = cites || names
    // What a letter is named for is a promise made there, not one that was kept there.
    if takesUp, b.isEnd { add("ended-there", weights.endedThere) }
    if let until = b.until, a.days.contains(until) || a.days.contains(until + 1) {
      add("names-deadline", weights.namesDeadline)
    }
    occasion(a, b, takesUp: takesUp, add)
    member(a, b, add)
    office(a, b, add)
    if !a.dossiers.isEmpty, !b.dossiers.isEmpty {
      if a.dossiers.shares(b.dossiers) {
        add("dossier", weights.dossier)
      } else {
        // A letter that names where it was promised may stand in another dossier; words alone should not.
        let isNamed = takesUp || a.numbers.shares(b.numbers) || a.days.shares(b.days)
        add("other-dossier", isNamed ? weights.otherDossier : weights.otherDossierUnnamed)
      }
    }
    if let until = a.until, until == b.until { add("deadline", weights.sameDeadline) }
    // Nothing is postponed in the letter that promises it: there the word belongs to what is promised.
    let isPostponed = a.isPostponed && a.letter != b.letter
    let isNew = a.isMade && a.status == .open && !takesUp && !a.isEcho && !isPostponed
    let likeness = space.likeness(i, j, isCovering: !isNew)
    if likeness > 0 { add("words", weights.words * likeness) }
    if isNew { add("unannounced", weights.unannounced) }
    time(a, b, add)
    let state = states[entryOf[j]]
    if state.isEnded, !state.isRecurring {
      if a.status == .open {
        add("after-end", isNew ? weights.newAfterEnd : weights.afterEnd)
      } else {
        add("ended-twice", weights.endedTwice)
      }
    }
    return total
  }

  private func motion(_ a: MentionFeatures, _ b: MentionFeatures, _ add: (String, Double) -> Void) {
    if let one = a.motion, let other = b.motion {
      add(one == other ? "motion" : "other-motion", one == other ? weights.motion : weights.otherMotion)
    } else if a.isMotion != b.isMotion {
      add("motion-and-none", weights.motionWithout)
    } else if !a.movers.isEmpty, !b.movers.isEmpty {
      let same = a.movers.shares(b.movers)
      add(same ? "movers" : "other-movers", same ? weights.member : weights.otherMember)
    }
  }

  private func member(_ a: MentionFeatures, _ b: MentionFeatures, _ add: (String, Double) -> Void) {
    if a.members.shares(b.members) {
      add("member", weights.member)
    } else if !a.members.isEmpty, !b.members.isEmpty {
      add("other-member", weights.otherMember)
    } else if a.members.shares(b.contextMembers) || a.contextMembers.shares(b.members) {
      // "I promised her": the name stands before the sentence.
      add("member-before", weights.memberBefore)
    }
  }

  private func occasion(
    _ a: MentionFeatures,
    _ b: MentionFeatures,
    takesUp: Bool,
    _ add: (String, Double) -> Void
  ) {
    if a.days.shares(b.days) {
      add("occasion-date", weights.occasionDate)
    } else if a.months.contains(where: { month in b.days.contains { MentionLinker.month($0) == month } }) {
      add("occasion-month", weights.occasionMonth)
    } else if a.days.shares(b.contextDays) || a.contextDays.shares(b.days) {
      add("occasion-before", weights.occasionBefore)
    } else if !takesUp, let day = b.letterDay, a.months.contains(MentionLinker.month(day)) {
      add("letter-month", b.isEnd ? weights.letterMonth + weights.endedThere : weights.letterMonth)
    } else if !takesUp, !a.days.isEmpty, b.isMade || !b.days.isEmpty {
      // It names a day on which the other was not given.
      add("other-occasion", a.hasOccasion ? weights.otherOccasion : weights.otherDay)
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

  private func time(_ a: MentionFeatures, _ b: MentionFeatures, _ add: (String, Double) -> Void) {
    if a.letter == b.letter {
      add("same-letter", weights.sameLetter)
      if let one = a.until, let other = b.until, one != other {
        add("other-deadline", weights.otherDeadline)
      }
    }
    if let later = a.letterDay, let earlier = b.letterDay, later > earlier {
      add("time", weights.year * Double(later - earlier) / 365)
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Finds earlier mentions of which a mention may speak: those that share a register number, a motion, a cited paper, a named day, or
/// rare words. So cost grows with the number of mentions and not with its square.
struct CandidateIndex {
  private let features: FeatureTable.View
  private let space: TermSpace
  /// Mentions by what identifies: numbers, papers, days; those of key `k` from `starts[k]` to `starts[k + 1]`, ascending.
  private let keys: HashIndex
  private let starts: [Int32]
  private let members: [Int32]
  /// Mentions by their rarest words in the same way, and where in that list a mention itself stands, for each of its words.
  private let termStarts: [Int32]
  private let termMembers: [Int32]
  private let termPlaces: [Int32]

  init(_ features: FeatureTable.View, _ space: TermSpace) {
    self.features = features
    self.space = space
    var keys = HashIndex(capacity: features.count * 4)
    var (numbers, holders): ([Int32], [Int32]) = ([], [])
    numbers.reserveCapacity(features.count * 8)
    holders.reserveCapacity(features.count * 8)
    for i in 0..<features.count {
      CandidateIndex.index(features, i) {
        numbers.append(Int32(keys.number(adding: $0)))
        holders.append(Int32(i))
      }
    }
    self.keys = keys
    (starts, members, _) = CandidateIndex.grouped(numbers, holders, keys.count)
    var termHolders: [Int32] = []
    termHolders.reserveCapacity(space.rarest.count)
    for i in 0..<features.count {
      for _ in space.rareStarts[i]..<space.rareStarts[i + 1] { termHolders.append(Int32(i)) }
    }
    (termStarts, termMembers, termPlaces) = CandidateIndex.grouped(space.rarest.map(\.term), termHolders, space.count)
  }

  /// Holders by number, in their order, and the place that each got.
  private static func grouped(_ numbers: [Int32], _ holders: [Int32], _ count: Int) -> ([Int32], [Int32], [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for number in 0..<count { starts[number + 1] += starts[number] }
    var next = starts
    var (members, places) = (holders, holders)
    for (at, number) in numbers.enumerated() {
      members[Int(next[Int(number)])] = holders[at]
      places[at] = next[Int(number)]
      next[Int(number)] += 1
    }
    return (starts, members, places)
  }

  // MARK: - Keys

  private static let numberTag: UInt8 = 1
  private static let motionTag: UInt8 = 2
  private static let paperTag: UInt8 = 3
  private static let letterDayTag: UInt8 = 4
  private static let dayTag: UInt8 = 5
  private static let copyTag: UInt8 = 6
  private static let monthTag: UInt8 = 7

  private static func key(_ tag: UInt8, _ value: UInt64) -> UInt64 {
    Hash.mixed(value, tag) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Keys under which a mention is found later.
  @inline(__always)
  private static func index(_ features: FeatureTable.View, _ i: Int, _ add: (UInt64) -> Void) {
    let found = features[i]
    for number in features.list(.numbers, i) { add(key(numberTag, number)) }
    if let motion = found.motion { add(key(motionTag, motion)) }
    for paper in features.list(.papers, i) { add(key(paperTag, paper)) }
    if let day = found.letterDay {
      dayKeys(features, i, UInt64(bitPattern: Int64(day))) { add(key(letterDayTag, $0)) }
      dayKeys(features, i, UInt64(bitPattern: Int64(MentionScorer.month(day)))) { add(key(monthTag, $0)) }
    }
    for day in features.list(.days, i) { dayKeys(features, i, day) { add(key(dayTag, $0)) } }
    add(key(copyTag, found.copy))
  }

  /// A day alone would bring together the letters of all ministries: keys of the day with each row of successions of the office.
  @inline(__always)
  private static func dayKeys(_ features: FeatureTable.View, _ i: Int, _ day: UInt64, _ body: (UInt64) -> Void) {
    let value = day &* 0x0000_0100_0000_01b3
    let rows = features.list(.rows, i)
    if rows.isEmpty { body(value ^ (features[i].portfolio ?? 0)) }
    for row in rows { body(value ^ row) }
  }

  /// Mentions before `i` under a key; `nil` for none.
  private func list(_ tag: UInt8, _ value: UInt64, before i: Int) -> Range<Int>? {
    guard let number = keys.number(CandidateIndex.key(tag, value)) else { return nil }
    let start = Int(starts[number])
    var (low, high) = (start, Int(starts[number + 1]))
    while low < high {
      let middle = (low + high) / 2
      if members[middle] < Int32(i) { low = middle + 1 } else { high = middle }
    }
    return start..<low
  }

  // MARK: - Candidates

  /// The same sentence in another letter of the same day, before `i`.
  func copy(of i: Int) -> Int? {
    let a = features[i]
    guard a.letterDay != nil, let list = list(CandidateIndex.copyTag, a.copy, before: i) else { return nil }
    for place in list {
      let j = Int(members[place])
      let b = features[j]
      if a.copy == b.copy && a.letter != b.letter && a.status == b.status && a.until == b.until { return j }
    }
    return nil
  }

  /// Mentions of one key that are looked at, the latest ones; of one term; and of all terms together, those that share most.
  private static let mostOfKey = 128
  private static let mostOfTerm = 32
  private static let mostByTerms = 16

  /// Room for a search; each thread has its own.
  struct Room {
    /// What was found last, each once.
    fileprivate(set) var found: [Int32] = []
    /// For each mention the search in which it was last a candidate, and its sum of shared weights in that search.
    fileprivate var marks: [(search: Int32, sum: Float)]
    fileprivate var byTerms: [Int32] = []

    init(_ count: Int) { marks = Array(repeating: (-1, 0), count: count) }
  }

  /// Finds the candidates of `i`: those that share a key, then those that share words.
  func search(_ i: Int, _ room: inout Room) {
    let found = features[i]
    room.found.removeAll(keepingCapacity: true)
    room.byTerms.removeAll(keepingCapacity: true)
    for number in features.list(.numbers, i) { take(Self.numberTag, number, i, &room) }
    if let motion = found.motion { take(Self.motionTag, motion, i, &room) }
    for paper in features.list(.cited, i) { take(Self.paperTag, paper, i, &room) }
    for day in features.list(.days, i) {
      Self.dayKeys(features, i, day) {
        take(Self.letterDayTag, $0, i, &room)
        take(Self.dayTag, $0, i, &room)
      }
    }
    for month in features.list(.months, i) { Self.dayKeys(features, i, month) { take(Self.monthTag, $0, i, &room) } }
    for at in space.rareStarts[i]..<space.rareStarts[i + 1] {
      let (key, place) = (space.rarest[at], Int(termPlaces[at]))
      for earlier in max(Int(termStarts[Int(key.term)]), place - Self.mostOfTerm)..<place {
        let candidate = Int(termMembers[earlier])
        if room.marks[candidate].search != Int32(i) {
          room.marks[candidate] = (Int32(i), 0)
          room.byTerms.append(Int32(candidate))
        }
        room.marks[candidate].sum += key.weight
      }
    }
    if room.byTerms.count > Self.mostByTerms { cut(&room) }
    room.found += room.byTerms
  }

  private func take(_ tag: UInt8, _ value: UInt64, _ i: Int, _ room: inout Room) {
    guard let list = list(tag, value, before: i) else { return }
    for place in list.suffix(Self.mostOfKey) where room.marks[Int(members[place])].search != Int32(i) {
      room.marks[Int(members[place])].search = Int32(i)
      room.found.append(members[place])
    }
  }

  /// Keeps those that share most, of two equal ones the later.
  private func cut(_ room: inout Room) {
    var kept: [(sum: Float, candidate: Int32)] = []
    kept.reserveCapacity(Self.mostByTerms)
    for candidate in room.byTerms {
      let sum = room.marks[Int(candidate)].sum
      if kept.count == Self.mostByTerms {
        let last = kept[kept.count - 1]
        if last.sum > sum || (last.sum == sum && last.candidate > candidate) { continue }
        kept.removeLast()
      }
      var place = kept.count
      while place > 0,
        kept[place - 1].sum < sum || (kept[place - 1].sum == sum && kept[place - 1].candidate < candidate)
      {
        place -= 1
      }
      kept.insert((sum, candidate), at: place)
    }
    room.byTerms.removeAll(keepingCapacity: true)
    for (_, candidate) in kept { room.byTerms.append(candidate) }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A mention as it is compared with others: nothing but numbers, for it is looked at many thousand times.
struct MentionFeatures {
  /// What the letter says of a commitment.
  enum Status { case open, partly, fulfilled, lapsed }

  /// Days since 1970, of the letter.
  var letterDay: Int?
  /// Last day on which it is kept in time, days since 1970.
  var until: Int?
  /// Portfolio of the bound office.
  var portfolio: UInt64?
  var motion: UInt64?
  /// Of the sentence's letters and the letter's day: another copy of the letter has the same.
  var copy: UInt64 = 0
  var letter = 0
  var status = Status.open
  var isMade = false
  var isMotion = false
  var isRecurring = false
  /// Whether one of the days is said to be that of the occasion.
  var hasOccasion = false
  var isPostponed = false
  var isSupplement = false
  var isEcho = false
  /// Where its lists begin among those of all.
  fileprivate var start = 0

  var isEnd: Bool { status == .fulfilled || status == .lapsed }

  /// What a mention has several of, in the order in which they are kept.
  enum List: Int, CaseIterable {
    /// Past days named in the sentence: of a debate, of a letter. Days since 1970.
    case days
    /// Those named in what stands before it.
    case contextDays
    /// Past months named without a day: year times twelve plus month.
    case months
    /// Members of parliament, by the hash of their names.
    case members
    /// Members named in what stands before the sentence.
    case contextMembers
    case movers
    case numbers
    /// Papers cited.
    case cited
    /// The letter's own papers.
    case papers
    case dossiers
    /// Rows of successions in which the portfolio stands.
    case rows
    /// Stems; those of the heading and of what stands before the sentence apart, where it has them not itself. Ascending.
    case terms
    case headingTerms
    case contextTerms
  }
}

/// Features of many mentions: all lists lie one after another.
struct FeatureTable {
  private(set) var features: [MentionFeatures] = []
  private var values: [UInt64] = []
  /// For each mention where its lists end, counted from where its first one begins; a 0 before them.
  private var ends: [UInt32] = []

  private static let stride = MentionFeatures.List.allCases.count + 1

  var count: Int { features.count }

  /// Begins the lists of the next mention.
  mutating func begin(_ found: MentionFeatures) {
    features.append(found)
    features[features.count - 1].start = values.count
    ends.append(0)
  }

  /// Adds to the list that is being made.
  mutating func add(_ value: UInt64) { values.append(value) }

  mutating func add(_ day: Int) { values.append(UInt64(bitPattern: Int64(day))) }

  /// Ends a list; all of them are made, in their order.
  mutating func end(_ list: MentionFeatures.List) {
    assert(ends.count % FeatureTable.stride == list.rawValue + 1)
    ends.append(UInt32(values.count - features[features.count - 1].start))
  }

  /// The day that a mention names where it names one only; since 1970.
  func onlyDay(_ i: Int) -> Int? {
    withView { view in
      let days = view.list(.days, i)
      return days.count == 1 ? Int(Int64(bitPattern: days[0])) : nil
    }
  }

  /// Takes over the mentions of another table.
  mutating func append(_ other: FeatureTable) {
    let shift = values.count
    for var found in other.features {
      found.start += shift
      features.append(found)
    }
    values += other.values
    ends += other.ends
  }

  mutating func reserve(like parts: [FeatureTable]) {
    features.reserveCapacity(parts.reduce(0) { $0 + $1.features.count })
    values.reserveCapacity(parts.reduce(0) { $0 + $1.values.count })
    ends.reserveCapacity(parts.reduce(0) { $0 + $1.ends.count })
  }

  /// Calls `body` with the table as it lies in memory.
  func withView<Result>(_ body: (View) -> Result) -> Result {
    features.withUnsafeBufferPointer { features in
      ends.withUnsafeBufferPointer { ends in
        values.withUnsafeBufferPointer { values in body(View(features: features, ends: ends, values: values)) }
      }
    }
  }

  /// A table where it lies in memory: without references that would be counted.
  struct View {
    fileprivate let features: UnsafeBufferPointer<MentionFeatures>
    fileprivate let ends: UnsafeBufferPointer<UInt32>
    fileprivate let values: UnsafeBufferPointer<UInt64>

    var count: Int { features.count }

    @inline(__always)
    subscript(_ i: Int) -> MentionFeatures { features[i] }

    /// One list of a mention.
    @inline(__always)
    func list(_ list: MentionFeatures.List, _ i: Int) -> UnsafeBufferPointer<UInt64> {
      let (start, place) = (features[i].start, i * FeatureTable.stride + list.rawValue)
      return UnsafeBufferPointer(rebasing: values[start + Int(ends[place])..<start + Int(ends[place + 1])])
    }

    /// Whether two lists hold the same value; for lists of a few.
    @inline(__always)
    func shares(_ one: MentionFeatures.List, _ i: Int, _ other: MentionFeatures.List, _ j: Int) -> Bool {
      let list = list(other, j)
      if list.isEmpty { return false }
      for value in self.list(one, i) where list.contains(value) { return true }
      return false
    }

    @inline(__always)
    func shares(_ list: MentionFeatures.List, _ i: Int, _ j: Int) -> Bool { shares(list, i, list, j) }

    /// Whether a list of days or months holds one.
    @inline(__always)
    func has(_ list: MentionFeatures.List, _ i: Int, _ day: Int) -> Bool {
      self.list(list, i).contains(UInt64(bitPattern: Int64(day)))
    }
  }
}

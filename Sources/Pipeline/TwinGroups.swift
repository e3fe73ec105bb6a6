// SPDX-License-Identifier: GPL-3.0-or-later
internal import Output

/// Letters that are the same letter, found among those of one occasion. Pure; does not depend on the order in which they come.
struct TwinGroups {
  /// Beyond this many on one occasion only equal words are looked for: comparing each with each would cost their square. The
  /// chambers' busiest days have some 150 letters.
  static let comparisonLimit = 1_000

  /// Of a larger group only the first are named: thousands of copies of one letter would name each other millions of times.
  static let namedLimit = 32

  /// For each letter that has any: the others, ascending.
  private(set) var twins: [String: [String]] = [:]

  /// Finds the groups among letters of one occasion.
  init(_ letters: [(sha256: String, likeness: RecordLikeness)]) {
    var leaders = Array(letters.indices)
    func leader(_ i: Int) -> Int {
      var i = i
      while leaders[i] != i { i = leaders[i] }
      return i
    }
    func join(_ i: Int, _ j: Int) {
      let (one, two) = (leader(i), leader(j))
      leaders[max(one, two)] = min(one, two)
    }
    var firsts: [UInt64: Int] = [:]
    for i in letters.indices {
      if let first = firsts[letters[i].likeness.words] {
        if letters[first].likeness.isTwin(of: letters[i].likeness) { join(first, i) }
      } else {
        firsts[letters[i].likeness.words] = i
      }
    }
    if letters.count <= TwinGroups.comparisonLimit {
      for i in letters.indices {
        for j in letters.indices[(i + 1)...] where letters[i].likeness.isTwin(of: letters[j].likeness) { join(i, j) }
      }
    }
    let groups = Dictionary(grouping: letters.indices, by: leader).values.filter { $0.count > 1 }
    for group in groups {
      let members = group.map { letters[$0].sha256 }.sorted()
      let named = members.prefix(TwinGroups.namedLimit)
      for member in members { twins[member] = named.filter { $0 != member } }
    }
  }
}

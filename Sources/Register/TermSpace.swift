// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// The words of all mentions, weighted by how rare they are among them.
struct TermSpace {
  /// Terms of mention `i` are those in `terms[starts[i]..<starts[i + 1]]`, ascending, with weights of length one together.
  private let starts: [Int]
  private let terms: [Key]
  /// Lengths before that.
  private let norms: [Float]
  /// For each mention the rarest words of the sentence itself, by which candidates are found, one mention after another.
  let rarest: [Key]
  /// Those of mention `i` are from `rareStarts[i]` to `rareStarts[i + 1]`.
  let rareStarts: [Int]
  /// How many terms there are.
  let count: Int

  /// A word of a mention, with its weight there.
  struct Key {
    var term: Int32
    var weight: Float
  }

  /// Weight of words that stand before the sentence and not in it: more where the sentence has few of its own.
  private static let contextShare: Float = 0.15
  private static let headingShare: Float = 0.4
  /// Weight of the last letters of a compound: what the word ends in says less than the word.
  private static let tailShare: Float = 0.6
  private static let contextShareOfFew: Float = 0.6
  /// So many terms are few.
  private static let few = 5
  private static let rarestCount = 10
  /// With few mentions every word is rare: as if there were at least so many.
  private static let leastMentions = 200
  /// Sum of weights of shared words from which on a cosine counts in full: about two words, each found in one mention of a hundred,
  /// with their heads.
  private static let enough: Float = 16

  /// Weighs the terms of mentions.
  init(_ features: FeatureTable.View) {
    var numbers = HashIndex(capacity: features.count)
    var counts: [Int32] = []
    var isTail: [Bool] = []
    for i in 0..<features.count {
      for term in features.list(.terms, i) {
        let number = numbers.number(adding: term)
        if number == counts.count {
          counts.append(0)
          isTail.append(term & 1 == 1)
        }
        counts[number] += 1
      }
    }
    count = counts.count
    let total = Double(max(features.count, TermSpace.leastMentions))
    var idf = counts.map { Float(max(0.1, log(total / (Double($0) + 0.5)))) }
    for number in idf.indices where isTail[number] { idf[number] *= TermSpace.tailShare }
    var parts = Parallel.map(features.count, by: 1024) { range in
      var part = Part()
      for i in range { part.add(i, features, numbers, counts, idf) }
      return part
    }
    var (starts, rareStarts): ([Int], [Int]) = ([0], [0])
    var (terms, norms, rarest): ([Key], [Float], [Key]) = ([], [], [])
    terms.reserveCapacity(parts.reduce(0) { $0 + $1.terms.count })
    rarest.reserveCapacity(parts.reduce(0) { $0 + $1.rarest.count })
    for at in parts.indices {
      let part = parts[at]
      // What was taken over is not kept twice.
      parts[at] = Part()
      let (shift, rareShift) = (terms.count, rarest.count)
      starts += part.ends.map { $0 + shift }
      rareStarts += part.rareEnds.map { $0 + rareShift }
      terms += part.terms
      norms += part.norms
      rarest += part.rarest
    }
    (self.starts, self.rareStarts) = (starts, rareStarts)
    (self.terms, self.norms, self.rarest) = (terms, norms, rarest)
  }

  /// Some mentions, weighed.
  private struct Part {
    var ends: [Int] = []
    var terms: [Key] = []
    var norms: [Float] = []
    var rarest: [Key] = []
    var rareEnds: [Int] = []
    private var weighted: [Key] = []
    private var keys: [Key] = []

    mutating func add(_ i: Int, _ features: FeatureTable.View, _ numbers: HashIndex, _ counts: [Int32], _ idf: [Float])
    {
      weighted.removeAll(keepingCapacity: true)
      keys.removeAll(keepingCapacity: true)
      func weigh(_ list: MentionFeatures.List, _ share: Float?) {
        for term in features.list(list, i) {
          guard let number = numbers.number(term) else { continue }
          weighted.append(Key(term: Int32(number), weight: share.map { idf[number] * $0 } ?? idf[number]))
        }
      }
      weigh(.terms, nil)
      let own = weighted.count
      let isFew = own <= TermSpace.few
      weigh(.headingTerms, TermSpace.headingShare)
      weigh(.contextTerms, isFew ? TermSpace.contextShareOfFew : TermSpace.contextShare)
      for key in weighted[..<(isFew ? weighted.count : own)] {
        // A word of one mention finds nothing.
        if isFew || counts[Int(key.term)] >= 2 { keys.append(key) }
      }
      weighted.sort { $0.term < $1.term }
      let norm = weighted.reduce(into: Float(0)) { $0 += $1.weight * $1.weight }.squareRoot()
      for key in weighted {
        terms.append(Key(term: key.term, weight: norm > 0 ? key.weight / norm : 0))
      }
      ends.append(terms.count)
      norms.append(norm)
      keys.sort { $0.weight == $1.weight ? $0.term < $1.term : $0.weight > $1.weight }
      for key in keys.prefix(TermSpace.rarestCount) {
        rarest.append(Key(term: key.term, weight: norm > 0 ? key.weight / norm : 0))
      }
      rareEnds.append(rarest.count)
    }
  }

  /// Calls `body` with what tells how like two mentions are.
  func withLikeness<Result>(_ body: (Likeness) -> Result) -> Result {
    starts.withUnsafeBufferPointer { starts in
      terms.withUnsafeBufferPointer { terms in
        norms.withUnsafeBufferPointer { body(Likeness(starts: starts, terms: terms, norms: $0)) }
      }
    }
  }

  /// One mention's weights by term: those of others find theirs there. Each thread has its own.
  struct Laid {
    fileprivate var weights: [Float]
    fileprivate var mention: Int?

    init(_ space: TermSpace) { weights = Array(repeating: 0, count: space.count) }
  }

  /// The space where it lies in memory.
  struct Likeness {
    fileprivate let starts: UnsafeBufferPointer<Int>
    fileprivate let terms: UnsafeBufferPointer<Key>
    fileprivate let norms: UnsafeBufferPointer<Float>

    /// Lays out the mention that is compared with others.
    func lay(_ i: Int, _ laid: inout Laid) {
      if let before = laid.mention {
        for at in starts[before]..<starts[before + 1] { laid.weights[Int(terms[at].term)] = 0 }
      }
      for at in starts[i]..<starts[i + 1] { laid.weights[Int(terms[at].term)] = terms[at].weight }
      laid.mention = i
    }

    /// The cosine of two mentions, 0…1, less where the words they share are few or common: two sentences that both say only
    /// "progress" are alike, but that says little.
    ///
    /// - Parameters:
    ///   - a: The mention that was laid out.
    ///   - isCovering: Whether a short sentence that is wholly found in a long one is more alike to it than their angle says:
    ///     what takes a promise up tells more than the promise did.
    func callAsFunction(_ a: Int, _ b: Int, _ laid: borrowing Laid, isCovering: Bool) -> Double {
      var sum: Float = 0
      var shared: Float = 0
      var (coverOfA, coverOfB): (Float, Float) = (0, 0)
      laid.weights.withUnsafeBufferPointer { laid in
        for at in starts[b]..<starts[b + 1] {
          let (one, other) = (laid[Int(terms[at].term)], terms[at].weight)
          if one == 0 { continue }
          sum += one * other
          coverOfA += one * one
          coverOfB += other * other
          shared += one
        }
      }
      let weight = min(1, shared * norms[a] / TermSpace.enough)
      if isCovering { sum = (sum * max(coverOfA, coverOfB)).squareRoot() }
      return Double(sum * weight * weight)
    }
  }
}

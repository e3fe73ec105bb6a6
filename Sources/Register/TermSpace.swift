// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// The words of all mentions, weighted by how rare they are among them.
struct TermSpace {
  /// Terms of mention `i` are those in `terms[starts[i]..<starts[i + 1]]`, ascending.
  private var starts: [Int] = [0]
  private var terms: [Int32] = []
  /// Weights, each mention's of length one together.
  private var weights: [Float] = []
  /// Lengths before that.
  private var norms: [Float] = []
  /// For each mention the rarest words of the sentence itself, by which candidates are found, with their weights.
  private(set) var rarest: [[(term: Int32, weight: Float)]] = []
  /// How many terms there are.
  private(set) var count = 0

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
  init(_ features: [MentionFeatures]) {
    var numbers: [UInt64: Int32] = [:]
    var counts: [Int32] = []
    var own: [[Int32]] = []
    own.reserveCapacity(features.count)
    for found in features {
      own.append(
        found.terms.map { term in
          if let number = numbers[term] {
            counts[Int(number)] += 1
            return number
          }
          let number = Int32(counts.count)
          numbers[term] = number
          counts.append(1)
          return number
        }
      )
    }
    count = counts.count
    let total = Double(max(features.count, TermSpace.leastMentions))
    var idf = counts.map { Float(max(0.1, log(total / (Double($0) + 0.5)))) }
    for (term, number) in numbers where term & 1 == 1 { idf[Int(number)] *= TermSpace.tailShare }
    for (found, mine) in zip(features, own) {
      let isFew = mine.count <= TermSpace.few
      var weighted = mine.map { (term: $0, weight: idf[Int($0)]) }
      var keys = weighted
      let share = isFew ? TermSpace.contextShareOfFew : TermSpace.contextShare
      for term in found.headingTerms {
        if let number = numbers[term] { weighted.append((number, idf[Int(number)] * TermSpace.headingShare)) }
      }
      for term in found.contextTerms {
        if let number = numbers[term] { weighted.append((number, idf[Int(number)] * share)) }
      }
      if isFew { keys = weighted }
      weighted.sort { $0.term < $1.term }
      let norm = weighted.reduce(into: Float(0)) { $0 += $1.weight * $1.weight }.squareRoot()
      for entry in weighted {
        terms.append(entry.term)
        weights.append(norm > 0 ? entry.weight / norm : 0)
      }
      starts.append(terms.count)
      norms.append(norm)
      // A word of one mention finds nothing.
      keys.removeAll { counts[Int($0.term)] < 2 && !isFew }
      keys.sort { $0.weight == $1.weight ? $0.term < $1.term : $0.weight > $1.weight }
      rarest.append(keys.prefix(TermSpace.rarestCount).map { ($0.term, norm > 0 ? $0.weight / norm : 0) })
    }
  }

  /// The cosine of two mentions, 0…1, less where the words they share are few or common: two sentences that both say only
  /// "progress" are alike, but that says little.
  ///
  /// - Parameter isCovering: Whether a short sentence that is wholly found in a long one is more alike to it than their angle says:
  ///   what takes a promise up tells more than the promise did.
  func likeness(_ a: Int, _ b: Int, isCovering: Bool) -> Double {
    var sum: Float = 0
    var shared: Float = 0
    var (coverOfA, coverOfB): (Float, Float) = (0, 0)
    var i = starts[a]
    var j = starts[b]
    let (endOfA, endOfB) = (starts[a + 1], starts[b + 1])
    while i < endOfA, j < endOfB {
      let (one, other) = (terms[i], terms[j])
      if one == other {
        sum += weights[i] * weights[j]
        coverOfA += weights[i] * weights[i]
        coverOfB += weights[j] * weights[j]
        shared += weights[i]
        i += 1
        j += 1
      } else if one < other {
        i += 1
      } else {
        j += 1
      }
    }
    let weight = min(1, shared * norms[a] / TermSpace.enough)
    if isCovering { sum = (sum * max(coverOfA, coverOfB)).squareRoot() }
    return Double(sum * weight * weight)
  }
}

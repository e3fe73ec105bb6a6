// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// The words of a mention, weighted by how rare they are among all mentions.
struct TermVector {
  /// Ascending.
  private var terms: [UInt64] = []
  private var weights: [Float] = []
  /// The rarest words of the sentence itself, by which candidates are found.
  private(set) var rarest: [UInt64] = []

  /// Weight of words that stand before the sentence and not in it: more where the sentence has few of its own.
  private static let contextShare: Float = 0.15
  private static let contextShareOfFew: Float = 0.6
  /// So many terms are few.
  private static let few = 5
  private static let rarestCount = 6

  /// Vectors of all mentions.
  static func all(_ features: [MentionFeatures]) -> [TermVector] {
    var counts: [UInt64: Int32] = [:]
    for found in features { for term in found.terms { counts[term, default: 0] += 1 } }
    // With few mentions every word is rare: as if there were at least so many.
    let total = Double(max(features.count, 200))
    var logarithms: [Float] = [0]
    func idf(_ term: UInt64) -> Float {
      let count = Int(counts[term] ?? 0)
      while logarithms.count <= count {
        logarithms.append(Float(max(0.1, log(total / (Double(logarithms.count) + 0.5)))))
      }
      return count == 0 ? Float(log(total)) : logarithms[count]
    }
    return features.map { found in
      var weighted: [(term: UInt64, weight: Float)] = []
      weighted.reserveCapacity(found.terms.count + found.contextTerms.count)
      for term in found.terms { weighted.append((term, idf(term))) }
      let own = weighted
      let share = found.terms.count <= few ? contextShareOfFew : contextShare
      for term in found.contextTerms where counts[term] != nil { weighted.append((term, idf(term) * share)) }
      weighted.sort { $0.term < $1.term }
      let norm = weighted.reduce(into: Float(0)) { $0 += $1.weight * $1.weight }.squareRoot()
      var vector = TermVector()
      vector.terms = weighted.map(\.term)
      vector.weights = weighted.map { norm > 0 ? $0.weight / norm : 0 }
      var keys = own
      if own.count <= few { keys = weighted }
      // Words of one mention find nothing.
      keys.removeAll { (counts[$0.term] ?? 0) < 2 && found.contextTerms.isEmpty }
      keys.sort { ($1.weight, $0.term) < ($0.weight, $1.term) }
      vector.rarest = keys.prefix(rarestCount).map(\.term)
      return vector
    }
  }

  /// The cosine of two vectors, 0…1.
  func cosine(with other: TermVector) -> Double {
    var sum: Float = 0
    var i = 0
    var j = 0
    while i < terms.count, j < other.terms.count {
      if terms[i] == other.terms[j] {
        sum += weights[i] * other.weights[j]
        i += 1
        j += 1
      } else if terms[i] < other.terms[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(sum)
  }
}

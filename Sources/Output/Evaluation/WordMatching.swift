// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation

/// How texts are compared: by their words, in lower case and compatibility form.
extension Evaluation {
  static func words(_ text: String?) -> [String] {
    guard let text else { return [] }
    let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
    var result: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in folded.unicodeScalars {
      if scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(scalar)
      } else if !word.isEmpty {
        result.append(String(word))
        word.removeAll()
      }
    }
    if !word.isEmpty { result.append(String(word)) }
    return result
  }

  /// What stands in a text from some words to others, both included; `nil` where it has not both.
  static func passage(from start: String?, to end: String?, in text: String?) -> String? {
    guard let text else { return nil }
    let (first, last) = (words(start), words(end))
    guard !first.isEmpty, !last.isEmpty else { return nil }
    for block in text.components(separatedBy: "\n\n") {
      let parts = block.split(whereSeparator: \.isWhitespace)
      // Parts may be several words or none ("T-30", "–"): counted up, they tell where each word stands.
      var places: [Int] = []
      var all: [String] = []
      for (at, part) in parts.enumerated() {
        for word in words(String(part)) {
          places.append(at)
          all.append(word)
        }
      }
      func find(_ wanted: [String], from: Int) -> Int? {
        guard all.count >= wanted.count, from <= all.count - wanted.count else { return nil }
        return (from...(all.count - wanted.count)).first { Array(all[$0..<($0 + wanted.count)]) == wanted }
      }
      guard let from = find(first, from: 0), let to = find(last, from: from) else { continue }
      return parts[places[from]...places[to + last.count - 1]].joined(separator: " ")
    }
    return nil
  }

  static func plain(_ text: String?) -> String { words(text).joined(separator: " ") }

  static func alike(_ a: String?, _ b: String?, least: Double = 0.9) -> Bool {
    let (left, right) = (Array(plain(a).unicodeScalars), Array(plain(b).unicodeScalars))
    if left == right { return true }
    return !left.isEmpty && !right.isEmpty && SequenceSimilarity.ratio(left, right) >= least
  }

  /// Length of the longest common subsequence under `same`.
  static func longestCommon<A, B>(_ a: [A], _ b: [B], _ same: (A, B) -> Bool) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var previous = 0
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = same(x, y) ? previous + 1 : max(above, row[j])
        previous = above
      }
    }
    return row[b.count]
  }

  /// A body in full, or known by its first and last words and its length.
  static func sameBody(_ gold: GoldLetter.Footnote, _ found: String) -> Bool {
    if let body = gold.body { return alike(found, body) }
    let (have, first, last) = (words(found), words(gold.start), words(gold.end))
    let count = gold.words ?? have.count
    return Array(have.prefix(first.count)) == first && Array(have.suffix(last.count)) == last
      && abs(have.count - count) <= max(1, count / 10)
  }

  /// Whether a found sentence speaks of the gold's.
  static func covers(_ gold: GoldLetter.CommitmentEntry, _ found: String) -> Bool {
    let have = words(found)
    guard !have.isEmpty else { return false }
    if let text = gold.text, !text.isEmpty {
      let wanted = words(text)
      let common = SequenceSimilarity.matching(wanted, have)
      return Double(common) / Double(max(1, min(wanted.count, have.count))) >= 0.6 && common >= min(4, wanted.count)
    }
    let sentence = " " + have.joined(separator: " ") + " "
    return [gold.start, gold.end].contains { edge in
      let edge = words(edge)
      return sentence.contains(" " + edge.joined(separator: " ") + " ")
    }
  }
}

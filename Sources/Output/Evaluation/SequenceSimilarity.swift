// SPDX-License-Identifier: GPL-3.0-or-later

/// Likeness of two sequences by their matching blocks (Ratcliff and Metzener, "Pattern Matching: The Gestalt Approach", Dr. Dobb's
/// Journal, July 1988).
public enum SequenceSimilarity {
  /// Twice the matching elements over all elements: 1 for equal sequences, 0 for ones that share nothing.
  public static func ratio<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Double {
    let total = a.count + b.count
    return total == 0 ? 1 : 2 * Double(matching(a, b)) / Double(total)
  }

  /// Number of elements in the matching blocks: the longest common run, then the same to its left and its right.
  public static func matching<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Int {
    var places: [Element: [Int]] = [:]
    for (index, element) in b.enumerated() { places[element, default: []].append(index) }
    var open = [(0, a.count, 0, b.count)]
    var count = 0
    while let (aLow, aHigh, bLow, bHigh) = open.popLast() {
      var best = (a: aLow, b: bLow, size: 0)
      var lengths: [Int: Int] = [:]
      for i in aLow..<aHigh {
        var next: [Int: Int] = [:]
        for j in places[a[i]] ?? [] where j >= bLow {
          if j >= bHigh { break }
          let size = (lengths[j - 1] ?? 0) + 1
          next[j] = size
          if size > best.size { best = (i - size + 1, j - size + 1, size) }
        }
        lengths = next
      }
      guard best.size > 0 else { continue }
      count += best.size
      open.append((aLow, best.a, bLow, best.b))
      open.append((best.a + best.size, aHigh, best.b + best.size, bHigh))
    }
    return count
  }
}

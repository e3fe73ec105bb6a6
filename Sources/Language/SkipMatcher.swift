// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds any of a few long words in a text without looking at most of its bytes (Wu and Manber, A Fast Algorithm for Multi-Pattern
/// Searching, 1994): the last two bytes of a window as long as the shortest word tell how far it may move on.
///
/// ASCII letters match in either case, as in ``ByteMatcher``; that one is for short words.
public struct SkipMatcher: Sendable {
  private let patterns: [[UInt8]]
  /// The length of the window; 0 where there is nothing to find.
  private let window: Int
  /// By pair of bytes: how far the window may move on; 0 where a pattern may begin at its first byte.
  private let shifts: [UInt8]
  /// By pair of bytes: where the beginnings that end in it stand in ``first``; one more entry at the end.
  private let endings: [Int32]
  /// The first bytes of beginnings as long as the window, and the patterns that begin so: many words begin alike.
  private let first: [UInt8]
  private let alike: [[Int]]

  /// Compiles the patterns; those of a single byte, and empty ones, never match.
  public init(_ patterns: [String]) {
    let folded = patterns.map { $0.utf8.map(SkipMatcher.fold) }
    let long = folded.indices.filter { folded[$0].count > 1 }
    let window = min(long.map { folded[$0].count }.min() ?? 0, Int(UInt8.max))
    var shifts = [UInt8](repeating: UInt8(max(window - 1, 0)), count: SkipMatcher.pairs)
    var beginnings = [[[UInt8]: [Int]]](repeating: [:], count: SkipMatcher.pairs)
    for index in long {
      for k in 1..<window {
        let pair = SkipMatcher.pair(folded[index][k - 1], folded[index][k])
        shifts[pair] = min(shifts[pair], UInt8(window - 1 - k))
        if k == window - 1 { beginnings[pair][Array(folded[index][..<window]), default: []].append(index) }
      }
    }
    var endings: [Int32] = [0]
    var first: [UInt8] = []
    var alike: [[Int]] = []
    for group in beginnings {
      for (beginning, patterns) in group {
        first.append(beginning[0])
        alike.append(patterns)
      }
      endings.append(Int32(first.count))
    }
    self.first = first
    self.alike = alike
    self.patterns = folded
    self.window = window
    self.shifts = shifts
    self.endings = endings
  }

  /// All occurrences, in order of their ends; overlapping ones included.
  public func hits(in utf8: [UInt8]) -> [ByteMatcher.Hit] { hits(in: utf8, range: 0..<utf8.count) }

  /// Those that begin in a range, and some that begin a little behind it, in order of their ends; overlapping ones included.
  public func hits(in utf8: [UInt8], range: Range<Int>) -> [ByteMatcher.Hit] {
    guard window > 0 else { return [] }
    var result: [ByteMatcher.Hit] = []
    utf8.withUnsafeBufferPointer { text in
      shifts.withUnsafeBufferPointer { shifts in
        var last = range.lowerBound + window - 1
        let end = min(range.upperBound + window, text.count)
        while last < end {
          let pair = SkipMatcher.pair(text[last &- 1], text[last])
          let shift = Int(shifts[pair])
          if shift == 0 {
            let start = last + 1 - window
            let opening = SkipMatcher.fold(text[start])
            for place in Int(endings[pair])..<Int(endings[pair + 1]) where first[place] == opening {
              for pattern in alike[place] where matches(patterns[pattern], text, start) {
                result.append(ByteMatcher.Hit(pattern: pattern, start: start, end: start + patterns[pattern].count))
              }
            }
          }
          last &+= max(shift, 1)
        }
      }
    }
    return result.sorted { ($0.end, $0.start, $0.pattern) < ($1.end, $1.start, $1.pattern) }
  }

  private func matches(_ pattern: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard start + pattern.count <= text.count else { return false }
    for k in pattern.indices where SkipMatcher.fold(text[start + k]) != pattern[k] { return false }
    return true
  }

  private static let pairs = 1024

  /// A place for two bytes, the same for letters in either case; other bytes may share one.
  @inline(__always)
  private static func pair(_ a: UInt8, _ b: UInt8) -> Int { Int(a & 0x1F) << 5 | Int(b & 0x1F) }

  @inline(__always)
  private static func fold(_ byte: UInt8) -> UInt8 { ByteText.isCapital(byte) ? byte | 0x20 : byte }
}

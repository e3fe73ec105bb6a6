// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds any of many words in a text in one pass over its bytes (Aho and Corasick, CACM 18(6), 1975), as a dense table.
///
/// ASCII letters match in either case; other bytes match exactly, so patterns with accented capitals are given in both forms.
public struct ByteMatcher: Sendable {
  /// A hit: which pattern, and the bytes it covers.
  public struct Hit: Sendable, Hashable {
    /// Index of the pattern as given to ``ByteMatcher/init(_:)``.
    public var pattern: Int
    /// First byte.
    public var start: Int
    /// One past the last byte.
    public var end: Int
  }

  private let classOf: [UInt8]
  /// From the first slot of a state's row, and a byte's class, to the first slot of the next state's row. States in which a pattern ends
  /// come last, so that one comparison tells them: eight instructions a byte where none does.
  private let next: [Int32]
  /// The first slot of the first state in which a pattern ends.
  private let firstEnd: Int
  /// Slots a row has.
  private let classes: Int
  /// By state from the first one in which a pattern ends: where its patterns begin in ``outputs``; one more entry at the end.
  private let first: [Int32]
  private let outputs: [Int32]
  private let lengths: [Int32]

  /// Compiles the patterns; empty ones never match.
  public init(_ patterns: [String]) {
    let folded = patterns.map { $0.utf8.map(ByteMatcher.fold) }
    var classOf = [UInt8](repeating: 0, count: 256)
    var classes = 1
    for pattern in folded {
      for byte in pattern where classOf[Int(byte)] == 0 {
        classOf[Int(byte)] = UInt8(classes)
        classes += 1
        precondition(classes < 256, "too many distinct bytes in a matcher")
      }
    }
    for upper in UInt8(ascii: "A")...UInt8(ascii: "Z") { classOf[Int(upper)] = classOf[Int(upper | 0x20)] }

    var next = [Int32](repeating: -1, count: classes)
    var ends: [[Int32]] = [[]]
    for (index, pattern) in folded.enumerated() where !pattern.isEmpty {
      var state = 0
      for byte in pattern {
        let slot = state * classes + Int(classOf[Int(byte)])
        if next[slot] < 0 {
          next[slot] = Int32(ends.count)
          ends.append([])
          next.append(contentsOf: repeatElement(-1, count: classes))
        }
        state = Int(next[slot])
      }
      ends[state].append(Int32(index))
    }
    var fail = [Int32](repeating: 0, count: ends.count)
    var queue: [Int] = []
    for c in 0..<classes {
      if next[c] < 0 { next[c] = 0 } else { queue.append(Int(next[c])) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      ends[state] += ends[Int(fail[state])]
      for c in 0..<classes {
        let slot = state * classes + c
        let fallback = next[Int(fail[state]) * classes + c]
        if next[slot] < 0 {
          next[slot] = fallback
        } else {
          fail[Int(next[slot])] = fallback
          queue.append(Int(next[slot]))
        }
      }
    }
    self.classOf = classOf
    self.classes = classes
    self.lengths = folded.map { Int32($0.count) }
    // The empty state stays the first.
    let order = ends.indices.filter { ends[$0].isEmpty } + ends.indices.filter { !ends[$0].isEmpty }
    var place = [Int32](repeating: 0, count: ends.count)
    for (position, state) in order.enumerated() { place[state] = Int32(position * classes) }
    self.next = order.flatMap { state in (0..<classes).map { place[Int(next[state * classes + $0])] } }
    firstEnd = ends.count { $0.isEmpty } * classes
    var first: [Int32] = []
    var outputs: [Int32] = []
    for state in order where !ends[state].isEmpty {
      first.append(Int32(outputs.count))
      outputs.append(contentsOf: ends[state])
    }
    first.append(Int32(outputs.count))
    self.first = first
    self.outputs = outputs
  }

  /// Calls `body` for every occurrence, in order of its end; overlapping ones included.
  @inlinable
  public func forEachHit(in utf8: [UInt8], range: Range<Int>, _ body: (Hit) -> Void) {
    scan(utf8, range) { body($0) }
  }

  @usableFromInline
  func scan(_ utf8: [UInt8], _ range: Range<Int>, _ body: (Hit) -> Void) {
    utf8.withUnsafeBufferPointer { text in
      next.withUnsafeBufferPointer { next in
        classOf.withUnsafeBufferPointer { classOf in
          var row = 0
          for i in range {
            row = Int(next[row + Int(classOf[Int(text[i])])])
            if row < firstEnd { continue }
            let state = (row - firstEnd) / classes
            for o in Int(first[state])..<Int(first[state + 1]) {
              let pattern = Int(outputs[o])
              body(Hit(pattern: pattern, start: i + 1 - Int(lengths[pattern]), end: i + 1))
            }
          }
        }
      }
    }
  }

  private static func fold(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

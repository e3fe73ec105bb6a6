// SPDX-License-Identifier: GPL-3.0-or-later
internal import Dispatch

/// Work that falls apart into pieces which know nothing of each other, on all cores. What comes of it does not depend on how many there are.
public enum Parallel {
  /// What `body` makes of each number below `count`, in their order.
  public static func map<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    if count < 2 { return (0..<max(0, count)).map(body) }
    return Array(unsafeUninitializedCapacity: count) { values, filled in
      withoutActuallyEscaping(body) { body in
        // Each place is written once, by one thread; what `body` looks at does not change meanwhile.
        nonisolated(unsafe) let (values, body) = (values, body)
        DispatchQueue.concurrentPerform(iterations: count) { i in values.initializeElement(at: i, to: body(i)) }
      }
      filled = count
    }
  }

  /// What `body` makes of pieces of `0..<count`, each of `length` at most, in their order.
  static func map<Value>(_ count: Int, by length: Int, _ body: (Range<Int>) -> Value) -> [Value] {
    map((count + length - 1) / length) { body($0 * length..<min(count, ($0 + 1) * length)) }
  }

  /// Makes a value of each number below `count` on all cores, and takes them one after another, in their order.
  ///
  /// There are never more values at a time than cores.
  static func inOrder<Value>(_ count: Int, make: (Int) -> Value, take: (Value) -> Void) {
    // Pieces are begun in their order, so that the one that is waited for is always under way.
    let turns = (0...count).map { _ in DispatchSemaphore(value: 0) }
    turns[0].signal()
    withoutActuallyEscaping(make) { make in
      withoutActuallyEscaping(take) { take in
        // One thread at a time takes.
        nonisolated(unsafe) let (make, take) = (make, take)
        DispatchQueue.concurrentPerform(iterations: count) { i in
          let value = make(i)
          turns[i].wait()
          take(value)
          turns[i + 1].signal()
        }
      }
    }
    turns[count].wait()
  }
}

extension Array {
  /// The elements of some arrays, one after another. They are moved, not copied, and `blank` stands in their places.
  init(moving parts: inout [[Element]], leaving blank: Element) {
    let count = parts.reduce(0) { $0 + $1.count }
    self.init(unsafeUninitializedCapacity: count) { target, filled in
      for at in parts.indices {
        parts[at].withUnsafeMutableBufferPointer { part in
          guard let source = part.baseAddress, let target = target.baseAddress else { return }
          (target + filled).moveInitialize(from: source, count: part.count)
          source.initialize(repeating: blank, count: part.count)
          filled += part.count
        }
      }
    }
  }
}

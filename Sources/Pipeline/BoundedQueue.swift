// SPDX-License-Identifier: GPL-3.0-or-later
internal import Dispatch
internal import Synchronization

/// The edge between two stages: holds at most `capacity` elements, so that a slow stage holds back the ones before it.
///
/// Any number of threads may push and pop.
public final class BoundedQueue<Element: Sendable>: Sendable {
  private let state: Mutex<BoundedQueueState<Element>>
  // Semaphores start at zero and are raised: one that is destroyed below its first value traps.
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Creates a queue.
  public init(capacity: Int) {
    precondition(capacity > 0, "a queue without room never moves")
    state = Mutex(BoundedQueueState())
    for _ in 0..<capacity { free.signal() }
  }

  /// Adds an element, waiting for room; `false` when the queue was cancelled and the element is dropped.
  @discardableResult public func push(_ element: Element) -> Bool {
    free.wait()
    let taken = state.withLock { $0.push(element) }
    if taken { filled.signal() } else { free.signal() }
    return taken
  }

  /// The oldest element, waiting for one; `nil` when no more will come.
  public func pop() -> Element? {
    filled.wait()
    let element = state.withLock { $0.pop() }
    // At the end everybody who waits must wake: each passes the signal on.
    if element == nil { filled.signal() } else { free.signal() }
    return element
  }

  /// What is in the queue, up to `limit`, waiting for the first; empty when no more will come.
  public func popBatch(limit: Int) -> [Element] {
    guard let first = pop() else { return [] }
    var batch = [first]
    while batch.count < limit, filled.wait(timeout: .now()) == .success {
      guard let element = state.withLock({ $0.pop() }) else {
        filled.signal()
        break
      }
      free.signal()
      batch.append(element)
    }
    return batch
  }

  /// Says that nothing more will be pushed; what is in the queue is still given out.
  public func finish() {
    state.withLock { $0.finish() }
    filled.signal()
  }

  /// Whether it was cancelled.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Drops what is in the queue and everything that is still pushed; wakes everybody.
  public func cancel() {
    state.withLock { $0.cancel() }
    filled.signal()
    free.signal()
  }
}

/// What a queue holds and whether more will come. Pure; ``BoundedQueue`` adds lock and waiting.
struct BoundedQueueState<Element> {
  private var elements: [Element] = []
  private var head = 0
  private(set) var isFinished = false
  private(set) var isCancelled = false

  var count: Int { elements.count - head }

  mutating func push(_ element: Element) -> Bool {
    if isFinished || isCancelled { return false }
    elements.append(element)
    return true
  }

  mutating func pop() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    head += 1
    if head == elements.count || head >= 64 {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }

  mutating func finish() { isFinished = true }

  mutating func cancel() {
    isCancelled = true
    elements = []
    head = 0
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Limits on a worker's time. Monotonic nanoseconds throughout.
public struct WorkerLimits: Sendable, Equatable {
  /// From the start of the process to its first frame: a tenth of a second, but on a machine with fifteen times too much to do more than
  /// ten. One that dies is not waited for.
  public var start: UInt64 = 30_000_000_000
  /// For a document whatever its length.
  public var document: UInt64 = 10_000_000_000
  /// More for each page.
  public var page: UInt64 = 50_000_000
  /// Never more than this for a document.
  public var longest: UInt64 = 60_000_000_000
  /// Between a page and the next: a long document is not waited for to its end when a page of it hangs.
  public var stall: UInt64 = 10_000_000_000
  /// Documents after which a worker is replaced (memory stayed flat over 5,582: `guides/reliability.md`, 1.3, would allow more).
  public var documents = 1_000

  /// The limits of the design.
  public init() {}

  /// Time for a document, by the number of pages as far as it is known. The number comes from the worker, so it is not trusted.
  func time(pages: Int?) -> UInt64 {
    min(longest, document + page * UInt64(min(max(pages ?? 0, 0), 100_000)))
  }
}

/// How a document ended in a worker.
enum WorkerOutcome: Sendable, Equatable {
  /// What the worker sent for a record, unchecked, and what reads in it.
  case record([UInt8])
  /// The worker says why there is none.
  case failure(WorkFailure)
  /// The worker was killed or died over it.
  case died(WorkFailure)
  /// No worker could be started: the document was never read, and nothing is known of it.
  case notStarted(String)
}

/// One worker as the parent sees it. Pure: events in, actions out; ``WorkerLane`` does what it says.
struct WorkerState {
  enum Phase: Equatable {
    case absent
    case starting(until: UInt64)
    case idle
    case working(id: UInt64, since: UInt64, until: UInt64, page: Int?)
  }

  enum Action: Equatable {
    /// Start a process.
    case spawn
    /// Send the document under this request id.
    case send(id: UInt64)
    /// Kill the process, wait for its end, close its socket.
    case kill
    /// The document is done with.
    case finish(WorkerOutcome)
  }

  private(set) var phase = Phase.absent
  /// What the worker said of itself; `nil` before one has come up.
  private(set) var introduction: WorkReady?
  let limits: WorkerLimits
  private var served = 0
  private var lastID: UInt64 = 0
  private var isWanted = false

  init(limits: WorkerLimits) { self.limits = limits }

  /// When ``expire(at:)`` must be called at the latest.
  var deadline: UInt64? {
    switch phase {
    case .starting(let until), .working(_, _, let until, _): until
    case .absent, .idle: nil
    }
  }

  /// A document is to be read.
  mutating func submit(at now: UInt64) -> [Action] {
    isWanted = true
    switch phase {
    case .absent: return [.spawn]
    case .idle: return [send(at: now)]
    case .starting, .working: preconditionFailure("one document in flight")
    }
  }

  /// A process was started.
  mutating func spawned(at now: UInt64) -> [Action] {
    phase = .starting(until: now + limits.start)
    served = 0
    return []
  }

  /// No process could be started.
  mutating func spawnFailed(_ reason: String) -> [Action] { abandon(reason) }

  /// A frame came.
  mutating func received(_ frame: Frame, at now: UInt64) -> [Action] {
    switch (phase, frame.kind) {
    case (.starting, .ready):
      guard let ready = WorkReady(payload: frame.payload) else {
        return misbehaved("it introduced itself in no known form")
      }
      introduction = ready
      phase = .idle
      return isWanted ? [send(at: now)] : []
    case (.working(let id, let since, _, _), .progress) where frame.id == id:
      guard let progress = WorkProgress(payload: frame.payload) else { return misbehaved("it sent a malformed frame") }
      phase = .working(
        id: id,
        since: since,
        until: min(since + limits.time(pages: progress.pages), now + limits.stall),
        page: progress.page > 0 ? progress.page : nil
      )
      return []
    case (.working(let id, _, _, _), .record) where frame.id == id: return finish(.record(frame.payload))
    case (.working(let id, _, _, _), .failure) where frame.id == id:
      guard let failure = WorkFailure(payload: frame.payload) else { return misbehaved("it sent a malformed frame") }
      return finish(.failure(failure))
    default: return misbehaved("it sent a frame that nobody asked for")
    }
  }

  /// What came is no frame.
  mutating func received(_ error: FrameError) -> [Action] { misbehaved("it sent what is no frame") }

  /// The process has ended, and says how; `insideFrame` when it had begun an answer.
  mutating func ended(_ reason: WorkFailure) -> [Action] {
    switch phase {
    case .starting: return abandon("a worker ended before it was ready (\(reason.message))")
    case .working: return die(reason)
    case .absent, .idle:
      phase = .absent
      return []
    }
  }

  /// Time has passed.
  mutating func expire(at now: UInt64) -> [Action] {
    guard let deadline, now >= deadline else { return [] }
    if case .starting = phase { return [.kill] + abandon("a worker did not come up in time") }
    return [.kill]
      + die(WorkFailure(code: "timeout", message: "was still being read when its time was up"))
  }

  private mutating func send(at now: UInt64) -> Action {
    lastID += 1
    phase = .working(id: lastID, since: now, until: now + limits.time(pages: nil), page: nil)
    isWanted = false
    return .send(id: lastID)
  }

  private mutating func finish(_ outcome: WorkerOutcome) -> [Action] {
    served += 1
    phase = .idle
    if served < limits.documents { return [.finish(outcome)] }
    phase = .absent
    return [.kill, .finish(outcome)]
  }

  private mutating func die(_ failure: WorkFailure) -> [Action] {
    var failure = failure
    if case .working(_, _, _, let page) = phase { failure.page = failure.page ?? page }
    phase = .absent
    return [.finish(.died(failure))]
  }

  private mutating func abandon(_ reason: String) -> [Action] {
    phase = .absent
    if !isWanted { return [] }
    isWanted = false
    return [.finish(.notStarted(reason))]
  }

  private mutating func misbehaved(_ reason: String) -> [Action] {
    if case .working = phase {
      return [.kill] + die(WorkFailure(code: "protocol", message: "the worker that read it was stopped: \(reason)"))
    }
    return [.kill] + abandon("a worker was stopped: \(reason)")
  }
}

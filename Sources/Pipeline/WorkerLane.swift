// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// Drives one worker: does what its ``WorkerState`` says. Lives on one thread.
final class WorkerLane {
  private let command: WorkerCommand
  private var state: WorkerState
  private var process: WorkerProcess?
  private var decoder = FrameDecoder()
  /// What is still to be written, oldest first, and how much of the first is gone.
  private var unsent: [[UInt8]] = []
  private var sent = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  /// How long letters kept the worker, nanoseconds.
  struct Timing: Sendable {
    /// The longest try.
    var longest: UInt64 = 0
    /// The most by which one was done with after its deadline: what it took to notice, kill and bury.
    var overrun: UInt64 = 0
    /// The longest start of a process, up to its first frame.
    var start: UInt64 = 0

    mutating func add(_ other: Timing) {
      start = max(start, other.start)
      longest = max(longest, other.longest)
      overrun = max(overrun, other.overrun)
    }
  }
  private(set) var timing = Timing()
  private var sentAt: UInt64 = 0
  private var due: UInt64 = .max
  private var spawnedAt: UInt64 = 0

  init(_ command: WorkerCommand, limits: WorkerLimits) {
    self.command = command
    state = WorkerState(limits: limits)
  }

  deinit { process?.kill() }

  /// Ends the worker; the next document gets a new one.
  func discard() {
    forget()
    _ = state.ended(WorkFailure(code: "protocol", message: ""))
  }

  /// Reads one document; comes back when it is done with, one way or another.
  func callAsFunction(_ request: WorkRequest) -> WorkerOutcome {
    var todo = state.submit(at: WorkerLane.now)
    while true {
      while !todo.isEmpty {
        switch todo.removeFirst() {
        case .spawn: todo += spawn()
        case .kill: forget()
        case .send(let id):
          unsent = [request.head(id: id), request.document].filter { !$0.isEmpty }
          sent = 0
          sentAt = WorkerLane.now
        case .finish(let outcome):
          // An answer to half a question: what is left of the question must not reach the next one.
          if !unsent.isEmpty { discard() }
          let now = WorkerLane.now
          if sentAt > 0 { timing.add(Timing(longest: now - sentAt, overrun: now - min(due, now))) }
          (sentAt, due) = (0, .max)
          return outcome
        }
      }
      todo = next()
    }
  }

  /// What the worker says of itself; starts one when none has come up yet.
  ///
  /// - Throws: ``RunError`` 75 when none comes up.
  func introduction() throws(RunError) -> WorkReady {
    if let introduction = state.introduction { return introduction }
    // An empty document is refused at once, whatever reads.
    let nothing = WorkRequest(options: [], sha256: String(repeating: "0", count: 64), document: [])
    if case .notStarted(let reason) = self(nothing) { throw RunError(.temporary, reason) }
    guard let introduction = state.introduction else { throw RunError(.temporary, "a worker did not introduce itself") }
    return introduction
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private func spawn() -> [WorkerState.Action] {
    decoder = FrameDecoder()
    unsent = []
    do throws(RunError) {
      spawnedAt = WorkerLane.now
      process = try WorkerProcess(command)
      return state.spawned(at: WorkerLane.now)
    } catch {
      return state.spawnFailed(error.message)
    }
  }

  private func forget() {
    process?.kill()
    process = nil
    unsent = []
  }

  /// Waits for what comes next: frames, the end of the process, or the end of its time.
  private func next() -> [WorkerState.Action] {
    guard let process else { preconditionFailure("waiting without a process") }
    let now = WorkerLane.now
    if sentAt > 0 { due = state.deadline ?? due }
    if let deadline = state.deadline, now >= deadline { return state.expire(at: now) }
    guard process.wait(writing: !unsent.isEmpty, nanoseconds: state.deadline.map { $0 - now }) else { return [] }
    // Read first: a worker that has died may have left an answer.
    let count = recv(process.socket, &buffer, buffer.count, 0)
    if count > 0 { return received(buffer[..<count]) }
    if count == 0 || (errno != EAGAIN && errno != EINTR) { return ended(process) }
    write(process)
    return []
  }

  private func received(_ bytes: ArraySlice<UInt8>) -> [WorkerState.Action] {
    if spawnedAt > 0 { timing.add(Timing(start: WorkerLane.now - spawnedAt)) }
    spawnedAt = 0
    do throws(FrameError) {
      var actions: [WorkerState.Action] = []
      for frame in try decoder.append(bytes) { actions += state.received(frame, at: WorkerLane.now) }
      return actions
    } catch {
      return state.received(error)
    }
  }

  private func ended(_ process: WorkerProcess) -> [WorkerState.Action] {
    let reason = process.farewell(insideFrame: !decoder.isBetweenFrames)
    forget()
    return state.ended(reason)
  }

  private func write(_ process: WorkerProcess) {
    while let first = unsent.first {
      let count = first.withUnsafeBytes {
        Glibc.send(process.socket, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      // A worker that is gone shows at the next read.
      if count <= 0 { return }
      sent += count
      if sent == first.count {
        unsent.removeFirst()
        sent = 0
      }
    }
  }
}

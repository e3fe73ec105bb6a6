// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Testing

@testable import Pipeline

/// Steps a worker's state without a process: times are nanoseconds of a made-up clock.
struct WorkerStateTests {
  private let ready = Frame(kind: .ready, id: 0, payload: WorkReady(libraries: "poppler 22.12.0").payload)
  private let second: UInt64 = 1_000_000_000

  private func working() -> WorkerState {
    var state = WorkerState(limits: WorkerLimits())
    #expect(state.submit(at: 0) == [.spawn])
    #expect(state.spawned(at: 0) == [])
    #expect(state.received(ready, at: 0) == [.send(id: 1)])
    return state
  }

  @Test func sendsOnceTheWorkerIsReadyAndReusesIt() {
    var state = working()
    #expect(state.introduction?.libraries == "poppler 22.12.0")
    let record = Frame(kind: .record, id: 1, payload: [1])
    #expect(state.received(record, at: second) == [.finish(.record([1]))])
    #expect(state.phase == .idle)
    #expect(state.submit(at: second) == [.send(id: 2)])
  }

  @Test func givesTenSecondsBeforePagesAreKnown() {
    var state = working()
    #expect(state.deadline == 10 * second)
    #expect(state.expire(at: 10 * second - 1) == [])
    let actions = state.expire(at: 10 * second)
    #expect(actions.first == .kill)
    guard case .finish(.died(let failure)) = actions.last else { return #expect(Bool(false)) }
    #expect(failure.code == "timeout")
    #expect(state.phase == .absent)
  }

  @Test(arguments: [(20, 11), (1000, 60), (5000, 60), (1 << 31, 60)])
  func givesMoreTimeForPagesUpToAMinute(pages: Int, seconds: UInt64) {
    var state = working()
    let progress = Frame(kind: .progress, id: 1, payload: WorkProgress(pages: pages).payload)
    for time in stride(from: 5, to: seconds, by: 5) { #expect(state.received(progress, at: time * second) == []) }
    #expect(state.deadline == seconds * second)
  }

  @Test func waitsTenSecondsForTheNextPageOfALongDocument() {
    var state = working()
    let progress = Frame(kind: .progress, id: 1, payload: WorkProgress(pages: 1000, page: 3).payload)
    #expect(state.received(progress, at: 5 * second) == [])
    #expect(state.deadline == 15 * second)
    guard case .finish(.died(let failure)) = state.expire(at: 15 * second).last else { return #expect(Bool(false)) }
    #expect(failure.code == "timeout")
    #expect(failure.page == 3)
  }

  @Test func killsAWorkerThatAnswersAnotherQuestion() {
    for frame in [
      Frame(kind: .record, id: 2, payload: []), Frame(kind: .ready, id: 0, payload: []),
      Frame(kind: .request, id: 1, payload: []), Frame(kind: .progress, id: 1, payload: [1]),
      Frame(kind: .failure, id: 1, payload: []),
    ] {
      var state = working()
      let actions = state.received(frame, at: 0)
      #expect(actions.first == .kill)
      guard case .finish(.died(let failure)) = actions.last else { return #expect(Bool(false)) }
      #expect(failure.code == "protocol")
    }
  }

  @Test func tellsAWorkerThatNeverCameUpFromADeadOne() {
    var state = WorkerState(limits: WorkerLimits())
    _ = state.submit(at: 0)
    _ = state.spawned(at: 0)
    guard case .finish(.notStarted) = state.ended(WorkFailure(code: "crash", message: "x")).last else {
      return #expect(Bool(false))
    }
    #expect(state.submit(at: 0) == [.spawn])
    guard case .finish(.notStarted) = state.spawnFailed("no such file").last else { return #expect(Bool(false)) }
    #expect(state.submit(at: 0) == [.spawn])
    _ = state.spawned(at: 0)
    #expect(state.expire(at: 30 * second - 1) == [])
    #expect(state.expire(at: 30 * second).first == .kill)
  }

  @Test func replacesAWorkerAfterItsShareOfDocuments() {
    var limits = WorkerLimits()
    limits.documents = 2
    var state = WorkerState(limits: limits)
    _ = state.submit(at: 0)
    _ = state.spawned(at: 0)
    _ = state.received(ready, at: 0)
    #expect(state.received(Frame(kind: .record, id: 1, payload: []), at: 0) == [.finish(.record([]))])
    _ = state.submit(at: 0)
    #expect(state.received(Frame(kind: .record, id: 2, payload: []), at: 0) == [.kill, .finish(.record([]))])
    #expect(state.submit(at: 0) == [.spawn])
  }

  @Test func passesOnWhatTheWorkerSaysOfADocument() {
    var state = working()
    let failure = WorkFailure(code: "encrypted", message: "asks for a password")
    let frame = Frame(kind: .failure, id: 1, payload: failure.payload)
    #expect(state.received(frame, at: 0) == [.finish(.failure(failure))])
    #expect(state.phase == .idle)
  }
}

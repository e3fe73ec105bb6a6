// SPDX-License-Identifier: GPL-3.0-or-later
internal import Dispatch
internal import Glibc
internal import Synchronization

/// SIGINT, SIGTERM and SIGHUP as a request to stop at the next good moment.
public final class Interruption: Sendable {
  private struct State {
    var signal: Int32?
    var stop: (@Sendable () -> Void)?
    var sources: [Source] = []
  }

  /// Kept alive, never touched again.
  private struct Source: @unchecked Sendable { let source: any DispatchSourceSignal }

  private let state = Mutex(State())

  /// Creates one that nothing triggers until ``listen()``.
  public init() {}

  /// Takes the signals over for the life of the process. A second one ends the process at once.
  public func listen() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { [weak self] in self?.trigger(number) }
      source.resume()
      let kept = Source(source: source)
      state.withLock { $0.sources.append(kept) }
    }
  }

  /// Asks for a stop as if this signal had come.
  public func trigger(_ number: Int32) {
    let (isSecond, stop) = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return (state.signal != nil, state.stop)
    }
    if isSecond { _exit(128 + number) }
    stop?()
  }

  /// The signal that came.
  var signal: Int32? { state.withLock { $0.signal } }

  /// Calls `stop` when a signal comes, at once when one has come.
  public func onStop(_ stop: (@Sendable () -> Void)?) {
    let already = state.withLock { state in
      state.stop = stop
      return state.signal != nil
    }
    if already { stop?() }
  }
}

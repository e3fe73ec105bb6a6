// SPDX-License-Identifier: GPL-3.0-or-later
internal import Dispatch
public import Output
internal import Synchronization

/// Reads named files and gives their records in the order of the names: what `griffier extract` does.
///
/// Admit → extract (workers) → give out. At most a window of files is under way, so memory does not grow with their number.
public struct FileReading: Sendable {
  /// What became of one file.
  public struct Outcome: Sendable {
    /// Its name.
    public var path: RecordPath
    /// Its record, or why there is none.
    public var result: Result<RecordLine, FileFailure>
  }

  private let options: ReadingOptions

  /// Creates a reading.
  public init(_ options: ReadingOptions) { self.options = options }

  /// Reads files.
  ///
  /// - Parameters:
  ///   - nextPath: Gives a file's path, or `nil` after the last; called from one thread of its own.
  ///   - notice: Called with what is worth knowing though the reading goes on.
  ///   - give: Gets each file's outcome in the order of the paths, on the caller's thread; `false` stops the reading.
  /// - Throws: ``RunError`` when no worker can be used.
  public func callAsFunction(
    nextPath: @escaping @Sendable () -> [UInt8]?,
    notice: (String) -> Void = { _ in },
    give: (Outcome) -> Bool
  ) throws(RunError) {
    let window = options.jobs * 32
    let admitted = BoundedQueue<Admitted>(capacity: options.jobs)
    let done = BoundedQueue<(Int, Outcome)>(capacity: window)
    let room = BoundedQueue<Void>(capacity: window)
    let fault = Mutex<RunError?>(nil)
    let running = Mutex(options.jobs)
    let breaker = CircuitBreaker(isOff: options.keepsGoing)
    let first = LetterReader(options, breaker: breaker)
    _ = try first.introduction(notice)
    let readers = FirstReader(first)
    @Sendable func stop() {
      admitted.cancel()
      done.cancel()
      room.cancel()
    }

    let stages = StageGroup()
    stages.start("admit") { _ in
      var number = 0
      while let path = nextPath() {
        guard room.push(()) else { break }
        guard admitted.push(Admitted(number: number, path: path)) else { break }
        number += 1
      }
      admitted.finish()
    }
    stages.start("extract", width: options.jobs) { [options] _ in
      let reader = readers.take() ?? LetterReader(options, breaker: breaker)
      while let file = admitted.pop() {
        do throws(RunError) {
          let result: Result<RecordLine, FileFailure>
          switch file.content {
          case .failure(let failure): result = .failure(failure)
          case .success(let content): result = try reader(content.bytes, sha256: content.sha256)
          }
          if !done.push((file.number, Outcome(path: RecordPath(file.path), result: result))) { break }
        } catch {
          fault.withLock { $0 = $0 ?? error }
          stop()
        }
      }
      let isLast = running.withLock { running in
        running -= 1
        return running == 0
      }
      if isLast { done.finish() }
    }
    var order = Reordering<Outcome>()
    giving: while let (number, outcome) = done.pop() {
      for outcome in order.take(outcome, number: number) {
        _ = room.pop()
        if !give(outcome) {
          stop()
          break giving
        }
      }
    }
    stages.wait()
    if let fault = fault.withLock({ $0 }) { throw fault }
  }

  /// A file that was opened, read and hashed, or why it was not.
  private struct Admitted: Sendable {
    let number: Int
    let path: [UInt8]
    let content: Result<(bytes: [UInt8], sha256: String), FileFailure>

    init(number: Int, path: [UInt8]) {
      self.number = number
      self.path = path
      do throws(FileFailure) {
        let file = try InputFile(path: path)
        content = .success((file.bytes, ContentHash.sha256(file.bytes)))
      } catch {
        content = .failure(error)
      }
    }
  }
}

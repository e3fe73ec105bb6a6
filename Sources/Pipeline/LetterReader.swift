// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output
internal import Synchronization

/// How letters are read: by which worker, under which limits.
public struct ReadingOptions: Sendable {
  /// The worker to start.
  public var worker: WorkerCommand
  /// Limits on its time.
  public var limits = WorkerLimits()
  /// Workers at the same time.
  public var jobs: Int
  /// Whether records also carry what is on the page beside the text.
  public var furniture = false
  /// Whether records also tell why they say what they say, and draw the pages.
  public var explanation = false
  /// Whether reading goes on however many letters end their workers.
  public var keepsGoing = false
  /// Whether nothing is read unless every layer of the sandbox holds.
  public var requiresSandbox = false

  /// Creates options.
  public init(worker: WorkerCommand, jobs: Int) {
    self.worker = worker
    self.jobs = jobs
  }

  var request: WorkRequest.Options {
    var request: WorkRequest.Options = []
    if furniture { request.insert(.furniture) }
    if explanation { request.insert(.explanation) }
    return request
  }
}

/// Reads letters one after another in a worker of its own; a second try in a fresh worker when one dies over a letter,
/// and a page over which two have died is left out of the next try.
///
/// What comes back was checked: a record is one line of JSON that names the very document. Lives on one thread.
final class LetterReader {
  /// Tries of a letter, or of a page, over which workers die: the first may have been chance.
  static let tries = 2
  /// Pages of a letter that may be given up; each has cost two workers by then.
  static let lostPages = 3

  private let lane: WorkerLane
  private let options: ReadingOptions
  private let breaker: CircuitBreaker

  init(_ options: ReadingOptions, breaker: CircuitBreaker) {
    self.options = options
    self.breaker = breaker
    lane = WorkerLane(options.worker, limits: options.limits)
  }

  /// What the worker says of itself, once its sandbox is as complete as the options ask for.
  ///
  /// - Parameter notice: Told, in a line, when the sandbox is not complete.
  /// - Throws: ``RunError`` 75 when no worker comes up, 69 when the sandbox is not complete and must be.
  func introduction(_ notice: (String) -> Void) throws(RunError) -> WorkReady {
    let introduction = try lane.introduction()
    let missing = WorkReady.allLayers.filter { !introduction.layers.contains($0) }
    if !missing.isEmpty {
      let line =
        "sandbox degraded: letters are read without \(missing.joined(separator: " and ")) (see griffier doctor)"
      if options.requiresSandbox { throw RunError(.unavailable, line) }
      notice(line)
    }
    return introduction
  }

  /// Reads one letter.
  ///
  /// - Throws: ``RunError`` 75 when the installation seems broken: then nothing is known of this letter.
  func callAsFunction(_ document: [UInt8], sha256: String) throws(RunError) -> Result<RecordLine, FileFailure> {
    var request = WorkRequest(options: options.request, sha256: sha256, document: document)
    var deaths: [Int: Int] = [:]
    var last = FileFailure(code: "crash", message: "the worker that read it ended")
    var starts = 0
    var tries = 0
    while tries < LetterReader.tries {
      switch lane(request) {
      case .record(let bytes):
        let record: RecordLine
        do throws(JSONError) {
          record = try RecordLine(bytes, sha256: sha256)
        } catch {
          lane.discard()
          last = FileFailure(code: "protocol", message: "the worker that read it gave no record: \(error.message)")
          break
        }
        try breaker.ended(byDeath: false)
        return .success(record)
      case .failure(let failure):
        try breaker.ended(byDeath: false)
        return .failure(FileFailure(code: failure.code, message: failure.message, page: failure.page))
      case .died(let failure): last = FileFailure(code: failure.code, message: failure.message, page: failure.page)
      case .notStarted(let reason):
        starts += 1
        if starts == 3 { throw RunError(.temporary, "workers do not come up, so nothing more was read: \(reason)") }
        continue
      }
      tries += 1
      try breaker.died()
      if let page = last.page {
        deaths[page, default: 0] += 1
        if deaths[page] == LetterReader.tries, request.skippedPages.count < LetterReader.lostPages {
          request.skippedPages.append(page)
          tries = 0
        }
      }
    }
    try breaker.ended(byDeath: true)
    return .failure(last)
  }

  /// How long letters kept their worker.
  var timing: WorkerLane.Timing { lane.timing }
}

/// The reader that was started to see whether any can be, on its way to the one thread that will use it.
final class FirstReader: @unchecked Sendable {
  // Written under the lock only; the reader itself is used by the one thread that took it.
  private let lock = Mutex(())
  private var reader: LetterReader?

  init(_ reader: LetterReader) { self.reader = reader }

  /// The reader, for the first who asks.
  func take() -> LetterReader? {
    lock.withLock { _ in
      defer { reader = nil }
      return reader
    }
  }
}

/// Tells a broken installation from bad letters: when worker after worker dies, the fault is not the letters'.
public final class CircuitBreaker: Sendable {
  /// Deaths in a row, over all workers, after which a run stops.
  public static let limit = 20
  /// Letters from which their share counts, and the one in how many that may end its workers: of 5,692 public and hostile files one
  /// in 800 does.
  public static let (fewest, oneIn) = (200, 20)

  private struct Count {
    var deathsInARow = 0
    var letters = 0
    var lost = 0
  }

  private let count = Mutex(Count())
  private let isOff: Bool

  /// Creates a breaker; one that is off stops nothing.
  public init(isOff: Bool = false) { self.isOff = isOff }

  /// A letter is done with, by an answer or by the deaths of its workers.
  func ended(byDeath isLost: Bool) throws(RunError) {
    let count = count.withLock { count in
      if !isLost { count.deathsInARow = 0 }
      count.letters += 1
      count.lost += isLost ? 1 : 0
      return count
    }
    if !isOff, count.letters >= CircuitBreaker.fewest, count.lost * CircuitBreaker.oneIn > count.letters {
      throw CircuitBreaker.broken("\(count.lost) of \(count.letters) letters ended their workers")
    }
  }

  /// A worker died over a letter.
  func died() throws(RunError) {
    let deaths = count.withLock { count in
      count.deathsInARow += 1
      return count.deathsInARow
    }
    if !isOff, deaths >= CircuitBreaker.limit {
      throw CircuitBreaker.broken("\(deaths) workers died one after another")
    }
  }

  private static func broken(_ what: String) -> RunError {
    RunError(
      .temporary,
      "\(what); the installation seems broken (see griffier doctor), so no letter was marked as failed; --keep-going reads on"
    )
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
internal import Model
public import Output
internal import Synchronization

/// One run of a pipeline: discover → admit → extract → commit → publish.
///
/// Contents that this engine has read are not read again, files that have not changed are not even opened; so a run that was
/// stopped, however it was stopped, goes on where it was when it is started anew.
public struct Run: Sendable {
  /// What a run did.
  public struct Summary: Sendable {
    /// Its number; feeds in `changes/` are named after it.
    public var number = 0
    /// What became of the files.
    public var counts = RunCounts()
    /// Letters that were sent to a worker in this run.
    public var read = 0
    /// Seconds that the longest try of a letter took.
    public var slowest = 0.0
    /// Seconds that a try took beyond its deadline, at most.
    public var overrun = 0.0
    /// Seconds that the longest start of a worker took.
    public var start = 0.0
    /// Seconds from its first look at the folder to the last table.
    public var seconds = 0.0
    /// Rows of each table, those included that are not written.
    public var rows: [RecordTable: Int] = [:]
    /// The same as it was before; `nil` when nothing had been published.
    public var rowsBefore: [RecordTable: Int]?
    /// What the run changed for those who keep copies.
    public var changes = ChangeCounts()
    /// Where everything lies.
    public var output = ""

    /// Letters read in this run, a second of the whole run.
    public var readPerSecond: Double { seconds > 0 ? Double(read) / seconds : 0 }
  }

  /// How far a run is.
  public struct Progress: Sendable {
    /// Files dealt with.
    public var done = 0
    /// Files there are.
    public var total = 0
    /// Files that gave no record.
    public var failed = 0
  }

  private let configuration: RunConfiguration
  private var options: ReadingOptions
  private let interruption: Interruption
  /// Whether what could not be read before is tried again, however often it was tried.
  public var retriesFailures = false
  /// Whether a folder without a letter is taken as it is, though letters were published from it.
  public var acceptsEmpty = false

  /// Prepares a run; `options` say which worker and how many.
  public init(_ configuration: RunConfiguration, options: ReadingOptions, interruption: Interruption = Interruption()) {
    self.configuration = configuration
    self.options = options
    self.options.furniture = configuration.furniture
    self.interruption = interruption
  }

  /// Does everything.
  ///
  /// - Parameters:
  ///   - progress: Called now and then, on the caller's thread.
  ///   - notice: Called with what somebody should know though the run goes on.
  ///   - remark: Called with what is of use to somebody who watches, and to nobody later.
  ///   - complain: Called for each file that gives no record, with its path below the input folder, and with whether the run before has
  ///     told the same.
  /// - Throws: ``RunError``; what was committed before it stays.
  public func callAsFunction(
    progress: (Progress) -> Void = { _ in },
    notice: (String) -> Void = { _ in },
    remark: (String) -> Void = { _ in },
    complain: @escaping @Sendable (_ path: [UInt8], FileFailure, _ isKnown: Bool) -> Void = { _, _, _ in }
  ) throws(RunError) -> Summary {
    let begin = ContinuousClock.now
    let input = Array(configuration.input.utf8)
    let walk = try FolderWalk(input, include: configuration.include, exclude: configuration.exclude)
    try RunLock.makeFolder(configuration.output)
    let lock = try RunLock(folder: configuration.output)
    defer { withExtendedLifetime(lock) {} }
    if let metrics = configuration.metrics { try RunMetrics.check(metrics) }
    let volume = try OutputVolume(of: configuration.output)
    try volume.mustBeLocal()
    if let complaint = volume.complaint { notice(complaint) }
    let ledger = try Ledger(folder: configuration.output)
    try refuseEmptiness(walk, ledger)
    let breaker = CircuitBreaker(isOff: options.keepsGoing)
    let first = LetterReader(options, breaker: breaker)
    let libraries = try first.introduction(notice).libraries
    let engineName = try Engine.name(options, libraries: libraries, ledger, keeps: true)
    let engine = try ledger.engine(named: engineName)
    if retriesFailures { remark("\(try ledger.forgetFailures()) contents that could not be read are tried again") }
    let started = Run.timestamp
    let run = try ledger.beginRun(engine: engine, at: started, after: ChangeFeed.last(in: configuration.output))
    let books = RunBooks(ledger: ledger, run: run, engine: engine)

    let admission = Admission(
      input: input,
      books: books,
      settle: Int64(configuration.settle) * 1_000_000_000,
      begun: Admission.now
    )
    try announceWait(walk, admission, remark)
    let (read, timing) = try process(walk, admission, first: first, breaker, progress)
    let counts = try ledger.counts(run: run, engine: engine)
    if !counts.close { throw RunError(.software, "the files do not add up: \(counts)") }
    let told = Publication.failuresTold(in: configuration.output)
    try ledger.forEachFailure(run: run, engine: engine) { (path, sha256, failure) throws(RunError) in
      complain(path, failure, told.contains(Publication.line(path, sha256, failure)))
    }
    let publication = Publication(folder: configuration.output, tables: configuration.outputs)
    let published = try publication(ledger, run: run, engine: engine)
    // The index is a projection: what keeps it from being brought up is told, and costs the run nothing.
    do throws(RunError) {
      _ = try SearchResults(folder: configuration.output, notice: notice)
    } catch {
      notice("\(error.message); the next search or run brings it up")
    }
    let finished = Run.timestamp
    let taken = ContinuousClock.now - begin
    let summary = Summary(
      number: Int(run),
      counts: counts,
      read: read,
      slowest: Double(timing.longest) / 1e9,
      overrun: Double(timing.overrun) / 1e9,
      start: Double(timing.start) / 1e9,
      seconds: Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18,
      rows: published.rows,
      rowsBefore: published.before,
      changes: published.changes,
      output: configuration.output
    )
    try RunReport(name: configuration.name, number: run, engine: engineName, started: started, finished: finished)
      .write(summary)
    try ledger.endRun(run, at: finished, counts: counts)
    if let metrics = configuration.metrics {
      try RunMetrics(name: configuration.name, finished: Int(Date().timeIntervalSince1970)).write(summary, to: metrics)
    }
    return summary
  }

  /// What a run would do with each file: `new`, `changed`, `again` (another engine, or a failure that may have been chance), `known`,
  /// `skipped`. Changes nothing; a file is opened only by the run itself, so one that was touched counts as changed.
  public func plan() throws(RunError) -> [(path: [UInt8], reason: String)] {
    let walk = try FolderWalk(
      Array(configuration.input.utf8),
      include: configuration.include,
      exclude: configuration.exclude
    )
    var plan: [(path: [UInt8], reason: String)] = []
    let paths = walk.entries.map(\.path)
    let known: [Ledger.Known]
    if let ledger = try Ledger(existingIn: configuration.output) {
      let name = try Engine.name(
        options,
        libraries: try LetterReader(options, breaker: CircuitBreaker()).introduction { _ in }.libraries,
        ledger,
        keeps: false
      )
      known = try ledger.known(paths, engine: try ledger.existingEngine(named: name))
    } else {
      known = paths.map { _ in Ledger.Known() }
    }
    for (entry, known) in zip(walk.entries, known) {
      let reason =
        known.sighting == nil
        ? "new" : known.stamp != entry.stamp ? "changed" : Admission.isSettled(known.document) ? "known" : "again"
      plan.append((entry.path, reason))
    }
    return plan + walk.skipped.map { ($0.path, "skipped") }
  }

  /// Stops where every letter seems to have gone: that is a disk that is not mounted far more often than it is meant.
  private func refuseEmptiness(_ walk: FolderWalk, _ ledger: Ledger) throws(RunError) {
    guard walk.entries.isEmpty, walk.unreadable.isEmpty, !acceptsEmpty else { return }
    let held = try ledger.publishedCount()
    if held == 0 { return }
    throw RunError(
      .noInput,
      "no letter is left in \(PrintableText(configuration.input)), which gave \(held): is a disk not mounted? "
        + "Nothing was changed; --accept-empty takes them out"
    )
  }

  /// Says so when the run will wait for files that were just written.
  private func announceWait(_ walk: FolderWalk, _ admission: Admission, _ remark: (String) -> Void) throws(RunError) {
    let young = walk.entries.filter(admission.isYoung)
    if young.isEmpty { return }
    let known = try admission.books.ledger.known(young.map(\.path), engine: admission.books.engine)
    let count = zip(young, known).count { $0.stamp != $1.stamp }
    if count > 0 {
      remark(
        "\(count) files were written in the last \(configuration.settle) s; they are read last, once they have rested"
      )
    }
  }

  /// The stages. Gives the number of letters that were sent to workers, and how long they took.
  private func process(
    _ walk: FolderWalk,
    _ admission: Admission,
    first: LetterReader,
    _ breaker: CircuitBreaker,
    _ progress: (Progress) -> Void
  ) throws(RunError) -> (read: Int, WorkerLane.Timing) {
    let books = admission.books
    let admitted = BoundedQueue<Admission.Document>(capacity: options.jobs)
    let changes = BoundedQueue<Ledger.Change>(capacity: options.jobs * 16)
    let fault = Mutex<RunError?>(nil)
    let producers = Mutex(options.jobs + 1)
    let sent = Mutex((read: 0, timing: WorkerLane.Timing()))
    var lost: [String] = []
    @Sendable func stop(_ error: RunError?) {
      if let error { fault.withLock { $0 = $0 ?? error } }
      admitted.cancel()
      changes.cancel()
    }
    @Sendable func leave() {
      let isLast = producers.withLock { count in
        count -= 1
        return count == 0
      }
      if isLast { changes.finish() }
    }

    let stages = StageGroup()
    stages.start("admit") { _ in
      do throws(RunError) {
        try admission(walk, admit: admitted.push, tell: changes.push) { !admitted.isCancelled }
      } catch {
        stop(error)
      }
      admitted.finish()
      leave()
    }
    let readers = FirstReader(first)
    stages.start("extract", width: options.jobs) { [options] _ in
      let reader = readers.take() ?? LetterReader(options, breaker: breaker)
      while let document = admitted.pop() {
        do throws(RunError) {
          sent.withLock { $0.read += 1 }
          let result = try reader(document.bytes, sha256: document.sha256)
          if !changes.push(.read(sha256: document.sha256, result)) { break }
        } catch {
          stop(error)
        }
      }
      sent.withLock { $0.timing.add(reader.timing) }
      leave()
    }
    // On a signal nothing more is admitted, and what was answered is committed; workers end with this process.
    interruption.onStop {
      admitted.cancel()
      changes.finish()
    }
    defer { interruption.onStop(nil) }
    var state = Progress(total: walk.entries.count + walk.skipped.count + walk.unreadable.count)
    while true {
      let batch = changes.popBatch(limit: 32)
      if batch.isEmpty { break }
      do throws(RunError) {
        try books.commit(batch)
      } catch {
        stop(error)
        break
      }
      for change in batch {
        state.count(change)
        if case .read(let sha256, .failure(let failure)) = change, Admission.mayBeChance.contains(failure.code) {
          lost.append(sha256)
        }
      }
      progress(state)
    }
    if let signal = interruption.signal {
      let status = ExitStatus(rawValue: 128 + signal) ?? .terminated
      throw RunError(
        status,
        "stopped after \(state.done) of \(state.total) files; what was read is kept, and the same command goes on from there"
      )
    }
    stages.wait()
    if let fault = fault.withLock({ $0 }) {
      if fault.status == .temporary { try books.ledger.forgetDeaths(lost, engine: books.engine) }
      throw fault
    }
    return sent.withLock { ($0.read, $0.timing) }
  }

  private static var timestamp: String { Date().formatted(.iso8601) }
}

extension Run.Progress {
  fileprivate mutating func count(_ change: Ledger.Change) {
    switch change {
    case .unchanged(let sightings): done += sightings.count
    case .seen: done += 1
    case .turnedAway:
      done += 1
      failed += 1
    case .read(_, .failure): failed += 1
    case .read: break
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// The ledger, the run and the engine: what every stage of a run writes to.
struct RunBooks: Sendable {
  let ledger: Ledger
  let run: Int64
  let engine: Int64

  func commit(_ changes: [Ledger.Change]) throws(RunError) { try ledger.commit(changes, run: run, engine: engine) }
}

/// Decides for each file whether it must be opened, and for each content whether it must be read.
struct Admission: Sendable {
  /// A content that goes to a worker.
  struct Document: Sendable {
    let bytes: [UInt8]
    let sha256: String
  }

  /// Runs in which a content may take workers down before it is left alone.
  static let attemptLimit = 3
  /// Runs that may end while a content is read, by whatever cause, before it is left alone; from ``attemptLimit`` on it is read alone.
  static let deathLimit = 6
  /// Files looked up at once.
  private static let chunk = 256
  /// Contents whose attempts are written down together; held in memory meanwhile.
  private static let batch = (documents: 16, bytes: 8 << 20)

  let input: [UInt8]
  let books: RunBooks
  /// Nanoseconds a file must have been left alone before it is read.
  let settle: Int64
  /// When the run began, nanoseconds since 1970.
  let begun: Int64

  /// Whether a file was changed so shortly before the run that it may still be being written. One that is of the future, because a clock
  /// was set, is not waited for.
  func isYoung(_ entry: FolderWalk.Entry) -> Bool { (0..<settle).contains(begun - entry.stamp.modified) }

  /// Goes over the files in order.
  ///
  /// - Parameters:
  ///   - admit: Takes a content for the workers; `false` when no more are wanted.
  ///   - tell: Takes what is known without a worker; `false` when nobody listens any more.
  ///   - goesOn: Whether what was admitted is still being read.
  func callAsFunction(
    _ walk: FolderWalk,
    admit: (Document) -> Bool,
    tell: (Ledger.Change) -> Bool,
    goesOn: () -> Bool
  ) throws(RunError) {
    var queue = Queue(books: books)
    let skipped = walk.skipped.map {
      ($0.path, Ledger.Outcome.skipped, FileFailure(code: $0.reason, message: "was left alone"))
    }
    let unlisted = walk.unreadable.map {
      ($0.path, Ledger.Outcome.refused, FileFailure(code: "unreadable", message: $0.message))
    }
    let others = try skipped + unlisted + unseen(walk)
    let states = try books.ledger.known(others.map(\.0), engine: books.engine)
    for ((path, outcome, failure), known) in zip(others, states) {
      guard tell(Admission.turnedAway(path, nil, outcome, failure, known)) else { return }
    }
    var young: [(FolderWalk.Entry, Ledger.Known)] = []
    var index = 0
    while index < walk.entries.count {
      let entries = walk.entries[index..<min(index + Admission.chunk, walk.entries.count)]
      let known = try books.ledger.known(entries.map(\.path), engine: books.engine)
      var unchanged: [Int64] = []
      for (entry, known) in zip(entries, known) {
        if let sighting = known.sighting, known.stamp == entry.stamp, Admission.isSettled(known.document) {
          unchanged.append(sighting)
        } else if isYoung(entry) {
          young.append((entry, known))
        } else {
          guard try look(at: entry, known, &queue, admit, tell) else { return }
        }
      }
      if !unchanged.isEmpty { guard tell(.unchanged(sightings: unchanged)) else { return } }
      index += entries.count
    }
    guard try queue.flush(admit) else { return }
    if let youngest = young.map(\.0.stamp.modified).max() {
      usleep(UInt32(clamping: max(0, youngest + settle - Admission.now) / 1000))
    }
    for (entry, known) in young {
      guard try look(at: entry, mustBeAsSeen: true, known, &queue, admit, tell) else { return }
    }
    guard try queue.flush(admit) else { return }
    try lookAgain(at: queue.suspects, admit, tell, goesOn)
  }

  /// Letters that downstream holds and that lie in what cannot be looked at: they keep their records until it can. A share that is
  /// away for a night must not take its letters away.
  private func unseen(_ walk: FolderWalk) throws(RunError) -> [(path: [UInt8], Ledger.Outcome, FileFailure)] {
    var unseen: [(path: [UInt8], Ledger.Outcome, FileFailure)] = []
    let seen = walk.unreadable.isEmpty ? [] : Set((walk.entries.map(\.path) + walk.skipped.map(\.path)))
    for (folder, _) in walk.unreadable {
      for path in try books.ledger.published(below: folder) where !seen.contains(path) {
        let failure = FileFailure(code: "unreadable", message: "lies in a folder that cannot be listed")
        unseen.append((path, .deferred, failure))
      }
    }
    return unseen
  }

  /// Letters that were with a worker when a run died, more than once: they are read last and one at a time, so that the one that takes a
  /// run down costs the others nothing; it is given up when it has done so often enough.
  private func lookAgain(
    at suspects: [Document],
    _ admit: (Document) -> Bool,
    _ tell: (Ledger.Change) -> Bool,
    _ goesOn: () -> Bool
  ) throws(RunError) {
    func state(_ sha256: String) throws(RunError) -> Ledger.DocumentState? {
      try books.ledger.states([sha256], engine: books.engine).first ?? nil
    }
    for document in suspects {
      let sha256 = document.sha256
      guard case .sent(let attempts)? = try state(sha256) else { continue }
      if attempts >= Admission.deathLimit {
        let failure = FileFailure(code: "crash", message: "the run that read it did not live, \(attempts) times")
        guard tell(.read(sha256: sha256, .failure(failure))) else { return }
        continue
      }
      try books.ledger.countAttempts([sha256], engine: books.engine)
      guard admit(document) else { return }
      while goesOn(), case .sent? = try state(sha256) { usleep(5_000) }
    }
  }

  /// Nanoseconds since 1970, as files are stamped.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Opens a file. `false` when no more is wanted.
  private func look(
    at entry: FolderWalk.Entry,
    mustBeAsSeen: Bool = false,
    _ known: Ledger.Known,
    _ queue: inout Queue,
    _ admit: (Document) -> Bool,
    _ tell: (Ledger.Change) -> Bool
  ) throws(RunError) -> Bool {
    let file: InputFile
    do throws(FileFailure) {
      file = try InputFile(path: input + [0x2F] + entry.path)
      if mustBeAsSeen, file.stamp != entry.stamp {
        throw FileFailure(code: "unstable", message: "is still being written; the next run reads it")
      }
    } catch {
      let outcome: Ledger.Outcome = error.code == "unstable" || error.code == "missing" ? .deferred : .refused
      return tell(Admission.turnedAway(entry.path, entry.stamp, outcome, error, known))
    }
    let sha256 = ContentHash.sha256(file.bytes)
    let seen: Ledger.Change
    if let sighting = known.sighting, known.stamp == file.stamp, known.sha256 == sha256 {
      seen = .unchanged(sightings: [sighting])
    } else {
      seen = .seen(path: entry.path, stamp: file.stamp, sha256: sha256)
    }
    guard tell(seen) else { return false }
    return try queue.add(Document(bytes: file.bytes, sha256: sha256), admit)
  }

  /// A file without content; the same as last time is the same sighting.
  private static func turnedAway(
    _ path: [UInt8],
    _ stamp: FileStamp?,
    _ outcome: Ledger.Outcome,
    _ failure: FileFailure,
    _ known: Ledger.Known
  ) -> Ledger.Change {
    if let sighting = known.sighting, known.sha256 == nil, known.stamp == stamp, known.code == failure.code {
      return .unchanged(sightings: [sighting])
    }
    // What cannot be had for now keeps its record until it can. Without a stamp it is looked at again.
    if mayComeBack.contains(failure.code), let kept = known.sha256 {
      if let sighting = known.sighting, known.stamp == nil, known.code == failure.code {
        return .unchanged(sightings: [sighting])
      }
      return .turnedAway(path: path, stamp: nil, outcome: outcome, failure, kept: kept)
    }
    return .turnedAway(path: path, stamp: stamp, outcome: outcome, failure, kept: nil)
  }

  /// Whether there is nothing to be gained by reading a content again with the same engine.
  static func isSettled(_ state: Ledger.DocumentState?) -> Bool {
    switch state {
    case .read: true
    case .failed(let code, let attempts): !mayBeChance.contains(code) || attempts >= attemptLimit
    case .sent, nil: false
    }
  }

  /// Failures that say nothing of what a file holds: it is being replaced, its disk or its permissions are not as they should be.
  private static let mayComeBack: Set<String> = ["unstable", "unreadable", "missing"]

  /// Failures that a second run may not meet: a busy machine, a worker killed from outside.
  static let mayBeChance: Set<String> = ["timeout", "crash", "memory", "protocol"]

  /// Contents on their way to the workers. Each is admitted once, and its attempt is on disk before it is sent.
  private struct Queue {
    let books: RunBooks
    private var waiting: [Document] = []
    private var bytes = 0
    private var admitted: Set<String> = []
    /// Contents over which run after run has ended: no more than were under way in those.
    private(set) var suspects: [Document] = []

    init(books: RunBooks) { self.books = books }

    mutating func add(_ document: Document, _ admit: (Document) -> Bool) throws(RunError) -> Bool {
      if !admitted.insert(document.sha256).inserted { return true }
      waiting.append(document)
      bytes += document.bytes.count
      if waiting.count < Admission.batch.documents, bytes < Admission.batch.bytes { return true }
      return try flush(admit)
    }

    mutating func flush(_ admit: (Document) -> Bool) throws(RunError) -> Bool {
      let states = try books.ledger.states(waiting.map(\.sha256), engine: books.engine)
      var new: [Document] = []
      for (document, state) in zip(waiting, states) where !Admission.isSettled(state) {
        if case .sent(let attempts)? = state, attempts >= Admission.attemptLimit {
          suspects.append(document)
        } else {
          new.append(document)
        }
      }
      waiting = []
      bytes = 0
      if new.isEmpty { return true }
      try books.ledger.countAttempts(new.map(\.sha256), engine: books.engine)
      for document in new where !admit(document) { return false }
      return true
    }
  }
}

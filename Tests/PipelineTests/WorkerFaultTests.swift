// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GRDB
import Model
import Output
import Testing

@testable import Pipeline

/// Real processes that misbehave: each costs its own letter, with the right reason, and the next letter is unharmed.
struct WorkerFaultTests {
  /// `limit` is long enough for an answer on a busy machine, except where the worker is meant to run out of time.
  private static func options(limit: UInt64 = 30_000_000_000) throws -> ReadingOptions {
    var options = ReadingOptions(worker: WorkerCommand(path: try BuiltProducts.path("fault-worker")), jobs: 1)
    options.limits.document = limit
    options.limits.page = 0
    options.limits.start = 30_000_000_000
    return options
  }

  private static func read(_ text: String, with reader: LetterReader) throws -> Result<String, FileFailure> {
    let bytes = Array(text.utf8)
    return try reader(bytes, sha256: ContentHash.sha256(bytes)).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(arguments: [
    ("hang", "timeout"), ("spin", "timeout"), ("stop", "timeout"), ("flood-frames", "timeout"), ("children", "timeout"),
    ("abort", "crash"), ("segfault", "crash"), ("exit", "crash"), ("fork-bomb", "crash"), ("close", "protocol"),
    ("exit-within-frame", "protocol"), ("short-frame", "protocol"),
    ("bad-magic", "protocol"), ("too-long", "protocol"), ("wrong-id", "protocol"), ("no-json", "protocol"),
    ("other-record", "protocol"), ("allocate", "memory"),
  ])
  func faultCostsOneLetterAndNamesItsReason(fault: String, code: String) throws {
    let limit: UInt64 = code == "timeout" ? 1_000_000_000 : 30_000_000_000
    let reader = LetterReader(try Self.options(limit: limit), breaker: CircuitBreaker())
    guard case .failure(let failure) = try Self.read("fault:\(fault)", with: reader) else {
      return #expect(Bool(false), "a record came of it")
    }
    #expect(failure.code == code)
    let next = try Self.read("next", with: reader).get()
    #expect(next.contains("\"text\":\"next\""))
  }

  @Test func aWorkerMayBeLargerThanAnyLetter() throws {
    let (place, input) = (try Folder(), try Folder())
    let worker = place.path + "/worker"
    try FileManager.default.copyItem(atPath: try BuiltProducts.path("fault-worker"), toPath: worker)
    let file = try #require(FileHandle(forWritingAtPath: worker))
    try file.truncate(atOffset: UInt64(InputFile.sizeLimit) + 1_000_000)
    try file.close()
    try input.write("a.pdf", "a letter")
    try input.write("x.yaml", "version: 1\ninput: .\noutput: \(place.path)/out\nsettle: 0\n")
    let run = try Command("griffier", ["run", input.path + "/x.yaml", "--worker", worker, "--jobs", "1"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try place.tables().isEmpty && place.read("out/letters.jsonl").contains("a letter"))
  }

  @Test func aWorkerThatWasReplacedReadsAnewThoughItsHashWasKept() throws {
    let (place, input) = (try Folder(), try Folder())
    let worker = place.path + "/worker"
    func install(extra: Int) throws {
      try? FileManager.default.removeItem(atPath: worker)
      try FileManager.default.copyItem(atPath: try BuiltProducts.path("fault-worker"), toPath: worker)
      let file = try #require(FileHandle(forWritingAtPath: worker))
      try file.truncate(atOffset: try file.seekToEnd() + UInt64(extra))
      try file.close()
    }
    func engines() throws -> Int {
      let run = try Command("griffier", ["run", input.path + "/x.yaml", "--worker", worker, "--jobs", "1"])
      #expect(run.status == 0, "\(run.errors)")
      return try Ledger(folder: place.path + "/out").read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM engine") ?? 0
      }
    }
    try input.write("a.pdf", "a letter")
    try input.write("x.yaml", "version: 1\ninput: .\noutput: \(place.path)/out\nsettle: 0\n")
    try install(extra: 0)
    #expect(try engines() == 1)
    #expect(try engines() == 1)
    try install(extra: 1)
    #expect(try engines() == 2)
  }

  @Test(arguments: [("pages:3", [3]), ("pages:1:5", [1, 5])])
  func pageThatKillsCostsThatPage(document: String, lost: [Int]) throws {
    let reader = LetterReader(try Self.options(), breaker: CircuitBreaker())
    let bytes = Array(document.utf8)
    let record = try reader(bytes, sha256: ContentHash.sha256(bytes)).get()
    #expect(record.isPartial)
    let text = String(decoding: record.bytes, as: UTF8.self)
    for page in 1...5 { #expect(text.contains("\"page\":\(page)}") == lost.contains(page)) }
  }

  @Test func letterOfNothingButKillingPagesFailsAndNamesAPage() throws {
    let reader = LetterReader(try Self.options(), breaker: CircuitBreaker())
    guard case .failure(let failure) = try Self.read("pages:1:2:3:4:5", with: reader) else {
      return #expect(Bool(false), "a record came of it")
    }
    #expect(failure.code == "crash")
    #expect(failure.page == LetterReader.lostPages + 1)
  }

  @Test(arguments: ["flood-errors", "flood-output"])
  func dropsAFloodOfComplaintsAndGoesOn(fault: String) throws {
    let reader = LetterReader(try Self.options(), breaker: CircuitBreaker())
    #expect(try Self.read("fault:\(fault)", with: reader).get().contains(fault))
  }

  /// A worker that dies and leaves processes behind, which hold its end of the socket open.
  @Test func endsWhatAWorkerHasStarted() throws {
    let place = try Folder()
    // A copy, so that its processes are told from those of other tests.
    let copy = place.path + "/fault-worker"
    try FileManager.default.copyItem(atPath: try BuiltProducts.path("fault-worker"), toPath: copy)
    var options = try Self.options(limit: 1_000_000_000)
    options.worker.path = copy
    let reader = LetterReader(options, breaker: CircuitBreaker())
    guard case .failure = try Self.read("fault:children", with: reader) else {
      return #expect(Bool(false), "a record came of it")
    }
    func left() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").filter {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/exe")) == copy
      }
    }
    // They have been sent the signal by now; a busy machine may let them lie a moment before it takes them away.
    for _ in 0..<100 where try !left().isEmpty { usleep(20_000) }
    #expect(try left().isEmpty)
  }

  @Test(arguments: ["exit", "hang", "bad-magic", "abort"])
  func workerThatNeverComesUpIsTheInstallationsFault(fault: String) throws {
    var options = try Self.options()
    options.worker.arguments = ["start:\(fault)"]
    options.limits.start = 100_000_000
    let reader = LetterReader(options, breaker: CircuitBreaker())
    do {
      _ = try Self.read("any", with: reader)
      #expect(Bool(false), "it was read")
    } catch let error as RunError {
      #expect(error.status == .temporary)
    }
  }

  @Test func stopsWhenWorkerAfterWorkerDies() throws {
    let breaker = CircuitBreaker()
    let reader = LetterReader(try Self.options(), breaker: breaker)
    for _ in 0..<(CircuitBreaker.limit / 2 - 1) { _ = try Self.read("fault:exit", with: reader) }
    #expect(throws: RunError.self) { _ = try Self.read("fault:exit", with: reader) }
  }

  @Test func leavesNoProcessAndNoDescriptorBehind() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    for _ in 0..<20 {
      let reader = LetterReader(try Self.options(), breaker: CircuitBreaker())
      _ = try Self.read("a", with: reader)
      _ = try Self.read("fault:abort", with: reader)
    }
    let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    // Other tests run beside this one and have workers of their own.
    #expect(after < before + 40)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GRDB
import Testing

@testable import Pipeline

/// What a run holds to when files are still coming in, installations break and books do not add up.
struct RunRuleTests {
  private let input: Folder
  private let output: Folder

  init() throws {
    input = try Folder()
    output = try Folder()
  }

  private func run(
    settle: Int = 10,
    keepsGoing: Bool = false,
    remark: (String) -> Void = { _ in }
  ) throws -> Run.Summary {
    let configuration = try RunConfiguration(
      yaml: "version: 1\ninput: \(input.path)\noutput: \(output.path)\nsettle: \(settle)\n",
      file: "x.yaml"
    )
    var options = ReadingOptions(worker: WorkerCommand(path: try BuiltProducts.path("fault-worker")), jobs: 1)
    options.keepsGoing = keepsGoing
    return try Run(configuration, options: options)(remark: remark)
  }

  private func age(_ name: String, by seconds: Double) throws {
    let date = Date(timeIntervalSinceNow: -seconds)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: input.path + "/" + name)
  }

  private func expect(_ status: Pipeline.ExitStatus, _ body: () throws -> Run.Summary) throws {
    do {
      _ = try body()
      Issue.record("it ran")
    } catch let error as RunError {
      #expect(error.status == status, "\(error.message)")
    }
  }

  @Test func readsAYoungFileLastOnceItHasRested() throws {
    try input.write("a.pdf", "young")
    try input.write("b.pdf", "old")
    let written = Date()
    try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: input.path + "/a.pdf")
    var remarks: [String] = []
    let summary = try run(settle: 4) { remarks.append($0) }
    // Stamps of files are coarser than the clock.
    #expect(Date() >= written + 3.9)
    #expect(summary.counts.ok == 2)
    #expect(remarks.contains { $0.hasPrefix("1 files were written in the last 4 s") })
    remarks = []
    #expect(
      try run(settle: 3600) { remarks.append($0) }.read == 0,
      "a file that was read and has not changed is not waited for"
    )
    #expect(!remarks.contains { $0.contains("written") })
  }

  @Test func doesNotWaitForAFileOfTheFuture() throws {
    try input.write("a.pdf", "of tomorrow")
    try age("a.pdf", by: -86_400)
    let begin = ContinuousClock.now
    #expect(try run(settle: 300).counts.ok == 1)
    // Seconds would be waited for, or a day.
    #expect(ContinuousClock.now - begin < .seconds(60))
  }

  @Test func letterThatIsBeingReplacedKeepsItsRecordAndIsCountedAsDeferred() throws {
    try input.write("a.pdf", "first version")
    _ = try run()
    let letters = try output.read("letters.jsonl")
    try input.write("a.pdf", "second ")
    try age("a.pdf", by: 0.1)
    let writer = Thread { [path = input.path + "/a.pdf"] in
      // It grows while the run waits for it: long after its first look at the folder, long before the file has rested.
      usleep(2_500_000)
      let file = FileHandle(forWritingAtPath: path)
      file?.seekToEndOfFile()
      file?.write(Data("version".utf8))
    }
    writer.start()
    let summary = try run(settle: 6)
    #expect(summary.counts.deferred == 1)
    #expect(summary.counts.close)
    #expect(try output.read("letters.jsonl") == letters)
    #expect(try output.read("failed.jsonl").contains(#"{"path":"a.pdf","code":"unstable""#))
    try age("a.pdf", by: 60)
    #expect(try run().counts.ok == 1)
    #expect(try output.read("letters.jsonl").contains("second version"))
  }

  /// More than one in twenty of two hundred end their workers: the installation's fault.
  @Test func marksNothingWhenTooManyLettersEndTheirWorkers() throws {
    for i in 0..<220 { try input.write("\(1000 + i).pdf", i % 18 == 0 ? "fault:segfault \(i)" : "letter \(i)") }
    try expect(.temporary) { try run() }
    let ledger = try #require(try Ledger(existingIn: output.path))
    let marked = try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document WHERE status = 'failed'") }
    #expect(marked == 0)
    let kept = try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document WHERE status = 'ok'") } ?? 0
    #expect(kept > 150)
    let summary = try run(keepsGoing: true)
    #expect(summary.counts.failed == 13)
    #expect(summary.counts.ok == 207)
  }

  @Test func marksNothingWhenWorkersDieOneAfterAnother() throws {
    for i in 0..<30 { try input.write("\(i).pdf", "fault:segfault \(i)") }
    try expect(.temporary) { try run() }
    let ledger = try #require(try Ledger(existingIn: output.path))
    let marked = try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document WHERE status = 'failed'") }
    #expect(marked == 0)
  }

  /// A ledger that loses a letter behind the run's back.
  @Test func stopsWith70WhenTheFilesDoNotAddUp() throws {
    try input.write("a.pdf", "letter")
    _ = try run()
    let tables = try output.tables()
    try Ledger(folder: output.path).write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER lose AFTER UPDATE ON document WHEN NEW.status = 'ok'
          BEGIN UPDATE document SET status = 'sent' WHERE id = NEW.id; END
          """
      )
    }
    try input.write("b.pdf", "another letter")
    try expect(.software) { try run() }
    #expect(try output.tables() == tables)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Output
import Testing

@testable import Pipeline

/// Whole runs over small folders, with a worker that makes a record of any bytes.
struct RunTests {
  private let input: Folder
  private let output: Folder

  init() throws {
    input = try Folder()
    output = try Folder()
    for i in 0..<40 { try input.write("b/\(i).pdf", "letter \(i)") }
    try input.write("a.pdf", "letter 7")
    try input.write("c.xml", "fault:exit")
    try input.write("d.pdf", "")
    try input.write("e.txt", "not asked for")
    try input.write(".hidden.pdf", "hidden")
  }

  private func run(
    jobs: Int = 2,
    output: Folder? = nil,
    arguments: [String] = [],
    interruption: Interruption = Interruption(),
    change: (inout RunConfiguration) -> Void = { _ in }
  ) throws -> Run.Summary {
    var configuration = try RunConfiguration(yaml: "version: 1\ninput: \(input.path)", file: "x.yaml")
    configuration.output = (output ?? self.output).path
    change(&configuration)
    let worker = WorkerCommand(path: try BuiltProducts.path("fault-worker"), arguments: arguments)
    return try Run(configuration, options: ReadingOptions(worker: worker, jobs: jobs), interruption: interruption)()
  }

  @Test func accountsForEveryFileAndWritesEveryTable() throws {
    let summary = try run()
    #expect(summary.counts.seen == 44)
    #expect(summary.counts.ok == 41)
    #expect(summary.counts.failed == 1)
    #expect(summary.counts.refused == 1)
    #expect(summary.counts.skipped == 1)
    #expect(summary.counts.close)
    #expect(summary.read == 41)
    #expect(summary.rows[.letters] == 40)
    let tables = try output.tables()
    #expect(
      tables.keys.sorted() == [
        "citations.jsonl", "commitments.jsonl", "failed.jsonl", "footnotes.jsonl", "letters.jsonl", "sections.jsonl",
      ]
    )
    #expect(tables["failed.jsonl"]?.split(separator: "\n").count == 2)
    #expect(tables["failed.jsonl"]?.contains(#"{"path":"d.pdf","code":"empty","message":"the file is empty"}"#) == true)
    let report = try JSONSerialization.jsonObject(with: Data(try output.read("run.json").utf8)) as? [String: Any]
    #expect((report?["files"] as? [String: Int])?["seen"] == 44)
  }

  @Test func writesOneLineAContentUnderItsFirstPathInTheOrderOfPaths() throws {
    _ = try run()
    let lines = try output.read("letters.jsonl").split(separator: "\n")
    let paths = try lines.map { line -> String in
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return try #require((record["source"] as? [String: Any])?["path"] as? String)
    }
    #expect(paths.first == "a.pdf")
    #expect(!paths.contains("b/7.pdf"))
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func givesTheSameBytesForAnyNumberOfJobs() throws {
    _ = try run(jobs: 1)
    let expected = try output.tables()
    for jobs in [2, 3, 8] {
      let other = try Folder()
      _ = try run(jobs: jobs, output: other)
      #expect(try other.tables() == expected)
    }
  }

  @Test func readsNothingAgainWhenNothingHasChanged() throws {
    _ = try run { $0.exclude = ["c.xml"] }
    let tables = try output.tables()
    let again = try run { $0.exclude = ["c.xml"] }
    #expect(again.read == 0)
    #expect(again.counts.ok == 41)
    #expect(again.rows[.letters] == 40)
    #expect(try output.tables() == tables)
  }

  @Test func readsAgainWithAnotherEngine() throws {
    #expect(try run().read == 41)
    #expect(try run { $0.furniture = true }.read == 41)
    #expect(try run { $0.furniture = true }.read == 1, "only the letter that takes its worker down is tried again")
  }

  @Test func takesInWhatIsNewChangedMovedAndGone() throws {
    _ = try run()
    try input.write("b/1.pdf", "letter one, changed")
    try input.write("b/new.pdf", "letter 100")
    try input.remove("b/2.pdf")
    try FileManager.default.moveItem(atPath: input.path + "/b/3.pdf", toPath: input.path + "/b/moved.pdf")
    let summary = try run { $0.exclude = ["c.xml"] }
    #expect(summary.read == 2)
    let letters = try output.read("letters.jsonl")
    #expect(letters.contains("letter one, changed"))
    #expect(!letters.contains("\"letter 1\""))
    #expect(letters.contains("\"path\":\"b/new.pdf\""))
    #expect(letters.contains("\"path\":\"b/moved.pdf\""))
    #expect(!letters.contains("b/2.pdf"))
    #expect(!letters.contains("b/3.pdf"))
    let fresh = try Folder()
    _ = try run(output: fresh) { $0.exclude = ["c.xml"] }
    #expect(try fresh.tables() == output.tables())
  }

  @Test func tellsDownstreamWhatCameChangedAndWent() throws {
    _ = try run { $0.exclude = ["c.xml"] }
    let first = try output.read("changes/1.jsonl").split(separator: "\n")
    #expect(first.count == 40)
    #expect(first.allSatisfy { $0.contains(#""change":"add""#) })
    _ = try run { $0.exclude = ["c.xml"] }
    #expect(try Folder.names(output.path + "/changes") == ["1.jsonl"], "nothing has changed, so there is no feed")

    try input.write("b/1.pdf", "letter one, changed")
    try input.write("b/new.pdf", "letter 100")
    try input.remove("b/2.pdf")
    try FileManager.default.moveItem(atPath: input.path + "/b/3.pdf", toPath: input.path + "/b/moved.pdf")
    _ = try run { $0.exclude = ["c.xml"] }
    let changes = try output.read("changes/3.jsonl").split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    }
    #expect(changes.map { $0["change"] } == ["delete", "delete", "replace", "add", "add"])
    let gone = Dictionary(uniqueKeysWithValues: changes.prefix(2).map { ($0["path"], $0["supersededBy"]) })
    let changed = ContentHash.sha256(Array("letter one, changed".utf8)).prefix(16)
    #expect(gone == ["b/1.pdf": String(changed), "b/2.pdf": nil])
    #expect(changes[2]["path"] == "b/moved.pdf")
    #expect(changes[2]["previousPath"] == "b/3.pdf")
    #expect(Set(changes.suffix(2).map { $0["path"] }) == ["b/1.pdf", "b/new.pdf"])

    _ = try run {
      $0.exclude = ["c.xml"]
      $0.furniture = true
    }
    let another = try output.read("changes/4.jsonl").split(separator: "\n")
    #expect(another.count == 40)
    #expect(another.allSatisfy { $0.contains(#""change":"replace""#) }, "another engine makes every record anew")
  }

  @Test func triesAgainWhatFailedWhenAskedTo() throws {
    _ = try run()
    for _ in 0..<3 { _ = try run() }
    #expect(try run().read == 0, "a letter that takes its worker down again and again is left alone")
    let ledger = try #require(try Ledger(existingIn: output.path))
    #expect(try ledger.lastRun()?.counts.failed == 1)
    #expect(try Ledger(folder: output.path).forgetFailures() == 1)
    #expect(try run().read == 1)
  }

  @Test func writesOnlyTheTablesThatAreAskedForAndRemovesTheOthers() throws {
    _ = try run()
    let summary = try run { $0.outputs = [.letters] }
    #expect(try output.tables().keys.sorted() == ["failed.jsonl", "letters.jsonl"])
    #expect(summary.rows[.sections] == 40)
  }

  @Test func writesATableAgainThatSomebodyDeleted() throws {
    _ = try run()
    let tables = try output.tables()
    try output.remove("sections.jsonl")
    _ = try run()
    #expect(try output.tables() == tables)
  }

  @Test func leavesTheFolderToTheRunThatHoldsIt() throws {
    let lock = try RunLock(folder: output.path)
    do {
      _ = try run()
      #expect(Bool(false), "two runs in one folder")
    } catch let error as RunError {
      #expect(error.status == .temporary)
    }
    withExtendedLifetime(lock) {}
    #expect(try output.tables().isEmpty)
  }

  @Test func marksNothingAsFailedWhenWorkersDoNotComeUp() throws {
    do {
      _ = try run(arguments: ["start:exit"])
      #expect(Bool(false), "it ran")
    } catch let error as RunError {
      #expect(error.status == .temporary)
    }
    #expect(try run().counts.ok == 41)
  }

  @Test func goesOnAfterAnInterruptionAndEndsTheSame() throws {
    _ = try run()
    let expected = try output.tables()
    let other = try Folder()
    for _ in 0..<3 {
      let interruption = Interruption()
      interruption.trigger(15)
      do {
        _ = try run(output: other, interruption: interruption)
        #expect(Bool(false), "it was not stopped")
      } catch let error as RunError {
        #expect(error.status == .terminated)
      }
    }
    _ = try run(output: other)
    #expect(try other.tables() == expected)
  }

  @Test func saysWhatItWouldDoWithoutDoingIt() throws {
    var configuration = try RunConfiguration(yaml: "version: 1\ninput: \(input.path)", file: "x.yaml")
    configuration.output = output.path + "/none"
    let worker = WorkerCommand(path: try BuiltProducts.path("fault-worker"))
    let plan = try Run(configuration, options: ReadingOptions(worker: worker, jobs: 1)).plan()
    #expect(plan.filter { $0.reason == "new" }.count == 43)
    #expect(plan.filter { $0.reason == "skipped" }.count == 1)
    #expect(try output.names().isEmpty)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Search
import Testing

@testable import Pipeline

/// Runs in which one call that changes a file goes wrong: what is published stays whole, and the next run makes it good.
///
/// A sample of the calls here; `make soak` goes over every one.
@Suite(.serialized) struct FaultInjectionTests {
  private let input: Folder
  /// What a run over one letter left; each try goes on from a copy.
  private let before: Folder
  /// The tables after a run over both letters that nothing disturbed.
  private let expected: [String: String]

  init() throws {
    input = try Folder()
    before = try Folder()
    try input.write("x.yaml", "version: 1\ninput: .\noutput: \(input.path)\n")
    try input.write("1.pdf", "letter 1")
    #expect(try Self.run(input, before.path).status == 0)
    try input.write("2.pdf", "letter 2")
    let undisturbed = try Folder()
    #expect(try Self.run(input, undisturbed.path).status == 0)
    expected = try undisturbed.tables()
  }

  private static func run(_ input: Folder, _ output: String, environment: [String] = []) throws -> Command {
    try Command(
      path: "/usr/bin/env",
      environment + [
        try BuiltProducts.path("griffier"), "run", input.path + "/x.yaml", "--output", output, "--quiet", "--jobs", "1",
        "--worker", try BuiltProducts.path("fault-worker"),
      ]
    )
  }

  private func copy() throws -> Folder {
    let copy = try Folder()
    for name in try before.names() {
      try FileManager.default.copyItem(atPath: "\(before.path)/\(name)", toPath: "\(copy.path)/\(name)")
    }
    return copy
  }

  private func disturbed(_ environment: [String], in output: Folder) throws -> Command {
    let shim = "LD_PRELOAD=" + (try BuiltProducts.path("libfault-shim.so"))
    return try Self.run(input, output.path, environment: [shim] + environment)
  }

  /// Calls of a run that change files.
  private func calls() throws -> Int {
    let counter = try Folder()
    _ = try disturbed(["GRIFFIER_FAULT_COUNT=\(counter.path)/count"], in: try copy())
    return try counter.read("count").utf8.count
  }

  @Test(arguments: zip(["kill", "eio", "eintr", "short", "enospc"], 1...5))
  func callThatGoesWrongCostsNothing(fault: String, first: Int) throws {
    let old = try before.tables()
    let calls = try calls()
    #expect(calls > 30)
    for number in stride(from: first, through: calls, by: max(calls / 4, 1)) {
      let output = try copy()
      let run = try disturbed(["GRIFFIER_FAULT=\(fault):\(number)"], in: output)
      let tables = try output.tables()
      switch run.status {
      case 0: #expect(tables == expected, "\(fault) \(number)")
      case SIGKILL where fault == "kill", ExitStatus.ioError.rawValue, ExitStatus.cannotCreate.rawValue:
        for (name, table) in old {
          #expect(tables[name] == table || tables[name] == expected[name], "\(fault) \(number): \(name)")
        }
      default: Issue.record("\(fault) \(number): \(run.status) \(run.errors)")
      }
      try expectSearchAgrees(output, "\(fault) \(number)")
      #expect(try Self.run(input, output.path).status == 0)
      #expect(try output.tables() == expected, "\(fault) \(number)")
      let names = try FileManager.default.subpathsOfDirectory(atPath: output.path)
      #expect(!names.contains { $0.hasSuffix(".unfinished") }, "\(fault) \(number)")
    }
  }

  /// What is found is what the ledger says was published: nothing of a run that did not publish, all of one that did.
  private func expectSearchAgrees(_ output: Folder, _ fault: String) throws {
    let ledger = try #require(try Ledger(existingIn: output.path))
    let published = try ledger.publication().letters.map { String(decoding: $0.path, as: UTF8.self) }
    let results = try SearchResults(folder: output.path)
    #expect(try results.hits(SearchQuery("letter"), limit: 9).map(\.path).sorted() == published.sorted(), "\(fault)")
    #expect(!published.isEmpty)
  }

  /// Kills a run before a call, and holds index and ledger to each other.
  ///
  /// - Returns: How many letters were published.
  private func lettersAfterDeath(at number: Int) throws -> Int {
    let output = try copy()
    let status = try disturbed(["GRIFFIER_FAULT=kill:\(number)"], in: output).status
    // How many calls a run makes hangs on how many letters are committed at once: a run may be through before the call.
    #expect(status == SIGKILL || status == 0, "\(number)")
    let isThrough = status == 0
    let index = try SearchIndex(folder: output.path)
    let ledger = try #require(try Ledger(existingIn: output.path))
    let found = try index.answer(SearchQuery("letter"), limit: 9).hits.count
    let letters = try ledger.publication().letters.count
    // An index that is not of this publication is of the one before: behind, and says so.
    #expect(found <= letters, "\(number)")
    #expect(try (index.state() == ledger.lastPublication()) == (found == letters), "\(number)")
    index.close()
    try expectSearchAgrees(output, "\(number)")
    #expect(!isThrough || letters == 2, "\(number)")
    return letters
  }

  /// The calls around the moment at which ledger and index are committed, one by one.
  @Test func searchIsNeverBetweenTwoRuns() throws {
    // Beyond the last call of any run: what is committed at once differs from run to run by a few calls.
    let last = try calls() + 20
    var (before, after) = (1, last)
    #expect(try lettersAfterDeath(at: before) == 1)
    #expect(try lettersAfterDeath(at: after) == 2)
    while after - before > 1 {
      let middle = (before + after) / 2
      if try lettersAfterDeath(at: middle) == 1 { before = middle } else { after = middle }
    }
    for number in max(1, before - 3)...min(last, after + 6) { _ = try lettersAfterDeath(at: number) }
  }

  @Test func fullDiskEndsWith74AndLeavesWhatWasPublished() throws {
    let output = try copy()
    let run = try disturbed(["GRIFFIER_FAULT=enospc:8"], in: output)
    #expect(run.status == ExitStatus.ioError.rawValue)
    #expect(try output.tables() == before.tables())
  }

  @Test func limitOnFileSizeIsAnErrorAndNoDeath() throws {
    let output = try copy()
    let griffier = try BuiltProducts.path("griffier")
    let worker = try BuiltProducts.path("fault-worker")
    let run = try Command(
      path: "/bin/sh",
      ["-c", "ulimit -f 1; exec \(griffier) run \(input.path)/x.yaml --output \(output.path) --worker \(worker)"]
    )
    #expect(run.status == ExitStatus.ioError.rawValue)
    #expect(try output.tables() == before.tables())
    #expect(try Self.run(input, output.path).status == 0)
    #expect(try output.tables() == expected)
  }
}

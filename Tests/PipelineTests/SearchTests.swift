// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Search
import Testing

@testable import Pipeline

/// Searching the results of real letters of the corpus.
struct SearchTests {
  private let output: Folder

  init() throws {
    output = try Folder()
    let input = try Folder()
    for name in [
      "council-report.pdf", "commitments-overview.pdf", "deadline-phrases.pdf", "status-cues.pdf",
      "answers-to-questions.xml",
    ] {
      try FileManager.default.copyItem(atPath: Command.letters + "/" + name, toPath: input.path + "/" + name)
    }
    var configuration = try RunConfiguration(yaml: "version: 1\ninput: \(input.path)\nsettle: 0", file: "x.yaml")
    configuration.output = output.path
    let worker = WorkerCommand(path: try BuiltProducts.path("griffier-worker"))
    _ = try Run(configuration, options: ReadingOptions(worker: worker, jobs: 2))()
  }

  private func hits(_ text: String, notice: (String) -> Void = { _ in }) throws -> [SearchIndex.Hit] {
    try SearchResults(folder: output.path, notice: notice).hits(try SearchQuery(text), limit: 100)
  }

  @Test func findsWordsInAllTheirForms() throws {
    let plural = try hits("toezeggingen")
    #expect(!plural.isEmpty)
    #expect(Set(plural.map(\.section)) == Set(try hits("TOEZEGGING").map(\.section)))
    #expect(
      plural.contains { hit in
        hit.snippet.marks.contains { range in
          let scalars = Array(hit.snippet.text.unicodeScalars)[range]
          return String(String.UnicodeScalarView(scalars)).lowercased().hasPrefix("toezegging")
        }
      }
    )
  }

  @Test func marksWhatWasFoundInAHeading() throws {
    let titled = try #require(try hits("toezeggingen").first { !($0.heading?.marks ?? []).isEmpty })
    let heading = try #require(titled.heading)
    let mark = try #require(heading.marks.first)
    let word = String(String.UnicodeScalarView(Array(heading.text.unicodeScalars)[mark]))
    #expect(word.lowercased().hasPrefix("toezegging"))
  }

  @Test func holdsLettersToFilters() throws {
    let open = try hits("status:open")
    #expect(!open.isEmpty)
    #expect(try hits("status:open date:1990").isEmpty)
    let dated = try #require(open.first?.date)
    #expect(try hits("status:open date:\(dated.prefix(4))").contains { $0.date == dated })
    #expect(try hits("toezegging NOT toezegging").isEmpty)
  }

  @Test func answersAsTextAndAsJSON() throws {
    let text = try Command("griffier", ["search", "--output", output.path, "toezeggingen"])
    #expect(text.status == 0)
    #expect(text.output.contains("status-cues.pdf"))
    #expect(!text.output.contains("\u{1B}"), "no colour where nobody watches")
    let json = try Command("griffier", ["search", "--output", output.path, "toezeggingen", "--json", "--limit", "1"])
    let hit = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(hit["schema"] as? String == "griffier.hit/1")
    let wrong = try Command("griffier", ["search", "--output", output.path, "toezegging AND"])
    #expect(wrong.status == ExitStatus.usage.rawValue)
    #expect(wrong.errors.contains("\n             ^"))
    #expect(
      try Command("griffier", ["search", "--output", output.path + "/none", "a"]).status == ExitStatus.noInput.rawValue
    )
  }

  @Test func takesOfficesByTheirAbbreviationsAndForerunners() throws {
    func paths(_ query: String) throws -> Set<String> {
      let found = try Command("griffier", ["search", "--output", output.path, "--json", "-n", "100", query])
      #expect(found.status == 0, "\(found.errors)")
      return Set(
        try found.output.split(separator: "\n").compactMap {
          (try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["path"] as? String
        }
      )
    }
    #expect(try paths("office:EZ").contains("council-report.pdf"))
    #expect(try paths("office:EZK").contains("council-report.pdf"), "EZ took over from it")
    #expect(try paths("office:VWS") == paths(#"office:"Volksgezondheid, Welzijn en Sport""#))
    #expect(try paths("office:VWS").contains("status-cues.pdf"))
    #expect(try paths("office:Def").isEmpty)
  }

  @Test func makesADamagedIndexAnewAndLeavesTheLedgerAlone() throws {
    let expected = try hits("toezeggingen")
    for ending in ["-wal", "-shm"] { try? output.remove("search.sqlite" + ending) }
    try output.write("search.sqlite", String(repeating: "no index ", count: 1000))
    let before = try Data(contentsOf: URL(fileURLWithPath: output.path + "/ledger.sqlite"))
    var told: [String] = []
    #expect(try hits("toezeggingen") { told.append($0) } == expected)
    #expect(told.count == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: output.path + "/ledger.sqlite")) == before)
    try output.remove("search.sqlite")
    #expect(try hits("toezeggingen") == expected)
  }

  @Test func makesTheIndexAnewWhenDamageShowsInTheSearch() throws {
    let query = try SearchQuery("toezeggingen")
    let expected = try hits("toezeggingen")
    let path = URL(fileURLWithPath: output.path + "/search.sqlite")
    let page = 4096
    let sound = try Data(contentsOf: path)
    var late = 0
    for start in stride(from: page, to: sound.count, by: page) {
      var damaged = sound
      damaged.replaceSubrange(start..<min(start + page, sound.count), with: Data(repeating: 0xA5, count: page))
      for ending in ["-wal", "-shm"] { try? output.remove("search.sqlite" + ending) }
      try damaged.write(to: path)
      var told = 0
      let results = try SearchResults(folder: output.path)
      let answer = try results.hits(query, limit: 100, notice: { _ in told += 1 })
      if told > 0 { #expect(answer == expected) }
      late += told
    }
    #expect(late > 0)
  }

  @Test func makesAnIndexAnewThatAnotherProgramHolds() throws {
    let expected = try hits("toezeggingen")
    let ledger = try Data(contentsOf: URL(fileURLWithPath: output.path + "/ledger.sqlite"))
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    let hold = """
      import sqlite3, sys, time
      index = sqlite3.connect(sys.argv[1], isolation_level=None)
      index.execute("PRAGMA locking_mode = EXCLUSIVE")
      index.execute("BEGIN EXCLUSIVE")
      index.execute("UPDATE state SET value = 'held'")
      print("held", flush=True)
      time.sleep(60)
      """
    let pipe = Pipe()
    holder.arguments = ["-c", hold, output.path + "/search.sqlite"]
    holder.standardOutput = pipe
    try holder.run()
    defer {
      holder.terminate()
      holder.waitUntilExit()
    }
    #expect(try pipe.fileHandleForReading.read(upToCount: 4) == Data("held".utf8))
    var told: [String] = []
    #expect(try hits("toezeggingen") { told.append($0) } == expected)
    #expect(told == ["another program holds the search index, which is made anew from the ledger"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: output.path + "/ledger.sqlite")) == ledger)
    #expect(try hits("toezeggingen") { told.append($0) } == expected)
    #expect(told.count == 1)
  }

  @Test func searchesWhileAnotherProgramWrites() throws {
    struct Stopped: Error {}
    let expected = try hits("toezeggingen")
    var found: [SearchIndex.Hit]?
    let entry = SearchIndex.Entry(sha256: String(repeating: "0", count: 64), path: "new.pdf", engine: 1)
    // The record is asked for in the middle of the writer's transaction.
    #expect(throws: SearchError.self) {
      try SearchIndex(folder: output.path).update(
        to: { ([entry], "new") },
        record: { _ in
          found = try hits("toezeggingen")
          throw Stopped()
        }
      )
    }
    #expect(found == expected)
    #expect(try hits("toezeggingen") == expected)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GRDB
import Testing

@testable import Pipeline

/// The same letter in several layouts, over runs and in any order of arrival.
struct TwinRunTests {
  private let input: Folder
  private let output: Folder

  init() throws {
    input = try Folder()
    output = try Folder()
  }

  private func bring(_ names: String...) throws {
    for name in names {
      let url = URL(fileURLWithPath: input.path + "/" + name)
      try Data(contentsOf: URL(fileURLWithPath: Command.letters + "/" + name)).write(to: url)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -60)],
        ofItemAtPath: url.path
      )
    }
  }

  private func run(into folder: Folder? = nil) throws {
    try input.write("p.yaml", "version: 1\nname: twins\ninput: .\n")
    let done = try Command(
      "griffier",
      ["run", input.path + "/p.yaml", "--output", (folder ?? output).path, "--quiet", "--jobs", "1"]
    )
    #expect(done.status == 0, "\(done.errors)")
  }

  /// The paths of a table's rows, by the paths of their twins.
  private func twins(_ table: String, in folder: Folder? = nil) throws -> [String: [String]] {
    let rows = try (folder ?? output).read(table).split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    var paths: [String: String] = [:]
    for row in rows {
      let id = try #require((row["letter"] ?? row["id"]) as? String)
      paths[id] = ((row["source"] as? [String: Any])?["path"] ?? row["path"]) as? String
    }
    var twins: [String: [String]] = [:]
    for row in rows {
      let id = try #require((row["letter"] ?? row["id"]) as? String)
      let path = try #require(paths[id])
      twins[path] = ((row["twins"] as? [String]) ?? []).map { paths[$0] ?? $0 }.sorted()
    }
    return twins
  }

  @Test func linksLayoutsOfOneLetterInAnyOrderOfArrival() throws {
    try bring("twin-letter.kamerstuk.pdf", "islands-budget.xml")
    try run()
    #expect(try twins("letters.jsonl").values.allSatisfy(\.isEmpty))
    try bring("twin-letter.pdf", "twin-letter.xml")
    try run()
    let expected = [
      "islands-budget.xml": [],
      "twin-letter.kamerstuk.pdf": ["twin-letter.pdf", "twin-letter.xml"],
      "twin-letter.pdf": ["twin-letter.kamerstuk.pdf", "twin-letter.xml"],
      "twin-letter.xml": ["twin-letter.kamerstuk.pdf", "twin-letter.pdf"],
    ]
    #expect(try twins("letters.jsonl") == expected)
    #expect(try twins("sections.jsonl") == expected)
    // The letter that was known before is given anew, with its twins.
    let feed = try output.read("changes/2.jsonl").split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(feed.map { $0["change"] as? String } == ["replace", "add", "add"])
    #expect(feed.allSatisfy { ($0["twins"] as? [String])?.count == 2 })

    let fresh = try Folder()
    try run(into: fresh)
    #expect(try fresh.tables() == output.tables())

    try input.remove("twin-letter.pdf")
    try run()
    #expect(try twins("letters.jsonl")["twin-letter.xml"] == ["twin-letter.kamerstuk.pdf"])
    let gone = try output.read("changes/3.jsonl").split(separator: "\n")
    #expect(gone.map { $0.contains(#""change":"delete""#) } == [true, false, false])
  }

  @Test func countsAPromiseOfTwinsOnceInTheRegister() throws {
    try bring("twin-letter.pdf")
    try run()
    let single = try Command("griffier", ["register", "--output", output.path, "--format", "jsonl"]).output
    try bring("twin-letter.kamerstuk.pdf", "twin-letter.xml")
    try run()
    let triple = try Command("griffier", ["register", "--output", output.path, "--format", "jsonl"]).output
    #expect(single.split(separator: "\n").count > 0)
    #expect(triple.split(separator: "\n").count == single.split(separator: "\n").count)
  }

  @Test func bringsALedgerOfBeforeTwinsUp() throws {
    try bring("twin-letter.pdf", "twin-letter.xml")
    try run()
    let expected = try output.tables()
    let ledger = try Ledger(folder: output.path)
    try ledger.write { db in
      try db.execute(
        sql: """
          DROP TABLE worker; DROP TABLE likeness; DROP TABLE twin; ALTER TABLE feed DROP COLUMN twins;
          PRAGMA user_version = 2;
          UPDATE published SET fingerprint = 'of before';
          """
      )
    }
    try run()
    #expect(try output.tables() == expected)
    #expect(try twins("letters.jsonl")["twin-letter.xml"] == ["twin-letter.pdf"])
  }
}

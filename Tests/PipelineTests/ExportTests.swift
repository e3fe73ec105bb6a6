// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Pipeline

/// `griffier export`: what those downstream hold after each way of keeping up is the same.
struct ExportTests {
  /// What an engine holds: documents by index and identifier.
  private struct Engine: Equatable {
    var documents: [String: String] = [:]

    /// Takes bulk requests as OpenSearch does, and holds them to its rules.
    mutating func take(bulk folder: String) throws {
      var seen: Set<String> = []
      for name in try Folder.names(folder) where name.hasPrefix("bulk-") {
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        #expect(text.isEmpty || text.hasSuffix("\n"))
        #expect(text.utf8.count < 15_000_000)
        var lines = text.split(separator: "\n")[...]
        while let line = lines.popFirst() {
          let action = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: String]]
          )
          let verb = try #require(action.keys.first)
          let meta = try #require(action[verb])
          #expect(action.count == 1 && Set(meta.keys) == ["_index", "_id"])
          let key = try #require(meta["_index"]) + "/" + (try #require(meta["_id"]))
          #expect((1...512).contains(meta["_id"]?.utf8.count ?? 0))
          #expect(seen.insert(key).inserted, "\(key) comes twice")
          switch verb {
          case "index":
            let line = lines.popFirst()
            documents[key] = String(try #require(line))
          case "delete": documents[key] = nil
          default: Issue.record("\(verb)")
          }
        }
      }
    }

    /// Takes lines and lists of deletions as Meilisearch and Typesense do.
    mutating func take(lines folder: String) throws {
      for kind in ["letters", "sections", "commitments"] {
        let text = try String(contentsOfFile: "\(folder)/\(kind).jsonl", encoding: .utf8)
        for line in text.split(separator: "\n") {
          let document = try ExportTests.object(line)
          documents["griffier-\(kind)/\(try #require(document["id"] as? String))"] = String(line)
        }
        let gone = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(kind)-deleted.json"))
        for id in try #require(try JSONSerialization.jsonObject(with: gone) as? [String]) {
          documents["griffier-\(kind)/\(id)"] = nil
        }
      }
    }

    /// Takes tables as a person would: rows by their identifiers, read by Python.
    mutating func take(tables folder: String) throws {
      let script = """
        import csv, json, sys
        for kind in ("letters", "sections", "commitments"):
            rows = lambda name: csv.DictReader(open(sys.argv[1] + "/" + kind + name + ".csv", newline="", encoding="utf-8"))
            for row in rows(""): print(json.dumps([kind + "/" + row["id"], json.dumps(row)]))
            for row in rows("-deleted"): print(json.dumps([kind + "/" + row["id"]]))
        """
      let read = try Command(path: "/usr/bin/python3", ["-c", script, folder])
      #expect(read.status == 0, "\(read.errors)")
      for line in read.output.split(separator: "\n") {
        let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String])
        documents[row[0]] = row.count > 1 ? row[1] : nil
      }
    }

    /// Takes lines as Quickwit does: what a query names goes first, nothing is replaced.
    mutating func take(appended folder: String) throws {
      for kind in ["letters", "sections", "commitments"] {
        let query = URL(fileURLWithPath: "\(folder)/quickwit-\(kind)-delete.json")
        if let data = try? Data(contentsOf: query) {
          let text = try #require(try JSONSerialization.jsonObject(with: data) as? [String: String])["query"] ?? ""
          let field = kind == "letters" ? "id" : "letter"
          #expect(text.hasPrefix("\(field):IN [") && text.hasSuffix("]"))
          let ids = Set(text.dropFirst(field.utf8.count + 5).dropLast().split(separator: " ").map(String.init))
          #expect(!ids.isEmpty)
          documents = try documents.filter { key, line in
            try !key.hasPrefix("griffier-\(kind)/") || !ids.contains(ExportTests.object(line)[field] as? String ?? "")
          }
        }
        for line in try String(contentsOfFile: "\(folder)/\(kind).jsonl", encoding: .utf8).split(separator: "\n") {
          let key = "griffier-\(kind)/\(try ExportTests.object(line)["id"] ?? "")"
          #expect(documents[key] == nil, "\(key) would be there twice")
          documents[key] = String(line)
        }
      }
    }
  }

  private static func object(_ line: some StringProtocol) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func incrementsGiveWhatAWholeExportGives() throws {
    let results = try ExportResults()
    let first = (bulk: try results.export("opensearch", "o1"), lines: try results.export("jsonl", "j1"))
    let table = try results.export("csv", "c1")
    try results.change()
    let bulk = try results.export("opensearch", "o2", ["--since", "1"])
    let lines = try results.export("jsonl", "j2", ["--since", "1"])
    try results.findLess()
    let whole = (bulk: try results.export("opensearch", "o3"), lines: try results.export("jsonl", "j3"))

    var fresh = Engine()
    try fresh.take(bulk: whole.bulk)
    #expect(fresh.documents.count > 50)
    #expect(Set(fresh.documents.keys.map { $0.prefix { $0 != "/" } }).count == 3)
    // Each run's increment, the increment of both, and the whole export over an old one.
    for steps in [
      [bulk, try results.export("opensearch", "o4", ["--since", "2"])],
      [try results.export("opensearch", "o5", ["--since", "1"])], [whole.bulk],
    ] {
      var engine = Engine()
      try engine.take(bulk: first.bulk)
      #expect(engine != fresh)
      for step in steps + [steps[steps.count - 1]] { try engine.take(bulk: step) }
      #expect(engine == fresh)
    }
    for steps in [
      [lines, try results.export("jsonl", "j4", ["--since", "2"])],
      [try results.export("jsonl", "j5", ["--since", "1"])], [whole.lines],
    ] {
      var engine = Engine()
      try engine.take(lines: first.lines)
      for step in steps { try engine.take(lines: step) }
      #expect(engine == fresh)
      if steps == [whole.lines] { continue }
      var appending = Engine()
      for step in [first.lines] + steps { try appending.take(appended: step) }
      #expect(appending == fresh)
    }
    // What a letter gives no more goes, though the letter stays.
    let less = try String(contentsOfFile: results.folder.path + "/o4/bulk-00001.ndjson", encoding: .utf8)
    #expect(less.contains(#"{"delete":{"_index":"griffier-commitments""#))
    #expect(!less.contains(#"{"delete":{"_index":"griffier-letters""#))
    #expect(try Folder.names(results.folder.path).allSatisfy { !$0.hasSuffix(".unfinished") })
    var tables = (kept: Engine(), whole: Engine())
    for step in [table, try results.export("csv", "c2", ["--since", table])] { try tables.kept.take(tables: step) }
    try tables.whole.take(tables: try results.export("csv", "c3"))
    #expect(tables.kept == tables.whole && tables.whole.documents.count == fresh.documents.count)
    let nothing = try results.export("jsonl", "j6", ["--since", "3"])
    #expect(try String(contentsOfFile: nothing + "/letters.jsonl", encoding: .utf8).isEmpty)
    #expect(try !Folder.names(nothing).contains("quickwit-letters-delete.json"))
  }

  @Test func documentsAreFlatAndNamedAsTheStrictestEngineWants() throws {
    let results = try ExportResults()
    let folder = try results.export("jsonl", "j")
    let bulk = try results.export("opensearch", "o")
    for kind in ["letters", "sections", "commitments"] {
      let settings = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/typesense-\(kind).json"))
      let schema = try #require(try JSONSerialization.jsonObject(with: settings) as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      let types = Dictionary(
        uniqueKeysWithValues: fields.map { ($0["name"] as? String ?? "", $0["type"] as? String ?? "") }
      )
      let lines = try String(contentsOfFile: "\(folder)/\(kind).jsonl", encoding: .utf8).split(separator: "\n")
      #expect(!lines.isEmpty)
      for line in lines {
        let document = try Self.object(line)
        let id = try #require(document["id"] as? String)
        #expect(id.utf8.count <= 128 && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        for (key, value) in document where key != "id" {
          switch types[key] {
          case "string": #expect(value is String, "\(key)")
          case "string[]": #expect((value as? [String])?.isEmpty == false, "\(key)")
          case "int32", "int64": #expect(value is Int, "\(key)")
          case "float": #expect(value is Double, "\(key)")
          default: Issue.record("\(key) is in no schema")
          }
        }
        if let date = document["date"] as? String {
          let seconds = try #require(document["timestamp"] as? Int)
          #expect(Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601) == date + "T00:00:00Z")
        }
      }
      let template = try Data(contentsOf: URL(fileURLWithPath: "\(bulk)/template-\(kind).json"))
      let mapping = try #require(try JSONSerialization.jsonObject(with: template) as? [String: Any])
      let inner = try #require((mapping["template"] as? [String: Any])?["mappings"] as? [String: Any])
      let properties = try #require(inner["properties"] as? [String: [String: Any]])
      #expect(Set(properties.keys) == Set(types.keys).union(["id"]))
      #expect(properties.values.contains { $0["analyzer"] as? String == "dutch_text" })
      let index = try String(contentsOfFile: "\(folder)/quickwit-\(kind).yaml", encoding: .utf8)
      #expect(Set(index.matches(of: /- name: (\w+)/).map { String($0.1) }) == Set(properties.keys))
      for name in ["meilisearch-\(kind).json"] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        let named = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for list in ["searchableAttributes", "filterableAttributes", "sortableAttributes"] {
          for attribute in try #require(named[list] as? [String]) {
            #expect(attribute == "id" || types[attribute] != nil, "\(attribute)")
          }
        }
      }
    }
    let sections = try String(contentsOfFile: "\(folder)/sections.jsonl", encoding: .utf8).split(separator: "\n")
    let all = try sections.map { try Self.object($0) }
    #expect(all.contains { ($0["headings"] as? [String])?.count == 2 }, "a section knows the headings above it")
    #expect(all.contains { ($0["footnotes"] as? [String])?.isEmpty == false }, "a section has its notes")
  }

  @Test func replacesAFolderWholeAndOnlyItsOwn() throws {
    let results = try ExportResults()
    let folder = try results.export("csv", "out/export/x")
    try results.folder.write("out/export/x/stray", "of a user who forgot it")
    try results.folder.write("out/export/.x.unfinished/half", "of an export that was killed")
    _ = try results.export("csv", "out/export/x")
    #expect(
      try Folder.names(folder) == [
        "commitments-deleted.csv", "commitments.csv", "export.json", "letters-deleted.csv", "letters.csv",
        "sections-deleted.csv", "sections.csv",
      ]
    )
    #expect(try Folder.names(results.output + "/export") == ["x"])

    try results.folder.write("mine/notes.txt", "dear")
    let other = try Command(
      "griffier",
      ["export", "csv", "--output", results.output, "--to", results.folder.path + "/mine"]
    )
    #expect(other.status == ExitStatus.cannotCreate.rawValue && other.errors.contains("no export"))
    #expect(try results.folder.read("mine/notes.txt") == "dear")
    let root = try Command(
      "griffier",
      ["export", "csv", "--output", results.output, "--to", "."],
      folder: results.folder.path
    )
    #expect(root.status == ExitStatus.cannotCreate.rawValue)
  }

  @Test func saysWhatIsWrong() throws {
    let empty = try Folder()
    #expect(try Command("griffier", ["export", "csv"], folder: empty.path).status == ExitStatus.noInput.rawValue)
    let results = try ExportResults()
    func status(_ arguments: [String]) throws -> Int32 {
      try Command("griffier", ["export"] + arguments + ["--output", results.output, "--to", empty.path + "/x"]).status
    }
    for wrong in [
      ["solr"], [], ["csv", "--since", "-1"], ["csv", "--since", "9"], ["csv", "--name", "a\"b"],
      ["csv", "--name", "Griffier"], ["postgres", "--name", "pg_x"],
    ] {
      #expect(try status(wrong) == ExitStatus.usage.rawValue, "\(wrong)")
    }
    #expect(try Folder.names(empty.path).allSatisfy { $0.hasPrefix(".") }, "nothing is published over a mistake")
    try results.folder.write("out/changes/7.jsonl", "{\"schema\":\"griffier.ch")
    #expect(try status(["csv", "--since", empty.path]) == ExitStatus.noInput.rawValue)
    try empty.write("export.json", "{}")
    #expect(try status(["csv", "--since", empty.path]) == ExitStatus.dataError.rawValue)
    let torn = try Command("griffier", ["export", "csv", "--output", results.output, "--since", "0"])
    #expect(torn.status == ExitStatus.dataError.rawValue && torn.errors.contains("7.jsonl:1"))
  }

  // MARK: - PostgreSQL

  private static let tables = ["letters", "sections", "commitments"]

  /// All that the tables of a schema hold.
  private func contents(_ server: PostgresServer, _ schema: String) throws -> [String] {
    try Self.tables.map { try server.rows("SELECT t.* FROM \(schema).\($0) AS t ORDER BY id") }
  }

  private func load(_ server: PostgresServer, _ folder: String, _ schema: String = "griffier") throws -> Command {
    try server.psql(["-f", "\(folder)/\(schema).sql"])
  }

  @Test(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed; make test-packages installs it"))
  func postgresHoldsTheSameWhicheverWayItKeptUp() throws {
    let results = try ExportResults()
    let server = try PostgresServer()
    let first = try results.export("postgres", "p1")
    #expect(try load(server, first).status == 0)
    let held = try contents(server, "griffier")
    #expect(held.allSatisfy { !$0.isEmpty })
    let versions = try Self.tables.map { try server.rows("SELECT id, xmin FROM griffier.\($0) ORDER BY id") }
    #expect(try load(server, first).status == 0)
    #expect(try contents(server, "griffier") == held)
    #expect(
      try Self.tables.map { try server.rows("SELECT id, xmin FROM griffier.\($0) ORDER BY id") } == versions,
      "the second time no row is written"
    )

    let found = try server.rows(
      "SELECT count(*) FROM griffier.sections WHERE search @@ websearch_to_tsquery('dutch', 'toezeggingen')"
    )
    #expect(found != "0\n")
    #expect(
      try server.rows(
        "SELECT count(*) FROM griffier.sections WHERE search @@ websearch_to_tsquery('dutch', 'toezegging')"
      )
        == found
    )

    try results.change()
    let change = try results.export("postgres", "p2", ["--since", "1"])
    try results.findLess()
    let less = try results.export("postgres", "p3", ["--since", "2"])
    let whole = try results.export("postgres", "p4", ["--name", "afresh"])
    // One increment after the other, and not the other way round.
    let early = try load(server, less)
    #expect(early.status != 0 && early.errors.contains("follows run 2, the tables hold run 1"))
    #expect(try contents(server, "griffier") == held)
    for step in [change, change, less, less] { #expect(try load(server, step).status == 0) }
    let late = try load(server, change)
    #expect(late.status != 0 && late.errors.contains("the tables hold run 3 already"))
    #expect(try load(server, whole, "afresh").status == 0)
    let expected = try contents(server, "afresh")
    #expect(expected != held)
    #expect(try contents(server, "griffier") == expected)
    // A whole export over tables that are behind.
    #expect(try load(server, first).status == 0)
    #expect(try contents(server, "griffier") == held)
    #expect(try load(server, try results.export("postgres", "p5")).status == 0)
    #expect(try contents(server, "griffier") == expected)

    // A script that breaks off changes nothing.
    let script = try String(contentsOfFile: first + "/griffier.sql", encoding: .utf8)
    try results.folder.write("torn/griffier.sql", String(script.prefix(script.count * 2 / 3)))
    _ = try load(server, results.folder.path + "/torn")
    #expect(try contents(server, "griffier") == expected)
  }
}

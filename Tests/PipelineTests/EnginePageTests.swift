// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// The pages of `docs/` on search engines: each command is taken from the page and run.
struct EnginePageTests {
  /// The blocks of a page that are meant for a shell, in their order.
  private func blocks(_ page: String) throws -> [String] {
    let text = try String(contentsOfFile: Command.root + "/docs/" + page, encoding: .utf8)
    let parts = text.components(separatedBy: "\n```")
    return stride(from: 1, to: parts.count, by: 2).compactMap { i in
      parts[i].hasPrefix("sh\n") ? String(parts[i].dropFirst(3)) : nil
    }
  }

  /// A place to work in: results of three letters under `out/`, `griffier` at hand.
  private func workplace() throws -> Folder {
    let folder = try Folder()
    for name in ["council-report.pdf", "status-cues.pdf", "deadline-phrases.pdf"] { try copy(name, folder) }
    try folder.write("p.yaml", "version: 1\nname: test\ninput: in\noutput: out/test\nsettle: 0\n")
    try run(folder)
    return folder
  }

  private func copy(_ name: String, _ folder: Folder) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Command.letters + "/" + name, toPath: folder.path + "/in/" + name)
  }

  private func run(_ folder: Folder) throws {
    let result = try Command("griffier", ["run", folder.path + "/p.yaml", "--quiet"])
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Letters come and go, so that there is something to keep up with.
  private func change(_ folder: Folder) throws {
    try copy("planning-letter.pdf", folder)
    try folder.remove("in/status-cues.pdf")
    try run(folder)
  }

  /// Runs a block as a person would paste it, in the folder.
  private func shell(_ block: String, in folder: Folder, _ environment: [String] = []) throws -> Command {
    let programs = (try BuiltProducts.path("griffier") as NSString).deletingLastPathComponent
    let path = "PATH=\(folder.path)/bin:\(programs):/usr/bin:/bin"
    return try Command(
      path: "/usr/bin/env",
      environment + [path, "bash", "-euo", "pipefail", "-c", block],
      folder: folder.path
    )
  }

  @Test(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed; make test-packages installs it"))
  func everyCommandForPostgresWorks() throws {
    let server = try PostgresServer()
    let folder = try workplace()
    let blocks = try blocks("postgresql.md")
    #expect(blocks.count == 6)
    func run(_ block: String) throws -> String {
      let result = try shell(block, in: folder, server.environment)
      #expect(result.status == 0, "\(block)\n\(result.errors)")
      #expect(!result.errors.contains("ERROR"), "\(result.errors)")
      return result.output
    }
    _ = try run(blocks[0])
    #expect(try server.rows("SELECT count(*) FROM griffier.letters") == "3\n")
    #expect(try run(blocks[1]).contains("<b>"), "a word is found and marked")
    _ = try run(blocks[2])
    _ = try run(blocks[3])
    try change(folder)
    _ = try run(blocks[4])
    let paths = "SELECT path FROM griffier.letters ORDER BY path"
    #expect(try server.rows(paths) == "council-report.pdf\ndeadline-phrases.pdf\nplanning-letter.pdf\n")
    #expect(try server.rows("SELECT run FROM griffier.export") == "2\n")
    _ = try run(blocks[5])
    #expect(try server.rows("SELECT run FROM griffier.export") == "1\n")
  }

  /// Stands in for servers that cannot be installed: takes what `curl` is given, and fails where a file is missing or empty, is no
  /// JSON where JSON is announced, or where the command line is none that curl knows.
  private static let curl = """
    #!/usr/bin/python3
    import json, pathlib, sys
    arguments, method, kind, data, url = sys.argv[1:], None, "", None, None
    while arguments:
        word = arguments.pop(0)
        if word in ("-fsS", "-G"): pass
        elif word == "-X": method = arguments.pop(0)
        elif word == "-H":
            name, value = arguments.pop(0).split(": ", 1) if ": " in arguments[0] else (arguments.pop(0), "")
            if name == "Content-Type": kind = value
        elif word == "--data-binary": data = arguments.pop(0)
        elif word == "--data-urlencode": assert "=" in arguments.pop(0)
        else:
            assert word.startswith("http://localhost:"), word
            url = word
    assert url
    if data == "@-": data = sys.stdin.read()
    elif data and data[0] == "@": data = pathlib.Path(data[1:]).read_text()
    if data is not None:
        assert data, url
        if kind == "application/json": json.loads(data)
        if kind == "application/x-ndjson" or "import" in url: [json.loads(line) for line in data.splitlines()]
        if kind == "application/yaml": assert data.startswith("version: ")
    with open("requests", "a") as log: print(method or "-", url.split("?")[0], len(data or ""), file=log)
    print('{"errors":false}')

    """

  @Test(arguments: ["opensearch.md", "meilisearch.md", "typesense.md", "quickwit.md"])
  func everyCommandOfTheOthersIsWhatTheFilesWant(page: String) throws {
    let folder = try workplace()
    try folder.write("bin/curl", Self.curl)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/curl")
    let blocks = try blocks(page)
    #expect(blocks.count == 3)
    for (i, block) in blocks.enumerated() {
      if i == 2 { try change(folder) }
      let result = try shell(block, in: folder)
      #expect(result.status == 0, "\(page), block \(i + 1): \(result.errors)")
    }
    // Every kind was sent, at first and when letters had changed; and what is kept is the newer export.
    let requests = try folder.read("requests")
    #expect(requests.split(separator: "\n").filter { $0.hasPrefix("POST") }.count >= 2)
    #expect(try folder.read("held/export.json").contains("\"since\":1"))
  }

  @Test func everyCommandForSpreadsheetsWorks() throws {
    let folder = try workplace()
    let blocks = try blocks("csv.md")
    #expect(blocks.count == 2)
    let count = try shell(blocks[0], in: folder)
    #expect(count.status == 0 && (Int(count.output.dropLast()) ?? 0) > 0, "\(count.output)\(count.errors)")
    try change(folder)
    #expect(try shell(blocks[1], in: folder).status == 0)
    #expect(try folder.read("held/letters-deleted.csv").split(separator: "\r\n").count == 2)
  }

  @Test func everyPageIsNamedInTheOneAboutExports() throws {
    let text = try String(contentsOfFile: Command.root + "/docs/export.md", encoding: .utf8)
    for page in ["opensearch", "postgresql", "meilisearch", "typesense", "quickwit", "csv"] {
      #expect(text.contains("(\(page).md)"))
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pipeline
import Testing

/// The executables from outside: order, exit codes, streams.
struct CommandLineTests {
  private static let letters = ["answers-to-questions.pdf", "answers-to-questions.xml", "numbered-headings.pdf"]
    .map { Command.letters + "/" + $0 }

  private static func paths(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { line in
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return try #require((record["source"] as? [String: Any])?["path"] as? String)
    }
  }

  @Test func printsRecordsInTheOrderOfTheFiles() throws {
    for files in [Self.letters, Self.letters.reversed()] {
      let result = try Command("griffier", ["extract", "-j", "3"] + files)
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      #expect(try Self.paths(result.output) == files)
    }
  }

  @Test func readsPathsFromStandardInput() throws {
    let lines = try Command("griffier", ["extract", "-"], input: Self.letters.joined(separator: "\n"))
    let separated = try Command("griffier", ["extract", "-0", "-"], input: Self.letters.joined(separator: "\0") + "\0")
    #expect(try Self.paths(lines.output) == Self.letters)
    #expect(separated.output == lines.output)
  }

  @Test func goesOnAfterAFileThatCannotBeReadAndExits65() throws {
    let folder = try Folder()
    try folder.write("empty.pdf", "")
    try folder.write("noise.txt", "no letter")
    try folder.write("cut.pdf", "%PDF-1.7\n%%EOF")
    let bad = ["empty.pdf", "noise.txt", "cut.pdf", "none.pdf", "."].map { folder.path + "/" + $0 }
    let result = try Command("griffier", ["extract"] + bad + [Self.letters[0]])
    #expect(result.status == 65)
    #expect(try Self.paths(result.output) == [Self.letters[0]])
    let complaints = result.errors.split(separator: "\n").map(String.init)
    #expect(complaints.count == 5)
    for (path, reason) in zip(bad, ["empty", "unknown-format", "damaged", "missing", "not-a-file"]) {
      #expect(complaints.contains { $0.hasPrefix("\(path): \(reason): ") }, "\(path)")
    }
  }

  @Test func followsNoLinkAndHangsOnNoPipe() throws {
    let folder = try Folder()
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/l.pdf", withDestinationPath: Self.letters[0])
    #expect(mkfifo(folder.path + "/p.pdf", 0o600) == 0)
    let result = try Command("griffier", ["extract", folder.path + "/l.pdf", folder.path + "/p.pdf"])
    #expect(result.status == 65)
    #expect(result.errors.contains("l.pdf: symbolic-link: "))
    #expect(result.errors.contains("p.pdf: not-a-file: "))
  }

  @Test func stopsQuietlyWhenNobodyReadsAnyMore() throws {
    let griffier = try BuiltProducts.path("griffier")
    let many = Array(repeating: Self.letters[2], count: 60)
    let script = "\"$0\" extract \"$@\" | head -c 10 >/dev/null; echo ${PIPESTATUS[0]}"
    let result = try Command(path: "/bin/bash", ["-c", script, griffier] + many)
    #expect(result.output == "0\n")
    #expect(result.errors.isEmpty)
  }

  @Test func keepsANameThatIsNoUTF8() throws {
    let folder = try Folder()
    let griffier = try BuiltProducts.path("griffier")
    let script = "cp \"$1\" \"$2/$(printf 'a\\377.pdf')\" && cd \"$2\" && \"$0\" extract a*.pdf && \"$0\" run x.yaml"
    try folder.write("x.yaml", "version: 1\ninput: .\noutput: out\n")
    let result = try Command(path: "/bin/bash", ["-c", script, griffier, Self.letters[0], folder.path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\"pathHex\":\"61ff2e706466\""))
    #expect(try folder.read("out/letters.jsonl").contains("\"pathHex\":\"61ff2e706466\""))
  }

  @Test func showsAHarmlessNameOnStandardError() throws {
    let result = try Command("griffier", ["extract", "none\u{1B}[2J\n\u{202E}.pdf"])
    #expect(result.errors == "none\\u{1b}[2J\\u{a}\\u{202e}.pdf: missing: does not exist\n")
  }

  @Test func wrongPipelineFileNamesItsLineAndExits78() throws {
    let folder = try Folder()
    try folder.write("x.yaml", "version: 1\ninput: .\ninputt: b\n")
    let result = try Command("griffier", ["run", "x.yaml"], folder: folder.path)
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("griffier: x.yaml:3: unknown key \"inputt\""))
    #expect(try folder.names() == ["x.yaml"])
  }

  @Test(
    arguments: [
      (["run", "none.yaml"], 66), (["run", "a.yaml"], 66), (["run", "b.yaml"], 73), (["extract"], 64),
      (["nonsense"], 64),
      (["extract", "--jobs", "0", "x"], 64), (["--version"], 0), (["--help"], 0), (["run", "--help"], 0),
      (["extract", "--worker", "/nonexistent", "x.txt"], 75), (["run", "c.yaml", "--worker", "/nonexistent"], 75),
    ] as [([String], Int32)]
  )
  func endsWithTheDocumentedCode(arguments: [String], status: Int32) throws {
    let folder = try Folder()
    try folder.write("a.yaml", "version: 1\ninput: none\n")
    try folder.write("b.yaml", "version: 1\ninput: .\noutput: x.txt/out\n")
    try folder.write("c.yaml", "version: 1\ninput: .\noutput: out\n")
    try folder.write("x.txt", "x")
    let result = try Command("griffier", arguments, folder: folder.path)
    #expect(result.status == status, "\(result.errors)")
  }

  @Test func readmeNamesEveryExitCode() throws {
    let readme = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: Command.root + "/README.md")),
      as: UTF8.self
    )
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| ") }
    let codes = rows.flatMap { row in
      row.split(separator: "|")[0].split(separator: ",").compactMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
    }
    #expect(Set(codes) == Set(Pipeline.ExitStatus.allCases.map(\.rawValue)))
  }

  @Test func takesTheOnlyPipelineFileThereIs() throws {
    let folder = try Folder()
    try folder.write("pipelines/mine.yaml", "version: 1\ninput: ../in\n")
    try folder.write("in/x.txt", "")
    #expect(try Command("griffier", ["run"], folder: folder.path).status == 0)
    #expect(try folder.names() == ["in", "out", "pipelines"])
    try folder.write("pipelines/other.yaml", "version: 1\ninput: ../in\n")
    #expect(try Command("griffier", ["run"], folder: folder.path).status == 66)
  }

  @Test func parentLinksNoParserOfUntrustedBytes() throws {
    let libraries = try Command(path: "/usr/bin/ldd", [try BuiltProducts.path("griffier")]).output
    #expect(libraries.contains("libsqlite3"))
    #expect(!libraries.contains("poppler"))
    #expect(!libraries.contains("libxml2"))
  }

  @Test func workerRefusesToRunByHand() throws {
    let result = try Command("griffier-worker", [])
    #expect(result.status == 64)
    #expect(result.errors.contains("started by griffier"))
  }
}

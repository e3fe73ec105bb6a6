// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Output
import Testing

/// Everything that is written is held against the published schemas by a validator that is not ours.
///
/// These tests need Debian's python3-jsonschema (`make test` installs it). Without it they fail: a check that is left out is none.
struct SchemaTests {
  private static func validate(_ schema: OutputSchema, _ path: String) throws -> Command {
    try Command(
      path: "/usr/bin/python3",
      [Command.root + "/tools/validate_lines.py", Command.root + "/schemas/\(schema.rawValue).schema.json", path]
    )
  }

  private static let tables: [(OutputSchema, String)] = [
    (.letter, "letters.jsonl"), (.sections, "sections.jsonl"), (.footnotes, "footnotes.jsonl"),
    (.citations, "citations.jsonl"), (.commitments, "commitments.jsonl"), (.failed, "failed.jsonl"),
  ]

  @Test func everyLineOfARunFitsItsSchema() throws {
    let output = try Folder()
    let run = try Command(
      "griffier",
      ["run", Command.root + "/pipelines/kamerbrieven.yaml", "--output", output.path]
    )
    #expect(run.status == 0, "\(run.errors)")
    for (schema, table) in Self.tables {
      let lines = try output.read(table).split(separator: "\n").count
      let result = try Self.validate(schema, output.path + "/" + table)
      #expect(result.status == 0, "\(table): \(result.errors)")
      #expect(result.output == "\(lines)\n")
    }
    #expect(try output.read("letters.jsonl").split(separator: "\n").count > 10)
  }

  @Test func furnitureFitsTheSchemaToo() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Command.letters).filter { $0.hasSuffix(".pdf") }
    let extract = try Command(
      "griffier",
      ["extract", "--furniture"] + files.prefix(3).map { Command.letters + "/" + $0 }
    )
    #expect(extract.output.contains("\"furniture\":[{"))
    let folder = try Folder()
    try folder.write("letters.jsonl", extract.output)
    let result = try Self.validate(.letter, folder.path + "/letters.jsonl")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func failedFilesFitTheirSchema() throws {
    let input = try Folder()
    try input.write("empty.pdf", "")
    try input.write("noise.pdf", "noise")
    try input.write("cut.pdf", "%PDF-1.4\n1 0 obj")
    let output = try Folder()
    let run = try Command(
      "griffier",
      ["run", Command.root + "/pipelines/kamerbrieven.yaml", "--input", input.path, "--output", output.path]
    )
    #expect(run.status == 1)
    #expect(run.errors.split(separator: "\n").count == 3)
    let result = try Self.validate(.failed, output.path + "/failed.jsonl")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "3\n")
  }

  /// A schema that lets everything through would pass all the tests above.
  @Test(arguments: [
    ("\"warnings\":[", "\"extra\":1,\"warnings\":["), ("\"kind\":\"", "\"kind\":\"x"), ("\"end\":", "\"end\":-"),
    ("\"id\":\"", "\"id\":\"G"), ("\"date\":\"20", "\"date\":\"x"), ("\"metadata\"", "\"metadatas\""),
    ("\"boxes\":[[", "\"boxes\":[[0,"),
  ])
  func schemaRefusesWhatIsWrong(part: String, spoilt: String) throws {
    let letter = try Command("griffier", ["extract", Command.letters + "/footnote-over-page-break.pdf"]).output
    guard let range = letter.range(of: part) else {
      Issue.record("the letter has no \(part)")
      return
    }
    let folder = try Folder()
    try folder.write("a.jsonl", letter.replacingCharacters(in: range, with: spoilt))
    #expect(try Self.validate(.letter, folder.path + "/a.jsonl").status == 1)
  }

  @Test(arguments: OutputSchema.allCases)
  func printsTheSchemaThatLiesInTheRepository(schema: OutputSchema) throws {
    let file = try Data(contentsOf: URL(fileURLWithPath: Command.root + "/schemas/\(schema.rawValue).schema.json"))
    #expect(Array(file) == schema.text)
    #expect(try Command("griffier", ["schema", schema.rawValue]).output == String(decoding: file, as: UTF8.self))
  }
}

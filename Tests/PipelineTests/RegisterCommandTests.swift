// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Output
import Testing

/// `griffier register` as it is called.
struct RegisterCommandTests {
  private static let corpus = Command.root + "/corpora/dossier/letters/"

  /// A folder of results: the records of a few letters that follow one another.
  private func results() throws -> Folder {
    let letters = ["a03", "a08", "a11", "a16", "b02", "b03"].map { Self.corpus + $0 + ".xml" }
    let extract = try Command("griffier", ["extract"] + letters)
    #expect(extract.status == 0)
    let folder = try Folder()
    try folder.write("letters.jsonl", extract.output)
    return folder
  }

  private func register(_ folder: Folder, _ arguments: [String]) throws -> Command {
    try Command("griffier", ["register", "--output", folder.path] + arguments)
  }

  @Test func listsWhatIsOpenOrAllWithItsLife() throws {
    let folder = try results()
    let open = try register(folder, ["--as-of", "2025-02-01"])
    #expect(open.status == 0)
    #expect(open.output.contains("huurtoeslag") && !open.output.contains("planning van de renovatie"))
    let all = try register(folder, ["--all", "--life", "--subject", "planning Kolkbrug"])
    let events = all.output.split(separator: "\n").filter { $0.hasPrefix("    2") }.map { $0.split(separator: " ")[1] }
    #expect(events == ["made", "postponed", "postponed", "fulfilled"])
    #expect(all.output.hasSuffix("1 commitments, 0 overdue (!) on \(today())\n"))
  }

  private func today() -> String {
    let formatter = DateFormatter()
    formatter.dateFormat = "yyyy-MM-dd"
    formatter.locale = Locale(identifier: "en_US_POSIX")
    return formatter.string(from: Date())
  }

  @Test func everyLineFitsItsSchema() throws {
    let folder = try results()
    let lines = try register(folder, ["--all", "--format", "jsonl"]).output
    try folder.write("register.jsonl", lines)
    let schema = Command.root + "/schemas/register.schema.json"
    let result = try Command(
      path: "/usr/bin/python3",
      [Command.root + "/tools/validate_lines.py", schema, folder.path + "/register.jsonl"]
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "\(lines.split(separator: "\n").count)\n")
    #expect(lines.contains("\"event\":\"postponed\""))
  }

  @Test func correctionsAreNamedLineByLineAndNeverWritten() throws {
    let folder = try results()
    let plain = try register(folder, ["--format", "jsonl"]).output
    let first = try #require(plain.split(separator: "\n").first)
    let id = try #require(first.firstMatch(of: /"id":"([^"]+)"/)).1
    let corrections = "ffffffffffffffff/r00000000 wrong\n# kept\n\(id) status fulfilled # seen\n\(id) frown\n"
    try folder.write("register-corrections.txt", corrections)
    let result = try register(folder, ["--format", "jsonl"])
    #expect(result.status == 65)
    let notes = result.errors.split(separator: "\n")
    #expect(notes.count == 2)
    #expect(
      notes[0].contains("register-corrections.txt:1: no commitment has the identifier ffffffffffffffff/r00000000")
    )
    #expect(notes[1].contains("register-corrections.txt:4: expected:"))
    #expect(result.output.split(separator: "\n").count == plain.split(separator: "\n").count - 1)
    #expect(try folder.read("register-corrections.txt") == corrections)
  }

  @Test func whatIsKeptNeverOutlivesWhatItWasMadeOf() throws {
    let folder = try results()
    let first = try register(folder, ["--all", "--format", "jsonl"])
    let cache = try folder.read("register.cache")
    #expect(try register(folder, ["--all", "--format", "jsonl"]).output == first.output)
    #expect(try folder.read("register.cache") == cache)

    try folder.write("register.cache", String(cache.dropLast(100)))
    #expect(try register(folder, ["--all", "--format", "jsonl"]).output == first.output)
    #expect(try folder.read("register.cache") == cache)

    let letters = try folder.read("letters.jsonl").split(separator: "\n")
    try folder.write("letters.jsonl", letters.dropLast().map { $0 + "\n" }.joined())
    let fewer = try register(folder, ["--all", "--format", "jsonl"]).output
    #expect(fewer.split(separator: "\n").count < first.output.split(separator: "\n").count)
    #expect(try folder.names().filter { $0.contains("cache") } == ["register.cache"])
  }

  @Test func aLetterMayBeLargerThanWhatIsReadAtATime() throws {
    let folder = try results()
    let lines = try folder.read("letters.jsonl").split(separator: "\n").map(String.init)
    let expected = try register(folder, ["--all", "--format", "jsonl"]).output
    // Several pieces in which no line begins.
    let text = String(repeating: "a", count: 3_500_000)
    let long =
      "{\"id\":\"0123456789abcdef\",\"source\":{\"path\":\"long.pdf\"},\"text\":\"\(text)\",\"commitments\":[]}"
    for place in [0, 3, lines.count] {
      var longer = lines
      longer.insert(long, at: place)
      try folder.write("letters.jsonl", longer.joined(separator: "\n") + (place == 3 ? "" : "\n"))
      #expect(try register(folder, ["--all", "--format", "jsonl"]).output == expected)
    }
    try folder.write("letters.jsonl", ([long] + lines + ["{\"id\":"]).joined(separator: "\n"))
    #expect(try register(folder, []).errors.contains("letters.jsonl:\(lines.count + 2): no record"))
  }

  @Test func aRunLeavesTheRegisterAsItsLettersHaveIt() throws {
    let (input, output) = (try Folder(), try Folder())
    try input.write("x.yaml", "version: 1\ninput: .\noutput: \(output.path)\nsettle: 0\n")
    func run() throws { #expect(try Command("griffier", ["run", input.path + "/x.yaml", "--quiet"]).status == 0) }
    /// Which file it is: a register that was made anew is another.
    func kept() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: output.path + "/register.cache")[.systemFileNumber] as? Int
    }
    func entries() throws -> Int {
      try register(output, ["--all", "--format", "jsonl"]).output.split(separator: "\n").count
    }
    for name in ["a03.xml", "a08.xml", "b02.xml"] {
      try FileManager.default.copyItem(atPath: Self.corpus + name, toPath: input.path + "/" + name)
    }
    try run()
    let first = try kept()
    let count = try entries()
    #expect(count > 0)
    #expect(try kept() == first)
    try run()
    #expect(try kept() == first)
    try input.remove("b02.xml")
    try run()
    let second = try kept()
    #expect(second != first)
    #expect(try entries() < count)
    #expect(try kept() == second)
    try output.write("register-corrections.txt", "ffffffffffffffff/r00000000 wrong\n")
    try run()
    #expect(try kept() != second)
    #expect(try register(output, []).status == 65)
  }

  @Test func readsTheResultsOfThePipelineThatRanLast() throws {
    let folder = try results()
    let workplace = try Folder()
    try workplace.write("out/new/letters.jsonl", try folder.read("letters.jsonl"))
    try workplace.write("out/old/letters.jsonl", "")
    let before = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)]
    try FileManager.default.setAttributes(before, ofItemAtPath: workplace.path + "/out/old/letters.jsonl")
    let result = try Command("griffier", ["register", "--format", "csv"], folder: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\r\n").count > 3)
  }

  @Test func saysWhatIsMissingOrBroken() throws {
    let empty = try Folder()
    let none = try Command("griffier", ["register"], folder: empty.path)
    #expect(none.status == 66 && none.errors.contains("griffier run"))
    #expect(try register(empty, []).status == 66)
    let torn = try results()
    try torn.write("letters.jsonl", try torn.read("letters.jsonl") + "{\"id\":\"cut")
    let result = try register(torn, [])
    #expect(result.status == 65 && result.errors.contains("letters.jsonl:7: no record"))
    #expect(try register(results(), ["--corrections", "nowhere.txt"]).status == 66)
    for wrong in [["--due", "soon"], ["--as-of", "2025-02-30"], ["--format", "xls"], ["--status", "done"]] {
      #expect(try register(empty, wrong).status == 64, "\(wrong)")
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Rules of a user and records of two versions, from outside.
struct RuleFileTests {
  private static let letter = Command.letters + "/planning-letter.pdf"
  private static let broken = """
    version: 1
    commitments:
      rules:
        - id: my/brief
          kindd: made
    """
  private static let failing = """
    version: 1
    commitments:
      rules:
        - id: my/brief
          says: A letter is announced.
          kind: made
          firmness: firm
          confidence: 0.8
          verb: [send]
          mood: [present]
          subject: [self]
          examples: ["Het regent."]
          counters: ["Het waait."]
    """

  @Test func aRunWithABrokenPackNamesFileLineAndRuleAndReadsNoLetter() throws {
    let folder = try Folder()
    try folder.write("rules.yaml", Self.broken)
    try folder.write("p.yaml", "version: 1\nname: test\ninput: in\noutput: out\npacks: [rules.yaml]\n")
    try folder.write("in/x.txt", "x")
    let result = try Command("griffier", ["run", folder.path + "/p.yaml"])
    #expect(result.status == 78)
    #expect(result.errors.contains("rules.yaml:5: rule my/brief: unknown key \"kindd\""), "\(result.errors)")
    #expect(try folder.names() == ["in", "p.yaml", "rules.yaml"])
  }

  @Test func extractingWithABrokenPackPrintsNoRecord() throws {
    let folder = try Folder()
    try folder.write("rules.yaml", Self.broken)
    let result = try Command(
      "griffier",
      ["extract", "--language-pack", folder.path + "/rules.yaml", Self.letter]
    )
    #expect(result.status == 78)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("rules.yaml:5: rule my/brief"), "\(result.errors)")
  }

  @Test func checkingNamesTheRuleWhoseExampleFails() throws {
    let folder = try Folder()
    try folder.write("rules.yaml", Self.failing)
    let result = try Command("griffier", ["pack", "check", folder.path + "/rules.yaml"])
    #expect(result.status == 78)
    #expect((result.output + result.errors).contains("rules.yaml:4: rule my/brief"), "\(result.output)\(result.errors)")
  }

  @Test func aRuleThatIsOffTakesItsFindingsAwayAndTheComparisonListsThem() throws {
    let folder = try Folder()
    try folder.write("rules.yaml", "version: 1\ncommitments:\n  off: [nl/product-dated]\n")
    let all = try Command("griffier", ["extract", Self.letter])
    let less = try Command(
      "griffier",
      ["extract", "--language-pack", folder.path + "/rules.yaml", Self.letter]
    )
    #expect(all.output.contains("\"rule\":\"nl/product-dated\""))
    #expect(!less.output.contains("\"rule\":\"nl/product-dated\""))
    try folder.write("all.jsonl", all.output)
    try folder.write("less.jsonl", less.output)
    let gold = Command.letters + "/../gold"
    func compare(_ one: String, _ other: String) throws -> [Substring] {
      let result = try Command(
        "griffier",
        ["evaluate", gold, "--records", folder.path + "/" + one, "--against", folder.path + "/" + other]
      )
      #expect(result.status == 0, "\(result.errors)")
      return result.output.split(separator: "\n")
    }
    #expect(try compare("all.jsonl", "all.jsonl").isEmpty)
    #expect(try compare("less.jsonl", "all.jsonl").contains { $0.hasPrefix("-\t") && $0.contains("\tcommitment\t") })
    #expect(try compare("all.jsonl", "less.jsonl").contains { $0.hasPrefix("+\t") && $0.contains("\tcommitment\t") })
  }
}

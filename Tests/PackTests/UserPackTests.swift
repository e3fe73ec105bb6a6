// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Foundation
import Language
import Model
import Support
import Testing

struct UserPackTests {
  private func pack(_ yaml: String) throws(PackError) -> LanguagePack {
    try LanguagePack([PackFile(name: "own.yaml", yaml: "version: 1\n" + yaml)])
  }

  private func complaint(_ yaml: String) -> PackError? {
    do throws(PackError) {
      _ = try LanguagePack([PackFile(name: "own.yaml", yaml: yaml)])
      return nil
    } catch { return error }
  }

  private static let rule = """
    commitments:
      rules:
        - id: my/waterbrief
          says: A letter is announced.
          kind: made
          firmness: firm
          confidence: 0.8
          verb: [send]
          mood: [present, future]
          subject: [self]
          deadline: yes
          examples: ["Ik stuur de brief voor 1 juli 2026 naar de gemeenten."]
          counters: ["Ik stuurde de brief vorige week naar de gemeenten."]
    """

  @Test func addsHeadsWordsAndRecesses() throws {
    let own = try pack(
      """
      citations: {series: {kamerstuk: {heads: [parlstuk], examples: ["Parlstuk 32 317, nr. 994 => kst-32317-994"], counterexamples: ["Een parlstuk."]}}}
      deadlines: {vague: [na de volgende ronde]}
      calendar: {recesses: [{name: summer, from: 2026-07-02, until: 2026-08-31, source: test}]}
      """
    )
    #expect(CitationDetector(own)(Array("Zie Parlstuk 32 317, nr. 994.".utf8)).map(\.id) == ["kst-32317-994"])
    func deadline(_ text: String) -> Deadline? {
      DeadlineResolver(own)(Array(text.utf8), sentence: TextSpan(0, text.utf8.count), date: Day(2026, 3, 20)).first?
        .deadline
    }
    #expect(deadline("Dit volgt na de volgende ronde.")?.precision == .vague)
    #expect(deadline("Dit volgt voor de zomer.")?.until?.iso == "2026-07-01")
    #expect(deadline("Dit volgt voor de zomer.")?.estimated == false)
    #expect(RuleCheck(own)(of: ["own.yaml"]).isEmpty)
  }

  @Test func addsARuleOrPutsItInPlaceOfAnother() throws {
    let base = try LanguagePack().commitments.rules.count
    #expect(try pack(UserPackTests.rule).commitments.rules.count == base + 1)
    let other = try pack(UserPackTests.rule.replacing("my/waterbrief", with: "nl/happens"))
    #expect(other.commitments.rules.count == base)
    #expect(other.commitments.rules.first { $0.id == "nl/happens" }?.file == "own.yaml")
    #expect(try pack("commitments: {off: [nl/happens]}").commitments.rules.count == base - 1)
  }

  @Test func namesTheRuleWhoseExampleFails() throws {
    let broken = UserPackTests.rule.replacing("Ik stuur de brief voor 1 juli 2026", with: "Het regent vaak")
    let failures = RuleCheck(try pack(broken))(of: ["own.yaml"])
    #expect(failures.map(\.rule) == ["my/waterbrief"])
    #expect(failures.first?.description.hasPrefix("own.yaml:4: rule my/waterbrief: does not match its example") == true)
  }

  @Test(arguments: [
    ("version: 1\ncommitment: {}", 2, "unknown key \"commitment\""),
    ("version: 2", 1, "version must be 1"),
    ("deadlines: {}", 1, "version"),
    ("version: 1\ndeadlines:\n  vaag: [ooit]", 3, "unknown key \"vaag\""),
    (
      "version: 1\ncalendar:\n  recesses:\n    - {name: zomer, from: 2026-07-03, until: 2026-08-31, source: x}", 4,
      "zomer"
    ),
    ("version: 1\ncommitments:\n  off: [nl/nothing]", 3, "nl/nothing"),
    ("version: 1\ncommitments:\n  rules:\n    - id: my/x\n      sayz: a", 5, "rule my/x: unknown key \"sayz\""),
    ("version: 1\ncitations: [", 3, "did not find"),
    ("version: 1\ndeadlines: {vague: {a: b}}", 2, "expected"),
  ])
  func complaintsNameFileLineAndRule(_ yaml: String, _ line: Int, _ message: String) throws {
    let error = try #require(complaint(yaml))
    #expect(error.file == "own.yaml")
    #expect(error.line == line, "\(error)")
    #expect(error.message.contains(message), "\(error)")
    #expect(!error.message.contains("\n"))
  }

  @Test func refusesAliasesThatStandForMoreThanFitsInMemory() throws {
    var yaml = "version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      yaml += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let error = try #require(complaint(yaml))
    #expect(error.message == "the file stands for more than a million values")
    #expect(error.file == "own.yaml")
  }

  @Test func theRulesOfTheGuideHold() throws {
    let url = SharedLetters.repository.appendingPathComponent("pipelines/rules.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```yaml\n")).upperBound
    let end = try #require(text[start...].firstRange(of: "```")).lowerBound
    let own = try LanguagePack([PackFile(name: "rules.md", yaml: String(text[start..<end]))])
    #expect(RuleCheck(own)(of: ["rules.md"]).map(\.description) == [])
  }
}

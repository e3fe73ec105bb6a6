// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Testing

@Suite struct RuleTests {
  @Test func eachRuleMatchesItsExamplesAndNoneOfItsCounters() throws {
    let failures = RuleCheck(try LanguagePack())()
    #expect(failures.isEmpty, "\(failures.map(\.description).joined(separator: "\n"))")
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

@Suite struct RefusalReaderTests {
  private static let pack = Result { try LanguagePack() }

  @Test(arguments: [
    ("De sluis is in 1930 gebouwd.", RefusalReader.Outcome.noFrame),
    (
      "Ik zal uw Kamer hierover niet nader informeren.", .refused(rule: "nl/inform-future", filter: .negation)
    ),
    ("Ik zal uw Kamer in mei over de sluizen informeren.", .found(rule: "nl/inform-future")),
  ])
  func namesTheNearestRule(_ sentence: String, _ outcome: RefusalReader.Outcome) throws {
    let reader = RefusalReader(try RefusalReaderTests.pack.get())
    #expect(reader(sentence, date: Day(2026, 3, 20)) == outcome)
  }
}

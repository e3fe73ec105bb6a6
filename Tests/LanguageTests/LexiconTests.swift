// SPDX-License-Identifier: GPL-3.0-or-later
import Language
import Model
import Testing

struct LexiconTests {
  let lexicon: Lexicon

  init() throws { lexicon = try LanguagePack().lexicon }

  @Test(arguments: [
    ("20 maart 2026", "2026-03-20"), ("20 mrt. 2026", "2026-03-20"), ("1-7-2026", "2026-07-01"),
    ("1 FEBR 2024", "2024-02-01"),
    ("31/12/2025", "2025-12-31"),
  ])
  func readsPrintedDates(_ printed: String, _ iso: String) {
    let bytes = Array(printed.utf8)
    let found = DateScanner(lexicon).date(bytes, at: 0)
    #expect(found?.day.iso == iso)
    #expect(found?.end == bytes.count)
  }

  @Test(arguments: ["31 februari 2026", "20 maartse buien 2026", "3 maart jl.", "20 maart 26", "40-1-2026"])
  func refusesWhatIsNoDate(_ printed: String) {
    #expect(DateScanner(lexicon).date(Array(printed.utf8), at: 0) == nil)
  }

  @Test(arguments: [
    ("zie nr. 12", 6, true), ("onder m.b.t. dit", 11, true), ("prof. dr. Bakker", 8, true),
    ("wij deden dat al. Nu", 16, false),
    ("zie al. 3", 6, true), ("het plan. Nu", 8, false), ("Stb. 2020", 3, true),
  ])
  func tellsAbbreviationsFromSentenceEnds(_ text: String, _ stop: Int, _ expected: Bool) {
    #expect((lexicon.abbreviation(Array(text.utf8), stop: stop) != nil) == expected)
  }

  @Test(arguments: [
    ("A. Bakker", 1, true), ("C.H.J.M. Bakker", 7, true), ("het FBI. Nu", 7, false), ("(B. Vos)", 2, true),
  ])
  func tellsInitials(_ text: String, _ stop: Int, _ expected: Bool) {
    #expect(lexicon.isInitial(Array(text.utf8), stop: stop) == expected)
  }

  @Test func knowsNumberWords() {
    #expect(lexicon.numbers[Array("zes".utf8)] == 6)
    #expect(lexicon.ordinals[Array("derde".utf8)] == 3)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

struct OccasionResolverTests {
  let occasions: OccasionResolver

  init() throws { occasions = OccasionResolver(try LanguagePack()) }

  private func find(_ text: String, _ date: Day? = Day(2026, 3, 20)) -> [(String, String?)] {
    let utf8 = Array(text.utf8)
    return occasions(utf8, sentence: TextSpan(0, utf8.count), date: date).map {
      ($0.occasion.text, $0.occasion.date?.iso)
    }
  }

  @Test(arguments: [
    (
      "In het commissiedebat Wegen van 3 maart jl. zegde ik dit toe.", "commissiedebat Wegen van 3 maart jl.",
      "2026-03-03"
    ),
    ("Tijdens het plenaire debat van 12 juni 2025 is dit beloofd.", "plenaire debat van 12 juni 2025", "2025-06-12"),
    ("Zoals toegezegd in mijn brief van 5 februari 2026 volgt dit.", "brief van 5 februari 2026", "2026-02-05"),
    ("Op 4 maart, in het debat van 2 december, kwam dit op.", "debat van 2 december", "2025-12-02"),
    (
      "Het lid vroeg dit in het tweeminutendebat over sloten en vaarten op 10 februari jl.",
      "tweeminutendebat over sloten en vaarten op 10 februari jl.", "2026-02-10"
    ),
    (
      "In het notaoverleg Sport (9 februari 2026) is dit toegezegd.", "notaoverleg Sport (9 februari 2026)",
      "2026-02-09"
    ),
    (
      "Bij de begrotingsbehandeling van 22 november 2025 beloofde ik dit.",
      "begrotingsbehandeling van 22 november 2025", "2025-11-22"
    ),
    ("In de voortgangsbrief van 1 oktober 2025 stond dit.", "voortgangsbrief van 1 oktober 2025", "2025-10-01"),
  ])
  func readsOccasionsWithTheirDay(_ text: String, _ words: String, _ day: String) {
    let found = find(text)
    #expect(found.map(\.0) == [words])
    #expect(found.first?.1 == day)
  }

  @Test(arguments: [
    ("Tijdens het commissiedebat Water is dit toegezegd.", "commissiedebat Water"),
    ("In het laatste vragenuur zegde ik dit toe.", "vragenuur"),
  ])
  func readsOccasionsWithoutADay(_ text: String, _ words: String) {
    let found = find(text)
    #expect(found.map(\.0) == [words])
    #expect(found.first?.1 == nil)
  }

  @Test func tellsTwoOccasionsApart() {
    let found = find(
      "In het commissiedebat Luchtvaart van 1 juni 2022 en het vragenuur van 13 september 2022 kwam dit op.",
      Day(2023, 1, 10)
    )
    #expect(found.map(\.0) == ["commissiedebat Luchtvaart van 1 juni 2022", "vragenuur van 13 september 2022"])
    #expect(found.map(\.1) == ["2022-06-01", "2022-09-13"])
  }

  @Test(arguments: [
    "Het debat gaat door.", "Een brief volgt.", "Op 3 maart was het koud.", "Er is veel debat over de zomer van 2025.",
    "",
  ])
  func findsNoneWhereThereIsNone(_ text: String) { #expect(find(text).isEmpty) }

  @Test func guessesNoYearWithoutTheLettersDate() {
    #expect(find("In het debat van 3 maart jl. zegde ik dit toe.", nil).first?.1 == nil)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Testing

struct DossierNumberTests {
  @Test(arguments: [
    ("32317", "32317"), ("32 317", "32317"), ("32\u{A0}317", "32317"), ("36600-XIV", "36600-XIV"),
    ("36 600 xiv", "36600-XIV"), ("36600XIV", "36600-XIV"), ("21501-02", "21501-02"), ("21 501-02", "21501-02"),
    ("33400-J", "33400-J"),
  ])
  func readsWhatPeopleWrite(asked: String, number: String) {
    #expect(DossierNumber(asked)?.text == number)
  }

  @Test(arguments: ["", "abc", "XIV", "32317!", "32_317", "-"])
  func refusesWhatIsNone(asked: String) { #expect(DossierNumber(asked) == nil) }

  @Test func aNumberWithoutAChapterStandsForAll() throws {
    let budget = try #require(DossierNumber("36 600"))
    #expect(budget.holds("36600") && budget.holds("36600-XIV"))
    #expect(!budget.holds("366001") && !budget.holds("36601"))
    let chapter = try #require(DossierNumber("36600-XV"))
    #expect(chapter.holds("36600-XV") && !chapter.holds("36600") && !chapter.holds("36600-XVI"))
  }
}

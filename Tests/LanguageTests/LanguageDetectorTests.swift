// SPDX-License-Identifier: GPL-3.0-or-later
import Language
import Testing

struct LanguageDetectorTests {
  @Test(arguments: [
    ("Het kabinet heeft uw Kamer over deze zaak bericht en zal dat ook in het voorjaar met een brief doen.", "nl"),
    ("The minister has written to the house that this matter would not be decided by the end of the year.", "en"),
    (
      "Der Minister hat dem Parlament geschrieben, dass die Sache nicht bis zum Ende des Jahres entschieden wird.", "de"
    ),
    (
      "Le ministre a \u{E9}crit que cette affaire est dans les mains du parlement et que nous attendons une r\u{E9}ponse.",
      "fr"
    ),
  ])
  func tellsLanguagesApart(text: String, code: String) throws {
    #expect(LanguageDetector(try LanguagePack().lexicon)(Array(text.utf8)) == code)
  }

  @Test func saysNothingOfNumbersAndNames() throws {
    let detector = LanguageDetector(try LanguagePack().lexicon)
    #expect(detector(Array("2024 12,5 13,0 Waterschap Rivierenland 3,4 Delft Zwolle Almere Breda 2026".utf8)) == nil)
    #expect(detector([]) == nil)
  }
}

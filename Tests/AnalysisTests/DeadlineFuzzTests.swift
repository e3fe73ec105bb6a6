// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

/// Phrases put together at random from the words of which deadlines are made: whatever they say, no date may come out that cannot be.
struct DeadlineFuzzTests {
  private static let leads = [
    "", "voor", "na", "in", "op", "uiterlijk", "uiterlijk voor", "binnen", "over", "vanaf", "tot", "tot en met", "rond",
    "tegen",
    "met ingang van", "nog voor", "in ieder geval voor", "tijdens", "bij", "niet eerder dan", "ruim voor", "niet in",
  ]
  private static let words = [
    "de", "het", "dit", "volgend", "komende", "begin", "medio", "eind", "het einde van", "de eerste helft van",
    "het derde kwartaal van",
    "zomer", "najaar", "voorjaar van", "winter", "zomerreces", "kerstreces", "reces", "april", "februari",
    "31 februari", "29 februari",
    "30 juni", "1 mei", "12-13 maart", "0 april", "99 mei", "2026", "2027", "1899", "9999", "jaar", "maand", "week",
    "kwartaal", "zes weken",
    "drie maanden", "999 jaar", "nul dagen", "half jaar", "Prinsjesdag", "Pasen 2027", "a.s.", "jl.", "jongstleden",
    "van", "van dit jaar", "en",
    "of", "/", "-", "maar", "in plaats van", "jaarlijks", "op korte termijn", "debat van 3 juni", "commissiedebat",
    "1-7-2026", "31/12/2026",
    "32-13-2026", "maandag", "Q5 2026", "Q2 2026", "eerste", "vijfde", "kwartaal 0", "daarna", "zodra dat kan",
    "schooljaar 2026-2027",
  ]

  @Test func randomPhrasesGiveNoImpossibleDate() throws {
    let resolver = DeadlineResolver(try LanguagePack())
    var random = SeededGenerator(state: 20_260_320)
    var dated = 0
    for _ in 0..<8_000 {
      let day = try #require(Day(1996 + random.below(34), 1 + random.below(12), 1 + random.below(28)))
      var text = "Dit volgt"
      for _ in 0...random.below(2) {
        text += " " + random.pick(DeadlineFuzzTests.leads)
        for _ in 0...random.below(4) { text += " " + random.pick(DeadlineFuzzTests.words) }
      }
      let utf8 = Array(text.utf8)
      let found = resolver(utf8, sentence: TextSpan(0, utf8.count), date: day)
      for candidate in found {
        let deadline = candidate.deadline
        #expect(!deadline.text.isEmpty)
        if let from = deadline.from, let until = deadline.until { #expect(from <= until, "\(day.iso) \(text)") }
        if deadline.precision == .vague || deadline.precision == .recurring {
          #expect(deadline.until == nil && deadline.from == nil, "\(day.iso) \(text)")
        }
        guard !candidate.isOccasion else { continue }
        if deadline.until != nil || deadline.from != nil { dated += 1 }
        if let until = deadline.until { #expect(until >= day, "\(day.iso) \(text): \(until.iso)") }
        for date in [deadline.from, deadline.until].compactMap({ $0 }) {
          #expect(Day(iso: date.iso) == date, "\(day.iso) \(text)")
        }
      }
      for (one, next) in zip(found, found.dropFirst()) { #expect(one.span.end <= next.span.start, "\(text)") }
      for candidate in resolver(utf8, sentence: TextSpan(0, utf8.count), date: nil) where !candidate.isOccasion {
        // Without the letter's date only what carries its year has one.
        let digits = candidate.deadline.text.utf8.filter { (0x30...0x39).contains($0) }.count
        #expect(candidate.deadline.until == nil || digits >= 4, "\(text)")
      }
    }
    #expect(dated > 1_500)
  }
}

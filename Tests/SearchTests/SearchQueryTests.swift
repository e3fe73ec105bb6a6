// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Search

struct SearchQueryTests {
  @Test(arguments: [
    ("stikstof veehouderij", #""stikstof" AND "veehouderij""#),
    (#""sociaal domein" wachttijden"#, #""sociaal domein" AND "wachttijden""#),
    ("a OR b", #""a" OR "b""#), ("a NOT (b OR c)", #""a" NOT ( "b" OR "c" )"#), ("huisv*", #""huisv" *"#),
    ("nr. 12", #""nr." AND "12""#),
  ])
  func readsWordsPhrasesAndOperators(text: String, match: String) throws {
    #expect(try SearchQuery(text).match == match)
  }

  @Test func readsFilters() throws {
    let query = try SearchQuery(#"office:"Asiel en Migratie" date:2026-01..2026-06 status:open"#)
    #expect(query.match == nil)
    #expect(query.filters.map(\.key) == [.office, .date, .status])
    #expect(query.filters[0].values == ["Asiel en Migratie"])
  }

  @Test(arguments: [
    ("a AND", 2), ("OR a", 0), ("(a b", 4), ("a)", 1), (#"a "b"#, 2), ("date:gisteren", 0), ("date:2026-99", 0),
    ("a date:2026-02-32", 2), ("a colour:red", 2),
    ("", 0), ("a ()", 3), ("date:2025-02-29", 0), ("date:2026-06..2026-05", 0), ("kind:", 0),
    ("!!", 0), ("status:closed", 0), ("a kind:brief", 2), ("dossier:abc", 0),
  ])
  func namesThePlaceOfWhatIsWrong(text: String, place: Int) {
    do throws(SearchError) {
      _ = try SearchQuery(text)
      #expect(Bool(false), "it was taken")
    } catch {
      guard case .query(_, let at) = error else { return #expect(Bool(false), "\(error)") }
      #expect(at == place)
    }
  }

  @Test(arguments: [
    ("2026", ["2026-01-01", "2026-12-31"], ["2025-12-31", "2027-01-01"]),
    ("2026-03..2026-04", ["2026-03-01", "2026-04-30"], ["2026-02-28", "2026-05-01"]),
    ("2024-02-29", ["2024-02-29"], ["2024-02-28", "2024-03-01"]),
    ("..2025", ["0001-01-01", "2025-12-31"], ["2026-01-01"]),
    ("2026..", ["2026-01-01", "2200-01-01"], ["2025-12-31"]), ("2026-03..2026", ["2026-12-31"], ["2026-02-28"]),
  ])
  func holdsDaysToRanges(text: String, inside: [String], outside: [String]) throws {
    let range = try #require(DateRange(text))
    let rows = SectionKey.rows(from: range.first, to: range.last)
    for hash in [String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
      func holds(_ day: String?) -> [Bool] {
        let letter = SectionKey.rows(SectionKey.letter(sha256: hash, date: day))
        return [rows.contains(letter.lowerBound), rows.contains(letter.upperBound)]
      }
      for day in inside { #expect(holds(day) == [true, true], "\(day)") }
      for day in outside { #expect(holds(day) == [false, false], "\(day)") }
      #expect(holds(nil) == [false, false])
    }
  }
}

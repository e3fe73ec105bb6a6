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
    #expect(query.filters[0].value == "Asiel en Migratie")
  }

  @Test(arguments: [
    ("a AND", 2), ("OR a", 0), ("(a b", 4), ("a)", 1), (#"a "b"#, 2), ("date:gisteren", 0), ("date:2026-99", 0),
    ("a date:2026-02-32", 2), ("a colour:red", 2),
    ("", 0), ("a ()", 3), ("kind:", 0), ("!!", 0),
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
    ("2026", "2026", "2026~"), ("2026-03..2026-04", "2026-03", "2026-04~"), ("..2025", "", "2025~"),
    ("2026..", "2026", "~"),
  ])
  func readsRangesOfDays(text: String, first: String, last: String) {
    let range = DateRange(text)
    #expect(range?.first == first)
    #expect(range?.last == last)
  }
}

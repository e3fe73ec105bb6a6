// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Testing

struct DayTests {
  @Test(arguments: [(1970, 1, 1, 0, 4), (2000, 2, 29, 11016, 2), (2026, 11, 23, 20780, 1)])
  func countsDaysAndWeekdays(year: Int, month: Int, day: Int, ordinal: Int, weekday: Int) throws {
    let date = try #require(Day(year, month, day))
    #expect(date.ordinal == ordinal)
    #expect(date.weekday == weekday)
    #expect(Day(ordinal: ordinal) == date)
  }

  @Test func refusesDaysThatTheCalendarLacks() {
    #expect(Day(2026, 2, 29) == nil)
    #expect(Day(2026, 13, 1) == nil)
    #expect(Day(iso: "2026-2-01") == nil)
  }

  @Test func addsMonthsWithinTheLengthOfTheMonth() throws {
    let date = try #require(Day(2026, 1, 31))
    #expect(date.adding(months: 1).iso == "2026-02-28")
    #expect(date.adding(months: -2).iso == "2025-11-30")
    #expect(date.adding(days: 42).iso == "2026-03-14")
  }
}

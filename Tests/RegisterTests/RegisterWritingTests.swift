// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Register
import Testing

private typealias Finding = RecordSketch.Finding

struct RegisterWritingTests {
  private static func sketch() -> RecordSketch {
    var sketch = RecordSketch()
    sketch.letter(
      "a",
      "2024-01-10",
      number: "3",
      findings: [
        Finding(
          text:
            "Ik zal uw Kamer voor 1 mei 2024 de planning van de Kolkbrug, de «Oude brug»; en de sluis toesturen: één geheel, in één brief.",
          recipient: "lid Drost",
          until: "2024-04-30"
        ),
        Finding(
          text: "Ik rapporteer u in 2025 over ligplaatsen.",
          holder: "minister van Defensie",
          until: "2025-12-31"
        ),
      ]
    )
    sketch.letter(
      "b",
      "2024-04-20",
      findings: [
        Finding(
          text: "De planning van de Kolkbrug en de sluis uit de brief van 10 januari 2024 volgt voor 1 juli 2024.",
          until: "2024-06-30"
        )
      ]
    )
    sketch.letter(
      "c",
      "2024-06-20",
      findings: [
        Finding(
          text: "De planning van de Kolkbrug en de sluis uit de brief van 10 januari 2024 is bijgevoegd.",
          kind: "recalled",
          status: "fulfilled"
        )
      ]
    )
    return sketch
  }

  private func text(_ format: RegisterFormat, day: Day? = nil, _ change: (inout RegisterFilter) -> Void = { _ in })
    throws -> String
  {
    let words = try RegisterWords()
    let register = CommitmentRegister(try Self.sketch().reader(), words: words)
    var filter = RegisterFilter(day: try #require(day ?? Day(2024, 7, 1)))
    filter.statuses = nil
    change(&filter)
    let view = RegisterView(register, filter(register, words: words), words: words, day: filter.day)
    return String(decoding: view.text(format), as: UTF8.self)
  }

  @Test func calendarLinesAreFoldedWithinSeventyFiveOctets() throws {
    let calendar = try text(.ical)
    #expect(calendar.hasSuffix("END:VCALENDAR\r\n"))
    let lines = calendar.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") })
    #expect(lines.contains { $0.hasPrefix(" ") })
    let unfolded = calendar.replacingOccurrences(of: "\r\n ", with: "")
    #expect(unfolded.contains("de Kolkbrug\\, de «Oude brug»\\; en de sluis toesturen: één geheel\\, in één brief."))
    #expect(unfolded.components(separatedBy: "BEGIN:VEVENT").count == 3)
  }

  @Test func aPostponedDeadlineMovesUnderItsIdentifier() throws {
    let calendar = try text(.ical).replacingOccurrences(of: "\r\n ", with: "")
    let event = try #require(calendar.components(separatedBy: "BEGIN:VEVENT").first { $0.contains("SEQUENCE:2") })
    #expect(event.contains("DTSTART;VALUE=DATE:20240630\r\nDTEND;VALUE=DATE:20240701\r\n"))
    #expect(event.contains("DTSTAMP:20240620T000000Z"))
    #expect(event.contains("@register.griffier.invalid"))
  }

  @Test func theChamberSeesEachPromiseAsAnEntityTiedToTheOneBefore() throws {
    let object = try JSONSerialization.jsonObject(with: Data(try text(.ggm).utf8)) as? [String: Any]
    let entities = try #require(object?["value"] as? [[String: Any]])
    #expect(entities.map { $0["Status"] as? String } == ["Voldaan", "Voldaan", "Openstaand"])
    let relation = try #require(entities[1]["IsWijzigingVan"] as? [[String: String]])
    #expect(relation[0]["Id"] == entities[0]["Id"] as? String)
    #expect(entities[0]["DatumNakoming"] as? String == "2024-06-20")
    #expect(entities[2]["DatumNakoming"] == nil)
    let id = try #require(entities[0]["Id"] as? String)
    #expect(UUID(uuidString: id) != nil)
  }

  @Test func valuesOfASpreadsheetAreQuotedAndNoFormulas() throws {
    let csv = try text(.csv)
    #expect(csv.contains("\"Ik zal uw Kamer voor 1 mei 2024 de planning van de Kolkbrug, de «Oude brug»; en"))
    #expect(csv.components(separatedBy: "\r\n").count == 4)
  }

  @Test func overdueIsWhatIsOpenAndPast() throws {
    let later = try #require(Day(2026, 1, 1))
    #expect(try text(.jsonl, day: later) { $0.isOverdue = true }.contains("ligplaatsen"))
    #expect(try text(.jsonl, day: Day(2025, 12, 31)) { $0.isOverdue = true }.isEmpty)
    #expect(try text(.jsonl, day: Day(2025, 12, 1)) { $0.due = 30 }.contains("ligplaatsen"))
    #expect(try text(.jsonl, day: Day(2025, 11, 30)) { $0.due = 30 }.isEmpty)
  }

  @Test(arguments: [
    ("office", "IenW", 1), ("office", "minister van Verkeer en Waterstaat", 1), ("office", "defensie", 1),
    ("office", "OCW", 0), ("member", "drost", 1), ("member", "wierda", 0), ("dossier", "36 512", 2),
    ("dossier", "36513", 0), ("subject", "ligplaatsen", 1), ("subject", "Kolkbrug SLUIS", 1), ("subject", "tunnel", 0),
  ])
  func filters(_ name: String, _ value: String, _ count: Int) throws {
    let lines = try text(.jsonl) { filter in
      switch name {
      case "office": filter.office = value
      case "member": filter.member = value
      case "dossier": filter.dossier = DossierNumber(value)
      default: filter.subject = value
      }
    }
    #expect(lines.split(separator: "\n").count == count)
  }
}

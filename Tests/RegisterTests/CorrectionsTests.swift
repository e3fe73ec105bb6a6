// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Register
import Testing

private typealias Finding = RecordSketch.Finding

struct CorrectionsTests {
  private static func sketch() -> RecordSketch {
    var sketch = RecordSketch()
    sketch.letter(
      "a",
      "2024-01-10",
      number: "3",
      findings: [
        Finding(text: "Ik zal uw Kamer voor 1 mei 2024 de planning van de Kolkbrug toesturen.", until: "2024-04-30")
      ]
    )
    sketch.letter(
      "b",
      "2024-04-20",
      findings: [
        Finding(
          text: "De planning van de Kolkbrug uit de brief van 10 januari 2024 volgt voor 1 juli 2024.",
          kind: "recalled",
          until: "2024-06-30"
        )
      ]
    )
    sketch.letter("c", "2024-05-20", findings: [Finding(text: "Ik rapporteer u in 2025 over ligplaatsen.")])
    return sketch
  }

  private static func ids() throws -> [String] { try sketch().reader().mentions.map(\.id) }

  @Test func withoutThemTwoLettersAreTied() throws {
    #expect(try Self.sketch().register().entries.map(\.steps.count) == [2, 1])
  }

  @Test func wrongTakesAMentionOut() throws {
    let ids = try Self.ids()
    let register = try Self.sketch().register("# read on 1 June\n\(ids[2]) wrong   # a fact\n")
    #expect(register.entries.map(\.id) == [ids[0]])
    #expect(register.problems.isEmpty)
  }

  @Test func splitBeginsACommitmentOfItsOwn() throws {
    let ids = try Self.ids()
    #expect(try Self.sketch().register("\(ids[1]) split").entries.map(\.id) == ids)
  }

  @Test func mergeMakesOneOfTwo() throws {
    let ids = try Self.ids()
    let register = try Self.sketch().register("\(ids[2]) merge \(ids[1])")
    #expect(register.entries.map(\.id) == [ids[0]])
    #expect(register.entries[0].steps.count == 3)
    #expect(register.entries[0].corrected == ["merge"])
  }

  @Test func statusAndDeadlineHoldForTheWholeEntryWhicheverStepIsNamed() throws {
    let ids = try Self.ids()
    let register = try Self.sketch().register("\(ids[1]) status lapsed\n\(ids[0]) deadline 2024-09-01\n")
    let entry = register.entries[0]
    #expect(entry.status == "lapsed")
    #expect(entry.deadline?.until == Day(2024, 9, 1))
    #expect(entry.earlierDeadlines.map(\.until) == [Day(2024, 4, 30), Day(2024, 6, 30)])
    #expect(try Self.sketch().register("\(ids[0]) deadline none").entries[0].deadline == nil)
  }

  @Test func linesThatSayNothingKnownAreNamedAndTheRestApplied() throws {
    let ids = try Self.ids()
    let register = try Self.sketch().register(
      """
      0123456789abcdef/r00000000 wrong
      \(ids[2]) status done
      \(ids[2]) status fulfilled
      \(ids[2]) deadline 2024-02-30
      \(ids[2]) forget
      \(ids[2])
      """
    )
    #expect(register.problems.map(\.line) == [1, 2, 4, 5, 6])
    #expect(register.problems[0].message.contains("0123456789abcdef/r00000000"))
    #expect(register.entries.last?.status == "fulfilled")
  }
}

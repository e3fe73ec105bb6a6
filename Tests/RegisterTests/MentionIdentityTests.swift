// SPDX-License-Identifier: GPL-3.0-or-later
import Register
import Testing

struct MentionIdentityTests {
  private static let sentence = "Ik zal uw Kamer vóór de zomer informeren over de evaluatie van het bedieningsprotocol."

  private func ids(_ texts: [String]) throws -> [String] {
    var sketch = RecordSketch()
    sketch.letter("a", "2025-01-10", findings: texts.map { RecordSketch.Finding(text: $0) })
    return try sketch.reader().mentions.map(\.id)
  }

  @Test func staysWhenFindingsComeAndGoAroundIt() throws {
    let alone = try ids([Self.sentence])
    let among = try ids(["Ik stuur u in mei de planning.", Self.sentence, "Ik stuur u in juni de raming."])
    #expect(alone[0] == among[1])
    #expect(Set(among).count == 3)
  }

  @Test(arguments: [
    "Ik zal uw Kamer vóór de zomer infor-meren over de evaluatie van het bedieningsprotocol.",
    "Ik zal  uw Kamer vóór de zomer informeren over de evaluatie van het bedieningsprotocol. ",
    "Ik zal uw K amer vóór de zomer informeren over de evaluatie van het bedieningsprotocol.",
    "Ik zal uw Kamer voor de zomer informeren over de evaluatie van het bedieningsprotocol.",
    "Ik zal uw Kamer vóór de zomer informeren12 over de evaluatie van het bedieningsprotocol.3",
    "Ik zal uw Kamer v\u{00F3}\u{00F3}r de zomer informeren over de evaluatie van het bedieningsprotocol",
  ])
  func staysUnderWhatLayoutCodeChanges(text: String) throws {
    #expect(try ids([text]) == ids([Self.sentence]))
  }

  @Test func changesWithTheWords() throws {
    let other = "Ik zal uw Kamer vóór de winter informeren over de evaluatie van het bedieningsprotocol."
    #expect(try ids([other]) != ids([Self.sentence]))
  }

  @Test func numbersEqualSentencesInTheirOrder() throws {
    let found = try ids([Self.sentence, "Ik stuur u in mei de planning.", Self.sentence])
    #expect(found[2] == found[0] + ".2")
  }

  @Test func isTheSameForTheSameLetterInAnotherPlaceOfTheRecords() throws {
    var sketch = RecordSketch()
    sketch.letter("b", "2024-01-10", findings: [RecordSketch.Finding(text: "Ik stuur u in mei de planning.")])
    sketch.letter("a", "2025-01-10", findings: [RecordSketch.Finding(text: Self.sentence)])
    #expect(try sketch.reader().mentions[1].id == ids([Self.sentence])[0])
  }
}

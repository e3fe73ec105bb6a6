// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Register
import Testing

private typealias Finding = RecordSketch.Finding

/// One trait of linking a test.
struct LinkingTests {
  private static let promise =
    "Ik zal uw Kamer uiterlijk 1 mei 2024 de planning van de renovatie van de Kolkbrug toesturen."

  private func events(_ register: CommitmentRegister) -> [[String]] { register.entries.map { $0.steps.map(\.event) } }

  @Test func followsAPromiseToItsEnd() throws {
    var sketch = RecordSketch()
    sketch.letter(
      "c",
      "2024-11-20",
      findings: [
        Finding(
          text:
            "Bijgaand treft u de planning van de renovatie van de Kolkbrug, zoals toegezegd in de brief van 10 januari 2024.",
          kind: "recalled",
          status: "fulfilled"
        )
      ]
    )
    sketch.letter("a", "2024-01-10", number: "3", findings: [Finding(text: Self.promise, until: "2024-05-01")])
    sketch.letter(
      "b",
      "2024-04-20",
      findings: [
        Finding(
          text:
            "De planning van de renovatie van de Kolkbrug (Kamerstuk 36 512, nr. 3) is vertraagd en volgt voor 1 december 2024.",
          until: "2024-11-30",
          cites: ["kst-36512-3"]
        )
      ]
    )
    let register = try sketch.register()
    #expect(events(register) == [["made", "postponed", "fulfilled"]])
    let entry = try #require(register.entries.first)
    #expect(entry.status == "fulfilled")
    #expect(entry.made == Day(2024, 1, 10))
    #expect(entry.deadline?.until == Day(2024, 11, 30))
    #expect(entry.earlierDeadlines.map(\.until) == [Day(2024, 5, 1)])
    #expect(entry.id == register.mentions[1].id)
    let names = entry.steps[1].link?.reasons.map(\.name) ?? []
    #expect(names.contains("cites-letter") && names.contains("words"))
  }

  @Test func keepsTwoPromisesOfOneSentenceApartHoweverMuchTheyShare() throws {
    let text =
      "In het debat van 3 mei 2024 heb ik het lid Drost toegezegd de brug te keuren en de sluis te sluiten (TZ202405-001)."
    func finding(_ until: String) -> Finding {
      Finding(text: text, recipient: "lid Drost", until: until, occasion: "2024-05-03", registerIds: ["TZ202405-001"])
    }
    var sketch = RecordSketch()
    sketch.letter("a", "2024-05-20", findings: [finding("2024-09-01"), finding("2024-12-31")])
    let register = try sketch.register()
    #expect(register.entries.count == 2)
    #expect(register.entries.map(\.deadline?.until) == [Day(2024, 9, 1), Day(2024, 12, 31)])
  }

  @Test func findsTheCabinetUnderEachOfItsNames() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2024-01-10", findings: [Finding(text: Self.promise, holder: "regering", until: "2024-05-01")])
    let (register, words) = (try sketch.register(), try RegisterWords())
    for (name, count) in [("kabinet", 1), ("regering", 1), ("defensie", 0)] {
      var filter = RegisterFilter(day: try #require(Day(2024, 2, 1)))
      filter.office = name
      #expect(filter(register, words: words).count == count, "\(name)")
    }
  }

  @Test func keepsTwoPromisesOfOneDebateApart() throws {
    var sketch = RecordSketch()
    let debate = "In het commissiedebat Vaarwegen van 4 december 2024 heb ik"
    sketch.letter(
      "a",
      "2024-12-20",
      findings: [
        Finding(
          text: "\(debate) het lid Drost toegezegd met schippers over ligplaatsen te spreken.",
          kind: "recalled",
          recipient: "lid Drost"
        ),
        Finding(
          text: "\(debate) het lid Wierda toegezegd op het koelen van bruggen terug te komen.",
          kind: "recalled",
          recipient: "lid Wierda"
        ),
      ]
    )
    sketch.letter(
      "b",
      "2025-03-20",
      findings: [
        Finding(
          text:
            "Hiermee is voldaan aan de toezegging aan het lid Wierda van 4 december 2024 over het koelen van bruggen.",
          kind: "recalled",
          status: "fulfilled",
          recipient: "lid Wierda"
        )
      ]
    )
    #expect(events(try sketch.register()) == [["recalled"], ["recalled", "fulfilled"]])
  }

  @Test func aMemberNamedInTheSentenceCounts() throws {
    var sketch = RecordSketch()
    for (key, member, what) in [("a", "Van der Wiel", "kosten"), ("b", "Drost-Haaksma", "aantallen")] {
      sketch.letter(
        key,
        "2024-01-1\(key == "a" ? 0 : 1)",
        findings: [Finding(text: "Ik heb het lid \(member) de \(what) van ligplaatsen toegezegd.", kind: "recalled")]
      )
    }
    sketch.letter(
      "c",
      "2024-09-10",
      findings: [
        Finding(
          text: "Wat ik de leden Smit en Van der Wiel over ligplaatsen had toegezegd, is bijgevoegd.",
          kind: "recalled",
          status: "fulfilled"
        )
      ]
    )
    let register = try sketch.register()
    #expect(events(register) == [["recalled", "fulfilled"], ["recalled"]])
    #expect(register.entries[0].steps[1].link?.reasons.contains { $0.name == "member" } == true)
  }

  @Test func aMonthAloneNamesTheLetterOfThatMonth() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2023-07-06", findings: [Finding(text: "Ik stuur uw Kamer een raming van de baggerkosten.")])
    sketch.letter(
      "c",
      "2024-04-23",
      findings: [
        Finding(
          text: "De raming van de baggerkosten die ik u in juli beloofde, is bijgevoegd.",
          kind: "recalled",
          status: "fulfilled"
        )
      ]
    )
    let link = try #require(try sketch.register().entries.first?.steps.last?.link)
    #expect(link.reasons.contains { $0.name == "letter-month" })
  }

  @Test func aCompoundMeetsItsLastPart() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2024-01-10", findings: [Finding(text: "Ik tel voor uw Kamer de zittingsvoorzitters.")])
    sketch.letter("b", "2024-01-11", findings: [Finding(text: "Ik tel voor uw Kamer de brugwachters.")])
    sketch.letter(
      "c",
      "2024-04-23",
      findings: [Finding(text: "Zoals toegezegd: er zijn 41 voorzitters.", kind: "recalled", status: "fulfilled")]
    )
    let register = CommitmentRegister(try sketch.reader(), words: try RegisterWords(), isTellingRefused: true)
    let nearest = try #require(register.refused[2])
    #expect(nearest.to == 0)
    #expect(nearest.reasons.contains { $0.name == "words" })
  }

  @Test func theOfficeStaysBoundWhenItsNameChanges() throws {
    var sketch = RecordSketch()
    sketch.letter(
      "a",
      "2017-05-10",
      number: "3",
      findings: [
        Finding(text: Self.promise, holder: "minister van Infrastructuur en Milieu")
      ]
    )
    sketch.letter(
      "b",
      "2017-12-10",
      findings: [
        Finding(
          text:
            "Mijn ambtsvoorganger zegde de planning van de renovatie van de Kolkbrug toe (Kamerstuk 36 512, nr. 3); die volgt nu.",
          kind: "recalled",
          status: "fulfilled",
          holder: "minister van Infrastructuur en Waterstaat",
          cites: ["kst-36512-3"]
        )
      ]
    )
    let register = try sketch.register()
    #expect(events(register) == [["made", "fulfilled"]])
    #expect(register.entries.first?.steps[1].link?.reasons.contains { $0.name == "successor" } == true)
  }

  @Test func abstainsWhereAnotherOfficePromisesTheLike() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2024-01-10", dossier: "36512", findings: [Finding(text: Self.promise)])
    sketch.letter(
      "b",
      "2024-04-20",
      dossier: "36700",
      findings: [
        Finding(
          text: "Ik zal uw Kamer in juni de planning van de renovatie van de kazerne toesturen.",
          holder: "minister van Defensie"
        )
      ]
    )
    #expect(events(try sketch.register()) == [["made"], ["made"]])
  }

  @Test func sentencesThatSayLittleTieNothing() throws {
    var sketch = RecordSketch()
    for (key, date) in [("a", "2024-01-10"), ("b", "2024-03-11"), ("c", "2024-06-12")] {
      sketch.letter(
        key,
        date,
        findings: [Finding(text: "Ik zal uw Kamer voor de zomer informeren over de voortgang.", until: "2024-07-04")]
      )
    }
    #expect(events(try sketch.register()) == [["made"], ["made"], ["made"]])
  }

  @Test func registerNumbersDecide() throws {
    var sketch = RecordSketch()
    sketch.letter(
      "a",
      "2024-01-10",
      findings: [
        Finding(
          text: "Aan het lid Drost is een brief over sluizen toegezegd.",
          kind: "recalled",
          registerIds: ["TZ202401-007"]
        ),
        Finding(
          text: "Aan het lid Drost is een brief over bruggen toegezegd.",
          kind: "recalled",
          registerIds: ["TZ202401-008"]
        ),
      ]
    )
    sketch.letter(
      "b",
      "2024-06-10",
      findings: [
        Finding(
          text: "De bijlage gaat over wachttijden (TZ202401-007) en doet de toezegging gestand.",
          kind: "recalled",
          status: "fulfilled",
          registerIds: ["TZ202401-007"]
        )
      ]
    )
    let register = try sketch.register()
    #expect(events(register) == [["recalled", "fulfilled"], ["recalled"]])
    #expect(register.entries[0].registerIds == ["TZ202401-007"])
  }

  @Test func aWordOfWhatIsPromisedPostponesNothing() throws {
    var sketch = RecordSketch()
    let list = "Een overzicht van bruggen met uitgesteld onderhoud"
    sketch.letter("a", "2024-01-10", number: "3", findings: [Finding(text: "\(list) stuur ik u in mei.")])
    sketch.letter(
      "b",
      "2024-05-10",
      findings: [Finding(text: "\(list) heb ik toegezegd in de brief van 10 januari 2024.", kind: "recalled")]
    )
    #expect(events(try sketch.register()) == [["made", "repeated"]])
  }

  @Test func motionsAreTiedByTheirPaper() throws {
    var sketch = RecordSketch()
    for (key, paper) in [("a", "kst-36512-9"), ("b", "kst-36512-10")] {
      sketch.letter(
        key,
        "2024-01-1\(key == "a" ? 0 : 1)",
        findings: [
          Finding(text: "De motie van het lid Drost over sluizen voer ik uit.", kind: "motion", motion: paper)
        ]
      )
    }
    sketch.letter(
      "c",
      "2024-09-10",
      findings: [
        Finding(
          text: "De motie van het lid Drost is uitgevoerd.",
          kind: "motion",
          status: "fulfilled",
          motion: "kst-36512-9"
        )
      ]
    )
    #expect(events(try sketch.register()) == [["motion", "fulfilled"], ["motion"]])
  }

  @Test func aCopyOfALetterAddsNoStep() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2024-01-10", findings: [Finding(text: Self.promise)])
    sketch.letter("a-xml", "2024-01-10", findings: [Finding(text: Self.promise)])
    let register = try sketch.register()
    #expect(events(register) == [["made"]])
    #expect(register.entries[0].steps[0].copies.count == 1)
  }

  @Test func theOrderOfTheRecordsDoesNotMatter() throws {
    let letters: [(String, String, String)] = [
      ("a", "2024-01-10", Self.promise), ("b", "2024-03-10", "Ik stuur u in mei een brief over ligplaatsen."),
      ("c", "2024-04-10", "Zoals gemeld stuur ik de planning van de renovatie van de Kolkbrug voor 1 juli 2024 toe."),
    ]
    func lives(_ order: [Int]) throws -> [[String]] {
      var sketch = RecordSketch()
      for i in order { sketch.letter(letters[i].0, letters[i].1, findings: [Finding(text: letters[i].2)]) }
      let register = try sketch.register()
      return register.entries.map { $0.steps.map { register.mentions[$0.mention].id } }
    }
    #expect(try lives([0, 1, 2]) == lives([2, 0, 1]))
    #expect(try lives([0, 1, 2]).count == 2)
  }

  @Test func aNewPromiseAfterTheEndIsAnother() throws {
    var sketch = RecordSketch()
    sketch.letter("a", "2024-01-10", number: "3", findings: [Finding(text: Self.promise)])
    sketch.letter(
      "b",
      "2024-04-20",
      findings: [
        Finding(
          text: "De planning van de renovatie van de Kolkbrug uit de brief van 10 januari 2024 is bijgevoegd.",
          kind: "recalled",
          status: "fulfilled"
        )
      ]
    )
    sketch.letter(
      "c",
      "2024-08-20",
      findings: [
        Finding(text: "Ik zal uw Kamer volgend jaar een nieuwe planning van de Kolkbrug sturen.")
      ]
    )
    #expect(events(try sketch.register()) == [["made", "fulfilled"], ["made"]])
  }

  @Test func aTornLineIsNamed() throws {
    var reader = RecordReader()
    try reader.add(Array(#"{"id":"0123456789abcdef","source":{"path":"a.pdf"},"commitments":[]}"#.utf8) + [0x0A])
    #expect(throws: RegisterInputError(line: 2)) {
      try reader.add(Array("{\"id\":\"0123456789abcdef\",\"text\":\"cut of\n".utf8))
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Register
import Testing

private typealias Finding = RecordSketch.Finding

struct RegisterCacheTests {
  private static func sketch() -> RecordSketch {
    var sketch = RecordSketch()
    sketch.letter(
      "a",
      "2024-01-10",
      number: "3",
      findings: [
        Finding(
          text: "Ik zal uw \"Kamer\" voor 1 mei 2024 de planning van de Kolkbrug toesturen.",
          until: "2024-04-30"
        ),
        Finding(
          text: "De motie van het lid Drost over sluizen voer ik uit.",
          kind: "motion",
          recipient: "lid Wierda",
          motion: "kst-36512-9"
        ),
      ]
    )
    let copied = Finding(text: "Ik rapporteer u in 2025 over ligplaatsen.", registerIds: ["TZ202401-007"])
    sketch.letter("b", "2024-02-10", findings: [copied])
    sketch.letter("b-xml", "2024-02-10", findings: [copied])
    sketch.letter(
      "c",
      "2024-04-20",
      findings: [
        Finding(
          text: "De planning van de Kolkbrug uit de brief van 10 januari 2024 volgt voor 1 juli 2024.",
          kind: "recalled",
          until: "2024-06-30"
        )
      ]
    )
    return sketch
  }

  private struct Case: Sendable {
    let words: RegisterWords
    let fresh: CommitmentRegister
    let bytes: [UInt8]

    init() throws {
      words = try RegisterWords()
      let reader = try RegisterCacheTests.sketch().reader()
      let ids = reader.mentions.map(\.id)
      let corrections = Corrections("\(ids[0]) deadline 2024-08-01\nffffffffffffffff/r00000000 wrong\n")
      fresh = CommitmentRegister(reader, words: words, corrections: corrections)
      var bytes: [UInt8] = []
      RegisterCache.write(fresh, key: "k", words: words) { bytes += $0 }
      self.bytes = bytes
    }
  }

  private static func register(
    _ bytes: [UInt8],
    key: String,
    filter: RegisterFilter,
    isBrief: Bool = false
  ) -> CommitmentRegister? {
    bytes.withUnsafeBufferPointer { RegisterCache.register($0, key: key, filter: filter, isBrief: isBrief) }
  }

  @Test(arguments: RegisterFormat.allCases)
  func givesBackWhatWasKept(format: RegisterFormat) throws {
    let kept = try Case()
    let day = try #require(Day(2024, 7, 20))
    var filters = [
      RegisterFilter(day: day), RegisterFilter(day: day), RegisterFilter(day: day), RegisterFilter(day: day),
    ]
    filters[0].statuses = nil
    filters[1].due = 30
    filters[2].isOverdue = true
    filters[3].member = "drost"
    for filter in filters {
      let register = try #require(Self.register(kept.bytes, key: "k", filter: filter))
      #expect(register.problems == kept.fresh.problems)
      func text(_ register: CommitmentRegister) -> String {
        let view = RegisterView(register, filter(register, words: kept.words), words: kept.words, day: day)
        return String(decoding: view.text(format, life: true), as: UTF8.self)
      }
      #expect(text(register) == text(kept.fresh))
    }
  }

  @Test func anotherKeyIsAnotherRegister() throws {
    let kept = try Case()
    let filter = RegisterFilter(day: Day(ordinal: 0))
    #expect(Self.register(kept.bytes, key: "l", filter: filter) == nil)
    #expect(RegisterCache.fingerprint("a wrong") != RegisterCache.fingerprint("b wrong"))
  }

  @Test func aTornFileIsNone() throws {
    let kept = try Case()
    let filter = RegisterFilter(day: Day(ordinal: 0))
    #expect(Self.register(kept.bytes, key: "k", filter: filter) != nil)
    for length in 0..<kept.bytes.count {
      #expect(Self.register(Array(kept.bytes.prefix(length)), key: "k", filter: filter) == nil, "\(length)")
    }
    var without: [UInt8] = []
    for (number, line) in kept.bytes.split(separator: 0x0A).enumerated() where number != 1 { without += line + [0x0A] }
    #expect(Self.register(without, key: "k", filter: filter) == nil)
  }

  /// Whatever the filter passes over unread.
  @Test func aByteThatHasChangedIsNoticed() throws {
    let kept = try Case()
    var filter = RegisterFilter(day: Day(ordinal: 0))
    filter.isOverdue = true
    #expect(Self.register(kept.bytes, key: "k", filter: filter, isBrief: true) != nil)
    for at in kept.bytes.indices {
      var changed = kept.bytes
      changed[at] ^= 1
      #expect(Self.register(changed, key: "k", filter: filter, isBrief: true) == nil, "\(at)")
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Register
import Testing

private typealias Finding = RecordSketch.Finding

/// What is read, compared and written in pieces is what it would be in one.
struct PiecewiseTests {
  /// Letters that each promise something, and later ones that each take one promise up.
  private static func sketch(_ count: Int) -> RecordSketch {
    var sketch = RecordSketch()
    for i in 0..<count {
      // Digits do not tell letters and sentences apart.
      let name = String("\(i)".unicodeScalars.map { Character(Unicode.Scalar(UInt8($0.value) + 0x31)) })
      let made = Finding(text: "Ik stuur uw Kamer een plan voor haven \(name).", registerIds: ["TZ2024-\(10_000 + i)"])
      sketch.letter("\(name)-made", "2024-01-10", number: "\(i)", dossier: "\(30_000 + i)", findings: [made])
      let kept = Finding(
        text: "Het plan voor haven \(name) is bijgevoegd.",
        kind: "recalled",
        status: "fulfilled",
        registerIds: ["TZ2024-\(10_000 + i)"]
      )
      sketch.letter("\(name)-kept", "2024-06-10", dossier: "\(30_000 + i)", findings: [kept])
    }
    return sketch
  }

  private static func read(_ pieces: [[UInt8]]) throws -> RecordReader {
    try RecordReader(pieces.map { RecordReader.lines($0[...]) })
  }

  @Test func recordsAreTheSameInPieces() throws {
    let sketch = Self.sketch(3)
    let whole = try sketch.reader()
    for cut in 0...sketch.lines.count {
      let pieces = [sketch.lines[..<cut], sketch.lines[cut...]].map { Array($0.joined(separator: "\n").utf8) }
      let reader = try Self.read(pieces)
      #expect(reader.letters == whole.letters)
      #expect(reader.mentions == whole.mentions)
    }
  }

  @Test func aTornLineIsNamedByItsPlaceInTheFile() throws {
    let lines = Self.sketch(2).lines
    let pieces = [lines.joined(separator: "\n") + "\n", lines[0] + "\n{\"id\":\n" + lines[1]].map { Array($0.utf8) }
    #expect(throws: RegisterInputError(line: 6)) { try Self.read(pieces) }
  }

  @Test func linksReachAcrossPieces() throws {
    let count = 1300
    let register = try Self.sketch(count).register()
    #expect(register.entries.count == count)
    for entry in register.entries {
      #expect(entry.steps.map(\.event) == ["made", "fulfilled"])
      let numbers = entry.steps.map { register.mentions[$0.mention].registerIds }
      #expect(numbers[0] == numbers[1] && entry.id == register.mentions[entry.steps[0].mention].id)
    }
  }

  @Test func whatIsMadeOnAllCoresComesInItsOrder() {
    #expect(Parallel.map(5000) { $0 * $0 } == (0..<5000).map { $0 * $0 })
    #expect(Parallel.map(0) { $0 } == [])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Language
import Model
import Output

/// Records of letters that nobody wrote, as many as a measurement needs.
struct Synthetic: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write records of invented letters, to measure what reads many of them.",
    discussion: """
      Commitments are made, taken up by the day of their letter and kept, in words without a meaning.

        workbench synthetic 20000 > many/letters.jsonl && time griffier register --output many
      """
  )

  @Argument(help: "How many letters.")
  var count: Int

  @Option(help: "Where the random numbers begin.")
  var seed: UInt64 = 1

  mutating func run() throws {
    var writer = SyntheticLetters(count: count, seed: seed, pack: try LanguagePack().offices)
    while let line = writer.next() { FileHandle.standardOutput.write(Data(line)) }
  }
}

/// A sequence of records over ten years. Their sentences are findings already: only days, papers and words are read from them.
struct SyntheticLetters {
  private let count: Int
  private var generator: SplitMix
  private var made = 0
  private let words: [String]
  private let offices: [String]
  /// Commitments that wait to be taken up: what they say, who made them, when and in which paper.
  private var open: [(topic: [Int], office: Int, day: Day, paper: Int)] = []

  init(count: Int, seed: UInt64, pack: Offices) {
    self.count = count
    offices = pack.portfolioNames.prefix(12).map { "\(pack.defaultHead) \(pack.link) \($0)" }
    generator = SplitMix(state: seed)
    let onsets = [
      "b", "br", "d", "dr", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "z",
    ]
    let rimes = ["aal", "eek", "iel", "oor", "uit", "ang", "erm", "ind", "ost", "unt", "ader", "ening", "ie", "om"]
    words = (0..<4000).map { i in
      var rest = i &* 2_654_435_761 % 1_000_003
      var word = ""
      for _ in 0..<(2 + i % 2) {
        word += onsets[rest % onsets.count]
        rest /= onsets.count
        word += rimes[rest % rimes.count]
        rest = rest / rimes.count + i
      }
      return word
    }
  }

  mutating func next() -> [UInt8]? {
    if made == count { return nil }
    let number = made
    made += 1
    // 2015-01-01 and ten years on.
    let day = Day(ordinal: 16_436 + number * 3650 / max(count, 1))
    let office = generator.below(offices.count)
    let id = String(repeating: "0", count: 16 - String(number, radix: 16).count) + String(number, radix: 16)
    var text: [String] = []
    var findings: [(text: String, kind: String, status: String, until: Day?)] = []
    for _ in 0..<(2 + generator.below(3)) { text.append(sentence(14)) }
    for _ in 0..<(1 + generator.below(4)) {
      let topic = (0..<5).map { _ in rareWord() }
      let until = day.adding(days: 60 + generator.below(300))
      findings.append(("\(until.iso) \(names(topic)).", "made", "open", until))
      if generator.below(2) == 0 { open.append((topic, office, day, number)) }
    }
    for _ in 0..<2 where !open.isEmpty {
      let earlier = open.remove(at: max(0, open.count - 1 - generator.below(200)))
      if earlier.office != office { continue }
      let date = "\(earlier.day.day)-\(earlier.day.month)-\(earlier.day.year)"
      let words = names(Array(earlier.topic.prefix(4)))
      findings.append(("\(date) \(words).", "recalled", "fulfilled", nil))
    }
    return encode(id, number, day, office, text, findings)
  }

  private func names(_ topic: [Int]) -> String { topic.map { words[$0] }.joined(separator: " ") }

  /// Words come by Zipf's law, roughly: the product of two even numbers favours the first ones.
  private mutating func rareWord() -> Int { generator.below(words.count) * generator.below(1000) / 1000 }

  private mutating func sentence(_ length: Int) -> String {
    (0..<length).map { _ in words[rareWord()] }.joined(separator: " ") + "."
  }

  private func encode(
    _ id: String,
    _ number: Int,
    _ day: Day,
    _ office: Int,
    _ paragraphs: [String],
    _ findings: [(text: String, kind: String, status: String, until: Day?)]
  ) -> [UInt8] {
    var json = JSONBuffer(capacity: 4096)
    func member(_ key: StaticString, _ value: String) {
      json.key(key)
      json.string(value)
    }
    json.beginObject()
    member("schema", LetterEncoder.schema)
    member("id", id)
    json.key("source")
    json.beginObject()
    member("path", "\(day.year)/\(id).pdf")
    json.endObject()
    json.key("metadata")
    json.beginObject()
    member("date", day.iso)
    member("subject", paragraphs.first ?? "")
    json.key("dossiers")
    json.beginArray()
    json.string(String(30_000 + number % 400))
    json.endArray()
    member("number", String(number))
    member("chamber", "TK")
    json.key("signatories")
    json.beginArray()
    json.beginObject()
    member("office", offices[office])
    member("name", "A. N.")
    json.endObject()
    json.endArray()
    json.endObject()
    let text = (paragraphs + findings.map(\.text)).joined(separator: "\n\n")
    member("text", text)
    json.key("commitments")
    json.beginArray()
    var start = paragraphs.reduce(0) { $0 + $1.unicodeScalars.count + 2 }
    for (i, finding) in findings.enumerated() {
      let length = finding.text.unicodeScalars.count
      json.beginObject()
      member("id", "\(id)/c\(i + 1)")
      member("kind", finding.kind)
      member("status", finding.status)
      member("firmness", "firm")
      member("text", finding.text)
      json.key("start")
      json.int(start)
      json.key("end")
      json.int(start + length)
      start += length + 2
      member("holder", offices[office])
      if let until = finding.until {
        json.key("deadline")
        json.beginObject()
        member("text", until.iso)
        member("until", until.iso)
        member("precision", "day")
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}

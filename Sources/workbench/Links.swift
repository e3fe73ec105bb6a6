// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Register

/// Links of a register beside those of a person.
struct Links: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score the linking on a corpus of dossiers.",
    discussion: """
      Once with the commitments that were found in the letters, once with the commitments of the gold: what linking alone does.

        griffier extract corpora/dossier/letters/*.xml > dossier.jsonl
        workbench links corpora/dossier --records dossier.jsonl --misses
      """
  )

  @Argument(help: "The corpus.", completion: .directory)
  var corpus: String

  @Option(help: "Records of its letters, one a line.", completion: .file())
  var records: String

  @Flag(help: "List what went wrong, except in dossiers that stand aside.")
  var misses = false

  mutating func run() throws {
    var reader = RecordReader()
    try reader.add([UInt8](try Data(contentsOf: URL(fileURLWithPath: records))))
    try reader.finish()
    let words = try RegisterWords()
    let dossiers = try Links.dossiers(corpus)
    print("                          P@1  coverage   kind   right/made, answered/gold, undetected")
    for (name, input) in [("end to end", reader), ("given gold", reader.replacing(with: dossiers))] {
      let register = CommitmentRegister(input, words: words, isTellingRefused: misses)
      for aside in [false, true] {
        var score = LinkScore()
        for dossier in dossiers where dossier.aside == aside { score.add(dossier, register) }
        let label = "\(name), \(aside ? "aside" : "tuned on")".padding(toLength: 22, withPad: " ", startingAt: 0)
        let kind = score.right == 0 ? 1 : Double(score.kind) / Double(score.right)
        let figures = String(format: "%7.3f %9.3f %6.3f", score.precision, score.coverage, kind)
        print(
          "\(label)\(figures)   \(score.right)/\(score.made), \(score.answered)/\(score.gold), \(score.undetected)"
        )
        if misses, !aside { for miss in score.misses { print("  " + miss) } }
      }
    }
  }

  static func dossiers(_ corpus: String) throws -> [GoldDossier] {
    let folder = URL(fileURLWithPath: corpus).appendingPathComponent("gold")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.map {
      try JSONDecoder().decode(GoldDossier.self, from: Data(contentsOf: $0))
    }
  }
}

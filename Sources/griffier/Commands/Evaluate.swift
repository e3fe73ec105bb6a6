// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Foundation
import Language
import Model
import Output
import Pipeline

extension Griffier {
  /// Records against gold.
  struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold records against gold annotations, or against the records of another version.",
      discussion: """
        Prints precision, recall and F1 for each measure; with --misses what was missed and invented; with --rules how the \
        findings of each rule and of each band of confidence fared (the calibration table), and which rules came near to what was
        missed.

          griffier evaluate gold --records out/kamerbrieven/letters.jsonl
          griffier evaluate gold --records new.jsonl --misses | grep commitment
          griffier evaluate gold --records new.jsonl --against old.jsonl
        """
    )

    @Argument(help: "A folder of gold files.", completion: .directory)
    var gold: String

    @Option(help: "Records, one a line.", completion: .file())
    var records = "out/kamerbrieven/letters.jsonl"

    @Option(help: "Records of another version: lists what the first ones gained and lost.", completion: .file())
    var against: String?

    @Flag(help: "List what was missed and what was invented.")
    var misses = false

    @Flag(help: "Count right and invented findings of each rule and each band of confidence.")
    var rules = false

    mutating func run() throws {
      let found = try read(records)
      if let against {
        for change in RecordChanges(from: try read(against), to: found).lines {
          print("\(change.sign)\t\(change.letter)\t\(change.what)\t\(change.finding)")
        }
        return
      }
      let evaluation: Evaluation
      do {
        evaluation = try Evaluation(gold: URL(fileURLWithPath: gold), records: found)
      } catch {
        throw RunError(.noInput, "\(gold): no folder of gold files: \(error)")
      }
      if misses {
        for miss in evaluation.misses { print("\(miss.letter)\t\(miss.what)\t\(miss.detail)") }
      }
      printTable(evaluation)
      if rules {
        printFates(evaluation)
        try printRefusals(evaluation)
      }
    }

    /// Which rule's frame stood in what was missed, and what refused it.
    private func printRefusals(_ evaluation: Evaluation) throws {
      guard !evaluation.missed.isEmpty else { return }
      let refusal = RefusalReader(try LanguagePack())
      var counts: [String: Int] = [:]
      for miss in evaluation.missed {
        let cause: String
        switch miss.sentence.map({ refusal($0, date: miss.date.flatMap { Day(iso: $0) }) }) {
        case .refused(let rule, let filter): cause = "\(rule), refused: \(filter)"
        case .found(let rule): cause = "\(rule), by what stands around it"
        case .noFrame: cause = "no rule"
        case nil: cause = "not in the record's text"
        }
        counts[cause, default: 0] += 1
      }
      print("\nmissed  nearest rule")
      for (cause, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        print(String(format: "%6d  ", count) + cause)
      }
    }

    private func read(_ path: String) throws -> [ScoredRecord] {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw RunError(.noInput, "\(path): cannot be read")
      }
      do {
        return try ScoredRecord.read(data)
      } catch {
        throw RunError(.dataError, "\(path): not records, one a line: \(error)")
      }
    }

    private func printTable(_ evaluation: Evaluation) {
      print("measure            precision  recall     F1   hit/gold/found")
      for measure in Tally.Measure.allCases {
        guard let tally = evaluation.tallies[measure], tally.gold + tally.found > 0 else { continue }
        let figures = String(format: "%9.3f %7.3f %6.3f", tally.precision, tally.recall, tally.f1)
        print(
          "\(measure.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0)) \(figures)   \(tally.hit)/\(tally.gold)/\(tally.found)"
        )
      }
    }

    private func printFates(_ evaluation: Evaluation) {
      print("\nconfidence   right  invented  optional  share right")
      for band in evaluation.bands.keys.sorted(by: >) {
        guard let fate = evaluation.bands[band] else { continue }
        let counts = String(
          format: "%.1f and up  %6d  %8d  %8d",
          Double(band) / 10,
          fate.right,
          fate.invented,
          fate.optional
        )
        print(counts + (fate.share.map { String(format: "  %11.3f", $0) } ?? ""))
      }
      print("\nright  invented  optional  rule")
      for (rule, fate) in evaluation.rules.sorted(by: { ($1.value.invented, $0.key) < ($0.value.invented, $1.key) }) {
        print(String(format: "%5d  %8d  %8d  ", fate.right, fate.invented, fate.optional) + rule)
      }
    }
  }
}

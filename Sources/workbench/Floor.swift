// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Extraction
import Foundation
import Language
import Model
import Output

#if canImport(Glibc)
  import Glibc
#endif

/// CPU seconds of reading, structure, annotation and encoding over the same files, in turn, as medians.
struct Floor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure CPU seconds of each step over files, and each step's share of reading.",
    discussion: """
      Reading is text, layout and attributes of every page through poppler-glib, nothing else. All files are read into memory first.

        workbench floor corpora/kamerbrieven/letters/*.pdf
      """
  )

  @Option(help: "Rounds; the median of them is printed.")
  var rounds = 9

  @Argument(help: "PDF or XML files.", completion: .file())
  var files: [String]

  mutating func run() throws {
    let inputs = try files.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    let extractor = Extractor()
    let pack = try LanguagePack()
    let encoder = LetterEncoder()
    let steps = ["read", "structure", "annotate", "encode"]
    var samples = [[Double]](repeating: [], count: steps.count)
    var pages = 0
    for _ in 0..<max(1, rounds) {
      var sums = [Double](repeating: 0, count: steps.count)
      pages = 0
      for bytes in inputs {
        let start = Floor.cpu()
        guard let document = try? extractor(bytes) else { continue }
        let read = Floor.cpu()
        let source = Source(path: "-", sha256: String(repeating: "0", count: 64), bytes: bytes.count, of: document)
        let structure: StructuredLetter
        switch document {
        case .pages(let paged):
          structure = PageStructure(pack)(paged, source: source)
          pages += paged.pageCount
        case .markup(let markup): structure = MarkupStructure(pack)(markup, source: source)
        }
        let structured = Floor.cpu()
        let letter = LetterAnnotation(pack)(structure)
        let annotated = Floor.cpu()
        _ = encoder(letter)
        let encoded = Floor.cpu()
        for (step, spent) in [read - start, structured - read, annotated - structured, encoded - annotated].enumerated()
        {
          sums[step] += spent
        }
      }
      for step in steps.indices { samples[step].append(sums[step]) }
    }
    let medians = samples.map { $0.sorted()[$0.count / 2] }
    print("\(inputs.count) files, \(pages) pages, median of \(samples[0].count) rounds")
    for (step, median) in zip(steps, medians) {
      print(
        step.padding(toLength: 10, withPad: " ", startingAt: 0)
          + String(format: "%8.4f s  %6.3f of reading", median, medians[0] > 0 ? median / medians[0] : 0)
      )
    }
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Extraction
import Foundation
import Language
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// CPU time of annotation alone, over letters whose structure is known.
struct AnnotationCost: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotation",
    abstract: "Measure CPU time of annotation alone, and of loading the pack.",
    discussion: """
      All files are read and structured first. With --rules-times 2 every rule of the pack stands in it twice.

        workbench annotation corpora/kamerbrieven/letters/*.pdf
      """
  )

  @Option(help: "Rounds; the median of them is printed.")
  var rounds = 15

  @Option(help: "How often each rule of the pack is loaded.")
  var rulesTimes = 1

  @Argument(help: "PDF or XML files.", completion: .file())
  var files: [String]

  mutating func run() throws {
    let pack = try LanguagePack(rulesTimes: rulesTimes)
    let extractor = Extractor()
    var letters: [StructuredLetter] = []
    var pages = 0
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
      guard let document = try? extractor(bytes) else { continue }
      let source = Source(path: file, sha256: String(repeating: "0", count: 64), bytes: bytes.count, of: document)
      switch document {
      case .pages(let paged):
        letters.append(PageStructure(pack)(paged, source: source))
        pages += paged.pageCount
      case .markup(let markup): letters.append(MarkupStructure(pack)(markup, source: source))
      }
    }
    let annotation = LetterAnnotation(pack)
    let citations = CitationDetector(pack)
    var samples: [[Double]] = [[], [], []]
    var found = 0
    for _ in 0..<max(1, rounds) {
      let start = AnnotationCost.cpu()
      found = 0
      for letter in letters { found += annotation(letter).commitments.count }
      let annotated = AnnotationCost.cpu()
      for letter in letters { _ = citations(letter) }
      let cited = AnnotationCost.cpu()
      _ = try LanguagePack(rulesTimes: rulesTimes)
      let loaded = AnnotationCost.cpu()
      for (step, spent) in [annotated - start, cited - annotated, loaded - cited].enumerated() {
        samples[step].append(spent)
      }
    }
    let medians = samples.map { $0.sorted()[$0.count / 2] }
    let bytes = letters.reduce(0) { $0 + $1.text.utf8.count + $1.footnotes.reduce(0) { $0 + $1.utf8.count } }
    print(
      "\(letters.count) letters, \(pages) pages, \(bytes) bytes, \(found) commitments; median of \(max(1, rounds)) rounds"
    )
    for (step, median) in zip(["annotation", "citations", "pack load"], medians) {
      print(
        step.padding(toLength: 12, withPad: " ", startingAt: 0)
          + String(format: "%8.2f ms  %7.1f ns a byte", median * 1e3, median * 1e9 / Double(max(1, bytes)))
      )
    }
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

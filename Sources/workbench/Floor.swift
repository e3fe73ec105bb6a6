// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import CAllocator
import Extraction
import Foundation
import Language
import Model
import Output

#if canImport(Glibc)
  import Glibc
#endif

/// CPU seconds of reading, structure, annotation and encoding over the same files, in turn with poppler alone, as medians.
struct Floor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure CPU seconds of each step over files, and their share of what poppler alone takes.",
    discussion: """
      The floor is text, layout and attributes of every page through poppler-glib, nothing else, in a process of its own \
      (poppler-floor, beside workbench). Each round takes the floor and then the steps: all letters are read and structured, then all \
      annotated, then all encoded, so that each has the processor's caches to itself, as the floor has. All files are read into memory first.
      Annotation is taken twice, once with a pack in which every rule stands twice: more rules should ask no more.

        workbench floor corpora/kamerbrieven/letters/*.pdf
        valgrind --tool=callgrind workbench floor --steps-only --rounds 1 corpora/kamerbrieven/letters/*.pdf
      """
  )

  @Option(help: "Rounds; the median of them is printed.")
  var rounds = 9

  @Flag(help: "Leave poppler alone out and give no shares: for a profiler.")
  var stepsOnly = false

  @Flag(help: "Take each letter through all steps before the next, as a worker does.")
  var interleaved = false

  @Argument(help: "PDF or XML files.", completion: .file())
  var files: [String]

  mutating func run() throws {
    let inputs = try files.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    let extractor = Extractor()
    let pack = try LanguagePack()
    let annotations = [LetterAnnotation(pack), LetterAnnotation(try LanguagePack(rulesTimes: 2))]
    let encoder = LetterEncoder()
    let steps = ["read", "structure", "annotate", "annotate, rules twice", "encode"]
    var samples = [[Double]](repeating: [], count: steps.count)
    var pages = 0
    var floors: [Double] = []
    for round in 0...max(1, rounds) {
      let floor = stepsOnly ? .nan : try popplerAlone()
      var sums = [Double](repeating: 0, count: steps.count)
      var last = 0.0
      func took(_ step: Int) {
        let now = Floor.cpu()
        sums[step] += now - last
        last = now
      }
      pages = 0
      var structures: [StructuredLetter] = []
      var letters: [Letter] = []
      // Which of the two packs is the first to annotate a letter takes turns.
      let first = round % 2
      func annotate(_ structure: StructuredLetter) {
        last = Floor.cpu()
        letters.append(annotations[first](structure))
        took(2 + first)
      }
      func annotateAgain(_ structure: StructuredLetter) {
        last = Floor.cpu()
        _ = annotations[1 - first](structure)
        took(3 - first)
      }
      func encode(_ letter: Letter) {
        last = Floor.cpu()
        _ = encoder(letter)
        took(4)
      }
      for bytes in inputs {
        last = Floor.cpu()
        var found: StructuredLetter?
        try? extractor.read(bytes) { document, tree in
          took(0)
          let source = Source(path: "-", sha256: String(repeating: "0", count: 64), bytes: bytes.count, of: document)
          switch document {
          case .pages(let paged):
            found = PageStructure(pack)(paged, source: source, tree: tree)
            pages += paged.pageCount
          case .markup(let markup): found = MarkupStructure(pack)(markup, source: source)
          }
          took(1)
        }
        guard let structure = found else { continue }
        if interleaved {
          annotate(structure)
          annotateAgain(structure)
          encode(letters.removeLast())
        } else {
          structures.append(structure)
        }
      }
      structures.forEach(annotate)
      structures.forEach(annotateAgain)
      letters.forEach(encode)
      // The first round warms both up.
      if round == 0 { continue }
      floors.append(floor)
      for step in steps.indices { samples[step].append(sums[step]) }
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    func row(_ name: String, _ values: [Double], limit: String = "") {
      let ratios = zip(values, floors).map { $0 / max($1, 1e-9) }
      print(
        name.padding(toLength: 24, withPad: " ", startingAt: 0)
          + String(
            format: "%8.4f s %7.3f (%.3f to %.3f)",
            median(values),
            median(ratios),
            ratios.min() ?? 0,
            ratios.max() ?? 0
          )
          + limit
      )
    }
    print(
      "\(inputs.count) files, \(pages) pages, \(floors.count) rounds, memory from \(String(cString: griffier_allocator())): "
        + "median CPU seconds, share of the floor (least to most)"
    )
    if !stepsOnly { row("floor (poppler alone)", floors) }
    for (step, values) in zip(steps, samples) { row(step, values) }
    row("read and structure", zip(samples[0], samples[1]).map(+), limit: "  limit 1.08")
    row("annotation", samples[2], limit: "  limit 0.02")
    row("annotation, rules twice", samples[3], limit: "  limit 0.02")
  }

  /// CPU seconds that poppler alone takes for the same files.
  private func popplerAlone() throws -> Double {
    let process = Process()
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    process.executableURL = own.deletingLastPathComponent().appendingPathComponent("poppler-floor")
    process.arguments = files
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard let seconds = String(decoding: data, as: UTF8.self).split(separator: " ").first.flatMap({ Double($0) }),
      process.terminationStatus == 0
    else {
      throw ValidationError("poppler-floor gave no figure; build it first")
    }
    return seconds
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

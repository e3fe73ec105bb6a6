// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Extraction
import Foundation
import Language
import Model
import Output
import Pipeline

/// Prints records of files read in this very process: no worker, no ledger.
struct Records: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the records of files, read in this process.",
    discussion: """
      A file that cannot be read gives one line on standard error.

        workbench records letter.pdf | jq .sections
        workbench records --timings corpora/kamerbrieven/letters/*.pdf > /dev/null
      """
  )

  @Flag(help: "Tell on standard error how long each stage took, in milliseconds of wall time.")
  var timings = false

  @Flag(help: "Also give what stands on the page beside the text.")
  var furniture = false

  @Argument(help: "PDF or XML files.", completion: .file())
  var files: [String]

  mutating func run() throws {
    let clock = ContinuousClock()
    var analysis: LetterAnalysis?
    let packTime = try clock.measure { analysis = LetterAnalysis(try LanguagePack()) }
    guard let analysis else { return }
    var extractor: Extractor?
    let warmUp = clock.measure { extractor = Extractor() }
    guard let extractor else { return }
    if timings { note("pack \(packTime.milliseconds), warm-up \(warmUp.milliseconds)") }
    let encoder = LetterEncoder(furniture: furniture)
    var failed = false
    for path in files {
      do {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let sha256 = ContentHash.sha256(bytes)
        let start = clock.now
        if !timings {
          // As a worker does it: the structure tree is read only where it is asked for.
          let letter = try extractor.read(bytes) {
            analysis($0, source: Source(path: path, sha256: sha256, bytes: bytes.count, of: $0), tree: $1)
          }
          try FileHandle.standardOutput.write(contentsOf: Data(encoder(letter)))
          continue
        }
        let document = try extractor(bytes)
        let extracted = clock.now
        let source = Source(path: path, sha256: sha256, bytes: bytes.count, of: document)
        let letter = analysis(document, source: source)
        let analysed = clock.now
        let line = encoder(letter)
        let encoded = clock.now
        try FileHandle.standardOutput.write(contentsOf: Data(line))
        note(
          "\(path): extract \((extracted - start).milliseconds), analyse \((analysed - extracted).milliseconds), "
            + "encode \((encoded - analysed).milliseconds), \(source.pages ?? 0) pages"
        )
      } catch let error as ExtractionError {
        note("\(path): \(error.code): \(error.message)")
        failed = true
      } catch {
        note("\(path): \(error)")
        failed = true
      }
    }
    if failed { throw ExitCode(65) }
  }

  private func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

extension Duration {
  fileprivate var milliseconds: String {
    let value = Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    return String(format: "%.2f", value)
  }
}

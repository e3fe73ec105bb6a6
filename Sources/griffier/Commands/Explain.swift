// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Output
import Pipeline

extension Griffier {
  /// Why a record says what it says.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell why a letter's record says what it says, or draw a page as it was understood.",
      discussion: """
        Lists each commitment with its rule, what spoke for it and its slots. With --near-misses also the sentences in which a \
        rule's frame stood and a filter refused it. With --page draws that page as SVG: zones, paragraphs, headings, footnote \
        calls and notes boxed and labelled.

          griffier explain letter.pdf
          griffier explain letter.pdf --near-misses
          griffier explain letter.pdf --page 2 > page.svg
        """
    )

    @OptionGroup var reading: ReadingArguments

    @Flag(name: .long, help: "Also list the sentences that a filter refused, with the filter.")
    var nearMisses = false

    @Option(help: "Draw this page, from 1, as SVG on standard output.")
    var page: Int?

    @Argument(help: "A PDF or XML file.", completion: .file())
    var file: String

    mutating func run() throws {
      let record = try read()
      let explanation = record["explanation"] as? [String: Any] ?? [:]
      var output = StandardOutput()
      if let page {
        let drawings = explanation["drawings"] as? [String] ?? []
        guard drawings.indices.contains(page - 1) else {
          throw RunError(.dataError, "\(file): has no page \(page) that can be drawn")
        }
        try output.write(Array(drawings[page - 1].utf8))
      } else {
        for finding in explanation["findings"] as? [[String: Any]] ?? [] where nearMisses || finding["filter"] == nil {
          try output.write(Array(Explain.paragraph(finding).utf8))
        }
      }
      try output.flush()
    }

    private func read() throws -> [String: Any] {
      var options = ReadingOptions(worker: try reading.workerCommand(), jobs: 1)
      options.explanation = true
      let paths = PathSource.bytes(ofArguments: [file])
      var line: [UInt8]?
      var failure: FileFailure?
      try FileReading(options)(nextPath: PathSource.reader(of: paths, separator: 0x0A)) { outcome in
        switch outcome.result {
        case .success(let record): line = record.line(path: outcome.path)
        case .failure(let found): failure = found
        }
        return true
      }
      if let failure { throw RunError(.dataError, "\(PrintableText(Array(file.utf8))): \(failure.sentence)") }
      guard let line, let record = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
        throw RunError(.software, "\(file): the worker gave no record")
      }
      return record
    }

    /// A sentence, its rule, and what spoke for it or refused it.
    private static func paragraph(_ finding: [String: Any]) -> String {
      let place = (finding["page"] as? Int).map { "page \($0)  " } ?? ""
      let rule = finding["rule"] as? String ?? ""
      let refused = (finding["filter"] as? String).map { "  refused: \($0)" } ?? ""
      var lines = ["\(place)\(rule)\(refused)", "  \(finding["text"] as? String ?? "")"]
      for ground in finding["grounds"] as? [[String]] ?? [] where ground.count == 2 {
        lines.append("    \(ground[0].padding(toLength: 11, withPad: " ", startingAt: 0)) \(ground[1])")
      }
      return lines.joined(separator: "\n") + "\n\n"
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Output
import Pipeline

extension Griffier {
  /// Records on standard output.
  struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the records of letters, one line of JSON a letter.",
      discussion: """
        Records come in the order of the files. A file that cannot be read gives one line on standard error with its path and the \
        reason; the others are read all the same, and the exit code is 65.

          griffier extract letter.pdf | jq -r .text
          griffier extract letters/*.pdf > letters.jsonl
          find letters -name '*.xml' -print0 | griffier extract -0 - > letters.jsonl
        """
    )

    @OptionGroup var reading: ReadingArguments

    @Flag(
      name: [.customShort("0"), .customLong("null")],
      help: "Paths on standard input end in a NUL, not in a line feed."
    )
    var nulSeparated = false

    @Flag(help: "Also give what stands on the page beside the text: letterhead, running headers, page numbers.")
    var furniture = false

    @Argument(help: "PDF or XML files; - reads paths from standard input, one a line.", completion: .file())
    var files: [String]

    mutating func run() throws {
      var options = ReadingOptions(
        worker: try reading.workerCommand(),
        jobs: reading.jobs ?? ReadingArguments.processors
      )
      options.furniture = furniture
      options.requiresSandbox = reading.requireSandbox
      options.keepsGoing = reading.keepGoing
      let paths = PathSource.bytes(ofArguments: files)
      let next = PathSource.reader(of: paths, separator: nulSeparated ? 0 : 0x0A)
      var output = StandardOutput()
      var fault: (any Error)?
      var failures = 0
      try FileReading(options)(nextPath: next, notice: ReadingArguments.notice) { outcome in
        do {
          switch outcome.result {
          case .success(let record): try output.write(record.line(path: outcome.path))
          case .failure(let failure):
            failures += 1
            StandardError.note("\(PrintableText(outcome.path.bytes)): \(failure.sentence)")
          }
          return true
        } catch {
          fault = error
          return false
        }
      }
      if let fault { throw fault }
      try output.flush()
      if failures > 0 { throw ExitCode(ExitStatus.dataError.rawValue) }
    }
  }
}

extension FileFailure {
  /// Code, page and message for a person.
  var sentence: String {
    "\(code): " + (page.map { "page \($0): " } ?? "") + PrintableText(message).description
  }
}

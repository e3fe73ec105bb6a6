// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Model
import Output
import Pipeline

/// The command line. Reads no letter itself: that is griffier-worker's work.
@main
struct Griffier: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "griffier",
    abstract: "Sections, footnotes, citations and commitments from letters to parliament.",
    discussion: """
      Reads PDF and official XML; writes one record a letter, as one line of JSON.

        griffier run                          read what pipelines/ says, into out/
        griffier extract letter.pdf | jq .    one letter, on standard output
        griffier register --overdue           what should have been kept by now
        griffier search 'sociaal domein'      sections by their words
        griffier explain letter.pdf           why a record says what it says

      Exit codes: 0 all read; 1 run complete, letters failed; 64 wrong usage; 65 extract: files failed; 66 no input; \
      69 part of the installation missing; 70 fault of ours; 73 output cannot be made; 74 disk full or broken; \
      75 try again later; 78 pipeline file wrong.
      """,
    version: "griffier \(Product.version) (record \(LetterEncoder.schema))",
    subcommands: [
      RunCommand.self, Extract.self, Evaluate.self, Schema.self, Explain.self, RegisterCommand.self, SearchCommand.self,
      ExportCommand.self, ReportCommand.self,
      Doctor.self,
      Status.self, Retry.self, PackCommand.self,
    ]
  )

  static func main() {
    // A reader that has seen enough closes the pipe: that shows as an error of write(2), not as a signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as RunError {
      StandardError.note("griffier: \(error.message)")
      Glibc.exit(error.status.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}

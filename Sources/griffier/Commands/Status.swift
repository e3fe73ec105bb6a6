// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Output
import Pipeline

extension Griffier {
  /// How the last run went.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell how the last run went, and which files gave no record and why.",
      discussion: """
        Reads the results only; a run may be at work.

          griffier status                     the pipeline that ran last
          griffier status nightly.yaml --json | jq '.quarantine[].code'
          griffier status --output out/nightly
        """
    )

    @OptionGroup var place: ResultsArguments

    @Flag(help: "One line of JSON.")
    var json = false

    mutating func run() throws {
      let status = try RunStatus(output: try place.folder())
      var text = StandardOutput()
      try text.write(json ? status.json : Array(Status.describe(status).utf8))
      try text.flush()
    }

    private static func describe(_ status: RunStatus) -> String {
      let counts = status.counts
      var lines = [
        "Run      \(status.number), begun \(status.started), "
          + (status.finished.map { "ended \($0)" }
            ?? (status.isAtWork ? "at work" : "stopped before its end; the next one goes on from there"))
      ]
      lines.append(
        "Files    \(counts.seen) seen\(status.finished == nil ? " so far" : ""): \(counts.ok) ok, "
          + "\(counts.partial) with pages missing, \(counts.failed) failed, "
          + "\(counts.refused) refused, \(counts.skipped) skipped, \(counts.deferred) left for the next run"
      )
      lines.append("Engine   \(PrintableText(status.engine))")
      for entry in status.quarantine {
        let tries = entry.attempts > 1 ? " (tried in \(entry.attempts) runs)" : ""
        lines.append("Without  \(PrintableText(entry.path.bytes)): \(entry.failure.sentence)\(tries)")
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// Tries again what could not be read.
  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a pipeline, and try again every letter that could not be read before.",
      discussion: """
        A letter that has ended its worker in three runs is left alone by griffier run; this tries it once more.

          griffier retry                      the pipeline in pipelines/
          griffier retry nightly.yaml --jobs 1
        """
    )

    @OptionGroup var arguments: RunArguments

    func run() throws { try arguments.run(retryingFailures: true) }
  }
}

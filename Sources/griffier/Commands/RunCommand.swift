// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

extension Griffier {
  /// The main job.
  struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract: "Read the letters a pipeline file names, and write its tables.",
      discussion: """
        Letters that were read before are not read again. A run that was stopped goes on where it was when it is started anew.

          griffier run                             the pipeline in pipelines/
          griffier run nightly.yaml --quiet        from cron: only failures are printed
          griffier run --input inbox --dry-run     what would be read, and why
          griffier run --log-format json --metrics-file griffier.prom 2>>run.log
        """
    )

    @OptionGroup var arguments: RunArguments

    func run() throws { try arguments.run(retryingFailures: false) }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pipeline

extension Griffier {
  /// What holds on this machine.
  struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show whether the worker comes up, and how well it is shut in on this machine.",
      discussion: """
        Starts a worker that tries to read a foreign file, write, open a socket, start a program, fork, and signal and trace its parent. \
        Exit code 0 when all is well, 69 when a part of the installation or of the sandbox is missing.
        """
    )

    @Option(
      help: ArgumentHelp("The worker to look at instead of the griffier-worker beside griffier.", valueName: "file")
    )
    var worker: String?

    mutating func run() throws {
      let command = try worker.map { WorkerCommand(path: $0) } ?? WorkerCommand.besideExecutable()
      let checkup = Checkup(command)
      var output = StandardOutput()
      for finding in checkup.findings {
        let name = finding.name + String(repeating: " ", count: max(1, 22 - finding.name.count))
        try output.write(Array("\(finding.isGood ? "ok  " : "BAD ")\(name)\(PrintableText(finding.value))\n".utf8))
      }
      try output.flush()
      if checkup.findings.contains(where: { !$0.isGood }) { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Pipeline

/// Options of every command that reads letters.
struct ReadingArguments: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Letters that are read at the same time, each by a process of its own.", valueName: "n")
  )
  var jobs: Int?

  @Option(help: ArgumentHelp("The worker to use instead of the griffier-worker beside griffier.", valueName: "file"))
  var worker: String?

  @Flag(help: "Read nothing unless every layer of the sandbox holds (see griffier doctor).")
  var requireSandbox = false

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs must be between 1 and 64") }
  }

  /// Processors this process may use.
  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Says a line on standard error that is not about a letter.
  static func notice(_ line: String) { StandardError.note("griffier: \(line)") }

  func workerCommand() throws -> WorkerCommand {
    if let worker { return WorkerCommand(path: worker) }
    return try WorkerCommand.besideExecutable()
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Language
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

  @Option(
    name: .customLong("language-pack"),
    help: ArgumentHelp("A file of rules to lay over the language pack; may be given again.", valueName: "file")
  )
  var languagePacks: [String] = []

  @Flag(help: "Read nothing unless every layer of the sandbox holds (see griffier doctor).")
  var requireSandbox = false

  @Flag(help: "Go on however many letters end their workers; by default that is taken for a broken installation.")
  var keepGoing = false

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs must be between 1 and 64") }
  }

  /// Processors this process may use.
  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Says a line on standard error that is not about a letter.
  static func notice(_ line: String) { StandardError.note("griffier: \(line)") }

  /// The worker, with the rules of `packs` (those of a pipeline) and then of the command line laid over its language pack.
  func workerCommand(packs: [String] = []) throws -> WorkerCommand {
    var command = try worker.map { WorkerCommand(path: $0) } ?? WorkerCommand.besideExecutable()
    for pack in try UserPacks.read(packs + languagePacks) {
      command.arguments += ["--language-pack", pack.name, pack.yaml]
    }
    return command
  }
}

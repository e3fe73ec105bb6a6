// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Output
import Pipeline

/// What `run` and `retry` are told, and the run itself.
struct RunArguments: ParsableArguments {
  @OptionGroup var reading: ReadingArguments

  @Option(help: ArgumentHelp("Read this folder instead of the one the pipeline names.", valueName: "folder"))
  var input: String?

  @Option(help: ArgumentHelp("Write to this folder instead of the one the pipeline names.", valueName: "folder"))
  var output: String?

  @Flag(help: "Only list what would be read, and why; change nothing.")
  var dryRun = false

  @Flag(help: "Take a folder without letters as it is, though the last run found some in it.")
  var acceptEmpty = false

  @Flag(name: [.short, .long], help: "Print only what is new of failures, and what stops a run.")
  var quiet = false

  @Option(help: ArgumentHelp("How failures and notices are written to standard error.", valueName: "text|json"))
  var logFormat = LogFormat.text

  @Option(help: ArgumentHelp("Also write what the run did to this file, for Prometheus.", valueName: "file"))
  var metricsFile: String?

  @Argument(
    help: "The pipeline file; by default the only one in pipelines/, or pipelines/kamerbrieven.yaml.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var pipeline: String?

  /// Runs the pipeline; `retryingFailures` also tries again what was given up.
  func run(retryingFailures: Bool) throws {
    let log = Log(format: logFormat, isQuiet: quiet)
    do {
      try run(retryingFailures: retryingFailures, log)
    } catch let error as RunError {
      log.stop(error)
      throw ExitCode(error.status.rawValue)
    }
  }

  private func run(retryingFailures: Bool, _ log: Log) throws {
    var configuration = try RunConfiguration(file: try pipeline ?? RunConfiguration.defaultFile(in: "pipelines"))
    if let input { configuration.input = input }
    if let output { configuration.output = output }
    if let metricsFile { configuration.metrics = metricsFile }
    var options = ReadingOptions(
      worker: try reading.workerCommand(packs: configuration.packs),
      jobs: reading.jobs ?? configuration.jobs ?? ReadingArguments.processors
    )
    options.requiresSandbox = reading.requireSandbox
    options.keepsGoing = reading.keepGoing
    if dryRun { return try list(configuration, options) }

    let interruption = Interruption()
    interruption.listen()
    var line = quiet || !StandardError.isTerminal ? nil : ProgressLine()
    log.begin(configuration.name)
    var job = Run(configuration, options: options, interruption: interruption)
    job.retriesFailures = retryingFailures
    job.acceptsEmpty = acceptEmpty
    defer { line?.clear() }
    let summary = try job(
      progress: { line?.show($0) },
      notice: log.notice,
      remark: log.remark,
      complain: { log.complain($0, $1, isKnown: $2) }
    )
    line?.clear()
    if !quiet {
      var text = StandardOutput()
      try text.write(Array(describe(summary).utf8))
      try text.flush()
    }
    let status = summary.counts.failed + summary.counts.refused > 0 ? ExitStatus.someFailed : .ok
    log.end(configuration.name, summary, status)
    keepRegister(summary.output, interruption, status, log)
    if status != .ok { throw ExitCode(status.rawValue) }
  }

  /// What only saves the next reader time: broken off at once when a signal comes, as the run is over and written down.
  private func keepRegister(_ folder: String, _ interruption: Interruption, _ status: ExitStatus, _ log: Log) {
    guard let keeper = RegisterKeeper(folder: folder) else { return log.notice("the register is not kept ready") }
    interruption.onStop {
      kill(keeper.pid, SIGKILL)
      _exit(status.rawValue)
    }
    if !keeper.wait() { log.notice("the register is not kept ready; griffier register says why") }
  }

  private func list(_ configuration: RunConfiguration, _ options: ReadingOptions) throws {
    var text = StandardOutput()
    for plan in try Run(configuration, options: options).plan() {
      try text.write(Array("\(plan.reason)\t\(PrintableText(plan.path))\n".utf8))
    }
    try text.flush()
  }

  private func describe(_ summary: Run.Summary) -> String {
    let counts = summary.counts
    var outcomes = ["\(counts.ok) ok"]
    for (count, name) in [
      (counts.partial, "with pages missing"), (counts.failed, "failed"), (counts.refused, "refused"),
      (counts.skipped, "skipped"), (counts.deferred, "left for the next run"),
    ] where count > 0 {
      outcomes.append("\(count) \(name)")
    }
    func rows(_ table: RecordTable) -> String {
      let count = summary.rows[table] ?? 0
      let change = count - (summary.rowsBefore?[table] ?? count)
      return change == 0 ? "\(count)" : "\(count) (\(change > 0 ? "+" : "")\(change))"
    }
    let changes = summary.changes.named.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
    return """
      Files    \(counts.seen) seen: \(outcomes.joined(separator: ", ")) (\(summary.read) read now, the rest known)
      Letters  \(rows(.letters))\(changes.isEmpty ? "" : ": \(changes.joined(separator: ", "))")
      Found    \(rows(.sections)) sections, \(rows(.footnotes)) footnotes, \(rows(.citations)) citations, \
      \(rows(.commitments)) commitments
      Output   \(PrintableText(summary.output))

      """
  }
}

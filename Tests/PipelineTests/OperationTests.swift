// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Pipeline

/// What stands around a run: its state, its retries, its metrics, its log and the files that start it.
struct OperationTests {
  private let input: Folder
  private let output: Folder

  init() throws {
    input = try Folder()
    output = try Folder()
    try input.write("a.pdf", "letter")
    try input.write("k\u{1B}[31m.pdf", "fault:abort")
  }

  private func griffier(_ arguments: [String]) throws -> Command {
    try input.write("p.yaml", "version: 1\nname: night\ninput: .\noutput: \(output.path)\n")
    return try Command("griffier", arguments)
  }

  private var pipeline: String { input.path + "/p.yaml" }
  private var worker: [String] {
    get throws { ["--worker", try BuiltProducts.path("fault-worker"), "--jobs", "1"] }
  }

  @Test func tellsHowTheLastRunWent() throws {
    #expect(try griffier(["status", pipeline]).status == ExitStatus.noInput.rawValue)
    #expect(try griffier(["run", pipeline] + worker).status == ExitStatus.someFailed.rawValue)
    let told = try griffier(["status", pipeline])
    #expect(told.status == 0)
    #expect(told.output.contains("2 seen: 1 ok, 0 with pages missing, 1 failed"))
    #expect(!told.output.contains("\u{1B}"))
    let json = try griffier(["status", "--output", output.path, "--json"]).output
    let status = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let quarantine = try #require(status["quarantine"] as? [[String: Any]])
    #expect(quarantine.map { $0["code"] as? String } == ["crash"])
    #expect(quarantine.map { $0["attempts"] as? Int } == [1])
  }

  @Test func looksWhereSearchAndRegisterLook() throws {
    let place = try Folder()
    for name in ["one", "two"] {
      try place.write("\(name)/in/a.pdf", "letter")
      try place.write("pipelines/\(name).yaml", "version: 1\ninput: ../\(name)/in\n")
      let run = try Command("griffier", ["run", "pipelines/\(name).yaml"] + worker, folder: place.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    // The pipeline that ran last, though neither is the only one nor has the name that run takes for the default.
    try place.write("two/in/b.pdf", "another letter")
    _ = try Command("griffier", ["run", "pipelines/two.yaml"] + worker, folder: place.path)
    #expect(try Command("griffier", ["status"], folder: place.path).output.contains("2 seen: 2 ok"))
    let named = try Command("griffier", ["status", "pipelines/one.yaml"], folder: place.path)
    #expect(named.output.contains("1 seen: 1 ok"))
    #expect(try Command("griffier", ["status", "--output", place.path], folder: place.path).status == 66)
  }

  /// On a terminal, as `script` (of util-linux) makes one.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "script is not on this machine"))
  func drawsALineWithRateAndTimeLeftOnATerminalOnly() throws {
    for number in 0..<20 { try input.write("slow/\(number).pdf", "fault:slow \(number)") }
    try input.remove("k\u{1B}[31m.pdf")
    let arguments = try ["run", pipeline] + worker
    let line = ([try BuiltProducts.path("griffier")] + arguments).map { "'\($0)'" }.joined(separator: " ")
    try input.write("p.yaml", "version: 1\nname: night\ninput: .\noutput: \(output.path)\n")
    let drawn = try Command(path: "/usr/bin/script", ["-qec", line, "/dev/null"]).output
    #expect(drawn.contains(" of 21 files"))
    #expect(drawn.contains(" a second, 0:0"))
    #expect(drawn.contains("\u{1B}[K"))
    #expect(drawn.contains("Files    21 seen: 21 ok"))
    let quiet = try Command(path: "/usr/bin/script", ["-qec", line + " --quiet", "/dev/null"]).output
    #expect(!quiet.contains(" of 21 files"))
    let other = try Folder()
    let plain = try griffier(arguments + ["--output", other.path])
    #expect(!plain.errors.contains(" of 21 files"))
  }

  @Test func triesAgainWhatWasGivenUp() throws {
    for _ in 0..<4 { _ = try griffier(["run", pipeline] + worker) }
    #expect(try griffier(["run", pipeline] + worker).output.contains("(0 read now"))
    #expect(try griffier(["retry", pipeline] + worker).output.contains("(1 read now"))
  }

  @Test func writesMetricsThatPrometheusReads() throws {
    _ = try griffier(["run", pipeline, "--metrics-file", output.path + "/griffier.prom"] + worker)
    let lines = try output.read("griffier.prom").split(separator: "\n")
    #expect(lines.contains(#"griffier_run_files{pipeline="night",outcome="failed"} 1"#))
    #expect(lines.contains(#"griffier_found{pipeline="night",table="letters"} 1"#))
    #expect(lines.contains(#"griffier_run_changes{pipeline="night",change="added"} 1"#))
    for line in lines where !line.hasPrefix("#") {
      #expect(line.hasPrefix("griffier_"))
      #expect(Double(line.split(separator: " ").last ?? "") != nil)
    }
  }

  @Test func logsFailuresAsJSONLinesWithNothingThatActsOnATerminal() throws {
    try input.write("\u{202E}fdp.pdf", "fault:exit")
    let log = try griffier(["run", pipeline, "--quiet", "--log-format", "json"] + worker).errors
    let events = try log.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(events.contains { $0["event"] as? String == "failure" && $0["code"] as? String == "crash" })
    #expect(events.contains { $0["path"] as? String == "\u{202E}fdp.pdf" })
    #expect(!log.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
  }

  @Test func structuredLogHasBeginAndEndAndWhatStoppedARun() throws {
    func events(_ arguments: [String]) throws -> [[String: Any]] {
      try griffier(["run", pipeline, "--log-format", "json"] + worker + arguments).errors.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
    // The worker of these tests has no sandbox, and that is told, too.
    let whole = try events([]).filter { $0["event"] as? String != "notice" }
    #expect(whole.map { $0["event"] as? String } == ["begin", "failure", "end"])
    #expect(whole.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true })
    #expect(whole.last?["seen"] as? Int == 2)
    #expect(whole.last?["added"] as? Int == 1)
    #expect(whole.last?["status"] as? Int == 1)
    let stopped = try events(["--input", input.path + "/none"])
    #expect(stopped.last?["event"] as? String == "error")
    #expect(stopped.last?["status"] as? Int == 66)
  }

  @Test func quietRunTellsAFailureOnce() throws {
    #expect(try griffier(["run", pipeline, "--quiet"] + worker).errors.contains("crash"))
    let again = try griffier(["run", pipeline, "--quiet"] + worker)
    #expect(again.status == 1)
    #expect(!again.errors.contains("crash"))
    #expect(try griffier(["run", pipeline] + worker).errors.contains("crash"))
    try input.write("b.pdf", "")
    let more = try griffier(["run", pipeline, "--quiet"] + worker).errors
    #expect(more.contains("b.pdf: empty") && !more.contains("crash"))
  }

  @Test func findsOutBeforeTheRunThatItsMetricsCannotBeWritten() throws {
    let run = try griffier(["run", pipeline, "--metrics-file", output.path + "/none/griffier.prom"] + worker)
    #expect(run.status == ExitStatus.cannotCreate.rawValue)
    #expect(try output.tables().isEmpty)
  }

  @Test func reportTellsWhatChangedSinceTheRunBefore() throws {
    _ = try griffier(["run", pipeline] + worker)
    try input.write("b.pdf", "another letter")
    let told = try griffier(["run", pipeline] + worker).output
    #expect(told.contains("Letters  2 (+1): 1 added\n"))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(try output.read("run.json").utf8)) as? [String: Any]
    )
    #expect(report["changes"] as? [String: Int] == ["added": 1, "replaced": 0, "deleted": 0])
    #expect((report["foundBefore"] as? [String: Int])?["letters"] == 1)
    #expect(report["seconds"] as? Double ?? 0 > 0)
  }

  @Test func tellsARunAtWorkFromOneThatWasStopped() throws {
    try input.write("a.pdf", "fault:spin")
    try input.write("p.yaml", "version: 1\nname: night\ninput: .\noutput: \(output.path)\n")
    let run = Process()
    run.executableURL = URL(fileURLWithPath: try BuiltProducts.path("griffier"))
    run.arguments = try ["run", pipeline, "--quiet"] + worker
    run.standardError = FileHandle.nullDevice
    try run.run()
    func state() throws -> String? {
      let json = try griffier(["status", pipeline, "--json"]).output
      let status = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      return status?["state"] as? String
    }
    var tries = 0
    while tries < 100, (try? state()) != "at-work" {
      usleep(10_000)
      tries += 1
    }
    #expect(try state() == "at-work")
    kill(run.processIdentifier, SIGKILL)
    run.waitUntilExit()
    #expect(try state() == "stopped")
    #expect(try griffier(["status", pipeline]).output.contains("stopped before its end"))
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"),
      "systemd-analyze is not on this machine"
    )
  )
  func unitFilesAreSound() throws {
    let units = try Folder()
    for name in ["griffier.service", "griffier.timer"] {
      let text = String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: Command.root + "/pipelines/" + name)),
        as: UTF8.self
      )
      // The program need not be installed where the tests run.
      try units.write(name, text.replacingOccurrences(of: "/usr/local/bin/griffier", with: "/bin/true"))
    }
    let check = try Command(
      path: "/usr/bin/systemd-analyze",
      ["verify", units.path + "/griffier.service", units.path + "/griffier.timer"]
    )
    #expect(check.status == 0)
    #expect(!check.errors.contains("griffier."), "\(check.errors)")
  }

  @Test func cronLineAndUnitNameCommandsThatExist() throws {
    for name in ["crontab.example", "griffier.service"] {
      let text = String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: Command.root + "/pipelines/" + name)),
        as: UTF8.self
      )
      let line = try #require(
        text.split(separator: "\n").first { $0.contains("/usr/local/bin/griffier") && !$0.hasPrefix("#") }
      )
      for flag in line.split(separator: " ") where flag.hasPrefix("--") {
        #expect(try Command("griffier", ["run", "--help"]).output.contains(flag), "\(flag)")
      }
    }
  }
}

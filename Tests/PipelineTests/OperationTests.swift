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
    for line in lines where !line.hasPrefix("#") {
      #expect(line.hasPrefix("griffier_"))
      #expect(Double(line.split(separator: " ").last ?? "") != nil)
    }
  }

  @Test func logsFailuresAsJSONLinesWithNothingThatActsOnATerminal() throws {
    try input.write("\u{202E}fdp.pdf", "fault:exit")
    let log = try griffier(["run", pipeline, "--quiet", "--log-format", "json"] + worker).errors
    let events = try log.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    }
    #expect(events.contains { $0["event"] == "failure" && $0["code"] == "crash" })
    #expect(events.contains { $0["path"] == "\u{202E}fdp.pdf" })
    #expect(!log.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
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

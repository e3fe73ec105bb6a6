// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Runs that are killed: nothing lost, nothing doubled, no half table, no worker left behind. `make soak` does it 200 times.
@Suite(.serialized) struct KillTests {
  private let input: Folder

  init() throws {
    input = try Folder()
    for i in 0..<60 { try input.write("\(i).pdf", "letter \(i)") }
    try input.write("x.yaml", "version: 1\ninput: .\noutput: \(NSTemporaryDirectory())\n")
  }

  private func start(_ output: Folder) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProducts.path("griffier"))
    process.arguments = [
      "run", input.path + "/x.yaml", "--output", output.path, "--quiet", "--worker",
      try BuiltProducts.path("fault-worker"),
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Processes that a process has started and that still live.
  private static func children(of parent: Int32) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { pid in
      guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let fields = status.range(of: ") ", options: .backwards).map({ status[$0.upperBound...].split(separator: " ") })
      else { return false }
      return fields[1] == "\(parent)" && fields[0] != "Z"
    }
  }

  private static func isAlive(_ pid: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !status.contains(") Z ")
  }

  @Test func endsTheSameHoweverOftenItIsKilled() throws {
    let undisturbed = try Folder()
    let first = try start(undisturbed)
    first.waitUntilExit()
    #expect(first.terminationStatus == 0)
    let expected = try undisturbed.tables()
    #expect(expected["letters.jsonl"]?.split(separator: "\n").count == 60)

    let output = try Folder()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<15 {
      let run = try start(output)
      usleep(UInt32.random(in: 3_000...150_000, using: &random))
      kill(run.processIdentifier, SIGKILL)
      run.waitUntilExit()
      // What is visible is whole: equal to the end result, or not there yet.
      for (name, table) in try output.tables() { #expect(table == expected[name], "\(name)") }
    }
    let last = try start(output)
    last.waitUntilExit()
    #expect(last.terminationStatus == 0)
    #expect(try output.tables() == expected)
    #expect(try !output.names().contains { $0.hasSuffix(".unfinished") })
  }

  @Test func takesItsWorkersWithItEvenOutOfAnEndlessLoop() throws {
    try input.write("0.pdf", "fault:spin")
    let run = try start(try Folder())
    var workers: [Int32] = []
    for _ in 0..<200 where workers.count < 1 {
      usleep(10_000)
      workers = try Self.children(of: run.processIdentifier)
    }
    usleep(300_000)
    workers = try Self.children(of: run.processIdentifier)
    #expect(!workers.isEmpty)
    kill(run.processIdentifier, SIGKILL)
    run.waitUntilExit()
    for _ in 0..<100 where workers.contains(where: Self.isAlive) { usleep(10_000) }
    #expect(!workers.contains(where: Self.isAlive))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func stopsWithinTwoSecondsWhenAskedTo(signal: Int32) throws {
    try input.write("0.pdf", "fault:spin")
    let output = try Folder()
    let run = try start(output)
    // Once it has workers it listens.
    var tries = 0
    while tries < 2000, try Self.children(of: run.processIdentifier).isEmpty {
      usleep(10_000)
      tries += 1
    }
    usleep(200_000)
    let before = ContinuousClock.now
    kill(run.processIdentifier, signal)
    run.waitUntilExit()
    #expect(ContinuousClock.now - before < .seconds(2))
    #expect(run.terminationReason == .exit)
    #expect(run.terminationStatus == 128 + signal)
    try input.write("0.pdf", "letter 0")
    let again = try start(output)
    again.waitUntilExit()
    #expect(again.terminationStatus == 0)
  }
}

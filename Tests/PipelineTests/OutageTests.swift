// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Pipeline

/// Nights in which a disk, a permission or the run itself is not as it should be: no letter is taken for gone that is only out of reach.
struct OutageTests {
  private let input: Folder
  private let output: Folder

  init() throws {
    input = try Folder()
    output = try Folder()
    try input.write("pipeline/p.yaml", "version: 1\nname: night\ninput: ../in\noutput: \(output.path)\n")
    for name in ["a", "b", "deep/c", "deep/d"] { try input.write("in/\(name).pdf", "letter \(name)") }
  }

  /// As an ordinary user: to root nothing is closed.
  private func run(_ more: [String] = []) throws -> Command {
    let griffier = [
      try BuiltProducts.path("griffier"), "run", input.path + "/pipeline/p.yaml", "--quiet", "--jobs", "1",
    ]
    let command = griffier + ["--worker", try BuiltProducts.path("fault-worker")] + more
    guard geteuid() == 0 else { return try Command(path: "/usr/bin/env", command) }
    let nobody = "65534"
    _ = try Command(path: "/bin/chown", ["-R", nobody, input.path, output.path])
    let user = ["--reuid", nobody, "--regid", nobody, "--clear-groups"]
    return try Command(path: "/usr/bin/setpriv", user + command)
  }

  private func mode(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(input.path)/in/\(name)")
  }

  private func files() throws -> [String: Int] {
    let report = try JSONSerialization.jsonObject(with: Data(try output.read("run.json").utf8)) as? [String: Any]
    return try #require(report?["files"] as? [String: Int])
  }

  @Test func fileThatCannotBeReadKeepsItsRecord() throws {
    #expect(try run().status == 0)
    let letters = try output.read("letters.jsonl")
    try mode("a.pdf", 0)
    let closed = try run()
    #expect(closed.status == 1)
    #expect(closed.errors.contains("a.pdf: unreadable: cannot be read: "))
    #expect(try output.read("letters.jsonl") == letters)
    #expect(try Folder.names(output.path + "/changes") == ["1.jsonl"])
    #expect(try files()["refused"] == 1)
    #expect(try !run().errors.contains("a.pdf"), "told once")
    try mode("a.pdf", 0o644)
    #expect(try run().status == 0)
    #expect(try output.read("letters.jsonl") == letters)
  }

  @Test(arguments: [0, 0o444])
  func lettersOfAFolderThatIsClosedKeepTheirRecords(permissions: Int) throws {
    #expect(try run().status == 0)
    let letters = try output.read("letters.jsonl")
    try mode("deep", permissions)
    let closed = try run()
    try mode("deep", 0o755)
    #expect(closed.status == 1, "\(closed.errors)")
    #expect(try output.read("letters.jsonl") == letters)
    #expect(try output.read("failed.jsonl").contains(#""path":"deep/c.pdf","code":"unreadable""#))
    let counts = try files()
    #expect(counts["ok"] == 2)
    #expect(counts["seen"] == counts.filter { $0.key != "seen" }.values.reduce(0, +))
    #expect(try run().status == 0)
    #expect(try output.read("letters.jsonl") == letters)
    #expect(try Folder.names(output.path + "/changes") == ["1.jsonl"])
  }

  @Test func folderThatIsAllAtOnceEmptyStopsTheRun() throws {
    #expect(try run().status == 0)
    let tables = try output.tables()
    try FileManager.default.moveItem(atPath: input.path + "/in", toPath: input.path + "/away")
    try FileManager.default.createDirectory(atPath: input.path + "/in", withIntermediateDirectories: true)
    let empty = try run()
    #expect(empty.status == ExitStatus.noInput.rawValue)
    #expect(empty.errors.contains("which gave 4: is a disk not mounted?"))
    #expect(try output.tables() == tables)
    #expect(try run(["--accept-empty"]).status == 0)
    #expect(try output.read("letters.jsonl").isEmpty)
    #expect(try run().status == 0, "what was accepted is not asked for again")
  }

  /// A letter that takes the run itself down, as none should be able to.
  @Test func letterThatEndsRunAfterRunIsGivenUpAndCostsTheOthersNothing() throws {
    try input.write("in/0.pdf", "fault:kill-parent")
    var deaths = 0
    var last = try run()
    while last.status == SIGKILL, deaths < 20 {
      deaths += 1
      last = try run()
    }
    #expect(deaths == Admission.deathLimit)
    #expect(last.status == 1, "\(last.errors)")
    #expect(last.errors.hasSuffix("\n0.pdf: crash: the run that read it did not live, \(deaths) times\n"))
    #expect(try files()["ok"] == 4)
    #expect(try run().status == 1)
  }

  @Test func feedsCountOnWhenTheLedgerIsBegunAnew() throws {
    #expect(try run().status == 0)
    for name in try output.names() where name.hasPrefix("ledger.sqlite") { try output.remove(name) }
    #expect(try run().status == 0)
    #expect(try Folder.names(output.path + "/changes") == ["1.jsonl", "2.jsonl"])
  }

  @Test func damagedLedgerSaysWhatToDo() throws {
    try output.write("ledger.sqlite", String(repeating: "no ledger ", count: 1000))
    let damaged = try run()
    #expect(damaged.status == ExitStatus.ioError.rawValue)
    #expect(damaged.errors.contains("ledger.sqlite is damaged: put a copy of it back, or delete it"))
  }

  @Test func refusesADiskOfAnotherMachineAndTellsOfOneThatIsNearlyFull() {
    #expect(throws: RunError.self) { try OutputVolume(kind: 0x6969, free: 1 << 40, folder: "out").mustBeLocal() }
    let disk = OutputVolume(kind: 0xEF53, free: 200 << 20, folder: "out")
    #expect(throws: Never.self) { try disk.mustBeLocal() }
    #expect(disk.complaint == "only 200 MiB are left on the disk of out; a full disk stops the run with 74")
    #expect(OutputVolume(kind: 0xEF53, free: 1 << 30, folder: "out").complaint == nil)
  }
}

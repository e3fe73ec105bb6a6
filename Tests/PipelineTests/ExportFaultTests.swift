// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Pipeline

/// Exports in which one call that changes a file goes wrong: whoever opens the folder finds one export whole.
@Suite(.serialized) struct ExportFaultTests {
  private let results: Folder

  init() throws {
    results = try Folder()
    try results.write("x.yaml", "version: 1\ninput: .\noutput: out\n")
    try results.write("1.pdf", "letter 1")
    let run = try Command(
      "griffier",
      ["run", results.path + "/x.yaml", "--quiet", "--jobs", "1", "--worker", try BuiltProducts.path("fault-worker")]
    )
    #expect(run.status == 0, "\(run.errors)")
  }

  /// The name tells exports apart: settings have it.
  private func export(_ name: String, to folder: Folder, _ environment: [String] = []) throws -> Command {
    try Command(
      path: "/usr/bin/env",
      environment + [
        try BuiltProducts.path("griffier"), "export", "jsonl", "--output", results.path + "/out", "--name", name,
        "--to",
        folder.path + "/x",
      ]
    )
  }

  private func contents(_ folder: Folder) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try Folder.names(folder.path + "/x") { files[name] = try folder.read("x/" + name) }
    return files
  }

  @Test(arguments: ["kill", "eio", "eintr", "short", "enospc"])
  func noFolderIsEverAMixOfTwo(fault: String) throws {
    let first = try Folder()
    #expect(try export("first", to: first).status == 0)
    let old = try contents(first)
    #expect(try export("second", to: first).status == 0)
    let new = try contents(first)
    #expect(old.count == new.count && old != new)
    let shim = "LD_PRELOAD=" + (try BuiltProducts.path("libfault-shim.so"))
    #expect(try export("first", to: first, [shim, "GRIFFIER_FAULT_COUNT=\(first.path)/count"]).status == 0)
    let calls = try first.read("count").utf8.count
    #expect(calls > 30)
    for number in Array(stride(from: 1, through: calls, by: max(calls / 3, 1))) + [calls - 1, calls] {
      let folder = try Folder()
      #expect(try export("first", to: folder).status == 0)
      let disturbed = try export("second", to: folder, [shim, "GRIFFIER_FAULT=\(fault):\(number)"])
      let found = try contents(folder)
      #expect(found == new || disturbed.status != 0 && found == old, "\(fault) \(number)")
      let allowed = [0, SIGKILL, ExitStatus.ioError.rawValue, ExitStatus.cannotCreate.rawValue]
      #expect(allowed.contains(disturbed.status), "\(fault) \(number): \(disturbed.status) \(disturbed.errors)")
      #expect(try export("second", to: folder).status == 0)
      #expect(try contents(folder) == new)
      #expect(try folder.names() == ["x"], "nothing is left lying about")
    }
  }
}

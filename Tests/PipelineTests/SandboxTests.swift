// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Testing

@testable import Pipeline

struct SandboxTests {
  @Test func workerMayDoNothingButRead() throws {
    let checkup = Checkup(WorkerCommand(path: try BuiltProducts.path("griffier-worker")))
    var good = Set(checkup.findings.filter(\.isGood).map(\.name))
    // Landlock is the one layer that an ordinary kernel may lack; without it, and only then, a foreign file can be read.
    if !good.contains("sandbox: landlock") {
      #expect(!good.contains("worker may read"))
      good.formUnion(["sandbox: landlock", "worker may read"])
    }
    #expect(good == Set(checkup.findings.map(\.name)), "\(checkup.findings.filter { !$0.isGood })")
    #expect(checkup.findings.count == 12)
  }

  @Test func recordsAreTheSameInsideAndOutside() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Command.letters).sorted()
      .map { Command.letters + "/" + $0 }
    let inside = try Command("griffier", ["extract"] + files)
    let outside = try Command("workbench", ["records"] + files)
    #expect(inside.status == 0)
    #expect(inside.output == outside.output)
  }

  @Test func saysLoudlyWhenALayerIsMissingAndStopsWhenItMustHold() throws {
    let folder = try Folder()
    try folder.write("a.pdf", "a letter")
    let worker = try BuiltProducts.path("fault-worker")
    let degraded = try Command("griffier", ["extract", "--worker", worker, folder.path + "/a.pdf"])
    #expect(degraded.status == 0)
    #expect(
      degraded.errors.hasPrefix("griffier: sandbox degraded: letters are read without limits and landlock and seccomp")
    )
    let refused = try Command(
      "griffier",
      ["extract", "--require-sandbox", "--worker", worker, folder.path + "/a.pdf"]
    )
    #expect(refused.status == 69)
    #expect(refused.output.isEmpty)
  }

  @Test func showsABrokenInstallation() throws {
    let result = try Command("griffier", ["doctor", "--worker", "/nonexistent"])
    #expect(result.status == 69)
    #expect(result.output.contains("BAD worker"))
  }

  @Test func refusesAnIntroductionInUnknownWords() {
    let ready = WorkReady(libraries: "poppler 22.12.0", layers: ["limits", "seccomp"], denied: ["read"])
    #expect(WorkReady(payload: ready.payload) == ready)
    for text in ["", "a", "a\n\n\n", "a\nwalls\n", "a\n\nrob", "\n\n", "a\u{1B}\n\n"] {
      #expect(WorkReady(payload: Array(text.utf8)) == nil)
    }
  }
}

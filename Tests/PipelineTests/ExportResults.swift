// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// A folder of results that goes through three runs: letters come, change and go, and rules change what letters give.
final class ExportResults {
  let folder: Folder

  init() throws {
    folder = try Folder()
    for name in ["council-report.pdf", "status-cues.pdf", "deadline-phrases.pdf", "answers-to-questions.xml"] {
      try copy(name)
    }
    try folder.write(
      "rules.yaml",
      "version: 1\ncommitments:\n  off: [nl/promise-recalled, nl/act-dated, nl/inform-future]\n"
    )
    try run(packs: [])
  }

  /// A letter that comes, one that goes, one whose name changes, one that takes another's name.
  func change() throws {
    try copy("citation-spellings.pdf")
    try folder.remove("in/council-report.pdf")
    try FileManager.default.moveItem(
      atPath: folder.path + "/in/status-cues.pdf",
      toPath: folder.path + "/in/renamed.pdf"
    )
    try folder.remove("in/answers-to-questions.xml")
    try copy("planning-letter.pdf", as: "answers-to-questions.xml")
    try run(packs: [])
  }

  /// Rules that find less: what they do not find any more must go.
  func findLess() throws { try run(packs: ["rules.yaml"]) }

  /// Exports; gives the folder with the files.
  func export(_ format: String, _ name: String, _ arguments: [String] = []) throws -> String {
    let to = folder.path + "/" + name
    let result = try Command("griffier", ["export", format, "--output", output, "--to", to] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return to
  }

  var output: String { folder.path + "/out" }

  private func copy(_ letter: String, as name: String? = nil) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Command.letters + "/" + letter,
      toPath: folder.path + "/in/" + (name ?? letter)
    )
  }

  private func run(packs: [String]) throws {
    let rules = packs.isEmpty ? "" : "packs: [\(packs.joined(separator: ", "))]\n"
    try folder.write("p.yaml", "version: 1\nname: test\ninput: in\noutput: out\nsettle: 0\n\(rules)")
    let result = try Command("griffier", ["run", folder.path + "/p.yaml", "--quiet"])
    #expect(result.status == 0, "\(result.errors)")
  }
}

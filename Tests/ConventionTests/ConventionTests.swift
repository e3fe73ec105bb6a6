// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What a reviewer would forget to look for.
struct ConventionTests {
  /// What each target may import, and nothing else: the walls of the design.
  private static let imports: [String: Set<String>] = [
    "Model": [],
    "Extraction": ["Model", "CPoppler", "CXML2", "CColour", "Glibc"],
    "Layout": ["Model"],
    "Language": ["Model", "CPacks", "Yams"],
    "Analysis": ["Model", "Layout", "Language"],
    // Foundation: evaluation reads gold files, which are not on the way from bytes to record.
    "Output": ["Model", "CPacks", "Foundation"],
    // Glibc: logarithms, bytes. Dispatch: pieces of work on all cores. CZlib: a sum over what is kept.
    "Register": ["Model", "Language", "Output", "CZlib", "Dispatch", "Glibc"],
    "Report": ["Model", "Language", "Register", "Mustache"],
    "Search": ["Model", "CStemmer", "Foundation", "GRDB"],
    "Pipeline": [
      "Model", "Output", "Search", "CGLib", "CFiles", "Dispatch", "Foundation", "GRDB", "Glibc", "Logging",
      "Synchronization",
      "Yams",
    ],
    "griffier": [
      "Model", "Output", "Pipeline", "Analysis", "Register", "Report", "Search", "Language", "ArgumentParser",
      "Foundation", "Glibc",
      "Logging",
      "Synchronization",
    ],
    "griffier-worker": ["Model", "Extraction", "Language", "Analysis", "Output", "CSandbox", "CAllocator", "Glibc"],
    "poppler-floor": ["CPoppler", "Glibc"],
    "workbench": [
      "Model", "Extraction", "Layout", "Language", "Analysis", "Output", "Pipeline", "Register", "CAllocator",
      "ArgumentParser", "Foundation", "Glibc",
    ],
  ]

  /// Files that are longer than 400 lines, each with its reason.
  private static let longFiles: [String: String] = [
    "Sources/Extraction/OfficialXMLReader.swift":
      "one state machine over the events of three spellings of official XML"
  ]

  @Test func importsOnlyWhatItsTargetMay() throws {
    for file in SourceTree.sources { try checkImports(file) }
  }

  private func checkImports(_ file: SourceTree.File) throws {
    let allowed = try #require(Self.imports[file.target], "a new target needs a line in the table: \(file.target)")
    for line in file.lines where line.contains("import ") {
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"),
        words[..<at].allSatisfy({ $0.hasPrefix("@") || Self.access.contains($0) })
      else { continue }
      let module = String(words.dropFirst(at + 1).first ?? "").split(separator: ".").first.map(String.init) ?? ""
      #expect(allowed.contains(module), "\(file.path) imports \(module)")
    }
  }

  private static let access: Set<Substring> = ["public", "internal", "private", "package", "fileprivate"]

  @Test func beginsWithItsLicence() {
    for file in SourceTree.swift + SourceTree.files(in: ["Sources"], endings: [".c", ".h"]) {
      #expect(file.text.hasPrefix("// SPDX-License-Identifier: GPL-3.0-or-later\n"), "\(file.path)")
    }
  }

  @Test func staysWithinFourHundredLines() {
    for file in SourceTree.swift where file.lines.count > 401 {
      #expect(Self.longFiles[file.path] != nil, "\(file.path) has \(file.lines.count) lines and no reason")
    }
    for path in Self.longFiles.keys {
      let file = SourceTree.swift.first { $0.path == path }
      #expect((file?.lines.count ?? 0) > 401, "\(path) is no exception any more")
    }
  }

  /// Dutch lives in the pack: outside ASCII there is nothing to say in a string of ours.
  @Test func keepsDutchOutOfStrings() {
    for file in SourceTree.sources where Array(file.text.utf8).contains(where: { $0 >= 0x80 }) {
      for (number, line) in file.lines.enumerated() where Array(line.utf8).contains(where: { $0 >= 0x80 }) {
        let code = line.range(of: "//").map { line[..<$0.lowerBound] } ?? line
        #expect(!Array(code.utf8).contains { $0 >= 0x80 }, "\(file.path):\(number + 1)")
      }
    }
  }

  /// C memory is met in one target, system calls in those that have effects; nothing unsafe leaves a file.
  @Test func letsNoPointerOut() {
    for file in SourceTree.sources where file.text.contains("OpaquePointer") || file.text.contains("Unsafe") {
      for (number, line) in file.lines.enumerated() where line.contains("public ") {
        let signature = line.prefix { $0 != "{" }
        #expect(!signature.contains("Pointer") && !signature.contains("Unsafe"), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func namesNoMachine() {
    let everything = SourceTree.files(
      in: ["Sources", "Tests", "tools", "pipelines", "schemas", "corpora", ".ci"],
      endings: [".swift", ".c", ".h", ".py", ".sh", ".md", ".yaml", ".json", ".tsv", "run", ".modulemap"]
    ).filter { !$0.path.contains("/ConventionTests/") }
    let top = ["README.md", "out/README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "Package.swift"].compactMap
    { name in
      (try? String(contentsOf: SourceTree.root.appendingPathComponent(name), encoding: .utf8)).map {
        SourceTree.File(path: name, text: $0)
      }
    }
    #expect(top.count == 6)
    for file in everything + top where file.text.contains("/") {
      for word in ["/root/", "/home/", "/tmp/"] where file.text.contains(word) {
        Issue.record("\(file.path) names \(word)")
      }
    }
  }

  @Test func explainsEveryKeyOfAPipelineFile() throws {
    let page = try String(contentsOf: SourceTree.root.appendingPathComponent("pipelines/README.md"), encoding: .utf8)
    let code = try #require(SourceTree.sources.first { $0.path == "Sources/Pipeline/RunConfiguration.swift" }).text
    let list = try #require(code.firstMatch(of: /static let keys = \[([^\]]*)\]/)).1
    let keys = list.split(separator: ",").map { $0.filter { $0.isLetter } }.filter { !$0.isEmpty }
    #expect(keys.count >= 9)
    for key in keys { #expect(page.contains("| `\(key)` |"), "\(key)") }
  }

  @Test func ciCallsWhatTheReadmeSays() throws {
    let script = try String(contentsOf: SourceTree.root.appendingPathComponent(".ci/run"), encoding: .utf8)
    let readme = try String(contentsOf: SourceTree.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(script.contains("make test"))
    #expect(readme.contains("make run"))
    #expect(readme.contains("make test"))
  }
}

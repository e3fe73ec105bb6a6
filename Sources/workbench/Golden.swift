// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Extraction
import Foundation
import Language
import Model
import Output
import Pipeline

/// Rewrites the golden records of a corpus and says what they gained and lost.
struct Golden: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrite the golden records of a corpus; the difference is there to be reviewed.",
    discussion: """
      Reads every file of CORPUS/letters and writes CORPUS/records/<file>.json, one record each. Then prints, for each kind of \
      finding, how many the records gained and lost against what stood there.

        workbench golden corpora/kamerbrieven
      """
  )

  @Argument(help: "The corpus: a folder with letters/ and records/.", completion: .directory)
  var corpus: String

  mutating func run() throws {
    let folder = URL(fileURLWithPath: corpus)
    let records = folder.appendingPathComponent("records")
    try FileManager.default.createDirectory(at: records, withIntermediateDirectories: true)
    let letters = try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent("letters"),
      includingPropertiesForKeys: nil
    )
    .filter { ["pdf", "xml"].contains($0.pathExtension) }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    let extractor = Extractor()
    let analysis = LetterAnalysis(try LanguagePack())
    let encoder = LetterEncoder()
    var gained: [String: Int] = [:]
    var lost: [String: Int] = [:]
    var written = Set<String>()
    for letter in letters {
      let bytes = [UInt8](try Data(contentsOf: letter))
      let document = try extractor(bytes)
      let source = Source(
        path: "letters/\(letter.lastPathComponent)",
        sha256: ContentHash.sha256(bytes),
        bytes: bytes.count,
        of: document
      )
      let line = Data(encoder(analysis(document, source: source)))
      let target = records.appendingPathComponent(letter.lastPathComponent + ".json")
      written.insert(target.lastPathComponent)
      let before = findings((try? Data(contentsOf: target)) ?? Data())
      let after = findings(line)
      for kind in Set(before.keys).union(after.keys) {
        let old = before[kind] ?? []
        let new = after[kind] ?? []
        gained[kind, default: 0] += new.subtracting(old).count
        lost[kind, default: 0] += old.subtracting(new).count
      }
      try line.write(to: target, options: .atomic)
    }
    for stale in try FileManager.default.contentsOfDirectory(at: records, includingPropertiesForKeys: nil)
    where !written.contains(stale.lastPathComponent) {
      try FileManager.default.removeItem(at: stale)
    }
    print("\(letters.count) records in \(corpus)/records")
    for kind in Golden.kinds { print("\(kind): \(gained[kind] ?? 0) gained, \(lost[kind] ?? 0) lost") }
  }

  private static let kinds = ["sections", "paragraphs", "footnotes", "citations", "commitments", "warnings"]

  /// What a record found, by kind, each finding as its own JSON.
  private func findings(_ line: Data) -> [String: Set<String>] {
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return [:] }
    var result: [String: Set<String>] = [:]
    for kind in Golden.kinds {
      let entries = record[kind] as? [Any] ?? []
      result[kind] = Set(
        entries.compactMap { try? JSONSerialization.data(withJSONObject: $0, options: .sortedKeys) }.map {
          String(decoding: $0, as: UTF8.self)
        }
      )
    }
    return result
  }
}

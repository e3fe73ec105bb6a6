// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Output
import Pipeline
import Support
import Testing

private let corpus = SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven")

private func files(_ folder: String) -> [URL] {
  let found = try? FileManager.default.contentsOfDirectory(
    at: corpus.appendingPathComponent(folder),
    includingPropertiesForKeys: nil
  )
  return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
}

private func record(_ file: URL) throws -> Data {
  let bytes = [UInt8](try Data(contentsOf: file))
  let document = try Extractor()(bytes)
  let source = Source(
    path: "letters/\(file.lastPathComponent)",
    sha256: ContentHash.sha256(bytes),
    bytes: bytes.count,
    of: document
  )
  return Data(LetterEncoder()(LetterAnalysis(try LanguagePack())(document, source: source)))
}

struct GoldenRecordTests {
  @Test(arguments: files("letters").filter { ["pdf", "xml"].contains($0.pathExtension) })
  func givesTheRecordThatWasReviewed(file: URL) throws {
    let golden = corpus.appendingPathComponent("records/\(file.lastPathComponent).json")
    // `make golden` writes it; the difference is reviewed before it is committed.
    #expect(try record(file) == (try Data(contentsOf: golden)), "\(file.lastPathComponent)")
  }

  @Test func hasARecordForEveryLetterAndNoOther() {
    let letters = Set(
      files("letters").filter { ["pdf", "xml"].contains($0.pathExtension) }.map { $0.lastPathComponent + ".json" }
    )
    #expect(!letters.isEmpty)
    #expect(Set(files("records").map(\.lastPathComponent)) == letters)
  }
}

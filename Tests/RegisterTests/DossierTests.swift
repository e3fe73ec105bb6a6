// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Output
import Register
import Support
import Testing

/// The letters of `corpora/dossier`, from their bytes to the register, beside what a person says.
struct DossierTests {
  private static let corpus = SharedLetters.repository.appendingPathComponent("corpora/dossier")

  private static let records = Result<RecordReader, any Error> {
    let pack = try LanguagePack()
    var reader = RecordReader()
    let folder = corpus.appendingPathComponent("letters")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "xml" {
      let bytes = [UInt8](try Data(contentsOf: file))
      guard case .markup(let markup) = try Extractor()(bytes) else { continue }
      // Any sixteen digits that are the letter's own will do for a hash.
      let hash = MentionIdentity.hash(file.lastPathComponent + "letter") + MentionIdentity.hash("x" + file.path)
      let source = Source(path: file.lastPathComponent, sha256: hash, bytes: bytes.count, format: "kamerstuk-xml")
      let letter = LetterAnnotation(pack)(MarkupStructure(pack)(markup, source: source))
      try reader.add(LetterEncoder()(letter))
    }
    try reader.finish()
    return reader
  }

  private static let dossiers = Result<[GoldDossier], any Error> {
    let folder = corpus.appendingPathComponent("gold")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }
      .map { try JSONDecoder().decode(GoldDossier.self, from: Data(contentsOf: $0)) }
  }

  private func score(_ records: RecordReader) throws -> LinkScore {
    let register = CommitmentRegister(records, words: try RegisterWords())
    var score = LinkScore()
    for dossier in try Self.dossiers.get() { score.add(dossier, register) }
    return score
  }

  @Test func holdsSixtyLettersOverThreeYears() throws {
    let dates = try Self.records.get().letters.compactMap(\.date)
    #expect(dates.count >= 60)
    let (first, last) = (try #require(dates.min()), try #require(dates.max()))
    #expect(last.ordinal - first.ordinal >= 3 * 365)
  }

  @Test func linksWhatWasFoundInTheLetters() throws {
    let score = try score(Self.records.get())
    #expect(score.precision >= 0.95, "\(score.misses.joined(separator: "\n"))")
    #expect(score.coverage >= 0.80, "\(score.misses.joined(separator: "\n"))")
  }

  @Test func linksWhatAPersonFound() throws {
    let score = try score(Self.records.get().replacing(with: Self.dossiers.get()))
    #expect(score.precision >= 0.95, "\(score.misses.joined(separator: "\n"))")
    #expect(score.coverage >= 0.95, "\(score.misses.joined(separator: "\n"))")
  }
}

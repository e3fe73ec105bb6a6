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

/// The letters of a corpus of dossiers, from their bytes to the register, beside what a person says.
private struct DossierCorpus: Sendable {
  let records: RecordReader
  let dossiers: [GoldDossier]

  init(_ name: String) throws {
    let corpus = SharedLetters.repository.appendingPathComponent("corpora/" + name)
    let pack = try LanguagePack()
    var reader = RecordReader()
    for file in try DossierCorpus.files(corpus.appendingPathComponent("letters")) where file.pathExtension == "xml" {
      let bytes = [UInt8](try Data(contentsOf: file))
      guard case .markup(let markup) = try Extractor()(bytes) else { continue }
      // Any sixteen digits that are the letter's own will do for a hash.
      let hash = MentionIdentity.hash(file.lastPathComponent + "letter") + MentionIdentity.hash("x" + file.path)
      let source = Source(path: file.lastPathComponent, sha256: hash, bytes: bytes.count, format: "kamerstuk-xml")
      let letter = LetterAnnotation(pack)(MarkupStructure(pack)(markup, source: source))
      try reader.add(LetterEncoder()(letter))
    }
    try reader.finish()
    records = reader
    dossiers = try DossierCorpus.files(corpus.appendingPathComponent("gold"))
      .map { try JSONDecoder().decode(GoldDossier.self, from: Data(contentsOf: $0)) }
  }

  private static func files(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
  }

  /// The links of a register of all letters; scored are those of the dossiers asked for.
  func score(_ records: RecordReader, of scored: (GoldDossier) -> Bool = { _ in true }) throws -> LinkScore {
    let register = CommitmentRegister(records, words: try RegisterWords())
    var score = LinkScore()
    for dossier in dossiers where scored(dossier) { score.add(dossier, register) }
    return score
  }
}

struct DossierTests {
  private static let corpus = Result { try DossierCorpus("dossier") }

  @Test func holdsSixtyLettersOverThreeYears() throws {
    let dates = try Self.corpus.get().records.letters.compactMap(\.date)
    #expect(dates.count >= 60)
    let (first, last) = (try #require(dates.min()), try #require(dates.max()))
    #expect(last.ordinal - first.ordinal >= 3 * 365)
  }

  @Test func linksWhatWasFoundInTheLetters() throws {
    let corpus = try Self.corpus.get()
    let score = try corpus.score(corpus.records)
    #expect(score.precision >= 0.95, "\(score.misses.joined(separator: "\n"))")
    #expect(score.coverage >= 0.80, "\(score.misses.joined(separator: "\n"))")
  }

  @Test func linksWhatAPersonFound() throws {
    let corpus = try Self.corpus.get()
    let score = try corpus.score(corpus.records.replacing(with: corpus.dossiers))
    #expect(score.precision >= 0.95, "\(score.misses.joined(separator: "\n"))")
    #expect(score.coverage >= 0.95, "\(score.misses.joined(separator: "\n"))")
  }
}

/// Letters that were written by other means than the rules, see the corpus.
struct MinistriesTests {
  private static let corpus = Result { try DossierCorpus("ministries") }

  @Test func linksWhatWasFoundInTheLetters() throws {
    let corpus = try Self.corpus.get()
    let score = try corpus.score(corpus.records)
    #expect(score.precision >= 0.95, "\(score.misses.joined(separator: "\n"))")
    #expect(score.coverage >= 0.60, "\(score.misses.joined(separator: "\n"))")
  }

  @Test func linksWhatAPersonFoundInLettersThatStandAside() throws {
    let corpus = try Self.corpus.get()
    let score = try corpus.score(corpus.records.replacing(with: corpus.dossiers)) { $0.aside }
    #expect(score.precision >= 0.90)
    #expect(score.coverage >= 0.70)
  }
}

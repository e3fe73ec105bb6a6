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

/// Identifiers of the commitments of real letters of the corpus when rules and layout change around them.
struct IdentityStabilityTests {
  private static let letters = Result<[StructuredLetter], any Error> {
    let pack = try LanguagePack()
    let folder = SharedLetters.repository.appendingPathComponent("corpora/dossier/letters")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
    return try files.enumerated().filter { $0.offset % 3 == 0 }.compactMap { _, file in
      let bytes = [UInt8](try Data(contentsOf: file))
      guard case .markup(let markup) = try Extractor()(bytes) else { return nil }
      let hash = MentionIdentity.hash(file.lastPathComponent) + MentionIdentity.hash("x" + file.lastPathComponent)
      let source = Source(path: file.lastPathComponent, sha256: hash, bytes: bytes.count, format: "kamerstuk-xml")
      return MarkupStructure(pack)(markup, source: source)
    }
  }

  /// Identifiers by letter and sentence.
  private func ids(_ pack: LanguagePack, _ change: (StructuredLetter) -> StructuredLetter = { $0 }) throws -> [String:
    String]
  {
    let annotation = LetterAnnotation(pack)
    var reader = RecordReader()
    for letter in try Self.letters.get() { try reader.add(LetterEncoder()(annotation(change(letter)))) }
    try reader.finish()
    return Dictionary(
      reader.mentions.map { ("\(reader.letters[$0.letter].path) \($0.text)", $0.id) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Sentences that both have, of which the identifiers differ; and the share of the first's sentences that both have.
  private func compare(_ one: [String: String], _ other: [String: String]) -> (moved: [String], kept: Double) {
    let both = one.filter { other[$0.key] != nil }
    return (both.filter { other[$0.key] != $0.value }.map(\.key), Double(both.count) / Double(max(one.count, 1)))
  }

  @Test func stayWhenARuleComesOrGoes() throws {
    let plain = try ids(LanguagePack())
    #expect(plain.count > 40)
    let more = """
      version: 1
      commitments:
        rules:
          - id: my/any-act
            says: Whatever the sender does.
            kind: made
            firmness: intended
            confidence: 0.5
            verb: [any]
            mood: [present]
            subject: [self]
            examples: ["Ik wandel naar de haven."]
            counters: ["De haven is dicht."]
      """
    let added = try ids(LanguagePack([PackFile(name: "more.yaml", yaml: more)]))
    #expect(added.count > plain.count)
    #expect(compare(plain, added) == (moved: [], kept: 1))
    let off = "version: 1\ncommitments: {off: [nl/inform-future, nl/promise-recalled]}\n"
    let fewer = try ids(LanguagePack([PackFile(name: "off.yaml", yaml: off)]))
    #expect(fewer.count < plain.count)
    #expect(compare(fewer, plain).moved == [])
  }

  @Test func stayWhenParagraphsAreCutOrJoined() throws {
    let pack = try LanguagePack()
    let plain = try ids(pack)
    let cut = try ids(pack) { letter in
      var letter = letter
      letter.paragraphs = letter.paragraphs.flatMap { paragraph -> [Paragraph] in
        if paragraph.kind == .heading { return [paragraph] }
        return pack.commitments.splitter(letter.text.utf8, paragraph.span).map { span in
          var part = paragraph
          part.span = span
          return part
        }
      }
      return letter
    }
    #expect(compare(plain, cut).moved == [])
    #expect(compare(plain, cut).kept >= 0.95)
    let joined = try ids(pack) { letter in
      var letter = letter
      letter.paragraphs = letter.paragraphs.reduce(into: []) { found, paragraph in
        guard let last = found.last, last.kind == .text, paragraph.kind == .text, last.section == paragraph.section
        else {
          return found.append(paragraph)
        }
        found[found.count - 1].span = TextSpan(last.span.start, paragraph.span.end)
      }
      return letter
    }
    #expect(compare(plain, joined).moved == [])
    #expect(compare(plain, joined).kept >= 0.95)
  }

  @Test func stayWhenHeadingsAreMissed() throws {
    let pack = try LanguagePack()
    let plain = try ids(pack)
    let flat = try ids(pack) { letter in
      var letter = letter
      for i in letter.paragraphs.indices where letter.paragraphs[i].kind == .heading {
        letter.paragraphs[i].kind = .text
      }
      return letter
    }
    #expect(compare(plain, flat).moved == [])
    #expect(compare(plain, flat).kept >= 0.9)
  }
}

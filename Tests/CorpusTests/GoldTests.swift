// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Support
import Testing

private let corpus = SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven")

/// What a person says a letter holds: the part of the gold that structure must meet.
private struct Gold: Decodable {
  struct Letter: Decodable {
    struct Signatory: Decodable { var name: String }
    var date: String?
    var subject: String?
    var signatories: [Signatory]?
  }
  struct Heading: Decodable {
    var text: String
    var level: Int?
  }
  struct Footnote: Decodable {
    var label: String
    var before: String
    var body: String?
  }
  struct Source: Decodable { var file: String }
  var source: Source
  var letter: Letter
  var headings: [Heading]?
  var paragraphs: [String]?
  var footnotes: [Footnote]?
  var runInHeadings: [String]?
}

private func folded(_ text: String) -> String {
  text.lowercased().unicodeScalars.map { CharacterSet.alphanumerics.contains($0) ? String($0) : " " }.joined()
    .split(separator: " ").joined(separator: " ")
}

private func letter(_ file: URL) throws -> StructuredLetter {
  let document = try Extractor()([UInt8](try Data(contentsOf: file)))
  let source = Source(path: file.lastPathComponent, sha256: "", bytes: 0, format: file.pathExtension)
  return LetterAnalysis(try LanguagePack())(document, source: source).structure
}

private func difference(_ wanted: [String], _ found: [String]) -> [String] {
  let changes = found.difference(from: wanted)
  return changes.map { change in
    switch change {
    case .insert(_, let element, _): return "invented: \(element.prefix(80))"
    case .remove(_, let element, _): return "missed: \(element.prefix(80))"
    }
  }
}

struct GoldTests {
  static let golds =
    ((try? FileManager.default.contentsOfDirectory(
      at: corpus.appendingPathComponent("gold"),
      includingPropertiesForKeys: nil
    )) ?? [])
    .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }

  @Test(arguments: golds)
  func structureMeetsTheGold(file: URL) throws {
    let gold = try JSONDecoder().decode(Gold.self, from: Data(contentsOf: file))
    let letter = try letter(corpus.appendingPathComponent("letters/\(gold.source.file)"))
    func text(_ span: TextSpan) -> String { letter.text.string(span) }

    if let headings = gold.headings {
      let found = letter.sections.filter { $0.heading != nil }
      #expect(difference(headings.map { folded($0.text) }, found.map { folded($0.heading ?? "") }) == [])
      for (wanted, section) in zip(headings, found) where wanted.level != nil {
        #expect(section.level == wanted.level, "\(wanted.text)")
      }
    }
    if let paragraphs = gold.paragraphs {
      let found = letter.paragraphs.filter { $0.kind != .heading }.map { folded(text($0.span)) }.filter { !$0.isEmpty }
      #expect(difference(paragraphs.map(folded).filter { !$0.isEmpty }, found) == [])
    }
    #expect(letter.paragraphs.compactMap { $0.runIn.map(text) } == gold.runInHeadings ?? [])
    if let footnotes = gold.footnotes {
      #expect(
        difference(
          footnotes.map { "\($0.label) \(folded($0.body ?? ""))" },
          letter.footnotes.map { "\($0.label) \(folded($0.text))" }
        ) == []
      )
      for (wanted, note) in zip(footnotes, letter.footnotes) where !folded(wanted.before).isEmpty {
        let last = folded(wanted.before).split(separator: " ").suffix(4).joined(separator: " ")
        let meets = note.calls.contains { folded(text(TextSpan(0, $0.offset))).hasSuffix(last) }
        #expect(meets, "the call of \(wanted.label) after \"\(wanted.before)\"")
      }
    }
    if let date = gold.letter.date { #expect(letter.metadata.date?.iso == date) }
    if let subject = gold.letter.subject { #expect(folded(letter.metadata.subject ?? "") == folded(subject)) }
    if let signatories = gold.letter.signatories {
      #expect(letter.metadata.signatories.map { folded($0.name) } == signatories.map { folded($0.name) })
    }
  }
}

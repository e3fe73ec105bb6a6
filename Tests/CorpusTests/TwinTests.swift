// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Support
import Testing

/// The files of the letters that the corpus holds in more than one layout, a list a letter.
private let lettersInSeveralForms: [[URL]] = {
  let files =
    (try? FileManager.default.contentsOfDirectory(
      at: SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven/letters"),
      includingPropertiesForKeys: nil
    )) ?? []
  return Dictionary(grouping: files) { String($0.lastPathComponent.prefix { $0 != "." }) }.values
    .filter { $0.count > 1 }
    .map { $0.sorted { $0.path < $1.path } }
    .sorted { $0[0].path < $1[0].path }
}()

private func letter(_ file: URL) throws -> StructuredLetter {
  let document = try Extractor()([UInt8](try Data(contentsOf: file)))
  let source = Source(path: file.lastPathComponent, sha256: "", bytes: 0, of: document)
  return LetterAnalysis(try LanguagePack())(document, source: source).structure
}

/// Papers are printed with guillemets where letters have quotation marks, and a house style may print headings in capitals; all else must be
/// equal to the sign.
private func plain(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { "‘’«»“”".unicodeScalars.contains($0) ? "'" : $0 }))
    .lowercased()
}

private func text(_ letter: StructuredLetter, upTo offset: Int? = nil) -> String {
  plain(letter.text.string(TextSpan(0, offset ?? letter.text.utf8.count)))
}

/// Lines of two texts that differ, for a failing test.
private func differences(_ one: String, _ other: String) -> [String] {
  other.components(separatedBy: "\n\n").difference(from: one.components(separatedBy: "\n\n")).map { change in
    switch change {
    case .insert(_, let line, _): return "+ \(line)"
    case .remove(_, let line, _): return "- \(line)"
    }
  }
}

struct TwinTests {
  /// The same letter with a letterhead, as a typeset paper and as XML: equal sections, footnotes and text.
  @Test(arguments: lettersInSeveralForms)
  func givesTheSameLetterFromEachOfItsForms(files: [URL]) throws {
    let forms = try files.map(letter)
    let first = try #require(forms.first)
    for (other, file) in zip(forms, files).dropFirst() {
      let name = file.lastPathComponent
      #expect(differences(text(first), text(other)) == [], "\(name)")
      #expect(other.sections.map { plain($0.heading ?? "") } == first.sections.map { plain($0.heading ?? "") })
      #expect(other.sections.map(\.level) == first.sections.map(\.level), "\(name)")
      #expect(other.sections.map(\.kind) == first.sections.map(\.kind), "\(name)")
      #expect(other.sections.map(\.parent) == first.sections.map(\.parent), "\(name)")
      #expect(other.paragraphs.map(\.kind) == first.paragraphs.map(\.kind), "\(name)")
      #expect(
        other.paragraphs.map { $0.runIn.map(other.text.string) }
          == first.paragraphs.map { $0.runIn.map(first.text.string) }
      )
      #expect(other.paragraphs.map(\.section) == first.paragraphs.map(\.section), "\(name)")
      #expect(other.footnotes.map(\.label) == first.footnotes.map(\.label), "\(name)")
      #expect(other.footnotes.map { plain($0.text) } == first.footnotes.map { plain($0.text) }, "\(name)")
      for (note, twin) in zip(other.footnotes, first.footnotes) {
        #expect(
          note.calls.map { String(text(other, upTo: $0.offset).suffix(60)) }
            == twin.calls.map { String(text(first, upTo: $0.offset).suffix(60)) },
          "\(name), note \(note.label)"
        )
        #expect(note.calls.map(\.section) == twin.calls.map(\.section), "\(name), note \(note.label)")
      }
      #expect(other.metadata.date == first.metadata.date, "\(name)")
      #expect(other.metadata.chamber == first.metadata.chamber, "\(name)")
      #expect(other.metadata.signatories.map(\.name) == first.metadata.signatories.map(\.name), "\(name)")
    }
  }

  /// Together the letters in three layouts hold what structure consists of.
  @Test func holdsAllThatLettersConsistOfInThreeLayouts() throws {
    let triples = lettersInSeveralForms.filter { files in
      files.contains { $0.pathExtension == "xml" } && files.count { $0.pathExtension == "pdf" } > 1
    }
    #expect(triples.count >= 8)
    var levels = Set<Int>()
    var kinds = Set<Paragraph.Kind>()
    var sections = Set<Section.Kind>()
    for files in triples {
      let printed = try files.filter { $0.pathExtension == "pdf" }.map(letter)
      #expect(Set(printed.map { $0.metadata.number == nil }) == [true, false], "a letterhead and a typeset paper")
      #expect(printed.allSatisfy { !$0.footnotes.isEmpty })
      for section in printed[0].sections where section.heading != nil { levels.insert(section.level) }
      kinds.formUnion(printed[0].paragraphs.map(\.kind))
      sections.formUnion(printed[0].sections.map(\.kind))
    }
    #expect(levels.isSuperset(of: [1, 2, 3]))
    #expect(kinds.isSuperset(of: [.text, .heading, .listItem, .tableRow]))
    #expect(sections.isSuperset(of: [.opening, .body, .closing, .annex]))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Foundation
import Language
import Model
import Testing

/// The table of sentences that stands beside the gold annotations, read where it lies.
@Suite struct SharedCaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var sentence: String
    var kinds: [Commitment.Kind]
    var testDescription: String { sentence }
  }

  static var table: URL? {
    let environment = ProcessInfo.processInfo.environment["GRIFFIER_SHARED"].map { URL(fileURLWithPath: $0) }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = environment ?? root.deletingLastPathComponent().appendingPathComponent("shared")
    let file = folder.appendingPathComponent("evaluation/commitment_cases.tsv")
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  static var cases: [Case] {
    guard let table, let text = try? String(contentsOf: table, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > 1 else { return nil }
      let kind: Commitment.Kind?
      let words = fields[1].split(separator: " ")
      switch words.first {
      case "NONE": kind = nil
      case "toezegging_aangehaald", "statusmelding": kind = .recalled
      case "motie_uitvoering": kind = .motion
      default: kind = .made
      }
      let count = words.count > 1 ? 2 : 1
      return Case(sentence: fields[0], kinds: kind.map { Array(repeating: $0, count: count) } ?? [])
    }
  }

  @Test(.enabled(if: SharedCaseTests.table != nil, "the shared table is not there"), arguments: SharedCaseTests.cases)
  func decidesTheTablesSentences(_ entry: Case) throws {
    let text = LetterText(utf8: Array(entry.sentence.utf8))
    let span = TextSpan(0, text.utf8.count)
    var letter = StructuredLetter(source: Source(path: "-", sha256: "", bytes: 0, format: "text"), text: text)
    letter.metadata.date = Day(2026, 3, 20)
    letter.sections = [Section(id: "s0", heading: nil, level: 0, kind: .opening, span: span)]
    letter.paragraphs = [Paragraph(section: 0, kind: .text, span: span)]
    let found = CommitmentDetector(try LanguagePack())(letter, citations: [])
    #expect(found.map(\.kind) == entry.kinds, "\(found.map(\.rule))")
  }
}

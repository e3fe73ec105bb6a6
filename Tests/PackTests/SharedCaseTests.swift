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
    var firmness: Commitment.Firmness?
    var holder: String?
    var deadline: String?
    var status: Commitment.Status?
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

  /// Whoever the table names, in a letter that the minister of examples signs; what nobody is named for is the signer's.
  static let holders = [
    "ik": "minister van Voorbeelden", "(impliciet)": "minister van Voorbeelden", "minister": "minister van Voorbeelden",
    "ambtsvoorganger": "minister van Voorbeelden", "kabinet": "kabinet",
    "minister van VWS": "minister van Volksgezondheid, Welzijn en Sport",
  ]

  static func firmness(_ word: String, note: String) -> Commitment.Firmness? {
    if note.hasPrefix("condition") { return .conditional }
    switch word {
    case "hard": return .firm
    case "gepland": return .intended
    case "verwacht", "streef": return .expected
    default: return nil
    }
  }

  static func status(_ note: String) -> Commitment.Status? {
    if note.hasPrefix("deels") { return .partly }
    if note.hasPrefix("voldaan") || note == "uitgevoerd" { return .fulfilled }
    return note.hasPrefix("overgedragen") || note == "in_uitvoering" ? .open : nil
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
      func field(_ at: Int) -> String { at < fields.count ? fields[at] : "" }
      return Case(
        sentence: fields[0],
        kinds: kind.map { Array(repeating: $0, count: count) } ?? [],
        firmness: firmness(field(2), note: field(5)),
        holder: kind == nil ? nil : holders[field(3)] ?? field(3),
        deadline: kind == nil ? nil : field(4),
        status: status(field(5))
      )
    }
  }

  @Test(.enabled(if: SharedCaseTests.table != nil, "the shared table is not there"))
  func leavesNoLineOfTheTableOut() throws {
    let table = try #require(SharedCaseTests.table)
    let lines = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(SharedCaseTests.cases.count == lines.count)
    #expect(lines.count > 40)
  }

  @Test(.enabled(if: SharedCaseTests.table != nil, "the shared table is not there"), arguments: SharedCaseTests.cases)
  func decidesTheTablesSentences(_ entry: Case) throws {
    let text = LetterText(utf8: Array(entry.sentence.utf8))
    let span = TextSpan(0, text.utf8.count)
    var letter = StructuredLetter(source: Source(path: "-", sha256: "", bytes: 0, format: "text"), text: text)
    letter.metadata.date = Day(2026, 3, 20)
    letter.metadata.signatories = [Signatory(office: "Minister van Voorbeelden", name: "A. Voorbeeld")]
    letter.sections = [Section(id: "s0", heading: nil, level: 0, kind: .opening, span: span)]
    letter.paragraphs = [Paragraph(section: 0, kind: .text, span: span)]
    let found = CommitmentDetector(try LanguagePack())(letter, citations: [])
    #expect(found.map(\.kind) == entry.kinds, "\(found.map(\.rule))")
    guard let first = found.first, !entry.kinds.isEmpty else { return }
    if let firmness = entry.firmness { #expect(first.firmness == firmness) }
    #expect(first.holder == entry.holder)
    // A deadline of what was kept already is none.
    if first.status != .fulfilled { #expect(first.deadline?.text ?? "" == entry.deadline ?? "") }
    if let status = entry.status { #expect(first.status == status) }
  }
}

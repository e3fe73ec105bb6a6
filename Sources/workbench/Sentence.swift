// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Foundation
import Language
import Model

/// Shows how sentences are read: their clauses, and what the rules made of them.
struct Sentence: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how sentences are read: clauses, findings, near misses.",
    discussion: """
      Each line of standard input is a letter of one paragraph, dated and signed as given.

        echo 'Ik zal uw Kamer voor de zomer informeren.' | workbench sentence
      """
  )

  @Option(help: "The letter's date.")
  var date = "2026-03-20"

  @Option(help: "The office that signs.")
  var office = "Minister van Voorbeelden"

  @Flag(help: "Leave the clauses out.")
  var brief = false

  mutating func run() throws {
    let pack = try LanguagePack()
    while let line = readLine() {
      let text = LetterText(utf8: Array(line.utf8))
      if text.utf8.isEmpty { continue }
      var letter = StructuredLetter(source: Source(path: "-", sha256: "", bytes: 0, format: "text"), text: text)
      letter.metadata.date = Day(iso: date)
      letter.metadata.chamber = .tweedeKamer
      letter.metadata.signatories = [Signatory(office: office, name: "A. Voorbeeld")]
      let span = TextSpan(0, text.utf8.count)
      letter.sections = [Section(id: "s0", heading: nil, level: 0, kind: .opening, span: span)]
      letter.paragraphs = [Paragraph(section: 0, kind: .text, span: span)]
      print(line)
      if !brief {
        for sentence in pack.commitments.splitter(text.utf8, span) {
          print(pack.commitments.parser.outline(text.utf8, sentence), terminator: "")
        }
      }
      for finding in CommitmentDetector(pack).explain(letter, citations: CitationDetector(pack)(letter)) {
        switch finding {
        case .accepted(let found, let grounds):
          let slots = [
            found.holder.map { "holder=\($0)" }, found.recipient.map { "recipient=\($0)" },
            found.action.map { "action=\($0)" },
            found.deadline.map { "deadline=\($0.text)|\($0.until?.iso ?? "")" },
            found.motion.map { "motion=\($0.movers)" },
          ]
          print(
            "  + \(found.kind) \(found.status) \(found.firmness) \(found.rule) \(found.confidence) [\(grounds.clause)]",
            terminator: " "
          )
          print(slots.compactMap { $0 }.joined(separator: " "))
        case .refused(let miss): print("  - \(miss.rule): \(miss.filter)")
        }
      }
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Tells why a letter's record says what it says.
public struct LetterExplanation: Sendable {
  /// Pages that are drawn at most: a drawing takes some 200 kB.
  private let mostDrawings = 200
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// The findings of a letter with their grounds, the sentences that filters refused, and its pages.
  public func callAsFunction(_ document: ExtractedDocument, _ letter: Letter) -> Explanation {
    let structure = letter.structure
    let findings = CommitmentDetector(pack).explain(structure, citations: letter.citations).map { finding in
      switch finding {
      case .accepted(let commitment, let grounds): return accepted(commitment, grounds, structure)
      case .refused(let miss):
        return Explanation.Finding(
          text: miss.text,
          page: page(miss.place, structure),
          rule: miss.rule,
          filter: "\(miss.filter)",
          grounds: []
        )
      }
    }
    var drawings: [[UInt8]] = []
    if case .pages(let pages) = document {
      let drawing = PageDrawing(pack)
      drawings = drawing(pages, first: mostDrawings)
    }
    return Explanation(findings: findings, drawings: drawings)
  }

  private func accepted(_ commitment: Commitment, _ grounds: CommitmentGrounds, _ letter: StructuredLetter)
    -> Explanation.Finding
  {
    var list: [(name: String, value: String)] = [
      ("kind", commitment.kind.rawValue), ("status", commitment.status.rawValue),
      ("firmness", commitment.firmness.rawValue),
    ]
    func add(_ name: String, _ value: String?) {
      if let value { list.append((name, value)) }
    }
    add("verb", grounds.verb)
    add("subject", grounds.subject)
    add("chamber", grounds.chamber)
    add("cues", grounds.cues.isEmpty ? nil : grounds.cues.joined(separator: "; "))
    add("holder", commitment.holder)
    add("recipient", commitment.recipient)
    add("action", commitment.action)
    if let deadline = commitment.deadline {
      add("deadline", deadline.text + (deadline.until.map { " (until \($0.iso))" } ?? ""))
    }
    add("occasion", commitment.occasion?.text)
    add("motion", commitment.motion.map { $0.movers.joined(separator: ", ") + ($0.citation.map { " \($0)" } ?? "") })
    let hundredths = Int((commitment.confidence * 100).rounded())
    add("confidence", "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)")
    return Explanation.Finding(
      text: commitment.text,
      page: page(commitment.place, letter),
      rule: commitment.rule,
      filter: nil,
      grounds: list
    )
  }

  private func page(_ place: Place, _ letter: StructuredLetter) -> Int? {
    switch place {
    case .text(let span): return letter.text.page(at: span.start)
    case .footnote(let index, _): return letter.footnotes.indices.contains(index) ? letter.footnotes[index].page : nil
    case .head: return letter.source.pages == nil ? nil : 1
    }
  }
}

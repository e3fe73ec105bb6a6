// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
internal import Model

/// Tries each rule of a pack on the sentences that stand beside it.
public struct RuleCheck: Sendable {
  /// A sentence on which a rule does not do what the pack says.
  public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public var rule: String
    /// The sentence.
    public var sentence: String
    /// What went wrong, in a few words.
    public var message: String

    /// The rule, what is wrong, and with which sentence.
    public var description: String { "\(rule): \(message): \(sentence)" }
  }

  private let pack: LanguagePack

  /// Creates the check.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// What fails, in the order of the rules: an example the rule does not match, a counter-example it does.
  public func callAsFunction() -> [Failure] {
    var result: [Failure] = []
    for rule in pack.commitments.rules {
      let detector = CommitmentDetector(pack, rules: [rule])
      for sentence in rule.examples where detector(fragment(sentence), citations: []).isEmpty {
        result.append(Failure(rule: rule.id, sentence: sentence, message: "does not match its example"))
      }
      for sentence in rule.counters where !detector(fragment(sentence), citations: []).isEmpty {
        result.append(Failure(rule: rule.id, sentence: sentence, message: "matches its counter-example"))
      }
    }
    return result
  }

  /// A letter of one paragraph, of a fixed day.
  private func fragment(_ sentence: String) -> StructuredLetter {
    let text = LetterText(utf8: Array(sentence.utf8))
    let span = TextSpan(0, text.utf8.count)
    var letter = StructuredLetter(source: Source(path: "-", sha256: "", bytes: 0, format: "text"), text: text)
    letter.metadata.date = Day(2026, 3, 20)
    letter.sections = [Section(id: "s0", heading: nil, level: 0, kind: .opening, span: span)]
    letter.paragraphs = [Paragraph(section: 0, kind: .text, span: span)]
    return letter
  }
}

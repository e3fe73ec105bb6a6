// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that is known of a language: words, patterns, rules, offices and the parliamentary calendar, compiled for matching.
public final class LanguagePack: Sendable {
  /// Months, numbers, abbreviations, words with hard hyphens.
  public let lexicon: Lexicon
  /// Labels of the letterhead, the heading of papers, closings.
  public let letterhead: Letterhead
  /// Series of papers and their spellings.
  public let citations: CitationRules
  /// Recesses and named days.
  public let calendar: RecessCalendar
  /// Deadline phrases.
  public let deadlines: DeadlineRules
  /// Offices, ministries, chambers.
  public let offices: Offices
  /// Frames of commitments, status cues, filters.
  public let commitments: CommitmentRules

  /// Compiles the embedded Dutch pack, with every rule of commitments `rulesTimes` over: more than once only to measure.
  ///
  /// - Throws: ``PackError`` naming file and line; for the embedded pack a test proves that this cannot happen.
  public init(rulesTimes: Int = 1) throws(PackError) {
    func node(_ chapter: String) throws(PackError) -> PackNode {
      let name = "nl/\(chapter).yaml"
      guard let yaml = EmbeddedPack.file(named: name) else {
        throw PackError(file: name, line: 0, message: "is not embedded in this executable")
      }
      return try PackNode(file: name, yaml: yaml)
    }
    lexicon = try Lexicon(node("lexicon"))
    letterhead = try Letterhead(node("letterhead"))
    citations = try CitationRules(node("citations"))
    calendar = try RecessCalendar(node("calendar"))
    deadlines = try DeadlineRules(node("deadlines"), lexicon, calendar)
    offices = try Offices(node("offices"))
    commitments = try CommitmentRules(node("commitments"), times: rulesTimes)
  }
}

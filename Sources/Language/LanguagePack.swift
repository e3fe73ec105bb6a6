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

  /// Chapters of the pack, as files of the user name them.
  private static let chapters: Set<String> = [
    "lexicon", "letterhead", "citations", "calendar", "deadlines", "offices", "commitments",
  ]

  /// Compiles the embedded Dutch pack, with files of the user laid over it, the last one uppermost, and every rule of commitments
  /// `rulesTimes` over: more than once only to measure.
  ///
  /// - Throws: ``PackError`` naming file, line and rule; for the embedded pack alone a test proves that this cannot happen.
  public init(_ files: [PackFile] = [], rulesTimes: Int = 1) throws(PackError) {
    var layers: [PackNode] = []
    for file in files {
      let root = try PackNode(file: file.name, yaml: file.yaml)
      try root.allow(only: LanguagePack.chapters.union(["version"]))
      let version = try root.required("version")
      guard try version.int() == 1 else { throw version.error("version must be 1") }
      layers.append(root)
    }
    func node(_ chapter: String) throws(PackError) -> PackNode {
      let name = "nl/\(chapter).yaml"
      guard let yaml = EmbeddedPack.file(named: name) else {
        throw PackError(file: name, line: 0, message: "is not embedded in this executable")
      }
      var own: [PackNode] = []
      for layer in layers { if let part = try layer.optional(chapter) { own.append(part) } }
      return try PackNode(file: name, yaml: yaml).laid(under: own)
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

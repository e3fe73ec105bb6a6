// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `commitments.yaml`: words, verbs, frames and cues, compiled for matching.
public struct CommitmentRules: Sendable {
  /// What bytes in a sentence say about whether it is worth reading.
  public struct Cue: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Worth reading by itself.
    public static let alone = Cue(rawValue: 1)
    /// A time to come, perhaps.
    public static let dated = Cue(rawValue: 2)
    /// Someone of the cabinet.
    public static let actor = Cue(rawValue: 4)
    /// Something that can be promised.
    public static let product = Cue(rawValue: 8)

    /// Whether these cues together make a sentence worth reading.
    public var suffice: Bool { contains(.alone) || (contains(.dated) && !isDisjoint(with: [.actor, .product])) }
  }

  /// The rules, in the order in which they are tried.
  public let rules: [FrameRule]
  /// Reads sentences.
  public let parser: SentenceParser
  /// Cuts paragraphs into sentences.
  public let splitter: SentenceSplitter
  /// Classes of words and verbs that filters and slots ask for.
  public let terms: CommitmentTerms
  /// Finds cues; ``cue(of:)`` tells what a pattern means.
  public let cues: ByteMatcher
  private let cueOf: [Cue]
  /// Finds in whose voice a letter speaks.
  public let voice: ByteMatcher
  private let firstCabinetVoice: Int

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: [
      "version", "cues", "voice", "words", "abbreviations", "terminalAbbreviations", "compounds", "compoundFirst", "verbs", "auxiliaries", "endings",
      "verbClasses", "rules",
    ])
    var vocabulary = Vocabulary()
    try vocabulary.read(
      words: node.required("words"),
      verbs: node.required("verbs"),
      verbClasses: node.required("verbClasses"),
      compounds: node.required("compounds")
    )
    for word in try node.required("compoundFirst").strings() { vocabulary.addCompoundFirst(word) }
    let grammar = try GrammarWords(vocabulary, node)
    terms = try CommitmentTerms(vocabulary, node)
    parser = SentenceParser(vocabulary, grammar)
    splitter = SentenceSplitter(
      abbreviations: try node.required("abbreviations").strings(),
      terminal: try node.required("terminalAbbreviations").strings()
    )
    var rules: [FrameRule] = []
    var seen: Set<String> = []
    for entry in try node.required("rules").list() {
      let rule = try FrameRule(entry, vocabulary)
      guard seen.insert(rule.id).inserted else { throw entry.error("the rule \(rule.id) is there already") }
      rules.append(rule)
    }
    self.rules = rules

    var patterns: [String] = []
    var cueOf: [Cue] = []
    let block = try node.required("cues")
    try block.allow(only: ["alone", "dated", "actor", "product"])
    for (key, cue) in [("alone", Cue.alone), ("dated", .dated), ("actor", .actor), ("product", .product)] {
      for pattern in try block.required(key).strings() {
        patterns.append(pattern)
        cueOf.append(cue)
      }
    }
    cues = ByteMatcher(patterns)
    let speakers = try node.required("voice")
    let own = try speakers.required("own").strings()
    voice = ByteMatcher(own + (try speakers.required("cabinet").strings()))
    firstCabinetVoice = own.count
    self.cueOf = cueOf
  }

  /// What a pattern of ``cues`` means.
  @inline(__always)
  public func cue(of pattern: Int) -> Cue { cueOf[pattern] }

  /// Whether a pattern of ``voice`` names the cabinet and not the writer.
  @inline(__always)
  public func isCabinetVoice(_ pattern: Int) -> Bool { pattern >= firstCabinetVoice }
}

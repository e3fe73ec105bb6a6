// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `citations.yaml`: the words that open a citation, and the words inside one.
///
/// A class, because a scanner of each note holds on to it.
public final class CitationRules: Sendable {
  /// What a head announces, and so how to read on from it.
  public enum Series: String, Sendable, CaseIterable {
    case kamerstuk, chamber, handelingen, aanhangsel, stb, stcrt, trb, ecli, proposal, act, journal, annex, article,
      ruling
    case document, register
  }

  /// Sorts of acts of the European Union; the value is the letter of a CELEX number in sector 3.
  public enum Act: String, Sendable, CaseIterable {
    case directive = "L"
    case regulation = "R"
    case decision = "D"
    case framework = "F"
    case recommendation = "H"

    /// The pack's key.
    var key: String {
      switch self {
      case .directive: return "directive"
      case .regulation: return "regulation"
      case .decision: return "decision"
      case .framework: return "framework"
      case .recommendation: return "recommendation"
      }
    }
  }

  /// A word that opens a citation.
  public struct Head: Sendable {
    /// The series.
    public var series: Series
    /// The sort of act, for ``Series/act``.
    public var act: Act?
    /// As the pack gives it.
    public var word: String
    /// Whether only the pack's own capitals count.
    public var isExact: Bool
  }

  /// A sentence of the pack that proves or guards a rule.
  public struct Example: Sendable {
    /// The series it belongs to.
    public var series: Series
    /// The sentence.
    public var text: String
    /// The identifiers that must be found, in order; empty for a counter-example or a citation without one.
    public var ids: [String]
    /// Whether nothing may be found at all.
    public var isCounter: Bool
    /// Where it stands.
    public var file: String
    /// Its line, from 1.
    public var line: Int
  }

  /// Lists of words inside citations.
  public enum List: Int, Sendable, CaseIterable {
    case number, numbers, join, range, second, first, session, filler, chapter, item, page, final, cue, loose, money
    case replaces
    var key: String { "\(self)" }
  }

  /// Lists for short forms.
  public enum Short: Int, Sendable, CaseIterable {
    case same, back, paper, this, thisPaper, introduced
    var key: String { "\(self)" }
  }

  /// Lists for articles of laws.
  public enum Law: Int, Sendable, CaseIterable {
    case endings, names, parts, of, open, links
    var key: String { "\(self)" }
  }

  /// Finds heads.
  public let matcher: ByteMatcher
  /// Finds short forms in running text: `deze motie`, `voornoemde brief`.
  public let shortMatcher: SkipMatcher
  /// The word for a paper in each pattern of ``shortMatcher``, in lower case.
  public let shortPapers: [[UInt8]]
  /// What each pattern of ``matcher`` announces.
  public let heads: [Head]
  /// The proofs.
  public let examples: [Example]
  /// Communities and the Union, `EU`, as printed.
  public let bodies: WordList
  /// Bodies whose acts are framework decisions where no word says so.
  public let frameworkBodies: WordList
  /// Bodies whose acts are decisions where no word says so.
  public let decisionBodies: WordList

  private let lists: [WordList]
  private let shorts: [WordList]
  private let laws: [WordList]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: ["version", "series", "words", "short", "law"])
    var heads: [Head] = []
    var examples: [Example] = []
    let series = try node.required("series")
    try series.allow(only: Set(Series.allCases.map(\.rawValue)))
    for kind in Series.allCases {
      let entry = try series.required(kind.rawValue)
      var keys: Set<String> = ["examples", "counterexamples"]
      switch kind {
      case .act: keys.formUnion(Act.allCases.map(\.key) + ["bodies", "frameworkBodies", "decisionBodies"])
      case .document, .register: break
      default: keys.insert("heads")
      }
      try entry.allow(only: keys)
      let exact = kind == .chamber || kind == .proposal || kind == .journal
      if keys.contains("heads") {
        for word in try entry.required("heads").strings() {
          heads.append(Head(series: kind, act: nil, word: word, isExact: exact))
        }
      }
      if kind == .act {
        for act in Act.allCases {
          for word in try entry.required(act.key).strings() {
            heads.append(Head(series: kind, act: act, word: word, isExact: false))
          }
        }
      }
      examples += try CitationRules.examples(entry, kind)
    }
    guard heads.allSatisfy({ !$0.word.isEmpty }) else { throw series.error("a head must not be empty") }
    self.heads = heads
    self.examples = examples
    matcher = ByteMatcher(heads.map(\.word))
    let act = try series.required(Series.act.rawValue)
    bodies = try WordList(act.required("bodies"))
    frameworkBodies = try WordList(act.required("frameworkBodies"))
    decisionBodies = try WordList(act.required("decisionBodies"))
    lists = try CitationRules.lists(node.required("words"), List.allCases.map(\.key))
    shorts = try CitationRules.lists(node.required("short"), Short.allCases.map(\.key))
    laws = try CitationRules.lists(node.required("law"), Law.allCases.map(\.key))
    var patterns: [String] = []
    var papers: [[UInt8]] = []
    for (words, nouns) in [(Short.back, Short.paper), (.this, .thisPaper)] {
      for noun in shorts[nouns.rawValue].entries {
        for word in shorts[words.rawValue].entries {
          patterns.append(String(decoding: word + [0x20] + noun, as: UTF8.self))
          papers.append(noun)
        }
      }
    }
    shortMatcher = SkipMatcher(patterns)
    shortPapers = papers
  }

  /// A list of words inside citations.
  public subscript(_ list: List) -> WordList { lists[list.rawValue] }
  /// A list for short forms.
  public subscript(_ list: Short) -> WordList { shorts[list.rawValue] }
  /// A list for articles of laws.
  public subscript(_ list: Law) -> WordList { laws[list.rawValue] }

  private static func lists(_ node: PackNode, _ names: [String]) throws(PackError) -> [WordList] {
    try node.allow(only: Set(names))
    var result: [WordList] = []
    for name in names { result.append(try WordList(node.required(name))) }
    return result
  }

  private static func examples(_ entry: PackNode, _ series: Series) throws(PackError) -> [Example] {
    var result: [Example] = []
    for node in try entry.required("examples").list() {
      let printed = try node.string()
      guard let arrow = printed.firstRange(of: "=>") else { throw node.error("expected \"text => identifiers\"") }
      result.append(
        Example(
          series: series,
          text: String(printed[..<arrow.lowerBound]),
          ids: printed[arrow.upperBound...].split(separator: " ").map(String.init),
          isCounter: false,
          file: node.file,
          line: node.line
        )
      )
    }
    for node in try entry.required("counterexamples").list() {
      result.append(
        Example(series: series, text: try node.string(), ids: [], isCounter: true, file: node.file, line: node.line)
      )
    }
    return result
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// The pack's chapter `offices.yaml`: heads of offices, portfolios with their abbreviations, chambers.
public struct Offices: Sendable {
  /// A portfolio and its abbreviations.
  public struct Portfolio: Sendable {
    /// As it is written in full.
    public let name: String
    let spellings: [[UInt8]]
  }

  /// What the collective of ministers is recorded as.
  public let cabinet: String
  private let cabinetNames: [(folded: [UInt8], name: String)]
  /// Between head and portfolio where a paper prints the portfolio in brackets.
  public let link: String
  /// "en"
  public let and: String
  private let heads: [(folded: [UInt8], name: String)]
  private let links: [[UInt8]]
  private let determiners: [[UInt8]]
  private let ministries: [[UInt8]]
  private let portfolios: [Portfolio]
  private let chambers: [String: String]
  private let successions: [String: Set<Int>]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: [
      "version", "heads", "singular", "links", "and", "determiners", "ministries", "cabinet", "cabinetNames",
      "defaultHead", "chambers",
      "member", "portfolios", "successions",
    ])
    var singular: [String: String] = [:]
    for (key, value) in try node.required("singular").entries() { singular[key] = try value.string() }
    heads = try node.required("heads").strings()
      .map { (folded: WordFolding.fold(Array($0.utf8)), name: singular[$0] ?? $0) }
      .sorted { $0.folded.count > $1.folded.count }
    let names = try node.required("links").strings()
    guard let first = names.first else { throw try node.required("links").error("at least one link is needed") }
    link = first
    links = names.map { WordFolding.fold(Array($0.utf8)) }
    guard let word = try node.required("and").strings().first else {
      throw try node.required("and").error("a word is needed")
    }
    and = word
    determiners = try node.required("determiners").strings().map { WordFolding.fold(Array($0.utf8)) }
    ministries = try node.required("ministries").strings().map { WordFolding.fold(Array($0.utf8)) }
    cabinet = try node.required("cabinet").string()
    cabinetNames = try node.required("cabinetNames").strings().map { (WordFolding.fold(Array($0.utf8)), $0) }
    defaultHead = try node.required("defaultHead").string()
    var chambers: [String: String] = [:]
    for (key, value) in try node.required("chambers").entries() { chambers[key] = try value.string() }
    self.chambers = chambers
    var portfolios: [Portfolio] = []
    for entry in try node.required("portfolios").list() {
      let spellings = try entry.strings()
      guard let name = spellings.first else { throw entry.error("a portfolio needs a name") }
      portfolios.append(Portfolio(name: name, spellings: spellings.map { WordFolding.fold(Array($0.utf8)) }))
    }
    self.portfolios = portfolios
    var rows: [String: Set<Int>] = [:]
    for (row, entry) in try node.required("successions").list().enumerated() {
      for name in try entry.strings() {
        guard portfolios.contains(where: { $0.name == name }) else {
          throw entry.error("no portfolio is named \"\(name)\"")
        }
        rows[name, default: []].insert(row)
      }
    }
    successions = rows
  }

  /// The chapter of the embedded pack.
  ///
  /// - Throws: ``PackError``; a test proves that this cannot happen.
  public static func embedded() throws(PackError) -> Offices {
    let file = "nl/offices.yaml"
    guard let yaml = EmbeddedPack.file(named: file) else {
      throw PackError(file: file, line: 0, message: "is not embedded in this executable")
    }
    return try Offices(try PackNode(file: file, yaml: yaml))
  }

  /// The portfolio an office is of, and the rows of portfolios that took over from one another in which it stands; `nil` for an
  /// office without a portfolio of the pack.
  public func bond(of office: String) -> (portfolio: String, rows: Set<Int>)? {
    let folded = WordFolding.fold(Array(office.utf8))
    var i = skipDeterminer(folded) ?? 0
    if let head = head(folded, at: i) { i = head.end }
    while i < folded.count, folded[i] == 0x20 || folded[i] == 0x28 { i += 1 }
    for candidate in links where matches(folded, candidate, i) {
      i += candidate.count + 1
      break
    }
    guard let name = portfolio(folded, at: i)?.name else { return nil }
    return (name, successions[name] ?? [])
  }

  /// Portfolios that one is or took over from, or that took over from it, where the name or abbreviation is that of one.
  public func names(of portfolio: String) -> [String] {
    guard let bond = bond(of: portfolio) else { return [] }
    return [bond.portfolio]
      + portfolios.map(\.name).filter { $0 != bond.portfolio && !(successions[$0] ?? []).isDisjoint(with: bond.rows) }
  }

  /// Whether folded bytes are one of the names by which the collective is recorded.
  public func isCabinet(_ folded: [UInt8]) -> Bool {
    folded == WordFolding.fold(Array(cabinet.utf8)) || cabinetNames.contains { $0.folded == folded }
  }

  /// What the collective is recorded as where a letter names it by a word.
  public func cabinet(named word: some Sequence<UInt8>) -> String {
    let folded = WordFolding.fold(Array(word))
    return cabinetNames.first { $0.folded == folded }?.name ?? cabinet
  }

  /// How a chamber is recorded.
  public func chamber(_ chamber: Metadata.Chamber) -> String? { chambers[chamber.rawValue] }

  /// The head of an office at a place in folded bytes, and where it ends.
  public func head(_ folded: [UInt8], at: Int) -> (name: String, end: Int)? {
    for head in heads where matches(folded, head.folded, at) { return (head.name, at + head.folded.count) }
    return nil
  }

  /// The portfolio at a place in folded bytes, the longest spelling, and where it ends.
  public func portfolio(_ folded: [UInt8], at: Int) -> (name: String, printed: Int)? {
    var best: (name: String, printed: Int)?
    for portfolio in portfolios {
      for spelling in portfolio.spellings where matches(folded, spelling, at) {
        if spelling.count > (best?.printed ?? 0) { best = (portfolio.name, spelling.count) }
      }
    }
    return best
  }

  /// Names of portfolios, in the pack's order.
  public var portfolioNames: [String] { portfolios.map(\.name) }

  /// The head where a portfolio is named without one ("mijn ambtgenoot van Financiën").
  public let defaultHead: String

  /// Where folded bytes go on after an article at their head; `nil` where none stands there.
  public func skipDeterminer(_ folded: [UInt8]) -> Int? {
    for determiner in determiners where matches(folded, determiner, 0) { return determiner.count + 1 }
    return nil
  }

  /// Where the word for a ministry at a place in folded bytes ends.
  public func ministry(_ folded: [UInt8], at: Int) -> Int? {
    for word in ministries where matches(folded, word, at) { return at + word.count }
    return nil
  }

  /// A link and a portfolio at a place in folded bytes, blanks and an opening bracket before them.
  public func linkedPortfolio(_ folded: [UInt8], at: Int) -> (link: String, name: String)? {
    var i = at
    while i < folded.count, folded[i] == 0x20 || folded[i] == 0x28 { i += 1 }
    var linked: String?
    for candidate in links where matches(folded, candidate, i) {
      linked = String(decoding: candidate, as: UTF8.self)
      i += candidate.count
      while i < folded.count, folded[i] == 0x20 { i += 1 }
      break
    }
    guard let linked, let portfolio = portfolio(folded, at: i) else { return nil }
    return (linked, portfolio.name)
  }

  /// A signatory's office as a holder is recorded: "minister van Financiën", whatever its capitals, article and brackets.
  public func canonical(_ printed: String) -> String {
    let bytes = Array(printed.utf8)
    let folded = WordFolding.fold(bytes)
    var i = 0
    for determiner in determiners where matches(folded, determiner, 0) { i = determiner.count }
    while i < folded.count, folded[i] == 0x20 { i += 1 }
    guard let (head, afterHead) = head(folded, at: i) else { return printed }
    i = afterHead
    while i < folded.count, folded[i] == 0x20 || folded[i] == 0x28 { i += 1 }
    var linkWord = link
    for (index, candidate) in links.enumerated() where matches(folded, candidate, i) {
      i += candidate.count
      linkWord = index == 0 ? link : String(decoding: candidate, as: UTF8.self)
      while i < folded.count, folded[i] == 0x20 { i += 1 }
      break
    }
    if i >= folded.count { return head }
    if let portfolio = portfolio(folded, at: i) { return "\(head) \(linkWord) \(portfolio.name)" }
    // Folding shortens letters with marks; the rest is taken from the printed form by counting characters from the end.
    let rest = trimmed(printed, folded, from: i)
    return rest.isEmpty ? head : "\(head) \(linkWord) \(rest)"
  }

  private func trimmed(_ printed: String, _ folded: [UInt8], from: Int) -> String {
    let skip = from
    var count = 0
    var start = printed.startIndex
    for index in printed.indices {
      if count >= skip { start = index; break }
      count += 1
      start = printed.index(after: index)
    }
    var rest = printed[start...]
    while let last = rest.last, last == ")" || last == "," || last == "." || last == " " { rest = rest.dropLast() }
    return String(rest)
  }

  private func matches(_ folded: [UInt8], _ word: [UInt8], _ at: Int) -> Bool {
    guard at >= 0, at + word.count <= folded.count else { return false }
    for i in 0..<word.count where folded[at + i] != word[i] { return false }
    let end = at + word.count
    return end == folded.count || !((0x61...0x7A).contains(folded[end]) || folded[end] >= 0x80)
  }
}

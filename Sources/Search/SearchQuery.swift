// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What a person asks: words, `"phrases"`, `AND`, `OR`, `NOT`, brackets, `word*`, and filters such as `office:IenW`.
public struct SearchQuery: Sendable, Equatable {
  /// A filter on what a letter or a section is.
  public struct Filter: Sendable, Equatable {
    /// What can be filtered on.
    public enum Key: String, Sendable, CaseIterable { case office, date, dossier, kind, status }

    /// On what.
    public var key: Key
    /// For what; names of offices as they are compared, any of which may hold.
    public var values: [String]
  }

  /// In the syntax of SQLite's FTS5; `nil` where only filters are given.
  public private(set) var match: String?
  /// All of them must hold.
  public private(set) var filters: [Filter] = []

  /// Lets a filter on an office hold for other names of it too.
  ///
  /// - Parameter names: Gives them for a name as it stands in the query; an empty list leaves it as it is.
  public mutating func widenOffices(_ names: (String) -> [String]) {
    for i in filters.indices where filters[i].key == .office {
      let found = filters[i].values.flatMap(names)
      if !found.isEmpty { filters[i].values = found }
    }
  }

  private struct Token {
    enum Kind: Equatable { case term(String), and, or, not, open, close, filter(Filter) }
    var kind: Kind
    var at: Int
  }

  /// Reads a query.
  ///
  /// - Throws: ``SearchError/query(message:at:)`` naming the place.
  public init(_ text: String) throws(SearchError) {
    let tokens = try SearchQuery.tokens(Array(text))
    if tokens.isEmpty { throw .query(message: "nothing is asked", at: 0) }
    var parts: [String] = []
    var depth = 0
    var needsOperand = true
    var last = 0
    for token in tokens {
      last = token.at
      switch token.kind {
      case .filter(let filter): filters.append(filter)
      case .term(let term):
        if !needsOperand { parts.append("AND") }
        parts.append(term)
        needsOperand = false
      case .open:
        if !needsOperand { parts.append("AND") }
        parts.append("(")
        depth += 1
        needsOperand = true
      case .close:
        if depth == 0 { throw .query(message: "a bracket is closed that was not opened", at: token.at) }
        if needsOperand { throw .query(message: "a word is missing before the bracket", at: token.at) }
        parts.append(")")
        depth -= 1
      case .and, .or, .not:
        let name = token.kind == .and ? "AND" : token.kind == .or ? "OR" : "NOT"
        if needsOperand { throw .query(message: "a word is missing before \(name)", at: token.at) }
        parts.append(name)
        needsOperand = true
      }
    }
    if depth > 0 { throw .query(message: "a bracket is not closed", at: text.count) }
    if needsOperand, !parts.isEmpty { throw .query(message: "a word is missing after this", at: last) }
    match = parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func tokens(_ text: [Character]) throws(SearchError) -> [Token] {
    var tokens: [Token] = []
    var i = 0
    while i < text.count {
      let at = i
      switch text[i] {
      case let blank where blank.isWhitespace: i += 1
      case "(":
        tokens.append(Token(kind: .open, at: at))
        i += 1
      case ")":
        tokens.append(Token(kind: .close, at: at))
        i += 1
      case "\"":
        let phrase = try quoted(text, &i)
        tokens.append(Token(kind: .term(try term(phrase, prefix: false, at: at)), at: at))
      default:
        var word = ""
        while i < text.count, !text[i].isWhitespace, text[i] != "(", text[i] != ")", text[i] != "\"" {
          word.append(text[i])
          i += 1
          if word.last == ":", Filter.Key(rawValue: String(word.dropLast())) != nil { break }
        }
        tokens.append(Token(kind: try kind(word, text, &i, at: at), at: at))
      }
    }
    return tokens
  }

  private static func kind(_ word: String, _ text: [Character], _ i: inout Int, at: Int) throws(SearchError)
    -> Token.Kind
  {
    switch word {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    default: break
    }
    if word.last == ":", let key = Filter.Key(rawValue: String(word.dropLast())) {
      var value = ""
      if i < text.count, text[i] == "\"" {
        value = try quoted(text, &i)
      } else {
        while i < text.count, !text[i].isWhitespace, text[i] != ")" {
          value.append(text[i])
          i += 1
        }
      }
      if value.isEmpty { throw .query(message: "\(word) asks for a value", at: at) }
      return .filter(Filter(key: key, values: [try checked(value, key, at: at)]))
    }
    if let colon = word.firstIndex(of: ":"), word[..<colon].allSatisfy(\.isLetter),
      word.index(after: colon) < word.endIndex
    {
      let names = Filter.Key.allCases.map(\.rawValue).joined(separator: ", ")
      throw .query(message: "there is no filter \"\(word[..<colon])\" (known: \(names))", at: at)
    }
    let isPrefix = word.last == "*"
    return .term(try term(isPrefix ? String(word.dropLast()) : word, prefix: isPrefix, at: at))
  }

  /// A filter's value as it is compared.
  private static func checked(_ value: String, _ key: Filter.Key, at: Int) throws(SearchError) -> String {
    switch key {
    case .office: return value
    case .date:
      if DateRange(value) != nil { return value }
      throw .query(message: "\"\(value)\" is no day, month, year or range of them (2026-01..2026-06)", at: at)
    case .dossier:
      if let dossier = DossierNumber(value) { return dossier.text }
      throw .query(message: "\"\(value)\" is no dossier's number (32317, 36600-XIV)", at: at)
    case .kind:
      return try known(
        value,
        "kind",
        Metadata.Kind.allCases.map(\.rawValue) + Commitment.Kind.allCases.map(\.rawValue),
        at: at
      )
    case .status: return try known(value, "status", Commitment.Status.allCases.map(\.rawValue), at: at)
    }
  }

  private static func known(
    _ value: String,
    _ name: String,
    _ values: [String],
    at: Int
  ) throws(SearchError) -> String {
    if values.contains(value) { return value }
    throw .query(message: "there is no \(name) \"\(value)\" (known: \(values.joined(separator: ", ")))", at: at)
  }

  private static func quoted(_ text: [Character], _ i: inout Int) throws(SearchError) -> String {
    let at = i
    i += 1
    var phrase = ""
    while i < text.count, text[i] != "\"" {
      phrase.append(text[i])
      i += 1
    }
    if i == text.count { throw .query(message: "a quotation mark is not closed", at: at) }
    i += 1
    return phrase
  }

  /// A word or phrase as FTS5 takes it, whatever is in it.
  private static func term(_ text: String, prefix: Bool, at: Int) throws(SearchError) -> String {
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw .query(message: "there is no word here", at: at)
    }
    return "\"\(text.filter { $0 != "\"" })\"" + (prefix ? " *" : "")
  }
}

/// The days a filter on dates lets through: `2026`, `2026-03`, `2026-03-20`, `2026-01..2026-06`, `..2025`, `2026..`.
struct DateRange: Equatable {
  /// First and last year, month or day, ISO 8601; empty where there is no end.
  let first, last: String

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let ends: (String, String)
    switch parts.count {
    case 1: ends = (parts[0], parts[0])
    case 3 where parts[1].isEmpty: ends = (parts[0], parts[2])
    default: return nil
    }
    guard !(ends.0.isEmpty && ends.1.isEmpty), DateRange.isDate(ends.0), DateRange.isDate(ends.1) else { return nil }
    // Compared as far as both go: 2026-03..2026 is no less than a day.
    guard ends.1.isEmpty || ends.0.prefix(ends.1.count) <= ends.1.prefix(ends.0.count) else { return nil }
    (first, last) = ends
  }

  /// Whether it is empty, or a year, month or day that there is.
  private static func isDate(_ text: String) -> Bool {
    if text.isEmpty { return true }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isFormed = zip(parts, [4, 2, 2]).allSatisfy { part, length in
      part.utf8.count == length && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard parts.count <= 3, isFormed else { return false }
    let rest = "-01-01".suffix(3 * (3 - parts.count))
    return Day(iso: text + rest) != nil
  }
}

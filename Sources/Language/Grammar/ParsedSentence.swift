// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// A sentence with its tokens, the phrases found in it and its clauses.
public struct ParsedSentence: Sendable {
  /// Its bytes in the text it was read from.
  public let span: TextSpan
  /// Its tokens.
  public let tokens: [Token]
  /// Phrases of several words that belong to a class.
  public let marks: [Vocabulary.Mark]
  /// Whether a token stands in a quotation.
  public let quoted: [Bool]
  /// Index of each token's clause.
  public let clauseOf: [Int]
  /// Its clauses, the first main one first.
  public internal(set) var clauses: [Clause]
  /// Word classes anywhere in it, quotations left out.
  public internal(set) var words: ClassSet
  /// Verb classes anywhere in it.
  public internal(set) var verbs = ClassSet()
  /// Whether it ends in a question mark.
  public let isQuestion: Bool

  /// Word classes of what the sentence itself says: those in relative clauses describe something in it.
  var frameWords: ClassSet {
    guard clauses.contains(where: { $0.kind == .relative }) else { return words }
    return clauses.reduce(into: ClassSet()) { if $1.kind != .relative { $0.formUnion($1.words) } }
  }
}

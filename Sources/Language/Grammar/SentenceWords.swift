// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of a sentence before it is cut into clauses.
public struct SentenceWords: Sendable {
  let tokens: [Token]
  /// Word classes of each token.
  let classes: [ClassSet]
  /// Phrases that lie outside quotations.
  let marks: [Vocabulary.Mark]
  /// Whether a token stands in a quotation.
  let quoted: [Bool]

  /// The classes of all words and phrases outside quotations.
  public var all: ClassSet {
    var result = ClassSet()
    for (token, set) in classes.enumerated() where !quoted[token] { result.formUnion(set) }
    for mark in marks { result.insert(mark.wordClass) }
    return result
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Adds up what the words of a sentence hint at.
///
/// Two words in three are of no class that a rule asks for; those have no row and cost a look at their place.
struct HintReader: Sendable {
  private let vocabulary: Vocabulary
  private let that, intoThat: Int
  /// By word: where its row stands, or −1.
  private let places: [Int32]
  private let rows: [WordTable.Hint]

  /// Creates the reader; only classes among `asked` are told.
  init(_ vocabulary: Vocabulary, _ grammar: GrammarWords, asked: ClassSet) {
    self.vocabulary = vocabulary
    that = grammar.that
    intoThat = grammar.intoThat
    var asked = asked
    for entry in vocabulary.conditional { asked.insert(entry.needs) }
    var places: [Int32] = []
    var rows: [WordTable.Hint] = []
    for known in vocabulary.table.hints {
      var row = known
      row.words = known.words.intersection(asked)
      places.append(row.isEmpty ? -1 : Int32(rows.count))
      if !row.isEmpty { rows.append(row) }
    }
    self.places = places
    self.rows = rows
  }

  /// The hint of the tokens of a range, without traits, and whether a number of four digits is among them.
  func callAsFunction(_ tokens: [Token], _ range: Range<Int>) -> (hint: SentenceHint, hasYear: Bool) {
    var hint = SentenceHint()
    var hasYear = false
    // The reach of the words with verb classes that hold only beside others: asked when all words are known.
    var firstConditional = range.upperBound
    var lastConditional = range.lowerBound - 1
    tokens.withUnsafeBufferPointer { tokens in
      places.withUnsafeBufferPointer { places in
        rows.withUnsafeBufferPointer { rows in
          var words = ClassSet()
          var count = 0
          var afterInside = false
          for index in range {
            let token = tokens[index]
            if token.kind == .word { count += 1 }
            if afterInside, vocabulary.classes(of: token).contains(that) { words.insert(intoThat) }
            afterInside = false
            if token.word >= 0 {
              let place = Int(places[Int(token.word)])
              if place < 0 { continue }
              words.formUnion(rows[place].words)
              hint.helps |= rows[place].helps
              afterInside = rows[place].isInside
              if rows[place].verbs >= 0 { hint.forms.formUnion(vocabulary.table.verbForms[Int(rows[place].verbs)]) }
              if rows[place].conditionals > 0 {
                firstConditional = min(firstConditional, index)
                lastConditional = index
              }
            } else if token.kind == .number {
              if token.end - token.start == 4 { hasYear = true }
            } else {
              if token.head >= 0, case let place = Int(places[Int(token.head)]), place >= 0 {
                words.formUnion(rows[place].words)
              }
              if token.first >= 0, case let place = Int(places[Int(token.first)]), place >= 0 {
                words.formUnion(rows[place].words)
              }
            }
          }
          hint.words = words
          hint.count = count
        }
      }
    }
    if firstConditional <= lastConditional {
      for index in firstConditional...lastConditional { addConditional(of: tokens[index], to: &hint) }
    }
    return (hint, hasYear)
  }

  /// Adds the verb classes that a token's word has beside one of the words in the hint.
  @inline(__always)
  private func addConditional(of token: Token, to hint: inout SentenceHint) {
    guard token.word >= 0, case let place = Int(places[Int(token.word)]), place >= 0, rows[place].conditionals > 0
    else {
      return
    }
    let first = Int(rows[place].firstConditional)
    for index in first..<(first + Int(rows[place].conditionals)) {
      let entry = vocabulary.conditional[index]
      if hint.words.contains(entry.needs) { hint.forms.add(entry.verbs, as: entry.form) }
    }
  }
}

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
    let verbForms = vocabulary.table.verbForms
    tokens.withUnsafeBufferPointer { tokens in
      places.withUnsafeBufferPointer { places in
        rows.withUnsafeBufferPointer { rows in
          // The rows of the verbs: six sets each, added when those of all words are.
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: HintReader.room) { verbs in
            var verbCount = 0
            var words = ClassSet()
            var helps: UInt8 = 0
            var count = 0
            var afterInside = false
            for index in range {
              let word = Int(tokens[index].word)
              if word >= 0 {
                // Only words have a number.
                count &+= 1
                if afterInside, vocabulary.classes(of: tokens[index]).contains(that) { words.insert(intoThat) }
                afterInside = false
                let place = Int(places[word])
                if place < 0 { continue }
                let row = rows.baseAddress.unsafelyUnwrapped + place
                words.formUnion(row.pointee.words)
                helps |= row.pointee.helps
                afterInside = row.pointee.isInside
                guard row.pointee.verbs >= 0 || row.pointee.conditionals > 0 else { continue }
                if row.pointee.verbs >= 0 {
                  if verbCount == HintReader.room { HintReader.add(verbs, &verbCount, verbForms, to: &hint) }
                  verbs[verbCount] = row.pointee.verbs
                  verbCount &+= 1
                }
                if row.pointee.conditionals > 0 {
                  firstConditional = min(firstConditional, index)
                  lastConditional = index
                }
              } else if tokens[index].kind == .word {
                count &+= 1
                if afterInside, vocabulary.classes(of: tokens[index]).contains(that) { words.insert(intoThat) }
                afterInside = false
                let token = tokens[index]
                if token.head >= 0, case let place = Int(places[Int(token.head)]), place >= 0 {
                  words.formUnion(rows[place].words)
                }
                if token.first >= 0, case let place = Int(places[Int(token.first)]), place >= 0 {
                  words.formUnion(rows[place].words)
                }
              } else {
                afterInside = false
                if tokens[index].kind == .number, tokens[index].end - tokens[index].start == 4 { hasYear = true }
              }
            }
            HintReader.add(verbs, &verbCount, verbForms, to: &hint)
            hint.words = words
            hint.helps = helps
            hint.count = count
          }
        }
      }
    }
    if firstConditional <= lastConditional {
      for index in firstConditional...lastConditional { addConditional(of: tokens[index], to: &hint) }
    }
    return (hint, hasYear)
  }

  private static let room = 64

  /// Adds verbs by their rows, and forgets them.
  private static func add(
    _ verbs: UnsafeMutableBufferPointer<Int32>,
    _ count: inout Int,
    _ forms: [VerbForms],
    to hint: inout SentenceHint
  ) {
    forms.withUnsafeBufferPointer { forms in
      for index in 0..<count { hint.forms.formUnion(forms[Int(verbs[index])]) }
    }
    count = 0
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

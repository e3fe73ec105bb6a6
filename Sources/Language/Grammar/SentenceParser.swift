// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Reads a sentence: tokens, phrases, clauses, and in each clause who acts and what the verbs say.
public struct SentenceParser: Sendable {
  let vocabulary: Vocabulary
  let grammar: GrammarWords
  private let tokenizer: Tokenizer

  init(_ vocabulary: Vocabulary, _ grammar: GrammarWords) {
    self.vocabulary = vocabulary
    self.grammar = grammar
    self.tokenizer = Tokenizer(vocabulary)
  }

  /// A longer sentence is not read beyond this many tokens: no promise needs them, and hostile text must stay cheap.
  static let mostTokens = 400

  /// Reads `utf8[span]`; `frame` is the head of a list that its items share ("Ik zal:"), read before them.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, frame: TextSpan? = nil) -> ParsedSentence {
    var tokens: [Token] = []
    tokenizer(utf8, span, into: &tokens)
    return self(utf8, span, tokens, frame: frame)
  }

  /// Appends the tokens of a span.
  public func tokens(_ utf8: [UInt8], _ span: TextSpan, into tokens: inout [Token]) {
    tokenizer(utf8, span, into: &tokens)
  }

  /// Reads a sentence whose tokens are known.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, _ own: [Token], frame: TextSpan? = nil)
    -> ParsedSentence
  {
    var tokens: [Token] = own
    if let frame {
      var head: [Token] = []
      tokenizer(utf8, frame, into: &head)
      while let last = head.last, last.kind == .colon { head.removeLast() }
      tokens = head + own
    }
    return self(utf8, span, words(utf8, tokens[...]))
  }

  /// Reads a sentence whose words are known.
  public func callAsFunction(_ utf8: [UInt8], _ span: TextSpan, _ words: SentenceWords) -> ParsedSentence {
    let tokens = words.tokens
    let marks = words.marks
    let quoted = words.quoted
    let classes = words.classes
    var builder = ClauseBuilder(
      vocabulary: vocabulary,
      grammar: grammar,
      utf8: utf8,
      tokens: tokens,
      classes: classes,
      quoted: quoted,
      marks: marks
    )
    builder.build()
    var sentence = ParsedSentence(
      span: span,
      tokens: tokens,
      marks: marks,
      quoted: quoted,
      clauseOf: builder.clauseOf,
      clauses: builder.made(),
      words: ClassSet(),
      isQuestion: SentenceParser.endsInQuestion(tokens[...])
    )
    let reader = ClauseReader(
      vocabulary: vocabulary,
      grammar: grammar,
      utf8: utf8,
      classes: classes,
      builder: consume builder
    )
    reader(&sentence)
    return sentence
  }

  /// The infinitive of a verb: `terugkomen`.
  public func infinitive(_ lemma: Int) -> String { vocabulary.infinitive(lemma) }

  /// Whether the head of a list leaves its verb to the items: "Ik zal:", "Het kabinet is voornemens om:".
  public func leavesVerbToItems(_ utf8: [UInt8], _ span: TextSpan) -> Bool {
    let sentence = self(utf8, span)
    guard let last = sentence.clauses.last(where: { !$0.tokens.isEmpty && $0.kind != .aside }) else { return false }
    if last.kind == .infinitive { return last.verbs.isEmpty }
    guard last.finite >= 0, last.subject != nil else { return false }
    let helps = vocabulary.readings(of: sentence.tokens[last.finite]).contains { grammar.helps($0.lemma) }
    return helps && last.verbs.allSatisfy { $0.token == last.finite }
  }

  /// The word classes of a token.
  public func classes(of token: Token) -> ClassSet { vocabulary.classes(of: token) }

  /// Whether a token is "wij" or "we".
  public func isPlural(_ token: Token) -> Bool { vocabulary.classes(of: token).contains(grammar.plural) }

  /// The words and phrases of a sentence by its tokens.
  public func words(_ utf8: [UInt8], _ tokens: ArraySlice<Token>) -> SentenceWords {
    var tokens = Array(tokens.prefix(SentenceParser.mostTokens))
    var classes: [ClassSet] = []
    classes.reserveCapacity(tokens.count)
    var mayQuote = false
    tokens.withUnsafeMutableBufferPointer { tokens in
      for index in tokens.indices {
        classes.append(vocabulary.classes(of: tokens[index]))
        tokens[index].isVerb = vocabulary.isVerb(tokens[index])
        // Most sentences quote nothing: a mark that is none of grammar's may be a straight one.
        mayQuote = mayQuote || tokens[index].kind == .openQuote || tokens[index].kind == .other
      }
    }
    var marks: [Vocabulary.Mark] = []
    vocabulary.marks(tokens, into: &marks)
    let quoted = SentenceParser.quotations(tokens, utf8, mayQuote: mayQuote)
    if mayQuote { marks.removeAll { quoted[$0.first] } }
    return SentenceWords(tokens: tokens, classes: classes, marks: marks, quoted: quoted)
  }

  /// Whether a sentence with these tokens ends in a question mark.
  public static func endsInQuestion(_ tokens: ArraySlice<Token>) -> Bool {
    for token in tokens.reversed() {
      switch token.kind {
      case .question: return true
      case .closeQuote, .closeBracket, .stop, .other, .openQuote: continue
      default: return false
      }
    }
    return false
  }

  /// Tokens between an opening and a closing quotation mark; straight marks open and close in turn.
  private static func quotations(_ tokens: [Token], _ utf8: [UInt8], mayQuote: Bool) -> [Bool] {
    var quoted: [Bool] = []
    quoted.reserveCapacity(tokens.count)
    quoted.append(contentsOf: repeatElement(false, count: tokens.count))
    guard mayQuote else { return quoted }
    var open: Int?
    for (i, token) in tokens.enumerated() {
      let straight =
        token.kind == .other && token.end - token.start == 1 && (utf8[token.start] == 0x22 || utf8[token.start] == 0x27)
      if let from = open, token.kind == .closeQuote || straight {
        for t in from...i { quoted[t] = true }
        open = nil
      } else if open == nil, token.kind == .openQuote || straight {
        open = i
      }
    }
    return quoted
  }
}

extension SentenceParser {
  /// How a sentence is read, for a person: one line a clause.
  public func outline(_ utf8: [UInt8], _ span: TextSpan) -> String {
    let sentence = self(utf8, span)
    func word(_ i: Int) -> String {
      i < 0 ? "-" : String(decoding: utf8[sentence.tokens[i].start..<sentence.tokens[i].end], as: UTF8.self)
    }
    var result = ""
    for (index, clause) in sentence.clauses.enumerated() {
      let verbs = clause.verbs.map { "\(word($0.token)):\($0.mood)\($0.passive ? ":passive" : "")" }.joined(
        separator: ","
      )
      let subject = clause.subject.map { "\($0.role)" } ?? "-"
      let agent = clause.agent.map { " agent=\($0.role)" } ?? ""
      result +=
        "    \(index)<\(clause.parent) \(clause.kind) finite=\(word(clause.finite)) verbs=[\(verbs)] subject=\(subject)\(agent)"
      if clause.strangerActs { result += " stranger" }
      if let chamber = clause.chamber {
        result += " chamber=\(chamber.preposition < 0 ? "direct" : word(chamber.preposition))"
      }
      if clause.negation >= 0 { result += " not=\(word(clause.negation))" }
      result += " \u{AB}\(clause.tokens.map(word).joined(separator: " "))\u{BB}\n"
    }
    return result
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Reads which motion a sentence speaks of: its movers and its paper.
struct MotionReader {
  let terms: CommitmentTerms
  let parser: SentenceParser

  /// Movers named after the motion, and its citation in the sentence or in a note called there.
  func callAsFunction(
    _ sentence: ParsedSentence,
    _ source: CommitmentSource,
    _ letter: StructuredLetter,
    _ citations: [Citation]
  ) -> Commitment.Motion {
    var movers: [String] = []
    if let at = sentence.tokens.indices.first(where: {
      parser.classes(of: sentence.tokens[$0]).contains(terms.motion) && !sentence.quoted[$0]
    }) {
      movers = names(after: at, sentence, source)
    }
    return Commitment.Motion(movers: movers, citation: paper(sentence, source, letter, citations))
  }

  private func names(after at: Int, _ sentence: ParsedSentence, _ source: CommitmentSource) -> [String] {
    let tokens = sentence.tokens
    var names: [String] = []
    var current: TextSpan?
    // "motie-Dijkgraaf": the first name is part of the word.
    let word = source.utf8[tokens[at].start..<tokens[at].end]
    if let hyphen = word.firstIndex(of: 0x2D), hyphen + 1 < word.endIndex {
      current = TextSpan(hyphen + 1, word.endIndex)
    }
    var i = at + 1
    // "van het lid", "van de leden", "van Kamerlid"
    if current == nil {
      var skipped = 0
      while i < tokens.count, skipped < 6, tokens[i].kind == .word, !beginsName(i, tokens) {
        i += 1
        skipped += 1
      }
    }
    while i < tokens.count {
      let token = tokens[i]
      if token.kind == .word, isName(token) || (current != nil && isParticle(i, tokens)) {
        current = TextSpan(current?.start ?? token.start, token.end)
      } else if let name = current, isSeparator(token), beginsName(i + 1, tokens) {
        names.append(source.string(name))
        current = nil
      } else if current != nil, token.kind == .openBracket, i + 2 < tokens.count, tokens[i + 2].kind == .closeBracket {
        // A party in brackets.
        i += 2
      } else {
        break
      }
      i += 1
    }
    if let name = current { names.append(source.string(name)) }
    return names
  }

  private func isName(_ token: Token) -> Bool {
    token.kind == .word && token.capital && !parser.classes(of: token).contains(terms.member)
      && !parser.classes(of: token).contains(terms.chamberName)
  }

  private func beginsName(_ i: Int, _ tokens: [Token]) -> Bool {
    guard i < tokens.count else { return false }
    if isName(tokens[i]) { return true }
    return isParticle(i, tokens) && i > 0 && parser.classes(of: tokens[i - 1]).contains(terms.member)
  }

  private func isSeparator(_ token: Token) -> Bool {
    token.kind == .comma || token.kind == .slash || parser.classes(of: token).contains(terms.coordinator)
  }

  /// A part of a surname with the rest of it behind it.
  private func isParticle(_ i: Int, _ tokens: [Token]) -> Bool {
    guard isParticleWord(tokens[i]), i + 1 < tokens.count else { return false }
    return isName(tokens[i + 1]) || (isParticleWord(tokens[i + 1]) && i + 2 < tokens.count && isName(tokens[i + 2]))
  }

  /// A small word inside a surname.
  private func isParticleWord(_ token: Token) -> Bool {
    token.kind == .word && parser.classes(of: token).contains(terms.nameParticle)
  }

  private func paper(
    _ sentence: ParsedSentence,
    _ source: CommitmentSource,
    _ letter: StructuredLetter,
    _ citations: [Citation]
  ) -> String? {
    let within = citations.first { citation in
      guard citation.id != nil else { return false }
      switch citation.place {
      case .head: return false
      case .text(let span): return source.footnote == nil && sentence.span.contains(span)
      case .footnote(let index, let span): return source.footnote == index && sentence.span.contains(span)
      }
    }
    if let within { return within.id }
    guard source.footnote == nil else { return nil }
    for (index, note) in letter.footnotes.enumerated() {
      guard note.calls.contains(where: { $0.offset >= sentence.span.start && $0.offset <= sentence.span.end + 1 })
      else { continue }
      let cited = citations.first { citation in
        if case .footnote(index, _) = citation.place { return citation.id != nil }
        return false
      }
      if let cited { return cited.id }
    }
    return nil
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Verbs that the pack does not know, by their endings and their place.
extension ClauseReader {
  /// The last word of the clause that looks like an infinitive or a participle, where the pack knows none.
  func unknownNonFinite(
    _ own: [Int],
    _ clause: Clause,
    _ sentence: ParsedSentence,
    _ helpers: [Int]
  ) -> (token: Int, reading: WordTable.Reading)? {
    let finite = lemma(at: clause.finite, finite: true)
    let isGoing = finite == grammar.go
    let wantsParticiple =
      finite == grammar.become || finite == grammar.be || finite == grammar.have
      || helpers.contains { nonFinite($0)?.lemma == grammar.become }
    for (at, t) in own.enumerated().reversed() where t != clause.finite {
      let token = sentence.tokens[t]
      // Plural nouns end like infinitives: only the end of the clause, or what a preposition follows, is a verb's place.
      let follower = at + 1 < own.count ? classes[own[at + 1]] : nil
      let place = follower.map { !isGoing && ($0.contains(grammar.preposition) || $0.contains(grammar.om)) } ?? true
      // "zal er bij de sector op aandringen": a preposition without its noun before the infinitive that closes the clause.
      let closes = finite == grammar.will && follower == nil && t > 0 && !classes[t - 1].contains(grammar.article)
      let noun =
        !closes && t > 0
        && (classes[t - 1].contains(grammar.article) || classes[t - 1].contains(grammar.preposition)
          || classes[t - 1].contains(grammar.determiner))
      // An adjective before it makes it a noun as well.
      let attributed =
        at > 0 && own[at - 1] == t - 1 && sentence.tokens[t - 1].word < 0
        && utf8[sentence.tokens[t - 1].end - 1] == grammar.adjectiveEnding
      guard token.word < 0, !token.capital, place, !noun, !attributed else { continue }
      if !wantsParticiple, ends(t, grammar.infinitiveEndings) {
        return (t, WordTable.Reading(lemma: -1, form: .infinitive))
      }
      if wantsParticiple, ends(t, grammar.participleEndings), looksLikeParticiple(t) {
        return (t, WordTable.Reading(lemma: -1, form: .participle))
      }
      // Beyond the verbs at the end of the clause only what was put behind them.
      if wantsParticiple, !attaches(t, in: own) { break }
    }
    return nil
  }

  /// Whether a word at the end of a clause goes with a preposition before it, and so may stand behind the clause's participle:
  /// "wordt de balans opgemaakt aan de hand van twaalf criteria".
  private func attaches(_ t: Int, in own: [Int]) -> Bool {
    guard let at = own.firstIndex(of: t) else { return false }
    return own[..<at].suffix(4).contains { classes[$0].contains(grammar.preposition) }
  }

  /// One of the prefixes of participles at the head of the word, or the first of them after a particle ("uitgezocht").
  func looksLikeParticiple(_ t: Int) -> Bool {
    let token = builder.tokens[t]
    let word = utf8[token.start..<token.end]
    guard let infix = grammar.participlePrefixes.first else { return false }
    if grammar.participlePrefixes.contains(where: { word.starts(with: $0) }) { return true }
    for skipped in 2...6 where word.count > skipped + 4 && word.dropFirst(skipped).starts(with: infix) { return true }
    return false
  }

  func ends(_ t: Int, _ endings: [[UInt8]]) -> Bool {
    let token = builder.tokens[t]
    return endings.contains { ending in
      token.end - token.start > ending.count + 2 && utf8[(token.end - ending.count)..<token.end].elementsEqual(ending)
    }
  }
}

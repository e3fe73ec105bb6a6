// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Adds the short forms that point back to a cited paper: `Idem` in a footnote, `deze motie` and `voornoemde brief` in running text.
///
/// A short form never brings in a paper that the letter does not cite in full. Where two papers could be meant the nearest is given
/// as uncertain; where the word was used for another paper in between, none is.
struct ShortFormResolver {
  let rules: CitationRules

  /// Bytes that a short form reaches back: two long paragraphs of a real letter, after which the paper is named anew.
  static let reach = 2500
  /// Bytes between a word for a paper and its citation or footnote call: `de motie van de leden A, B en C over het …`.
  static let span = 200

  /// A paper cited in full, with the place in running text where the reader meets it.
  private struct Antecedent {
    var citation: Citation
    /// Where the words stop that may name the sort of paper: the citation's start, or its footnote's call.
    var named: Int
    /// Whose block it stands in: the block's first byte.
    var block: Int
  }

  /// The citations with the short forms among them, in order of their places.
  func callAsFunction(_ letter: StructuredLetter, _ citations: [Citation]) -> [Citation] {
    guard citations.contains(where: { $0.id != nil }) else { return citations }
    let found = inText(letter, citations) + inNotes(letter, citations)
    if found.isEmpty { return citations }
    return (citations + found).enumerated().sorted { a, b in
      let (left, right) = (ShortFormResolver.order(a.element.place), ShortFormResolver.order(b.element.place))
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }

  private static func order(_ place: Place) -> (Int, Int) {
    switch place {
    case .head: return (-2, 0)
    case .text(let span): return (-1, span.start)
    case .footnote(let index, let span): return (index, span.start)
    }
  }

  // MARK: Running text

  private func inText(_ letter: StructuredLetter, _ citations: [Citation]) -> [Citation] {
    let utf8 = letter.text.utf8
    let named = named(letter, citations)
    let hits = ShortFormResolver.reached(from: named).flatMap { range in
      rules.shortMatcher.hits(in: utf8, range: range.clamped(to: 0..<utf8.count)).filter { isWhole($0, utf8) }
    }
    if hits.isEmpty { return [] }
    let antecedents = antecedents(named, utf8)
    var result: [Citation] = []
    var last = 0
    for hit in hits where hit.start >= last && !isCited(after: hit.end, antecedents) {
      let noun = rules.shortPapers[hit.pattern]
      guard let meant = antecedent(of: noun, before: hit.start, antecedents, utf8) else { continue }
      last = hit.end
      result.append(
        short(meant.citation, utf8, TextSpan(hit.start, hit.end), isUncertain: meant.isUncertain) { .text($0) }
      )
    }
    return result
  }

  private func isWhole(_ hit: ByteMatcher.Hit, _ utf8: [UInt8]) -> Bool {
    let before = hit.start > 0 ? utf8[hit.start - 1] : 0x20
    let after = hit.end < utf8.count ? utf8[hit.end] : 0x20
    return !isWord(before) && !isWord(after) && after != UInt8(ascii: "-")
  }

  private func isWord(_ byte: UInt8) -> Bool { ByteText.isLetter(byte) || ByteText.isDigit(byte) }

  /// Whether the words after a short form cite the paper in full themselves: `voornoemde brief (Kamerstuk …)`.
  private func isCited(after end: Int, _ antecedents: [Antecedent]) -> Bool {
    antecedents.contains { $0.named >= end && $0.named <= end + 2 }
  }

  /// The stretches of text that short forms of papers may stand in, ascending.
  private static func reached(from named: [Antecedent]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for item in named {
      let end = item.named + reach + 1
      if let last = result.last, item.named <= last.upperBound + span {
        result[result.count - 1] = last.lowerBound..<end
      } else {
        result.append(item.named..<end)
      }
    }
    return result
  }

  /// The papers cited in full, by the places where running text names them; their blocks are not sought yet.
  private func named(_ letter: StructuredLetter, _ citations: [Citation]) -> [Antecedent] {
    var result: [Antecedent] = []
    for citation in citations where citation.id != nil {
      switch citation.place {
      case .head: break
      case .text(let span): result.append(Antecedent(citation: citation, named: span.start, block: 0))
      case .footnote(let index, _):
        for call in letter.footnotes[index].calls {
          result.append(Antecedent(citation: citation, named: call.offset, block: 0))
        }
      }
    }
    return result.sorted { $0.named < $1.named }
  }

  /// The same with the blocks they stand in.
  private func antecedents(_ named: [Antecedent], _ utf8: [UInt8]) -> [Antecedent] {
    var result = named
    for index in result.indices {
      var start = min(result[index].named, utf8.count)
      while start > 0, utf8[start - 1] != 0x0A { start -= 1 }
      result[index].block = start
    }
    return result
  }

  private func antecedent(
    of noun: [UInt8],
    before at: Int,
    _ antecedents: [Antecedent],
    _ utf8: [UInt8]
  ) -> (citation: Citation, isUncertain: Bool)? {
    var meant: Antecedent?
    var isUncertain = false
    for item in antecedents.reversed() where item.named <= at {
      if at - item.named > ShortFormResolver.reach { break }
      guard let word = lastPlace(of: noun, utf8, max(item.block, item.named - ShortFormResolver.span)..<item.named)
      else { continue }
      guard let nearest = meant else {
        if isIntroduced(noun, utf8, item.named..<at) { return nil }
        meant = item
        continue
      }
      if item.block != nearest.block { break }
      // Two papers under one word in one paragraph: either may be meant.
      if item.citation.id != nearest.citation.id, word < nearest.named { isUncertain = true }
    }
    return meant.map { ($0.citation, isUncertain) }
  }

  /// Where the noun, or a compound with it, last begins in a stretch of text in which no other word for a paper follows it.
  private func lastPlace(of noun: [UInt8], _ utf8: [UInt8], _ range: Range<Int>) -> Int? {
    let papers = rules[.paper].entries
    var at = range.upperBound - 1
    while at >= range.lowerBound {
      if matches(noun, utf8, at) { return at }
      if papers.contains(where: { matches($0, utf8, at) }) { return nil }
      at -= 1
    }
    return nil
  }

  private func matches(_ noun: [UInt8], _ utf8: [UInt8], _ at: Int) -> Bool {
    guard at + noun.count <= utf8.count else { return false }
    for k in noun.indices where (utf8[at + k] | 0x20) != noun[k] { return false }
    return true
  }

  /// Whether the noun names a paper of its own in between, one that is not cited.
  private func isIntroduced(_ noun: [UInt8], _ utf8: [UInt8], _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at + noun.count < range.upperBound {
      if matches(noun, utf8, at) {
        let end = at + noun.count
        let next = ByteText.skipBlanks(utf8, end, range.upperBound)
        if rules[.introduced].match(utf8, at: next, limit: range.upperBound) != nil { return true }
        at = end
      } else {
        at += 1
      }
    }
    return false
  }

  // MARK: Footnotes

  /// `Idem` at the head of a note: what the note before it cites last, or what that one resolved to.
  private func inNotes(_ letter: StructuredLetter, _ citations: [Citation]) -> [Citation] {
    var cited: [Int: [Citation]] = [:]
    for citation in citations where citation.id != nil {
      if case .footnote(let index, _) = citation.place { cited[index, default: []].append(citation) }
    }
    var result: [Citation] = []
    for (index, note) in letter.footnotes.enumerated() where index > 0 && cited[index] == nil {
      guard let end = rules[.same].end(note.utf8, at: 0, limit: note.utf8.count), let meant = cited[index - 1],
        let last = meant.last
      else { continue }
      let isUncertain = meant.contains { $0.id != last.id }
      let citation = short(last, note.utf8, TextSpan(0, end), isUncertain: isUncertain) {
        .footnote(index: index, span: $0)
      }
      cited[index] = [citation]
      result.append(citation)
    }
    return result
  }

  private func short(
    _ citation: Citation,
    _ utf8: [UInt8],
    _ span: TextSpan,
    isUncertain: Bool,
    _ place: (TextSpan) -> Place
  ) -> Citation {
    Citation(
      id: citation.id,
      kind: citation.kind,
      text: String(decoding: utf8[span.range], as: UTF8.self),
      url: citation.url,
      place: place(span),
      uncertain: isUncertain || citation.uncertain
    )
  }
}

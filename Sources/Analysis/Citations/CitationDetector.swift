// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds references to papers, acts and rulings in text and footnotes and gives them their canonical identifiers.
///
/// Identifiers follow the record's own table. A paper of the Eerste Kamer of before 2010 is therefore `kst-31544-CK`, without the
/// session year that the publication site puts in its address; the address has it.
public struct CitationDetector: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Citations in order of their places: what the head refers to, then the running text, then the footnotes.
  public func callAsFunction(_ letter: StructuredLetter) -> [Citation] {
    let isToSenate = letter.metadata.chamber == .eersteKamer
    var inText: [Marked] = []
    var inNotes: [Int: [Marked]] = [:]
    for citation in letter.markedCitations {
      switch citation.place {
      case .head: break
      case .text(let span): inText.append((span, citation))
      case .footnote(let index, let span): inNotes[index, default: []].append((span, citation))
      }
    }
    let head = head(letter)
    let text = letter.text.utf8
    var result = merge(scan(head, isToSenate), head, []) { _ in .head }
    result += merge(scan(text, isToSenate), text, inText) { .text($0) }
    for (index, note) in letter.footnotes.enumerated() {
      result += merge(scan(note.utf8, isToSenate), note.utf8, inNotes[index] ?? []) {
        .footnote(index: index, span: $0)
      }
    }
    return ShortFormResolver(rules: pack.citations)(letter, result)
  }

  /// What is found in one text, with spans of that text as places: for checking the pack's own examples.
  public func callAsFunction(_ utf8: [UInt8]) -> [Citation] {
    merge(scan(utf8, false), utf8, []) { .text($0) }
  }

  private func scan(_ utf8: [UInt8], _ isToSenate: Bool) -> [FoundCitation] {
    var scanner = CitationScanner(utf8, pack.citations, pack.lexicon, isToSenate: isToSenate)
    return scanner()
  }

  /// What a paper's head says after its words for "see also"; the rest of a head names the paper itself.
  private func head(_ letter: StructuredLetter) -> [UInt8] {
    var result: [UInt8] = []
    for line in letter.furniture where line.kind == "letterhead" {
      let text = Array(line.text.utf8)
      if !result.isEmpty {
        result += [0x20] + text
        continue
      }
      let folded = Letterhead.fold(text)
      for words in pack.letterhead[.seeAlso] {
        if let range = folded.firstRange(of: words) { result = Array(text[range.lowerBound...]) }
      }
    }
    return result
  }

  /// A citation that the markup gives, and its words' span.
  private typealias Marked = (span: TextSpan, citation: Citation)

  /// Joins what was read with what the markup says: where both speak of the same words the markup's identifier wins.
  private func merge(
    _ found: [FoundCitation],
    _ utf8: [UInt8],
    _ marked: [Marked],
    _ place: (TextSpan) -> Place
  ) -> [Citation] {
    var read = found
    var added: [Marked] = []
    for mark in marked {
      let touching = read.indices.filter { read[$0].span.overlaps(mark.span) }
      if touching.contains(where: { read[$0].id == mark.citation.id }) { continue }
      if touching.count == 1, let index = touching.first {
        read[index].id = mark.citation.id
        read[index].kind = mark.citation.kind
        read[index].url = mark.citation.url
        read[index].uncertain = false
      } else {
        added.append(mark)
      }
    }
    var result: [Marked] = read.map { item in
      (
        item.span,
        Citation(
          id: item.id,
          kind: item.kind,
          text: String(decoding: utf8[item.span.range], as: UTF8.self),
          url: item.url,
          place: place(item.span),
          repaired: item.repaired,
          uncertain: item.uncertain
        )
      )
    }
    if !added.isEmpty {
      result += added
      result = result.enumerated().sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
        .map(\.element)
    }
    return result.map(\.citation)
  }
}

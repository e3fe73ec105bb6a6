// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// One view over all letters: each commitment once, with its life.
///
/// Made anew from the records each time; nothing in it depends on when it is made, or on the order of the records.
public struct CommitmentRegister: Sendable {
  /// Letters, as in the records.
  public let letters: [RegisterLetter]
  /// Mentions, as in the records.
  public let mentions: [Mention]
  /// Entries in the order of their first mentions.
  public let entries: [RegisterEntry]
  /// Lines of the corrections file that could not be applied.
  public let problems: [Corrections.Problem]
  /// For mentions without a link, by their index, the one that came nearest; only where it was asked for.
  public let refused: [Int: Link]

  /// Links the mentions of letters.
  ///
  /// - Parameter isTellingRefused: Whether ``refused`` is wanted.
  public init(
    _ records: RecordReader,
    words: RegisterWords,
    corrections: Corrections = Corrections(),
    isTellingRefused: Bool = false
  ) {
    letters = records.letters
    mentions = records.mentions
    let resolved = corrections.resolved(mentions)
    problems = resolved.problems
    var builder = FeatureBuilder(words)
    let features = mentions.map { builder.features($0, records.letters[$0.letter]) }
    let order = CommitmentRegister.order(mentions, letters).filter { !resolved.wrong.contains($0) }
    let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let linker = MentionLinker(
      order.map { features[$0] },
      apart: Set(resolved.apart.compactMap { position[$0] }),
      isTellingRefused: isTellingRefused
    )
    var refused: [Int: Link] = [:]
    for (at, link) in linker.refused {
      var link = link
      (link.from, link.to) = (order[at], order[link.to])
      refused[order[at]] = link
    }
    self.refused = refused
    // From positions to mentions.
    var entryOf = Array(mentions.indices)
    var links = [Link?](repeating: nil, count: mentions.count)
    for (at, i) in order.enumerated() {
      entryOf[i] = order[linker.entryOf[at]]
      guard var link = linker.links[at] else { continue }
      (link.from, link.to) = (i, order[link.to])
      links[i] = link
    }
    let life = LifeBuilder(letters: letters, mentions: mentions, features: features, order: order)
    entries = life.entries(entryOf, links, resolved)
  }

  /// A register that was made before.
  init(
    letters: [RegisterLetter],
    mentions: [Mention],
    entries: [RegisterEntry],
    problems: [Corrections.Problem]
  ) {
    self.letters = letters
    self.mentions = mentions
    self.entries = entries
    self.problems = problems
    refused = [:]
  }

  /// The same register with some of its entries only.
  public func keeping(_ entries: [RegisterEntry]) -> CommitmentRegister {
    CommitmentRegister(letters: letters, mentions: mentions, entries: entries, problems: problems)
  }

  /// By the letters' days, letters without one last; then by identifier and place, so that the records' order does not matter.
  private static func order(_ mentions: [Mention], _ letters: [RegisterLetter]) -> [Int] {
    let ranks = letters.indices.sorted { a, b in
      (letters[a].date?.ordinal ?? Int.max, letters[a].id) < (letters[b].date?.ordinal ?? Int.max, letters[b].id)
    }
    var rank = [Int](repeating: 0, count: letters.count)
    for (position, letter) in ranks.enumerated() { rank[letter] = position }
    return mentions.indices.sorted { a, b in
      let (one, other) = (mentions[a], mentions[b])
      if one.letter != other.letter { return rank[one.letter] < rank[other.letter] }
      return (one.start ?? Int.max, a) < (other.start ?? Int.max, b)
    }
  }
}

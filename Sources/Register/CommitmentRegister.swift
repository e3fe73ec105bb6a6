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
    let order = CommitmentRegister.order(mentions, letters).filter { !resolved.wrong.contains($0) }
    // Each mention's place in that order; none for one that is no commitment.
    var position = [Int?](repeating: nil, count: mentions.count)
    for (at, i) in order.enumerated() { position[i] = at }
    let features = CommitmentRegister.inPlace(mentions, letters) {
      FeatureBuilder.table($0, $1, order: order, words: words)
    }
    let linker = MentionLinker(
      features,
      apart: Set(resolved.apart.compactMap { position[$0] }),
      isTellingRefused: isTellingRefused
    )
    // From places to mentions.
    refused = Dictionary(
      uniqueKeysWithValues: linker.refused.values.map { link in
        var link = link
        (link.from, link.to) = (order[link.from], order[link.to])
        return (link.from, link)
      }
    )
    entries = CommitmentRegister.inPlace(mentions, letters) {
      LifeBuilder(letters: $1, mentions: $0, features: features, order: order, position: position)
        .entries(linker.entryOf, linker.links, resolved)
    }
  }

  private static func inPlace<Result>(
    _ mentions: [Mention],
    _ letters: [RegisterLetter],
    _ body: (UnsafeBufferPointer<Mention>, UnsafeBufferPointer<RegisterLetter>) -> Result
  ) -> Result {
    mentions.withUnsafeBufferPointer { mentions in letters.withUnsafeBufferPointer { body(mentions, $0) } }
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
    let days = letters.map { $0.date?.ordinal ?? Int.max }
    let ranks = letters.indices.sorted { a, b in
      days[a] == days[b] ? letters[a].id < letters[b].id : days[a] < days[b]
    }
    var rank = [Int](repeating: 0, count: letters.count)
    for (position, letter) in ranks.enumerated() { rank[letter] = position }
    // Keys are sorted and not the mentions, which are large.
    let keys = mentions.withUnsafeBufferPointer { mentions in
      mentions.indices.map { (rank: rank[mentions[$0].letter], start: mentions[$0].start ?? Int.max, at: $0) }
    }
    return keys.sorted { $0 < $1 }.map(\.at)
  }
}

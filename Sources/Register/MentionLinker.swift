// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc

/// Finds, for each mention in the order of the letters' days, the commitment met before of which it speaks, or none.
///
/// Where the best candidate has too few points, or too small a lead, there is no link.
struct MentionLinker {
  /// Entry of each mention: its first mention.
  private(set) var entryOf: [Int]
  /// The link of each mention; its kind is not told yet, except that of copies.
  private(set) var links: [Link?]
  /// For mentions without a link the one that came nearest, with why it was refused.
  private(set) var refused: [Int: Link] = [:]
  private let weights = LinkWeights()
  private let isTellingRefused: Bool
  private var states: [EntryState]
  private var choices: [Choice?]

  /// What is known of a commitment at some moment.
  private struct EntryState {
    var isEnded = false
    var isRecurring = false
  }

  /// An earlier mention and what speaks for it, but for what became of its commitment.
  private struct Candidate {
    var points: Double
    var to: Int32
    var isNew: Bool
  }

  /// Candidates of mentions that follow one another.
  private struct Candidates {
    var copies: [Int?] = []
    var all: [Candidate] = []
    var ends: [Int] = []
  }

  /// What was chosen.
  private struct Choice {
    var to: Int
    var points: Double
    /// Lead over the next commitment.
    var lead: Double
    var isCopy = false
    /// Whether the commitment had ended.
    var isAfterEnd = false
    var isSure = true
  }

  /// Mentions that are compared at a time, so that not all candidates are in memory at once; and those that a thread takes.
  private static let round = 1 << 14
  private static let piece = 512

  /// Links mentions.
  ///
  /// - Parameters:
  ///   - features: In the order of time.
  ///   - apart: Positions of those that begin an entry whatever speaks for a link.
  ///   - isTellingRefused: Whether ``refused`` is wanted.
  init(_ features: FeatureTable, apart: Set<Int> = [], isTellingRefused: Bool = false) {
    self.isTellingRefused = isTellingRefused
    entryOf = Array(0..<features.count)
    links = []
    states = Array(repeating: EntryState(), count: features.count)
    choices = Array(repeating: nil, count: features.count)
    features.withView { features in
      let space = TermSpace(features)
      let index = CandidateIndex(features, space)
      space.withLikeness { likeness in
        let scorer = MentionScorer(weights: weights, features: features, likeness: likeness)
        for start in stride(from: 0, to: features.count, by: Self.round) {
          let length = min(Self.round, features.count - start)
          // Which candidates a mention has, and most of what speaks for them, does not depend on what was linked before it.
          let parts = Parallel.map(length, by: Self.piece) { piece in
            Self.candidates(start + piece.lowerBound..<start + piece.upperBound, index, scorer, space, apart)
          }
          var i = start
          for part in parts {
            var from = 0
            for (copy, end) in zip(part.copies, part.ends) {
              choose(i, copy, part.all[from..<end], scorer)
              note(i, features[i])
              (i, from) = (i + 1, end)
            }
          }
        }
        tell(scorer, space)
      }
    }
  }

  private static func candidates(
    _ range: Range<Int>,
    _ index: CandidateIndex,
    _ scorer: MentionScorer,
    _ space: TermSpace,
    _ apart: Set<Int>
  ) -> Candidates {
    var result = Candidates()
    var room = CandidateIndex.Room(range.upperBound)
    var laid = TermSpace.Laid(space)
    for i in range {
      let copy = apart.contains(i) ? nil : index.copy(of: i)
      if copy == nil, !apart.contains(i) {
        index.search(i, &room)
        scorer.likeness.lay(i, &laid)
        for j in room.found {
          var sum = ScoreSum(scorer.weights)
          let isNew = scorer.score(i, Int(j), laid, &sum)
          result.all.append(Candidate(points: sum.points, to: j, isNew: isNew))
        }
      }
      result.copies.append(copy)
      result.ends.append(result.all.count)
    }
    return result
  }

  private mutating func choose(_ i: Int, _ copy: Int?, _ candidates: ArraySlice<Candidate>, _ scorer: MentionScorer) {
    if let copy {
      entryOf[i] = entryOf[copy]
      choices[i] = Choice(to: copy, points: 20, lead: 20, isCopy: true)
      return
    }
    var best: (candidate: Candidate, points: Double, isAfterEnd: Bool)?
    /// The most points of another entry than the best one's.
    var next = -Double.infinity
    for candidate in candidates {
      let entry = entryOf[Int(candidate.to)]
      let isAfterEnd = states[entry].isEnded && !states[entry].isRecurring
      let points = isAfterEnd ? candidate.points + scorer.afterEnd(i, isNew: candidate.isNew).points : candidate.points
      guard let leader = best else {
        best = (candidate, points, isAfterEnd)
        continue
      }
      let isSame = entryOf[Int(leader.candidate.to)] == entry
      if points > leader.points {
        if !isSame { next = max(next, leader.points) }
        best = (candidate, points, isAfterEnd)
      } else if !isSame {
        next = max(next, points)
      }
    }
    guard let best else { return }
    let to = Int(best.candidate.to)
    let isSure = best.points >= weights.threshold && best.points - next >= weights.lead
    if isSure { entryOf[i] = entryOf[to] }
    if isSure || isTellingRefused {
      choices[i] = Choice(
        to: to,
        points: best.points,
        lead: best.points - next,
        isAfterEnd: best.isAfterEnd,
        isSure: isSure
      )
    }
  }

  /// Keeps the entry's state.
  private mutating func note(_ i: Int, _ found: MentionFeatures) {
    if choices[i]?.isCopy == true { return }
    let entry = entryOf[i]
    if found.isRecurring { states[entry].isRecurring = true }
    states[entry].isEnded = found.isEnd
  }

  /// Makes links of the choices, with what speaks for each.
  private mutating func tell(_ scorer: MentionScorer, _ space: TermSpace) {
    let told = Parallel.map(choices.count, by: Self.piece) { range in
      var laid = TermSpace.Laid(space)
      return range.map { i in choices[i].map { Self.link(i, $0, scorer, &laid) } }
    }
    links.reserveCapacity(choices.count)
    for part in told { links += part }
    for (i, choice) in choices.enumerated() {
      guard let choice, !choice.isSure else { continue }
      refused[i] = links[i]
      links[i] = nil
      if choice.lead.isFinite { refused[i]?.reasons.append(Link.Reason(name: "lead", points: choice.lead)) }
    }
  }

  private static func link(_ i: Int, _ choice: Choice, _ scorer: MentionScorer, _ laid: inout TermSpace.Laid) -> Link {
    if choice.isCopy {
      let reason = Link.Reason(name: "same-sentence-and-day", points: choice.points)
      return Link(from: i, to: choice.to, kind: .copy, score: 1, reasons: [reason])
    }
    var tally = ScoreReasons()
    scorer.likeness.lay(i, &laid)
    let isNew = scorer.score(i, choice.to, laid, &tally)
    if choice.isAfterEnd {
      let part = scorer.afterEnd(i, isNew: isNew)
      tally.add(part.name, part.points)
    }
    tally.sort()
    let score = 1 / (1 + exp(-choice.points))
    return Link(from: i, to: choice.to, kind: .repeated, score: score, reasons: tally.reasons)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What takes the parts of a score.
protocol ScoreTally {
  mutating func add(_ name: StaticString, _ points: Double)
}

/// Their sum.
struct ScoreSum: ScoreTally {
  private(set) var points: Double

  init(_ weights: LinkWeights) { points = weights.start }

  @inline(__always)
  mutating func add(_ name: StaticString, _ points: Double) { self.points += points }
}

/// Each by its name, in the order of their weight.
struct ScoreReasons: ScoreTally {
  private(set) var reasons: [Link.Reason] = []

  mutating func add(_ name: StaticString, _ points: Double) {
    reasons.append(Link.Reason(name: name.description, points: points))
  }

  mutating func sort() { reasons.sort { abs($0.points) > abs($1.points) } }
}

/// Tells how much speaks for one mention speaking of the commitment of another.
struct MentionScorer {
  let weights: LinkWeights
  let features: FeatureTable.View
  let likeness: TermSpace.Likeness

  /// Adds the points for `i` speaking of the commitment of `j`, but those for what became of that commitment since.
  ///
  /// - Parameter laid: The words of `i`, laid out.
  /// - Returns: Whether `i` takes nothing up by its own account.
  @inline(__always)
  func score(_ i: Int, _ j: Int, _ laid: borrowing TermSpace.Laid, _ tally: inout some ScoreTally) -> Bool {
    let (a, b) = (features[i], features[j])
    let sharesNumber = features.shares(.numbers, i, j)
    if !features.list(.numbers, i).isEmpty, !features.list(.numbers, j).isEmpty {
      if sharesNumber {
        tally.add("register-number", weights.registerNumber)
      } else {
        tally.add("other-register-number", weights.otherRegisterNumber)
      }
    }
    motion(i, j, &tally)
    let cites = features.shares(.cited, i, .papers, j)
    let names = b.letterDay.map { features.has(.days, i, $0) } ?? false
    if cites { tally.add("cites-letter", weights.citesLetter) }
    if names { tally.add("names-letter-date", cites ? weights.citesAndNames : weights.namesLetterDate) }
    let takesUp = cites || names
    // What a letter is named for is a promise made there, not one that was kept there.
    if takesUp, b.isEnd { tally.add("ended-there", weights.endedThere) }
    if let until = b.until, features.has(.days, i, until) || features.has(.days, i, until + 1) {
      tally.add("names-deadline", weights.namesDeadline)
    }
    occasion(i, j, takesUp: takesUp, &tally)
    member(i, j, &tally)
    office(i, j, &tally)
    if !features.list(.dossiers, i).isEmpty, !features.list(.dossiers, j).isEmpty {
      if features.shares(.dossiers, i, j) {
        tally.add("dossier", weights.dossier)
      } else {
        // A letter that names where it was promised may stand in another dossier; words alone should not.
        let isNamed = takesUp || sharesNumber || features.shares(.days, i, j)
        tally.add("other-dossier", isNamed ? weights.otherDossier : weights.otherDossierUnnamed)
      }
    }
    if let until = a.until, until == b.until { tally.add("deadline", weights.sameDeadline) }
    // Nothing is postponed in the letter that promises it: there the word belongs to what is promised.
    let isPostponed = a.isPostponed && a.letter != b.letter
    let isNew = a.isMade && a.status == .open && !takesUp && !a.isEcho && !isPostponed
    let alike = likeness(i, j, laid, isCovering: !isNew)
    if alike > 0 { tally.add("words", weights.words * alike) }
    if isNew { tally.add("unannounced", weights.unannounced) }
    time(a, b, &tally)
    return isNew
  }

  /// What speaks against `i` speaking of a commitment that was kept or dropped before it.
  func afterEnd(_ i: Int, isNew: Bool) -> (name: StaticString, points: Double) {
    if features[i].status != .open { return ("ended-twice", weights.endedTwice) }
    return ("after-end", isNew ? weights.newAfterEnd : weights.afterEnd)
  }

  @inline(__always)
  private func motion(_ i: Int, _ j: Int, _ tally: inout some ScoreTally) {
    let (a, b) = (features[i], features[j])
    if let one = a.motion, let other = b.motion {
      if one == other { tally.add("motion", weights.motion) } else { tally.add("other-motion", weights.otherMotion) }
    } else if a.isMotion != b.isMotion {
      tally.add("motion-and-none", weights.motionWithout)
    } else if !features.list(.movers, i).isEmpty, !features.list(.movers, j).isEmpty {
      if features.shares(.movers, i, j) {
        tally.add("movers", weights.member)
      } else {
        tally.add("other-movers", weights.otherMember)
      }
    }
  }

  @inline(__always)
  private func member(_ i: Int, _ j: Int, _ tally: inout some ScoreTally) {
    if features.shares(.members, i, j) {
      tally.add("member", weights.member)
    } else if !features.list(.members, i).isEmpty, !features.list(.members, j).isEmpty {
      tally.add("other-member", weights.otherMember)
    } else if features.shares(.members, i, .contextMembers, j) || features.shares(.contextMembers, i, .members, j) {
      // "I promised her": the name stands before the sentence.
      tally.add("member-before", weights.memberBefore)
    }
  }

  @inline(__always)
  private func occasion(_ i: Int, _ j: Int, takesUp: Bool, _ tally: inout some ScoreTally) {
    let b = features[j]
    if features.shares(.days, i, j) {
      tally.add("occasion-date", weights.occasionDate)
    } else if sharesMonth(i, j) {
      tally.add("occasion-month", weights.occasionMonth)
    } else if features.shares(.days, i, .contextDays, j) || features.shares(.contextDays, i, .days, j) {
      tally.add("occasion-before", weights.occasionBefore)
    } else if !takesUp, let day = b.letterDay, !features.list(.months, i).isEmpty,
      features.has(.months, i, MentionScorer.month(day))
    {
      tally.add("letter-month", b.isEnd ? weights.letterMonth + weights.endedThere : weights.letterMonth)
    } else if !takesUp, !features.list(.days, i).isEmpty, b.isMade || !features.list(.days, j).isEmpty {
      // It names a day on which the other was not given.
      tally.add("other-occasion", features[i].hasOccasion ? weights.otherOccasion : weights.otherDay)
    }
  }

  /// Whether a day of `j` lies in a month that `i` names.
  private func sharesMonth(_ i: Int, _ j: Int) -> Bool {
    if features.list(.months, i).isEmpty { return false }
    for day in features.list(.days, j)
    where features.has(.months, i, MentionScorer.month(Int(Int64(bitPattern: day)))) { return true }
    return false
  }

  /// Year times twelve plus month, of a day counted since 1970.
  static func month(_ ordinal: Int) -> Int {
    let day = Day(ordinal: ordinal)
    return day.year * 12 + day.month
  }

  @inline(__always)
  private func office(_ i: Int, _ j: Int, _ tally: inout some ScoreTally) {
    guard let one = features[i].portfolio, let other = features[j].portfolio else { return }
    if one == other {
      tally.add("office", weights.office)
    } else if features.shares(.rows, i, j) {
      tally.add("successor", weights.successor)
    } else {
      tally.add("other-office", weights.otherOffice)
    }
  }

  @inline(__always)
  private func time(_ a: MentionFeatures, _ b: MentionFeatures, _ tally: inout some ScoreTally) {
    if a.letter == b.letter {
      tally.add("same-letter", weights.sameLetter)
      if let one = a.until, let other = b.until, one != other {
        // Of one sentence they are two promises, whatever else they share.
        let isOneSentence = a.copy == b.copy
        tally.add("other-deadline", isOneSentence ? weights.otherDeadlineInSentence : weights.otherDeadline)
      }
    }
    if let later = a.letterDay, let earlier = b.letterDay, later > earlier {
      tally.add("time", weights.year * Double(later - earlier) / 365)
    }
  }
}

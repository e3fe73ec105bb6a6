// SPDX-License-Identifier: GPL-3.0-or-later

/// That a later mention speaks of a commitment met before.
public struct Link: Sendable, Equatable {
  /// What the later mention does to the commitment.
  public enum Kind: String, Sendable, CaseIterable {
    /// Said again.
    case repeated
    /// Given a later date, or said not to be kept in time.
    case postponed
    /// Extended by something that was not in it.
    case supplemented
    /// Kept in part.
    case partly
    /// Kept.
    case fulfilled
    /// Dropped.
    case lapsed
    /// The same sentence in another copy of the same letter.
    case copy
  }

  /// What speaks for the link, or against it.
  public struct Reason: Sendable, Equatable {
    /// `register-number`, `cites-letter`, `names-letter-date`, `occasion-date`, `words`, `office`, …
    public var name: String
    /// Weight in the sum of which the score is made: natural log-odds; below zero speaks against.
    public var points: Double
  }

  /// Index of the later mention.
  public var from: Int
  /// Index of the earlier mention it resembles most.
  public var to: Int
  /// What became of the commitment.
  public var kind: Kind
  /// 0…1: the logistic function of the reasons' points and a constant.
  public var score: Double
  /// In the order of their weight.
  public var reasons: [Reason]
}

/// Weights of the linking: natural log-odds, set by hand on `corpora/dossier` and `corpora/ministries` without the dossiers that stand aside.
struct LinkWeights {
  var start = -5.0
  var registerNumber = 12.0
  var otherRegisterNumber = -8.0
  var motion = 9.0
  var otherMotion = -12.0
  var motionWithout = -4.0
  var citesLetter = 4.0
  var namesLetterDate = 3.5
  /// On top of one of both: they say the same.
  var citesAndNames = 1.0
  /// The mention in the letter that is named reports an end.
  var endedThere = -5.0
  var occasionDate = 3.5
  var occasionMonth = 2.5
  var letterMonth = 1.5
  /// The day stands before the sentence.
  var occasionBefore = 2.0
  var otherOccasion = -2.5
  /// A day that is not said to be that of an occasion.
  var otherDay = -1.0
  /// It names the last day on which the other was to be kept, or the day after it.
  var namesDeadline = 2.0
  var member = 2.0
  var memberBefore = 1.5
  var otherMember = -3.0
  var office = 1.0
  var successor = 0.8
  var otherOffice = -4.0
  var dossier = 0.7
  var otherDossier = -0.7
  /// The later sentence names neither letter, day nor number.
  var otherDossierUnnamed = -3.0
  var sameDeadline = 1.0
  /// Times the likeness of the words.
  var words = 12.0
  /// Where a mention takes nothing up by its own account.
  var unannounced = -3.0
  /// The commitment was kept, and this still promises.
  var afterEnd = -4.0
  /// The same for a promise that takes nothing up by its own account: it is a new one.
  var newAfterEnd = -8.0
  var endedTwice = -1.5
  var sameLetter = -3.0
  /// Within one letter two last days are two commitments.
  var otherDeadline = -4.0
  /// Within one sentence they are, more surely than anything speaks for one.
  var otherDeadlineInSentence = -40.0
  /// Years between the letters, each.
  var year = -0.3
  /// Least points of a link.
  var threshold = 0.0
  /// Least lead over the next commitment.
  var lead = 0.5
}

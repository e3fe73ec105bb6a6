// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a finding stands: in the running text, in a footnote's body, or in the head that is neither.
public enum Place: Sendable, Hashable {
  /// The letter's head: only what a paper's own title refers to (`Zie ook Aanhangsel Handelingen …`).
  case head
  /// A span of ``LetterText/utf8``.
  case text(TextSpan)
  /// A span of the body of `footnotes[index]`.
  case footnote(index: Int, span: TextSpan)
}

/// A reference to a paper, an act or a ruling.
public struct Citation: Sendable, Equatable {
  /// The canonical identifier, or `nil` where it cannot be told: never a guess.
  public var id: String?
  /// `kamerstuk`, `handelingen`, `aanhangsel`, `stb`, `stcrt`, `trb`, `ecli`, `com`, `celex`, `document`, `case`, `article`, …
  public var kind: String
  /// As printed.
  public var text: String
  /// Public address built from the identifier.
  public var url: String?
  /// Where it stands.
  public var place: Place
  /// Whether the source needed mending to be read.
  public var repaired: Bool
  /// Whether a short form was resolved on thin evidence.
  public var uncertain: Bool

  /// Creates a citation.
  public init(
    id: String?,
    kind: String,
    text: String,
    url: String? = nil,
    place: Place,
    repaired: Bool = false,
    uncertain: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.url = url
    self.place = place
    self.repaired = repaired
    self.uncertain = uncertain
  }
}

/// By when a commitment is to be kept.
public struct Deadline: Sendable, Equatable {
  /// How fine the phrase is.
  public enum Precision: String, Sendable { case day, week, month, quarter, season, year, vague, recurring }

  /// The phrase as printed.
  public var text: String
  /// First day meant, where the phrase gives one.
  public var from: Day?
  /// Last day on which the commitment is kept in time.
  public var until: Day?
  /// How fine the phrase is.
  public var precision: Precision
  /// Whether a recess or third of a year had to be estimated.
  public var estimated: Bool
  /// The deadline this one replaces, where the sentence says so.
  public var replaces: String?

  /// Creates a deadline.
  public init(
    text: String,
    from: Day? = nil,
    until: Day? = nil,
    precision: Precision,
    estimated: Bool = false,
    replaces: String? = nil
  ) {
    self.text = text
    self.from = from
    self.until = until
    self.precision = precision
    self.estimated = estimated
    self.replaces = replaces
  }
}

/// Something the letter binds a member of government to, or reports on.
public struct Commitment: Sendable, Equatable {
  /// Given here, given earlier, or a motion's execution.
  public enum Kind: String, Sendable, CaseIterable { case made, recalled, motion }
  /// What the letter says about its fulfilment.
  public enum Status: String, Sendable, CaseIterable { case open, partly, fulfilled, lapsed }
  /// How firmly it is put.
  public enum Firmness: String, Sendable { case firm, intended, expected, conditional }

  /// The debate or letter in which an earlier commitment was given.
  public struct Occasion: Sendable, Equatable {
    /// As printed.
    public var text: String
    /// Its date.
    public var date: Day?
    /// Creates an occasion.
    public init(text: String, date: Day?) {
      self.text = text
      self.date = date
    }
  }

  /// The motion that is executed.
  public struct Motion: Sendable, Equatable {
    /// Surnames as printed, in order.
    public var movers: [String]
    /// Identifier of the motion's paper.
    public var citation: String?
    /// Creates a motion.
    public init(movers: [String], citation: String?) {
      self.movers = movers
      self.citation = citation
    }
  }

  /// Given here, given earlier, or a motion's execution.
  public var kind: Kind
  /// What the letter says about its fulfilment.
  public var status: Status
  /// How firmly it is put.
  public var firmness: Firmness
  /// Where the sentence stands.
  public var place: Place
  /// The sentence as it stands there.
  public var text: String
  /// The office that is bound.
  public var holder: String?
  /// To whom.
  public var recipient: String?
  /// What is to be done.
  public var action: String?
  /// By when.
  public var deadline: Deadline?
  /// Where an earlier commitment was given.
  public var occasion: Occasion?
  /// The motion that is executed.
  public var motion: Motion?
  /// The chambers' own register numbers.
  public var registerIds: [String]
  /// The sentence that reports the fulfilment.
  public var fulfilledBy: Place?
  /// Identifier of the pack's rule.
  public var rule: String
  /// 0…1: share of findings of this rule and these features that were right on annotated letters.
  public var confidence: Double

  /// Creates a commitment.
  public init(
    kind: Kind,
    status: Status,
    firmness: Firmness,
    place: Place,
    text: String,
    holder: String? = nil,
    recipient: String? = nil,
    action: String? = nil,
    deadline: Deadline? = nil,
    occasion: Occasion? = nil,
    motion: Motion? = nil,
    registerIds: [String] = [],
    fulfilledBy: Place? = nil,
    rule: String,
    confidence: Double
  ) {
    self.kind = kind
    self.status = status
    self.firmness = firmness
    self.place = place
    self.text = text
    self.holder = holder
    self.recipient = recipient
    self.action = action
    self.deadline = deadline
    self.occasion = occasion
    self.motion = motion
    self.registerIds = registerIds
    self.fulfilledBy = fulfilledBy
    self.rule = rule
    self.confidence = confidence
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// What the detector made of a sentence, with the grounds for it: for `griffier explain`.
public enum CommitmentFinding: Sendable {
  /// A commitment, and what spoke for it.
  case accepted(Commitment, CommitmentGrounds)
  /// A sentence in which a rule's frame was found and a filter refused it.
  case refused(NearMiss)
}

/// What spoke for a finding.
public struct CommitmentGrounds: Sendable, Equatable {
  /// The rule.
  public var rule: String
  /// The verb in which its frame was found, as printed.
  public var verb: String?
  /// Who acts, as printed.
  public var subject: String?
  /// The Chamber as printed, where it is named.
  public var chamber: String?
  /// The words for which the rule asked, as printed, in order: "zoals toegezegd", "daarin".
  public var cues: [String] = []
  /// Whether a deadline belongs to the clause.
  public var dated: Bool
  /// How the clause hangs in its sentence.
  public var clause: Clause.Kind
}

/// A sentence that looks like a commitment and is none.
public struct NearMiss: Sendable, Equatable {
  /// Where it stands.
  public var place: Place
  /// The sentence.
  public var text: String
  /// The rule whose frame was found.
  public var rule: String
  /// The filter that refused it.
  public var filter: FrameRule.Filter
}

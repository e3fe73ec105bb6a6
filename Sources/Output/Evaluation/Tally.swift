// SPDX-License-Identifier: GPL-3.0-or-later

/// Hits among what gold wants and what was found.
public struct Tally: Sendable, Equatable {
  /// What is counted, in the order of the table.
  public enum Measure: String, Sendable, CaseIterable {
    case letters, headings
    case headingLevels = "heading levels"
    case paragraphs
    case footnoteBodies = "footnote bodies"
    case footnoteCalls = "footnote calls"
    case citations, commitments, kind, status, holder
    case deadlineText = "deadline text"
    case deadlineDate = "deadline date"
    case date, subject, signatories
  }

  /// Found and wanted.
  public var hit = 0
  /// Wanted.
  public var gold = 0
  /// Found.
  public var found = 0

  /// Nothing counted yet.
  public init() {}

  mutating func add(_ hit: Int, _ gold: Int, _ found: Int) {
    self.hit += hit
    self.gold += gold
    self.found += found
  }

  mutating func add(_ right: Bool) { add(right ? 1 : 0, 1, 1) }

  /// Share of what was found that was wanted.
  public var precision: Double { found > 0 ? Double(hit) / Double(found) : gold == 0 ? 1 : 0 }
  /// Share of what was wanted that was found.
  public var recall: Double { gold > 0 ? Double(hit) / Double(gold) : 1 }
  /// Their harmonic mean.
  public var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }
}

/// How findings of one rule, or of one band of confidence, fared.
public struct Fate: Sendable, Equatable {
  /// Findings that gold wants.
  public var right = 0
  /// Findings that gold does not have.
  public var invented = 0
  /// Findings on which careful readers differ.
  public var optional = 0

  /// Right ones among those that gold decides; `nil` where it decides none.
  public var share: Double? { right + invented > 0 ? Double(right) / Double(right + invented) : nil }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a letter's record says what it says: a sentence that was taken or refused, and the pages as they were understood.
public struct Explanation: Sendable {
  /// A sentence that a rule of the pack took, or in which a rule's frame stood and a filter refused it.
  public struct Finding: Sendable {
    /// The sentence.
    public var text: String
    /// Page on which it begins, from 1.
    public var page: Int?
    /// The rule whose frame was found.
    public var rule: String
    /// The filter that refused it; `nil` where it was taken.
    public var filter: String?
    /// What spoke for it, by name, in a fixed order: kind, status, firmness, verb, subject, chamber, cues, holder, recipient, action,
    /// deadline, occasion, motion, confidence.
    public var grounds: [(name: String, value: String)]

    /// Creates a finding.
    public init(text: String, page: Int?, rule: String, filter: String?, grounds: [(name: String, value: String)]) {
      self.text = text
      self.page = page
      self.rule = rule
      self.filter = filter
      self.grounds = grounds
    }
  }

  /// In order of their places.
  public var findings: [Finding]
  /// Each page as SVG; empty for formats without pages.
  public var drawings: [[UInt8]]

  /// Creates an explanation.
  public init(findings: [Finding], drawings: [[UInt8]]) {
    self.findings = findings
    self.drawings = drawings
  }
}

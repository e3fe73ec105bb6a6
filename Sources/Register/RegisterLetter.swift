// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// What the register knows of a letter.
public struct RegisterLetter: Sendable, Equatable {
  /// The record's identifier.
  public var id: String
  /// Where the letter was found.
  public var path: String
  /// Its date.
  public var date: Day?
  /// Its subject.
  public var subject: String?
  /// Who sent it.
  public var sender: String?
  /// `TK` or `EK`.
  public var chamber: String?
  /// Dossiers, as in the record.
  public var dossiers: [String] = []
  /// Its number in those.
  public var number: String?
  /// Offices and names of who signed.
  public var signatories: [Signatory] = []
  /// Document, case and reference numbers under which others may cite it.
  public var references: [String] = []

  /// Who signed.
  public struct Signatory: Sendable, Equatable {
    /// As printed.
    public var office: String
    /// As printed.
    public var name: String?
  }

  /// Identifiers under which others cite it.
  public var papers: [String] {
    guard let number else { return references }
    return dossiers.map { "kst-\($0)-\(number)" } + references
  }

  init(id: String, path: String) {
    self.id = id
    self.path = path
  }
}

/// A place in a letter where a commitment is made, brought up or reported on.
public struct Mention: Sendable, Equatable {
  /// Stable: made of the letter and the letters of the sentence, see ``MentionIdentity``.
  public var id = ""
  /// The record's own identifier of the finding; it counts findings, and moves when rules change.
  public var commitment: String
  /// Index of the letter.
  public var letter: Int
  /// `made`, `recalled` or `motion`.
  public var kind = ""
  /// `open`, `partly`, `fulfilled` or `lapsed`: what this letter says.
  public var status = "open"
  /// The sentence.
  public var text = ""
  /// Unicode scalars in the record's text; `nil` in a footnote.
  public var start: Int?
  /// End of the sentence.
  public var end: Int?
  /// The record's section.
  public var section: String?
  /// Page, from 1.
  public var page: Int?
  /// Label of the footnote it stands in.
  public var footnote: String?
  /// The office that is bound.
  public var holder: String?
  /// To whom.
  public var recipient: String?
  /// What is to be done.
  public var action: String?
  /// Phrase of the deadline.
  public var deadline: String?
  /// First day meant.
  public var from: Day?
  /// Last day on which it is kept in time.
  public var until: Day?
  /// `day`, `month`, …, `vague`, `recurring`.
  public var precision: String?
  /// The deadline that this one replaces, as printed.
  public var replaces: String?
  /// Where it was given, as printed.
  public var occasion: String?
  /// When it was given.
  public var occasionDate: Day?
  /// Movers of the motion.
  public var movers: [String] = []
  /// Paper of the motion.
  public var motion: String?
  /// The chambers' own numbers.
  public var registerIds: [String] = []
  /// The sentence that reports the fulfilment.
  public var evidence: String?
  /// The record's confidence.
  public var confidence = 1.0
  /// Papers cited in the sentence or in a footnote it calls.
  public var citations: [String] = []
  /// Heading of its section.
  var heading: [UInt8] = []
  /// Sentences before it.
  var context: [UInt8] = []

  init(commitment: String, letter: Int) {
    self.commitment = commitment
    self.letter = letter
  }
}

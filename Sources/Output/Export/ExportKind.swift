// SPDX-License-Identifier: GPL-3.0-or-later

/// What is exported: flat documents, each under an identifier of `[A-Za-z0-9_-]`, the strictest rule among the engines.
///
/// Sections are what is searched: a hit in a letter of forty pages says little. A letter's own document has what one filters and
/// lists letters by, without the text, which its sections have. Commitments are what a ministry asks for.
public enum ExportKind: String, Sendable, CaseIterable {
  /// One document a letter.
  case letters
  /// One document a section, with its text and the notes called in it.
  case sections
  /// One document a commitment, as its letter has it.
  case commitments

  /// What a document of this kind may hold, in the order in which it is written. The first is the identifier.
  var columns: [ExportColumn] {
    switch self {
    case .letters: ExportColumn.letters
    case .sections: ExportColumn.sections
    case .commitments: ExportColumn.commitments
    }
  }

  /// The column that names the letter a document came from.
  var letterColumn: String { self == .letters ? "id" : "letter" }
}

/// A member of an exported document.
struct ExportColumn: Sendable {
  /// What its values are, from which each engine's own type follows.
  enum Kind: Sendable {
    /// Taken whole: identifiers, codes, names of offices.
    case keyword
    /// Several of those.
    case keywords
    /// Dutch text, to be searched.
    case text
    /// Several of those.
    case texts
    /// `2026-03-20`.
    case day
    /// Seconds from 1970-01-01T00:00Z to the beginning of a day of another column, for engines that filter numbers only.
    case seconds
    /// A whole number of at most nine digits.
    case whole
    /// A number in 0…1.
    case share
  }

  let name: String
  let kind: Kind
  /// Of `seconds`: the column with the day.
  let day: String

  init(_ name: String, _ kind: Kind, of day: String = "") {
    self.name = name
    self.kind = kind
    self.day = day
  }

  /// What every kind repeats of its letter, so that no engine has to join.
  private static let letter = [
    ExportColumn("path", .keyword), ExportColumn("date", .day), ExportColumn("timestamp", .seconds, of: "date"),
    ExportColumn("subject", .text), ExportColumn("sender", .keyword), ExportColumn("chamber", .keyword),
    ExportColumn("dossiers", .keywords),
  ]

  static let letters =
    [ExportColumn("id", .keyword)] + letter + [
      ExportColumn("kind", .keyword), ExportColumn("number", .keyword), ExportColumn("sessionYear", .keyword),
      ExportColumn("referencesOurs", .keyword), ExportColumn("referencesYours", .keyword),
      ExportColumn("referencesCase", .keyword), ExportColumn("referencesDocument", .keyword),
      ExportColumn("signatories", .keywords), ExportColumn("offices", .keywords), ExportColumn("citations", .keywords),
      ExportColumn("attachments", .texts), ExportColumn("language", .keyword), ExportColumn("format", .keyword),
      ExportColumn("pages", .whole), ExportColumn("sha256", .keyword),
    ]

  static let sections =
    [ExportColumn("id", .keyword), ExportColumn("letter", .keyword)] + letter + [
      ExportColumn("section", .keyword), ExportColumn("parent", .keyword), ExportColumn("kind", .keyword),
      ExportColumn("level", .whole), ExportColumn("heading", .text), ExportColumn("headings", .texts),
      ExportColumn("text", .text), ExportColumn("footnotes", .texts), ExportColumn("page", .whole),
      ExportColumn("start", .whole), ExportColumn("end", .whole),
    ]

  static let commitments =
    [ExportColumn("id", .keyword), ExportColumn("letter", .keyword)] + letter + [
      ExportColumn("commitment", .keyword), ExportColumn("kind", .keyword), ExportColumn("status", .keyword),
      ExportColumn("firmness", .keyword), ExportColumn("text", .text), ExportColumn("holder", .keyword),
      ExportColumn("recipient", .keyword), ExportColumn("action", .text), ExportColumn("deadlineText", .keyword),
      ExportColumn("deadlineFrom", .day), ExportColumn("deadlineUntil", .day),
      ExportColumn("deadlineTimestamp", .seconds, of: "deadlineUntil"), ExportColumn("deadlinePrecision", .keyword),
      ExportColumn("occasionText", .text), ExportColumn("occasionDate", .day), ExportColumn("motionMovers", .keywords),
      ExportColumn("motionCitation", .keyword), ExportColumn("registerIds", .keywords),
      ExportColumn("fulfilledByText", .text), ExportColumn("section", .keyword), ExportColumn("footnote", .keyword),
      ExportColumn("page", .whole), ExportColumn("start", .whole), ExportColumn("end", .whole),
      ExportColumn("rule", .keyword), ExportColumn("confidence", .share),
    ]
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A person who signs, or answers written questions.
public struct Signatory: Sendable, Equatable {
  /// The office as printed, without the comma that follows it.
  public var office: String?
  /// The name as printed.
  public var name: String

  /// Creates a signatory.
  public init(office: String?, name: String) {
    self.office = office
    self.name = name
  }
}

/// What the letterhead, the heading of a parliamentary paper, the closing or the XML's own metadata say about a letter.
///
/// An unknown value is `nil` or empty, never guessed.
public struct Metadata: Sendable, Equatable {
  /// What kind of paper it is.
  public enum Kind: String, Sendable, CaseIterable { case kamerbrief, kamerstuk, antwoord, verslag, other }
  /// Where the date was read.
  public enum DateBasis: String, Sendable { case letterhead, closing, xml, file }
  /// The chamber that is addressed.
  public enum Chamber: String, Sendable { case tweedeKamer = "TK", eersteKamer = "EK" }

  /// What kind of paper it is.
  public var kind: Kind = .other
  /// The date as printed.
  public var date: Day?
  /// Where the date was read.
  public var dateBasis: DateBasis?
  /// The subject line or the paper's title.
  public var subject: String?
  /// Labelled references: `ours`, `yours`, `case` (2026Z01234), `document` (2026D05678).
  public var references: [String: String] = [:]
  /// Dossier numbers without blanks, chapters after a hyphen: `32317`, `36600-XIV`, `21501-32`.
  public var dossiers: [String] = []
  /// Number of a parliamentary paper within its dossier.
  public var number: String?
  /// `2025-2026`.
  public var sessionYear: String?
  /// The sending ministry as printed.
  public var sender: String?
  /// The chamber that is addressed.
  public var chamber: Chamber?
  /// Who signs, in printed order.
  public var signatories: [Signatory] = []
  /// Annexes named by the letterhead or after the signature.
  public var attachments: [String] = []
  /// `nl`, or another language the text is plainly in.
  public var language: String?

  /// Creates empty metadata.
  public init() {}
}

/// Something odd about a letter, said in its record.
public struct Warning: Sendable, Equatable {
  /// Stable code, `footnote-without-call`.
  public var code: String
  /// One sentence for a person.
  public var message: String
  /// Page, from 1, where one can be named.
  public var page: Int?

  /// Creates a warning.
  public init(code: String, message: String, page: Int? = nil) {
    self.code = code
    self.message = message
    self.page = page
  }
}

/// Facts about the bytes a letter was read from.
public struct Source: Sendable, Equatable {
  /// As given by the user, or relative to the pipeline's input folder.
  public var path: String
  /// Lower-case hexadecimal SHA-256 of the bytes as they lie on disk.
  public var sha256: String
  /// Size in bytes.
  public var bytes: Int
  /// `pdf`, `kamerstuk-xml`, `kamervragen-xml`, `kamerwrk-xml`.
  public var format: String
  /// Number of pages; `nil` for formats without pages.
  public var pages: Int?
  /// Whether a PDF carries a structure tree.
  public var tagged: Bool?
  /// The producing program as the file names it.
  public var producer: String?

  /// Creates a source.
  public init(
    path: String,
    sha256: String,
    bytes: Int,
    format: String,
    pages: Int? = nil,
    tagged: Bool? = nil,
    producer: String? = nil
  ) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.pages = pages
    self.tagged = tagged
    self.producer = producer
  }
}

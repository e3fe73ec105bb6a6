// SPDX-License-Identifier: GPL-3.0-or-later

/// Text that is on the page but is not the letter's own: letterhead, margin column, running headers and footers, page numbers.
public struct Furniture: Sendable, Equatable {
  /// `letterhead`, `margin`, `running-header`, `running-footer`, `page-number`, `signature`, `salutation`.
  public var kind: String
  /// As printed.
  public var text: String
  /// Where it stood.
  public var box: Box

  /// Creates a piece of furniture.
  public init(kind: String, text: String, box: Box) {
    self.kind = kind
    self.text = text
    self.box = box
  }
}

/// A letter whose structure is known: what layout or markup gives, and what annotation reads.
public struct StructuredLetter: Sendable, Equatable {
  /// Facts about the bytes.
  public var source: Source
  /// What the letterhead and the closing say.
  public var metadata: Metadata
  /// The text.
  public var text: LetterText
  /// In reading order; they nest by `parent`, and tile the text.
  public var sections: [Section]
  /// In reading order.
  public var paragraphs: [Paragraph]
  /// In order of their bodies.
  public var footnotes: [Footnote]
  /// Identifiers that the markup itself gives (`extref`), with the place of the words they stand on.
  public var markedCitations: [Citation]
  /// What is on the page beside the text.
  public var furniture: [Furniture]
  /// What was odd.
  public var warnings: [Warning]

  /// Creates a structured letter.
  public init(
    source: Source,
    metadata: Metadata = Metadata(),
    text: LetterText,
    sections: [Section] = [],
    paragraphs: [Paragraph] = [],
    footnotes: [Footnote] = [],
    markedCitations: [Citation] = [],
    furniture: [Furniture] = [],
    warnings: [Warning] = []
  ) {
    self.source = source
    self.metadata = metadata
    self.text = text
    self.sections = sections
    self.paragraphs = paragraphs
    self.footnotes = footnotes
    self.markedCitations = markedCitations
    self.furniture = furniture
    self.warnings = warnings
  }
}

/// A finished letter: its structure and what was found in it. Encodes to one line of the record.
public struct Letter: Sendable, Equatable {
  /// The structure.
  public var structure: StructuredLetter
  /// In order of their places: running text first, footnotes after.
  public var citations: [Citation]
  /// In order of their places: running text first, footnotes after.
  public var commitments: [Commitment]

  /// Creates a letter.
  public init(structure: StructuredLetter, citations: [Citation] = [], commitments: [Commitment] = []) {
    self.structure = structure
    self.citations = citations
    self.commitments = commitments
  }
}

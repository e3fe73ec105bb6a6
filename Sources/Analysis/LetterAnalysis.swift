// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// From what was read to the finished letter: the file to read first.
public struct LetterAnalysis: Sendable {
  private let pack: LanguagePack

  /// Creates the analysis for one language.
  public init(_ pack: LanguagePack) {
    self.pack = pack
  }

  /// Structure, then annotation. Pure: the same document gives the same letter.
  ///
  /// - Parameter tree: reads what a file's tags say of headings, where the pages leave their rank open.
  public func callAsFunction(_ document: ExtractedDocument, source: Source, tree: (() -> [TaggedHeading])? = nil)
    -> Letter
  {
    var structure: StructuredLetter
    switch document {
    case .pages(let pages): structure = PageStructure(pack)(pages, source: source, tree: tree)
    case .markup(let markup): structure = MarkupStructure(pack)(markup, source: source)
    }
    structure.metadata.language = LanguageDetector(pack.lexicon)(structure.text.utf8)
    return LetterAnnotation(pack)(structure)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// A structured letter to a finished one: sentences, citations, commitments.
public struct LetterAnnotation: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Annotates a letter.
  public func callAsFunction(_ structure: StructuredLetter) -> Letter {
    let citations = CitationDetector(pack)(structure)
    let commitments = CommitmentDetector(pack)(structure, citations: citations)
    return Letter(structure: structure, citations: citations, commitments: commitments)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds references to papers, acts and rulings in text and footnotes and gives them their canonical identifiers.
public struct CitationDetector: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Citations in order of their places: running text first, footnotes after.
  public func callAsFunction(_ letter: StructuredLetter) -> [Citation] { [] }
}

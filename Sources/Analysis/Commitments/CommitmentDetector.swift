// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds what a letter binds its sender to, and what it says of earlier commitments and of motions.
public struct CommitmentDetector: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// Commitments in order of their places: running text first, footnotes after.
  public func callAsFunction(_ letter: StructuredLetter, citations: [Citation]) -> [Commitment] { [] }
}

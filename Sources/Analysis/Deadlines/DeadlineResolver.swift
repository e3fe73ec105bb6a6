// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
public import Model

/// Finds deadline phrases in a sentence and resolves them against the letter's date.
public struct DeadlineResolver: Sendable {
  private let pack: LanguagePack

  /// Creates the stage.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// A phrase found in a sentence.
  public struct Candidate: Sendable, Equatable {
    /// Bytes of the phrase, in the same text as the sentence.
    public var span: TextSpan
    /// What it means.
    public var deadline: Deadline
    /// Whether the phrase can only be the date of an occasion or a past fact (`van 3 maart jl.`, a brief's own date).
    public var isOccasion: Bool
  }

  /// All phrases in `utf8[sentence]`, in order. `date` is the letter's; without one nothing relative gets a date.
  public func callAsFunction(_ utf8: [UInt8], sentence: TextSpan, date: Day?) -> [Candidate] { [] }
}

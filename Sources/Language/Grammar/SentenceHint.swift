// SPDX-License-Identifier: GPL-3.0-or-later

/// What a sentence may contain, told from its words alone: more than is true, never less.
///
/// Most sentences are left after this; only one that a rule may meet is cut into clauses.
public struct SentenceHint: Sendable {
  /// Those of its word classes that a rule, or the voice of the letter, asks for.
  public var words = ClassSet()
  /// Classes of its verbs, by their forms.
  var forms = VerbForms()
  /// Auxiliaries, a bit each.
  var helps: UInt8 = 0
  /// What rules ask for most often, a bit each.
  var traits: Trait = []
  /// How many words it has.
  var count = 0

  static let will: UInt8 = 1
  static let go: UInt8 = 2
  static let let_: UInt8 = 4
  static let want: UInt8 = 8
  static let can: UInt8 = 16
  static let must: UInt8 = 32
  static let become: UInt8 = 64
  /// No auxiliary at all: every sentence has it.
  static let nothing: UInt8 = 128

  /// A thing that many rules need.
  struct Trait: OptionSet, Sendable {
    let rawValue: UInt8
    /// A time to come, perhaps.
    static let dated = Trait(rawValue: 1)
    /// A day, month, quarter, season or year.
    static let sharp = Trait(rawValue: 2)
    /// Anything a deadline could be read from.
    static let timed = Trait(rawValue: 4)
    static let chamber = Trait(rawValue: 8)
    static let actor = Trait(rawValue: 16)
    /// Someone acts who takes a verb in the first person, in the third, in the plural.
    static let first = Trait(rawValue: 32)
    static let third = Trait(rawValue: 64)
    static let plural = Trait(rawValue: 128)
  }

  /// Creates an empty hint.
  public init() {}

  /// Classes of its verbs, whatever their form.
  public var verbs: ClassSet { forms.any }

  /// The same of a sentence whose deadlines are known.
  public func dated(_ dating: FrameRule.Dating) -> SentenceHint {
    var result = self
    result.traits.subtract([.dated, .sharp, .timed])
    switch dating {
    case .no: break
    case .yes: result.traits.insert(.timed)
    case .once: result.traits.formUnion([.timed, .dated])
    case .sharp: result.traits.formUnion([.timed, .dated, .sharp])
    }
    return result
  }

  /// Whether a time to come may be named.
  public var mayBeDated: Bool { !traits.isDisjoint(with: [.dated, .sharp, .timed]) }
}

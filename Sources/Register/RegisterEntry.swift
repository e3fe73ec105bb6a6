// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// A commitment with its life: each time a letter speaks of it, in the order of time.
public struct RegisterEntry: Sendable, Equatable {
  /// One of those times.
  public struct Step: Sendable, Equatable {
    /// Index of the mention.
    public var mention: Int
    /// `made`, `recalled` or `motion` for the first; what became of the commitment for the others.
    public var event: String
    /// To the mention before it that it resembles most; `nil` for the first.
    public var link: Link?
    /// The same sentence in other copies of the same letter.
    public var copies: [Int] = []
  }

  /// By when it is to be kept.
  public struct Deadline: Sendable, Equatable {
    /// As printed; `nil` where a correction gave the day.
    public var text: String?
    /// First day meant.
    public var from: Day?
    /// Last day.
    public var until: Day?
    /// Identifier of the mention that gives it.
    public var mention: String
  }

  /// Identifier of its first mention.
  public var id: String
  /// `open`, `partly`, `fulfilled` or `lapsed`.
  public var status: String
  /// The office that was bound last.
  public var holder: String?
  /// Members and chambers to whom it was made.
  public var recipients: [String] = []
  /// What is to be done, as the first mention that says it has it.
  public var action: String?
  /// The sentence of the first mention.
  public var text: String
  /// When it was made: the day of the debate where the letter names it, else of the first letter.
  public var made: Day?
  /// Subjects of its letters.
  public var subject: String?
  /// Dossiers of its letters.
  public var dossiers: [String] = []
  /// The chambers' own numbers.
  public var registerIds: [String] = []
  /// Paper of the motion.
  public var motion: String?
  /// The deadline that holds.
  public var deadline: Deadline?
  /// Deadlines it had before.
  public var earlierDeadlines: [Deadline] = []
  /// In the order of time.
  public var steps: [Step] = []
  /// What the corrections file changed, by name.
  public var corrected: [String] = []

  init(id: String, status: String, text: String) {
    self.id = id
    self.status = status
    self.text = text
  }

  /// Whether something is still to be done.
  public var isOpen: Bool { status == "open" || status == "partly" }

  /// Whether the deadline has passed and something is still to be done.
  public func isOverdue(on day: Day) -> Bool {
    guard isOpen, let until = deadline?.until else { return false }
    return until < day
  }
}

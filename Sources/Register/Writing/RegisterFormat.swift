// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// How entries of a register are written.
public enum RegisterFormat: String, Sendable, CaseIterable {
  /// For a person: one line an entry.
  case table
  /// One entry a line, with its whole life (`schemas/register.schema.json`).
  case jsonl
  /// One entry a line, for a spreadsheet (RFC 4180).
  case csv
  /// Deadlines as a calendar (RFC 5545).
  case ical
  /// The Tweede Kamer's own register: fields, statuses and relations of its Gegevensmagazijn.
  case ggm
}

/// Entries to be written, with what they refer to.
public struct RegisterView: Sendable {
  let register: CommitmentRegister
  let entries: [RegisterEntry]
  let words: RegisterWords
  /// The day on which deadlines are judged.
  let day: Day

  /// Creates a view of some entries of a register.
  public init(_ register: CommitmentRegister, _ entries: [RegisterEntry], words: RegisterWords, day: Day) {
    self.register = register
    self.entries = entries
    self.words = words
    self.day = day
  }

  /// The entries in a format.
  ///
  /// - Parameter life: whether a table shows the steps of each entry too.
  public func text(_ format: RegisterFormat, life: Bool = false) -> [UInt8] {
    switch format {
    case .table: RegisterTableWriter(view: self, life: life).text()
    case .jsonl: RegisterEncoder(view: self).text()
    case .csv: RegisterCSVWriter(view: self).text()
    case .ical: CalendarWriter(view: self).text()
    case .ggm: ChamberWriter(view: self).text()
    }
  }

  func mention(_ step: RegisterEntry.Step) -> Mention { register.mentions[step.mention] }

  func letter(_ step: RegisterEntry.Step) -> RegisterLetter { register.letters[mention(step).letter] }

  /// What a person calls the letter: its paper, else its file.
  func name(_ letter: RegisterLetter) -> String { letter.papers.first ?? letter.path }
}

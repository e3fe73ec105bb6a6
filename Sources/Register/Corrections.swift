// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What a person says better: one correction a line, by stable identifier, never written by Griffier.
///
/// `ID wrong` · `ID merge ID` · `ID split` · `ID status open|partly|fulfilled|lapsed` · `ID deadline 2026-07-01|none`; a line may end in
/// a remark after `#`. An identifier is that of an entry or of any of its steps; `wrong` and `split` are about that step.
public struct Corrections: Sendable, Equatable {
  /// A line that could not be applied.
  public struct Problem: Sendable, Equatable {
    /// Line, from 1.
    public var line: Int
    /// What is wrong with it.
    public var message: String
  }

  private enum Change: Equatable {
    case wrong(String)
    case merge(String, String)
    case split(String)
    case status(String, String)
    case deadline(String, Day?)
  }

  private var changes: [(line: Int, change: Change)] = []
  private var problems: [Problem] = []

  /// No corrections.
  public init() {}

  /// Reads the text of a corrections file; lines that say nothing known become problems of the register.
  public init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }.map(String.init)
      if words.isEmpty { continue }
      switch Corrections.change(words) {
      case .success(let change): changes.append((index + 1, change))
      case .failure(let reason): problems.append(Problem(line: index + 1, message: reason.message))
      }
    }
  }

  private struct Reason: Error { var message: String }

  private static func change(_ words: [String]) -> Result<Change, Reason> {
    let form = "expected: ID wrong, ID merge ID, ID split, ID status STATUS, ID deadline DAY or none"
    guard words.count >= 2 else { return .failure(Reason(message: form)) }
    let (id, verb, rest) = (words[0], words[1], words.dropFirst(2))
    switch (verb, rest.count) {
    case ("wrong", 0): return .success(.wrong(id))
    case ("split", 0): return .success(.split(id))
    case ("merge", 1): return .success(.merge(id, words[2]))
    case ("status", 1):
      guard ["open", "partly", "fulfilled", "lapsed"].contains(words[2]) else {
        return .failure(Reason(message: "status must be open, partly, fulfilled or lapsed, not \"\(words[2])\""))
      }
      return .success(.status(id, words[2]))
    case ("deadline", 1):
      if words[2] == "none" { return .success(.deadline(id, nil)) }
      guard let day = Day(iso: words[2]) else {
        return .failure(Reason(message: "deadline must be a day like 2026-07-01, or none, not \"\(words[2])\""))
      }
      return .success(.deadline(id, day))
    default: return .failure(Reason(message: form))
    }
  }

  /// Corrections on the mentions of a register.
  struct Resolved {
    var wrong: Set<Int> = []
    var apart: Set<Int> = []
    var merged: [(Int, Int)] = []
    var statuses: [(Int, String)] = []
    var deadlines: [(Int, Day?)] = []
    var problems: [Problem]
  }

  /// Finds the mentions that are meant. Lines apply in their order: the last one wins.
  func resolved(_ mentions: [Mention]) -> Resolved {
    var found = Resolved(problems: problems)
    if changes.isEmpty { return found }
    var index: [String: Int] = [:]
    for (i, mention) in mentions.enumerated() where index[mention.id] == nil { index[mention.id] = i }
    for (line, change) in changes {
      func place(_ id: String) -> Int? {
        if let i = index[id] { return i }
        found.problems.append(Problem(line: line, message: "no commitment has the identifier \(id)"))
        return nil
      }
      switch change {
      case .wrong(let id): if let i = place(id) { found.wrong.insert(i) }
      case .split(let id): if let i = place(id) { found.apart.insert(i) }
      case .merge(let one, let other):
        if let i = place(one), let j = place(other) { found.merged.append((i, j)) }
      case .status(let id, let status): if let i = place(id) { found.statuses.append((i, status)) }
      case .deadline(let id, let day): if let i = place(id) { found.deadlines.append((i, day)) }
      }
    }
    found.problems.sort { $0.line < $1.line }
    return found
  }
}

extension Corrections {
  /// Whether both say the same.
  public static func == (a: Corrections, b: Corrections) -> Bool {
    a.problems == b.problems && a.changes.elementsEqual(b.changes) { $0.line == $1.line && $0.change == $1.change }
  }
}

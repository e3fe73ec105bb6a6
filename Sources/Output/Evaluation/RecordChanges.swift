// SPDX-License-Identifier: GPL-3.0-or-later

/// What a change gained and lost between two sets of records of the same letters.
public struct RecordChanges: Sendable {
  /// `+` or `-`, the letter's path, what, the finding.
  public private(set) var lines: [(sign: String, letter: String, what: String, finding: String)] = []

  /// Compares records by the hash of their letter; letters that only one side has count in whole.
  public init(from before: [ScoredRecord], to after: [ScoredRecord]) {
    let old = Dictionary(before.map { ($0.source.sha256, $0) }) { first, _ in first }
    let new = Dictionary(after.map { ($0.source.sha256, $0) }) { first, _ in first }
    for hash in Set(old.keys).union(new.keys).sorted() {
      let letter = new[hash]?.source.path ?? old[hash]?.source.path ?? hash
      for (what, findings) in RecordChanges.kinds {
        let (had, has) = (old[hash].map(findings) ?? [], new[hash].map(findings) ?? [])
        for finding in has.subtracting(had).sorted() { lines.append(("+", letter, what, finding)) }
        for finding in had.subtracting(has).sorted() { lines.append(("-", letter, what, finding)) }
      }
    }
  }

  private static let kinds: [(String, @Sendable (ScoredRecord) -> Set<String>)] = [
    ("heading", { Set($0.sections.compactMap(\.heading)) }),
    ("footnote", { Set($0.footnotes.map { "\($0.label) \($0.text)" }) }),
    ("citation", { Set($0.citations.compactMap(\.id)) }),
    ("commitment", { Set($0.commitments.map { "\($0.kind) \($0.status) \($0.rule): \($0.text)" }) }),
    ("deadline", { Set($0.commitments.compactMap { c in c.deadline.map { "\($0.text ?? "") \($0.until ?? "-")" } }) }),
  ]
}

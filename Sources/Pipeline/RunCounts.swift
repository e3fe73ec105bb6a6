// SPDX-License-Identifier: GPL-3.0-or-later
internal import Output

/// What became of the files of a run; the sum closes: ``seen`` is the sum of the others.
public struct RunCounts: Sendable, Equatable {
  /// Files that fit the pipeline's globs.
  public var seen = 0
  /// With a record.
  public var ok = 0
  /// With a record that lacks a page.
  public var partial = 0
  /// Whose content could not be read.
  public var failed = 0
  /// Whose content could not be had: unreadable, empty, too large.
  public var refused = 0
  /// Left alone: hidden files, links, what is no file.
  public var skipped = 0
  /// Left for the next run: they were changing while they were read.
  public var deferred = 0

  /// Creates counts of nothing.
  public init() {}

  /// Whether every file is accounted for.
  public var close: Bool { seen == ok + partial + failed + refused + skipped + deferred }

  /// Names of the outcomes, in the order in which they are told.
  static let outcomes = ["ok", "partial", "failed", "refused", "skipped", "deferred"]

  /// Each count under its name, ``seen`` first.
  public var named: [(name: String, count: Int)] {
    [
      ("seen", seen), ("ok", ok), ("partial", partial), ("failed", failed), ("refused", refused), ("skipped", skipped),
      ("deferred", deferred),
    ]
  }

  func encode(_ json: inout JSONBuffer) {
    json.beginObject()
    for (name, count) in named {
      json.key(name)
      json.int(count)
    }
    json.endObject()
  }

  mutating func set(_ outcome: String, _ count: Int) {
    switch outcome {
    case "ok": ok = count
    case "partial": partial = count
    case "failed": failed = count
    case "refused": refused = count
    case "skipped": skipped = count
    case "deferred": deferred = count
    // A content that was sent and not answered: only after an interruption. The sum then does not close.
    default: break
    }
  }
}

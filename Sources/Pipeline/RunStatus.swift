// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
public import Output

/// How the last run of a pipeline ended, and which files gave no record.
public struct RunStatus: Sendable {
  /// A file without a record.
  public struct Quarantined: Sendable {
    /// Its path below the input folder.
    public var path: RecordPath
    /// Why.
    public var failure: FileFailure
    /// Runs that have sent its content to a worker; 0 for a file that gave no content.
    public var attempts: Int
  }

  /// Number of the run.
  public var number: Int
  /// When it began, ISO 8601.
  public var started: String
  /// When it ended; `nil` for a run that was stopped.
  public var finished: String?
  /// What read the letters.
  public var engine: String
  /// Whether it is at work now.
  public var isAtWork = false
  /// What became of the files; of a run that has not ended, of those it has come to.
  public var counts: RunCounts
  /// Files without a record, in the order of their paths.
  public var quarantine: [Quarantined]

  init(
    number: Int,
    started: String,
    finished: String?,
    engine: String,
    counts: RunCounts,
    quarantine: [Quarantined]
  ) {
    self.number = number
    self.started = started
    self.finished = finished
    self.engine = engine
    self.counts = counts
    self.quarantine = quarantine
  }

  /// Looks it up in the ledger of an output folder.
  ///
  /// - Throws: ``RunError`` 66 when there was no run, 74 when the ledger cannot be read.
  public init(output folder: String) throws(RunError) {
    guard let ledger = try Ledger(existingIn: folder), let status = try ledger.lastRun() else {
      throw RunError(.noInput, "\(PrintableText(folder)): nothing was run here yet")
    }
    self = status
    isAtWork = finished == nil && RunLock.isHeld(in: folder)
  }

  /// As a JSON object on one line.
  public var json: [UInt8] {
    var json = JSONBuffer(capacity: 1024)
    json.beginObject()
    json.key("schema")
    json.string("griffier.status/1")
    json.key("run")
    json.int(number)
    json.key("started")
    json.string(started)
    if let finished {
      json.key("finished")
      json.string(finished)
    }
    json.key("state")
    json.string(finished != nil ? "ended" : isAtWork ? "at-work" : "stopped")
    json.key("engine")
    json.string(engine)
    json.key("files")
    counts.encode(&json)
    json.key("quarantine")
    json.beginArray()
    for entry in quarantine {
      json.beginObject()
      json.key("path")
      json.raw(entry.path.json[...])
      json.key("code")
      json.string(entry.failure.code)
      json.key("message")
      json.string(entry.failure.message)
      if let page = entry.failure.page {
        json.key("page")
        json.int(page)
      }
      json.key("attempts")
      json.int(entry.attempts)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// `run.json`: what the last run did. The only output with times in it.
struct RunReport {
  let name: String
  let number: Int64
  let engine: String
  let started: String
  let finished: String

  func write(_ summary: Run.Summary) throws(RunError) {
    let file = try AtomicFile(folder: summary.output, name: "run.json")
    try file.write(encode(summary))
    try file.sync()
    try file.publish()
    try AtomicFile.syncFolder(summary.output)
  }

  private func encode(_ summary: Run.Summary) -> [UInt8] {
    var json = JSONBuffer()
    json.beginObject()
    for (key, value) in [
      ("schema", "griffier.run/1"), ("pipeline", name), ("version", Product.version), ("engine", engine),
      ("started", started),
      ("finished", finished),
    ] {
      json.key(key)
      json.string(value)
    }
    json.key("run")
    json.int(Int(number))
    json.key("files")
    summary.counts.encode(&json)
    json.key("readNow")
    json.int(summary.read)
    for (key, value) in [
      ("seconds", summary.seconds), ("readPerSecond", summary.readPerSecond), ("slowestSeconds", summary.slowest),
      ("overrunSeconds", summary.overrun), ("startSeconds", summary.start),
    ] {
      json.key(key)
      json.raw(Array("\((value * 1000).rounded() / 1000)".utf8)[...])
    }
    json.key("changes")
    json.beginObject()
    for (name, count) in summary.changes.named {
      json.key(name)
      json.int(count)
    }
    json.endObject()
    RunReport.encode(summary.rows, under: "found", &json)
    if let before = summary.rowsBefore { RunReport.encode(before, under: "foundBefore", &json) }
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private static func encode(_ rows: [RecordTable: Int], under key: StaticString, _ json: inout JSONBuffer) {
    json.key(key)
    json.beginObject()
    for table in RecordTable.allCases {
      json.key(table.rawValue)
      json.int(rows[table] ?? 0)
    }
    json.endObject()
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Output

/// What a run did, in the text format that Prometheus' node_exporter collects from a folder (exposition format 0.0.4).
struct RunMetrics {
  let name: String
  /// Seconds since 1970 at which the run ended, and seconds it took.
  let finished: Int
  let duration: Double

  /// Writes the file whole or not at all: a collector may read it at any moment.
  func write(_ summary: Run.Summary, to path: String) throws(RunError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let file = try AtomicFile(
      folder: folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder,
      name: String(parts.last ?? "")
    )
    try file.write(Array(text(summary).utf8))
    try file.sync()
    try file.publish()
  }

  /// The lines.
  func text(_ summary: Run.Summary) -> String {
    var text = ""
    func family(_ metric: String, _ help: String, _ values: [(labels: String, value: String)]) {
      text += "# HELP griffier_\(metric) \(help)\n# TYPE griffier_\(metric) gauge\n"
      for (labels, value) in values {
        text += "griffier_\(metric){pipeline=\"\(RunMetrics.escape(name))\"\(labels)} \(value)\n"
      }
    }
    family(
      "run_files",
      "Files of the last run by what became of them.",
      summary.counts.named.dropFirst().map { (",outcome=\"\($0.name)\"", "\($0.count)") }
    )
    family("run_letters_read", "Letters that the last run sent to a worker.", [("", "\(summary.read)")])
    family(
      "found",
      "Rows of each table after the last run.",
      RecordTable.allCases.map { (",table=\"\($0.rawValue)\"", "\(summary.rows[$0] ?? 0)") }
    )
    family("run_duration_seconds", "Time the last run took.", [("", "\((duration * 1000).rounded() / 1000)")])
    family("run_finished_timestamp_seconds", "When the last run ended.", [("", "\(finished)")])
    return text
  }

  /// A label's value may hold anything but these three as they are.
  private static func escape(_ value: String) -> String {
    var escaped = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}

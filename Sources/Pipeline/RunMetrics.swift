// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Output

/// What a run did, in the text format that Prometheus' node_exporter collects from a folder (exposition format 0.0.4).
struct RunMetrics {
  let name: String
  /// Seconds since 1970 at which the run ended.
  let finished: Int

  /// Finds out before a run that takes hours whether its end can be told.
  ///
  /// - Throws: ``RunError`` 73.
  static func check(_ path: String) throws(RunError) {
    let folder = folder(of: path)
    if access(folder, W_OK | X_OK) != 0 {
      throw RunError(.cannotCreate, "metrics cannot be written to \(PrintableText(folder)): \(systemMessage(errno))")
    }
  }

  private static func folder(of path: String) -> String {
    guard let cut = path.lastIndex(of: "/") else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  /// Writes the file whole or not at all: a collector may read it at any moment.
  func write(_ summary: Run.Summary, to path: String) throws(RunError) {
    let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    let file = try AtomicFile(folder: RunMetrics.folder(of: path), name: name)
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
      "run_changes",
      "Letters that the last run changed for those who keep copies.",
      summary.changes.named.map { (",change=\"\($0.name)\"", "\($0.count)") }
    )
    family(
      "found",
      "Rows of each table after the last run.",
      RecordTable.allCases.map { (",table=\"\($0.rawValue)\"", "\(summary.rows[$0] ?? 0)") }
    )
    family("run_duration_seconds", "Time the last run took.", [("", "\((summary.seconds * 1000).rounded() / 1000)")])
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

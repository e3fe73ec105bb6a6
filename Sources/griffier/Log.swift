// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Output
import Pipeline

/// How what is worth knowing is written to standard error.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  /// A line a person reads.
  case text
  /// A JSON object a line.
  case json
}

/// Failures and notices on standard error: one line each, with nothing in it that could act on a terminal.
struct Log: Sendable {
  let format: LogFormat
  /// Whether only what a person must look at is written.
  var isQuiet = false

  /// Something worth knowing though the run goes on.
  func notice(_ message: String) {
    switch format {
    case .text: ReadingArguments.notice(message)
    case .json: write("notice", [("message", message)])
    }
  }

  /// Something that is of use to somebody who watches.
  func remark(_ message: String) {
    if !isQuiet { notice(message) }
  }

  /// A file that gave no record. One of which the run before has told the same is no news.
  func complain(_ path: [UInt8], _ failure: FileFailure, isKnown: Bool) {
    if isQuiet, isKnown { return }
    switch format {
    case .text: StandardError.note("\(PrintableText(path)): \(failure.sentence)")
    case .json:
      write("failure") { json in
        for (key, value) in [
          ("path", String(decoding: path, as: UTF8.self)), ("code", failure.code), ("message", failure.message),
        ] {
          json.key(key)
          json.string(value)
        }
        if let page = failure.page {
          json.key("page")
          json.int(page)
        }
        json.key("known")
        json.bool(isKnown)
      }
    }
  }

  /// A run begins; only in a structured log, where somebody looks for one that never ended.
  func begin(_ pipeline: String) {
    if isQuiet || format == .text { return }
    write("begin", [("pipeline", pipeline)])
  }

  /// A run has ended, and with which exit code.
  func end(_ pipeline: String, _ summary: Run.Summary, _ status: ExitStatus) {
    if isQuiet || format == .text { return }
    write("end") { json in
      json.key("pipeline")
      json.string(pipeline)
      json.key("status")
      json.int(Int(status.rawValue))
      json.key("run")
      json.int(summary.number)
      json.key("milliseconds")
      json.int(Int((summary.seconds * 1000).rounded()))
      json.key("readNow")
      json.int(summary.read)
      for (name, count) in summary.counts.named + summary.changes.named {
        json.key(name)
        json.int(count)
      }
    }
  }

  /// What stopped a run.
  func stop(_ error: RunError) {
    switch format {
    case .text: ReadingArguments.notice(error.message)
    case .json:
      write("error") { json in
        json.key("status")
        json.int(Int(error.status.rawValue))
        json.key("message")
        json.string(error.message)
      }
    }
  }

  private func write(_ event: String, _ fields: [(String, String)]) {
    write(event) { json in
      for (key, value) in fields {
        json.key(key)
        json.string(value)
      }
    }
  }

  private func write(_ event: String, _ fields: (inout JSONBuffer) -> Void) {
    var json = JSONBuffer(capacity: 256)
    json.beginObject()
    json.key("time")
    json.string(Date().formatted(.iso8601))
    json.key("event")
    json.string(event)
    fields(&json)
    json.endObject()
    json.endLine()
    StandardError.write(Log.escapingFormat(String(decoding: json.bytes, as: UTF8.self)))
  }

  /// JSON in which characters that turn the direction of a terminal's text are escaped, too; they only stand in strings.
  private static func escapingFormat(_ json: String) -> String {
    var escaped = ""
    for scalar in json.unicodeScalars {
      if scalar.properties.generalCategory == .format {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
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

  /// Something worth knowing though the run goes on.
  func notice(_ message: String) {
    switch format {
    case .text: ReadingArguments.notice(message)
    case .json: write("notice", [("message", message)])
    }
  }

  /// A file that gave no record.
  func complain(_ path: [UInt8], _ failure: FileFailure) {
    switch format {
    case .text: StandardError.note("\(PrintableText(path)): \(failure.sentence)")
    case .json:
      var fields = [
        ("path", String(decoding: path, as: UTF8.self)), ("code", failure.code), ("message", failure.message),
      ]
      if let page = failure.page { fields.append(("page", "\(page)")) }
      write("failure", fields)
    }
  }

  private func write(_ event: String, _ fields: [(String, String)]) {
    var json = JSONBuffer(capacity: 256)
    json.beginObject()
    json.key("event")
    json.string(event)
    for (key, value) in fields {
      json.key(key)
      json.string(value)
    }
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

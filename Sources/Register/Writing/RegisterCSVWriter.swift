// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Entries as comma-separated values (RFC 4180): UTF-8, a header, CRLF.
struct RegisterCSVWriter {
  let view: RegisterView

  private static let columns = [
    "id", "status", "overdue", "deadline", "deadlineText", "holder", "recipients", "action", "made", "dossiers",
    "registerIds", "motion", "subject", "firstLetter", "firstPath", "firstPage", "lastLetter", "lastPath", "lastDate",
    "lastEvent", "steps", "sentence",
  ]

  func text() -> [UInt8] {
    var lines = RegisterCSVWriter.columns.joined(separator: ",") + "\r\n"
    for entry in view.entries {
      guard let first = entry.steps.first, let last = entry.steps.last else { continue }
      let values: [String] = [
        entry.id, entry.status, entry.isOverdue(on: view.day) ? "true" : "false", entry.deadline?.until?.iso ?? "",
        entry.deadline?.text ?? "", entry.holder ?? "", entry.recipients.joined(separator: "; "), entry.action ?? "",
        entry.made?.iso ?? "", entry.dossiers.joined(separator: "; "), entry.registerIds.joined(separator: "; "),
        entry.motion ?? "", entry.subject ?? "", view.letter(first).id, view.letter(first).path,
        view.mention(first).page.map(String.init) ?? "", view.letter(last).id, view.letter(last).path,
        view.letter(last).date?.iso ?? "", last.event, String(entry.steps.count), view.mention(first).text,
      ]
      lines += values.map(RegisterCSVWriter.field).joined(separator: ",") + "\r\n"
    }
    return Array(lines.utf8)
  }

  /// A spreadsheet takes a field that begins with `=`, `+`, `-` or `@` for a formula: an apostrophe before it prevents that.
  static func field(_ text: String) -> String {
    var text = text
    if let first = text.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) { text = "'" + text }
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    if !needsQuotes { return text }
    var quoted: [UInt8] = [0x22]
    for byte in text.utf8 { quoted += byte == 0x22 ? [0x22, 0x22] : [byte] }
    return String(decoding: quoted + [0x22], as: UTF8.self)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// Entries as comma-separated values (RFC 4180): UTF-8, a header, CRLF.
struct RegisterCSVWriter {
  let view: RegisterView

  private static let columns = [
    "id", "status", "overdue", "deadline", "deadlineText", "holder", "recipients", "action", "made", "dossiers",
    "registerIds", "motion", "subject", "firstLetter", "firstPath", "firstPage", "lastLetter", "lastPath", "lastDate",
    "lastEvent", "steps", "sentence",
  ]

  func text() -> [UInt8] {
    var lines = Array((RegisterCSVWriter.columns.joined(separator: ",") + "\r\n").utf8)
    lines.reserveCapacity(512 * (view.entries.count + 1))
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
      for (i, value) in values.enumerated() {
        if i > 0 { lines.append(0x2C) }
        lines += CSVField.bytes(Array(value.utf8))
      }
      lines += [0x0D, 0x0A]
    }
    return lines
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Entries as lines for a person: deadline, status, identifier, office, sentence.
struct RegisterTableWriter {
  let view: RegisterView
  let life: Bool

  // In characters.
  private static let deadlineWidth = 13
  private static let statusWidth = 9
  private static let idWidth = 26
  private static let officeWidth = 44

  func text() -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity((life ? 1024 : 256) * (view.entries.count + 1))
    row("deadline", "status", "id", "office", "commitment", into: &lines)
    var overdue = 0
    for entry in view.entries {
      let isOverdue = entry.isOverdue(on: view.day)
      if isOverdue { overdue += 1 }
      let deadline = entry.deadline?.until?.iso ?? entry.deadline?.text ?? "-"
      row(
        isOverdue ? deadline + "!" : deadline,
        entry.status,
        entry.id,
        entry.holder ?? "-",
        entry.text,
        into: &lines
      )
      if life { for step in entry.steps { write(step, into: &lines) } }
    }
    lines += "\(view.entries.count) commitments, \(overdue) overdue (!) on \(view.day.iso)\n".utf8
    return lines
  }

  private func row(
    _ deadline: String,
    _ status: String,
    _ id: String,
    _ office: String,
    _ text: String,
    into lines: inout [UInt8]
  ) {
    let columns = [
      (deadline, RegisterTableWriter.deadlineWidth), (status, RegisterTableWriter.statusWidth),
      (id, RegisterTableWriter.idWidth), (office, RegisterTableWriter.officeWidth),
    ]
    for (value, width) in columns {
      RegisterTableWriter.write(value, width: width, into: &lines)
      lines += [0x20, 0x20]
    }
    RegisterTableWriter.write(text, into: &lines)
    lines.append(0x0A)
  }

  private func write(_ step: RegisterEntry.Step, into lines: inout [UInt8]) {
    let (mention, letter) = (view.mention(step), view.letter(step))
    var parts = [letter.date?.iso ?? "-", step.event, view.name(letter)]
    if let page = mention.page { parts.append("p. \(page)") }
    if let until = mention.until { parts.append("until \(until.iso)") }
    if let link = step.link {
      let reasons = link.reasons.prefix(3).map(\.name).joined(separator: ", ")
      parts.append("score \(RegisterTableWriter.hundredths(link.score)) (\(reasons))")
    }
    lines += "    ".utf8
    RegisterTableWriter.write(parts.joined(separator: "  "), into: &lines)
    lines += "\n      ".utf8
    RegisterTableWriter.write(mention.text, into: &lines)
    lines += "\n      ".utf8
    RegisterTableWriter.write(mention.id, into: &lines)
    lines.append(0x0A)
  }

  static func hundredths(_ value: Double) -> String {
    let number = Int((min(max(value, 0), 1) * 100).rounded())
    return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
  }

  /// Cut or filled to a width in characters.
  private static func write(_ text: String, width: Int, into lines: inout [UInt8]) {
    let start = lines.count
    write(text, into: &lines)
    let isASCII = lines[start...].allSatisfy { $0 < 0x80 }
    let count = isASCII ? lines.count - start : String(decoding: lines[start...], as: UTF8.self).count
    if count <= width {
      lines += repeatElement(0x20, count: width - count)
    } else if isASCII {
      lines.removeLast(count - width + 3)
      lines += "...".utf8
    } else {
      let cut = String(decoding: lines[start...], as: UTF8.self).prefix(width - 3)
      lines.removeLast(lines.count - start)
      lines += cut.utf8
      lines += "...".utf8
    }
  }

  /// Text from a letter may hold what a terminal obeys: a blank stands for each such control.
  private static func write(_ text: String, into lines: inout [UInt8]) {
    let start = lines.count
    lines += text.utf8
    var to = start
    var from = start
    while from < lines.count {
      let byte = lines[from]
      // U+0000…U+001F and U+007F; U+0080…U+009F are C2 80 to C2 9F.
      let isWide = byte == 0xC2 && from + 1 < lines.count && lines[from + 1] < 0xA0
      lines[to] = byte < 0x20 || byte == 0x7F || isWide ? 0x20 : byte
      to += 1
      from += isWide ? 2 : 1
    }
    lines.removeLast(lines.count - to)
  }
}

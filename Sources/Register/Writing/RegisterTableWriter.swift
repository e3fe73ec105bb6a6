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
    var lines = [row("deadline", "status", "id", "office", "commitment")]
    for entry in view.entries {
      let until = entry.deadline?.until
      let mark = entry.isOverdue(on: view.day) ? "!" : ""
      lines.append(
        row(
          (until?.iso ?? entry.deadline?.text ?? "-") + mark,
          entry.status,
          entry.id,
          entry.holder ?? "-",
          entry.text
        )
      )
      if life { lines += steps(entry) }
    }
    let overdue = view.entries.filter { $0.isOverdue(on: view.day) }.count
    lines.append("\(view.entries.count) commitments, \(overdue) overdue (!) on \(view.day.iso)")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func row(_ deadline: String, _ status: String, _ id: String, _ office: String, _ text: String) -> String {
    [
      RegisterTableWriter.fitted(deadline, RegisterTableWriter.deadlineWidth),
      RegisterTableWriter.fitted(status, RegisterTableWriter.statusWidth),
      RegisterTableWriter.fitted(id, RegisterTableWriter.idWidth),
      RegisterTableWriter.fitted(office, RegisterTableWriter.officeWidth),
      RegisterTableWriter.printable(text),
    ].joined(separator: "  ")
  }

  private func steps(_ entry: RegisterEntry) -> [String] {
    entry.steps.map { step in
      let (mention, letter) = (view.mention(step), view.letter(step))
      var parts = [letter.date?.iso ?? "-", step.event, view.name(letter)]
      if let page = mention.page { parts.append("p. \(page)") }
      if let until = mention.until { parts.append("until \(until.iso)") }
      if let link = step.link {
        let reasons = link.reasons.prefix(3).map(\.name).joined(separator: ", ")
        parts.append("score \(RegisterTableWriter.hundredths(link.score)) (\(reasons))")
      }
      return "    " + parts.joined(separator: "  ") + "\n      "
        + RegisterTableWriter.printable(mention.text) + "\n      " + mention.id
    }
  }

  static func hundredths(_ value: Double) -> String {
    let number = Int((min(max(value, 0), 1) * 100).rounded())
    return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
  }

  /// Cut or filled to a width in characters.
  private static func fitted(_ text: String, _ width: Int) -> String {
    let clean = printable(text)
    let count = clean.count
    if count > width { return clean.prefix(width - 3) + "..." }
    return clean + String(repeating: " ", count: width - count)
  }

  /// Text from a letter may hold what a terminal obeys.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }
      )
    )
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Register

/// A commitment as its template wants it. No key is used on two levels: where a template finds none it looks in the one around it.
struct ReportEntry {
  private(set) var values: [String: Any]

  init(_ entry: RegisterEntry, _ state: ReportState, _ register: CommitmentRegister) {
    let mentions = entry.steps.map { register.mentions[$0.mention] }
    values = [
      "state": state.rawValue, "entryAnchor": entry.id.replacing("/", with: "-"), "isOverdue": state == .overdue,
      "isDue": state == .due,
      "isPartly": entry.status == "partly", "sentence": entry.text, "id": entry.id, "hasLife": mentions.count > 1,
    ]
    values["until"] = entry.deadline?.until.map(ReportWriter.numeric)
    values["untilIso"] = entry.deadline?.until?.iso
    values["phrase"] = entry.deadline?.text
    values["made"] = entry.made.map(ReportWriter.numeric)
    values["madeIso"] = entry.made?.iso
    values["subject"] = entry.subject
    values["recipients"] = ReportEntry.list(entry.recipients)
    values["dossiers"] = ReportEntry.list(entry.dossiers)
    values["registerIds"] = ReportEntry.list(entry.registerIds)
    values["earlier"] = ReportEntry.list(
      entry.earlierDeadlines.compactMap { $0.until.map(ReportWriter.numeric) ?? $0.text }
    )
    if let first = mentions.first { describe(first, in: register.letters[first.letter]) }
    values["steps"] = zip(entry.steps, mentions).map { step, mention in
      ReportEntry.step(step.event, mention, register.letters[mention.letter])
    }
  }

  /// The letter of the sentence, the first that speaks of it.
  private mutating func describe(_ mention: Mention, in letter: RegisterLetter) {
    values["letterDate"] = letter.date.map(ReportWriter.numeric)
    values["letterIso"] = letter.date?.iso
    values["path"] = letter.path
    values["page"] = mention.page
    values["note"] = mention.footnote
    // Where the official publications are read; the identifier is made of digits and letters, or there is no link.
    guard let paper = letter.papers.first(where: { $0.hasPrefix("kst-") }),
      paper.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
      })
    else { return }
    values["paper"] = paper
    values["paperUrl"] = "https://zoek.officielebekendmakingen.nl/\(paper).html"
  }

  private static func step(_ event: String, _ mention: Mention, _ letter: RegisterLetter) -> [String: Any] {
    var step: [String: Any] = ["stepText": mention.text, "stepPath": letter.papers.first ?? letter.path]
    step["stepDate"] = letter.date.map(ReportWriter.numeric)
    step["stepIso"] = letter.date?.iso
    step["stepPage"] = mention.page
    for (name, key) in [
      ("made", "isMade"), ("recalled", "isRecalled"), ("motion", "isMotion"), ("repeated", "isRepeated"),
      ("postponed", "isPostponed"), ("supplemented", "isSupplemented"), ("partly", "isPartlyStep"),
      ("fulfilled", "isFulfilled"), ("lapsed", "isLapsed"),
    ] { step[key] = name == event }
    return step
  }

  private static func list(_ values: [String]) -> String? { values.isEmpty ? nil : values.joined(separator: "; ") }
}

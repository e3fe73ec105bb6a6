// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// Entries as JSON, one a line, in the schema `griffier.register/1`.
struct RegisterEncoder {
  let view: RegisterView
  /// Whether the entries are written to be read again: without what depends on the day, with what other formats need, and with what
  /// a filter asks for first.
  var isKept = false

  func text() -> [UInt8] {
    var json = JSONBuffer(capacity: 1024 * view.entries.count)
    for entry in view.entries { write(entry, into: &json) }
    return json.bytes
  }

  func write(_ entry: RegisterEntry, into json: inout JSONBuffer) {
    json.beginObject()
    if isKept {
      json.member("status", entry.status)
      json.member("until", entry.deadline?.until?.iso)
      json.member("id", entry.id)
    } else {
      json.member("schema", "griffier.register/1")
      json.member("id", entry.id)
      json.member("status", entry.status)
      json.key("overdue")
      json.bool(entry.isOverdue(on: view.day))
    }
    json.member("holder", entry.holder)
    json.member("recipients", entry.recipients)
    json.member("action", entry.action)
    json.member("text", entry.text)
    json.member("made", entry.made?.iso)
    json.member("subject", entry.subject)
    json.member("dossiers", entry.dossiers)
    json.member("registerIds", entry.registerIds)
    json.member("motion", entry.motion)
    if let deadline = entry.deadline {
      json.key("deadline")
      write(deadline, into: &json)
    }
    if !entry.earlierDeadlines.isEmpty {
      json.key("earlierDeadlines")
      json.beginArray()
      for deadline in entry.earlierDeadlines { write(deadline, into: &json) }
      json.endArray()
    }
    json.member("corrected", entry.corrected)
    json.key("steps")
    json.beginArray()
    for step in entry.steps { write(step, into: &json) }
    json.endArray()
    json.endObject()
    json.endLine()
  }

  private func write(_ deadline: RegisterEntry.Deadline, into json: inout JSONBuffer) {
    json.beginObject()
    json.member("text", deadline.text)
    json.member("from", deadline.from?.iso)
    json.member("until", deadline.until?.iso)
    json.member("step", deadline.mention)
    json.endObject()
  }

  private func write(_ step: RegisterEntry.Step, into json: inout JSONBuffer) {
    view.register.mentions.withUnsafeBufferPointer { mentions in
      view.register.letters.withUnsafeBufferPointer { letters in
        // By their places in memory: records of so many fields are not copied for it.
        let mention = mentions.baseAddress.unsafelyUnwrapped + step.mention
        write(step, mention, letters.baseAddress.unsafelyUnwrapped + mention.pointee.letter, into: &json)
      }
    }
  }

  private func write(
    _ step: RegisterEntry.Step,
    _ mention: UnsafePointer<Mention>,
    _ letter: UnsafePointer<RegisterLetter>,
    into json: inout JSONBuffer
  ) {
    json.beginObject()
    json.member("id", mention.pointee.id)
    json.member("commitment", mention.pointee.commitment)
    json.member("event", step.event)
    json.member("status", mention.pointee.status)
    json.member("letter", letter.pointee.id)
    json.member("path", letter.pointee.path)
    json.member("papers", letter.pointee.papers)
    json.member("date", letter.pointee.date?.iso)
    json.member("section", mention.pointee.section)
    json.member("page", mention.pointee.page)
    json.member("start", mention.pointee.start)
    json.member("end", mention.pointee.end)
    json.member("footnote", mention.pointee.footnote)
    json.member("text", mention.pointee.text)
    json.member("evidence", mention.pointee.evidence)
    if let text = mention.pointee.deadline {
      json.key("deadline")
      write(
        RegisterEntry.Deadline(
          text: text,
          from: mention.pointee.from,
          until: mention.pointee.until,
          mention: mention.pointee.id
        ),
        into: &json
      )
    }
    if !step.copies.isEmpty {
      json.member("copies", step.copies.map { view.register.letters[view.register.mentions[$0].letter].id })
    }
    if isKept {
      json.member("signatory", letter.pointee.signatories.first?.name)
      json.member("sender", letter.pointee.sender)
      json.member("holder", mention.pointee.holder)
      json.member("recipient", mention.pointee.recipient)
      json.member("registerIds", mention.pointee.registerIds)
      json.member("movers", mention.pointee.movers)
    }
    if let link = step.link { write(link, into: &json) }
    json.endObject()
  }

  private func write(_ link: Link, into json: inout JSONBuffer) {
    json.key("link")
    json.beginObject()
    json.member("to", view.register.mentions[link.to].id)
    json.key("score")
    json.share(link.score)
    json.key("reasons")
    json.beginArray()
    for reason in link.reasons {
      json.beginObject()
      json.member("name", reason.name)
      json.key("points")
      json.raw(Array(RegisterEncoder.tenths(reason.points).utf8)[...])
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return abs(tenths) % 10 == 0 ? "\(sign)\(abs(tenths) / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

extension JSONBuffer {
  mutating func member(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  mutating func member(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    int(value)
  }

  /// Nothing for an empty list.
  mutating func member(_ name: StaticString, _ values: [String]) {
    if values.isEmpty { return }
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }
}

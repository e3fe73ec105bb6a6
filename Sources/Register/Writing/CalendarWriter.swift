// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// Deadlines as a calendar to subscribe to (RFC 5545): one all-day event an entry that has a last day.
///
/// Nothing depends on the moment of writing: `DTSTAMP` is the day of the letter that spoke last, `SEQUENCE` counts the letters, and the
/// identifier is the entry's, so that a postponed deadline moves in a subscriber's calendar.
struct CalendarWriter {
  let view: RegisterView

  func text() -> [UInt8] {
    var calendar = CalendarLines()
    calendar.add("BEGIN", "VCALENDAR")
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Griffier//Register//NL")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.addText("NAME", view.words.calendarName)
    calendar.addText("X-WR-CALNAME", view.words.calendarName)
    for entry in view.entries { add(entry, to: &calendar) }
    calendar.add("END", "VCALENDAR")
    return calendar.bytes
  }

  private func add(_ entry: RegisterEntry, to calendar: inout CalendarLines) {
    guard let until = entry.deadline?.until, let last = entry.steps.last else { return }
    let stamp = view.letter(last).date ?? until
    calendar.add("BEGIN", "VEVENT")
    calendar.add("UID", entry.id.replacing("/", with: "-") + "@register.griffier.invalid")
    calendar.add("DTSTAMP", CalendarWriter.date(stamp) + "T000000Z")
    calendar.add("DTSTART;VALUE=DATE", CalendarWriter.date(until))
    calendar.add("DTEND;VALUE=DATE", CalendarWriter.date(until.adding(days: 1)))
    calendar.add("SEQUENCE", String(entry.steps.count - 1 + entry.corrected.count))
    calendar.addText("SUMMARY", [entry.holder, entry.text].compactMap(\.self).joined(separator: ": "))
    let lines = entry.steps.map { step in
      "\(view.letter(step).date?.iso ?? "-") \(step.event) \(view.name(view.letter(step))): \(view.mention(step).text)"
    }
    calendar.addText("DESCRIPTION", (lines + [entry.id]).joined(separator: "\n"))
    calendar.addText("CATEGORIES", view.words.chamberStatus[entry.status] ?? entry.status)
    calendar.add("STATUS", "CONFIRMED")
    calendar.add("TRANSP", "TRANSPARENT")
    calendar.add("END", "VEVENT")
  }

  private static func date(_ day: Day) -> String { day.iso.replacing("-", with: "") }
}

/// Content lines: ended by CRLF, folded so that none is longer than 75 octets (RFC 5545, 3.1).
struct CalendarLines {
  private(set) var bytes: [UInt8] = []

  /// A property whose value needs no escape.
  mutating func add(_ name: String, _ value: String) { fold(Array("\(name):\(value)".utf8)) }

  /// A property with a value of type TEXT: backslash, semicolon, comma and line feed are escaped (3.3.11); other controls go.
  mutating func addText(_ name: String, _ value: String) {
    var line = Array("\(name):".utf8)
    for byte in value.utf8 {
      switch byte {
      case 0x5C, 0x3B, 0x2C: line += [0x5C, byte]
      case 0x0A: line += [0x5C, 0x6E]
      case 0x00..<0x20, 0x7F: line.append(0x20)
      default: line.append(byte)
      }
    }
    fold(line)
  }

  private mutating func fold(_ line: [UInt8]) {
    var start = 0
    var room = CalendarLines.width
    while line.count - start > room {
      var end = start + room
      // Not within a character.
      while end > start, line[end] & 0xC0 == 0x80 { end -= 1 }
      bytes += line[start..<end] + [0x0D, 0x0A, 0x20]
      start = end
      room = CalendarLines.width - 1
    }
    bytes += line[start...] + [0x0D, 0x0A]
  }

  private static let width = 75
}

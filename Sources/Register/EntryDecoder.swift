// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Entries from the lines that ``RegisterEncoder`` keeps.
struct EntryDecoder {
  let filter: RegisterFilter
  /// Whether the steps are left unread.
  let isBrief: Bool
  private var letters: [RegisterLetter] = []
  private var mentions: [Mention] = []
  private var entries: [RegisterEntry] = []

  init(filter: RegisterFilter, isBrief: Bool) {
    self.filter = filter
    self.isBrief = isBrief
  }

  /// What was read.
  func register(_ problems: [Corrections.Problem]) -> CommitmentRegister {
    CommitmentRegister(letters: letters, mentions: mentions, entries: entries, problems: problems)
  }

  /// What a line holds: an entry, or how many there were and the sum of their bytes.
  enum Line {
    case entry
    case end(Int, sum: String)
  }

  /// Reads a line; `nil` for one that holds neither.
  mutating func line(_ cursor: inout RecordCursor) -> Line? {
    var entry = RegisterEntry(id: "", status: "", text: "")
    var until: Day?
    var isWanted = true
    var number: Int?
    var sum = ""
    var idOf: [String: Int] = [:]
    cursor.members { cursor, key in
      if !isWanted {
        cursor.skip()
      } else if cursor.says(key, "status") {
        entry.status = cursor.text() ?? ""
        if let statuses = self.filter.statuses, !statuses.contains(entry.status) { isWanted = false }
      } else if cursor.says(key, "until") {
        until = cursor.day()
        isWanted = self.filter.wants(until)
      } else if cursor.says(key, "id") {
        entry.id = cursor.text() ?? ""
        // The keys before told the status and the day; without one only a list of all deadlines wants it.
        if until == nil { isWanted = self.filter.wants(nil) }
      } else if cursor.says(key, "steps"), !self.isBrief {
        cursor.elements { self.step(&$0, &entry, &idOf) }
      } else if cursor.says(key, "end") {
        number = cursor.int()
      } else if cursor.says(key, "sum") {
        sum = cursor.text() ?? ""
      } else {
        EntryDecoder.field(key, &entry, &cursor)
      }
    }
    if let number { return .end(number, sum: sum) }
    if isWanted, entry.id.isEmpty { return nil }
    if isWanted { entries.append(entry) }
    return .entry
  }

  private static func field(_ key: Range<Int>, _ entry: inout RegisterEntry, _ cursor: inout RecordCursor) {
    if cursor.says(key, "holder") {
      entry.holder = cursor.text()
    } else if cursor.says(key, "recipients") {
      entry.recipients = cursor.texts()
    } else if cursor.says(key, "action") {
      entry.action = cursor.text()
    } else if cursor.says(key, "text") {
      entry.text = cursor.text() ?? ""
    } else if cursor.says(key, "made") {
      entry.made = cursor.day()
    } else if cursor.says(key, "subject") {
      entry.subject = cursor.text()
    } else if cursor.says(key, "dossiers") {
      entry.dossiers = cursor.texts()
    } else if cursor.says(key, "registerIds") {
      entry.registerIds = cursor.texts()
    } else if cursor.says(key, "motion") {
      entry.motion = cursor.text()
    } else if cursor.says(key, "deadline") {
      entry.deadline = deadline(&cursor)
    } else if cursor.says(key, "earlierDeadlines") {
      cursor.elements { entry.earlierDeadlines.append(deadline(&$0)) }
    } else if cursor.says(key, "corrected") {
      entry.corrected = cursor.texts()
    } else {
      cursor.skip()
    }
  }

  private static func deadline(_ cursor: inout RecordCursor) -> RegisterEntry.Deadline {
    var found = RegisterEntry.Deadline(mention: "")
    cursor.members { cursor, key in
      if cursor.says(key, "text") {
        found.text = cursor.text()
      } else if cursor.says(key, "from") {
        found.from = cursor.day()
      } else if cursor.says(key, "until") {
        found.until = cursor.day()
      } else if cursor.says(key, "step") {
        found.mention = cursor.text() ?? ""
      } else {
        cursor.skip()
      }
    }
    return found
  }

  private mutating func step(_ cursor: inout RecordCursor, _ entry: inout RegisterEntry, _ idOf: inout [String: Int]) {
    var letter = RegisterLetter(id: "", path: "")
    var mention = Mention(commitment: "", letter: letters.count)
    var step = RegisterEntry.Step(mention: mentions.count, event: "")
    var copies: [String] = []
    var link: (to: String, score: Double, reasons: [Link.Reason])?
    cursor.members { cursor, key in
      if cursor.says(key, "event") {
        step.event = cursor.text() ?? ""
      } else if cursor.says(key, "copies") {
        copies = cursor.texts()
      } else if cursor.says(key, "link") {
        link = EntryDecoder.link(&cursor)
      } else if cursor.says(key, "deadline") {
        let found = EntryDecoder.deadline(&cursor)
        (mention.deadline, mention.from, mention.until) = (found.text, found.from, found.until)
      } else if !EntryDecoder.letter(key, &letter, &cursor) {
        EntryDecoder.mention(key, &mention, &cursor)
      }
    }
    idOf[mention.id] = mentions.count
    if let link, let to = idOf[link.to] {
      let kind = Link.Kind(rawValue: step.event) ?? .repeated
      step.link = Link(from: mentions.count, to: to, kind: kind, score: link.score, reasons: link.reasons)
    }
    letters.append(letter)
    mentions.append(mention)
    for id in copies {
      step.copies.append(mentions.count)
      mentions.append(Mention(commitment: "", letter: letters.count))
      letters.append(RegisterLetter(id: id, path: ""))
    }
    entry.steps.append(step)
  }

  private static func letter(_ key: Range<Int>, _ letter: inout RegisterLetter, _ cursor: inout RecordCursor) -> Bool {
    if cursor.says(key, "letter") {
      letter.id = cursor.text() ?? ""
    } else if cursor.says(key, "path") {
      letter.path = cursor.text() ?? ""
    } else if cursor.says(key, "papers") {
      letter.references = cursor.texts()
    } else if cursor.says(key, "date") {
      letter.date = cursor.day()
    } else if cursor.says(key, "sender") {
      letter.sender = cursor.text()
    } else if cursor.says(key, "signatory") {
      letter.signatories = [RegisterLetter.Signatory(office: "", name: cursor.text())]
    } else {
      return false
    }
    return true
  }

  private static func mention(_ key: Range<Int>, _ mention: inout Mention, _ cursor: inout RecordCursor) {
    if cursor.says(key, "id") {
      mention.id = cursor.text() ?? ""
    } else if cursor.says(key, "commitment") {
      mention.commitment = cursor.text() ?? ""
    } else if cursor.says(key, "status") {
      mention.status = cursor.text() ?? ""
    } else if cursor.says(key, "section") {
      mention.section = cursor.text()
    } else if cursor.says(key, "page") {
      mention.page = cursor.int()
    } else if cursor.says(key, "start") {
      mention.start = cursor.int()
    } else if cursor.says(key, "end") {
      mention.end = cursor.int()
    } else if cursor.says(key, "footnote") {
      mention.footnote = cursor.text()
    } else if cursor.says(key, "text") {
      mention.text = cursor.text() ?? ""
    } else if cursor.says(key, "evidence") {
      mention.evidence = cursor.text()
    } else if cursor.says(key, "holder") {
      mention.holder = cursor.text()
    } else if cursor.says(key, "recipient") {
      mention.recipient = cursor.text()
    } else if cursor.says(key, "registerIds") {
      mention.registerIds = cursor.texts()
    } else if cursor.says(key, "movers") {
      mention.movers = cursor.texts()
    } else {
      cursor.skip()
    }
  }

  private static func link(_ cursor: inout RecordCursor) -> (to: String, score: Double, reasons: [Link.Reason]) {
    var found = (to: "", score: 0.0, reasons: [Link.Reason]())
    cursor.members { cursor, key in
      if cursor.says(key, "to") {
        found.to = cursor.text() ?? ""
      } else if cursor.says(key, "score") {
        found.score = number(&cursor)
      } else if cursor.says(key, "reasons") {
        cursor.elements { cursor in
          var reason = Link.Reason(name: "", points: 0)
          cursor.members { cursor, key in
            if cursor.says(key, "name") {
              reason.name = cursor.text() ?? ""
            } else if cursor.says(key, "points") {
              reason.points = number(&cursor)
            } else {
              cursor.skip()
            }
          }
          found.reasons.append(reason)
        }
      } else {
        cursor.skip()
      }
    }
    return found
  }

  private static func number(_ cursor: inout RecordCursor) -> Double {
    let start = cursor.at
    cursor.skip()
    return Double(String(decoding: cursor.bytes[start..<cursor.at], as: UTF8.self)) ?? 0
  }
}

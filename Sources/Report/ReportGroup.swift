// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Register

/// Where a commitment stands on a day. The names are classes of the style.
enum ReportState: String {
  case overdue, due, later, undated

  init(_ entry: RegisterEntry, day: Day) {
    guard let until = entry.deadline?.until else {
      self = .undated
      return
    }
    self = until < day ? .overdue : until > day.adding(days: ReportWriter.span) ? .later : .due
  }
}

/// The open commitments of an office.
struct ReportGroup {
  /// As the letter that speaks first of those here has it; `nil` where no office is named.
  let office: String?
  private(set) var entries: [(entry: RegisterEntry, state: ReportState)]

  func count(_ state: ReportState) -> Int { entries.reduce(0) { $0 + ($1.state == state ? 1 : 0) } }

  /// Offices in the order of their names, whatever the case; what names none comes last. Within each, by deadline, those without one
  /// last, then by making and identifier.
  static func groups(_ register: CommitmentRegister, day: Day) -> [ReportGroup] {
    var places: [String: Int] = [:]
    var groups: [ReportGroup] = []
    for entry in register.entries where entry.isOpen {
      let key = entry.holder?.lowercased() ?? ""
      let place = places[key] ?? groups.count
      if place == groups.count {
        places[key] = place
        groups.append(ReportGroup(office: entry.holder, entries: []))
      }
      groups[place].entries.append((entry, ReportState(entry, day: day)))
    }
    for i in groups.indices {
      groups[i].entries.sort { a, b in
        let one = (a.entry.deadline?.until?.ordinal ?? Int.max, a.entry.made?.ordinal ?? Int.max)
        let other = (b.entry.deadline?.until?.ordinal ?? Int.max, b.entry.made?.ordinal ?? Int.max)
        return one == other ? a.entry.id < b.entry.id : one < other
      }
    }
    return groups.sorted { a, b in
      guard let one = a.office, let other = b.office else { return a.office != nil && b.office == nil }
      let (folded, second) = (one.lowercased(), other.lowercased())
      return folded.utf8.lexicographicallyPrecedes(second.utf8)
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Makes entries of linked mentions.
struct LifeBuilder {
  let letters: [RegisterLetter]
  let mentions: [Mention]
  let features: [MentionFeatures]
  /// Mentions in the order of time.
  let order: [Int]

  /// Entries in the order of their first mentions.
  func entries(_ entryOf: [Int], _ links: [Link?], _ corrections: Corrections.Resolved) -> [RegisterEntry] {
    var root = entryOf
    var links = links
    let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    for (one, other) in corrections.merged {
      guard let a = position[root[one]], let b = position[root[other]], a != b else { continue }
      let (earlier, later) = a < b ? (root[one], root[other]) : (root[other], root[one])
      let reason = Link.Reason(name: "correction", points: 0)
      links[later] = Link(from: later, to: earlier, kind: .repeated, score: 1, reasons: [reason])
      for i in root.indices where root[i] == later { root[i] = earlier }
    }
    var members: [Int: [Int]] = [:]
    var roots: [Int] = []
    for i in order {
      if members[root[i]] == nil { roots.append(root[i]) }
      members[root[i], default: []].append(i)
    }
    var statuses: [Int: String] = [:]
    var deadlines: [Int: Day?] = [:]
    for (mention, status) in corrections.statuses { statuses[root[mention]] = status }
    for (mention, day) in corrections.deadlines { deadlines[root[mention]] = .some(day) }
    return roots.map { first in
      var entry = entry(members[first] ?? [], links)
      if let status = statuses[first] {
        entry.status = status
        entry.corrected.append("status")
      }
      if let day = deadlines[first] {
        if let before = entry.deadline { entry.earlierDeadlines.append(before) }
        entry.deadline = day.map { RegisterEntry.Deadline(text: nil, from: nil, until: $0, mention: entry.id) }
        entry.corrected.append("deadline")
      }
      if entry.steps.contains(where: { $0.link?.reasons.first?.name == "correction" }) {
        entry.corrected.append("merge")
      }
      return entry
    }
  }

  private func entry(_ group: [Int], _ links: [Link?]) -> RegisterEntry {
    let first = mentions[group[0]]
    var entry = RegisterEntry(
      id: first.id,
      status: first.status,
      holder: nil,
      recipients: [],
      action: nil,
      text: first.text,
      made: nil,
      subject: letters[first.letter].subject,
      dossiers: [],
      registerIds: [],
      motion: nil,
      deadline: nil,
      earlierDeadlines: [],
      steps: [],
      corrected: []
    )
    var isRecurring = false
    var stepOf: [Int: Int] = [:]
    for i in group {
      let mention = mentions[i]
      if var link = links[i], link.kind != .copy, !entry.steps.isEmpty {
        link.kind = kind(i, entry, isRecurring: isRecurring)
        entry.steps.append(RegisterEntry.Step(mention: i, event: link.kind.rawValue, link: link))
      } else if let link = links[i], link.kind == .copy, let step = stepOf[link.to] {
        entry.steps[step].copies.append(i)
        stepOf[i] = step
        continue
      } else {
        entry.steps.append(RegisterEntry.Step(mention: i, event: mention.kind, link: nil))
      }
      stepOf[i] = entry.steps.count - 1
      if mention.precision == "recurring" { isRecurring = true }
      advance(&entry, mention, isRecurring: isRecurring)
    }
    entry.made = made(group[0])
    return entry
  }

  /// What a mention does to a commitment.
  private func kind(_ i: Int, _ entry: RegisterEntry, isRecurring: Bool) -> Link.Kind {
    switch mentions[i].status {
    case "fulfilled": return .fulfilled
    case "partly": return .partly
    case "lapsed": return .lapsed
    default: break
    }
    let isLater = entry.steps.last.map { mentions[$0.mention].letter != mentions[i].letter } ?? true
    if features[i].isPostponed, isLater { return .postponed }
    if let until = mentions[i].until, let before = entry.deadline?.until, until > before, !isRecurring {
      return .postponed
    }
    return features[i].isSupplement ? .supplemented : .repeated
  }

  /// Takes over what a mention says.
  private func advance(_ entry: inout RegisterEntry, _ mention: Mention, isRecurring: Bool) {
    let isEnded = entry.status == "fulfilled" || entry.status == "lapsed"
    // What was kept stays kept, however it is spoken of later; a promise that comes back each year begins anew.
    if mention.status != "open" && !(isEnded && mention.status == "partly") || isRecurring {
      entry.status = mention.status
    }
    if let holder = mention.holder { entry.holder = holder }
    func add(_ value: String?, to list: inout [String]) { if let value, !list.contains(value) { list.append(value) } }
    if entry.action == nil { entry.action = mention.action }
    add(mention.recipient, to: &entry.recipients)
    for dossier in letters[mention.letter].dossiers { add(dossier, to: &entry.dossiers) }
    for number in mention.registerIds { add(number, to: &entry.registerIds) }
    if entry.motion == nil { entry.motion = mention.motion }
    guard let text = mention.deadline else { return }
    let deadline = RegisterEntry.Deadline(text: text, from: mention.from, until: mention.until, mention: mention.id)
    guard let before = entry.deadline else {
      entry.deadline = deadline
      return
    }
    // A vague phrase does not undo a day.
    if deadline.until == nil, deadline.from == nil, before.until != nil { return }
    if before.until != deadline.until || before.from != deadline.from { entry.earlierDeadlines.append(before) }
    entry.deadline = deadline
  }

  private func made(_ i: Int) -> Day? {
    let mention = mentions[i]
    if mention.kind == "recalled" {
      if let day = mention.occasionDate { return day }
      if features[i].days.count == 1, let day = features[i].days.first { return Day(ordinal: day) }
    }
    return letters[mention.letter].date
  }
}

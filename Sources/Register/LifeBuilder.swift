// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Makes entries of linked mentions.
struct LifeBuilder {
  let letters: UnsafeBufferPointer<RegisterLetter>
  let mentions: UnsafeBufferPointer<Mention>
  /// In the order of time.
  let features: FeatureTable
  /// Mentions in the order of time.
  let order: [Int]
  /// Each mention's place there.
  let position: [Int?]

  /// Entries in the order of their first mentions.
  ///
  /// - Parameters:
  ///   - entryOf: For each place in the order of time that of the first mention of its entry.
  ///   - links: Between places.
  func entries(_ entryOf: [Int], _ links: [Link?], _ corrections: Corrections.Resolved) -> [RegisterEntry] {
    var root = entryOf
    var links = links
    for (one, other) in corrections.merged {
      guard let one = position[one], let other = position[other], root[one] != root[other] else { continue }
      let (earlier, later) = (min(root[one], root[other]), max(root[one], root[other]))
      let reason = Link.Reason(name: "correction", points: 0)
      links[later] = Link(from: later, to: earlier, kind: .repeated, score: 1, reasons: [reason])
      for at in root.indices where root[at] == later { root[at] = earlier }
    }
    var statuses: [Int: String] = [:]
    var deadlines: [Int: Day?] = [:]
    for (mention, status) in corrections.statuses {
      if let at = position[mention] { statuses[root[at]] = status }
    }
    for (mention, day) in corrections.deadlines { if let at = position[mention] { deadlines[root[at]] = .some(day) } }
    let (roots, starts, members) = LifeBuilder.groups(root)
    var parts = Parallel.map(roots.count, by: 512) { range in
      range.map { number in
        var entry = entry(members[starts[number]..<starts[number + 1]], links)
        if let status = statuses[roots[number]] {
          entry.status = status
          entry.corrected.append("status")
        }
        if let day = deadlines[roots[number]] {
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
    return Array(moving: &parts, leaving: RegisterEntry(id: "", status: "", text: ""))
  }

  /// First places of the entries in the order of time, and the places of each: those of entry `k` from `starts[k]` to `starts[k + 1]`.
  private static func groups(_ root: [Int]) -> (roots: [Int], starts: [Int], members: [Int]) {
    let roots = root.indices.filter { root[$0] == $0 }
    var number = [Int](repeating: 0, count: root.count)
    for (entry, first) in roots.enumerated() { number[first] = entry }
    var starts = [Int](repeating: 0, count: roots.count + 1)
    for first in root { starts[number[first] + 1] += 1 }
    for entry in roots.indices { starts[entry + 1] += starts[entry] }
    var next = starts
    var members = [Int](repeating: 0, count: root.count)
    for (at, first) in root.enumerated() {
      members[next[number[first]]] = at
      next[number[first]] += 1
    }
    return (roots, starts, members)
  }

  /// By their places in memory: records of so many fields are not copied for it.
  private func mention(at: Int) -> UnsafePointer<Mention> { mentions.baseAddress.unsafelyUnwrapped + order[at] }

  private func entry(_ group: ArraySlice<Int>, _ links: [Link?]) -> RegisterEntry {
    let first = mention(at: group[group.startIndex])
    var entry = RegisterEntry(id: first.pointee.id, status: first.pointee.status, text: first.pointee.text)
    entry.made = made(group[group.startIndex])
    entry.subject = letters[first.pointee.letter].subject
    var isRecurring = false
    // Steps by place, for what is a copy of one.
    var stepOf: [Int: Int] = [:]
    let hasCopies = group.contains { links[$0]?.kind == .copy }
    for at in group {
      let (i, mention) = (order[at], mention(at: at))
      if var link = links[at], link.kind != .copy, !entry.steps.isEmpty {
        (link.from, link.to) = (i, order[link.to])
        link.kind = kind(at, entry, isRecurring: isRecurring)
        entry.steps.append(RegisterEntry.Step(mention: i, event: link.kind.rawValue, link: link))
      } else if let link = links[at], link.kind == .copy, let step = stepOf[link.to] {
        entry.steps[step].copies.append(i)
        stepOf[at] = step
        continue
      } else {
        entry.steps.append(RegisterEntry.Step(mention: i, event: mention.pointee.kind, link: nil))
      }
      if hasCopies { stepOf[at] = entry.steps.count - 1 }
      if mention.pointee.precision == "recurring" { isRecurring = true }
      advance(&entry, mention, isRecurring: isRecurring)
    }
    return entry
  }

  /// What a mention does to a commitment.
  private func kind(_ at: Int, _ entry: RegisterEntry, isRecurring: Bool) -> Link.Kind {
    let mention = mention(at: at)
    switch mention.pointee.status {
    case "fulfilled": return .fulfilled
    case "partly": return .partly
    case "lapsed": return .lapsed
    default: break
    }
    let isLater = entry.steps.last.map { mentions[$0.mention].letter != mention.pointee.letter } ?? true
    if features.features[at].isPostponed, isLater { return .postponed }
    if let until = mention.pointee.until, let before = entry.deadline?.until, until > before, !isRecurring {
      return .postponed
    }
    return features.features[at].isSupplement ? .supplemented : .repeated
  }

  /// Takes over what a mention says.
  private func advance(_ entry: inout RegisterEntry, _ mention: UnsafePointer<Mention>, isRecurring: Bool) {
    let isEnded = entry.status == "fulfilled" || entry.status == "lapsed"
    let status = mention.pointee.status
    // What was kept stays kept, however it is spoken of later; a promise that comes back each year begins anew.
    if status != "open" && !(isEnded && status == "partly") || isRecurring { entry.status = status }
    if let holder = mention.pointee.holder { entry.holder = holder }
    func add(_ value: String?, to list: inout [String]) { if let value, !list.contains(value) { list.append(value) } }
    if entry.action == nil { entry.action = mention.pointee.action }
    add(mention.pointee.recipient, to: &entry.recipients)
    for dossier in letters[mention.pointee.letter].dossiers { add(dossier, to: &entry.dossiers) }
    for number in mention.pointee.registerIds { add(number, to: &entry.registerIds) }
    if entry.motion == nil { entry.motion = mention.pointee.motion }
    guard let text = mention.pointee.deadline else { return }
    let deadline = RegisterEntry.Deadline(
      text: text,
      from: mention.pointee.from,
      until: mention.pointee.until,
      mention: mention.pointee.id
    )
    guard let before = entry.deadline else {
      entry.deadline = deadline
      return
    }
    // A vague phrase does not undo a day.
    if deadline.until == nil, deadline.from == nil, before.until != nil { return }
    if before.until != deadline.until || before.from != deadline.from { entry.earlierDeadlines.append(before) }
    entry.deadline = deadline
  }

  private func made(_ at: Int) -> Day? {
    let mention = mention(at: at)
    if mention.pointee.kind == "recalled" {
      if let day = mention.pointee.occasionDate { return day }
      if let day = features.onlyDay(at) { return Day(ordinal: day) }
    }
    return letters[mention.pointee.letter].date
  }
}

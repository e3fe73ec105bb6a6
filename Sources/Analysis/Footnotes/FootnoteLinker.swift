// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// Which calls belong to which body.
struct LinkedFootnotes {
  /// For each body, indices into the calls, in reading order.
  var callsOfBody: [[Int]]
  /// What the audit of the sequence found.
  var warnings: [Warning]
}

/// Pairs calls with bodies; leftovers become warnings.
///
/// A note's call stands on its own page, or on the page before when the note was pushed on. Labels count up, so a call out of the row is
/// taken only where the row has no other. A link of the file between call and body of one label outweighs both.
struct FootnoteLinker {
  var links: FootnoteLinks

  func callAsFunction(calls: [FootnoteCall], bodies: [FootnoteBody], layout: LaidOutDocument) -> LinkedFootnotes {
    var taken = [Bool](repeating: false, count: calls.count)
    var result = [[Int]](repeating: [], count: bodies.count)
    var last = -1
    // Notes under a table are called from its rows, whatever the letter's own notes are called.
    for (index, body) in bodies.enumerated() where body.isTableNote {
      result[index] = calls.indices.filter {
        !taken[$0] && calls[$0].label == body.label && layout.lines[calls[$0].line].isTableRow
          && calls[$0].line < body.lines[0] && isOneTable(calls[$0].line, body.lines[0], layout)
      }
      for call in result[index] { taken[call] = true }
    }
    for (index, body) in bodies.enumerated() where !body.isTableNote {
      let chosen = candidates(body, calls, taken, after: last)
      for call in chosen { taken[call] = true }
      result[index] = chosen
      if let first = chosen.first { last = first }
    }
    shareNotes(calls, bodies, &taken, &result)
    return LinkedFootnotes(callsOfBody: result, warnings: audit(calls, bodies, taken, result, layout))
  }

  /// Whether between a row and a note there are only rows and notes of the same table.
  private func isOneTable(_ row: Int, _ note: Int, _ layout: LaidOutDocument) -> Bool {
    layout.lines[row..<note].allSatisfy { $0.isTableRow || $0.isTableNote || $0.zone != .body }
  }

  private func candidates(_ body: FootnoteBody, _ calls: [FootnoteCall], _ taken: [Bool], after last: Int) -> [Int] {
    let free = calls.indices.filter { !taken[$0] && calls[$0].label == body.label }
    if !links.isEmpty {
      let tied = free.filter { links.tie(calls[$0], body) }
      // A link back from the note leads to a line, which may hold a raised number of a unit too, or stand below one.
      let plain = tied.filter { !calls[$0].afterUnit }
      if !tied.isEmpty { return plain.isEmpty ? tied : plain }
    }
    for page in [body.page, body.page - 1, body.page + 1] {
      var here = free.filter { calls[$0].page == page }
      if here.isEmpty { continue }
      let plain = here.filter { !calls[$0].afterUnit }
      if !plain.isEmpty { here = plain }
      let inOrder = here.filter { $0 > last }
      if !inOrder.isEmpty { here = inOrder }
      return page == body.page ? here : Array(here.prefix(1))
    }
    return free.first { $0 > last && calls[$0].page <= body.page }.map { [$0] } ?? []
  }

  /// A call that is left over and whose label a note before it carries calls that note once more: the last one of that label.
  private func shareNotes(
    _ calls: [FootnoteCall],
    _ bodies: [FootnoteBody],
    _ taken: inout [Bool],
    _ result: inout [[Int]]
  ) {
    for index in calls.indices where !taken[index] && !calls[index].afterUnit {
      guard
        let body = bodies.indices.last(where: {
          !bodies[$0].isTableNote && bodies[$0].label == calls[index].label && bodies[$0].page <= calls[index].page
        }),
        let first = result[body].first, first < index
      else { continue }
      taken[index] = true
      result[body].append(index)
    }
  }

  private func audit(
    _ calls: [FootnoteCall],
    _ bodies: [FootnoteBody],
    _ taken: [Bool],
    _ result: [[Int]],
    _ layout: LaidOutDocument
  ) -> [Warning] {
    var warnings: [Warning] = []
    func warn(_ code: String, _ message: String, _ page: Int) {
      warnings.append(Warning(code: code, message: message, page: layout.document.pages[page].number))
    }
    var previous: Int?
    for (index, body) in bodies.enumerated() {
      if result[index].isEmpty {
        warn("footnote-without-call", "no call was found for footnote \(body.label)", body.page)
      }
      guard !body.isTableNote, let number = Int(body.label) else { continue }
      if let previous {
        if number == previous {
          warn("footnote-duplicate", "two footnotes are labelled \(number)", body.page)
        } else if number > previous + 1 {
          warn("footnote-gap", "footnote \(number) follows footnote \(previous)", body.page)
        }
      }
      previous = number
    }
    let labels = Set(bodies.map(\.label))
    let highest = bodies.compactMap { Int($0.label) }.max() ?? 0
    for (index, call) in calls.enumerated() where !taken[index] && !call.afterUnit {
      // A raised number that fits into the row of notes but has no body.
      if let number = Int(call.label), number <= highest + 1, !labels.contains(call.label) {
        warn("call-without-footnote", "no footnote was found for the call \(call.label)", call.page)
      }
    }
    return warnings
  }
}

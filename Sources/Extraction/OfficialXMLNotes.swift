// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Calls that name their note (`nootref`, `voetref`): noted when met, tied once every note is known.
struct OfficialXMLNotes {
  private var references: [(id: String?, label: String?)] = []

  /// Notes a call by the name or number of its note; gives the number that stands for it until ``resolve(in:)``, always
  /// negative.
  mutating func refer(id: String?, label: String?) -> Int {
    references.append((id, label))
    return -references.count
  }

  /// Ties the calls; one whose note is not in the file is left out and named in a warning.
  func resolve(in document: inout MarkupDocument) {
    guard !references.isEmpty else { return }
    var ids: [String: Int] = [:]
    var labels: [String: Int] = [:]
    for (index, note) in document.notes.enumerated() {
      if let id = note.id { ids[id] = index }
      // Labels may start again; the first one stands.
      labels[note.label] = labels[note.label] ?? index
    }
    var missing: [String] = []
    let found = references.map { reference -> Int? in
      if let id = reference.id, let index = ids[id] { return index }
      if let label = reference.label ?? reference.id, let index = labels[label] { return index }
      missing.append(reference.label ?? reference.id ?? "?")
      return nil
    }
    func tie(_ text: inout MarkupText) {
      guard text.calls.contains(where: { $0.note < 0 }) else { return }
      text.calls = text.calls.compactMap { call in
        guard call.note < 0 else { return call }
        return found[-call.note - 1].map { MarkupText.Call(offset: call.offset, note: $0) }
      }
    }
    for i in document.blocks.indices { tie(&document.blocks[i].text) }
    for i in document.notes.indices { tie(&document.notes[i].text) }
    for i in document.dossiers.indices { tie(&document.dossiers[i].title) }
    tie(&document.title)
    tie(&document.answerTitle)
    tie(&document.dateLine)
    guard let first = missing.first else { return }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    document.warnings.append(
      Warning(
        code: "footnote-call-without-body",
        message: "a call of note \"\(first)\"\(others) has no note in the file"
      )
    )
  }
}

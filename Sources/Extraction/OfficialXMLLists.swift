// SPDX-License-Identifier: GPL-3.0-or-later

/// The lists and items that are open, and the markers their paragraphs get.
struct OfficialXMLLists {
  private struct List {
    var type: String?
    var closing: String?
    var next: Int
  }

  private enum Marker {
    /// None was given; the list may say what it is.
    case missing
    case given(String)
    /// The item's first paragraph has it.
    case spent
  }

  private var lists: [List] = []
  private var items: [Marker] = []

  /// Whether a paragraph here belongs to an item.
  var isInItem: Bool { !items.isEmpty }
  /// How deep the list lies, 1 for one in no other.
  var depth: Int { max(1, lists.count) }

  /// A list begins, with the attributes `type`, `nr-sluiting` and `start`.
  mutating func beginList(type: String?, closing: String?, start: String?) {
    lists.append(List(type: type, closing: closing, next: start.flatMap { Int($0) } ?? 1))
  }

  /// The innermost list ends.
  mutating func endList() { _ = lists.popLast() }
  /// An item begins.
  mutating func beginItem() { items.append(.missing) }
  /// The innermost item ends.
  mutating func endItem() { _ = items.popLast() }

  /// The item's own marker. The list says which mark closes its numbers; the number may or may not hold it already.
  mutating func mark(_ text: String) {
    guard !items.isEmpty else { return }
    var marker = text
    if let list = lists.indices.last {
      let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
      if let number = Int(String(decoding: digits.prefix(6), as: UTF8.self)) { lists[list].next = number + 1 }
      if let closing = lists[list].closing, !closing.isEmpty, let last = text.utf8.last,
        OfficialXMLLists.isLetterOrDigit(last)
      {
        marker += closing
      }
    }
    items[items.count - 1] = .given(marker)
  }

  /// The marker for the next paragraph of the innermost item; `nil` after the first one.
  mutating func takeMarker() -> String? {
    guard let item = items.indices.last else { return nil }
    defer { items[item] = .spent }
    switch items[item] {
    case .spent: return nil
    case .given(let marker): return marker.isEmpty ? nil : marker
    case .missing: return generated()
    }
  }

  /// The marker of an item that has none in the file though its list is numbered or lettered: the setter prints it.
  private mutating func generated() -> String? {
    guard let list = lists.indices.last else { return nil }
    let number = lists[list].next
    let closing = lists[list].closing ?? "."
    switch lists[list].type {
    case "1":
      lists[list].next += 1
      return "\(number)\(closing)"
    case "a" where (1...26).contains(number), "A" where (1...26).contains(number):
      lists[list].next += 1
      let base: UInt8 = lists[list].type == "a" ? 0x60 : 0x40
      return String(UnicodeScalar(base + UInt8(number))) + closing
    default: return nil
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// A list within one sentence: a head up to a colon, then items with markers, parted by semicolons.
struct ListInSentence {
  /// The head, colon included.
  var head: TextSpan
  /// The items without their markers and without the semicolons.
  var items: [TextSpan]

  /// Reads a list; `nil` where the sentence has none.
  init?(_ utf8: [UInt8], _ sentence: TextSpan) {
    guard let colon = utf8[sentence.range].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var items: [TextSpan] = []
    var start = colon + 1
    while start < sentence.end {
      let end = utf8[start..<sentence.end].firstIndex(of: UInt8(ascii: ";")) ?? sentence.end
      guard let content = ListInSentence.afterMarker(utf8, start, end) else { return nil }
      items.append(TextSpan(content, end))
      start = end + 1
    }
    guard items.count > 1 else { return nil }
    head = TextSpan(sentence.start, colon + 1)
    self.items = items
  }

  /// Where the text of an item begins: after "a.", "1)", "(i)", "-" or a dash.
  private static func afterMarker(_ utf8: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var i = start
    func skipBlanks() { while i < end, utf8[i] == 0x20 || utf8[i] == 0x0A { i += 1 } }
    skipBlanks()
    // A conjunction before the last item's marker.
    if let blank = utf8[i..<min(end, i + 4)].firstIndex(of: 0x20),
      utf8[i..<blank].allSatisfy({ (0x61...0x7A).contains($0) })
    {
      i = blank
      skipBlanks()
    }
    guard i < end else { return nil }
    if utf8[i] == UInt8(ascii: "-") {
      i += 1
    } else if i + 2 < end, utf8[i] == 0xE2, utf8[i + 1] == 0x80,
      utf8[i + 2] == 0x93 || utf8[i + 2] == 0x94 || utf8[i + 2] == 0xA2
    {
      i += 3
    } else {
      let bracketed = utf8[i] == UInt8(ascii: "(")
      if bracketed { i += 1 }
      let from = i
      while i < end, i < from + 3, isLetterOrDigit(utf8[i]) { i += 1 }
      guard i > from, i < end, utf8[i] == UInt8(ascii: ")") || (!bracketed && utf8[i] == UInt8(ascii: ".")) else {
        return nil
      }
      i += 1
    }
    skipBlanks()
    return i < end ? i : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

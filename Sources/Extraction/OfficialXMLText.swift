// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Builds the text of one block from the pieces the parser gives: folds white space, keeps notes' calls from taking any
/// with them.
struct OfficialXMLText {
  private enum Opened {
    case link(target: String, isDocument: Bool)
    case stress(MarkupText.Emphasis)
    case plain
  }

  private var raw: [UInt8] = []
  private var result = MarkupText()
  private var opened: [(what: Opened, start: Int?)] = []

  /// White space is due before the next character.
  private var blank = false
  /// That white space holds a line feed and follows an inline element: a printer of XML may have put it there.
  private var isPrinters = false
  /// That white space stood before a note's call.
  private var beforeCall = false
  /// Nothing but white space has come since an inline element or call ended.
  private var afterInline = false
  /// An inline element has begun since the white space.
  private var intoInline = false

  /// Whether nothing but white space has come, and no call.
  var isBlank: Bool { result.isEmpty && raw.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } }

  /// Adds character data.
  mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) { raw.append(contentsOf: utf8) }

  /// Parts what comes from what was, as the end of a block inside a cell or a note does.
  mutating func part() {
    flush()
    blank = true
    isPrinters = false
  }

  /// An inline element begins.
  mutating func open(emphasis: MarkupText.Emphasis) { open(.stress(emphasis)) }
  /// A link begins.
  mutating func open(link target: String, isDocument: Bool) { open(.link(target: target, isDocument: isDocument)) }
  /// An inline element without meaning here begins.
  mutating func openPlain() { open(.plain) }

  private mutating func open(_ what: Opened) {
    flush()
    opened.append((what, nil))
    intoInline = true
  }

  /// The inline element opened last ends.
  mutating func close() {
    flush()
    guard let (what, start) = opened.popLast() else { return }
    afterInline = true
    guard let start else { return }
    let span = TextSpan(start, result.utf8.count)
    switch what {
    case .link(let target, let isDocument):
      result.links.append(MarkupText.Link(span: span, target: target, isDocument: isDocument))
    case .stress(let emphasis): result.stresses.append(MarkupText.Stress(span: span, emphasis: emphasis))
    case .plain: break
    }
  }

  /// A note is called here.
  mutating func call(_ note: Int) {
    flush()
    result.calls.append(MarkupText.Call(offset: result.utf8.count, note: note))
    if blank { beforeCall = true }
    afterInline = true
  }

  /// The text so far; begins anew, within the inline elements that are open.
  mutating func take() -> MarkupText {
    flush()
    var text = result
    for (what, start) in opened {
      guard let start, case .stress(let emphasis) = what else { continue }
      text.stresses.append(MarkupText.Stress(span: TextSpan(start, text.utf8.count), emphasis: emphasis))
    }
    text.stresses = OfficialXMLText.joined(text.stresses, text.utf8)
    text.links.sort { $0.span < $1.span }
    result = MarkupText()
    for i in opened.indices { opened[i].start = nil }
    blank = false
    isPrinters = false
    beforeCall = false
    afterInline = false
    return text
  }

  /// Stretches of one emphasis with nothing but a blank between them are one.
  private static func joined(_ stresses: [MarkupText.Stress], _ utf8: [UInt8]) -> [MarkupText.Stress] {
    var result: [MarkupText.Stress] = []
    for stress in stresses {
      if let at = result.lastIndex(where: { $0.emphasis == stress.emphasis }), result[at].span.end <= stress.span.start,
        utf8[result[at].span.end..<stress.span.start].allSatisfy({ $0 == 0x20 })
      {
        result[at].span = TextSpan(result[at].span.start, stress.span.end)
      } else {
        result.append(stress)
      }
    }
    return result
  }

  // MARK: Characters

  private mutating func flush() {
    guard !raw.isEmpty else { return }
    let bytes = CanonicalComposer.composed(raw)
    raw.removeAll(keepingCapacity: true)
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte < 0x80 {
        switch byte {
        case 0x0A: space(hasBreak: true)
        case 0x20, 0x09, 0x0D: space(hasBreak: false)
        default:
          prepare(for: byte, bytes, i)
          result.utf8.append(byte)
        }
        i += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = min(i + length, bytes.count)
      append(bytes, i, end)
      i = end
    }
  }

  private mutating func append(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    switch OfficialXMLText.meaning(bytes, start, end) {
    case .character:
      prepare(for: bytes[start], bytes, start)
      result.utf8.append(contentsOf: bytes[start..<end])
    case .blank: space(hasBreak: false)
    case .nothing: break
    case .letters(let letters):
      prepare(for: letters[0], letters, 0)
      result.utf8.append(contentsOf: letters)
    }
  }

  private enum Meaning {
    case character, blank, nothing
    case letters([UInt8])
  }

  /// Hard and thin spaces are blanks, invisible characters nothing; hyphens that may not break are hyphens, and ligatures the letters
  /// they join, as in print read from glyphs.
  private static func meaning(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Meaning {
    guard end - start >= 2 else { return .character }
    let (a, b) = (bytes[start], bytes[start + 1])
    if end - start == 2 {
      switch (a, b) {
      case (0xC2, 0xA0), (0xC2, 0x85): return .blank
      case (0xC2, 0xAD): return .nothing
      case (0xC4, 0xB2): return .letters([0x49, 0x4A])
      case (0xC4, 0xB3): return .letters([0x69, 0x6A])
      default: return .character
      }
    }
    let c = bytes[start + 2]
    switch (a, b, c) {
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F): return .blank
    case (0xE2, 0x80, 0x8B), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF): return .nothing
    case (0xE2, 0x80, 0x90...0x91): return .letters([0x2D])
    case (0xEF, 0xAC, 0x80): return .letters([0x66, 0x66])
    case (0xEF, 0xAC, 0x81): return .letters([0x66, 0x69])
    case (0xEF, 0xAC, 0x82): return .letters([0x66, 0x6C])
    case (0xEF, 0xAC, 0x83): return .letters([0x66, 0x66, 0x69])
    case (0xEF, 0xAC, 0x84): return .letters([0x66, 0x66, 0x6C])
    case (0xEF, 0xAC, 0x85), (0xEF, 0xAC, 0x86): return .letters([0x73, 0x74])
    default: return .character
    }
  }

  private mutating func space(hasBreak: Bool) {
    if !blank {
      blank = true
      isPrinters = false
      intoInline = false
    }
    if hasBreak, afterInline { isPrinters = true }
    if hasBreak, !isPrinters { hasPlainBreak = true }
  }

  /// The white space holds a line feed, whatever stood before it.
  private var hasPlainBreak = false

  /// Settles the white space that is due before a character.
  private mutating func prepare(for byte: UInt8, _ bytes: [UInt8], _ at: Int) {
    defer {
      blank = false
      isPrinters = false
      hasPlainBreak = false
      beforeCall = false
      afterInline = false
      intoInline = false
    }
    if blank, !result.utf8.isEmpty, !isSpurious(before: byte, bytes, at) { result.utf8.append(0x20) }
    if !opened.isEmpty {
      for i in opened.indices where opened[i].start == nil { opened[i].start = result.utf8.count }
    }
  }

  /// White space that no writer meant: put before a closing mark by a printer of XML, or only to part a call from its
  /// word.
  private func isSpurious(before byte: UInt8, _ bytes: [UInt8], _ at: Int) -> Bool {
    if (isPrinters || beforeCall) && OfficialXMLText.closes(byte, bytes, at) { return true }
    return (isPrinters || hasPlainBreak) && intoInline && OfficialXMLText.opens(result.utf8)
  }

  private static func closes(_ byte: UInt8, _ bytes: [UInt8], _ at: Int) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "]"),
      UInt8(ascii: "!"), UInt8(ascii: "?"):
      return true
    case 0xC2: return at + 1 < bytes.count && bytes[at + 1] == 0xBB  // right guillemet
    case 0xE2: return at + 2 < bytes.count && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0x99 || bytes[at + 2] == 0x9D)
    default: return false
    }
  }

  private static func opens(_ utf8: [UInt8]) -> Bool {
    guard let last = utf8.last else { return false }
    if last == UInt8(ascii: "(") || last == UInt8(ascii: "[") { return true }
    return last == 0xAB && utf8.dropLast().last == 0xC2  // left guillemet
  }
}

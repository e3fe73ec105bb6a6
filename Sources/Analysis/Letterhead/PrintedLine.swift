// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// A line with its text, as the readers of letterhead and signature need it.
struct PrintedLine {
  /// Index into the layout's lines.
  var index: Int
  var line: Line
  /// As printed.
  var text: [UInt8]
  /// ASCII capitals folded.
  var folded: [UInt8]

  init(_ index: Int, _ layout: LaidOutDocument) {
    self.index = index
    line = layout.lines[index]
    text = layout.text(line)
    folded = text
    folded.fold()
  }

  /// The text from a byte on, without blanks around it.
  func text(from byte: Int) -> String {
    String(decoding: PrintedLine.trimmed(text[min(byte, text.count)...]), as: UTF8.self)
  }

  /// Without blanks at both ends.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = text
    while let first = slice.first, first == 0x20 { slice = slice.dropFirst() }
    while let last = slice.last, last == 0x20 { slice = slice.dropLast() }
    return slice
  }

  /// Whether the line has more pieces than one.
  func isParted(_ layout: LaidOutDocument) -> Bool {
    line.words.dropFirst().contains { layout.words[$0].x0 - layout.words[$0 - 1].x1 > 2 * line.size }
  }

  /// Pieces of the line that stand apart by more than two font sizes: columns of a signature, label and value. A word that begins at one
  /// of `starts` opens a piece however narrow the gap before it: a full line of one column may come close to the next.
  func pieces(_ layout: LaidOutDocument, starts: [Float] = []) -> [(x0: Float, text: [UInt8])] {
    var result: [(x0: Float, text: [UInt8])] = []
    var previous: Word?
    for word in layout.words(of: line) {
      let opens = previous != nil && word.spaceBefore && starts.contains { abs($0 - word.x0) < 2 }
      if let last = previous, word.x0 - last.x1 <= 2 * line.size, !opens {
        if word.spaceBefore { result[result.count - 1].text.append(0x20) }
      } else {
        result.append((word.x0, []))
      }
      layout.append(word, page: line.page, to: &result[result.count - 1].text)
      previous = word
    }
    return result
  }
}

extension LaidOutDocument {
  /// Text of a line, ASCII capitals folded.
  func folded(_ line: Line) -> [UInt8] {
    var text = text(line)
    text.fold()
    return text
  }
}

extension [UInt8] {
  /// Makes small letters of ASCII capitals, as ``Letterhead/fold(_:)`` does, but in place and many at a time.
  mutating func fold() {
    withUnsafeMutableBufferPointer { bytes in
      for i in bytes.indices { bytes[i] |= bytes[i] &- 0x41 < 26 ? 0x20 : 0 }
    }
  }
}

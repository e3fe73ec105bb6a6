// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Tells running headers, running footers and page numbers from text. Adds and drops nothing.
///
/// They are printed repeatedly at the border of pages: a line in the outer band of a page is furniture when another page has the same text at
/// the same height. At the foot digits may differ (page numbers); at the head they may not, for `Antwoord 2` and `Antwoord 7` both open a
/// page. What single pages carry is known by its shape, which the language pack gives.
public struct FurnitureClassifier: Sendable {
  /// Share of the page's height, from the top, in which running headers stand.
  public var headBand: Float = 0.2
  /// Share of the page's height, from the top, below which running footers stand.
  public var footBand: Float = 0.87
  /// Shapes of footers and page numbers: lower case, blanks left out, a run of digits as `#`; a line that begins so is one.
  public var knownShapes: [[UInt8]] = []

  /// Creates the stage.
  public init(knownShapes: [[UInt8]] = []) { self.knownShapes = knownShapes }

  private struct Key: Hashable {
    var text: [UInt8]
    var height: Int
  }

  /// Sets the zone of furniture lines.
  public func callAsFunction(_ layout: inout LaidOutDocument) {
    var pagesOf: [Key: Set<Int>] = [:]
    var keys: [(line: Int, exact: [UInt8], masked: [UInt8], head: Bool)] = []
    for (index, line) in layout.lines.enumerated() where line.zone == .body || line.zone == .margin {
      let height = Float(layout.document.pages[line.page].height)
      guard height > 0 else { continue }
      let head = line.y0 < height * headBand
      guard head || line.y1 > height * footBand else { continue }
      let exact = FurnitureClassifier.shape(layout.text(line), masking: false)
      let masked = FurnitureClassifier.shape(layout.text(line), masking: true)
      guard !exact.isEmpty else { continue }
      keys.append((index, exact, masked, head))
      pagesOf[Key(text: head ? exact : masked, height: Int((line.y1 / 3).rounded())), default: []].insert(line.page)
    }
    for key in keys {
      let line = layout.lines[key.line]
      let at = Int((line.y1 / 3).rounded())
      let text = key.head ? key.exact : key.masked
      var pages = Set<Int>()
      for y in (at - 1)...(at + 1) { pages.formUnion(pagesOf[Key(text: text, height: y)] ?? []) }
      let known = knownShapes.contains { key.masked.starts(with: $0) }
      let number = key.masked == [UInt8(ascii: "#")]
      if number, !key.head || pages.count > 1 || isAlone(line, in: layout) {
        layout.lines[key.line].zone = .pageNumber
      } else if known {
        layout.lines[key.line].zone = key.masked.contains(UInt8(ascii: "#")) && key.masked.count < 24 ? .pageNumber : .runningFooter
      } else if pages.count >= 2, line.zone == .body {
        layout.lines[key.line].zone = key.head ? .runningHeader : .runningFooter
      }
    }
  }

  /// Whether no other line of the page's text is within two line heights.
  private func isAlone(_ line: Line, in layout: LaidOutDocument) -> Bool {
    !layout.lines.contains { other in
      other.page == line.page && other != line && other.zone == .body
        && abs(other.middle - line.middle) < 2.2 * (line.y1 - line.y0)
    }
  }

  static func shape(_ text: [UInt8], masking: Bool) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text where byte != 0x20 {
      if masking, byte >= 0x30, byte <= 0x39 {
        if result.last != UInt8(ascii: "#") { result.append(UInt8(ascii: "#")) }
      } else {
        result.append(byte >= 65 && byte <= 90 ? byte | 0x20 : byte)
      }
    }
    return result
  }
}

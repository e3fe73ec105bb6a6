// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
internal import Layout
public import Model

/// Draws a page as SVG with its zones, blocks, calls and bodies boxed and labelled, so that a wrong rule is seen and not guessed.
///
/// The page itself is drawn from the characters that were read, each word stretched to the width it has on the page.
public struct PageDrawing: Sendable {
  private let pack: LanguagePack

  /// Creates the drawing for one language.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// The drawing of a page, or `nil` where the document has no such page.
  ///
  /// - Parameter number: page, from 1.
  public func callAsFunction(_ document: PagedDocument, page number: Int) -> [UInt8]? {
    guard let index = document.pages.firstIndex(where: { $0.number == number }) else { return nil }
    return draw(PageStructure(pack).read(document), index)
  }

  /// The drawings of the first pages, in order.
  func callAsFunction(_ document: PagedDocument, first count: Int) -> [[UInt8]] {
    let reading = PageStructure(pack).read(document)
    return document.pages.indices.prefix(count).map { draw(reading, $0) }
  }

  private func draw(_ reading: PageReading, _ index: Int) -> [UInt8] {
    let layout = reading.layout
    let page = layout.document.pages[index]
    var svg = SVGText()
    svg.raw(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(SVGText.number(page.width)) \(SVGText.number(page.height))\""
        + " width=\"\(SVGText.number(page.width * 1.5))\" height=\"\(SVGText.number(page.height * 1.5))\" font-family=\"sans-serif\">\n"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    )
    drawZones(layout, index, &svg)
    for line in layout.lines where line.page == index {
      svg.box(
        layout.box(line),
        colour: PageDrawing.colours[line.zone] ?? "#888",
        width: 0.3,
        dashed: line.zone != .body
      )
      for word in layout.words(of: line) {
        var text: [UInt8] = []
        layout.append(word, page: index, to: &text)
        svg.word(
          text,
          x: Double(word.x0),
          y: Double(word.y1) - Double(word.size) * 0.24,
          width: Double(word.x1 - word.x0),
          size: Double(word.size)
        )
      }
    }
    drawBlocks(reading, index, &svg)
    drawNotes(reading, index, &svg)
    svg.raw("</svg>\n")
    return svg.utf8
  }

  /// Neighbouring lines of one zone in one box; the text's blocks have boxes of their own.
  private func drawZones(_ layout: LaidOutDocument, _ page: Int, _ svg: inout SVGText) {
    var zones: [(zone: Zone, box: Box)] = []
    for line in layout.lines where line.page == page && line.zone != .body {
      let box = layout.box(line)
      if let last = zones.last, last.zone == line.zone, box.y0 - last.box.y1 < Double(layout.pitch) * 1.5 {
        zones[zones.count - 1].box = last.box.union(box)
      } else {
        zones.append((line.zone, box))
      }
    }
    for (zone, box) in zones {
      svg.box(box, colour: PageDrawing.colours[zone] ?? "#888", width: 0.8, dashed: true, margin: 3)
      svg.label(zone.rawValue, x: box.x1 + 5, y: box.y0 + 2, colour: "#777")
    }
  }

  private func drawBlocks(_ reading: PageReading, _ page: Int, _ svg: inout SVGText) {
    let headings = Dictionary(uniqueKeysWithValues: reading.headings.map { ($0.block, $0) })
    for (number, block) in reading.blocks.enumerated() {
      let lines = block.lines.map { reading.layout.lines[reading.features[$0].line] }.filter { $0.page == page }
      guard let first = lines.first else { continue }
      let box = lines.dropFirst().reduce(reading.layout.box(first)) { $0.union(reading.layout.box($1)) }
      let heading = headings[number]
      svg.box(box, colour: heading == nil ? "#1565c0" : "#c62828", width: 0.8, dashed: false, margin: 2)
      let label = heading.map { "heading \($0.level)" } ?? block.kind.rawValue
      svg.label("\(number) \(label)", x: box.x0 - 4, y: box.y0 - 3, colour: heading == nil ? "#1565c0" : "#c62828")
    }
  }

  private func drawNotes(_ reading: PageReading, _ page: Int, _ svg: inout SVGText) {
    let linked = Set(reading.links.callsOfBody.joined())
    for (index, call) in reading.calls.enumerated() where call.page == page {
      let word = reading.layout.words(of: reading.layout.lines[call.line])[call.word]
      let box = Box(page: 1, x0: Double(word.x0), y0: Double(word.y0), x1: Double(word.x1), y1: Double(word.y1))
      let colour = linked.contains(index) ? "#2e7d32" : "#ef6c00"
      svg.box(box, colour: colour, width: 0.8, dashed: false, margin: 1)
      svg.label(
        "call \(call.label)\(linked.contains(index) ? "" : " (loose)")",
        x: box.x0,
        y: box.y0 - 1,
        colour: colour
      )
    }
    for (number, body) in reading.bodies.enumerated() {
      let lines = body.lines.map { reading.layout.lines[$0] }.filter { $0.page == page }
      guard let first = lines.first else { continue }
      let box = lines.dropFirst().reduce(reading.layout.box(first)) { $0.union(reading.layout.box($1)) }
      let isCalled = !reading.links.callsOfBody[number].isEmpty
      let colour = isCalled ? "#2e7d32" : "#ef6c00"
      svg.box(box, colour: colour, width: 0.8, dashed: false, margin: 1)
      svg.label("note \(body.label)\(isCalled ? "" : " (loose)")", x: box.x0 - 30, y: box.y0 + 4, colour: colour)
    }
  }

  private static let colours: [Zone: String] = [
    .body: "#90caf9", .letterhead: "#ce93d8", .margin: "#bcaaa4", .runningHeader: "#b0bec5", .runningFooter: "#b0bec5",
    .pageNumber: "#b0bec5", .footnote: "#a5d6a7", .salutation: "#ffcc80", .signature: "#ffcc80", .duplicate: "#ef9a9a",
  ]
}

/// SVG as bytes: numbers in points with one decimal, text escaped.
private struct SVGText {
  private(set) var utf8: [UInt8] = []

  mutating func raw(_ text: String) { utf8 += Array(text.utf8) }

  mutating func box(_ box: Box, colour: String, width: Double, dashed: Bool, margin: Double = 0) {
    raw(
      "<rect x=\"\(SVGText.number(box.x0 - margin))\" y=\"\(SVGText.number(box.y0 - margin))\""
        + " width=\"\(SVGText.number(max(0, box.x1 - box.x0 + 2 * margin)))\" height=\"\(SVGText.number(max(0, box.y1 - box.y0 + 2 * margin)))\""
        + " fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(SVGText.number(width))\"\(dashed ? " stroke-dasharray=\"2 1\"" : "")/>\n"
    )
  }

  mutating func label(_ text: String, x: Double, y: Double, colour: String) {
    raw("<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"4\" fill=\"\(colour)\">")
    escaped(Array(text.utf8))
    raw("</text>\n")
  }

  mutating func word(_ text: [UInt8], x: Double, y: Double, width: Double, size: Double) {
    raw("<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"\(SVGText.number(size))\"")
    if width > 0, text.count > 1 { raw(" textLength=\"\(SVGText.number(width))\" lengthAdjust=\"spacingAndGlyphs\"") }
    raw(">")
    escaped(text)
    raw("</text>\n")
  }

  private mutating func escaped(_ text: [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "&"): raw("&amp;")
      case 0..<0x20: raw(" ")
      default: utf8.append(byte)
      }
    }
  }

  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

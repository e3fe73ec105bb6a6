// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPoppler
internal import Model

/// Turns poppler's text, rectangles and attributes of a page into flat arrays.
struct PDFGlyphs {
  /// The styles met so far, in order of their first use.
  private(set) var styles: [FontStyle] = []
  private var known: [FontStyle: UInt16] = [:]

  /// Reads one page.
  ///
  /// Text comes first: it lays the page out once, and rectangles and attributes then come from poppler's cache.
  mutating func read(_ page: OpaquePointer, number: Int, warnings: inout [Warning]) -> GlyphPage {
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(page, &width, &height)
    guard let text = poppler_page_get_text(page) else {
      return GlyphPage(number: number, width: width, height: height, scalars: [], boxes: [], styles: [])
    }
    defer { g_free(text) }
    var scalars = PDFGlyphs.scalars(text)

    var rectangles: UnsafeMutablePointer<PopplerRectangle>?
    var count: UInt32 = 0
    let hasLayout = poppler_page_get_text_layout(page, &rectangles, &count) != 0
    defer { g_free(rectangles) }
    let available = hasLayout ? Int(count) : 0

    if scalars.count != available {
      // poppler wraps right-to-left runs in directional marks that have no rectangle.
      scalars.removeAll { (0x202A...0x202C).contains($0) }
      if scalars.count != available, available > 0 || !scalars.isEmpty {
        warnings.append(
          Warning(
            code: "page-garbled",
            message:
              "page \(number) has \(scalars.count) characters but \(available) boxes; what cannot be placed is left out",
            page: number
          )
        )
      }
    }
    let n = min(scalars.count, available)
    if scalars.count > n { scalars.removeLast(scalars.count - n) }

    var boxes = [Float](unsafeUninitializedCapacity: n * 4) { buffer, initialized in
      if let rectangles {
        for i in 0..<n {
          let r = rectangles[i]
          buffer[i * 4] = Float(r.x1)
          buffer[i * 4 + 1] = Float(r.y1)
          buffer[i * 4 + 2] = Float(r.x2)
          buffer[i * 4 + 3] = Float(r.y2)
        }
        initialized = n * 4
      }
    }
    for i in boxes.indices where !boxes[i].isFinite { boxes[i] = 0 }

    var styleOf = [UInt16](repeating: 0, count: n)
    let attributes = poppler_page_get_text_attributes(page)
    defer { poppler_page_free_text_attributes(attributes) }
    var item = attributes
    var assigned = 0
    while let entry = item {
      item = entry.pointee.next
      guard let data = entry.pointee.data else { continue }
      let run = data.assumingMemoryBound(to: PopplerTextAttributes.self).pointee
      let style = index(of: run)
      let from = max(0, Int(run.start_index))
      let to = min(n, Int(run.end_index) + 1)
      if from < to {
        for i in from..<to { styleOf[i] = style }
        assigned = max(assigned, to)
      }
    }
    if assigned < n, assigned > 0 {
      for i in assigned..<n { styleOf[i] = styleOf[assigned - 1] }
    }
    if n > 0, styles.isEmpty { _ = index(of: FontStyle(name: "", size: 10)) }
    return GlyphPage(number: number, width: width, height: height, scalars: scalars, boxes: boxes, styles: styleOf)
  }

  private mutating func index(of run: PopplerTextAttributes) -> UInt16 {
    let name = run.font_name.map { String(cString: $0) } ?? ""
    let packed = UInt64(run.color.red) << 32 | UInt64(run.color.green) << 16 | UInt64(run.color.blue)
    return index(
      of: FontStyle(
        name: PDFGlyphs.withoutSubsetPrefix(name),
        size: run.font_size.isFinite ? run.font_size : 0,
        underlined: run.is_underlined != 0,
        colour: packed
      )
    )
  }

  private mutating func index(of style: FontStyle) -> UInt16 {
    if let found = known[style] { return found }
    // A page with more styles than fit is no letter; the rest share the last one.
    guard styles.count < Int(UInt16.max) else { return UInt16.max - 1 }
    let new = UInt16(styles.count)
    styles.append(style)
    known[style] = new
    return new
  }

  /// `ABCDEF+Verdana-Bold` → `Verdana-Bold` (PDF 1.7 reference, 9.6.4, font subsets).
  private static func withoutSubsetPrefix(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.count > 7, bytes[6] == UInt8(ascii: "+") else { return name }
    return String(decoding: bytes[7...], as: UTF8.self)
  }

  /// Hyphen and non-breaking hyphen: written as the hyphen of the keyboard, by which words, numbers and line ends are read.
  private static let hyphens: ClosedRange<UInt32> = 0x2010...0x2011

  /// Decodes a C string to scalars; bytes that are no UTF-8 become U+FFFD, hyphens of any kind U+002D.
  private static func scalars(_ text: UnsafeMutablePointer<CChar>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(4096)
    let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    var i = 0
    while bytes[i] != 0 {
      let lead = bytes[i]
      if lead < 0x80 {
        result.append(UInt32(lead))
        i += 1
        continue
      }
      let extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0
      var value = extra == 3 ? UInt32(lead & 0x07) : extra == 2 ? UInt32(lead & 0x0F) : UInt32(lead & 0x1F)
      var read = 0
      while read < extra, bytes[i + 1 + read] & 0xC0 == 0x80 {
        value = value << 6 | UInt32(bytes[i + 1 + read] & 0x3F)
        read += 1
      }
      let whole = extra > 0 && read == extra && value <= 0x10FFFF && !(0xD800...0xDFFF).contains(value)
      result.append(whole ? PDFGlyphs.hyphens.contains(value) ? 0x2D : value : 0xFFFD)
      i += 1 + read
    }
    return result
  }
}

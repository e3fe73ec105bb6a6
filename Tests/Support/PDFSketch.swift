// SPDX-License-Identifier: GPL-3.0-or-later

/// A small PDF written by hand: pages of lines in Helvetica, one of the fonts every reader has.
public struct PDFSketch {
  /// Lines of each page: text and its place in points from the bottom left.
  public var pages: [[(text: String, x: Double, y: Double, size: Double)]] = []
  /// Further entries of the catalog, for example `/OutputIntents[]`.
  public var catalog = ""
  /// Entries of the information dictionary, for example `/Producer(Sketch)`.
  public var info = ""
  /// Entries of the trailer, for example `/Encrypt 9 0 R`.
  public var trailer = ""
  /// Links on every page: left, bottom, right and top edge, and the height on the first page they lead to, from the bottom.
  public var links: [(x0: Double, y0: Double, x1: Double, y1: Double, target: Double)] = []
  /// Further objects; the first has number 5 and two more for each page.
  public var objects: [String] = []
  /// Further entries of every page's resources, for example `/XObject<</X 9 0 R>>`.
  public var resources = ""
  /// Further operators of a page's content, by its index.
  public var operators: [Int: String] = [:]
  /// Glyphs that take the place of characters, for example `/Differences[64/uni2011]` for `@`.
  public var differences = ""
  /// Rotation of every page in degrees.
  public var rotation = 0

  /// A file without pages.
  public init() {}

  /// A document of one page with these lines, from the top.
  public init(lines: [String], size: Double = 10) {
    pages = [lines.enumerated().map { ($1, 80, 740 - Double($0) * 12, size) }]
  }

  /// The file.
  public var bytes: [UInt8] {
    var objects: [String] = []
    let first = 5
    let kids = pages.indices.map { "\(first + $0 * 2) 0 R" }.joined(separator: " ")
    objects.append("<</Type/Catalog/Pages 2 0 R\(catalog)>>")
    objects.append("<</Type/Pages/Kids[\(kids)]/Count \(pages.count)>>")
    objects.append(
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding\(differences)>>>>"
    )
    objects.append("<<\(info)>>")
    let annotations = links.map {
      "<</Type/Annot/Subtype/Link/Rect[\($0.x0) \($0.y0) \($0.x1) \($0.y1)]/Dest[5 0 R/XYZ 0 \($0.target) 0]>>"
    }.joined()
    for (index, page) in pages.enumerated() {
      objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate \(rotation)/Annots[\(annotations)]/Resources<</Font<</F 3 0 R>>\(resources)>>/Contents \(first + index * 2 + 1) 0 R>>"
      )
      var content = "BT\n"
      for line in page {
        let text = line.text.replacingParentheses
        content += "/F \(line.size) Tf 1 0 0 1 \(line.x) \(line.y) Tm (\(text)) Tj\n"
      }
      content += "ET\n\(operators[index].map { "\($0)\n" } ?? "")"
      objects.append("<</Length \(content.utf8.count)>>\nstream\n\(content)endstream")
    }
    objects += self.objects
    var file = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R/Info 4 0 R\(trailer)>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }
}

extension String {
  fileprivate var replacingParentheses: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar == "(" || scalar == ")" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}

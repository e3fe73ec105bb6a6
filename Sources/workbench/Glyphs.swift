// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Extraction
import Foundation
import Model

/// Prints what poppler gives of a PDF's pages: one of its lines a line, with edges and styles.
struct Glyphs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a PDF's lines as read, with edges in points and styles."
  )

  @Argument(help: "A PDF.", completion: .file())
  var file: String

  @Option(help: "Only this page, from 1.")
  var page: Int?

  mutating func run() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    guard case .pages(let document) = try Extractor()(bytes) else {
      throw ValidationError("\(file) has no pages")
    }
    print("pages \(document.pageCount), tagged \(document.tagged), producer \(document.producer ?? "-")")
    for page in document.pages where self.page == nil || self.page == page.number {
      print("=== page \(page.number), \(page.width) x \(page.height)")
      var line = ""
      var first: Int?
      var last = 0
      var style: UInt16?
      func flush() {
        if let first {
          let edges = [
            page.boxes[first * 4], page.boxes[last * 4 + 2], page.boxes[first * 4 + 1], page.boxes[first * 4 + 3],
          ]
          print(String(format: "x %6.1f-%6.1f y %6.1f-%6.1f ", edges[0], edges[1], edges[2], edges[3]) + line)
        }
        line = ""
        first = nil
        style = nil
      }
      for i in page.scalars.indices {
        if page.scalars[i] == 0x0A {
          flush()
          continue
        }
        if first == nil { first = i }
        if page.styles[i] != style {
          style = page.styles[i]
          let known = document.styles[Int(page.styles[i])]
          line += "<\(known.name) \(String(format: "%.1f", known.size))\(known.underlined ? " underlined" : "")>"
        }
        line.unicodeScalars.append(Unicode.Scalar(page.scalars[i]) ?? "\u{FFFD}")
        if page.scalars[i] != 0x20 { last = i }
      }
      flush()
    }
  }
}

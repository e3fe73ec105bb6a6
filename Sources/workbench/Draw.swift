// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import ArgumentParser
import Extraction
import Foundation
import Language
import Model

/// Writes a page as SVG with its zones, blocks, calls and notes.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a page of a PDF with what was found on it, as SVG on standard output."
  )

  @Argument(help: "A PDF.", completion: .file())
  var file: String

  @Option(help: "Page, from 1.")
  var page = 1

  mutating func run() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    guard case .pages(let document) = try Extractor()(bytes),
      let svg = PageDrawing(try LanguagePack())(document, page: page)
    else {
      throw ValidationError("\(file) has no page \(page)")
    }
    try FileHandle.standardOutput.write(contentsOf: Data(svg))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Support
import Testing

private let letters =
  ((try? FileManager.default.contentsOfDirectory(
    at: SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven/letters"),
    includingPropertiesForKeys: nil
  )) ?? []).filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }

private let structure = Result { PageStructure(try LanguagePack()) }

/// Structure trees that fit the headings of a letter in number and page, and are wrong about each of them.
struct LyingTreeTests {
  @Test(arguments: letters)
  func doesNoHarmToALetter(file: URL) throws {
    guard case .pages(var document) = try Extractor()([UInt8](try Data(contentsOf: file))) else { return }
    let source = Source(path: file.lastPathComponent, sha256: "", bytes: 0, format: "pdf")
    document.taggedHeadings = []
    let honest = try structure.get()(document, source: source)
    let headings = honest.sections.filter { $0.heading != nil }
    guard headings.count > 1 else { return }
    let deepest = headings.map(\.level).max() ?? 1
    let lies: [[Int]] = [
      headings.map { deepest + 1 - $0.level },  // upside down
      headings.map { _ in 1 },
      headings.indices.map { $0 % 3 + 1 },
      headings.map { $0.level + 2 },
    ]
    for lie in lies {
      document.taggedHeadings = zip(headings, lie).map { TaggedHeading(level: $1, page: $0.page ?? 1) }
      let misled = try structure.get()(document, source: source)
      #expect(misled.sections == honest.sections, "\(file.lastPathComponent), \(lie)")
      #expect(misled.paragraphs == honest.paragraphs)
    }
  }
}

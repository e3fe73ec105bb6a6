// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Support
import Testing

private func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

private let letters = try? FileManager.default.contentsOfDirectory(
  at: SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven/letters"),
  includingPropertiesForKeys: nil
).filter { $0.pathExtension == "pdf" }.sorted { $0.path < $1.path }

private func checkBalance(_ file: URL) throws {
  guard case .pages(let document) = try Extractor()(bytes(file)) else { return }
  let source = Source(path: file.lastPathComponent, sha256: "", bytes: 0, format: "pdf")
  let letter = PageStructure(try LanguagePack())(document, source: source)
  let balance = TextBalance(document, letter)
  #expect(balance.isEven, "\(file.lastPathComponent): \(balance)")
  for section in letter.sections { #expect(section.span.end <= letter.text.utf8.count) }
  #expect(String(validating: letter.text.utf8, as: UTF8.self) != nil)
}

struct TextBalanceTests {
  @Test(arguments: letters ?? [])
  func losesAndDoublesNoCharacterOfALetter(file: URL) throws { try checkBalance(file) }

  @Test(.enabled(if: SharedLetters.folder != nil, "the letters outside the repository are not here"))
  func losesAndDoublesNoCharacterOfLettersOutside() throws {
    for file in SharedLetters.files("corpora/real", "pdf") + SharedLetters.files("corpora/sample", "pdf") {
      try checkBalance(file)
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Extraction
import Foundation
import Language
import Model
import Support
import Testing

private let pack = Result { try LanguagePack() }

private func letter(_ bytes: [UInt8]) throws -> StructuredLetter {
  let document = try Extractor()(bytes)
  let source = Source(path: "x", sha256: "", bytes: bytes.count, of: document)
  switch document {
  case .pages(let pages): return PageStructure(try pack.get())(pages, source: source)
  case .markup(let markup): return MarkupStructure(try pack.get())(markup, source: source)
  }
}

private func letter(_ file: URL) throws -> StructuredLetter { try letter([UInt8](try Data(contentsOf: file))) }

private let folder = SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven/letters")

private let papers =
  (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))?
  .filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path } ?? []

/// Official XML from bytes to structure, on papers of our own and, where they are, two real ones.
struct MarkupLetterTests {
  /// What a structured letter promises, whatever it was read from.
  private func check(_ letter: StructuredLetter) {
    let utf8 = letter.text.utf8
    #expect(String(validating: utf8, as: UTF8.self) != nil)
    var end = 0
    for (index, paragraph) in letter.paragraphs.enumerated() {
      #expect(paragraph.span.start == (index == 0 ? 0 : end + 2) && !paragraph.span.isEmpty)
      end = paragraph.span.end
      #expect(letter.sections[paragraph.section].span.contains(paragraph.span))
    }
    #expect(end == utf8.count)
    for (section, next) in zip(letter.sections, letter.sections.dropFirst()) {
      #expect(section.span.end + 2 == next.span.start)
    }
    for section in letter.sections {
      if let parent = section.parent, let above = letter.sections.first(where: { $0.id == parent }) {
        #expect(above.level < section.level)
      }
    }
    for call in letter.footnotes.flatMap(\.calls) {
      #expect(call.offset <= utf8.count && letter.sections.indices.contains(call.section ?? -1))
    }
    for citation in letter.markedCitations {
      if case .text(let span) = citation.place { #expect(letter.text.string(span) == citation.text) }
    }
  }

  @Test(arguments: papers)
  func keepsItsPromisesOnPapersOfOurOwn(file: URL) throws {
    let letter = try letter(file)
    check(letter)
    #expect(letter.warnings.isEmpty)
    #expect(letter.metadata.date != nil && letter.metadata.subject != nil && !letter.metadata.signatories.isEmpty)
    #expect(letter.footnotes.allSatisfy { !$0.calls.isEmpty })
  }

  /// The same letter as typeset paper and as XML: equal text, sections, paragraphs and footnotes.
  @Test(arguments: [
    ("twin-letter.kamerstuk.pdf", "twin-letter.xml"), ("answers-to-questions.pdf", "answers-to-questions.xml"),
    ("joint-letter-of-three.pdf", "joint-letter-of-three.xml"),
  ])
  func readsThePDFAndTheXMLOfALetterAlike(_ pdf: String, _ xml: String) throws {
    let printed = try letter(folder.appendingPathComponent(pdf))
    let marked = try letter(folder.appendingPathComponent(xml))
    #expect(String(decoding: printed.text.utf8, as: UTF8.self) == String(decoding: marked.text.utf8, as: UTF8.self))
    #expect(
      printed.sections.map { [$0.heading, "\($0.level)", $0.kind.rawValue] }
        == marked.sections.map { [$0.heading, "\($0.level)", $0.kind.rawValue] }
    )
    #expect(printed.sections.map(\.span) == marked.sections.map(\.span))
    #expect(printed.paragraphs.map(\.span) == marked.paragraphs.map(\.span))
    #expect(printed.footnotes.map(\.text) == marked.footnotes.map(\.text))
    #expect(printed.footnotes.map { $0.calls.map(\.offset) } == marked.footnotes.map { $0.calls.map(\.offset) })
    #expect(printed.metadata.date == marked.metadata.date)
  }

  @Test(.enabled(if: SharedLetters.folder != nil, "the letters outside the repository are not here"))
  func readsARealLetterWithoutAWarning() throws {
    let file = try #require(
      SharedLetters.files("corpora/real", "xml").first { $0.lastPathComponent == "kst-28844-269.xml" }
    )
    let letter = try letter(file)
    check(letter)
    #expect(letter.warnings.isEmpty)
    #expect(letter.source.format == "kamerstuk-xml")
    #expect(letter.sections.map(\.level) == [1, 1, 1, 1, 1, 1])
    #expect(letter.sections.first?.heading == "Inleiding")
    #expect(letter.footnotes.map(\.label) == (1...15).map(String.init))
    #expect(letter.footnotes.allSatisfy { $0.calls.count == 1 })
    #expect(
      letter.markedCitations.map(\.id) == [
        "h-tk-20222023-84-12", "kst-28844-266", "kst-28844-261", "kst-36101-15", "kst-28844-261",
      ]
    )
    #expect(letter.metadata.date?.iso == "2023-07-07")
    #expect(letter.metadata.signatories.map(\.name) == ["H.G.J. Bruins Slot"])
    #expect(letter.metadata.dossiers == ["28844"])
    #expect(letter.metadata.number == "269")
  }

  @Test(.enabled(if: SharedLetters.folder != nil, "the letters outside the repository are not here"))
  func readsARealMotionWithoutAWarning() throws {
    let file = try #require(
      SharedLetters.files("corpora/real", "xml").first { $0.lastPathComponent == "kst-32545-143.xml" }
    )
    let letter = try letter(file)
    check(letter)
    #expect(letter.warnings.isEmpty)
    #expect(letter.sections.map(\.kind) == [.opening])
    #expect(letter.metadata.date?.iso == "2021-07-06")
    #expect(letter.metadata.signatories.map(\.name) == ["Inge van Dijk", "Grinwis"])
  }

  /// Tags dropped, doubled and exchanged at random (Knuth's MMIX generator, fixed seed): an error, or a letter that
  /// keeps its promises.
  @Test(arguments: papers)
  func keepsItsPromisesOnDamagedPapers(file: URL) throws {
    let structure = MarkupStructure(try pack.get())
    let original = Array(
      String(decoding: try Data(contentsOf: file), as: UTF8.self).split(
        separator: "<",
        omittingEmptySubsequences: false
      )
    )
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var read = 0
    for _ in 0..<300 {
      var pieces = original
      for _ in 0...next(3) {
        // A pair of tags loses its name's meaning, or a leaf moves.
        let at = 1 + next(pieces.count - 1)
        let name = pieces[at].prefix { $0.isLetter || $0 == "-" || $0 == "." }
        let other = ["al", "vreemd", "noot", "titel", "kop", "lijst", "row", "bijlage", "vraag", "ondertekening"][
          next(10)
        ]
        if name.isEmpty { continue }
        for i in pieces.indices {
          if pieces[i].hasPrefix("\(name) ") || pieces[i].hasPrefix("\(name)>") {
            pieces[i] = other + pieces[i].dropFirst(name.count)
          }
          if pieces[i].hasPrefix("/\(name)>") { pieces[i] = "/" + other + pieces[i].dropFirst(name.count + 1) }
        }
      }
      guard let document = try? OfficialXML.read(Array(pieces.joined(separator: "<").utf8)) else { continue }
      read += 1
      check(structure(document, source: Source(path: "x", sha256: "", bytes: 0, format: document.form.format)))
    }
    #expect(read > 50)
  }
}

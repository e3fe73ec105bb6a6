// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model
import Support
import Testing

private func read(_ bytes: [UInt8]) throws -> PagedDocument {
  guard case .pages(let document) = try Extractor()(bytes) else {
    throw ExtractionError(code: "test", message: "not read as pages")
  }
  return document
}

private func text(_ page: GlyphPage) -> String {
  var result = ""
  for scalar in page.scalars { result.unicodeScalars.append(Unicode.Scalar(scalar) ?? "?") }
  return result
}

private func code(_ bytes: [UInt8]) -> String? {
  do {
    _ = try Extractor()(bytes)
    return nil
  } catch {
    return error.code
  }
}

struct PDFExtractionTests {
  @Test func givesEveryCharacterABoxAndAStyle() throws {
    let page = try #require(try read(PDFSketch(lines: ["Geachte voorzitter,", "Een regel."]).bytes).pages.first)
    #expect(text(page) == "Geachte voorzitter,\nEen regel.")
    #expect(page.boxes.count == page.scalars.count * 4)
    // Points from the top left: the first line stands above the second.
    #expect(page.boxes[1] < page.boxes[(page.scalars.count - 1) * 4 + 1])
    #expect(abs(page.boxes[0] - 80) < 1)
  }

  @Test(arguments: ["uni2010", "uni2011"])
  func readsEveryHyphenAsOne(_ glyph: String) throws {
    var sketch = PDFSketch(lines: ["pri@", "mair onderwijs"])
    sketch.differences = "/Differences[64/\(glyph)]"
    #expect(try read(sketch.bytes).pages.map(text) == ["pri-\nmair onderwijs"])
  }

  @Test func tellsSizesApart() throws {
    var sketch = PDFSketch()
    sketch.pages = [[("tekst", 80, 700, 10), ("1", 106, 704, 6)]]
    let document = try read(sketch.bytes)
    let page = try #require(document.pages.first)
    let sizes = page.styles.map { document.styles[Int($0)].size }
    #expect(Set(sizes) == [10, 6])
  }

  @Test func readsTheSameTextWhetherOrNotTheFileNamesAnOutputProfile() throws {
    let lines = ["Een regel tekst.", "Nog een regel."]
    var intents = PDFSketch(lines: lines)
    intents.catalog = "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)>>]"
    #expect(try read(intents.bytes).pages.map(text) == (try read(PDFSketch(lines: lines).bytes).pages.map(text)))
  }

  @Test func readsProducerAndDateOfTheFile() throws {
    var sketch = PDFSketch(lines: ["Een regel."])
    sketch.info = "/Producer(Schets)/CreationDate(D:20260320120000Z)"
    let document = try read(sketch.bytes)
    #expect(document.producer == "Schets")
    #expect(document.created == Day(2026, 3, 20))
    #expect(!document.tagged)
  }

  @Test func readsRotatedPagesInTheirOwnOrder() throws {
    var sketch = PDFSketch()
    sketch.rotation = 90
    sketch.pages = [[("Een regel.", 80, 700, 10)]]
    #expect(text(try #require(try read(sketch.bytes).pages.first)) == "Een regel.")
  }

  @Test func losesLinksButNoTextWhereReadingThemEndsTheWorker() throws {
    var sketch = PDFSketch(lines: ["Een regel."])
    sketch.links = [(80, 740, 90, 750, 700)]
    var turned: [Int] = []
    guard case .pages(let whole) = try Extractor()(sketch.bytes, turning: { turned.append($1) }) else { return }
    #expect(turned == [1, 2, 0])
    let link = try #require(whole.pages.first?.links.first)
    #expect(link == PageLink(x0: 80, y0: 92, x1: 90, y1: 102, page: 1, y: 142))
    guard case .pages(let poorer) = try Extractor()(sketch.bytes, skippedPages: [2]) else { return }
    #expect(poorer.pages.map(text) == whole.pages.map(text))
    #expect(poorer.pages.flatMap(\.links).isEmpty)
    #expect(poorer.warnings.map(\.code) == ["hints-lost"])
  }

  /// A page and a tree.
  private func tagged() -> PDFSketch {
    var sketch = PDFSketch(lines: ["Een regel."])
    // Object 5 is the page; the tree holds H1, P and, in a section, H2.
    sketch.catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R"
    sketch.objects = [
      "<</Type/StructTreeRoot/K 8 0 R>>", "<</S/Document/P 7 0 R/K[9 0 R 10 0 R 11 0 R]>>",
      "<</S/H1/P 8 0 R/Pg 5 0 R/K 0>>", "<</S/P/P 8 0 R/Pg 5 0 R/K 1>>", "<</S/Sect/P 8 0 R/K[12 0 R]>>",
      "<</S/H2/P 11 0 R/Pg 5 0 R/K 2>>",
    ]
    return sketch
  }

  @Test func readsKindAndPageOfTaggedHeadingsOnly() throws {
    let document = try read(tagged().bytes)
    #expect(document.tagged)
    #expect(document.taggedHeadings == [TaggedHeading(level: 1, page: 1), TaggedHeading(level: 2, page: 1)])
  }

  @Test func parsesTheTreeOnlyWhereItIsAskedFor() throws {
    var turned: [Int] = []
    let extractor = Extractor()
    try extractor.read(tagged().bytes, turning: { turned.append($1) }) { document, _ in
      guard case .pages(let pages) = document else { return }
      #expect(pages.tagged && pages.taggedHeadings.isEmpty)
    }
    #expect(turned == [1, 2, 0])
    let asked = try extractor.read(tagged().bytes, turning: { turned.append($1) }) { _, tree in tree() }
    #expect(asked.map(\.level) == [1, 2])
    #expect(turned == [1, 2, 0, 1, 2, 0, 2, 0])
    #expect(try extractor.read(tagged().bytes, skippedPages: [2]) { _, tree in tree() }.isEmpty)
  }

  @Test func givesNoHintFromATreeWithoutEnd() throws {
    var sketch = tagged()
    // The section holds itself.
    sketch.objects[4] = "<</S/Sect/P 8 0 R/K[11 0 R 12 0 R]>>"
    let loop = try read(sketch.bytes)
    #expect(loop.tagged)
    #expect(try loop.pages.map(text) == read(tagged().bytes).pages.map(text))
    // More elements than a letter's page can have.
    let kids = 13..<613
    sketch.objects[1] = "<</S/Document/P 7 0 R/K[\(kids.map { "\($0) 0 R" }.joined(separator: " "))]>>"
    sketch.objects += kids.map { _ in "<</S/H1/P 8 0 R/Pg 5 0 R/K 0>>" }
    let flood = try read(sketch.bytes)
    #expect(flood.tagged && flood.taggedHeadings.isEmpty)
  }

  @Test func namesWhyAFileCannotBeRead() {
    #expect(code([]) == "empty")
    #expect(code(Array("geen brief".utf8)) == "unknown-format")
    #expect(code(Array("%PDF-1.4\nniets".utf8)) == "damaged")
    #expect(code(PDFSketch().bytes) == "no-pages")
  }

  @Test func namesEncryptedFiles() {
    var sketch = PDFSketch(lines: ["geheim"])
    let key = String(repeating: "41", count: 32)
    sketch.trailer = "/Encrypt<</Filter/Standard/V 1/R 2/O<\(key)>/U<\(key)>/P -4>>/ID[<00><00>]"
    #expect(code(sketch.bytes) == "encrypted")
  }

  @Test func readsWhatATruncatedFileStillHoldsOrNamesIt() {
    let whole = PDFSketch(lines: ["Een regel.", "Nog een regel."]).bytes
    for length in stride(from: 0, through: whole.count, by: 37) {
      if let code = code(Array(whole[..<length])) {
        #expect(["empty", "unknown-format", "damaged", "no-pages"].contains(code))
      }
    }
  }

  @Test func survivesDamagedBytes() {
    var random = SeededGenerator(state: 7)
    let whole = PDFSketch(lines: ["Een regel.", "Nog een regel."]).bytes
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<6 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
      if let code = code(bytes) { #expect(!code.isEmpty) }
    }
  }
}

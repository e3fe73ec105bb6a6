// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Support
import Testing

@testable import Extraction

/// The keys of a text, and its bytes as poppler gets them.
private func read(_ text: String) -> (keys: PDFKeys?, disarmed: String) {
  var bytes = Array(text.utf8)
  let keys = bytes.withUnsafeMutableBytes { buffer in
    buffer.baseAddress.map { PDFKeys(disarming: $0, buffer.count) }
  }
  return (keys, String(decoding: bytes, as: UTF8.self))
}

struct PDFKeysTests {
  private let subset = "<</Type/FontDescriptor/FontName/BAAAAA+Verdana/FontFile2 9 0 R>>"

  @Test func passesOverProgramsOfSubsets() {
    #expect(read(subset).disarmed == "<</Type/FontDescriptor/FontName/BAAAAA+Verdana/FontFilez 9 0 R>>")
    #expect(
      read("<</FontFile2 9 0 R/FontName /BAAAAA+Verdana>>").disarmed == "<</FontFilez 9 0 R/FontName /BAAAAA+Verdana>>"
    )
  }

  @Test(arguments: [
    "<</FontName/Arial/FontFile2 9 0 R>>",
    "<</FontName/BAAAA1+Arial/FontFile2 9 0 R>>",
    "<</FontName/BAAAAA",
    "<</FontName/BAAAAA+Arial/FontFile2 9 0 R>><</Type/Font/Subtype/TrueType/BaseFont/Arial>>",
    "<</FontName/BAAAAA+Arial>> (/FontFile2) Tj",
    "<</FontName/BAAAAA+Verdana/FontFile2 9 0 R>><</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    "<</FontName/BAAAAA+Verdana/FontFile2 9 0 R>><</Type/ObjStm/N 3>>",
    "<</FontName/BAAAAA+Verdana/FontFile3 9 0 R>>",
  ])
  func keepsProgramsThatPopplerAsksFor(_ text: String) {
    #expect(read(text).disarmed == text)
  }

  @Test func findsTreeLinksAndCompressedObjects() {
    #expect(read("<</StructTreeRoot 3 0 R>>").keys?.tree == true)
    #expect(read("<</StructTree 3 0 R>>").keys?.tree == false)
    #expect(read("<</Annots[]/Dest[]>>").keys?.links == true)
    #expect(read("<</Annots[]/S/GoTo>>").keys?.links == true)
    #expect(read("<</Annots[]/URI(x)>>").keys?.links == false)
    #expect(read("/ObjStm").keys?.compressed == true)
    #expect(read("/ObjStm").keys?.links == true)
    #expect(read("/").keys?.links == false)
  }

  @Test func readsTheSameCharactersAndBoxesWithAndWithoutAFontProgram() throws {
    func page(_ key: String) throws -> GlyphPage {
      var sketch = PDFSketch(lines: ["Een regel."])
      sketch.objects = [
        "<</Type/Font/Subtype/TrueType/BaseFont/BAAAAA+Verdana/FirstChar 65/LastChar 66/Widths[700 600]/FontDescriptor 8 0 R>>",
        "<</Type/FontDescriptor/FontName/BAAAAA+Verdana/Flags 32/Ascent 1005/Descent -209/\(key) 9 0 R>>",
        "<</Length 4>>\nstream\n\u{0}\u{1}\u{0}\u{0}\nendstream",
      ]
      sketch.operators = [0: "BT /G 10 Tf 80 600 Td (ABBA) Tj ET"]
      let text = String(decoding: sketch.bytes, as: UTF8.self).replacingFont()
      guard case .pages(let document) = try Extractor()(Array(text.utf8)) else {
        throw ExtractionError(code: "test", message: "not read as pages")
      }
      return try #require(document.pages.first)
    }
    let whole = try page("FontFile2")
    let bare = try page("Nothing23")
    #expect(whole.scalars == bare.scalars)
    #expect(whole.boxes == bare.boxes)
    #expect(Array(whole.scalars.suffix(4)) == "ABBA".unicodeScalars.map(\.value))
  }
}

extension String {
  /// The sketch's one font, Helvetica, becomes the TrueType font of object 7: a file with a Type 1 font is left as it is.
  fileprivate func replacingFont() -> String {
    split(separator: "/Font<</F 3 0 R>>", omittingEmptySubsequences: false).joined(separator: "/Font<</G 7 0 R>>")
      .split(separator: "/Subtype/Type1/", omittingEmptySubsequences: false).joined(separator: "/Subtype/Typez/")
  }
}

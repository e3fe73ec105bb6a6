// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Support
import Testing

@testable import Extraction

/// The bytes as poppler gets them.
private func disarmed(_ text: String) -> String {
  var bytes = Array(text.utf8)
  bytes.withUnsafeMutableBytes { buffer in
    if let base = buffer.baseAddress { _ = PDFKeys(disarming: base, buffer.count) }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func found(_ text: String) -> PDFKeys {
  var bytes = Array(text.utf8)
  return bytes.withUnsafeMutableBytes { PDFKeys(disarming: $0.baseAddress!, $0.count) }
}

struct PDFKeysTests {
  private let subset = "<</Type/FontDescriptor/FontName/BAAAAA+Verdana/FontFile2 9 0 R>>"

  @Test func passesOverProgramsOfSubsets() {
    #expect(disarmed(subset) == "<</Type/FontDescriptor/FontName/BAAAAA+Verdana/FontFilez 9 0 R>>")
    #expect(disarmed("<</FontFile2 9 0 R/FontName /BAAAAA+Verdana>>") == "<</FontFilez 9 0 R/FontName /BAAAAA+Verdana>>")
  }

  @Test(arguments: [
    "<</FontName/Arial/FontFile2 9 0 R>>",
    "<</FontName/BAAAA1+Arial/FontFile2 9 0 R>>",
    "<</FontName/BAAAAA",
    "<</FontName/BAAAAA+Verdana/FontFile2 9 0 R>><</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    "<</FontName/BAAAAA+Verdana/FontFile2 9 0 R>><</Type/ObjStm/N 3>>",
    "<</FontName/BAAAAA+Verdana/FontFile3 9 0 R>>",
  ])
  func keepsProgramsThatPopplerAsksFor(_ text: String) {
    #expect(disarmed(text) == text)
  }

  @Test func findsTreeLinksAndCompressedObjects() {
    #expect(found("<</StructTreeRoot 3 0 R>>").tree)
    #expect(!found("<</StructTree 3 0 R>>").tree)
    #expect(found("<</Annots[]/Dest[]>>").links)
    #expect(found("<</Annots[]/S/GoTo>>").links)
    #expect(!found("<</Annots[]/URI(x)>>").links)
    #expect(found("/ObjStm").compressed)
    #expect(found("/ObjStm").links)
    #expect(!found("/").links)
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

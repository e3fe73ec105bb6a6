// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let rest = "De minister schrijft hier een regel tekst over het beleid van het land"

/// The run-in heading of a paragraph that begins with words in one font and goes on in the text's own.
private func runIn(_ lead: String, _ after: String, font: String, marker: String = "") throws -> String? {
  var sketch = DocumentSketch()
  sketch.line(rest)
  sketch.line("de provincie.")
  sketch.gap()
  sketch.line([.init(marker), .init(lead, font: font), .init(after)])
  sketch.line("van de regering en de gemeenten.", x: marker.isEmpty ? 80 : 93)
  let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
  let letter = PageStructure(try LanguagePack())(sketch.document, source: source)
  let paragraph = try #require(letter.paragraphs.last)
  #expect(letter.paragraphs.count == 2 && letter.sections.count == 1, "it opens no section and stays in its paragraph")
  #expect(letter.text.string(paragraph.span).contains(lead))
  return paragraph.runIn.map(letter.text.string)
}

struct RunInHeadingTests {
  @Test(arguments: [
    ("Personeel.", " Twee hogescholen zijn begonnen", "Personeel"),
    ("Sociale veiligheid:", " het aantal meldingen", "Sociale veiligheid"),
    ("Inzet", ": de dienst komt vaker langs", "Inzet"),
    ("Wat gaat er beter?", " De dienst komt vaker", "Wat gaat er beter?"),
    ("Spoor 2", " – De provincies en gemeenten", "Spoor 2"),
  ])
  func findsWordsSetApartAtTheHeadOfAParagraph(lead: String, after: String, heading: String) throws {
    for font in ["Sketch-Bold", "Sketch-Italic", "Sketch-BoldItalic"] {
      #expect(try runIn(lead, after, font: font) == heading, "\(font)")
    }
  }

  @Test func needsNoStopWhereTheWordsAreBold() throws {
    #expect(try runIn("Meten en berekenen", " Het geluid wordt berekend", font: "Sketch-Bold") == "Meten en berekenen")
    #expect(try runIn("Meten en berekenen", " Het geluid wordt berekend", font: "Sketch-Italic") == nil)
  }

  @Test func leavesTheNumberOfAnItemOut() throws {
    #expect(
      try runIn("Personeel.", " Twee hogescholen zijn begonnen", font: "Sketch-Bold", marker: "1. ") == "Personeel"
    )
    #expect(
      try runIn("Personeel.", " Twee hogescholen zijn begonnen", font: "Sketch-Bold", marker: "\u{2022} ")
        == "Personeel"
    )
  }

  @Test(arguments: [
    ("De Kamer", " heeft vorig jaar gevraagd om een brief", "Sketch-Bold"),
    ("Zr.Ms. Vlieland", " vertrekt in mei uit de haven", "Sketch-Italic"),
    ("de regeling.", " Daarna volgt een brief over het beleid", "Sketch-Bold"),
    ("Ten eerste,", " zo schrijft de minister hier", "Sketch-Italic"),
    ("Ik zal de Kamer daarover voor de zomer een brief sturen.", " Dat is later", "Sketch-Bold"),
    ("Wet open overheid", " (Woo) is op deze brief", "Sketch-Italic"),
  ])
  func takesNoStressedWordsOfASentenceForAHeading(lead: String, after: String, font: String) throws {
    #expect(try runIn(lead, after, font: font) == nil)
  }

  @Test func readsTheSameInMarkup() throws {
    func runIn(_ text: String, _ span: TextSpan, _ emphasis: MarkupText.Emphasis) throws -> String? {
      let text = MarkupText(utf8: Array(text.utf8), stresses: [.init(span: span, emphasis: emphasis)])
      var sketch = MarkupSketch()
      sketch.document.blocks.append(MarkupDocument.Block(.paragraph, text))
      let letter = try sketch.letter()
      return letter.paragraphs.first?.runIn.map(letter.text.string)
    }
    #expect(try runIn("Personeel. Twee hogescholen zijn begonnen.", TextSpan(0, 10), .bold) == "Personeel")
    #expect(try runIn("Inzet: de dienst komt vaker langs.", TextSpan(0, 5), .italic) == "Inzet")
    #expect(try runIn("De Kamer heeft om een brief gevraagd.", TextSpan(0, 8), .bold) == nil)
    #expect(try runIn("Zie hiervoor de brief van vorig jaar.", TextSpan(4, 12), .bold) == nil)
    #expect(try runIn("Een kubieke meter: dat is veel water.", TextSpan(0, 18), .raised) == nil)
  }
}

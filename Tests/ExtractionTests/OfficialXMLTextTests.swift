// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model
import Testing

/// What becomes of white space, notes' calls and inline elements within a block.
struct OfficialXMLTextTests {
  private func text(_ inner: String) throws -> MarkupText {
    try #require(try PaperSketch.read("<al>\(inner)</al>").blocks.first).text
  }

  private let note = #"<noot id="n1" type="voet"><noot.nr>1</noot.nr><noot.al>Noot.</noot.al></noot>"#

  @Test(arguments: [
    ("  Een\n   regel\tmet   witruimte.  ", "Een regel met witruimte."),
    ("Een\r\nregel", "Een regel"),
    ("vast&#xA0;wit en smal&#x202F;wit", "vast wit en smal wit"),
    ("zacht&#xAD;afbreken", "zachtafbreken"),
    ("EU&#x2011;wetgeving en e&#x2010;mail", "EU-wetgeving en e-mail"),
    ("water<?xpp afbm?>wegen", "waterwegen"),
    ("het archief <?xpp afbreek?>(oud)", "het archief (oud)"),
    ("CO<inf>2</inf>-uitstoot en m<sup>2</sup>", "CO2-uitstoot en m2"),
    ("eerste<br/>tweede", "eerste tweede"),
    ("be&#x133;ler &#x132;ssel", "beijler IJssel"),
    ("re&#x65;&#x308;el", "reëel"),
    ("a &lt; b &amp; c &gt; d", "a < b & c > d"),
    ("een <!-- opmerking -->woord", "een woord"),
    ("<![CDATA[5 < 6]]>", "5 < 6"),
    ("e&#xFB03;ci&#xEB;nt", "efficiënt"),
    ("een <onbekend>vreemd</onbekend> woord", "een vreemd woord"),
  ])
  func foldsTo(_ xml: String, _ expected: String) throws {
    #expect(try text(xml).string == expected)
  }

  @Test func takesNoBlankWithACall() throws {
    let text = try text("het woord\(note) en de zin.\(note) Verder")
    #expect(text.string == "het woord en de zin. Verder")
    #expect(text.calls.map(\.offset) == [9, 20])
  }

  @Test func keepsTheBlankThatStoodBeforeACall() throws {
    let text = try text("het woord \(note) en")
    #expect(text.string == "het woord en")
    #expect(text.calls.map(\.offset) == [9])
  }

  @Test func dropsTheBlankThatPartedACallFromItsWordBeforeAStop() throws {
    #expect(try text("het woord \(note).").string == "het woord.")
  }

  @Test func dropsWhatAPrinterOfXMLPutBeforeAStop() throws {
    let text = try text(
      "Zie <nadruk type=\"cur\">Verslag</nadruk>\n      , en (\n   <extref doc=\"kst-1-2\">1</extref>\n  )."
    )
    #expect(text.string == "Zie Verslag, en (1).")
  }

  @Test func keepsABlankBeforeAStopThatTheSourceHas() throws {
    #expect(try text("ja , nee").string == "ja , nee")
  }

  @Test func readsPrettyPrintedNotes() throws {
    let document = try PaperSketch.read(
      """
      <al>De doelen.<noot id="a" type="voet">
          <noot.nr>3</noot.nr>
          <noot.al>
            <nadruk type="cur">Kamerstukken II</nadruk> 2024/25, <extref doc="kst-39001-3" soort="document">39 001, nr. 3</extref>.</noot.al>
        </noot>
      </al>
      """
    )
    #expect(document.blocks[0].text.string == "De doelen.")
    #expect(document.blocks[0].text.calls == [MarkupText.Call(offset: 10, note: 0)])
    let note = try #require(document.notes.first)
    #expect(note.label == "3")
    #expect(note.text.string == "Kamerstukken II 2024/25, 39 001, nr. 3.")
    #expect(note.text.links.map(\.target) == ["kst-39001-3"])
  }

  @Test func joinsParagraphsAndListsOfANote() throws {
    let document = try PaperSketch.read(
      """
      <al>Tekst<noot id="a" type="voet"><noot.nr>1</noot.nr><noot.al>Eerst.</noot.al><noot.al>Dan:</noot.al>\
      <noot.lijst><noot.li><li.nr>a.</li.nr><noot.al>dit;</noot.al></noot.li></noot.lijst></noot>.</al>
      """
    )
    #expect(document.notes.map(\.text.string) == ["Eerst. Dan: a. dit;"])
    #expect(document.blocks[0].text.string == "Tekst.")
  }

  @Test func marksEmphasisAndLinks() throws {
    let text = try text(
      "<nadruk type=\"vet\">Vet </nadruk>en <extref doc=\"https://example.org/a\" soort=\"URL\">adres</extref>"
    )
    #expect(text.string == "Vet en adres")
    #expect(text.stresses == [MarkupText.Stress(span: TextSpan(0, 3), emphasis: .bold)])
    #expect(text.links == [MarkupText.Link(span: TextSpan(7, 12), target: "https://example.org/a", isDocument: false)])
  }

  @Test func joinsStretchesOfOneEmphasis() throws {
    let text = try text("<nadruk type=\"cur\">Een</nadruk> <nadruk type=\"cur\">kop</nadruk>")
    #expect(text.wholeEmphasis == .italic)
  }
}

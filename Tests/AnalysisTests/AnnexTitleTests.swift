// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Model
import Support
import Testing

private func levels(_ letter: StructuredLetter) -> [Int] { letter.sections.filter { $0.heading != nil }.map(\.level) }
private func bold(_ text: String, size: Double = 10) -> [PageSketch.Run] {
  [.init(text, size: size, font: "Sketch-Bold")]
}
private func italic(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Italic")] }

extension DocumentSketch {
  fileprivate mutating func signature() {
    gap(2)
    line("Hoogachtend,")
    gap()
    line("De minister van Landbouw,")
    gap(3)
    line("H.A. Oldenkamp")
  }
}

/// Titles of annexes that stand out more than the letter's own headings.
struct AnnexTitleTests {
  @Test func leavesTheLettersOwnHeadingsOnTheirLevels() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Sluizen"))
    sketch.section(italic("Onderhoud"))
    sketch.section(bold("Bruggen"))
    sketch.signature()
    sketch.nextPage()
    sketch.line(bold("Bijlage 1 \u{2013} Overzicht van sluizen", size: 13))
    sketch.section(bold("Werkwijze"))
    sketch.nextPage()
    sketch.line(bold("Bijlage 2 \u{2013} Toelichting", size: 13))
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Vooruitblik"))
    #expect(levels(try structure(sketch)) == [1, 2, 1, 1, 2, 1, 2])
  }

  @Test func ranksTheStylesOfEachAnnexByThemselves() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Sluizen"))
    sketch.signature()
    sketch.nextPage()
    sketch.line(bold("Bijlage 1 \u{2013} Agenda", size: 13))
    sketch.section(bold("I. Binnenvaart"))
    sketch.section(bold("1. Schippers"))
    sketch.nextPage()
    sketch.line(bold("Bijlage 2 \u{2013} Verslag", size: 13))
    sketch.section(bold("I. EERSTE DAG"))
    sketch.section(bold("Werksessie over vracht"))
    #expect(levels(try structure(sketch)) == [1, 1, 2, 3, 1, 2, 3])
  }

  @Test func putsHeadingsUnderATitleInTheirOwnStyleThatNamesTheAnnex() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Sluizen"))
    sketch.signature()
    sketch.nextPage()
    sketch.line(bold("Bijlage: Samenvatting"))
    sketch.section(bold("Werkwijze"))
    sketch.section(italic("Bronnen"))
    #expect(levels(try structure(sketch)) == [1, 1, 2, 3])
  }

  @Test func leavesNumbersThatGoOnFromTheAnnexsOwnUnderIt() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Sluizen"))
    sketch.signature()
    sketch.nextPage()
    sketch.line(bold("Bijlage 2 \u{2013} Toelichting", size: 13))
    sketch.section(bold("2.1 Werkwijze"))
    sketch.section(bold("2.2 Bronnen"))
    #expect(levels(try structure(sketch)) == [1, 1, 2, 2])
  }

  @Test func ranksAStyleThatAlsoStandsWithinAPageAmongTheOthers() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(2)
    sketch.section(bold("Sluizen"))
    sketch.signature()
    sketch.nextPage()
    sketch.line(bold("Agenda van de Raad", size: 13))
    sketch.section(bold("Werkwijze"))
    sketch.section(bold("Vervolg van de agenda", size: 13))
    #expect(levels(try structure(sketch)) == [2, 1, 2, 1])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Model
import Support
import Testing

private func bold(_ text: String, size: Double = 10) -> [PageSketch.Run] {
  [.init(text, size: size, font: "Sketch-Bold")]
}

/// What papers and signatures say where the layout leaves room for two readings.
struct PaperTypeTests {
  @Test(arguments: ["NADERE MEMORIE VAN ANTWOORD", "NADER VERSLAG"])
  func takesTheDossiersTitleWhereAPaperNamesItsKindAlone(title: String) throws {
    var page = DocumentSketch()
    page.aside([.init("Vergaderjaar 2025\u{2013}2026")], x: 40, y: 80)
    page.aside(bold("36 600"), x: 80, y: 110)
    page.aside(bold("Wijziging van de Wet op de sluizen"), x: 160, y: 110)
    page.aside(bold("F"), x: 80, y: 140)
    page.aside(bold(title), x: 160, y: 140)
    page.aside([.init("Ontvangen 18 november 2025")], x: 160, y: 153)
    page.gap(9)
    page.twoLineParagraphs(3)
    #expect(try structure(page).metadata.subject == "Wijziging van de Wet op de sluizen")
  }

  @Test func readsANameAboveItsOfficeOnAPageOfItsOwnBeforeAnAnnexOfAnyName() throws {
    var sketch = DocumentSketch()
    sketch.aside([.init("Datum")], x: 80, y: 80)
    sketch.aside([.init("3 mei 2024")], x: 140, y: 80)
    sketch.gap(2)
    sketch.line("Geachte voorzitter,")
    sketch.twoLineParagraphs(4)
    sketch.nextPage()
    sketch.line("Hanneke Oldenkamp")
    sketch.line("Minister van Economische Zaken")
    sketch.nextPage()
    sketch.line(bold("GEANNOTEERDE AGENDA", size: 13))
    for _ in 0..<12 { sketch.twoLineParagraphs(1) }
    let found = try structure(sketch)
    #expect(
      found.metadata.signatories == [.init(office: "Minister van Economische Zaken", name: "Hanneke Oldenkamp")]
    )
    #expect(found.sections.last?.kind == .annex)
  }

  @Test func leavesOutForWhomAnOfficesHolderSignsTooWhereTheLineBreaksBehindTheDeterminer() throws {
    var sketch = DocumentSketch()
    sketch.line("Geachte voorzitter,")
    sketch.twoLineParagraphs(3)
    sketch.gap(2)
    sketch.line("De minister van Landbouw en")
    sketch.line("Natuur, mede namens de")
    sketch.line("staatssecretaris Herstel Polders")
    sketch.gap(3)
    sketch.line("ing. R. Tervoort")
    #expect(
      try structure(sketch).metadata.signatories
        == [.init(office: "De minister van Landbouw en Natuur", name: "ing. R. Tervoort")]
    )
  }
}

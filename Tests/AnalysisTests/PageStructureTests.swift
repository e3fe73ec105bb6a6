// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private func structure(_ sketch: DocumentSketch) throws -> StructuredLetter {
  let document = sketch.document
  let source = Source(
    path: "sketch.pdf",
    sha256: String(repeating: "a", count: 64),
    bytes: 1,
    format: "pdf",
    pages: document.pageCount
  )
  return PageStructure(try LanguagePack())(document, source: source)
}

private func paragraphs(_ letter: StructuredLetter) -> [String] {
  letter.paragraphs.map { letter.text.string($0.span) }
}

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

struct ParagraphTests {
  @Test func joinsLinesAndPartsAtGaps() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(full)
    sketch.line("de regering.")
    let letter = try structure(sketch)
    #expect(paragraphs(letter) == [full + " het kabinet.", full + " de regering."])
  }

  @Test func joinsParagraphAcrossPageBreakAndTheNotesBetween() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line([.init("het kabinet"), .call("1"), .init(" dat de zaak al langer met zorg heeft gevolgd en")])
    sketch.aside([.init("1", size: 5, rise: 0.2), .init(" Een noot.", size: 7.5)], x: 80, y: 778)
    sketch.nextPage()
    sketch.line("daarover in het najaar zal berichten aan de Kamer met een brief.")
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 1)
    #expect(
      paragraphs(letter)[0].hasSuffix("gevolgd en daarover in het najaar zal berichten aan de Kamer met een brief.")
    )
    #expect(letter.footnotes.map(\.text) == ["Een noot."])
    let call = try #require(letter.footnotes[0].calls.first)
    #expect(letter.text.string(TextSpan(0, call.offset)).hasSuffix("het kabinet"))
  }

  @Test func endsAParagraphWhereTheNextWordWouldHaveFitted() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("het kabinet.")
    sketch.line("Een nieuwe alinea zonder witregel die een hele regel vult met wat woorden")
    sketch.line("en verder gaat.")
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 2)
  }

  @Test func keepsListItemsApartAndDropsTheirBullets() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("de volgende punten:")
    sketch.line("\u{2022} het eerste punt;")
    sketch.line("\u{2022} het tweede punt.")
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .listItem])
    #expect(paragraphs(letter).suffix(2) == ["het eerste punt;", "het tweede punt."])
  }

  @Test func spellsLigaturesOutAndComposesMarks() throws {
    var sketch = DocumentSketch()
    sketch.line("De o\u{FB03}ci\u{EB}le brief gaat over de fi\u{6E}anci\u{65}\u{308}n van het hele land en van")
    sketch.line("zijn provincies.")
    let text = paragraphs(try structure(sketch)).joined()
    #expect(
      text.unicodeScalars.elementsEqual(
        "De offici\u{EB}le brief gaat over de financi\u{EB}n van het hele land en van zijn provincies.".unicodeScalars
      )
    )
  }
}

struct HeadingTests {
  private func sample(_ heading: [PageSketch.Run]) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(heading)
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering.")
    return try structure(sketch)
  }

  @Test(arguments: ["Sketch-Bold", "Sketch-Italic", "Sketch-Oblique"])
  func findsHeadingsAtBodySizeByWeightAndSlant(font: String) throws {
    let letter = try sample([.init("Stand van zaken", font: font)])
    #expect(letter.sections.compactMap(\.heading) == ["Stand van zaken"])
    #expect(letter.sections.map(\.kind) == [.opening, .body])
  }

  @Test func findsUnderlinedAndBareHeadings() throws {
    #expect(try sample([.init("Stand van zaken", underlined: true)]).sections.last?.heading == "Stand van zaken")
    #expect(try sample([.init("Stand van zaken")]).sections.last?.heading == "Stand van zaken")
  }

  @Test func takesNoSentenceInBoldForAHeading() throws {
    let letter = try sample([.init("Dit is een belangrijke zin.", font: "Sketch-Bold")])
    #expect(letter.sections.compactMap(\.heading).isEmpty)
  }

  @Test func ranksByNumberingFirstThenByStyle() throws {
    var sketch = DocumentSketch()
    for heading in ["1. Aanleiding", "1.1 Achtergrond", "2. Vervolg"] {
      sketch.line([.init(heading, font: "Sketch-Bold")])
      for _ in 0..<3 { sketch.line(full) }
      sketch.line("het kabinet.")
      sketch.gap()
      sketch.line([.init("Nadere duiding", font: "Sketch-Italic")])
      for _ in 0..<3 { sketch.line(full) }
      sketch.line("de regering.")
      sketch.gap()
    }
    let headed = try structure(sketch).sections.filter { $0.heading != nil }
    #expect(headed.map(\.level) == [1, 3, 2, 3, 1, 3])
    #expect(headed[1].parent == headed[0].id)
    #expect(headed[4].parent == nil)
  }

  @Test func takesQuestionAndAnswerLabelsAsHeadingsOfTheFirstLevel() throws {
    var sketch = DocumentSketch()
    for number in ["1", "2 en 3"] {
      sketch.line("Vraag \(number)")
      sketch.line(full)
      sketch.line("het kabinet?")
      sketch.gap()
      sketch.line("Antwoord \(number)")
      sketch.line(full)
      sketch.line("de regering.")
      sketch.gap()
    }
    let sections = try structure(sketch).sections
    #expect(sections.map(\.heading) == ["Vraag 1", "Antwoord 1", "Vraag 2 en 3", "Antwoord 2 en 3"])
    #expect(sections.allSatisfy { $0.level == 1 })
  }
}

struct FootnoteTests {
  private func letter(_ runs: [PageSketch.Run], notes: [String]) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line(runs)
    for (index, note) in notes.enumerated() {
      sketch.aside(
        [.init("\(index + 1)", size: 5, rise: 0.2), .init(" " + note, size: 7.5)],
        x: 80,
        y: 760 + Double(index) * 9
      )
    }
    return try structure(sketch)
  }

  @Test(arguments: [
    ("in maart 2022", "in maart 2022"), ("de brief (nr. 691)", "de brief (nr. 691)"),
    ("wat hij \u{AB}zei\u{BB}?", "wat hij \u{AB}zei\u{BB}?"),
  ])
  func tiesCallsGluedToYearsBracketsAndQuotes(before: String, expected: String) throws {
    let letter = try letter(
      [.init(before), .call("1"), .init(" staat dat het kabinet het werk voortzet")],
      notes: ["Een noot."]
    )
    let call = try #require(letter.footnotes.first?.calls.first)
    #expect(letter.text.string(TextSpan(0, call.offset)).hasSuffix(expected))
    #expect(paragraphs(letter)[0].contains(expected + " staat dat"))
  }

  @Test func takesNoSubscriptForACall() throws {
    let runs: [PageSketch.Run] = [
      .init("de uitstoot van CO"), .init("2", size: 6, rise: -0.25), .init(" daalt"), .call("1"), .init(" dit jaar"),
    ]
    let letter = try letter(runs, notes: ["Een noot."])
    #expect(paragraphs(letter)[0].contains("CO2 daalt dit jaar"))
    #expect(letter.footnotes.map(\.calls.count) == [1])
  }

  @Test func takesNoSquareMetreForACallWhereTheNoteHasItsOwn() throws {
    let runs: [PageSketch.Run] = [
      .init("eerst"), .call("1"), .init(" dan 80 m"), .call("2"), .init(" en later"), .call("2"), .init(" nog"),
    ]
    let letter = try letter(runs, notes: ["Een noot.", "Nog een noot."])
    #expect(paragraphs(letter)[0].contains("80 m2 en later nog"))
    #expect(letter.footnotes.map(\.calls.count) == [1, 1])
  }

  @Test func readsSeveralNumbersInOneCall() throws {
    let letter = try letter(
      [.init("dit staat er"), .call("1,2"), .init(" al")],
      notes: ["Een noot.", "Nog een noot."]
    )
    #expect(letter.footnotes.map(\.calls.count) == [1, 1])
  }

  @Test func warnsOfNotesWithoutACall() throws {
    let letter = try letter([.init("dit staat er"), .call("1"), .init(" al")], notes: ["Een noot.", "Nog een noot."])
    #expect(letter.warnings.map(\.code) == ["footnote-without-call"])
  }

  @Test func keepsAddressesWholeOverLines() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat er"), .call("1"), .init(" al")])
    sketch.aside(
      [.init("1", size: 5, rise: 0.2), .init(" https://www.voorbeeld.nl/een-heel-", size: 7.5)],
      x: 80,
      y: 760
    )
    sketch.aside([.init("lang-adres", size: 7.5)], x: 86, y: 769)
    #expect(try structure(sketch).footnotes.map(\.text) == ["https://www.voorbeeld.nl/een-heel-lang-adres"])
  }
}

struct LetterFrameTests {
  private func sketch() -> DocumentSketch {
    var sketch = DocumentSketch()
    sketch.line("Aan de Voorzitter van de Tweede Kamer")
    sketch.line("der Staten-Generaal")
    sketch.gap()
    sketch.aside([.init("Datum")], x: 80, y: 160)
    sketch.aside([.init("20 maart 2026")], x: 140, y: 160)
    sketch.aside([.init("Betreft")], x: 80, y: 172)
    sketch.aside([.init("Stand van zaken over het oudste onderwerp")], x: 140, y: 172)
    sketch.aside([.init("van het land")], x: 140, y: 184)
    sketch.aside([.init("Onze referentie", size: 6.5)], x: 467, y: 172)
    sketch.aside([.init("7654321", size: 6.5)], x: 467, y: 181)
    sketch.gap(8)
    sketch.line("Geachte voorzitter,")
    sketch.gap()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    return sketch
  }

  @Test func readsDateSubjectReferenceAndChamber() throws {
    let letter = try structure(sketch())
    #expect(letter.metadata.date == Day(2026, 3, 20))
    #expect(letter.metadata.dateBasis == .letterhead)
    #expect(letter.metadata.subject == "Stand van zaken over het oudste onderwerp van het land")
    #expect(letter.metadata.references["ours"] == "7654321")
    #expect(letter.metadata.chamber == .tweedeKamer)
    #expect(paragraphs(letter).count == 1)
  }

  @Test func readsSignatoriesSideBySide() throws {
    var page = sketch()
    page.line("Hoogachtend,")
    page.aside([.init("de minister van Onderwijs,")], x: 80, y: 400)
    page.aside([.init("Cultuur en Wetenschap,")], x: 80, y: 412)
    page.aside([.init("de staatssecretaris van Sport,")], x: 300, y: 400)
    page.aside([.init("A. Voorbeeld")], x: 80, y: 460)
    page.aside([.init("B. de Tweede")], x: 300, y: 460)
    let letter = try structure(page)
    #expect(
      letter.metadata.signatories == [
        Signatory(office: "de minister van Onderwijs, Cultuur en Wetenschap", name: "A. Voorbeeld"),
        Signatory(office: "de staatssecretaris van Sport", name: "B. de Tweede"),
      ]
    )
    #expect(paragraphs(letter).count == 1)
  }

  @Test func readsASignatoryWithoutAFormula() throws {
    var page = sketch()
    page.line("De Staatssecretaris van Justitie en Veiligheid,")
    page.gap(3)
    page.line("Carla de Vries")
    let letter = try structure(page)
    #expect(
      letter.metadata.signatories == [
        Signatory(office: "De Staatssecretaris van Justitie en Veiligheid", name: "Carla de Vries")
      ]
    )
  }

  @Test func keepsAnAnnexAfterTheSignatureAsASectionOfItsOwn() throws {
    var page = sketch()
    page.line("Hoogachtend,")
    page.gap()
    page.line("De minister van Voorbeeldzaken,")
    page.gap(3)
    page.line("Carla de Vries")
    page.nextPage()
    page.line([.init("Bijlage: nadere gegevens", font: "Sketch-Bold")])
    for _ in 0..<3 { page.line(full) }
    page.line("de bijlage.")
    let letter = try structure(page)
    #expect(letter.sections.map(\.kind) == [.opening, .annex])
    #expect(letter.sections.last?.heading == "Bijlage: nadere gegevens")
  }

  @Test func readsLabelsSideBySideWithTheirValuesBelow() throws {
    var page = DocumentSketch()
    let columns = [
      ("Ons kenmerk", "FM 2009-123"), ("Datum", "3 maart 2009"), ("Ons nummer", "77"), ("Behandelaar", "mr. E. Zomer"),
    ]
    for (column, (label, value)) in columns.enumerated() {
      let x = 80.0 + 110 * Double(column)
      page.aside([.init(label)], x: x, y: 150)
      page.aside([.init(value)], x: x, y: 162)
    }
    page.aside([.init("Onderwerp")], x: 80, y: 190)
    page.aside([.init("Toezicht op het oudste onderwerp")], x: 80, y: 202)
    page.gap(11)
    page.line("Geachte voorzitter,")
    page.gap()
    for _ in 0..<4 { page.line(full) }
    page.line("het kabinet.")
    let letter = try structure(page)
    #expect(letter.metadata.date == Day(2009, 3, 3))
    #expect(letter.metadata.references["ours"] == "FM 2009-123")
    #expect(letter.metadata.subject == "Toezicht op het oudste onderwerp")
    #expect(paragraphs(letter).count == 1)
  }

  @Test func readsTheHeadOfAParliamentaryPaper() throws {
    var page = DocumentSketch()
    page.aside([.init("Vergaderjaar 2025\u{2013}2026")], x: 40, y: 80)
    page.aside([.init("36 600 XIV", font: "Sketch-Bold")], x: 80, y: 110)
    page.aside([.init("Vaststelling van de begroting", font: "Sketch-Bold")], x: 160, y: 110)
    page.aside([.init("Nr. 12", font: "Sketch-Bold")], x: 80, y: 140)
    page.aside([.init("BRIEF VAN DE MINISTER VAN VOORBEELDZAKEN", font: "Sketch-Bold")], x: 160, y: 140)
    page.aside([.init("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal")], x: 80, y: 165)
    page.aside([.init("Den Haag, 20 maart 2026")], x: 80, y: 185)
    page.gap(9)
    for _ in 0..<4 { page.line(full) }
    page.line("het kabinet.")
    let letter = try structure(page)
    #expect(letter.metadata.kind == .kamerstuk)
    #expect(letter.metadata.dossiers == ["36600-XIV"])
    #expect(letter.metadata.number == "12")
    #expect(letter.metadata.sessionYear == "2025-2026")
    #expect(letter.metadata.subject == "Vaststelling van de begroting")
    #expect(letter.metadata.date == Day(2026, 3, 20))
    #expect(paragraphs(letter).count == 1)
  }

  @Test func readsWhoAnswersWrittenQuestions() throws {
    var page = DocumentSketch()
    page.line("Vragen van het lid Voorbeeld (ABC) aan de Minister van Sociale Zaken over")
    page.line("de oudste zaak (ingezonden 3 februari 2026).")
    page.gap()
    page.line("Antwoord van Minister De Vries (Sociale Zaken), mede namens de Minister van")
    page.line("Wonen (ontvangen 20 maart 2026). Zie ook Aanhangsel Handelingen, nr. 12.")
    page.gap()
    page.line("Vraag 1")
    page.line(full)
    page.line("het kabinet?")
    let metadata = try structure(page).metadata
    #expect(metadata.kind == .antwoord)
    #expect(
      metadata.subject == "Vragen van het lid Voorbeeld (ABC) aan de Minister van Sociale Zaken over de oudste zaak"
    )
    #expect(metadata.signatories == [Signatory(office: "Minister (Sociale Zaken)", name: "De Vries")])
    #expect(metadata.date == Day(2026, 3, 20))
  }
}

struct PageDrawingTests {
  @Test func namesZonesBlocksCallsAndNotes() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat er <hier>"), .call("1"), .init(" al")])
    sketch.aside([.init("1", size: 5, rise: 0.2), .init(" Een noot.", size: 7.5)], x: 80, y: 778)
    let drawing = PageDrawing(try LanguagePack())
    let svg = String(decoding: try #require(drawing(sketch.document, page: 1)), as: UTF8.self)
    for part in [
      "<svg ", "footnote</text>", "call 1</text>", "note 1</text>", "0 text</text>", "&lt;hier&gt;", "</svg>",
    ] {
      #expect(svg.contains(part), "\(part)")
    }
    #expect(drawing(sketch.document, page: 2) == nil)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func paragraphs(_ letter: StructuredLetter) -> [String] {
  letter.paragraphs.map { letter.text.string($0.span) }
}

struct ParagraphEndTests {
  /// A paragraph that ends in an abbreviation at a page's foot, and what opens the next page.
  private func count(_ end: String, _ next: String) throws -> Int {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("dat vraagt ook \(end)")
    sketch.nextPage()
    sketch.line("\(next) schrijft hier een volle regel tekst over het beleid van")
    sketch.line("de regering.")
    return paragraphs(try structure(sketch)).count
  }

  @Test func endsAParagraphInAnAbbreviationThatMayCloseASentence() throws {
    #expect(try count("de motie van het lid Terhorst c.s.", "De provincie") == 2)
  }

  @Test func goesOnAfterAnAbbreviationThatWaitsForANumberOrAName() throws {
    #expect(try count("de motie-Terhorst met nr.", "12") == 1)
    #expect(try count("de heer dr.", "Van Velsen") == 1)
    #expect(try count("het bedrag van 12 mln.", "2024") == 1)
  }
}

struct ListTests {
  @Test func readsNestedAndNumberedItems() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("de volgende punten:")
    sketch.line("1. het eerste punt, dat zo lang is dat het op de volgende regel verder", x: 80)
    sketch.line("gaat dan hier;", x: 92)
    sketch.line("a. een onderdeel van het eerste punt;", x: 100)
    sketch.line("b. een tweede onderdeel daarvan;", x: 100)
    sketch.line("2. het tweede punt.", x: 80)
    sketch.gap()
    sketch.line(full)
    sketch.line("de regering.")
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .listItem, .listItem, .listItem, .text])
    #expect(paragraphs(letter)[1].hasSuffix("verder gaat dan hier;"))
    #expect(letter.sections.compactMap(\.heading).isEmpty)
  }

  @Test func readsItemsNumberedWithADegreeSign() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("deze punten:")
    sketch.line("b. van enkele artikelen, te weten:")
    sketch.line("1\u{B0}. de artikelen 7 en 9, voor zover het de aanvraag betreft;", x: 92)
    sketch.line("2\u{B0}. artikel 31;", x: 92)
    sketch.line("c. zodra de regeling geldt.")
    let found = paragraphs(try structure(sketch))
    try #require(found.count == 5)
    #expect(found[3] == "2\u{B0}. artikel 31;")
  }

  @Test func readsItemsNumberedWithARaisedSign() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("deze punten:")
    for number in 1...2 {
      sketch.line([
        .init("\(number)"), .init("\u{BA}", size: 7, rise: 0.2), .init(" ", space: 1),
        .init("artikel \(number) van de wet;"),
      ])
    }
    #expect(try structure(sketch).paragraphs.map(\.kind) == [.text, .listItem, .listItem])
  }

  @Test func partsTheTitleOfAnItemFromItsText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de volgende stappen:")
    sketch.line("1. Melding bij het waterschap")
    sketch.line("Het waterschap laat binnen zes weken een onderzoek op de dijk doen.", x: 92.7)
    sketch.line("2. Advies van de commissie")
    sketch.line("De commissie adviseert over de oorzaak van de schade aan de huizen en", x: 92.7)
    sketch.line("de schuren.", x: 92.7)
    let found = paragraphs(try structure(sketch))
    try #require(found.count == 5)
    #expect(found[1] == "1. Melding bij het waterschap")
    #expect(found[4].hasSuffix("de huizen en de schuren."))
  }

  @Test func partsTheTitleOfAnItemFromTheOneSentenceBelowIt() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("deze punten:")
    for title in ["Melding bij het waterschap en bij de provincie", "Advies"] {
      sketch.line("\u{2022} \(title)", x: 80)
      sketch.line("Dat kost de bewoner van het huis niets.", x: 87.7)
    }
    #expect(paragraphs(try structure(sketch)).count == 5)
  }

  /// A line that its writer has broken before a name, in one item or in each.
  @Test(arguments: [["de start van het gesprek met de stad", "de bouw van de sluis"], ["Gesprek met de stad"]])
  func keepsAnItemThatIsBrokenBeforeANameTogether(items: [String]) throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("deze punten:")
    for item in items {
      sketch.line("\u{2022} \(item)", x: 80)
      sketch.line("Oosterwolde, dat in de zomer over de kosten van de sluis en de brug", x: 87.7)
      sketch.line("gaat.", x: 87.7)
    }
    #expect(paragraphs(try structure(sketch)).count == 1 + items.count)
  }

  @Test func countsTextThatStandsUnderAnItemsOwnToTheList() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("deze punten:")
    sketch.line("1. Het waterschap laat binnen zes weken een onderzoek op de dijk en in")
    sketch.line("het land doen.", x: 92.7)
    sketch.line("Dat kost niets.", x: 92.7)
    sketch.line("a. Dit is het eerste onderdeel van dit punt.", x: 105.4)
    sketch.line("Van dat onderzoek komt een rapport, en dat is over ten hoogste acht", x: 92.7)
    sketch.line("weken klaar.", x: 92.7)
    sketch.line("2. De commissie adviseert.")
    sketch.gap()
    sketch.line(full)
    sketch.line("de regering.")
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .listItem, .listItem, .listItem, .listItem, .text])
  }

  @Test func leavesParagraphsWhoseFirstLineStandsInOutOfTheList() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("deze punten:")
    sketch.line("1. De commissie adviseert.")
    sketch.line("Het waterschap laat nu binnen zes weken een onderzoek op de dijk", x: 92.7)
    sketch.line("en in het land doen, en van dat onderzoek komt dan een rapport.")
    sketch.line("De minister vindt dat een goed begin.", x: 92.7)
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .text, .text])
  }

  @Test func leavesTheAnswerBelowAQuestionOfAListInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de vragen.")
    for number in 1...2 {
      sketch.gap()
      sketch.line("\(number). Hoe vaak gaat de sluis bij Oosterwolde open, en wat betekent dat")
      sketch.line("voor de schippers?", x: 92.7)
      sketch.gap()
      sketch.line("Die sluis gaat tien keer op een dag open, en in de zomer ook wel eens", x: 92.7)
      sketch.line("twaalf keer.", x: 92.7)
    }
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .text, .listItem, .text])
  }

  @Test func measuresTheLinesOfAnItemByTheColumnTheyNearlyFill() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full + " u") }
    sketch.line("deze punten:")
    sketch.line("1. Het waterschap laat binnen zes weken een onderzoek op de dijk doen")
    // Five points short of the column's edge; the next one has room for a word there, and none by this line's end.
    sketch.line("en van dat onderzoek komt weer dan nog een rapport met tekeningen", x: 92.7)
    sketch.line("en kaarten van de dijken over ten hoogste negen maanden klaar.", x: 92.7)
    sketch.line("In 2014 is die termijn ook gehaald.", x: 92.7)
    let found = paragraphs(try structure(sketch))
    #expect(found.count == 3)
  }

  @Test func keepsAnItemThatAWriterBreaksOffTogether() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de volgende stappen:")
    sketch.line("1. Melding bij het waterschap, dat binnen zes weken een onderzoek van")
    sketch.line("Rijkswaterstaat op de dijk laat doen en van dat onderzoek een rapport", x: 92.7)
    sketch.line("maakt.", x: 92.7)
    #expect(paragraphs(try structure(sketch)).count == 2)
  }

  @Test func leavesTheFirstOfEntriesThatOpenWithOneLabelInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering.")
    sketch.gap()
    sketch.line("Fiche: Mededeling over zeehavens")
    sketch.line("Fiche: Verordening over zegels van containers (nr. 4408)")
    sketch.line("Fiche: Chips Act (nr. 4407)")
    let letter = try structure(sketch)
    #expect(letter.sections.compactMap(\.heading).isEmpty)
    #expect(paragraphs(letter).count == 4)
  }

  @Test func partsEntriesThatOpenWithOneLabel() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering.")
    sketch.gap()
    sketch.line("Fiche: Mededeling over dierproeven (nr. 4405)")
    sketch.line("Fiche: Mededeling over soevereiniteit (nr. 4406)")
    sketch.line("Fiche: Chips Act (nr. 4407)")
    #expect(paragraphs(try structure(sketch)).count == 4)
  }

  @Test func partsEntriesWhoseLabelIsShort() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de regering.")
    sketch.gap()
    for name in ["het schip in de haven (nr. 4405)", "de kade", "de brug"] { sketch.line("Re: \(name)") }
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 4)
    #expect(letter.sections.compactMap(\.heading).isEmpty)
  }

  @Test func joinsAnItemAcrossThePageBreak() throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("de volgende punten:")
    sketch.line("\u{2022} een punt dat zo lang is dat het op de volgende bladzijde verder gaat en")
    sketch.nextPage()
    sketch.line("daar pas eindigt;", x: 88)
    sketch.line("\u{2022} het tweede punt.")
    let found = paragraphs(try structure(sketch))
    #expect(found.count == 3)
    #expect(found[1].hasSuffix("verder gaat en daar pas eindigt;"))
  }
}

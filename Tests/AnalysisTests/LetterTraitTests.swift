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

private func bold(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Bold")] }

private func dated(_ date: String, _ body: [String] = []) -> DocumentSketch {
  var sketch = DocumentSketch()
  sketch.aside([.init("Datum")], x: 80, y: 80)
  sketch.aside([.init(date)], x: 140, y: 80)
  sketch.gap(2)
  sketch.line("Geachte voorzitter,")
  sketch.gap()
  for _ in 0..<4 { sketch.line(full) }
  sketch.line("het kabinet.")
  if !body.isEmpty { sketch.gap() }
  for line in body { sketch.line(line) }
  return sketch
}

struct CharacterTests {
  @Test func undoesSoftHyphensAtLineEndsAndInside() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de gebie\u{AD}den die het ministerie in deze brief noemt als natuur\u{AD}")
    sketch.line("gebied van de provincie.")
    #expect(
      paragraphs(try structure(sketch))[0].hasSuffix(
        "de gebieden die het ministerie in deze brief noemt als natuurgebied van de provincie."
      )
    )
  }

  @Test(arguments: ["\u{F0B7}", "\u{F0D8}", "\u{FFFD}", "\u{25AA}", "\u{2013}"])
  func takesBulletsOfPrivateFontsForBullets(bullet: String) throws {
    var sketch = DocumentSketch()
    sketch.line(full)
    sketch.line("de volgende punten:")
    sketch.line("\(bullet) het eerste punt van de lijst;")
    sketch.line("\(bullet) het tweede punt van de lijst.")
    let letter = try structure(sketch)
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .listItem])
    #expect(paragraphs(letter).suffix(2) == ["het eerste punt van de lijst;", "het tweede punt van de lijst."])
    #expect(letter.warnings.contains { $0.code == "replacement-characters" } == (bullet == "\u{FFFD}"))
  }

  @Test func readsALetterSpacedPageNumberAsFurniture() throws {
    var sketch = DocumentSketch()
    for page in 1...2 {
      if page > 1 { sketch.nextPage() }
      for _ in 0..<5 {
        sketch.line(page == 1 ? full : "Op deze bladzijde staat wat de provincies in het land ervan vinden")
      }
      sketch.line(page == 1 ? "het kabinet." : "en de gemeenten.")
      sketch.aside([.init("P agina \(page) van 2", size: 7)], x: 467, y: 810)
    }
    let letter = try structure(sketch)
    #expect(letter.furniture.map(\.kind) == ["page-number", "page-number"])
  }
}

struct HyphenTests {
  /// A typeset paper: many lines end in the setter's hyphen.
  private func paper(_ before: String, _ after: String) throws -> String {
    var sketch = DocumentSketch()
    for (head, tail) in [("beleids", "wijziging"), ("maatre", "gelen"), ("verant", "woording"), ("toepas", "sing")] {
      sketch.line("De minister schrijft hier een regel tekst over het gehele \(head)-")
      sketch.line("\(tail) van de regering en van de provincies en van alle gemeenten in het")
    }
    sketch.line("land, en hier staat een regel die eindigt op een streepje in \(before)-")
    sketch.line("\(after) van het land.")
    return paragraphs(try structure(sketch)).joined(separator: " ")
  }

  @Test(arguments: [
    ("EU", "wetgeving", "EU-wetgeving"), ("niet", "versnelde", "niet-versnelde"),
    ("besluit", "en vertrekmoratorium", "besluit- en vertrekmoratorium"), ("36 600", "XIV", "36 600-XIV"),
    ("leveringszeker", "heid", "leveringszekerheid"), ("marktpar", "tijen", "marktpartijen"),
    ("Natura 2000", "gebieden", "Natura 2000-gebieden"), ("zee", "eend", "zee-eend"),
    ("wet", "en regelgeving", "wet- en regelgeving"),
    ("groothandels", "prijzen", "groothandelsprijzen"), ("oud", "minister", "oud-minister"),
    ("VVD", "fractie", "VVD-fractie"), ("ad", "hocoverleg", "ad-hocoverleg"), ("advi", "seur", "adviseur"),
  ])
  func undoesTheSettersHyphensAndKeepsTheWords(before: String, after: String, word: String) throws {
    #expect(try paper(before, after).contains("streepje in \(word) van het land"), "\(word)")
  }
}

struct DateTests {
  @Test func warnsWhereTheFileContradictsTheDateByHalfAYear() throws {
    func codes(_ created: Day?) throws -> [String] {
      try structure(dated("14 februari 2024"), created: created).warnings.map(\.code)
    }
    #expect(try codes(Day(2025, 2, 14)) == ["date-contradicted"])
    #expect(try codes(Day(2024, 3, 1)) == [])
    #expect(try codes(nil) == [])
  }

  @Test func warnsWhereTheTextContradictsTheDateByHalfAYear() throws {
    let later = try structure(
      dated(
        "14 februari 2024",
        ["De Afdeling deed uitspraak in deze zaak. In de uitspraak van 18 december", "2024 staat wat dit betekent."]
      )
    )
    #expect(later.metadata.date == Day(2024, 2, 14))
    #expect(later.warnings.map(\.code) == ["date-contradicted"])
    for line in [
      "De regeling geldt met ingang van 1 januari 2026 voor alle gemeenten.",
      "In de brief van 20 maart 2023 staat dit al.",
      "Uiterlijk op 31 december 2030 is dit af.", "Het debat van 3 juni 2024 gaat hierover.",
    ] {
      #expect(try structure(dated("14 februari 2024", [line])).warnings.isEmpty, "\(line)")
    }
  }
}

struct QuestionTextTests {
  @Test(arguments: ["Sketch-Bold", "Sketch-Italic"])
  func takesEmphasisedQuestionsForText(font: String) throws {
    var sketch = DocumentSketch()
    for number in 1...2 {
      sketch.line([.init("Vraag \(number)", font: "Sketch-Bold")])
      sketch.line([.init("Kent u het bericht over de oudste zaak van het land?", font: font)])
      sketch.gap()
      sketch.line([.init("Zo ja, wat vindt u daarvan?", font: font)])
      sketch.gap()
      sketch.line([.init("Antwoord \(number)", font: "Sketch-Bold")])
      sketch.line(full)
      sketch.line("de regering.")
      sketch.gap()
    }
    let letter = try structure(sketch)
    #expect(letter.sections.compactMap(\.heading) == ["Vraag 1", "Antwoord 1", "Vraag 2", "Antwoord 2"])
    #expect(letter.paragraphs.count { $0.kind == .text } == 6)
  }

  /// Questions of parties in one style, each with its answer below it, and no labels.
  private func letter(_ questions: [String], font: String) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for question in questions {
      for row in question.split(separator: "|") { sketch.line([.init(String(row), font: font)]) }
      sketch.gap()
      sketch.line(full)
      sketch.line("de regering.")
      sketch.gap()
    }
    return try structure(sketch)
  }

  @Test(arguments: ["Sketch-Bold", "Sketch-Italic"])
  func takesNoQuestionForAHeadingWhereWholeSentencesAreSetAlike(font: String) throws {
    let found = try letter(
      [
        "De leden van de LVP vragen wanneer de sluis opengaat.",
        "Hoeveel sluizen zijn er? Kunt u zeggen waar die|staan?",
        "Wordt de brug hersteld?",
      ],
      font: font
    )
    #expect(found.sections.compactMap(\.heading).isEmpty)
    #expect(paragraphs(found).count == 6)
  }

  @Test func findsQuestionsThatHeadTheTextWhereTwoSentencesAreSetAlike() throws {
    let questions = ["Wat doet de sluis?", "Wie betaalt de brug?", "Hoe gaat het verder?"]
    let sentences = ["De sluis gaat weer open.", "De brug wordt deze zomer hersteld."]
    let found = try letter(questions + sentences, font: "Sketch-Bold")
    #expect(found.sections.compactMap(\.heading) == questions)
  }

  @Test func findsQuestionsThatHeadTheTextWhereTitlesAreSetAlike() throws {
    let questions = ["De sluis", "De brug en de weg", "Wordt de brug hersteld?"]
    #expect(try letter(questions, font: "Sketch-Bold").sections.compactMap(\.heading) == questions)
  }
}

struct PageShapeTests {
  @Test func takesAMarginColumnOnTheLeftOutOfTheText() throws {
    var sketch = DocumentSketch()
    for page in 1...2 {
      if page > 1 { sketch.nextPage() }
      for row in 0..<4 { sketch.aside([.init("Kenmerk \(row)", size: 6.5)], x: 30, y: 101 + Double(row) * 9) }
      for _ in 0..<5 {
        sketch.line(page == 1 ? full : "Op deze bladzijde staat wat de provincies in het land ervan vinden", x: 140)
      }
      sketch.line(page == 1 ? "het kabinet." : "en de gemeenten.", x: 140)
    }
    let letter = try structure(sketch)
    #expect(paragraphs(letter).count == 2)
    #expect(paragraphs(letter).allSatisfy { !$0.contains("Kenmerk") })
    #expect(paragraphs(letter).last?.hasSuffix("en de gemeenten.") ?? false)
  }

  @Test func readsALetterWithoutASalutation() throws {
    var sketch = DocumentSketch()
    sketch.line("Aan de Voorzitter van de Tweede Kamer")
    sketch.gap()
    sketch.aside([.init("Datum")], x: 80, y: 130)
    sketch.aside([.init("20 maart 2026")], x: 140, y: 130)
    sketch.aside([.init("Onderwerp")], x: 80, y: 142)
    sketch.aside([.init("De oudste zaak")], x: 140, y: 142)
    sketch.gap(4)
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    let letter = try structure(sketch)
    #expect(letter.metadata.subject == "De oudste zaak")
    #expect(paragraphs(letter).count == 1)
    #expect(paragraphs(letter)[0].hasPrefix(full))
  }

  @Test func readsASubjectOverLinesOfTheMargin() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    for (line, text) in ["Betreft", "Onderwijshuisvesting en", "financiering", "Ons kenmerk", "4455667"].enumerated() {
      sketch.aside([.init(text, size: 7)], x: 470, y: 100 + Double(line) * 9)
    }
    let letter = try structure(sketch)
    #expect(letter.metadata.subject == "Onderwijshuisvesting en financiering")
    #expect(letter.metadata.references["ours"] == "4455667")
  }

  @Test func keepsABoxBetweenItsParagraphs() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap()
    sketch.line(bold("Tekstbox 1: de regeling"), x: 88)
    sketch.line("In dit kader staat wat de regeling inhoudt en voor wie zij is gemaakt", x: 88)
    sketch.line("door de regering.", x: 88)
    sketch.gap()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line("de provincie.")
    let letter = try structure(sketch)
    let found = paragraphs(letter)
    #expect(found.count == 4)
    #expect(letter.sections.compactMap(\.heading) == ["Tekstbox 1: de regeling"])
    #expect(found[2].hasSuffix("door de regering."))
  }
}

struct TableTests {
  private func row(_ cells: [String], y: Double, _ sketch: inout DocumentSketch, font: String = "Sketch") {
    for (cell, x) in zip(cells, [80.0, 240, 340]) where !cell.isEmpty {
      sketch.aside([.init(cell, font: font)], x: x, y: y)
    }
  }

  @Test func joinsARowThatThePageCutsAndPrintsItsHeaderOnce() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    row(["Toezegging", "Gedaan op", "Stand"], y: 700, &sketch, font: "Sketch-Bold")
    row(["Een overzicht van klachten", "28 januari", "Afgedaan in april."], y: 720, &sketch)
    row(["De minister bespreekt het", "11 februari", "Het gesprek heeft"], y: 740, &sketch)
    sketch.nextPage()
    row(["Toezegging", "Gedaan op", "Stand"], y: 100, &sketch, font: "Sketch-Bold")
    row(["met de provincies.", "", "plaatsgevonden."], y: 120, &sketch)
    row(["De nota komt in het najaar", "12 maart", "Vervallen."], y: 140, &sketch)
    let letter = try structure(sketch)
    #expect(
      letter.paragraphs.filter { $0.kind == .tableRow }.map { letter.text.string($0.span) } == [
        "Toezegging Gedaan op Stand", "Een overzicht van klachten 28 januari Afgedaan in april.",
        "De minister bespreekt het met de provincies. 11 februari Het gesprek heeft plaatsgevonden.",
        "De nota komt in het najaar 12 maart Vervallen.",
      ]
    )
    #expect(letter.furniture.map(\.text) == ["Toezegging Gedaan op Stand"])
  }

  @Test func keepsLinesOfACellTogether() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    row(["Toezegging", "Gedaan op", "Stand"], y: 200, &sketch, font: "Sketch-Bold")
    for (at, first) in ["De Kamer wordt geinformeerd", "Het lid ontvangt een verslag"].enumerated() {
      let y = 220 + Double(at) * 30
      row([first, "28 januari", "De Kamer ontvangt hierover"], y: y, &sketch)
      row(["over de uitkomsten van het", "", "voor de zomer een brief."], y: y + 10.5, &sketch)
    }
    sketch.line([.init("Moties van de Kamer", font: "Sketch-Bold")])
    let letter = try structure(sketch)
    #expect(
      letter.paragraphs.filter { $0.kind == .tableRow }.map { letter.text.string($0.span) }.dropFirst() == [
        "De Kamer wordt geinformeerd over de uitkomsten van het 28 januari De Kamer ontvangt hierover voor de zomer een brief.",
        "Het lid ontvangt een verslag over de uitkomsten van het 28 januari De Kamer ontvangt hierover voor de zomer een brief.",
      ]
    )
  }

  @Test func goesOnWithATableOfWhichThePageLeavesOneRow() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    func figures(_ name: String, _ figure: String, y: Double, font: String = "Sketch") {
      sketch.aside([.init(name, font: font)], x: 80, y: y)
      sketch.aside([.init(figure, font: font)], x: 300, y: y)
    }
    figures("Provincie", "Aanvragen", y: 700, font: "Sketch-Bold")
    figures("Drenthe", "2.100", y: 720)
    figures("Limburg", "9.400", y: 740)
    sketch.nextPage()
    figures("Provincie", "Aanvragen", y: 100, font: "Sketch-Bold")
    figures("Zeeland", "6.200", y: 120)
    let letter = try structure(sketch)
    #expect(
      letter.paragraphs.filter { $0.kind == .tableRow }.map { letter.text.string($0.span) } == [
        "Provincie Aanvragen", "Drenthe 2.100", "Limburg 9.400", "Zeeland 6.200",
      ]
    )
    #expect(letter.furniture.map(\.text) == ["Provincie Aanvragen"])
  }

  @Test func endsATableAboveALineThatStopsBeforeItsLastColumn() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    row(["Bestuurslaag", "Voldoet", "Deels"], y: 200, &sketch, font: "Sketch-Bold")
    row(["Gemeenten", "402", "988"], y: 220, &sketch)
    row(["Overige instellingen met", "96", "512"], y: 240, &sketch)
    row(["een wettelijke taak"], y: 250.5, &sketch)
    sketch.aside([.init("Bron: Monitor digitale overheid, peildatum in maart")], x: 78, y: 268)
    let letter = try structure(sketch)
    #expect(
      letter.paragraphs.filter { $0.kind == .tableRow }.map { letter.text.string($0.span) }.last
        == "Overige instellingen met een wettelijke taak 96 512"
    )
  }
}

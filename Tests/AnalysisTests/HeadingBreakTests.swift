// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Model
import Support
import Testing

private func headings(_ letter: StructuredLetter) -> [String] { letter.sections.compactMap(\.heading) }
private func levels(_ letter: StructuredLetter) -> [Int] { letter.sections.filter { $0.heading != nil }.map(\.level) }
private func bold(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Bold")] }
private func italic(_ text: String) -> [PageSketch.Run] { [.init(text, font: "Sketch-Italic")] }

/// Where headings, captions and text part that stand on lines right below one another.
struct HeadingBreakTests {
  @Test func partsTwoHeadingsOfOneStyleOneOfWhichStandsElsewhereWithoutTheOther() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    for lines in [["Beraad", "Inhoud"], ["Aanneming", "Inhoud"]] {
      sketch.gap()
      for line in lines { sketch.line(italic(line)) }
      sketch.twoLines()
    }
    #expect(headings(try structure(sketch)) == ["Beraad", "Inhoud", "Aanneming", "Inhoud"])
  }

  @Test func keepsAHeadingTogetherThatItsWriterBrokeOverTwoLines() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    for _ in 0..<2 {
      sketch.gap()
      for line in ["Verslag van het beraad", "Brussel en Luxemburg"] { sketch.line(bold(line)) }
      sketch.twoLines()
    }
    #expect(Set(headings(try structure(sketch))) == ["Verslag van het beraad Brussel en Luxemburg"])
  }

  @Test func partsACaptionFromTheHeadingAboveIt() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.gap()
    sketch.line("2.2 Stand per regio")
    sketch.line(italic("Tabel 2: Sluizen en bruggen per regio"))
    sketch.gap()
    sketch.twoLines()
    #expect(headings(try structure(sketch)) == ["2.2 Stand per regio"])
  }

  @Test func takesACaptionWithALetterForNoHeading() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.section(bold("Tabel A: Onderzochte sluizen"))
    sketch.section(bold("Figuur B. Bruggen naar soort"))
    #expect(headings(try structure(sketch)).isEmpty)
  }

  @Test func takesAHeadingThatOnlyBeginsAsACaptionDoesForOne() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.section(bold("Kader voor het onderhoud"))
    #expect(headings(try structure(sketch)) == ["Kader voor het onderhoud"])
  }

  @Test func readsASectionSignAsTheHeadOfAHeading() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.section(bold("§ 1. Aanleiding"))
    sketch.section(italic("§ 1.1 Het onderzoek"))
    sketch.section(italic("§ 1.2 Motie-Tervoort c.s."))
    let found = try structure(sketch)
    #expect(headings(found) == ["§ 1. Aanleiding", "§ 1.1 Het onderzoek", "§ 1.2 Motie-Tervoort c.s."])
    #expect(levels(found) == [1, 2, 2])
  }

  @Test func findsAPlainNumberedTitleThatAsksInASeriesThatHasBegun() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    for title in ["1. Het stelsel", "2. Een fonds vooraf?", "3. Samenloop"] { sketch.section([.init(title)]) }
    #expect(headings(try structure(sketch)) == ["1. Het stelsel", "2. Een fonds vooraf?", "3. Samenloop"])
  }

  @Test func takesAPlainNumberedQuestionForNoHeadingWhereTheSeriesBeginsWithOne() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    for title in ["1. Klopt dat?", "2. Wat kost dat?", "3. Wie doet dat?"] {
      sketch.gap()
      sketch.line(title)
      sketch.gap()
      sketch.twoLines()
    }
    #expect(headings(try structure(sketch)).isEmpty)
  }

  @Test func findsTheLongTitleOfQuestionsAboveTheFirst() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.gap()
    for line in [
      "Vragen van de leden Voorbeeld (ABC) en Tweede (DEF) aan de minister",
      "van Landbouw over het onderhoud van sluizen en van bruggen langs de",
      "rivieren en over de kosten van het vervangen van kades in de steden",
      "(ingezonden 3 februari 2026)",
    ] { sketch.line(bold(line)) }
    for number in 1...2 {
      sketch.gap()
      sketch.line(bold("Vraag \(number)"))
      sketch.line("Wat kost dat?")
      sketch.gap()
      sketch.line("Antwoord \(number)")
      sketch.twoLines()
    }
    let found = headings(try structure(sketch))
    #expect(found.count == 5)
    #expect(found.first?.hasSuffix("(ingezonden 3 februari 2026)") == true)
  }

  @Test func findsAPlainHeadingAboveASlantedQuestion() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.gap()
    sketch.line("Positie van de schippers")
    sketch.line(italic("De leden van deze fractie vragen of de schippers van het plan weten en"))
    sketch.line(italic("wat zij daarvan vinden."))
    sketch.twoLineParagraphs(1)
    let found = try structure(sketch)
    #expect(headings(found) == ["Positie van de schippers"])
    #expect(found.paragraphs.count == 6)
  }

  @Test func findsAPlainHeadingAboveASlantedOne() throws {
    var sketch = DocumentSketch()
    sketch.twoLineParagraphs(3)
    sketch.gap()
    sketch.line("Brieven")
    sketch.line(italic("Scheepvaart"))
    sketch.twoLines()
    #expect(headings(try structure(sketch)) == ["Brieven", "Scheepvaart"])
  }
}

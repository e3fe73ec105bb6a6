// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Marked-up blocks to text, sections, paragraphs and notes.
struct MarkupStructureTests {
  @Test func laysBlocksOutAsTextInSections() throws {
    var sketch = MarkupSketch()
    sketch.al("Vooraf.")
    sketch.kop("Inleiding")
    sketch.al("Een zin^ en meer.^")
    sketch.li("–", "punt een;")
    sketch.li("1.", "punt twee.")
    sketch.add(.tableRow, "Naam Jaar")
    let letter = try sketch.letter()
    #expect(letter.string == "Vooraf.\n\nInleiding\n\nEen zin en meer.\n\npunt een;\n\n1. punt twee.\n\nNaam Jaar")
    #expect(letter.sections.map(\.id) == ["s0", "s1"])
    #expect(letter.sections.map(\.kind) == [.opening, .body])
    #expect(letter.sections.map(\.span) == [TextSpan(0, 7), TextSpan(9, letter.text.utf8.count)])
    #expect(letter.paragraphs.map(\.kind) == [.text, .heading, .text, .listItem, .listItem, .tableRow])
    #expect(letter.paragraphs.map(\.section) == [0, 1, 1, 1, 1, 1])
    #expect(letter.footnotes.map { $0.calls.map(\.offset) } == [[27], [36]])
    #expect(letter.footnotes.map(\.text) == ["Noot 1.", "Noot 2."])
    #expect(letter.warnings.isEmpty)
  }

  @Test func countsOffsetsOfCallsBehindAPrintedMarker() throws {
    var sketch = MarkupSketch()
    sketch.li("a.", "woord^;")
    let letter = try sketch.letter()
    #expect(letter.string == "a. woord;")
    #expect(letter.footnotes[0].calls.map(\.offset) == [8])
  }

  @Test func keepsTwoCallsOfOneNote() throws {
    var sketch = MarkupSketch()
    sketch.al("Een^.")
    sketch.al("Twee.")
    sketch.document.blocks[1].text.calls = [MarkupText.Call(offset: 4, note: 0)]
    #expect(try sketch.letter().footnotes[0].calls.map(\.offset) == [3, 10])
  }

  @Test func warnsOfNotesThatTheTextDoesNotCall() throws {
    var sketch = MarkupSketch()
    sketch.al("Tekst.")
    sketch.document.notes = [MarkupDocument.Note(label: "1"), MarkupDocument.Note(label: "*")]
    sketch.document.title.calls = [MarkupText.Call(offset: 5, note: 1)]
    #expect(try sketch.letter().warnings.map(\.code) == ["footnote-without-call", "footnote-in-title"])
  }

  @Test func readsWrittenListsAsLists() throws {
    var sketch = MarkupSketch()
    sketch.al("De punten zijn:")
    sketch.al("– eerste;")
    sketch.al("– tweede^.")
    sketch.al("a. lettered;")
    sketch.al("b. lettered.")
    sketch.al("1. Alleen een zin met een getal.")
    sketch.al("Slot.")
    let letter = try sketch.letter()
    #expect(letter.paragraphs.map(\.kind) == [.text, .listItem, .listItem, .listItem, .listItem, .listItem, .text])
    #expect(letter.string.hasPrefix("De punten zijn:\n\neerste;\n\ntweede.\n\na. lettered;"))
    #expect(letter.footnotes[0].calls.map(\.offset) == [32])
  }

  @Test func leavesANumberThatStandsAloneInItsParagraph() throws {
    var sketch = MarkupSketch()
    sketch.al("Vooraf.")
    sketch.al("1. Alleen een zin met een getal.")
    sketch.al("Slot.")
    #expect(try sketch.letter().paragraphs.map(\.kind) == [.text, .text, .text])
  }

  @Test func tellsAnnexAndClosing() throws {
    var sketch = MarkupSketch()
    sketch.kop("1. Stand van zaken")
    sketch.al("a")
    sketch.kop("2. Tot slot")
    sketch.al("b")
    sketch.add(.signature([Signatory(office: "De Minister", name: "A. Wit")]))
    sketch.add(.annex)
    sketch.al("Zonder kop.")
    sketch.kop("1. Tabel")
    sketch.al("c")
    let letter = try sketch.letter()
    #expect(letter.sections.map(\.kind) == [.body, .closing, .annex, .annex])
    #expect(letter.sections.map(\.heading) == ["1. Stand van zaken", "2. Tot slot", nil, "1. Tabel"])
    #expect(letter.sections.map(\.level) == [1, 1, 0, 1])
  }

  @Test func takesAHeadingThatNamesAnAnnexAfterTheSignatureForOne() throws {
    var sketch = MarkupSketch()
    sketch.al("a")
    sketch.add(.signature([Signatory(office: "De Minister", name: "A. Wit")]))
    sketch.kop("Bijlage 1: cijfers")
    sketch.al("b")
    #expect(try sketch.letter().sections.map(\.kind) == [.opening, .annex])
  }

  @Test func saysWhenThereIsNoText() throws {
    let letter = try MarkupSketch().letter()
    #expect(letter.sections.isEmpty)
    #expect(letter.warnings.map(\.code) == ["no-text"])
  }

  @Test func handsOverTheIdentifiersOfLinks() throws {
    var sketch = MarkupSketch()
    sketch.al("(21501-08, nr. 719) en Stb. 2020, 118^ en adres")
    func link(_ from: Int, _ to: Int, _ target: String, _ isDocument: Bool = true) -> MarkupText.Link {
      MarkupText.Link(span: TextSpan(from, to), target: target, isDocument: isDocument)
    }
    sketch.document.blocks[0].text.links = [
      link(1, 9, "kst-21501-08-719"), link(15, 18, "kst-21501-08-719"), link(23, 37, "stb-2020-118"),
      link(23, 26, "dossier/36600"),
      link(41, 46, "https://zoek.officielebekendmakingen.nl/ah-tk-20242025-12.html", false),
      link(41, 46, "https://example.org", false),
    ]
    sketch.document.notes[0].text.links = [link(0, 4, "h-tk-20222023-84-12")]
    let letter = try sketch.letter()
    #expect(
      letter.markedCitations.map(\.id) == [
        "kst-21501-08-719", "stb-2020-118", "ah-tk-20242025-12", "h-tk-20222023-84-12",
      ]
    )
    #expect(letter.markedCitations.map(\.kind) == ["kamerstuk", "stb", "aanhangsel", "handelingen"])
    #expect(letter.markedCitations.map(\.text) == ["21501-08, nr. 719", "Stb. 2020, 118", "adres", "Noot"])
    #expect(letter.markedCitations[0].place == .text(TextSpan(1, 18)))
    #expect(letter.markedCitations[3].place == .footnote(index: 0, span: TextSpan(0, 4)))
    #expect(letter.markedCitations[0].url == "https://zoek.officielebekendmakingen.nl/kst-21501-08-719.html")
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

private func structure(_ sketch: DocumentSketch) throws -> StructuredLetter {
  let source = Source(path: "sketch.pdf", sha256: "", bytes: 1, format: "pdf")
  return PageStructure(try LanguagePack())(sketch.document, source: source)
}

private func note(_ label: String, _ text: String, _ sketch: inout DocumentSketch, y: Double) {
  sketch.aside([.init(label, size: 5, rise: 0.2), .init(" " + text, size: 7.5)], x: 80, y: y)
}

/// What stands before each call of each note.
private func before(_ letter: StructuredLetter) -> [[String]] {
  letter.footnotes.map { note in
    note.calls.map { call in
      letter.text.string(TextSpan(0, call.offset)).split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    }
  }
}

struct FootnoteCaseTests {
  @Test func tiesOneNoteToTwoCallsOnTwoPages() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat hier"), .call("1"), .init(" al en het gaat nog lang verder over dit onderwerp.")])
    note("1", "Een noot.", &sketch, y: 778)
    sketch.nextPage()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dat staat daar"), .call("1"), .init(" ook")])
    let letter = try structure(sketch)
    #expect(before(letter) == [["hier", "daar"]])
    #expect(letter.warnings.isEmpty)
  }

  @Test(arguments: [true, false]) func leavesAddressesAtTheFootOfAPageOutOfItsNotes(hasNote: Bool) throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    let call: [PageSketch.Run] = hasNote ? [.call("1")] : []
    sketch.line([.init("dit staat hier")] + call + [.init(" en het gaat nog lang verder over een")])
    if hasNote { note("1", "Een noot.", &sketch, y: 752) }
    for (x, texts) in [(80.0, ["Postadres Postbus 1", "Bezoekadres Plein 2"]), (330, ["Telefoon 1", "Fax 2"])] {
      for (y, text) in zip([790.0, 799], texts) { sketch.aside([.init(text, size: 7.5)], x: x, y: y) }
    }
    sketch.nextPage()
    for _ in 0..<3 { sketch.line(full) }
    let letter = try structure(sketch)
    #expect(letter.footnotes.map(\.text) == (hasNote ? ["Een noot."] : []))
    #expect(letter.paragraphs.count == 1)
    #expect(!letter.text.string(TextSpan(0, letter.text.utf8.count)).contains("Postadres"))
  }

  @Test func partsTwoCallsThatAreGluedToOneNumber() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("eerst hier"), .call("1"), .init(" en dan daar"), .call("23"), .init(" en klaar.")])
    note("1", "De eerste noot.", &sketch, y: 760)
    note("2", "De tweede noot.", &sketch, y: 769)
    note("3", "De derde noot.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(before(letter) == [["hier"], ["daar"], ["daar"]])
    #expect(letter.warnings.isEmpty)
  }

  @Test(arguments: ["1)", "(1)"])
  func readsACallWithABracket(call: String) throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat hier"), .call(call), .init(" en het gaat nog lang verder")])
    note("1)", "De noot.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(before(letter) == [["hier"]])
    #expect(letter.warnings.isEmpty)
  }

  @Test func leavesTheBracketThatClosesASentencesOwnInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([
      .init("dat staat hier (zie ook de kaart van"), .init(" dit land"), .call("1)"), .init(" en het rapport."),
    ])
    note("1", "De noot.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(before(letter) == [["land"]])
    #expect(
      letter.text.string(TextSpan(0, letter.text.utf8.count)).hasSuffix(
        "(zie ook de kaart van dit land) en het rapport."
      )
    )
  }

  @Test func takesTheBracketOfACallAlongWhereNoneStandsOpen() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dat staat (in het kort) hier"), .call("1)"), .init(" en in het rapport.")])
    note("1", "De noot.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(before(letter) == [["hier"]])
    #expect(letter.text.string(TextSpan(0, letter.text.utf8.count)).hasSuffix("(in het kort) hier en in het rapport."))
  }

  @Test func partsThreeCallsThatAreGluedToOneNumber() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("eerst hier"), .call("1"), .init(" en dan daar"), .call("234"), .init(" en klaar.")])
    for label in 1...4 { note("\(label)", "De noot met nummer \(label).", &sketch, y: 751 + 9 * Double(label - 1)) }
    #expect(before(try structure(sketch)) == [["hier"], ["daar"], ["daar"], ["daar"]])
  }

  @Test func partsGluedCallsWhereACubicMetreBearsOneOfTheirNumbers() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("minder dan 10 m"), .call("3"), .init(" per uur"), .call("1"), .init(" en hier"), .call("23")])
    note("1", "De eerste noot.", &sketch, y: 760)
    note("2", "De tweede noot.", &sketch, y: 769)
    note("3", "De derde noot.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(before(letter) == [["uur"], ["hier"], ["hier"]])
    #expect(letter.text.string(TextSpan(0, letter.text.utf8.count)).contains("10 m3 per uur en hier"))
  }

  @Test func takesTheSquareOfASecondForNoCall() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([
      .init("meer dan 0,1 mm/s"), .call("2"), .init(" aan trilling"), .call("1"), .init(" en daar"), .call("2"),
    ])
    note("1", "De eerste noot.", &sketch, y: 769)
    note("2", "De tweede noot.", &sketch, y: 778)
    #expect(before(try structure(sketch)) == [["trilling"], ["daar"]])
  }

  @Test func leavesAnExponentWhoseNotesAreCalledElsewhere() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("eerst hier"), .call("1"), .init(" en dan daar"), .call("2"), .init(" en 10"), .call("12")])
    note("1", "De eerste noot.", &sketch, y: 769)
    note("2", "De tweede noot.", &sketch, y: 778)
    #expect(before(try structure(sketch)) == [["hier"], ["daar"]])
  }

  @Test func restartsNumbersInAnAnnex() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("eerst hier"), .call("1"), .init(" en toen"), .call("2"), .init(" klaar.")])
    note("1", "Noot van de brief.", &sketch, y: 769)
    note("2", "Tweede van de brief.", &sketch, y: 778)
    sketch.gap()
    sketch.line("Hoogachtend,")
    sketch.gap()
    sketch.line("De minister van Voorbeeldzaken,")
    sketch.gap(2)
    sketch.line("Carla de Vries")
    sketch.nextPage()
    sketch.line([.init("Bijlage: gegevens", font: "Sketch-Bold")])
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("later daar"), .call("1"), .init(" wel.")])
    note("1", "Noot van de bijlage.", &sketch, y: 778)
    let letter = try structure(sketch)
    #expect(letter.footnotes.map(\.label) == ["1", "2", "1"])
    #expect(before(letter) == [["hier"], ["toen"], ["daar"]])
    #expect(letter.warnings.isEmpty)
  }

  @Test func readsLabelsOfThreeDigits() throws {
    var sketch = DocumentSketch()
    for number in 1...101 {
      let place = (number - 1) % 3
      if place == 0 {
        if number > 1 { sketch.nextPage() }
        for _ in 0..<3 { sketch.line(full) }
      }
      sketch.line([
        .init("punt \(number)"), .call("\(number)"), .init(" van de hele lijst van punten in deze lange brief."),
      ])
      note("\(number)", "Noot over punt \(number).", &sketch, y: 760 + Double(place) * 9)
    }
    let letter = try structure(sketch)
    #expect(letter.footnotes.map(\.label) == (1...101).map(String.init))
    #expect(letter.footnotes.allSatisfy { $0.calls.count == 1 })
    #expect(letter.warnings.isEmpty)
  }

  @Test func warnsOfAGapADuplicateAndAnOrphan() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([
      .init("een"), .call("1"), .init(" twee"), .call("2"), .init(" vier"), .call("4"), .init(" vijf"), .call("5"),
    ])
    note("1", "Eerste noot.", &sketch, y: 742)
    note("2", "Tweede noot.", &sketch, y: 751)
    note("2", "Nog een tweede.", &sketch, y: 760)
    note("4", "Vierde noot.", &sketch, y: 769)
    let codes = Set(try structure(sketch).warnings.map(\.code))
    #expect(codes == ["footnote-gap", "footnote-duplicate", "footnote-without-call", "call-without-footnote"])
  }
}

struct TableNoteTests {
  /// A table with notes under it, between the letter's own notes.
  private func letter(_ first: String, _ second: String) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat hier"), .call("1"), .init(" al in de brief die de minister stuurt.")])
    for (y, cells) in [
      (200.0, ["Regeling", "2025", "2026"]), (220, ["Water", "3,4", "4,1"]), (240, ["Wegen", "12", "13"]),
    ] {
      for (cell, x) in zip(cells, [80.0, 260, 340]) {
        let call = y == 200 && x == 340 ? first : y == 240 && x == 80 ? second : nil
        sketch.aside([.init(cell)] + (call.map { [.call($0)] } ?? []), x: x, y: y)
      }
    }
    note(first, "Geraamd bedrag.", &sketch, y: 254)
    note(second, "Zonder beheer en", &sketch, y: 263)
    sketch.aside([.init("onderhoud.", size: 7.5)], x: 84, y: 272)
    sketch.gap(14)
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("en dat staat daar"), .call("2"), .init(" ook in de brief.")])
    note("1", "Noot van de brief.", &sketch, y: 769)
    note("2", "Tweede van de brief.", &sketch, y: 778)
    return try structure(sketch)
  }

  @Test(arguments: [("a", "b"), ("1", "2"), ("*", "1")])
  func tiesNotesUnderATableToItsRows(first: String, second: String) throws {
    let letter = try letter(first, second)
    #expect(letter.footnotes.map(\.label) == [first, second, "1", "2"])
    #expect(
      letter.footnotes.map(\.text) == [
        "Geraamd bedrag.", "Zonder beheer en onderhoud.", "Noot van de brief.", "Tweede van de brief.",
      ]
    )
    #expect(before(letter) == [["2026"], ["Wegen"], ["hier"], ["daar"]])
    #expect(letter.warnings.isEmpty)
    #expect(letter.paragraphs.count { $0.kind == .tableRow } == 3)
  }
}

/// Links between calls and bodies.
struct FootnoteLinkTests {
  /// A call in the text's own size, which only a link can tell from a number.
  private func plainCall(linked: Bool, to target: Double = 770) throws -> StructuredLetter {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([.init("dit staat hier"), .init(" "), .init("[1]", font: "Sketch-Blue"), .init(" al")])
    note("1", "Een noot.", &sketch, y: 778)
    if linked { sketch.link(x: 160, y: 135, to: 1, at: target) }
    return try structure(sketch)
  }

  @Test func takesALinkedNumberInTheTextsOwnSizeForACall() throws {
    #expect(try plainCall(linked: false).footnotes.map(\.calls.count) == [0])
    let letter = try plainCall(linked: true)
    #expect(before(letter) == [["hier"]])
    #expect(letter.text.string(TextSpan(0, letter.text.utf8.count)).hasSuffix("dit staat hier al"))
  }

  @Test func takesNoLinkToAnotherPlaceForEvidence() throws {
    #expect(try plainCall(linked: true, to: 300).footnotes.map(\.calls.count) == [0])
  }

  /// Of two calls of one label the linked one is meant, whatever the order says.
  @Test func believesTheLinkOverTheOrder() throws {
    func letter(linked: Bool) throws -> StructuredLetter {
      var sketch = DocumentSketch()
      for _ in 0..<3 { sketch.line(full) }
      sketch.line([.init("maat 10"), .call("1"), .init(" en noot"), .call("1"), .init(" hier")])
      note("1", "Een noot.", &sketch, y: 778)
      if linked { sketch.link(x: 153, y: 134, to: 1, at: 770) }
      return try structure(sketch)
    }
    #expect(before(try letter(linked: true)).first?.first == "noot")
  }
}

struct UnitBesideCallTests {
  @Test func keepsTheSquareOfAUnitWhereALinkLeadsBackToItsLine() throws {
    var sketch = DocumentSketch()
    for _ in 0..<3 { sketch.line(full) }
    sketch.line([
      .init("een polder van 35 km"), .call("1"), .init(" bij de vesting"), .call("1"), .init(" in het noorden"),
    ])
    sketch.aside([.init("1", size: 5, rise: 0.2), .init(" Een noot.", size: 7.5)], x: 80, y: 778)
    sketch.link(x: 82, y: 776, to: 1, at: 128)
    let letter = try structure(sketch)
    #expect(letter.footnotes.map { $0.calls.count } == [1])
    #expect(letter.text.string(letter.paragraphs[0].span).contains("35 km1 bij de vesting in"))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Support
import Testing

private let full = "De minister schrijft hier een volle regel tekst over het beleid van"

struct SignatureFormTests {
  private func signatories(_ draw: (inout DocumentSketch) -> Void) throws -> [Signatory] {
    var sketch = DocumentSketch()
    sketch.aside([.init("Datum")], x: 80, y: 80)
    sketch.aside([.init("3 mei 2024")], x: 140, y: 80)
    sketch.gap(2)
    sketch.line("Geachte voorzitter,")
    sketch.gap()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap(2)
    draw(&sketch)
    return try structure(sketch).metadata.signatories
  }

  @Test func readsThreeWhoStandUnderOneAnotherNameFirstWithoutAFormula() throws {
    let found = try signatories { sketch in
      for (name, office) in [
        ("Hanneke Oldenkamp", "Minister van Landbouw, Visserij, Voedselzekerheid en Natuur"),
        ("Joris Tervoort", "Staatssecretaris van Landbouw, Visserij, Voedselzekerheid en Natuur"),
        ("Aicha El Moussaoui", "Minister van Infrastructuur en Waterstaat"),
      ] {
        sketch.line(name)
        sketch.line(office)
        sketch.gap(3)
      }
    }
    #expect(found.map(\.name) == ["Hanneke Oldenkamp", "Joris Tervoort", "Aicha El Moussaoui"])
    #expect(found.last?.office == "Minister van Infrastructuur en Waterstaat")
  }

  @Test func readsThoseForWhomTheFirstSignsTooByTheirOffices() throws {
    let found = try signatories { sketch in
      sketch.nextPage()
      sketch.line("De minister van Economische Zaken,")
      sketch.gap(3)
      sketch.line("dr. H.A. Oldenkamp")
      sketch.gap()
      sketch.line("Mede namens de staatssecretaris van Financi\u{EB}n,")
      sketch.gap(3)
      sketch.line("mr. drs. J. Tervoort")
    }
    #expect(found.map(\.name) == ["dr. H.A. Oldenkamp", "mr. drs. J. Tervoort"])
    #expect(found.last?.office == "de staatssecretaris van Financi\u{EB}n")
  }

  @Test(arguments: [
    ["Hoogachtend,", "Mede namens de minister van Justitie,", "De minister van Landbouw,", "", "", "H.A. Oldenkamp"],
    ["De minister van Landbouw,", "", "", "H.A. Oldenkamp", "", "mede namens de minister van Justitie"],
    ["Hoogachtend,", "", "H.A. Oldenkamp", "De minister van Landbouw,", "mede namens de minister van Justitie"],
    [
      "Hoogachtend,", "", "mede namens de minister van Justitie,", "Recht en Orde,", "De minister van Landbouw,", "",
      "",
      "H.A. Oldenkamp",
    ],
    [
      "Hoogachtend,", "", "De minister van Landbouw,", "", "", "H.A. Oldenkamp", "",
      "mede namens de minister van Justitie,", "Recht en Orde",
    ],
    [
      "Hoogachtend,", "", "De minister van Landbouw,", "mede namens de minister van Justitie,", "", "",
      "H.A. Oldenkamp",
    ],
    [
      "Hoogachtend,", "", "De minister van Landbouw,", "mede namens de minister van Justitie,", "Recht en Orde,", "",
      "",
      "H.A. Oldenkamp",
    ],
    ["De minister van Landbouw,", "mede namens de minister van Justitie,", "H.A. Oldenkamp"],
  ])
  func givesNoNameToAnOfficeForWhichAnotherSignsToo(lines: [String]) throws {
    let found = try signatories { sketch in
      for line in lines { if line.isEmpty { sketch.gap() } else { sketch.line(line) } }
    }
    #expect(found == [Signatory(office: "De minister van Landbouw", name: "H.A. Oldenkamp")])
  }

  @Test func readsNamesAboveTheirOfficesWhereNoGapPartsThem() throws {
    let found = try signatories { sketch in
      for (name, office) in [("Hanneke Oldenkamp", "Landbouw"), ("Joris Tervoort", "Justitie")] {
        sketch.line(name)
        sketch.line("Minister van \(office)")
      }
    }
    #expect(found.map(\.name) == ["Hanneke Oldenkamp", "Joris Tervoort"])
    #expect(found.map(\.office) == ["Minister van Landbouw", "Minister van Justitie"])
  }

  @Test func readsANameThatIsLetterSpaced() throws {
    let found = try signatories { sketch in
      sketch.line("De minister van Financi\u{EB}n,")
      sketch.gap(3)
      sketch.line([.init("W . J . O l d e n k a m p", space: 0.14)])
    }
    #expect(found.map(\.name) == ["W.J.Oldenkamp"])
  }

  @Test func leavesTheOfficeForWhichAllSignTooOutOfTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap(2)
    sketch.line("Mede namens de minister van Financi\u{EB}n,")
    sketch.gap()
    sketch.line("De minister van Economische Zaken,")
    sketch.gap(2)
    sketch.line("H.A. Oldenkamp")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories.map(\.name) == ["H.A. Oldenkamp"])
    #expect(letter.paragraphs.count == 1)
  }

  @Test func leavesASentenceThatBeginsSoInTheText() throws {
    var sketch = DocumentSketch()
    sketch.line("Mede namens de minister van Economische Zaken, bied ik u hierbij aan")
    sketch.line("wat de Raad van State schrijft.")
    sketch.gap()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories.isEmpty)
    #expect(letter.paragraphs.count == 2)
  }

  @Test func readsTheNameBelowAnOfficeForWhichTheFirstSignsTooWhereNoneHasRoomToSign() throws {
    let found = try signatories { sketch in
      for line in [
        "Hoogachtend,", "De minister van Landbouw,", "Hanneke Oldenkamp", "mede namens de minister van Justitie,",
        "Joris Tervoort",
      ] { sketch.line(line) }
    }
    #expect(found.map(\.name) == ["Hanneke Oldenkamp", "Joris Tervoort"])
  }

  @Test func leavesASentenceBelowTheSignatureInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.gap(2)
    for line in ["Hoogachtend,", "", "De minister van Landbouw,", "", "", "H.A. Oldenkamp", ""] {
      if line.isEmpty { sketch.gap() } else { sketch.line(line) }
    }
    sketch.line("Mede namens de minister van Justitie stuur ik u voor de zomer weer")
    sketch.line("een brief over de kosten van de sluis.")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories.map(\.name) == ["H.A. Oldenkamp"])
    #expect(letter.paragraphs.count == 2)
  }

  @Test(arguments: ["Met dank voor uw tijd,", "Den Haag"])
  func takesNeitherAClosingLineNorAPlaceForAName(line: String) throws {
    let found = try signatories { sketch in
      sketch.line(line)
      sketch.line("Minister van Landbouw")
      sketch.line("H.A. Oldenkamp")
      sketch.line("Mede namens de minister van Justitie")
    }
    #expect(found == [Signatory(office: "Minister van Landbouw", name: "H.A. Oldenkamp")])
  }

  @Test func leavesTheMarkOfASignatureOutOfTheName() throws {
    let found = try signatories { sketch in
      sketch.line("(w.g.) Hanneke Oldenkamp")
      sketch.line("Minister van Economische Zaken")
    }
    #expect(found.map(\.name) == ["Hanneke Oldenkamp"])
    #expect(found.first?.office == "Minister van Economische Zaken")
  }

  @Test func keepsInitialsThatLookLikeTheMark() throws {
    let found = try signatories { sketch in
      sketch.line("Minister van Economische Zaken,")
      sketch.gap(2)
      sketch.line("W.G. Oldenkamp")
    }
    #expect(found.map(\.name) == ["W.G. Oldenkamp"])
  }

  @Test func readsTheLastOfThreeOnTheNextPage() throws {
    let found = try signatories { sketch in
      sketch.line("Hanneke Oldenkamp")
      sketch.line("Minister van Landbouw, Visserij, Voedselzekerheid en Natuur")
      sketch.gap(3)
      sketch.line("Joris Tervoort")
      sketch.line("Staatssecretaris van Financiën")
      sketch.nextPage()
      sketch.line("Aicha El Moussaoui")
      sketch.line("Minister van Infrastructuur en Waterstaat")
    }
    #expect(found.map(\.name) == ["Hanneke Oldenkamp", "Joris Tervoort", "Aicha El Moussaoui"])
  }

  @Test func readsABlockThatNoGapPartsFromTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.line("De minister van Sociale Zaken en Werkgelegenheid,")
    sketch.line("G.H.J. van Bemmelen")
    sketch.line("De minister van Justitie en Veiligheid,")
    sketch.line("K. el Fassi")
    let letter = try structure(sketch)
    #expect(letter.metadata.signatories.map(\.name) == ["G.H.J. van Bemmelen", "K. el Fassi"])
  }

  @Test func leavesAMinisterWithWhomASentenceBeginsInTheText() throws {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    sketch.line("het kabinet.")
    sketch.line("De minister van Sociale Zaken en Werkgelegenheid,")
    sketch.line("Van Bemmelen, heeft daar in de Kamer op gewezen")
    sketch.line("en zij komt daarop terug.")
    #expect(try structure(sketch).metadata.signatories.isEmpty)
  }

  @Test func readsTheNameBelowTheRoomToSignUnderAnOfficeOfTwoLines() throws {
    let found = try signatories { sketch in
      sketch.line("Hoogachtend,")
      sketch.gap()
      sketch.line("De staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties,")
      sketch.line("Digitalisering en Bestuur")
      sketch.gap(4)
      sketch.line("Sietske Vonk-Demir")
    }
    #expect(found.map(\.name) == ["Sietske Vonk-Demir"])
  }
}

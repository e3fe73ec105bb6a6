// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model
import Testing

/// Damaged files give an error or a document, never a trap, and never text that is not UTF-8.
struct OfficialXMLFuzzTests {
  /// A linear congruential generator (Knuth, MMIX): the same damage in every run.
  struct Generator {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  static let seeds: [String] = [
    PaperSketch.paper(
      """
      <divisie><kop kopopmaak="vet"><nr>1.</nr><titel>Kop<noot id="k"><noot.nr>1</noot.nr><noot.al>n</noot.al></noot></titel></kop>
      <al>Tekst <nadruk type="vet">vet<?xpp afbm?>ter</nadruk><noot id="a" type="voet"><noot.nr>2</noot.nr><noot.al>Zie <extref
      doc="kst-39001-2" soort="document">2</extref>.</noot.al></noot>.</al><lijst type="1" nr-sluiting="."><li><li.nr>1</li.nr><al>één</al>
      </li></lijst><table><tgroup><tbody><row><entry>a</entry><entry><al>b<nootref refid="a"/></al></entry></row></tbody></tgroup></table>
      <box><al>kader</al></box></divisie><tekst-sluiting><ondertekening><functie>De Minister,</functie><naam><achternaam>Wit</achternaam>
      </naam></ondertekening></tekst-sluiting><bijlage><kop><titel>Bijlage</titel></kop><al>x</al></bijlage>
      """
    ),
    """
    <kamerwrk kamer="2"><kop><titel>Kamer</titel><subtitel>2</subtitel></kop><frontm><onderw><nummer>29 001</nummer><naam>N</naam></onderw>
    </frontm><body><stuk><nummer>3</nummer><titel>BRIEF</titel><tuskop letat="cur">kop</tuskop><al>tekst<voetref nr="1"/></al></stuk></body>
    <voetnoot nr="1"><al>noot</al></voetnoot></kamerwrk>
    """,
    """
    <officiele-publicatie><kamervragen><kamervraagomschrijving type="antwoord">Antwoord van <naam><achternaam>X</achternaam></naam>
    </kamervraagomschrijving><vraag><nr>Vraag 1</nr><al>a?</al></vraag><antwoord><nr>Antwoord 1</nr><al>b</al></antwoord></kamervragen>
    </officiele-publicatie>
    """,
  ]

  @Test(arguments: seeds.indices)
  func survivesDamagedBytes(_ seed: Int) {
    let original = Array(Self.seeds[seed].utf8)
    var generator = Generator(state: UInt64(seed) + 1)
    var read = 0
    for _ in 0..<3_000 {
      var bytes = original
      for _ in 0...generator.next(4) {
        let at = generator.next(bytes.count)
        switch generator.next(5) {
        case 0: bytes[at] = UInt8(generator.next(256))
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(UInt8(generator.next(128)), at: at)
        case 3: bytes.removeLast(min(bytes.count - 1, generator.next(200)))
        default:
          bytes.insert(
            contentsOf: bytes[at..<min(bytes.count, at + generator.next(60))],
            at: generator.next(bytes.count)
          )
        }
      }
      if check(bytes) { read += 1 }
    }
    #expect(read > 0)
  }

  /// Elements exchanged and moved with their tags in balance: well-formed, but of a shape no schema allows.
  @Test(arguments: 0..<4)
  func survivesElementsInPlacesTheyNeverStand(_ seed: Int) {
    let names = [
      "al", "al-groep", "tussenkop", "divisie", "kop", "nr", "titel", "label", "lijst", "li", "li.nr", "table", "row",
      "entry", "title", "noot",
      "noot.nr", "noot.al", "nootref", "nadruk", "extref", "ondertekening", "functie", "naam", "achternaam", "deze",
      "bijlage", "box", "vraag",
      "antwoord", "stuk", "dossier", "dossiernr", "stuknr", "ondernummer", "datum", "datumtekst", "witreg", "plaatje",
      "voetnoot", "br",
      "vreemd", "kamervraagomschrijving", "tekstregel", "begrotingshoofdstuk", "metadata", "meta",
      "officiele-publicatie", "kamerstuk",
    ]
    var generator = Generator(state: UInt64(seed) + 77)
    for _ in 0..<1_500 {
      var open: [String] = []
      var xml = seed % 2 == 0 ? "<kamerwrk>" : "<officiele-publicatie><kamerstuk>"
      for _ in 0..<(5 + generator.next(60)) {
        switch generator.next(5) {
        case 0, 1:
          let name = names[generator.next(names.count)]
          open.append(name)
          xml +=
            "<\(name) id='\(generator.next(3))' refid='\(generator.next(3))' type='a' doc='kst-1-1' isodatum='2025-01-0\(generator.next(9))'>"
        case 2: if let name = open.popLast() { xml += "</\(name)>" }
        default: xml += ["woord ", " , ", "\n", "é", "1.", "(", "De Minister, "][generator.next(7)]
        }
      }
      while let name = open.popLast() { xml += "</\(name)>" }
      xml += seed % 2 == 0 ? "</kamerwrk>" : "</kamerstuk></officiele-publicatie>"
      #expect(check(Array(xml.utf8)), "\(xml)")
    }
  }

  /// Whether a document came out; records an issue where it breaks what its values promise.
  private func check(_ bytes: [UInt8]) -> Bool {
    guard let document = try? OfficialXML.read(bytes) else { return false }
    let texts =
      document.blocks.map(\.text) + document.notes.map(\.text) + [
        document.title, document.answerTitle, document.dateLine,
      ]
    for text in texts {
      #expect(String(validating: text.utf8, as: UTF8.self) != nil)
      #expect(text.calls.allSatisfy { $0.offset <= text.utf8.count && document.notes.indices.contains($0.note) })
      #expect((text.links.map(\.span) + text.stresses.map(\.span)).allSatisfy { $0.end <= text.utf8.count })
      #expect(text.utf8.first != 0x20 && text.utf8.last != 0x20)
    }
    return true
  }
}

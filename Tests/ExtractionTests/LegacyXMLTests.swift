// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model
import Testing

/// The spellings of 1995 to 2010.
struct LegacyXMLTests {
  private let paper = """
    <?xml version="1.0" encoding="utf-8"?>
    <kamerwrk kamer="2" publtype="brief">
    <metadata><meta name="OVERHEIDop.externMetadataRecord" scheme="" content="https://example.org/kst-29001-VI-4/metadata.xml"/></metadata>
    <kop><titel>Tweede Kamer der Staten-Generaal</titel><subtitel>2</subtitel><subtitel>Vergaderjaar 2003-2004</subtitel></kop>
    <frontm><versie dtd="0.10"></versie><ordernr>KST1</ordernr><vergjaar>2003-2004</vergjaar>
    <onderw><nummer>29 001 VI</nummer><naam>Sluizen en stuwen</naam></onderw><onderw><nummer>29 002</nummer><naam>Kanalen</naam></onderw></frontm>
    <body><stuk><ltrlabel>Nr. </ltrlabel><nummer>4</nummer><titel>BRIEF VAN DE MINISTER </titel>
    <al>De sluizen zijn
    in goede
    staat.<voetref refid="v1" nr="1"></voetref> Dat blijft zo.<voetref nr="2">2</voetref></al>
    <witreg></witreg>
    <tuskop letat="vet">1. Onderhoud</tuskop>
    <al>Meer tekst.</al>
    <al>Nog een regel.</al></stuk></body>
    <voetnoot nr="1" id="v1"><al>Eerste noot.</al></voetnoot>
    <voetnoot nr="2"><al>Tweede</al><al>noot.</al></voetnoot>
    </kamerwrk>
    """

  @Test func readsAPaperOfTheOldSpelling() throws {
    let document = try PaperSketch.readWhole(paper)
    #expect(document.form == .kamerwrk)
    #expect(document.identifier == "kst-29001-VI-4")
    #expect(document.chamberName == "Tweede Kamer der Staten-Generaal")
    #expect(document.chamberNumber == "2")
    #expect(document.sessionYear == "Vergaderjaar 2003-2004")
    #expect(document.dossiers.map(\.number) == ["29 001 VI", "29 002"])
    #expect(document.dossiers.map(\.title.string) == ["Sluizen en stuwen", "Kanalen"])
    #expect(document.number == "4")
    #expect(document.title.string == "BRIEF VAN DE MINISTER")
    #expect(
      document.outline == [
        "al De sluizen zijn in goede staat. Dat blijft zo.", "kop in 0: 1. Onderhoud", "al Meer tekst.",
        "al Nog een regel.",
      ]
    )
    #expect(document.warnings.isEmpty)
  }

  @Test func tiesNotesCollectedAtTheEnd() throws {
    let document = try PaperSketch.readWhole(paper)
    #expect(document.notes.map(\.label) == ["1", "2"])
    #expect(document.notes.map(\.text.string) == ["Eerste noot.", "Tweede noot."])
    #expect(
      document.blocks[0].text.calls == [MarkupText.Call(offset: 31, note: 0), MarkupText.Call(offset: 46, note: 1)]
    )
  }

  @Test func readsQuestionsOfTheOldSpelling() throws {
    let document = try PaperSketch.readWhole(
      """
      <vraagdoc kamer="2"><vragen><vraagnummer>77</vraagnummer><omschr>Vragen van het lid Bos over sluizen.</omschr>
      <vraag><nummer>1</nummer><al>Kent u dit<nootref refid="n1"/>?</al></vraag><toelicht><al>Ter toelichting.</al></toelicht>
      <noot id="n1"><nootnr>1</nootnr><noottkst>De Courant.</noottkst></noot></vragen></vraagdoc>
      """
    )
    #expect(document.form == .vraagdoc)
    #expect(document.number == "77")
    #expect(document.title.string == "Vragen van het lid Bos over sluizen.")
    #expect(document.outline == ["kop question #1 in 0: 1", "al Kent u dit?", "al Ter toelichting."])
    #expect(
      document.notes == [MarkupDocument.Note(id: "n1", label: "1", text: MarkupText(utf8: Array("De Courant.".utf8)))]
    )
    #expect(document.blocks[1].text.calls == [MarkupText.Call(offset: 10, note: 0)])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model
import Testing

/// Elements of the modern spelling to blocks, notes and fields.
struct OfficialXMLReaderTests {
  @Test func readsTheHeadOfAPaper() throws {
    let document = try PaperSketch.read("<al>Tekst.</al>")
    #expect(document.form == .kamerstuk)
    #expect(document.identifier == "kst-39001-7")
    #expect(document.sessionYear == "Vergaderjaar 2025-2026")
    #expect(document.chamberName == "Tweede Kamer der Staten-Generaal")
    #expect(document.chamberNumber == "2")
    #expect(document.dossiers.map(\.number) == ["39 001"])
    #expect(document.dossiers.map(\.title.string) == ["Vaarwegen"])
    #expect(document.number == "7")
    #expect(document.title.string == "BRIEF VAN DE MINISTER VAN VAARWEGEN")
    #expect(document.outline == ["al Tekst."])
    #expect(document.warnings.isEmpty)
  }

  @Test func takesTheIdentifierFromTheAddressOfTheMetadata() throws {
    let xml = PaperSketch.paper("<al>x</al>").replacing(
      #"<meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content="kst-39001-7"/>"#,
      with:
        #"<meta name="OVERHEIDop.externMetadataRecord" scheme="" content="https://example.org/kst-39001-8/metadata.xml"/>"#
    )
    #expect(try PaperSketch.readWhole(xml).identifier == "kst-39001-8")
  }

  @Test func readsSeveralDossiersAndChapters() throws {
    let xml = PaperSketch.paper("<al>x</al>").replacing(
      "<stuk>",
      with: "<dossier><dossiernummer><dossiernr>39 200</dossiernr><begrotingshoofdstuk>XII</begrotingshoofdstuk>"
        + "</dossiernummer><titel>Begroting</titel></dossier><stuk>"
    )
    let dossiers = try PaperSketch.readWhole(xml).dossiers
    #expect(dossiers.map(\.number) == ["39 001", "39 200"])
    #expect(dossiers.map(\.chapter) == [nil, "XII"])
  }

  @Test func keepsANoteOfTheTitle() throws {
    let xml = PaperSketch.paper(
      "<al>x</al>",
      title:
        #"VERSLAG<noot id="t" type="voet"><noot.nr>1</noot.nr><noot.al>Samenstelling.</noot.al></noot> VAN EEN OVERLEG "#
    )
    let document = try PaperSketch.readWhole(xml)
    #expect(document.title.string == "VERSLAG VAN EEN OVERLEG")
    #expect(document.title.calls == [MarkupText.Call(offset: 7, note: 0)])
    #expect(document.notes.map(\.text.string) == ["Samenstelling."])
  }

  @Test func tiesSecondCallsByTheNameOfTheNote() throws {
    let document = try PaperSketch.read(
      """
      <al>Een<noot id="ID-1" type="voet"><noot.nr>1</noot.nr><noot.al>Noot.</noot.al></noot>.</al>
      <al>Weer<nootref refid="ID-1"/>, en nog<nootref refid="weg"/>.</al>
      """
    )
    #expect(document.blocks.map { $0.text.calls.map(\.note) } == [[0], [0]])
    #expect(document.texts[1] == "Weer, en nog.")
    #expect(document.warnings.map(\.code) == ["footnote-call-without-body"])
  }

  @Test func readsListsWithTheirMarkers() throws {
    let document = try PaperSketch.read(
      """
      <lijst type="expliciet" level="single" nr-sluiting="."><li><li.nr>1.</li.nr><al>een;</al><al>meer;</al></li>
      <li><li.nr>2</li.nr><al>twee:</al><lijst type="ndash"><li><li.nr>–</li.nr><al>onder.</al></li></lijst></li></lijst>
      <al>Na.</al>
      """
    )
    #expect(document.outline == ["li1 1. | een;", "li1  | meer;", "li1 2. | twee:", "li2 – | onder.", "al Na."])
  }

  @Test func numbersItemsThatHaveNoMarkerInTheFile() throws {
    let document = try PaperSketch.read(
      #"<lijst type="a" start="3" nr-sluiting=")"><li><al>drie</al></li><li><al>vier</al></li></lijst><lijst><li>kaal</li></lijst>"#
    )
    #expect(document.outline == ["li1 c) | drie", "li1 d) | vier", "li1  | kaal"])
  }

  @Test func readsAListInsideAParagraph() throws {
    let document = try PaperSketch.read("<al>Voor:<lijst><li><li.nr>-</li.nr><al>item</al></li></lijst> en na.</al>")
    #expect(document.outline == ["al Voor:", "li1 - | item", "al en na."])
  }

  @Test func readsDefinitions() throws {
    let document = try PaperSketch.read(
      "<definitielijst><definitie-item><term>sluis:</term><definitie><al>een kunstwerk</al></definitie></definitie-item></definitielijst>"
    )
    #expect(document.outline == ["li1 sluis: | een kunstwerk"])
  }

  @Test func readsTablesAsRows() throws {
    let document = try PaperSketch.read(
      """
      <table><title>Sluizen</title><tgroup cols="3"><colspec colname="c1"/><thead><row><entry><al>Naam</al></entry>
      <entry><al>Jaar<noot id="t1" type="tabel"><noot.nr>1</noot.nr><noot.al>Oplevering.</noot.al></noot></al></entry><entry/></row></thead>
      <tbody><row><entry morerows="0">Kromme <nadruk type="vet">Rijn</nadruk></entry><entry/><entry><al>‒ 9,9</al><al>(raming)</al></entry></row>
      <row><entry/><entry/><entry/></row></tbody></tgroup></table>
      """
    )
    #expect(document.outline == ["caption Sluizen", "row Naam Jaar", "row Kromme Rijn ‒ 9,9 (raming)"])
    #expect(document.blocks[1].text.calls == [MarkupText.Call(offset: 9, note: 0)])
  }

  @Test func nestsDivisionsAndTheirHeadings() throws {
    let document = try PaperSketch.readWhole(
      PaperSketch.paper(
        """
        <divisie><kop kopopmaak="vet"><nr>1.</nr><titel>Inleiding </titel></kop><al>a</al>
        <divisie><kop kopopmaak="cur"><label>Onderdeel</label><nr>A</nr><titel>Doel</titel></kop>
        <tussenkop kopopmaak="rom">Klein</tussenkop><al>b</al></divisie></divisie>
        """
      )
    )
    #expect(
      document.outline == [
        "kop #1 in 0: 1. Inleiding", "al a", "kop #2 in 1: Onderdeel A Doel", "kop in 2: Klein", "al b",
      ]
    )
    let headings = document.blocks.compactMap { if case .heading(let heading) = $0.kind { heading } else { nil } }
    #expect(headings.map(\.number) == ["1.", nil, nil])
    #expect(headings.map(\.style) == [.bold, .italic, .roman])
  }

  @Test func letsAnEmptyDivisionTakeInWhatFollows() throws {
    let document = try PaperSketch.readWhole(
      PaperSketch.paper(
        """
        <divisie><kop kopopmaak="vet"><titel>PER ARTIKEL</titel></kop></divisie>
        <tekst><tussenkop kopopmaak="vet">Artikel 1</tussenkop><al>a</al></tekst>
        <divisie><kop kopopmaak="cur"><titel>Onder</titel></kop><al>b</al></divisie>
        <divisie><kop kopopmaak="vet"><titel>Naast</titel></kop><al>c</al></divisie>
        """
      )
    )
    #expect(
      document.outline == [
        "kop #1 in 0: PER ARTIKEL", "kop in 1: Artikel 1", "al a", "kop #2 in 1: Onder", "al b", "kop #3 in 0: Naast",
        "al c",
      ]
    )
  }

  @Test(arguments: [
    (
      "<functie>De Minister van Sluizen,</functie><naam><voornaam>A.B.</voornaam><achternaam>de Waard</achternaam></naam>",
      "sig De Minister van Sluizen: A.B. de Waard"
    ),
    (
      "<functie>De Minister van Sluizen,</functie><deze>A.B. de Waard</deze>",
      "sig De Minister van Sluizen: A.B. de Waard"
    ),
    (
      "<functie>De Minister</functie> voor Sluizen,\n<naam>\n<achternaam>B. Öz-Vermeer</achternaam>\n</naam>",
      "sig De Minister voor Sluizen: B. Öz-Vermeer"
    ),
    (
      "<functie>De Minister,</functie><naam><achternaam>A</achternaam></naam><functie>De Staatssecretaris,</functie>"
        + "<naam><achternaam>B</achternaam></naam>", "sig De Minister: A; De Staatssecretaris: B"
    ),
    ("<al>De Minister van Sluizen, C. Dijk</al>", "sig De Minister van Sluizen: C. Dijk"),
    ("<naam><achternaam>Alleen</achternaam></naam>", "sig -: Alleen"),
  ])
  func readsSignatures(_ inner: String, _ expected: String) throws {
    let document = try PaperSketch.read(
      "<al>x</al><tekst-sluiting><ondertekening>\(inner)</ondertekening></tekst-sluiting>"
    )
    #expect(document.outline == ["al x", expected])
  }

  @Test func keepsBoxesAnnexesAndGroups() throws {
    let document = try PaperSketch.read(
      """
      <box><al>kader</al></box><al-groep><al>een</al><al>twee</al></al-groep>
      <bijlage status="goed"><kop><titel>Bijlage 1</titel></kop><al>slot</al></bijlage>
      """
    )
    #expect(
      document.outline == [
        "box", "al kader", "end of box", "al een", "al twee", "annex", "kop #1 in 0: Bijlage 1", "al slot",
      ]
    )
    #expect(document.blocks.map(\.group) == [nil, nil, nil, 1, 1, nil, nil, nil])
  }

  @Test func keepsTheTextOfUnknownElementsAndNamesThem() throws {
    let document = try PaperSketch.read(
      "<kunstwerk>Los <nadruk type=\"vet\">woord</nadruk></kunstwerk><doos><vak-a>Een</vak-a><vak-b><al>Twee</al></vak-b></doos>los"
    )
    #expect(document.outline == ["al Los woord", "al Een", "al Twee", "al los"])
    #expect(document.warnings.map(\.code) == ["unknown-elements"])
    #expect(document.warnings.first?.message.contains("kunstwerk, doos, vak-a, vak-b") ?? false)
  }

  @Test func leavesOutWhatIsNoText() throws {
    let document = try PaperSketch.read(
      "<officiele-inhoudsopgave><al>1. Inleiding</al></officiele-inhoudsopgave><margetekst>marge</margetekst>"
        + "<plaatje><illustratie naam=\"a.png\"/></plaatje><al>x</al>"
    )
    #expect(document.outline == ["al x"])
    #expect(document.warnings.isEmpty)
  }

  @Test func readsDatesInFigures() throws {
    let xml = PaperSketch.paper("<al>op <datum isodatum=\"2025-01-02\">2 januari</datum></al>").replacing(
      "<algemeen>",
      with: "<datumtekst>Ontvangen <datum isodatum=\"2025-02-20\">20 februari 2025</datum></datumtekst><algemeen>"
    )
    let document = try PaperSketch.readWhole(xml)
    #expect(document.dates.map(\.place) == [.paper, .text])
    #expect(document.dates.map(\.day.iso) == ["2025-02-20", "2025-01-02"])
    #expect(document.dateLine.string == "Ontvangen 20 februari 2025")
    #expect(document.texts == ["op 2 januari"])
  }

  @Test func readsQuestionsAndAnswers() throws {
    let document = try PaperSketch.readWhole(
      """
      <officiele-publicatie><metadata/><kamervragen>
        <kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel></kamervraagkop>
        <kamervraagnummer>812</kamervraagnummer>
        <kamervraagomschrijving type="vraag">Vragen van het lid <naam><voornaam>Anna de </voornaam><achternaam>Wit</achternaam></naam>
          (ABC) over <kamervraagonderwerp>sluizen</kamervraagonderwerp> (ingezonden <datum isodatum="2025-03-01">1 maart
          2025</datum>).</kamervraagomschrijving>
        <kamervraagomschrijving type="antwoord">Antwoord van Minister <naam><achternaam>Dijk</achternaam></naam>
          (<organisatie afkorting="VW">Vaarwegen</organisatie>) (ontvangen <datum isodatum="2025-04-02">2 april
          2025</datum>).</kamervraagomschrijving>
        <vraag><nr status="officieel">Vraag 1</nr><al>Kent u dit?</al><tussenkop kopopmaak="cur">Kop</tussenkop></vraag>
        <antwoord><nr status="officieel">Antwoord 1</nr><al>Ja.</al></antwoord>
        <toelichting><kop><titel>Toelichting</titel></kop><al>Deze vragen dienen ter aanvulling.</al></toelichting>
      </kamervragen></officiele-publicatie>
      """
    )
    #expect(document.form == .kamervragen)
    #expect(document.number == "812")
    #expect(document.title.string == "Vragen van het lid Anna de Wit (ABC) over sluizen (ingezonden 1 maart 2025).")
    #expect(document.answerTitle.string == "Antwoord van Minister Dijk (Vaarwegen) (ontvangen 2 april 2025).")
    #expect(document.dates.map(\.place) == [.question, .answer])
    #expect(
      document.outline == [
        "kop question #1 in 0: Vraag 1", "al Kent u dit?", "kop in 1: Kop", "kop answer #2 in 0: Antwoord 1", "al Ja.",
        "kop #3 in 0: Toelichting", "al Deze vragen dienen ter aanvulling.",
      ]
    )
  }

  @Test func putsABlankBetweenGivenNameAndSurnameOnly() throws {
    let document = try PaperSketch.readWhole(
      """
      <officiele-publicatie><kamervragen><kamervraagomschrijving type="vraag">Vragen van <naam><voornaam>A.</voornaam>\
      <achternaam>Wit</achternaam></naam>, <naam><achternaam>Bos</achternaam></naam>.</kamervraagomschrijving></kamervragen></officiele-publicatie>
      """
    )
    #expect(document.title.string == "Vragen van A. Wit, Bos.")
  }
}

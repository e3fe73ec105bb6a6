// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// What stands around the text of a marked-up letter.
struct MarkupFrameTests {
  @Test func leavesAddresseeDateSalutationAndClosingOut() throws {
    var sketch = MarkupSketch()
    sketch.al("Aan de Voorzitter van de Eerste Kamer der Staten-Generaal")
    sketch.al("Postbus 1")
    sketch.al("Den Haag, 7 juli 2025")
    sketch.al("Geachte voorzitter,")
    sketch.al("Hierbij stuur ik u de brief.")
    sketch.al("Hoogachtend,")
    sketch.add(.signature([Signatory(office: "De Minister van Vaarwegen", name: "A. Wit")]))
    let letter = try sketch.letter()
    #expect(letter.string == "Hierbij stuur ik u de brief.")
    #expect(letter.metadata.date?.iso == "2025-07-07")
    #expect(letter.metadata.dateBasis == .letterhead)
    #expect(letter.metadata.chamber == .eersteKamer)
    #expect(letter.metadata.signatories == [Signatory(office: "De Minister van Vaarwegen", name: "A. Wit")])
  }

  @Test(arguments: [
    ("Zoetermeer, 3 maart 2010", true), ("In Delft, op 3 maart 2010 gebeurde het", false), ("3 maart 2010", false),
  ])
  func knowsAPlaceAndDateByTheirShape(_ line: String, _ expected: Bool) throws {
    var sketch = MarkupSketch()
    sketch.al("Aan de Voorzitter van de Tweede Kamer der Staten-Generaal")
    sketch.al(line)
    sketch.al("Tekst van de brief.")
    let letter = try sketch.letter()
    #expect((letter.metadata.date != nil) == expected)
    #expect(letter.string == (expected ? "Tekst van de brief." : "\(line)\n\nTekst van de brief."))
  }

  @Test func readsSignaturesWrittenAsParagraphs() throws {
    var sketch = MarkupSketch(.kamerwrk)
    sketch.al("De Minister van Vaarwegen heeft dit onderzocht.")
    sketch.al("Met vriendelijke groet,")
    sketch.al("De Minister van Vaarwegen,")
    sketch.al("A.B. de Wit")
    sketch.al("De Staatssecretaris van Bruggen,")
    sketch.al("C. van den Berg-Öztürk")
    let letter = try sketch.letter()
    #expect(letter.string == "De Minister van Vaarwegen heeft dit onderzocht.")
    #expect(
      letter.metadata.signatories == [
        Signatory(office: "De Minister van Vaarwegen", name: "A.B. de Wit"),
        Signatory(office: "De Staatssecretaris van Bruggen", name: "C. van den Berg-Öztürk"),
      ]
    )
  }

  @Test func readsOfficeAndNameOnOneLine() throws {
    var sketch = MarkupSketch(.kamerwrk)
    sketch.al("Tekst.")
    sketch.al("De Minister van Vaarwegen, A. Wit")
    let letter = try sketch.letter()
    #expect(letter.string == "Tekst.")
    #expect(letter.metadata.signatories == [Signatory(office: "De Minister van Vaarwegen", name: "A. Wit")])
  }

  @Test func takesNoSentenceAboutAnOfficeForASignature() throws {
    var sketch = MarkupSketch(.kamerwrk)
    sketch.al("Tekst.")
    sketch.al("De Minister van Vaarwegen is akkoord,")
    sketch.al("zo meldt hij ons gisteren.")
    let letter = try sketch.letter()
    #expect(letter.metadata.signatories.isEmpty)
    #expect(letter.paragraphs.count == 3)
  }

  @Test func readsTheNamesOfMovers() throws {
    var sketch = MarkupSketch(title: "MOTIE VAN DE LEDEN BOS EN DE WIT")
    sketch.al("De Kamer,")
    sketch.al("en gaat over tot de orde van de dag.")
    sketch.al("Bos", group: 1)
    sketch.al("De Wit", group: 1)
    let letter = try sketch.letter()
    #expect(letter.string.hasSuffix("orde van de dag."))
    #expect(
      letter.metadata.signatories == [Signatory(office: nil, name: "Bos"), Signatory(office: nil, name: "De Wit")]
    )
    #expect(letter.metadata.subject == "MOTIE VAN DE LEDEN BOS EN DE WIT")
  }

  @Test(arguments: [
    ("BRIEF VAN DE MINISTER VAN VAARWEGEN", "Vaarwegen"),
    ("BRIEF VAN DE MINISTER OVER DE STAND VAN DE SLUIZEN", "BRIEF VAN DE MINISTER OVER DE STAND VAN DE SLUIZEN"),
    ("", "Vaarwegen"),
  ])
  func choosesTheSubject(_ title: String, _ subject: String) throws {
    var sketch = MarkupSketch(title: title)
    sketch.al("Tekst.")
    #expect(try sketch.letter().metadata.subject == subject)
  }

  @Test(arguments: [
    ("28 844", nil, "28844"), ("21 501-32", nil, "21501-32"), ("36 600", "XIV", "36600-XIV"),
    ("31 700, VI", nil, "31700-VI"),
    ("CXXIV", nil, "CXXIV"), ("36600-XIV", nil, "36600-XIV"),
  ])
  func namesDossiers(_ printed: String, _ chapter: String?, _ expected: String) throws {
    var sketch = MarkupSketch()
    sketch.document.dossiers = [MarkupDocument.Dossier(number: printed, chapter: chapter)]
    #expect(try sketch.letter().metadata.dossiers == [expected])
  }

  @Test func readsAnswersToQuestions() throws {
    var sketch = MarkupSketch(
      .kamervragen,
      title: "Vragen van het lid Bos (ABC) over sluizen (ingezonden 3 maart 2025)."
    )
    sketch.document.dossiers = []
    sketch.document.number = "812"
    sketch.document.sessionYear = "Vergaderjaar 2024–2025"
    sketch.document.answerTitle = MarkupSketch.text(
      "Antwoord van Minister De Wit (Vaarwegen), mede namens de Staatssecretaris van Bruggen (ontvangen 1 april 2025)."
    )
    sketch.add(.heading(MarkupDocument.Heading(label: .question, opens: 1)), "Vraag 1")
    sketch.al("Kent u dit?", container: 1)
    sketch.add(.heading(MarkupDocument.Heading(label: .answer, opens: 2)), "Antwoord 1")
    sketch.al("Ja.", container: 2)
    let metadata = try sketch.letter().metadata
    #expect(metadata.kind == .antwoord)
    #expect(metadata.subject == "Vragen van het lid Bos (ABC) over sluizen")
    #expect(metadata.signatories == [Signatory(office: "Minister (Vaarwegen)", name: "De Wit")])
    #expect(metadata.date?.iso == "2025-04-01")
    #expect(metadata.number == "812")
    #expect(metadata.sessionYear == "2024-2025")
    #expect(metadata.dossiers.isEmpty)
  }

  @Test func prefersTheDateInFiguresOfAnAnswer() throws {
    var sketch = MarkupSketch(.kamervragen, title: "Vragen van het lid Bos over sluizen")
    sketch.document.answerTitle = MarkupSketch.text("Antwoord van Minister De Wit (Vaarwegen)")
    let asked = try #require(Day(2025, 3, 3))
    let answered = try #require(Day(2025, 4, 1))
    sketch.document.dates = [.init(day: asked, place: .question), .init(day: answered, place: .answer)]
    let metadata = try sketch.letter().metadata
    #expect(metadata.date == answered)
    #expect(metadata.dateBasis == .xml)
  }

  @Test func fallsBackOnTheDocumentsOwnFields() throws {
    var sketch = MarkupSketch(title: "")
    sketch.document.dossiers = []
    sketch.document.fields = [
      ("OVERHEIDop.dossiernummer", "36600-XIV"), ("OVERHEIDop.ondernummer", "12"),
      ("OVERHEIDop.vergaderjaar", "2024-2025"),
      ("DCTERMS.issued", "2025-02-03"), ("OVERHEIDop.dossiertitel", "Begroting"),
    ].map { MarkupDocument.Field(name: $0.0, scheme: "", content: $0.1) }
    sketch.al("Tekst.")
    let metadata = try sketch.letter().metadata
    #expect(metadata.dossiers == ["36600-XIV"])
    #expect(metadata.number == "12")
    #expect(metadata.sessionYear == "2024-2025")
    #expect(metadata.date?.iso == "2025-02-03")
    #expect(metadata.subject == "Begroting")
  }
}

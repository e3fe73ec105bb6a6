// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// What the sentences around a promise say of it.
@Suite struct CommitmentStatusTests {
  private func commitments(_ blocks: [CommitmentLetter.Block]) throws -> [Commitment] {
    let pack = try LanguagePack()
    return CommitmentDetector(pack)(CommitmentLetter(blocks: blocks).structured, citations: [])
  }

  @Test func joinsTheSentenceThatReportsFulfilmentToThePromise() throws {
    let found = try commitments([
      .text(
        "In het debat van 4 februari jl. zegde ik het lid Smit toe schriftelijk terug te komen op de leges. Via deze brief kom ik deze toezegging na."
      )
    ])
    #expect(found.map(\.kind) == [.recalled])
    #expect(found.first?.status == .fulfilled)
    #expect(found.first?.fulfilledBy != nil)
  }

  @Test func countsASectionThatAnswersThePromiseItOpensWith() throws {
    let found = try commitments([
      .heading("Leges"),
      .text(
        "In het debat van 4 februari jl. heb ik toegezegd terug te komen op de leges. De leges zijn sinds 2020 gestegen. "
          + "Dat komt door hogere loonkosten. De stijging verschilt per gemeente."
      ),
    ])
    #expect(found.map(\.status) == [.fulfilled])
  }

  @Test func leavesAPromiseOpenThatIsPutOffInItsSection() throws {
    let found = try commitments([
      .heading("Leges"),
      .text(
        "In het debat van 4 februari jl. heb ik toegezegd terug te komen op de leges. De gegevens zijn opgevraagd. "
          + "Nog niet alle gemeenten hebben geantwoord. Ik zal uw Kamer in juni over de leges informeren."
      ),
    ])
    #expect(found.map(\.kind) == [.recalled, .made])
    #expect(found.first?.status == .open)
  }

  @Test func leavesAnActOpenThatATextCannotDo() throws {
    let found = try commitments([
      .heading("Onderzoek"),
      .text(
        "In het debat is toegezegd een onafhankelijk onderzoek uit te laten voeren. De opdracht is gegund. Het bureau is begonnen."
      ),
    ])
    #expect(found.map(\.status) == [.open])
  }

  @Test(arguments: [
    ("Zoals toegezegd heb ik de cijfers op 2 maart jl. aan uw Kamer gestuurd.", Commitment.Status.fulfilled),
    ("Zoals toegezegd zal ik uw Kamer voor de zomer informeren.", .open),
    ("Conform mijn toezegging bied ik u hierbij het rapport aan.", .fulfilled),
    ("Aan de toezegging is hiermee deels voldaan.", .partly),
    ("De toezegging is nog niet nagekomen.", .open),
    ("Hiermee geef ik uitvoering aan de motie Kaya.", .fulfilled),
    ("Het kabinet zal de motie Kaya uitvoeren.", .open),
    ("De motie Kaya kan ik niet uitvoeren.", .lapsed),
    ("Over de leges heb ik u, zoals toegezegd in het debat van 3 februari jl., gisteren geïnformeerd.", .fulfilled),
    ("Ik heb uw Kamer toegezegd na de zomer te reageren en doe dat met deze brief.", .fulfilled),
    ("Zoals toegezegd houd ik uw Kamer op de hoogte van de leges.", .open),
    (
      "Ter uitvoering van de motie Kaya heb ik het overleg geopend; over de uitkomst informeer ik u voor de zomer.",
      .open
    ),
    ("De regering voert de motie Kaya uit door een wijziging van de leges, die thans in consultatie is.", .open),
    ("Ik heb toegezegd te laten uitrekenen wat dat kost, en dat blijkt € 3 miljoen te zijn.", .fulfilled),
    ("De in het debat gedane toezegging over de leges is komen te vervallen.", .lapsed),
    ("Ik heb toegezegd daarover met de havens in gesprek te gaan, hetgeen op 17 mei is gebeurd.", .fulfilled),
    ("Ik heb u een reactie toegezegd op het havenplan, welke u hieronder aantreft.", .fulfilled),
    (
      "Mijn voorganger heeft toegezegd dat een norm zou worden verkend, maar gelet op de kosten zie ik daarvan af.",
      .lapsed
    ),
    ("Ik heb toegezegd dat de raad om advies zou worden gevraagd; dat advies is op 4 mei uitgebracht.", .fulfilled),
    ("Van de twee handreikingen die ik u heb toegezegd, is de eerste op 1 mei verschenen.", .partly),
    ("Ik heb toegezegd in te gaan op de uitspraken die de minister over de havens heeft gedaan.", .open),
    ("Hiermee is de eerste toezegging over de leges afgedaan.", .fulfilled),
    ("Zoals toegezegd informeer ik u over de meer dan tien aanvragen.", .fulfilled),
    ("De motie Kaya over de leges kan daarmee als uitgevoerd worden beschouwd.", .fulfilled),
    ("De balie is op 2 maart van start gegaan, zodat de motie Kaya daarmee is uitgevoerd.", .fulfilled),
    ("Aan de motie Kaya is deels uitvoering gegeven: de havens zijn daar nog mee bezig.", .partly),
    ("Daarover wordt uw Kamer, zoals eerder toegezegd, bij de volgende brief nader geïnformeerd.", .open),
    ("Zoals gemeld in mijn brief van 7 december laat ik door het bureau een meting uitvoeren.", .open),
    ("Ik heb u een brief over de leges toegezegd, welke toezegging ik hiermee inlos.", .fulfilled),
    ("Toegezegd is dat ik om een raming zou vragen, en die raming bied ik u bij dezen aan.", .fulfilled),
    ("De toezegging om de leges te herzien kom ik niet na, omdat het besluit vervalt.", .lapsed),
    ("Het eerder aangekondigde wetsvoorstel trek ik terug.", .lapsed),
    ("Ik verwacht de motie Kaya in december te hebben uitgevoerd.", .open),
    ("Ik had toegezegd met maatregelen te komen; de eerste twee trof u aan in mijn brief van 3 mei.", .partly),
  ])
  func readsTheStatusInTheSentence(_ sentence: String, _ status: Commitment.Status) throws {
    #expect(try commitments([.text(sentence)]).map(\.status) == [status])
  }

  @Test func takesNothingFromASectionOfQuestions() throws {
    let found = try commitments([
      .heading("Vraag 1"), .text("De Kamer wordt voor de zomer over de regeling geïnformeerd."),
      .heading("Antwoord 1"), .text("De Kamer wordt voor de zomer over de regeling geïnformeerd."),
    ])
    #expect(found.count == 1)
  }

  @Test func givesTheItemsOfAListTheirHead() throws {
    let found = try commitments([
      .text("Daarom zal ik:"), .item("de regeling in 2027 evalueren;"), .item("uw Kamer de uitkomsten sturen."),
    ])
    #expect(found.map(\.text) == ["de regeling in 2027 evalueren;", "uw Kamer de uitkomsten sturen."])
  }

  @Test func explainsWhyASentenceWasRefused() throws {
    let pack = try LanguagePack()
    let letter = CommitmentLetter(paragraphs: ["Ik zal uw Kamer hierover niet informeren."]).structured
    let findings = CommitmentDetector(pack).explain(letter, citations: [])
    guard case .refused(let miss)? = findings.first else {
      Issue.record("no near miss")
      return
    }
    #expect(miss.filter == .negation)
  }

  @Test func explainsByWhichWordsARuleFit() throws {
    let letter = CommitmentLetter(paragraphs: ["Zoals toegezegd aan het lid Kaya informeer ik u over de leges."])
      .structured
    guard case .accepted(_, let grounds)? = CommitmentDetector(try LanguagePack()).explain(letter, citations: []).first
    else {
      Issue.record("no finding")
      return
    }
    #expect(grounds.cues == ["Zoals toegezegd"])
    #expect(grounds.verb == "informeer")
  }

  @Test func readsListedPromisesWithWhatBecameOfThem() throws {
    let found = try commitments([
      .text("Hierbij stuur ik u een overzicht van de toezeggingen over havens."),
      .heading("Commissiedebat Havens 12 maart 2025"),
      .text("De minister zal de Kamer een brief sturen over de leges."),
      .text("Deze brief heeft u op 2 juli 2025 ontvangen."),
      .text("De Kamer ontvangt in 2026 de evaluatie van de veren. Het onderzoek loopt."),
    ])
    #expect(found.map(\.kind) == [.recalled, .recalled])
    #expect(found.map(\.status) == [.fulfilled, .open])
  }

  @Test func countsAThingThatHasComeAsKeptWhateverItsDayWas() throws {
    let found = try commitments([
      .text(
        "In het debat van 4 februari jl. is toegezegd dat het kabinet binnen een half jaar met een voorstel zou komen. Dat voorstel heeft u op 3 maart jl. ontvangen."
      )
    ])
    #expect(found.map(\.status) == [.fulfilled])
  }

  @Test func countsAnAnswerBehindAPromiseToLookIntoSomething() throws {
    let found = try commitments([
      .text(
        "In het debat van 4 februari jl. heb ik toegezegd uit te zoeken hoeveel veren stilliggen. Het gaat om zeven veren."
      )
    ])
    #expect(found.map(\.status) == [.fulfilled])
  }

  @Test func leavesAPromiseOpenThatIsStillDueWhenAnotherIsKept() throws {
    let found = try commitments([
      .text(
        "Zoals ik heb aangegeven, ontvangt uw Kamer het rapport over de leges voor 1 december 2026 van mij. De cijfers stonden in mijn brief van 4 maart. Daarmee is deze toezegging afgedaan."
      )
    ])
    #expect(found.map(\.status) == [.open, .fulfilled])
  }

  @Test func leavesAPromiseOpenWhereSomeoneElseHasDelivered() throws {
    let found = try commitments([
      .text(
        "Aan het lid Kaya heb ik toegezegd met een duiding te komen. Het bureau heeft mij de cijfers geleverd, zodat ik u voor de zomer van die duiding kan voorzien."
      )
    ])
    #expect(found.map(\.status) == [.open, .open])
  }

  @Test func leavesAPromiseOpenToWhichItsParagraphWillComeBack() throws {
    let found = try commitments([
      .text(
        "Ik heb toegezegd te bezien of reders een afwijkend tarief kunnen krijgen. Hierover is met de havens gesproken. Ik kom daarop terug bij de plenaire behandeling."
      )
    ])
    #expect(found.map(\.status) == [.open, .open])
  }

  @Test func countsFiguresBehindAPromiseToMakeThemClear() throws {
    let found = try commitments([
      .text(
        "Ik heb toegezegd de verdeling van het bedrag inzichtelijk te maken. Van dit bedrag is 17 miljoen bestemd voor de veren."
      )
    ])
    #expect(found.map(\.status) == [.fulfilled])
  }

  @Test func leavesAPromiseOpenWhoseRelativeClauseAloneIsPast() throws {
    let found = try commitments([
      .text("De brief over de leges, die ik in dat debat heb toegezegd, vergt nog afstemming met de havens.")
    ])
    #expect(found.map(\.status) == [.open])
  }

  @Test func keepsThePhraseOfAPromiseThatWasKept() throws {
    let found = try commitments([
      .text(
        "Hiermee kom ik mijn toezegging van 2 februari jl. na om uw Kamer voor de zomer over de leges te informeren."
      )
    ])
    #expect(found.map(\.status) == [.fulfilled])
    #expect(found.first?.deadline?.text == "voor de zomer")
  }

  @Test func readsADayWithoutAYearAsOfTheDayOfThePromise() throws {
    let found = try commitments([
      .text("In het commissiedebat van 5 november 2025 is toegezegd om in het eerste kwartaal een tijdpad te sturen."),
      .text("Het tijdpad over de leges is in de maak."),
    ])
    #expect(found.first?.deadline?.until?.iso == "2026-03-31")
    var late = CommitmentLetter(blocks: [
      .text("In het commissiedebat van 5 november 2025 is toegezegd om in het eerste kwartaal een tijdpad te sturen.")
    ])
    late.date = Day(2026, 5, 20)
    #expect(
      try CommitmentDetector(LanguagePack())(late.structured, citations: []).first?.deadline?.until?.iso == "2026-03-31"
    )
  }

  @Test func takesTheDayByWhichAPromiseHadToBeKeptForOneThatWas() throws {
    let found = try commitments([.text("Ik had u toegezegd voor 1 maart te melden hoeveel leges er zijn.")])
    #expect(found.first?.deadline?.until == Day(2026, 2, 28))
  }

  @Test func keepsTheDayOfAPromiseThatIsOverdue() throws {
    let found = try commitments([
      .text("Mijn voorganger zegde de Kamer toe de cijfers over de leges voor het einde van 2025 te verstrekken.")
    ])
    #expect(found.map(\.status) == [.open])
    #expect(found.first?.deadline?.until == Day(2025, 12, 31))
  }

  @Test func takesAMomentThatWasToBeForTheOneThatHasJustBeen() throws {
    var letter = CommitmentLetter(blocks: [
      .text("De toegezegde evaluatie van de leges, die u voor 1 mei zou ontvangen, is vertraagd.")
    ])
    letter.date = Day(2026, 5, 22)
    let found = CommitmentDetector(try LanguagePack())(letter.structured, citations: [])
    #expect(found.first?.deadline?.until?.iso == "2026-04-30")
  }

  @Test(arguments: [
    "De toezegging om u voor 1 februari de havenvisie te sturen heb ik niet kunnen nakomen.",
    "Ik had toegezegd voor 1 februari de havenvisie te sturen.",
  ])
  func takesTheDayOfAPromiseThatWasBrokenForTheOneThatHasBeen(_ text: String) throws {
    var letter = CommitmentLetter(blocks: [.text(text)])
    letter.date = Day(2026, 3, 12)
    let found = CommitmentDetector(try LanguagePack())(letter.structured, citations: [])
    #expect(found.first?.deadline?.until == Day(2026, 1, 31))
  }

  @Test func leavesAPromiseOpenThatTheSameParagraphHasNewsOfToCome() throws {
    let found = try commitments([
      .text(
        "In het overleg heb ik toegezegd te onderzoeken of de leges omlaag kunnen. De landsadvocaat is om advies gevraagd. Ik informeer uw Kamer in november over het advies."
      )
    ])
    #expect(found.map(\.kind) == [.recalled, .made])
    #expect(found.first?.status == .open)
  }

  @Test(arguments: [
    ("Deze brief geeft invulling aan de motie Peters.", Commitment.Status.fulfilled),
    ("Aan de motie Peters wordt uitvoering gegeven door de leges te verlagen.", .open),
    ("De motie Peters is nog niet uitgevoerd.", .open),
  ])
  func tellsTheStatusOfAMotion(_ text: String, _ status: Commitment.Status) throws {
    #expect(try commitments([.text(text)]).map(\.status) == [status])
  }

  @Test func findsTwoPromisesInOneSentenceWhereEachHasADayOfItsOwn() throws {
    let found = try commitments([
      .text("Ik evalueer de regeling in 2027 en stuur uw Kamer voor 1 mei 2026 een brief over de leges.")
    ])
    #expect(found.map { $0.deadline?.text } == ["in 2027", "voor 1 mei 2026"])
    let one = try commitments([.text("Ik zal in mei met de havens spreken en uw Kamer daarna informeren.")])
    #expect(one.count == 1)
  }

  @Test(arguments: [
    ("Deze voortgangsbrief is toegezegd in het commissiedebat van 19 november 2025.", Commitment.Status.fulfilled),
    ("De toezegging om de brief van de havens te geven kan ik niet nakomen, omdat zij bezwaar maken.", .lapsed),
    ("Het onderzoek dat ik daarin aankondigde, is in november voltooid.", .fulfilled),
    ("De regeling die ik vorig jaar had aangekondigd, is sinds kort van kracht.", .fulfilled),
    ("De motie-De Wit is daarmee voor het grootste deel uitgevoerd.", .partly),
    ("Van de premie, waar deze motie om vraagt, heb ik afgezien.", .lapsed),
    ("De havens werken dit uit, zodat de motie-De Wit voor de zomer kan worden afgerond.", .open),
  ])
  func readsTheStatusFromTheSentence(_ sentence: String, _ status: Commitment.Status) throws {
    #expect(try commitments([.text(sentence)]).map(\.status) == [status])
  }

  @Test(arguments: [
    ("Met deze reactie kom ik mijn toezegging na uit het debat van 5 september 2025.", String?.none),
    ("Eerder deze maand heb ik het lid Smit beloofd dat na de zomer een plan beschikbaar zou zijn.", "na de zomer"),
    ("Aan het lid Smit is toegezegd om de Kamer te melden wanneer de kabel in gebruik komt.", nil),
    ("In mijn brief is toegezegd dat het register aan het einde van 2025 gereed zou zijn.", "aan het einde van 2025"),
    ("Ik onderzoek een jaar na invoering of de regeling voldoet.", "een jaar na invoering"),
  ])
  func takesNoOtherTimeForTheDeadline(_ sentence: String, _ text: String?) throws {
    let found = try #require(try commitments([.text(sentence)]).first)
    #expect(found.deadline?.text == text)
  }

  @Test(arguments: [
    "Met het oog op het commissiedebat Havens van 3 juni a.s. breng ik uw Kamer op de hoogte van de voortgang.",
    "Voorafgaand aan de begrotingsbehandeling informeer ik uw Kamer over de stand van zaken.",
  ])
  func takesTheOpeningOfALetterForWhatTheLetterDoes(_ sentence: String) throws {
    #expect(try commitments([.text(sentence)]).isEmpty)
    #expect(
      try commitments([.text("De haven is open."), .text("Voor het debat informeer ik uw Kamer.")]).count == 1
    )
  }

  @Test(arguments: [
    ("In 302 van de 338 havens is dat thans het geval.", Commitment.Status.partly),
    ("De havens hebben dat in mei 2025 gezien.", .open),
    ("Die metingen staan sinds 1 februari op de website van het loket.", .fulfilled),
    ("De metingen zijn als bijlage bij deze brief gevoegd.", .fulfilled),
  ])
  func readsTheStatusFromTheSentenceBehind(_ next: String, _ status: Commitment.Status) throws {
    let promise = "In het debat heb ik toegezegd dat iedere haven de metingen openbaar zou maken."
    #expect(try commitments([.text("\(promise) \(next)")]).map(\.status) == [status])
  }

  @Test(arguments: [
    ("Met het oog op de zomer stuur ik u in mei een brief.", "in mei"),
    ("Ik stuur u met het oog op het debat uiterlijk 1 juni de cijfers.", "uiterlijk 1 juni"),
    ("Voorafgaand aan het debat stuur ik u in mei een brief.", "in mei"),
  ])
  func keepsTheTimeBesideAnAim(_ sentence: String, _ text: String) throws {
    #expect(try commitments([.text(sentence)]).first?.deadline?.text == text)
  }

  @Test(arguments: [
    ("De toezegging om dit te regelen kan ik op dit moment niet nakomen.", Commitment.Status.open),
    ("Deze brief heb ik toegezegd voor de zomer, maar volgt later.", .open),
    ("Ter uitvoering van de motie-De Wit heb ik van de korting afgezien.", .fulfilled),
  ])
  func doesNotTakeAPutOffPromiseForOneThatIsOver(_ sentence: String, _ status: Commitment.Status) throws {
    #expect(try commitments([.text(sentence)]).map(\.status) == [status])
  }
}

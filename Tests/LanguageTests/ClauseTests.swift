// SPDX-License-Identifier: GPL-3.0-or-later
import Language
import Model
import Testing

/// How sentences are cut into clauses.
@Suite struct ClauseTests {
  private static let pack = Result { try LanguagePack() }

  private func clauses(_ sentence: String) throws -> [Clause] {
    let utf8 = Array(sentence.utf8)
    return try ClauseTests.pack.get().commitments.parser(utf8, TextSpan(0, utf8.count)).clauses
  }

  @Test(arguments: [
    ("In die reactie zal, zoals de leden vragen, ook worden ingegaan op de kosten.", [Clause.Kind.main, .comparison]),
    (
      "In mei heeft het kabinet, zoals wij in het debat hebben toegezegd, besloten tot herziening.",
      [.main, .comparison]
    ),
    ("De minister beslist voor 1 juli of de norm in de wet nodig is.", [.main, .question]),
    ("De minister stuurt u, mede in dit licht, in mei een brief.", [.main]),
    (
      "Hoofdstuk 3 beschrijft welke vloot past bij de haven, en daarmee is de toezegging ingelost.",
      [.main, .question, .main]
    ),
    ("Ik laat uitzoeken of de reder een garantie kan geven, en kom daar in mei op terug.", [.main, .question, .main]),
    (
      "Ik schreef dat de tarieven in mei zullen worden herzien, en die planning is nog actueel.",
      [.main, .subordinate, .main]
    ),
    ("Voor wat betreft de tarieven kan ik verwijzen naar mijn brief.", [.main]),
    ("Mijn departement heeft de havens gebeld en het bezoek zal in mei plaatsvinden.", [.main, .main]),
    ("Ik publiceer in mei een overzicht van reders die niet aan de eisen voldoen.", [.main, .relative]),
    ("Wij helpen die reders ontsnappen.", [.main]),
    ("Ik ga ervan uit dat ik die nota in april kan uitbrengen.", [.main, .subordinate]),
    ("In mei is een bijeenkomst, waarbij ik ook Sluis, Tholen en Goes zal uitnodigen.", [.main, .relative]),
    ("Dit krijgt een plaats in het programma Water en Veren, dat ik in mei aan u zend.", [.main, .relative]),
    (
      "Het bureau heeft de wens om te meten en de regering zal de cijfers aan de Kamer zenden.",
      [.main, .infinitive, .main]
    ),
    ("Zoals eerder aan het lid Smit gemeld, krijgt u de cijfers in mei.", [.main, .comparison]),
    ("Zoals in die nota aan de leden gemeld, is de haven dicht.", [.main, .comparison]),
    ("Ik heb haar die raming toegezegd.", [.main]),
    ("Dit vraagt enige tijd, maar in het voorjaar van 2027 kan het wetsvoorstel worden voorgelegd.", [.main, .main]),
    ("In mei verzocht het lid Smit om een kaart, en die zend ik u hierbij.", [.main, .main]),
    ("De lijst waarom zij vroeg en die haar in mei is toegezegd, treft u hierbij aan.", [.main, .question, .relative]),
  ])
  func cutsASentence(_ sentence: String, _ kinds: [Clause.Kind]) throws {
    #expect(try clauses(sentence).map(\.kind) == kinds)
  }

  @Test func goesBackToTheMainClauseBehindARelativeOneWithoutAComma() throws {
    let found = try clauses("Daarom zal de visie waarover ik met uw leden sprak niet verschijnen.")
    #expect(found.map(\.kind) == [.main, .relative])
    #expect(found.first?.verbs.map(\.mood) == [.future])
  }

  @Test func hangsTeZullenOnTheVerbBeforeIt() throws {
    let found = try clauses("In mijn brief heb ik aangegeven u de reactie in mei te zullen zenden.")
    #expect(found.first?.verbs.map(\.mood) == [.past, .bare])
  }

  @Test func readsAnInfinitiveBehindANounWithAnArticle() throws {
    #expect(try clauses("In de nota zal ik u een raming geven van de kosten.").first?.verbs.map(\.mood) == [.future])
  }

  @Test func takesAVerbWithACapitalInANameForNoVerb() throws {
    let found = try clauses("De minister voor Primair en Voortgezet Onderwijs zal u in mei schrijven.")
    #expect(found.first?.verbs.map(\.mood) == [.future])
    #expect(found.first?.subject?.role == .office)
  }

  @Test func takesTheThingRightBehindTheVerbForTheSubject() throws {
    let found = try clauses("In mei gaat het wetsvoorstel voor kleine werkgevers in internetconsultatie.")
    #expect(found.first?.subject?.role == .product)
  }

  @Test func takesAPluralNounBeforeAnAuxiliaryForNoVerb() throws {
    let found = try clauses("Aanvragen kunnen vanaf mei worden ingediend.")
    #expect(found.first?.finite == 1)
  }

  @Test func takesNobodyBehindAPrepositionAndAParticipleForTheSubject() throws {
    #expect(try clauses("De keuze komt tot stand met betrokken ministeries.").first?.subject == nil)
  }

  @Test func takesANameBehindTheVerbForAStranger() throws {
    #expect(try clauses("In mei brengt de RVZ het rapport uit.").first?.strangerActs == true)
    #expect(try clauses("In mei brengt de minister het rapport uit.").first?.strangerActs == false)
  }

  @Test func takesACountryInANameForNoCountry() throws {
    #expect(try clauses("Havenhulp Nederland zal haar openingstijden verruimen.").first?.subject?.role == .outsider)
    #expect(try clauses("Nederland zal de havens verruimen.").first?.subject?.role == .country)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Sentences of letters that do not exist, each alone in its letter of 20 March 2026.
@Suite struct CommitmentSentenceTests {
  private static let pack = Result { try LanguagePack() }

  private func commitments(_ text: String, office: String = "Minister van Financiën") throws -> [Commitment] {
    let pack = try CommitmentSentenceTests.pack.get()
    let letter = CommitmentLetter(paragraphs: [text], offices: [office]).structured
    return CommitmentDetector(pack)(letter, citations: [])
  }

  @Test(arguments: CommitmentSentences.made)
  func findsWhatTheSenderBindsHimselfTo(_ sentence: String) throws {
    #expect(try commitments(sentence).map(\.kind) == [.made])
  }

  @Test(arguments: CommitmentSentences.recalled)
  func findsWhatWasPromisedBefore(_ sentence: String) throws {
    #expect(try commitments(sentence).map(\.kind) == [.recalled])
  }

  @Test(arguments: CommitmentSentences.motions)
  func findsTheExecutionOfMotions(_ sentence: String) throws {
    #expect(try commitments(sentence).map(\.kind) == [.motion])
  }

  @Test(arguments: CommitmentSentences.none)
  func staysSilentOnNearMisses(_ sentence: String) throws {
    #expect(try commitments(sentence).map(\.rule) == [])
  }

  @Test func givesEachItemOfAListItsOwnCommitment() throws {
    let found = try commitments(
      "Ik zal: a. de regeling herzien; b. uw Kamer het besluit sturen; en c. de sector raadplegen."
    )
    #expect(found.map(\.text) == ["de regeling herzien", "uw Kamer het besluit sturen", "de sector raadplegen."])
    #expect(found.allSatisfy { $0.holder == "minister van Financiën" })
  }

  @Test func resolvesTheFirstPersonThroughTheSignature() throws {
    let found = try commitments(
      "Ik zal uw Kamer in mei informeren.",
      office: "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT"
    )
    #expect(found.first?.holder == "minister van Infrastructuur en Waterstaat")
  }

  @Test func readsTheOfficeOfAnAnsweringMember() throws {
    let found = try commitments(
      "Ik zal uw Kamer in mei informeren.",
      office: "Minister (Onderwijs, Cultuur en Wetenschap)"
    )
    #expect(found.first?.holder == "minister van Onderwijs, Cultuur en Wetenschap")
  }

  @Test(arguments: [
    ("Mijn collega van VWS zal uw Kamer in mei informeren.", "minister van Volksgezondheid, Welzijn en Sport"),
    (
      "De Kamer wordt hierover door de staatssecretaris van JenV geïnformeerd.",
      "staatssecretaris van Justitie en Veiligheid"
    ),
    ("Het kabinet komt voor de zomer met een voorstel.", "kabinet"),
    ("Hierover ontvangt uw Kamer een brief van de minister van Defensie.", "minister van Defensie"),
    ("Mijn ministerie zal onderzoeken of dat kan.", "minister van Financiën"),
  ])
  func namesWhoIsBound(_ sentence: String, _ holder: String) throws {
    #expect(try commitments(sentence).first?.holder == holder)
  }

  @Test func keepsTheDeadlineThatWasReplaced() throws {
    let found = try commitments("De eerder toegezegde visie ontvangt u niet voor de zomer maar uiterlijk in oktober.")
    #expect(found.first?.deadline?.until == Day(2026, 10, 31))
    #expect(found.first?.deadline?.replaces != nil)
  }

  @Test(arguments: [
    ("De publicatie van de visie verschuift van juni naar oktober.", "juni", Day(2026, 10, 31)),
    ("Uw Kamer ontvangt de brief niet voor de zomer, maar in het najaar.", "niet voor de zomer", Day(2026, 11, 30)),
    ("Uw Kamer ontvangt de evaluatie in plaats van in mei in september.", "in mei", Day(2026, 9, 30)),
    (
      "Het toegezegde rapport, dat ik voor de zomer zou sturen, ontvangt uw Kamer in het vierde kwartaal.",
      "voor de zomer", Day(2026, 12, 31)
    ),
  ])
  func keepsTheOldTimeNextToTheNew(_ sentence: String, _ old: String, _ until: Day?) throws {
    let deadline = try commitments(sentence).first?.deadline
    #expect(deadline?.replaces == old)
    #expect(deadline?.until == until)
  }

  @Test(arguments: [
    ("Op 15 april is het commissiedebat Wadden. Voor dat debat informeer ik uw Kamer.", Day(2026, 4, 14)),
    ("Het commissiedebat Bossen is op 3 juni 2026. Ik stuur uw Kamer uiterlijk een week voor dat debat de kaart.", nil),
    ("Het notaoverleg is op 9 april a.s. Voorafgaand aan dat overleg informeer ik uw Kamer.", Day(2026, 4, 8)),
    ("De markt is op 9 april a.s. Voorafgaand aan dat overleg informeer ik uw Kamer.", nil),
    ("Wij spreken elkaar vaak. Voor dat debat informeer ik uw Kamer.", nil),
  ])
  func datesADebateThatWasNamedBefore(_ text: String, _ until: Day?) throws {
    let found = try commitments(text)
    #expect(found.count == 1)
    #expect(found.first?.deadline?.until == until)
  }

  @Test func joinsAVagueBoundAndAHardOne() throws {
    let found = try commitments("Daarover zal ik uw Kamer op korte termijn informeren, in ieder geval voor 1 december.")
    #expect(found.first?.deadline?.until == Day(2026, 11, 30))
  }

  @Test func keepsBothOfTwoBoundsWithoutADay() throws {
    let found = try commitments(
      "Zodra de havenvisie er is, in elk geval voorafgaand aan de Energieraad van december, zal ik u die sturen."
    )
    #expect(found.first?.deadline?.text == "Zodra de havenvisie er is; voorafgaand aan de Energieraad van december")
    #expect(found.first?.deadline?.until == nil)
  }

  @Test func takesHowOftenForTheDeadlineAndNotSinceWhen() throws {
    let found = try commitments("Daarna ontvangt uw Kamer elk kwartaal een overzicht.")
    #expect(found.first?.deadline?.text == "elk kwartaal")
  }

  @Test func takesADayForTheDeadlineAndNotWhatComesBefore() throws {
    let found = try commitments("Wanneer het bureau heeft geadviseerd, stuur ik uw Kamer na de zomer een brief.")
    #expect(found.first?.deadline?.text == "na de zomer")
  }

  @Test func takesSinceWhenForAPartOfWhatIsDecided() throws {
    let found = try commitments("Over de leges vanaf 2028 beslist het kabinet bij de Voorjaarsnota.")
    #expect(found.first?.deadline?.text == "bij de Voorjaarsnota")
  }

  @Test func promisesToLeaveSomethingBe() throws {
    let found = try commitments("Wel zeg ik toe de leges niet vóór de evaluatie te verhogen.")
    #expect(found.map(\.kind) == [.made])
  }

  @Test func takesNoDateOfAnOccasionForADeadline() throws {
    let found = try commitments("In het commissiedebat van 3 maart jl. heb ik toegezegd de cijfers per regio te delen.")
    #expect(found.map(\.kind) == [.recalled])
    #expect(found.first?.deadline == nil)
  }

  @Test func endsAClauseOfTimeWhereTheMainClauseBegins() throws {
    let found = try commitments("Wanneer de proef is afgerond zal ik uw Kamer informeren over wat daaruit volgt.")
    #expect(found.first?.deadline?.text == "Wanneer de proef is afgerond")
  }

  @Test func endsANameWhereTheDebateBegins() throws {
    let found = try commitments(
      "Zoals toegezegd aan het lid Smit in het Commissiedebat Havens is met de sector gesproken."
    )
    #expect(found.first?.recipient == "lid Smit")
  }

  @Test func bindsWhoseAimItIs() throws {
    let found = try commitments("Het is de inzet van het kabinet om dit najaar te komen met een aanpak op hoofdlijnen.")
    #expect(found.first?.holder == "kabinet")
  }

  @Test func readsMoversAndRegisterNumbers() throws {
    let motion = try commitments(
      "Hiermee voert het kabinet de motie van de leden De Wit, Van der Meer (D66) en Kaya uit."
    ).first
    #expect(motion?.motion?.movers == ["De Wit", "Van der Meer", "Kaya"])
    let promise = try commitments("Hiermee is voldaan aan de toezeggingen TZ202501-033 en T03842.").first
    #expect(promise?.registerIds == ["TZ202501-033", "T03842"])
  }
}

enum CommitmentSentences {
  static let made = [
    "De inspectie is door mij gevraagd de havens na te lopen, en voor 1 juli heeft u daarvan de uitslag.",
    "De uitwerking krijgt een plaats in het programma Havens, dat ik voor het zomerreces aan beide Kamers zend.",
    "Wij laten onderzoeken wat het kost en komen daar in de volgende rapportage op terug.",
    "Ik ben met de reders in gesprek en verwacht daar voor de zomer meer over te kunnen melden.",
    "De laatste hand wordt daaraan gelegd en in de komende weken ontvangt u het.",
    "Na de zomer worden de resterende punten, waaronder de kosten, door mij verder uitgewerkt.",
    "Over de uitkomst van dat gesprek bericht ik u nog deze maand.",
    "De Kamer kan het wetsvoorstel in het eerste kwartaal van 2027 tegemoetzien.",
    "Mijn inzet is om de internetconsultatie nog voor de zomer te starten.",
    "Ik heb de inspectie gevraagd de bevindingen uiterlijk 1 oktober te rapporteren, waarna ik uw Kamer daarover informeer.",
    "De staatssecretaris van Defensie en ik zullen uw Kamer jaarlijks rapporteren.",
    "Het rapport stuur ik, voorzien van een kabinetsreactie, in september naar uw Kamer.",
    "Zodra het advies van de Raad van State is ontvangen, wordt het wetsvoorstel bij uw Kamer ingediend.",
    "Hierover worden in het voorjaar afspraken gemaakt met de vervoerders, waarna uw Kamer wordt ingelicht.",
    "Ik neem deze aanbeveling over en zal haar betrekken bij de herziening van het besluit.",
    "In het najaar informeren wij uw Kamer over de vervolgstappen.",
    "Ik verwacht de Kamer nog voor het meireces een brief te kunnen sturen.",
    "De uitkomsten van de pilot deel ik met uw Kamer zodra deze beschikbaar zijn.",
    "Naar verwachting kan ik u hier eind mei nader over berichten.",
    "Ik ga hierover op korte termijn het gesprek aan met de koepels.",
    "Samen met de minister van Financiën werk ik een voorstel uit, dat ik voor Prinsjesdag aan de Kamer zal voorleggen.",
    "De wet wordt binnen vijf jaar na inwerkingtreding geëvalueerd.",
    "Ik zal de Kamer hier in de eerstvolgende voortgangsrapportage over informeren.",
    "Het is mijn voornemen de subsidieregeling met twee jaar te verlengen.",
    "Ik ben van plan om dit punt te agenderen voor de volgende Landbouwraad.",
    "Uiterlijk in juni neem ik een besluit over de toekomst van het vliegveld.",
    "Het kabinet komt uiterlijk in het tweede kwartaal van 2027 met een actieplan.",
    "Voor het einde van het jaar zal een onafhankelijke evaluatie van de wet worden uitgevoerd.",
    "Ik laat het komende halfjaar onderzoeken of de norm kan worden aangescherpt.",
    "Ik zeg toe dat ik de Kamer op de hoogte houd van de gesprekken met Duitsland.",
    "Wij zijn bereid om de vergoedingen opnieuw te bezien.",
    "Ik zal dit signaal onder de aandacht brengen van de sector.",
    "Bij brief zal ik u separaat informeren over de uitvoering van de moties.",
    "De beantwoording van de vragen volgt zo spoedig mogelijk.",
    "Een afschrift van het besluit doe ik uw Kamer te zijner tijd toekomen.",
    "Uw Kamer zal hierover via de Voorjaarsnota worden geïnformeerd.",
    "In de eerste helft van 2027 zullen we de monitor herhalen.",
    "Ik verken momenteel verschillende opties en zal uw Kamer daarover na het zomerreces informeren.",
    "Ik bekijk in overleg met de VNG of aanvullende middelen nodig zijn en kom hier in het najaar op terug.",
    "Ik zal uw Kamer, zodra hier meer duidelijkheid over is, nader berichten.",
    "Mijn ambtgenoot van Buitenlandse Zaken stuurt uw Kamer voor de Raad een geannoteerde agenda.",
    "De evaluatie van de tijdelijke wet zal in 2027 worden afgerond.",
    "Eind dit jaar wordt de nieuwe Cyberstrategie gepubliceerd.",
    "Voor het commissiedebat van 3 juni stuur ik uw Kamer de cijfers.",
    "Ik streef ernaar het besluit in het derde kwartaal in consultatie te brengen.",
    "Over de uitvoering van de motie-Van Leeuwen zal ik uw Kamer in juni informeren.",
  ]

  static let recalled = [
    "De havenraming die u medio dit jaar zou ontvangen (nr. 4), gaat hierbij.",
    "Bij brief van 1 februari liet ik u weten dat u dat overzicht in juni tegemoet kon zien.",
    "In het debat over de Voorjaarsnota heb ik toegezegd uw Kamer te informeren over de koopkracht van zelfstandigen.",
    "Ik heb uw Kamer tijdens het vragenuur van 10 februari jl. beloofd hierop terug te komen.",
    "Zoals afgesproken met uw Kamer en conform mijn toezegging aan het lid Van Houten stuur ik u bijgaand het overzicht.",
    "Tijdens het notaoverleg heeft mijn voorganger de toezegging gedaan om de tarieven te onderzoeken.",
    "Met deze brief doe ik gestand aan mijn toezegging aan het lid Aerts.",
    "Hiermee geef ik invulling aan de toezegging aan de leden Smit en Kaya om de Kamer te informeren over de bezettingsgraad.",
    "Hiermee is tevens voldaan aan de toezegging aan het lid Bos (TZ202501-033).",
    "De toezegging om met de sector te overleggen is inmiddels nagekomen.",
    "Hiermee heb ik voldaan aan mijn toezegging.",
    "Met het toezenden van dit rapport kom ik mijn toezegging van 12 maart jl. na.",
    "Naar aanleiding van de toezegging aan het lid De Groot informeer ik u over de stand van zaken.",
    "Ook heb ik het lid Omar toegezegd te bezien of de termijn korter kan.",
    "Zoals ik in mijn brief van 12 januari jl. heb aangekondigd, zal ik uw Kamer voor de zomer een hoofdlijnenbrief sturen.",
  ]

  static let motions = [
    "Hiermee beschouw ik de motie van het lid Janssen (Kamerstuk 36 800, nr. 12) als uitgevoerd.",
    "Met dit onderzoek is uitvoering gegeven aan de motie van de leden Kuiper en Van Vliet.",
    "Ik geef uitvoering aan deze motie door de regeling per 1 juli te verruimen.",
    "De motie Peters c.s. wordt betrokken bij de uitwerking van het wetsvoorstel.",
    "Ter uitvoering van de motie van het lid De Jong heb ik gesprekken gevoerd met de sector.",
    "Hiermee is de motie afgedaan.",
    "Conform de aangenomen motie van het lid Visser wordt het tarief niet verhoogd.",
    "Het kabinet zal de motie Ter Horst uitvoeren.",
    "De motie van het lid Kramer kan ik niet uitvoeren.",
    "In lijn met de gewijzigde motie van het lid Postma is het budget verhoogd.",
    "Met de verlenging van de regeling wordt invulling gegeven aan de motie Klein.",
  ]

  static let none = [
    "Verzoekt de regering de tarieven te onderzoeken.",
    "Op 4 mei spreek ik met uw Kamer over de havens.",
    "Wel ziet het kabinet vragen op het terrein van de bevoegdheid.",
    "De provincie zal uw Kamer niet informeren.",
    "De gemeenten zullen de komende tijd hun verordeningen aanpassen.",
    "Ik informeer u hierbij over de uitkomsten van de ministerraad.",
    "De NAM heeft toegezegd de schade te vergoeden.",
    "Ik zal hieronder ingaan op de vragen van de leden.",
    "De wet treedt per 1 januari 2027 in werking.",
    "De leden van de BBB-fractie vragen wanneer de Kamer het onderzoek ontvangt.",
    "De Kamer heeft mij verzocht om voor de zomer met een plan te komen.",
    "Uw Kamer heeft op 3 maart jl. de motie Bakker aangenomen.",
    "De motie verzoekt de regering om de Kamer voor 1 mei te informeren.",
    "Ik blijf mij inzetten voor een goede balans.",
    "Wij blijven dit de komende jaren volgen.",
    "Het kabinet hecht aan een zorgvuldige afweging.",
    "Gemeenten ontvangen in 2027 extra middelen.",
    "Het RIVM publiceert in juni een nieuw rapport.",
    "De inspectie zal in het najaar een rapport uitbrengen.",
    "De Europese Commissie komt naar verwachting in het derde kwartaal met een voorstel.",
    "Ik vind het belangrijk dat de Kamer goed wordt geïnformeerd.",
    "Ik begrijp dat uw Kamer graag snel wordt geïnformeerd.",
    "De Kamer wordt hiermee geïnformeerd over de voortgang.",
    "Ik kan uw Kamer nog niet informeren over de uitkomsten.",
    "In 2025 is uw Kamer over de evaluatie geïnformeerd.",
    "Vorig jaar zegde de NS toe de dienstregeling te verbeteren.",
    "Voor de zomer van 2025 is het onderzoek afgerond.",
    "Bent u bereid de Kamer hierover voor de zomer te informeren?",
    "Het is aan de gemeenteraad om daarover te besluiten.",
    "Als gevolg hiervan zal de premie stijgen.",
    "Het budget wordt in 2027 met 10 miljoen euro verhoogd.",
    "De maatregel zal naar verwachting leiden tot minder uitstoot.",
    "Dit zal gevolgen hebben voor de uitvoering.",
    "Ik wil benadrukken dat veiligheid vooropstaat.",
    "Ik ben in gesprek met de sector over de gevolgen.",
    "De vaste commissie heeft mij gevraagd te reageren op de brief van de VNG.",
    "Werkgevers moeten uiterlijk 1 juli 2027 aan de norm voldoen.",
    "De subsidie kan tot 1 oktober 2026 worden aangevraagd.",
    "De Raad zal in juni een besluit nemen over het mandaat.",
    "In het antwoord op vraag 3 ga ik hier nader op in.",
    "Ik verwijs u naar de brief die ik op 2 februari jl. aan uw Kamer heb gestuurd.",
    "Dat zal de komende jaren veel vragen van onze uitvoerders.",
    "Lidstaten moeten het plan voor eind 2026 indienen.",
  ]
}

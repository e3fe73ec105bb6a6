// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Spellings of citations: the series' common forms, then what bad spacing, habits and typists make of them.
struct CitationTests {
  static let pack = Result { try LanguagePack() }
  let detector: CitationDetector

  init() throws { detector = CitationDetector(try CitationTests.pack.get()) }

  private func ids(_ text: String) -> [String] { detector(Array(text.utf8)).compactMap(\.id) }

  @Test(arguments: [
    ("Kamerstukken II, 2025-26, 32 317, nr. 994.", "kst-32317-994"),
    ("Kamerstukken II, 2025-26, 29754 nr. 773.", "kst-29754-773"),
    ("Kamerstuk 32317-994", "kst-32317-994"),
    ("zie 32 317, nr. 994, over hetzelfde", "kst-32317-994"),
    ("Kamerstuk 36 600 VI, nr. 12", "kst-36600-VI-12"),
    ("Kamerstuk 36 600-XIV, nr. 66", "kst-36600-XIV-66"),
    ("36410-XIV-66", "kst-36410-XIV-66"),
    ("de motie Jansen (36600 XIV 29)", "kst-36600-XIV-29"),
    ("36 600 VIII, nr. 61", "kst-36600-VIII-61"),
    ("33400-J, nr. 19", "kst-33400-J-19"),
    ("36 600 M, nr. 2", "kst-36600-M-2"),
    ("36560-VII-1", "kst-36560-VII-1"),
    ("Kamerstukken II 1993/94, 23 400, XI, nr. 25", "kst-23400-XI-25"),
    ("Kamerstukken II 2009/10, 32 123 XVI, nr. 30", "kst-32123-XVI-30"),
    ("Kamerstukken II 2021/22, 30175, nr. 416", "kst-30175-416"),
    ("Kamerstukken II 2019/20, 31936 nr. 674", "kst-31936-674"),
    ("Kamerstukken II 2024-2025, 35334, nr. BV", "kst-35334-BV"),
    ("Kamerstukken II, 2022/2023, 31 839, nr 874", "kst-31839-874"),
    ("Kamerstukken ll 2023/24, 36 410 XVI, nr. 160", "kst-36410-XVI-160"),
    ("Kst. 29 689, nr. 1311", "kst-29689-1311"),
    ("kst. 29 247, nr. 480", "kst-29247-480"),
    ("Kamerstuk, 28 828, nr. 70", "kst-28828-70"),
    ("Kamerstuk 26407 nr. 144", "kst-26407-144"),
    ("35 756, nr.2", "kst-35756-2"),
    ("2020-21 31066, nr. 803", "kst-31066-803"),
    ("KAMERSTUK 32 813, NR. 12", "kst-32813-12"),
    ("Kamerstuknummer 32 813-974", "kst-32813-974"),
    ("Kamerstukken met nummer 32 813, nr. 974", "kst-32813-974"),
    ("Kamerstuk 21 501-32, nr. 1703", "kst-21501-32-1703"),
    ("21501-02-2555", "kst-21501-02-2555"),
    ("(21 501 – 02, nr. 2555)", "kst-21501-02-2555"),
    ("(21501-08, nr. 719)", "kst-21501-08-719"),
    ("was nr. 719 (21501-08) hetzelfde", "kst-21501-08-719"),
    ("het voorstel nr. 12 (36 471) is", "kst-36471-12"),
    ("de motie van de leden Bos en Smit (22112, nr. 4131)", "kst-22112-4131"),
    ("het akkoord (36 471-64) van juni", "kst-36471-64"),
    ("motie-Bos/Van Dam (34000-XV, nr. 41)", "kst-34000-XV-41"),
    ("TK 2023-2024, 19 637, nr. 3250", "kst-19637-3250"),
    ("Tweede Kamer, vergaderjaar 2020–2021, 32 545, nr. 143", "kst-32545-143"),
    ("Kamerstuk 35 099 (R2114), nr. 8", "kst-35099-8"),
    ("Kamerstukken II 2015-2016, 34 104, nr. 128, p. 12 en 13", "kst-34104-128"),
    ("Kamerstukken II 2013/14, 33 966, nr. 3, p. 32 en 61 (MvT)", "kst-33966-3"),
    ("Kamerstukken II, 2013/14, 33 966, nr. 7, onder S en T", "kst-33966-7"),
    ("(bijlage bij Kamerstuk 36 101, nr. 15)", "kst-36101-15"),
    ("Bijlage bij Kamerstukken 35 325, nr. 5", "kst-35325-5"),
    ("Bijlage 1 van kamerstuk 32 813, nr. 1395", "kst-32813-1395"),
    ("https://zoek.officielebekendmakingen.nl/kst-22112-4131.html", "kst-22112-4131"),
    ("kst-21501-02-534-b2", "kst-21501-02-534-b2"),
    ("kst-1183151", "kst-1183151"),
    ("Kamerstuk 28 844, nr. 266.", "kst-28844-266"),
  ])
  func readsPapers(_ text: String, _ id: String) { #expect(ids(text) == [id]) }

  @Test(arguments: [
    ("Kamerstukken I, 2013/14, 33 797, nr. C, p. 12, al. 3", "kst-33797-C"),
    ("Kamerstukken I 2008/09, 31 544, CK", "kst-31544-CK"),
    ("Kamerstukken I 2008/09, 22 112 / 31 544, CK, p. 2", "kst-22112-CK"),
    ("Kamerstukken I 2008/09, 31700 VI, D, p. 4", "kst-31700-VI-D"),
    ("Kamerstukken I 1995/96, 23700, nr. 188b, p. 3", "kst-23700-188b"),
    ("(EK 34 568, H)", "kst-34568-H"),
    ("(34 568, H)", "kst-34568-H"),
    ("33328-AI", "kst-33328-AI"),
    ("Kamerstukken I 2022/23, CXXIV, G", "kst-CXXIV-G"),
  ])
  func readsPapersOfTheEersteKamer(_ text: String, _ id: String) {
    let text = text.hasPrefix("33328") ? "Kamerstuk " + text : text
    #expect(ids(text) == [id])
  }

  @Test(arguments: [
    ("Kamerstukken 33 037, nrs. 431 en 437", "kst-33037-431 kst-33037-437"),
    ("Kamerstukken II 2020/21, 25 295, nrs. 221 t/m 223", "kst-25295-221 kst-25295-222 kst-25295-223"),
    ("Kamerstukken II 1988/89, 20 691, nrs. 2–3, blz. 54", "kst-20691-2 kst-20691-3"),
    ("Kamerstukken II, 25 424, nr. 679, nr. 684 en 685, en het rapport", "kst-25424-679 kst-25424-684 kst-25424-685"),
    ("Kamerstukken 34 682, nr. 135 en 35 334, nr. 309", "kst-34682-135 kst-35334-309"),
    ("Kst. 29 689, nr. 1311 en Kst. 29 689, nr. 1313", "kst-29689-1311 kst-29689-1313"),
    ("Kamerstuk 32 813, nrs. 12, 13 en 14", "kst-32813-12 kst-32813-13 kst-32813-14"),
    ("Kamerstuk 32 813, nr. 12, 13 en 14.", "kst-32813-12 kst-32813-13 kst-32813-14"),
    ("Kamerstukken 36 600 XIV, nr. 2 en 36 600 M, nr. 2", "kst-36600-XIV-2 kst-36600-M-2"),
    ("Kamerstukken II 2019/20, 35 300, nr. 2; 2020/21, 35 570, nr. 3", "kst-35300-2 kst-35570-3"),
    ("Kamerstukken II 2023/24, 33836 / 30072, nr. 88", "kst-33836-88"),
    ("Kamerstukken 36 600 en 36 725, nr. 12", "kst-36600-12"),
    ("(EK 36 600 B, A en EK 36 600 C, A)", "kst-36600-B-A kst-36600-C-A"),
    ("(Kamerstuk 32 813, nr. 12) en (Kamerstuk 31 239, nr. 300)", "kst-32813-12 kst-31239-300"),
    ("de moties 36 600-XII-12, 36 600-XII-14 en 36 600-XII-20", "kst-36600-XII-12 kst-36600-XII-14 kst-36600-XII-20"),
    ("Bijlage 929506 bij Kamerstukken II 2019/20, 25 295, nr. 219", "blg-929506 kst-25295-219"),
  ])
  func readsSeveralNumbersAndDossiers(_ text: String, _ expected: String) {
    #expect(ids(text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("Kamerstuk 32 813, nr. 12 en 13 maart volgt", "kst-32813-12"),
    ("Kamerstuk 32 813, nr. 12, 14 gemeenten", "kst-32813-12"),
    ("Kamerstuk 32 813, nr. 12 en 30 gemeenten", "kst-32813-12"),
    ("Kamerstuk 32 813, nr. 12, 2024 was dat jaar", "kst-32813-12"),
    ("Kamerstuk 32 813, nr. 12 en 2 besluiten", "kst-32813-12"),
  ])
  func takesNoCountForANumber(_ text: String, _ id: String) { #expect(ids(text) == [id]) }

  @Test(arguments: [
    ("Kamerstukken II 2025-2026. 22 112, nr. 4131", "kst-22112-4131"),
    ("Kamerstukken II 2023–34, 23 235, nr. 240", "kst-23235-240"),
    ("Kamerstukken II 2022–203, 23 235, nr. 240", "kst-23235-240"),
    ("Kamerstukken II2015–16, 34 104, nr. 128", "kst-34104-128"),
    ("Kamerstukken I I, 2 0 22 -2023, 2 9665, nr. 482", "kst-29665-482"),
    ("Kamers tuknummer 3 6200- XII-60", "kst-36200-XII-60"),
    ("kst -30552-3", "kst-30552-3"),
    ("de moties Bos (34682154) en De Wit", "kst-34682-154"),
    ("Kamerstukken II 2021/22, 35 925, 12", "kst-35925-12"),
    ("de motie 36600 XIV 29", "kst-36600-XIV-29"),
    ("ECLI:NL:RBROT:20145684", "ECLI:NL:RBROT:2014:5684"),
  ])
  func mendsAndSaysSo(_ text: String, _ id: String) {
    let found = detector(Array(text.utf8)).filter { $0.id != nil }
    #expect(found.map(\.id) == [id])
    #expect(found.allSatisfy { $0.repaired })
  }

  @Test(arguments: [
    "Kamerstukken\u{00A0}II,\u{2009}2025\u{2013}26, 32\u{00A0}317, nr.\u{00A0}994",
    "Kamerstuk 32\u{202F}317\u{2011}994",
    "Kamerstuk 32 317 , nr. 994",
    "kamerstuk 32317 , nr . 994".replacing("nr .", with: "nr."),
  ])
  func seesThroughHardAndThinSpaces(_ text: String) {
    let found = detector(Array(text.utf8))
    #expect(found.map(\.id) == ["kst-32317-994"])
    #expect(found.allSatisfy { !$0.repaired })
  }

  @Test(arguments: [
    ("Handelingen II 2021/22, nr. 45, item 8", "h-tk-20212022-45-8"),
    ("Handelingen II 2022/23, nr. 84, item 12", "h-tk-20222023-84-12"),
    ("Handelingen I 2013-2014, nr. 31, item 10 - blz. 3", "h-ek-20132014-31-10"),
    ("Handelingen II 2007/08, nr. 108, p. 7909-7943", "h-tk-20072008-7909-7943"),
    ("Handelingen II 2009/10, nr. 100, p. 8059-8065", "h-tk-20092010-100-8059"),
    ("Handelingen II 2017/18, nr. 19, items 11 en 13", "h-tk-20172018-19-11 h-tk-20172018-19-13"),
    ("Handelingen TK 2018/19, 45, item 8", "h-tk-20182019-45-8"),
    ("Handelingen van de Eerste Kamer 2018-2019, nr. 4, item 8", "h-ek-20182019-4-8"),
    ("Aanhangsel Handelingen II 2022/23, nr. 3649", "ah-tk-20222023-3649"),
    ("Aanhangsel van de Handelingen, vergaderjaar 2023–2024, nr. 1028", "ah-tk-20232024-1028"),
    ("Aanhangsel Handelingen, vergaderjaar 2023–2024, 1028", "ah-tk-20232024-1028"),
    ("Kamerstukken II 2021/22, Aanhangsel, nr. 663", "ah-tk-20212022-663"),
    ("Kamerstukken II 2021/22, Aanhangsel, 2050", "ah-tk-20212022-2050"),
    ("Handelingen II 2022/23, Aanhangsel, nr. 12", "ah-tk-20222023-12"),
    ("Aanhangsel Handelingen II 2022/23, nrs. 12 en 14", "ah-tk-20222023-12 ah-tk-20222023-14"),
    ("ah-tk-20232024-1984", "ah-tk-20232024-1984"),
  ])
  func readsProceedings(_ text: String, _ expected: String) {
    #expect(ids(text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("Stcrt. 2024, 123", "stcrt-2024-123"),
    ("Stb. 2023, 45", "stb-2023-45"),
    ("Trb. 2020, 7", "trb-2020-7"),
    ("Stb. 2023, nr. 454", "stb-2023-454"),
    ("Stb. 2014/442", "stb-2014-442"),
    ("Staatsblad 2020, 118", "stb-2020-118"),
    ("Stb. 2023, 471 en 472", "stb-2023-471 stb-2023-472"),
    ("Stb. 1994, 132 en Stb. 1994, 415", "stb-1994-132 stb-1994-415"),
    ("de wet van 25 september 2008, Stb. 397", "stb-2008-397"),
    ("Archiefwet 1995 (Stb. 276)", "stb-1995-276"),
    ("Staatscourant 2021, 43111", "stcrt-2021-43111"),
    ("Staatscourant 2019 nr. 41519 25 juli 2019", "stcrt-2019-41519"),
    ("Staatscourant van 5 juni 2024, nr. 17899", "stcrt-2024-17899"),
    ("stb-2020-118", "stb-2020-118"),
    ("ECLI:NL:RVS:2022:2557.", "ECLI:NL:RVS:2022:2557"),
    ("ECLI:NL: RVS:2022:2557", "ECLI:NL:RVS:2022:2557"),
    ("zaak C\u{2011}634/21, ECLI:EU:C:2023:957", "ECLI:EU:C:2023:957"),
    ("ECLI:CE:ECHR:2011:0121JUD003069609", "ECLI:CE:ECHR:2011:0121JUD003069609"),
  ])
  func readsJournalsAndRulings(_ text: String, _ expected: String) {
    #expect(ids(text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("Richtlijn 2008/115/EG", "celex:32008L0115"),
    ("Verordening (EU) 2024/1348", "celex:32024R1348"),
    ("Verordening (EG) nr. 1987/2006", "celex:31987R2006".replacing("31987R2006", with: "32006R1987")),
    ("Verordening (EU) nr. 1315/2013", "celex:32013R1315"),
    ("Verordening (EEG) nr. 1408/71", "celex:31971R1408"),
    ("richtlijn 83/189/EEG", "celex:31983L0189"),
    ("Richtlijn (EU) 2016/680", "celex:32016L0680"),
    ("Richtlijn 2014/94/EG", "celex:32014L0094"),
    ("de richtlijnen 2014/24/EU en 2014/25/EU", "celex:32014L0024 celex:32014L0025"),
    ("de verordeningen (EU) 2021/696 en (EU) 2021/697", "celex:32021R0696 celex:32021R0697"),
    ("2008/48/EG, PbEU L 133", "celex:32008L0048"),
    ("Kaderbesluit 2002/584/JBZ", "celex:32002F0584"),
    ("Besluit 2008/615/JBZ", "celex:32008D0615"),
    ("Besluit nr. 1082/2013/EU", "celex:32013D1082"),
    ("Uitvoeringsbesluit (EU) 2022/382", "celex:32022D0382"),
    ("Gedelegeerde Verordening (EU) 2016/161", "celex:32016R0161"),
    ("de NIS2-richtlijn (EU) 2022/2555", "celex:32022L2555"),
    ("de Dublinverordening (EU) nr. 604/2013", "celex:32013R0604"),
    ("de verordening asiel- en migratiebeheer ((EU) 2024/1351)", "celex:32024R1351"),
    ("Aanbeveling (EU) 2017/1084", "celex:32017H1084"),
    ("Verordening (EU, Euratom) 2018/1046", "celex:32018R1046"),
    ("op grond van artikel 9 van Richtlijn (EU) 2016/1919", "celex:32016L1919"),
    ("COM(2023) 32", "COM(2023)32"),
    ("COM (2021)813 final", "COM(2021)813"),
    ("SWD (2023), 819 final", "SWD(2023)819"),
    ("JOIN(2022) 49", "JOIN(2022)49"),
    ("COM/2023/32", "COM(2023)32"),
  ])
  func readsActsOfTheUnion(_ text: String, _ expected: String) {
    #expect(ids(text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("Kamerstuk 2022Z24775", "2022Z24775"), ("kenmerk 2020D29960", "2020D29960"),
    ("2025Z00913/2025D02435", "2025Z00913 2025D02435"), ("Kenmerk 2025Z00911/2025D02251", "2025Z00911 2025D02251"),
    ("Kenmerk 35334-329/2025D04649", "2025D04649"),
  ])
  func readsDocumentAndCaseNumbers(_ text: String, _ expected: String) {
    let found = ids(text).filter { !$0.hasPrefix("kst") }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("toezegging TZ202412-115", false), ("de toezeggingen T03842", false), ("T oezegging T Z202309-010", true),
    ("TZ202501- 126", true),
  ])
  func findsNumbersOfTheRegisters(_ text: String, _ repaired: Bool) {
    let found = detector(Array(text.utf8))
    #expect(found.map(\.kind) == ["register"])
    #expect(found.first?.repaired == repaired)
    #expect(found.first?.id == nil)
  }

  @Test(arguments: [
    ("op grond van artikel 23.5, derde lid, van de Omgevingswet kan", "artikel 23.5, derde lid, van de Omgevingswet"),
    ("zie artikel 68 Grondwet.", "artikel 68 Grondwet"),
    ("artikel 4, lid 2, onder a, VWEU", "artikel 4, lid 2, onder a, VWEU"),
    ("artikelen 3:4 en 4:84 Awb gelden", "artikelen 3:4 en 4:84 Awb"),
    ("artikel 8 van het EVRM biedt", "artikel 8 van het EVRM"),
    (
      "artikel 2.1, eerste lid, onder b, van de Wet milieubeheer",
      "artikel 2.1, eerste lid, onder b, van de Wet milieubeheer"
    ),
    ("artikel 10a van het Besluit bouwwerken leefomgeving", "artikel 10a van het Besluit bouwwerken"),
  ])
  func findsArticlesOfNamedLaws(_ text: String, _ expected: String) {
    let found = detector(Array(text.utf8))
    #expect(found.map(\.text) == [expected])
    #expect(found.allSatisfy { $0.kind == "article" && $0.id == nil })
  }

  @Test(arguments: [
    "Postbus 20018, 2500 EA Den Haag", "Prinses Irenestraat 6, 2595 BD Den Haag",
    "telefoon 070-318 22 11, nr. 5 op de lijst",
    "IBAN NL91 ABNA 0417 1643 00", "€ 20 500, nr. 3 op de lijst", "een bedrag van € 36 600-XIV",
    "in de jaren 2020-2024 en 2025-26",
    "52.0907374, 5.1214201", "op p. 12 345-367 van het rapport", "op 12-03-2024 en 1-7-2026",
    "25 000 woningen en 36 600 huizen",
    "Kenmerk 4367005-1095964-PDIZA", "IENW/BSK-2023/297705", "DGLGS/89794048", "in 2024, 12 keer",
    "artikel 12 van deze brief",
    "het getal 1 234 567, nr. 8", "tussen 12 000 en 15 000 mensen", "0800-12345, nr. 7",
    "van 20 000-25 000 naar 30 000",
    "NEN 12 464-1", "(10 000-15 000 euro)", "de periode 2021/2022", "bijlage 3 bij deze brief", "ISSN 0921 - 7398",
    "het besluit van 12/03/2024", "de verhouding 16/25 en 3/4", "uitstoot van 22 112 kton CO2 in 2030",
    "de A12/A15 (17 500, 18 000)",
  ])
  func refusesWhatOnlyLooksLikeOne(_ text: String) { #expect(detector(Array(text.utf8)).isEmpty) }

  @Test(arguments: [
    ("kst-32317-994", "Kamerstuk 32317-994", "https://zoek.officielebekendmakingen.nl/kst-32317-994.html"),
    (
      "kst-31544-CK", "Kamerstukken I 2008/09, 31 544, CK",
      "https://zoek.officielebekendmakingen.nl/kst-20082009-31544-CK.html"
    ),
    (
      "celex:32024R1348", "Verordening (EU) 2024/1348",
      "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32024R1348"
    ),
    ("COM(2023)32", "COM(2023) 32", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=COM:2023:32:FIN"),
    (
      "ECLI:NL:RVS:2022:2557", "ECLI:NL:RVS:2022:2557",
      "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RVS:2022:2557"
    ),
    ("2023D12345", "2023D12345", "https://www.tweedekamer.nl/kamerstukken/detail?id=2023D12345&did=2023D12345"),
  ])
  func buildsAddresses(_ id: String, _ text: String, _ url: String) {
    let found = detector(Array(text.utf8))
    #expect(found.first?.id == id)
    #expect(found.first?.url == url)
  }

  @Test func givesNoAddressToPapersBeforeTheSiteBegins() {
    let found = detector(Array("Kamerstukken II 1988/89, 20 691, nr. 2".utf8))
    #expect(found.map(\.id) == ["kst-20691-2"])
    #expect(found.first?.url == nil)
  }

  @Test func spansCoverExactlyWhatWasRead() {
    let text = "In de brief (Kamerstukken II 2021/22, 30175, nr. 416) stond dit; zie ook ECLI:NL:RVS:2025:3440."
    let found = detector(Array(text.utf8))
    #expect(found.map(\.text) == ["Kamerstukken II 2021/22, 30175, nr. 416", "ECLI:NL:RVS:2025:3440"])
  }

  @Test func doesNotReadOverTheEndOfABlock() {
    #expect(ids("Kamerstukken II, 2025-26\n\n32 317 kinderen, nr. 994") == [])
  }

  @Test func markupWinsOverWhatWasRead() {
    let text = "Zie Handelingen II 2022/23, nr. 84, item 12 en (21501-08, nr. 719)."
    func mark(_ words: String, _ id: String) -> Citation {
      let start = text.utf8.count - text[text.firstRange(of: words)!.lowerBound...].utf8.count
      return Citation(id: id, kind: "x", text: words, place: .text(TextSpan(start, start + words.utf8.count)))
    }
    let letter = StructuredLetter(
      source: Source(path: "a.xml", sha256: "00", bytes: 1, format: "kamerstuk-xml"),
      text: LetterText(utf8: Array(text.utf8)),
      markedCitations: [
        mark("84, item 12", "h-tk-20222023-84-99"), mark("21501-08", "kst-21501-08-719"),
        mark("719", "kst-21501-08-719"),
        mark("Zie", "kst-1-1"),
      ]
    )
    let found = detector(letter)
    #expect(found.map(\.id) == ["kst-1-1", "h-tk-20222023-84-99", "kst-21501-08-719"])
  }

  @Test func staysLinearOnDigits() {
    let clock = ContinuousClock()
    func time(_ count: Int) -> Duration {
      let text = Array(String(repeating: "Kamerstuk 12 345 12/13, 2 3 4 5 (36 600 nr. ", count: count).utf8)
      return clock.measure { _ = detector(text) }
    }
    _ = time(100)
    let small = (0..<3).map { _ in time(500) }.min()!
    #expect(time(5000) < small * 40)
  }
}

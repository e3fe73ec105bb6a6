// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What an element of the official schemas is to a reader of letters.
///
/// Names from the OP schemas of 2012 and 2014 and from papers of 1995–2026; several names that do the same are one
/// case. Where a name means different things in different places (`titel`, `nr`, `naam`), the reader looks at what it
/// stands in.
enum OfficialXMLElement {
  // Roots and parts
  case publication, paper, questions, legacyPaper, legacyQuestions
  /// Holds blocks and means nothing by itself.
  case part
  /// Holds nothing of the text: layout, tables of contents, pictures.
  case skipped
  /// Not in the table.
  case unknown

  // The head
  case metadata, field, headLine, dossier, dossierNumber, chapter, paperNumberLine, paperNumber, dateLine, legacyHead,
    legacySubtitle
  case legacySubject, sessionYear, questionsNumber, questionsTitle

  // Blocks
  case paragraph, paragraphGroup, subheading, division, heading, headingLabel, title, number, legacyNumber
  case list, item, itemMarker, table, row, cell, caption, box, annex, question, answer, blankLine

  // Inside blocks
  case emphasis, raised, lowered, link, inline, lineBreak, date, note, noteNumber, noteText, noteCall, person

  // The end
  case signing, office, name, place, organisation

  /// By element name.
  static func named(_ name: String) -> OfficialXMLElement { elements[name] ?? .unknown }

  private static let elements: [String: OfficialXMLElement] = {
    let groups: [(OfficialXMLElement, [String])] = [
      (.publication, ["officiele-publicatie"]),
      (.paper, ["kamerstuk"]),
      (.questions, ["kamervragen"]),
      (.legacyPaper, ["kamerwrk"]),
      (.legacyQuestions, ["vraagdoc"]),
      (
        .part,
        [
          "kamerstukkop", "kamervraagkop", "frontm", "body", "stuk", "algemeen", "vrije-tekst", "tekst",
          "tekst-sluiting", "structuurtekst",
          "vragen", "antwoorden", "tgroup", "thead", "tbody", "tfoot", "definitielijst", "specificatielijst",
          "specificatie", "citaat",
          "aanhaling", "citaat-artikel", "extref-groep", "noten", "voetnoten", "bijlage-sluiting", "context",
          "voorstel-wet", "wettekst",
          "regeling-tekst", "aanhef", "considerans", "wie", "slotformulering", "wat", "nota-toelichting", "advies",
          "verslag", "artikeltekst",
          "nader-rapport", "specificatie-item", "formule", "verdrag", "preambule", "wijzig-lid", "wijzig-divisie",
          "alineagroep", "model", "tekstblok", "lijstgroep", "al-groep-sluiting", "tabel", "inhoud", "afkondiging",
          "koning", "definitie",
        ]
      ),
      (
        .skipped,
        [
          "officiele-inhoudsopgave", "inhoudsopgave", "margetekst", "plaatje", "illustratie", "colspec", "spanspec",
          "versie", "ordernr",
          "ltrlabel", "streepje", "redactie", "plaatsing", "vervangt", "nds",
        ]
      ),
      (.metadata, ["metadata"]),
      (.field, ["meta"]),
      (.headLine, ["tekstregel"]),
      (.dossier, ["dossier"]),
      (.dossierNumber, ["dossiernr", "dossiernummer"]),
      (.chapter, ["begrotingshoofdstuk"]),
      (.paperNumberLine, ["stuknr"]),
      (.paperNumber, ["ondernummer", "letter"]),
      (.dateLine, ["datumtekst"]),
      (.legacySubtitle, ["subtitel"]),
      (.legacySubject, ["onderw"]),
      (.sessionYear, ["vergjaar"]),
      (.questionsNumber, ["kamervraagnummer", "vraagnummer"]),
      (.questionsTitle, ["kamervraagomschrijving", "omschr"]),
      (.paragraph, ["al", "considerans.al", "aanhef.al", "afkondiging.al", "alinea", "p"]),
      (.paragraphGroup, ["al-groep"]),
      (.subheading, ["tussenkop", "tuskop"]),
      (
        .division,
        [
          "divisie", "paragraaf", "sub-paragraaf", "hoofdstuk", "afdeling", "artikel", "titeldeel", "deel", "boek",
          "toelichting",
          "toelicht", "mededeling", "circulaire.divisie", "artikelsgewijs", "wijzig-artikel", "onderdeel",
        ]
      ),
      (.heading, ["kop"]),
      (.headingLabel, ["label"]),
      (.title, ["titel"]),
      (.number, ["nr"]),
      (.legacyNumber, ["nummer"]),
      (.list, ["lijst"]),
      (.item, ["li", "definitie-item", "lid"]),
      (.itemMarker, ["li.nr", "term", "lidnr"]),
      (.table, ["table"]),
      (.row, ["row"]),
      (.cell, ["entry"]),
      (.caption, ["title", "onderschrift", "bijschrift"]),
      (.box, ["box", "kader"]),
      (.annex, ["bijlage"]),
      (.question, ["vraag"]),
      (.answer, ["antwoord", "antw"]),
      (.blankLine, ["witreg"]),
      (.emphasis, ["nadruk"]),
      (.raised, ["sup"]),
      (.lowered, ["inf", "sub"]),
      (.link, ["extref"]),
      (
        .inline,
        [
          "intref", "kamervraagonderwerp", "ondw", "org", "afkorting", "voorvoegsels", "politiek", "intref-groep",
          "vet", "cur", "verwijzing", "redactionele-correctie", "tekstcorrectie",
        ]
      ),
      (.lineBreak, ["br"]),
      (.date, ["datum"]),
      (.note, ["noot", "voetnoot"]),
      (.noteNumber, ["noot.nr", "nootnr"]),
      (.noteText, ["noot.al", "noot.lijst", "noot.li", "noottkst"]),
      (.noteCall, ["nootref", "voetref"]),
      (.person, ["voornaam", "achternaam", "tussenvoegsel"]),
      (.signing, ["ondertekening", "ondtek", "slotondertekening"]),
      (.office, ["functie"]),
      (.name, ["naam", "deze"]),
      (.place, ["plaats", "dagtekening"]),
      (.organisation, ["organisatie"]),
    ]
    var elements: [String: OfficialXMLElement] = [:]
    for (element, names) in groups {
      for name in names { elements[name] = element }
    }
    return elements
  }()

  /// Whether the element stands within a line of text; the others part what is before them from what is after.
  var isInline: Bool {
    switch self {
    case .emphasis, .raised, .lowered, .link, .inline, .lineBreak, .date, .noteCall, .note, .person, .unknown:
      return true
    default: return false
    }
  }

  /// Whether the element names someone: inline in a title or a paragraph, a part of its own under a letter.
  var namesSomeone: Bool {
    switch self {
    case .name, .office, .organisation, .place: return true
    default: return false
    }
  }

  /// How a `nadruk` of this type stands out.
  static func emphasis(_ type: String?) -> MarkupText.Emphasis {
    switch type {
    case "vet": return .bold
    case "halfvet": return .semibold
    case "vetcur": return .boldItalic
    case "cur": return .italic
    case "ondlijn": return .underlined
    case "sup": return .raised
    case "inf", "sub": return .lowered
    default: return .other
    }
  }

  /// The style a `kopopmaak` or `letat` names.
  static func style(_ name: String?) -> MarkupDocument.Heading.Style? {
    switch name {
    case "vet": return .bold
    case "halfvet": return .semibold
    case "vetcur", "curvet": return .boldItalic
    case "cur": return .italic
    case "rom", "romein": return .roman
    case "ondlijn": return .underlined
    default: return nil
    }
  }

  /// What a root element other than a paper's says the file is; `nil` where nothing is known of it.
  static func otherRoot(_ name: String) -> String? {
    switch name {
    case "html", "body", "head": return "an HTML page"
    case "metadata_gegevens": return "a publication's metadata record"
    case "owms-metadata", "gzd", "owmskern": return "a publication's metadata record (OWMS)"
    case "searchRetrieveResponse", "explainResponse", "scanResponse", "diagnostics":
      return "an answer of the search service (SRU)"
    case "toezegging": return "an entry of the Tweede Kamer's register of commitments"
    case "feed", "entry": return "an entry or feed of the Tweede Kamer's open data"
    case "handelingen", "handeling": return "a record of debates (Handelingen)"
    case "vlosCoreDocument": return "a report of a debate (VLOS)"
    case "staatsblad", "stb", "staatscourant", "stcart", "tractatenblad", "trb": return "a legal gazette"
    case "gemeenteblad", "provinciaalblad", "waterschapsblad", "bgr": return "a gazette of a lower authority"
    case "TEI": return "a TEI document"
    case "akomaNtoso": return "an Akoma Ntoso document"
    case "work", "document": return "a catalogue record"
    case "rss", "RDF", "urlset", "sitemapindex": return "a list of links"
    default: return nil
    }
  }
}

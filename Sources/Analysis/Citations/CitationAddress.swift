// SPDX-License-Identifier: GPL-3.0-or-later

/// Public addresses built from identifiers, without looking anything up.
public enum CitationAddress {
  /// The address of a published identifier, or `nil` where none can be built.
  public static func url(of id: String) -> String? {
    if id.hasPrefix("celex:") { return "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:\(id.dropFirst(6))" }
    if id.hasPrefix("ECLI:NL:") { return "https://deeplink.rechtspraak.nl/uitspraak?id=\(id)" }
    if id.hasPrefix("ECLI:EU:") { return "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=ecli:\(id)" }
    if let open = id.firstIndex(of: "("), let close = id.firstIndex(of: ")") {
      let year = id[id.index(after: open)..<close]
      let number = id[id.index(after: close)...]
      return "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=\(id[..<open]):\(year):\(number):FIN"
    }
    for prefix in ["kst-", "h-", "ah-", "stb-", "stcrt-", "trb-", "blg-", "kv-", "nds-"] where id.hasPrefix(prefix) {
      return "https://zoek.officielebekendmakingen.nl/\(id).html"
    }
    let bytes = Array(id.utf8)
    if bytes.count == 10, bytes[4] == UInt8(ascii: "D") {
      return "https://www.tweedekamer.nl/kamerstukken/detail?id=\(id)&did=\(id)"
    }
    if bytes.count == 10, bytes[4] == UInt8(ascii: "Z") {
      return "https://www.tweedekamer.nl/kamerstukken/detail?id=\(id)"
    }
    return nil
  }

  /// What kind of paper an identifier of the publication site names.
  public static func kind(of id: String) -> String {
    for (prefix, kind) in [
      ("kst-", "kamerstuk"), ("h-", "handelingen"), ("ah-", "aanhangsel"), ("stb-", "stb"), ("stcrt-", "stcrt"),
      ("trb-", "trb"),
      ("ECLI:", "ecli"), ("celex:", "celex"), ("kv-", "case"), ("jci", "article"), ("BWB", "article"),
    ] where id.hasPrefix(prefix) {
      return kind
    }
    return "document"
  }
}

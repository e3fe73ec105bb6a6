// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Citations that the markup itself gives, identifier included.
struct MarkedCitationBuilder {
  /// Words between two links to one paper: "21501-08, nr. 719" is linked in two parts.
  private let longestJoint = 12

  /// The citations of one text that begins at byte `base` of its place.
  func citations(_ text: MarkupText, at base: Int, place: (TextSpan) -> Place) -> [Citation] {
    var spans: [(span: TextSpan, id: String)] = []
    for link in text.links {
      guard let id = identifier(link), !link.span.isEmpty else { continue }
      if let last = spans.last, last.id == id, link.span.start >= last.span.end,
        link.span.start - last.span.end <= longestJoint
      {
        spans[spans.count - 1].span = TextSpan(last.span.start, link.span.end)
      } else {
        spans.append((link.span, id))
      }
    }
    return spans.map { span, id in
      Citation(
        id: id,
        kind: MarkedCitationBuilder.kind(id),
        text: String(decoding: text.utf8[span.range], as: UTF8.self),
        url: MarkedCitationBuilder.url(id),
        place: place(TextSpan(span.start + base, span.end + base))
      )
    }
  }

  /// The identifier a link leads to: its target, or the last part of an address on the publication site.
  private func identifier(_ link: MarkupText.Link) -> String? {
    var target = link.target
    if let site = target.utf8.firstRange(of: Array("officielebekendmakingen.nl/".utf8)) {
      target = String(target[site.upperBound...])
      let end =
        target.utf8.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        ?? target.endIndex
      target = String(target[..<end])
    } else if !link.isDocument {
      return nil
    }
    return MarkedCitationBuilder.series.contains { target.hasPrefix($0.prefix) } ? target : nil
  }

  /// Prefixes of identifiers, and the kind of paper they name; longer ones first where one begins another.
  private static let series: [(prefix: String, kind: String)] = [
    ("kst-", "kamerstuk"), ("h-", "handelingen"), ("ah-", "aanhangsel"), ("stb-", "stb"), ("stcrt-", "stcrt"),
    ("trb-", "trb"),
    ("ECLI:", "ecli"), ("kv-", "case"), ("blg-", "document"), ("nds-", "document"), ("jci", "article"),
    ("BWB", "article"),
  ]

  private static func kind(_ id: String) -> String { series.first { id.hasPrefix($0.prefix) }?.kind ?? "document" }

  private static func url(_ id: String) -> String? {
    switch kind(id) {
    case "ecli": return "https://uitspraken.rechtspraak.nl/details?id=\(id)"
    case "article": return "https://wetten.overheid.nl/\(id)"
    default: return "https://zoek.officielebekendmakingen.nl/\(id).html"
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Model

/// A made-up parliamentary paper around the markup under test.
enum PaperSketch {
  static func paper(_ body: String, title: String = "BRIEF VAN DE MINISTER VAN VAARWEGEN", declaration: String = "")
    -> String
  {
    """
    \(declaration)<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
    xsi:noNamespaceSchemaLocation="http://example.org/op.xsd">
      <metadata><meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content="kst-39001-7"/></metadata>
      <kamerstuk>
        <kamerstukkop>
          <tekstregel inhoud="vergaderjaar">Vergaderjaar
            2025-2026</tekstregel>
          <tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel>
          <tekstregel inhoud="kamernummer">2</tekstregel>
          <tekstregel inhoud="documenttype">Kamerstukken</tekstregel>
        </kamerstukkop>
        <dossier><dossiernummer><dossiernr>39 001</dossiernr></dossiernummer><titel>Vaarwegen</titel></dossier>
        <stuk>
          <stuknr>Nr. <ondernummer kamer="2">7</ondernummer></stuknr>
          <titel>\(title)</titel>
          <algemeen><vrije-tekst>\(body)</vrije-tekst></algemeen>
        </stuk>
      </kamerstuk>
    </officiele-publicatie>
    """
  }

  /// Reads `body` inside one `tekst`.
  static func read(_ body: String) throws -> MarkupDocument {
    try OfficialXML.read(Array(paper("<tekst status=\"goed\">\(body)</tekst>").utf8))
  }

  /// Reads a whole document.
  static func readWhole(_ xml: String) throws -> MarkupDocument { try OfficialXML.read(Array(xml.utf8)) }
}

extension MarkupDocument {
  /// The blocks' texts.
  var texts: [String] { blocks.map(\.text.string) }
  /// The blocks' kinds and texts, for a reader's eye.
  var outline: [String] {
    blocks.map { block in
      switch block.kind {
      case .paragraph: return "al \(block.text.string)"
      case .heading(let heading):
        let label = heading.label.map { "\($0) " } ?? ""
        return "kop \(label)\(heading.opens.map { "#\($0) " } ?? "")in \(block.container): \(block.text.string)"
      case .listItem(let marker, let depth): return "li\(depth) \(marker ?? "") | \(block.text.string)"
      case .tableRow: return "row \(block.text.string)"
      case .caption: return "caption \(block.text.string)"
      case .signature(let who): return "sig " + who.map { "\($0.office ?? "-"): \($0.name)" }.joined(separator: "; ")
      case .annex: return "annex"
      case .boxStart: return "box"
      case .boxEnd: return "end of box"
      }
    }
  }
}

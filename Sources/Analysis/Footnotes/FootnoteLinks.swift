// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What links of the file say of calls and bodies. Evidence only: a link counts where call and body carry the same label.
struct FootnoteLinks {
  private let layout: LaidOutDocument
  /// Whether the file has any link; most files have none, and nothing is looked up in them.
  let isEmpty: Bool

  init(_ layout: LaidOutDocument) {
    self.layout = layout
    isEmpty = layout.document.pages.allSatisfy(\.links.isEmpty)
  }

  /// Whether a link leads from a call to a body's first line, or from the body's label back to the call's line.
  func tie(_ call: FootnoteCall, _ body: FootnoteBody) -> Bool {
    guard !isEmpty, let first = body.lines.first else { return false }
    let word = layout.words(of: layout.lines[call.line])[call.word]
    return targets(of: word, page: call.page).contains { reaches($0, layout.lines[first]) }
      || targets(of: layout.words(of: layout.lines[first])[0], page: body.page).contains {
        reaches($0, layout.lines[call.line])
      }
  }

  /// Whether a link leads from a word to a line of notes that this label opens.
  func leadsToNote(_ word: Word, page: Int, labelled label: String) -> Bool {
    let classifier = FootnoteZoneClassifier()
    return targets(of: word, page: page).contains { link in
      layout.lines.contains { line in
        line.zone == .footnote && reaches(link, line)
          && classifier.label(line, layout).map { String(decoding: $0.text, as: UTF8.self) == label } ?? false
      }
    }
  }

  private func targets(of word: Word, page: Int) -> [PageLink] {
    let x = (word.x0 + word.x1) / 2
    return layout.document.pages[page].links.filter { link in
      x > link.x0 - 1 && x < link.x1 + 1 && word.middle > link.y0 - 1 && word.middle < link.y1 + 1
    }
  }

  /// A target is the line's upper edge, give or take a line: writers aim at the paragraph's top or at the glyph.
  private func reaches(_ link: PageLink, _ line: Line) -> Bool {
    link.page == layout.document.pages[line.page].number && link.y > line.y0 - 1.2 * line.size
      && link.y < line.y1 + 0.3 * line.size
  }
}

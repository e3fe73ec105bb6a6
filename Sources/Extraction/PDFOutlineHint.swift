// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPoppler
internal import Model

/// Reads what the structure tree of a tagged PDF says of headings: kind and page of each, in order. Never its text, for which poppler
/// renders the page anew.
struct PDFOutlineHint {
  /// Elements that are looked at, for each page: trees of letters have some 60. A tree with more gives no hint.
  private let mostOnPage = 500
  /// Depth to which the tree is followed: those of letters have 5 levels.
  private let deepest = 40

  private var left = 0
  private var headings: [TaggedHeading] = []

  /// The headings of the tree; none where there is no tree.
  mutating func read(_ document: OpaquePointer, pages: Int) -> [TaggedHeading] {
    guard let walker = poppler_structure_element_iter_new(document) else { return [] }
    defer { poppler_structure_element_iter_free(walker) }
    left = mostOnPage * max(1, pages)
    walk(walker, depth: 0)
    // Half a tree would tell of half the headings.
    return left > 0 ? headings : []
  }

  private mutating func walk(_ walker: OpaquePointer, depth: Int) {
    repeat {
      left -= 1
      guard left > 0, let element = poppler_structure_element_iter_get_element(walker) else { return }
      defer { g_object_unref(UnsafeMutableRawPointer(element)) }
      let kind = poppler_structure_element_get_kind(element)
      if let level = PDFOutlineHint.level(kind) {
        let page = Int(poppler_structure_element_get_page(element))
        if page >= 0 { headings.append(TaggedHeading(level: level, page: page + 1)) }
      } else if PDFOutlineHint.holdsHeadings(kind), depth < deepest,
        let child = poppler_structure_element_iter_get_child(walker)
      {
        walk(child, depth: depth + 1)
        poppler_structure_element_iter_free(child)
      }
    } while left > 0 && poppler_structure_element_iter_next(walker) != 0
  }

  private static func level(_ kind: PopplerStructureElementKind) -> Int? {
    switch kind {
    case POPPLER_STRUCTURE_ELEMENT_HEADING, POPPLER_STRUCTURE_ELEMENT_HEADING_1: return 1
    case POPPLER_STRUCTURE_ELEMENT_HEADING_2: return 2
    case POPPLER_STRUCTURE_ELEMENT_HEADING_3: return 3
    case POPPLER_STRUCTURE_ELEMENT_HEADING_4: return 4
    case POPPLER_STRUCTURE_ELEMENT_HEADING_5: return 5
    case POPPLER_STRUCTURE_ELEMENT_HEADING_6: return 6
    default: return nil
    }
  }

  /// Kinds that group others. Paragraphs, lists and tables hold no heading of the letter.
  private static func holdsHeadings(_ kind: PopplerStructureElementKind) -> Bool {
    switch kind {
    case POPPLER_STRUCTURE_ELEMENT_DOCUMENT, POPPLER_STRUCTURE_ELEMENT_PART, POPPLER_STRUCTURE_ELEMENT_ARTICLE,
      POPPLER_STRUCTURE_ELEMENT_SECTION, POPPLER_STRUCTURE_ELEMENT_DIV:
      return true
    default: return false
    }
  }
}

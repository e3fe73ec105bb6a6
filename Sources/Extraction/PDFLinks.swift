// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPoppler
internal import Model

/// Reads the links that lead from one place of a document to another. Asked after all text is read: what goes wrong here costs links only.
struct PDFLinks {
  /// Links that are read at most, in a page and in all: a letter has two a footnote.
  private let mostOnPage = 500
  private var left = 5_000

  /// Links of a page whose target names a page and a height; the rest lead elsewhere.
  ///
  /// - Parameters:
  ///   - heights: height of each page in points, by index.
  ///   - document: resolves named destinations.
  mutating func read(_ page: OpaquePointer, height: Double, heights: [Double], in document: OpaquePointer) -> [PageLink]
  {
    guard left > 0, let list = poppler_page_get_link_mapping(page) else { return [] }
    defer { poppler_page_free_link_mapping(list) }
    var links: [PageLink] = []
    var item: UnsafeMutablePointer<GList>? = list
    var seen = 0
    while let entry = item, seen < mostOnPage, left > 0 {
      item = entry.pointee.next
      seen += 1
      left -= 1
      guard let data = entry.pointee.data else { continue }
      let mapping = data.assumingMemoryBound(to: PopplerLinkMapping.self).pointee
      guard let action = mapping.action, action.pointee.type == POPPLER_ACTION_GOTO_DEST,
        let target = target(action.pointee.goto_dest.dest, heights, document)
      else { continue }
      let area = mapping.area
      let edges = [area.x1, height - area.y2, area.x2, height - area.y1]
      guard edges.allSatisfy({ $0.isFinite && abs($0) < 1e5 }) else { continue }
      links.append(
        PageLink(
          x0: Float(edges[0]),
          y0: Float(edges[1]),
          x1: Float(edges[2]),
          y1: Float(edges[3]),
          page: target.page,
          y: target.y
        )
      )
    }
    return links
  }

  /// Page and height of a destination, in points from the page's top.
  private func target(_ dest: UnsafeMutablePointer<PopplerDest>?, _ heights: [Double], _ document: OpaquePointer)
    -> (page: Int, y: Float)?
  {
    guard let dest else { return nil }
    if dest.pointee.type == POPPLER_DEST_NAMED {
      guard let name = dest.pointee.named_dest, let found = poppler_document_find_dest(document, name) else {
        return nil
      }
      defer { poppler_dest_free(found) }
      return place(found.pointee, heights)
    }
    return place(dest.pointee, heights)
  }

  private func place(_ dest: PopplerDest, _ heights: [Double]) -> (page: Int, y: Float)? {
    let index = Int(dest.page_num) - 1
    guard dest.type == POPPLER_DEST_XYZ, dest.change_top != 0, heights.indices.contains(index), dest.top.isFinite else {
      return nil
    }
    let y = heights[index] - dest.top
    return abs(y) < 1e5 ? (index + 1, Float(y)) : nil
  }
}

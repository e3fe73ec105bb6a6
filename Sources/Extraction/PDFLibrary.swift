// SPDX-License-Identifier: GPL-3.0-or-later
internal import CColour
internal import CPoppler

/// What must hold for the whole process before poppler reads a document.
enum PDFLibrary {
  /// Opens a one-page document that stays open for the life of the process, and renders its page once.
  ///
  /// While one document is open poppler keeps its global tables (2.3 times faster on one-page letters); the rendered page sets
  /// the colour profiles that poppler 22.12 otherwise sets up lazily and unguarded.
  static func warmUp() {
    griffier_no_colour()
    _ = anchor
  }

  /// `poppler 22.12.0`.
  static var version: String { "poppler " + String(cString: poppler_get_version()) }

  private struct Anchor: @unchecked Sendable {
    let document: OpaquePointer?
  }

  private static let anchor: Anchor = {
    let source =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
    let bytes = Array(source.utf8)
    let data = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
    defer { g_bytes_unref(data) }
    guard let document = poppler_document_new_from_bytes(data, nil, nil) else { return Anchor(document: nil) }
    if let page = poppler_document_get_page(document, 0) {
      g_free(poppler_page_get_text(page))
      g_object_unref(UnsafeMutableRawPointer(page))
    }
    return Anchor(document: document)
  }()
}

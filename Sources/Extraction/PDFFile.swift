// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPoppler
#if canImport(Glibc)
  internal import Glibc
#endif
internal import Model

/// One open PDF. Owns the document and its bytes; neither leaves this file's stage.
final class PDFFile {
  private let document: OpaquePointer
  private let data: OpaquePointer
  private let keys: PDFKeys

  /// Pages a letter may have; a file that claims more is refused rather than read for hours.
  static let pageLimit = 5_000

  /// Opens the bytes.
  ///
  /// - Throws: ``ExtractionError`` `encrypted`, `damaged` or `no-pages`.
  init(_ bytes: [UInt8]) throws(ExtractionError) {
    PDFLibrary.warmUp()
    guard let copy = g_malloc(gsize(bytes.count)) else {
      throw ExtractionError(code: "memory", message: "no memory for the file's bytes")
    }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { memcpy(copy, base, source.count) }
    }
    keys = PDFKeys(disarming: copy, bytes.count)
    let data: OpaquePointer = g_bytes_new_take(copy, gsize(bytes.count))
    var error: UnsafeMutablePointer<GError>?
    guard let document = poppler_document_new_from_bytes(data, nil, &error) else {
      defer { g_clear_error(&error) }
      g_bytes_unref(data)
      let code = error?.pointee.code ?? -1
      let detail = error.flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "no reason given"
      if code == POPPLER_ERROR_ENCRYPTED.rawValue {
        throw ExtractionError(code: "encrypted", message: "the PDF is encrypted and asks for a password")
      }
      throw ExtractionError(code: "damaged", message: "the PDF cannot be opened: \(detail)")
    }
    self.document = document
    self.data = data
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(document))
    g_bytes_unref(data)
  }

  /// Reads every page. A page that poppler will not give is left out and named in a warning.
  ///
  /// - Throws: ``ExtractionError`` `no-pages` or `too-many-pages`.
  func read(
    skippedPages: [Int] = [],
    turning: (_ pages: Int, _ page: Int) -> Void = { _, _ in }
  ) throws(ExtractionError) -> PagedDocument {
    let count = Int(poppler_document_get_n_pages(document))
    if count <= 0 { throw ExtractionError(code: "no-pages", message: "the PDF opens but has no page") }
    if count > PDFFile.pageLimit {
      throw ExtractionError(code: "too-many-pages", message: "\(count) pages are more than \(PDFFile.pageLimit)")
    }
    var reader = PDFGlyphs()
    var pages: [GlyphPage] = []
    var warnings: [Warning] = []
    for index in 0..<count {
      if skippedPages.contains(index + 1) {
        warnings.append(
          Warning(
            code: "page-lost",
            message: "reading page \(index + 1) ended the worker twice, so it is missing here",
            page: index + 1
          )
        )
        continue
      }
      turning(count, index + 1)
      guard let page = poppler_document_get_page(document, Int32(index)) else {
        warnings.append(
          Warning(code: "page-unreadable", message: "page \(index + 1) is damaged and is missing here", page: index + 1)
        )
        continue
      }
      defer { g_object_unref(UnsafeMutableRawPointer(page)) }
      pages.append(reader.read(page, number: index + 1, warnings: &warnings))
    }
    if pages.isEmpty { throw ExtractionError(code: "no-pages", message: "none of the \(count) pages can be read") }
    if skippedPages.contains(count + 1) {
      warnings.append(
        Warning(code: "hints-lost", message: "reading links and structure ended the worker twice; the text is whole")
      )
    } else {
      turning(count, count + 1)
      if keys.links { readLinks(&pages) }
    }
    turning(count, 0)
    return PagedDocument(
      pages: pages,
      styles: reader.styles,
      pageCount: count,
      tagged: isTagged,
      producer: string(poppler_document_get_producer(document)),
      created: created,
      title: string(poppler_document_get_title(document)),
      warnings: warnings
    )
  }

  /// What the structure tree says of headings. With the links it counts as one page after the last, so that what ends the worker here costs
  /// these hints and no text.
  func readTree(skippedPages: [Int], turning: (_ pages: Int, _ page: Int) -> Void) -> [TaggedHeading] {
    let count = Int(poppler_document_get_n_pages(document))
    guard isTagged, !skippedPages.contains(count + 1) else { return [] }
    turning(count, count + 1)
    defer { turning(count, 0) }
    var outline = PDFOutlineHint()
    return outline.read(document, pages: count)
  }

  /// Whether the file says that it has a structure tree. Where the key may stand in a compressed object, only parsing tells.
  private var isTagged: Bool {
    if keys.tree || !keys.compressed { return keys.tree }
    guard let walker = poppler_structure_element_iter_new(document) else { return false }
    poppler_structure_element_iter_free(walker)
    return true
  }

  /// Adds the links of each page that was read.
  private func readLinks(_ pages: inout [GlyphPage]) {
    var reader = PDFLinks()
    var heights = [Double](repeating: 0, count: (pages.last?.number ?? 0))
    for page in pages { heights[page.number - 1] = page.height }
    for index in pages.indices {
      guard let page = poppler_document_get_page(document, Int32(pages[index].number - 1)) else { continue }
      defer { g_object_unref(UnsafeMutableRawPointer(page)) }
      pages[index].links = reader.read(page, height: pages[index].height, heights: heights, in: document)
    }
  }

  private var created: Day? {
    guard let stamp = poppler_document_get_creation_date_time(document) else { return nil }
    defer { g_date_time_unref(stamp) }
    return Day(
      Int(g_date_time_get_year(stamp)),
      Int(g_date_time_get_month(stamp)),
      Int(g_date_time_get_day_of_month(stamp))
    )
  }

  private func string(_ owned: UnsafeMutablePointer<CChar>?) -> String? {
    guard let owned else { return nil }
    defer { g_free(owned) }
    let text = String(cString: owned)
    return text.isEmpty ? nil : text
  }
}

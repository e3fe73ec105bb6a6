// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Bytes to pages or markup: the only stage that touches the C libraries. Runs in the worker only.
public struct Extractor: Sendable {
  /// Creates an extractor and warms up poppler, so that the first letter costs what the others cost.
  public init() {
    PDFLibrary.warmUp()
  }

  /// Reads a document; the kind is told from the bytes, never from a name.
  ///
  /// - Parameters:
  ///   - skippedPages: Pages, from 1, that are not touched; each is named in a warning.
  ///   - turning: Called before each page with the number of pages and the page, from 1; with page 0 after the last.
  /// - Throws: ``ExtractionError`` with the reason.
  public func callAsFunction(
    _ bytes: [UInt8],
    skippedPages: [Int] = [],
    turning: (_ pages: Int, _ page: Int) -> Void = { _, _ in }
  ) throws(ExtractionError) -> ExtractedDocument {
    try read(bytes, skippedPages: skippedPages, turning: turning) { document, tree in
      guard case .pages(var pages) = document else { return document }
      pages.taggedHeadings = tree()
      return .pages(pages)
    }
  }

  /// Reads a document and hands it on while it is open, so that its structure tree is parsed only where it is asked for: for a letter of three
  /// pages that takes poppler four tenths of the time of all its text.
  ///
  /// - Parameter use: Gets the document without tagged headings, and what reads them; to be called in `use` only.
  /// - Throws: ``ExtractionError`` with the reason.
  public func read<Result>(
    _ bytes: [UInt8],
    skippedPages: [Int] = [],
    turning: (_ pages: Int, _ page: Int) -> Void = { _, _ in },
    _ use: (_ document: ExtractedDocument, _ tree: @escaping () -> [TaggedHeading]) -> Result
  ) throws(ExtractionError) -> Result {
    if bytes.isEmpty { throw ExtractionError(code: "empty", message: "the file is empty") }
    if Extractor.looksLikePDF(bytes) {
      let file = try PDFFile(bytes)
      let document = try file.read(skippedPages: skippedPages, turning: turning)
      return withoutActuallyEscaping(turning) { turning in
        use(.pages(document)) { file.readTree(skippedPages: skippedPages, turning: turning) }
      }
    }
    if OfficialXML.looksLikeXML(bytes) { return use(.markup(try OfficialXML.read(bytes))) { [] } }
    throw ExtractionError(code: "unknown-format", message: "neither PDF nor official XML")
  }

  /// The libraries that read here, as they name themselves: a record may change when they do.
  public static var libraries: String { PDFLibrary.version }

  /// A PDF header may stand anywhere in the first 1,024 bytes (PDF 1.7 reference, appendix H.3, note 13).
  private static func looksLikePDF(_ bytes: [UInt8]) -> Bool {
    let header: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x2D]
    let last = min(bytes.count, 1024) - header.count
    guard last >= 0 else { return false }
    var i = 0
    while i <= last {
      if bytes[i] == header[0], bytes[i + 1] == header[1], bytes[i + 2] == header[2], bytes[i + 3] == header[3],
        bytes[i + 4] == header[4]
      {
        return true
      }
      i += 1
    }
    return false
  }
}

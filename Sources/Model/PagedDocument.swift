// SPDX-License-Identifier: GPL-3.0-or-later

/// A font as the page uses it. Two runs share a style when name, size, colour and underlining agree.
public struct FontStyle: Sendable, Hashable {
  /// PostScript name without the subset prefix.
  public var name: String
  /// Size in points.
  public var size: Double
  /// Whether the run is underlined.
  public var underlined: Bool
  /// 16-bit red, green, blue, packed into the low 48 bits.
  public var colour: UInt64

  /// Creates a style.
  public init(name: String, size: Double, underlined: Bool = false, colour: UInt64 = 0) {
    self.name = name
    self.size = size
    self.underlined = underlined
    self.colour = colour
  }
}

/// A page's characters with their boxes and styles, as parallel arrays in poppler's order.
///
/// Points, origin at the top left. Line feeds mark poppler's own line ends; they have boxes of no use and are kept as hints.
public struct GlyphPage: Sendable {
  /// Page number, from 1.
  public var number: Int
  /// Width in points.
  public var width: Double
  /// Height in points.
  public var height: Double
  /// Unicode scalars.
  public var scalars: [UInt32]
  /// Left, top, right, bottom of each character, four floats each.
  public var boxes: [Float]
  /// Index into ``PagedDocument/styles`` for each character.
  public var styles: [UInt16]
  /// Links that lead to a place in the same document.
  public var links: [PageLink]

  /// Creates a page; traps when the arrays differ in length.
  public init(
    number: Int,
    width: Double,
    height: Double,
    scalars: [UInt32],
    boxes: [Float],
    styles: [UInt16],
    links: [PageLink] = []
  ) {
    precondition(boxes.count == scalars.count * 4 && styles.count == scalars.count, "glyph arrays must agree")
    self.number = number
    self.width = width
    self.height = height
    self.scalars = scalars
    self.boxes = boxes
    self.styles = styles
    self.links = links
  }
}

/// A link from one place of a document to another, in points from the top left of each page.
public struct PageLink: Sendable, Equatable {
  /// Left edge of the area that is clicked.
  public var x0: Float
  /// Its top edge.
  public var y0: Float
  /// Its right edge.
  public var x1: Float
  /// Its bottom edge.
  public var y1: Float
  /// Page it leads to, from 1.
  public var page: Int
  /// Height on that page it leads to.
  public var y: Float

  /// Creates a link.
  public init(x0: Float, y0: Float, x1: Float, y1: Float, page: Int, y: Float) {
    self.x0 = x0
    self.y0 = y0
    self.x1 = x1
    self.y1 = y1
    self.page = page
    self.y = y
  }
}

/// A heading as the structure tree of a tagged PDF names it: its level and its page, not its text.
public struct TaggedHeading: Sendable, Equatable {
  /// 1 for `H` and `H1`, up to 6.
  public var level: Int
  /// Page, from 1.
  public var page: Int

  /// Creates a heading.
  public init(level: Int, page: Int) {
    self.level = level
    self.page = page
  }
}

/// A PDF as read: pages of glyphs, and the facts of the file.
public struct PagedDocument: Sendable {
  /// In page order; a page that could not be read is missing here and named in ``warnings``.
  public var pages: [GlyphPage]
  /// The styles glyphs refer to.
  public var styles: [FontStyle]
  /// Pages the file says it has.
  public var pageCount: Int
  /// Whether it carries a structure tree.
  public var tagged: Bool
  /// The headings its structure tree names, in the tree's order; empty where it names none. A hint: trees are often wrong.
  public var taggedHeadings: [TaggedHeading]
  /// The producing program as the file names it.
  public var producer: String?
  /// Day of the file's creation, where the file says so.
  public var created: Day?
  /// Title as the file names it.
  public var title: String?
  /// What was odd.
  public var warnings: [Warning]

  /// Creates a document.
  public init(
    pages: [GlyphPage],
    styles: [FontStyle],
    pageCount: Int,
    tagged: Bool = false,
    taggedHeadings: [TaggedHeading] = [],
    producer: String? = nil,
    created: Day? = nil,
    title: String? = nil,
    warnings: [Warning] = []
  ) {
    self.pages = pages
    self.styles = styles
    self.pageCount = pageCount
    self.tagged = tagged
    self.taggedHeadings = taggedHeadings
    self.producer = producer
    self.created = created
    self.title = title
    self.warnings = warnings
  }
}

/// What reading gives: pages of glyphs or markup.
public enum ExtractedDocument: Sendable {
  /// A PDF.
  case pages(PagedDocument)
  /// Official XML.
  case markup(MarkupDocument)
}

extension Source {
  /// The facts of a file that was read: size and hash from the caller, the rest from the document.
  public init(path: String, sha256: String, bytes: Int, of document: ExtractedDocument) {
    switch document {
    case .pages(let pages):
      self.init(
        path: path,
        sha256: sha256,
        bytes: bytes,
        format: "pdf",
        pages: pages.pageCount,
        tagged: pages.tagged,
        producer: pages.producer
      )
    case .markup(let markup): self.init(path: path, sha256: sha256, bytes: bytes, format: markup.form.format)
    }
  }
}

/// Why a document cannot be read. Ends in the list of failures with its reason.
public struct ExtractionError: Error, Sendable, Equatable {
  /// Stable code: `empty`, `encrypted`, `damaged`, `no-pages`, `not-a-letter`, `unknown-format`, `dtd-refused`, `too-deep`, …
  public var code: String
  /// One sentence for a person.
  public var message: String
  /// Page, from 1, where one can be named.
  public var page: Int?

  /// Creates an error.
  public init(code: String, message: String, page: Int? = nil) {
    self.code = code
    self.message = message
    self.page = page
  }
}

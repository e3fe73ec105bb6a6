// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// A page drawn in a few lines of code: text at a place, in a size and a font. Every glyph is half a font size wide.
public struct PageSketch {
  /// A stretch of one style.
  public struct Run {
    /// What is printed.
    public var text: String
    /// Font size in points.
    public var size: Double
    /// The font's name, as the file gives it.
    public var font: String
    /// Whether a line is drawn under it.
    public var underlined: Bool
    /// Raised above the baseline, in font sizes of the run before it.
    public var rise: Double
    /// Gap at each space, in font sizes.
    public var space: Double
    /// 16-bit red, green and blue, packed; black unless told.
    public var colour: UInt64

    /// A run of text in one font and size.
    public init(
      _ text: String,
      size: Double = 10,
      font: String = "Sketch",
      underlined: Bool = false,
      rise: Double = 0,
      space: Double = 0.27,
      colour: UInt64 = 0
    ) {
      self.text = text
      self.size = size
      self.font = font
      self.underlined = underlined
      self.rise = rise
      self.space = space
      self.colour = colour
    }

    /// A footnote call: small and raised.
    public static func call(_ label: String) -> Run { Run(label, size: 6, rise: 0.35) }
  }

  private var width: Double
  private var height: Double
  private var scalars: [UInt32] = []
  private var boxes: [Float] = []
  private var styleOf: [UInt16] = []

  /// An empty page; sizes in points, A4 unless told.
  public init(width: Double = 595, height: Double = 842) {
    self.width = width
    self.height = height
  }

  /// Draws runs after one another from `x`, their baseline at `y`, both in points from the top left.
  public mutating func line(_ runs: [Run], x: Double = 80, y: Double, styles: inout [FontStyle]) {
    var at = x
    for run in runs {
      let style = FontStyle(name: run.font, size: run.size, underlined: run.underlined, colour: run.colour)
      let index = styles.firstIndex(of: style) ?? styles.endIndex
      if index == styles.endIndex { styles.append(style) }
      let base = y - run.rise * 10
      for scalar in run.text.unicodeScalars {
        let space = scalar == " "
        let advance = run.size * (space ? run.space : 0.5)
        scalars.append(scalar.value)
        boxes += [Float(at), Float(base - run.size * 0.9), Float(at + advance), Float(base + run.size * 0.3)]
        styleOf.append(UInt16(index))
        at += advance
      }
    }
    scalars.append(0x0A)
    boxes += [Float(at), Float(y), Float(at), Float(y)]
    styleOf.append(styleOf.last ?? 0)
  }

  /// The page.
  public func page(_ number: Int) -> GlyphPage {
    GlyphPage(number: number, width: width, height: height, scalars: scalars, boxes: boxes, styles: styleOf)
  }
}

/// A document drawn page by page, each from the top in lines of one pitch.
public struct DocumentSketch {
  private var pages: [PageSketch] = [PageSketch()]
  private var styles: [FontStyle] = []
  private var y = 100.0
  private var links: [(page: Int, link: PageLink)] = []
  /// What a structure tree says of headings, in order.
  public var tagged: [TaggedHeading] = []
  /// Distance between baselines, in points.
  public var pitch = 12.0

  /// A document without pages.
  public init() {}

  /// A line of body text.
  public mutating func line(_ text: String, x: Double = 80) { line([.init(text)], x: x) }

  /// A line of runs.
  public mutating func line(_ runs: [PageSketch.Run], x: Double = 80) {
    pages[pages.count - 1].line(runs, x: x, y: y, styles: &styles)
    y += pitch
  }

  /// Something elsewhere on the page, which leaves the place where the text goes on.
  public mutating func aside(_ runs: [PageSketch.Run], x: Double, y: Double) {
    pages[pages.count - 1].line(runs, x: x, y: y, styles: &styles)
  }

  /// A link on this page from the area around a point to a height on a page.
  public mutating func link(x: Double, y: Double, to page: Int, at target: Double) {
    let link = PageLink(
      x0: Float(x - 4),
      y0: Float(y - 8),
      x1: Float(x + 4),
      y1: Float(y + 2),
      page: page,
      y: Float(target)
    )
    links.append((pages.count - 1, link))
  }

  /// A blank line.
  public mutating func gap(_ lines: Double = 1) { y += pitch * lines }

  /// A new page; sizes in points, A4 unless told.
  public mutating func nextPage(width: Double = 595, height: Double = 842) {
    pages.append(PageSketch(width: width, height: height))
    y = 100
  }

  /// The document.
  public var document: PagedDocument {
    var glyphs = pages.enumerated().map { $1.page($0 + 1) }
    for (page, link) in links { glyphs[page].links.append(link) }
    return PagedDocument(
      pages: glyphs,
      styles: styles,
      pageCount: pages.count,
      tagged: !tagged.isEmpty,
      taggedHeadings: tagged
    )
  }
}

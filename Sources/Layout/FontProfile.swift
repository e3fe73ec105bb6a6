// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// How a letter uses its fonts: measured once, so that every later threshold is relative to it.
public struct FontProfile: Sendable {
  /// What is known of one style.
  public struct Style: Sendable {
    /// Size in points.
    public var size: Float
    /// Whether the font's name says bold.
    public var bold: Bool
    /// Whether the font's name says italic.
    public var italic: Bool
    /// Whether it is underlined.
    public var underlined: Bool
    /// Whether it is set in another colour than the running text, links left aside.
    public var coloured = false
    /// The font's name.
    public var name: String
    /// Characters set in it, spaces not counted.
    public var count: Int
    /// Upper quartile of the gaps at spaces, in font sizes; 0 where too few were seen.
    public var wordGap: Float
    /// Lower sixth of those gaps where they are all about as wide, as in text that is not justified; else 0.
    public var evenGap: Float = 0
    /// Width of its spaces in font sizes; where too few were seen, of those of the running text, or 0.
    public var spaceWidth: Float = 0
  }

  /// Where a style's spaces are all about as wide, a gap below this share of them is narrow.
  static let unevenShare: Float = 0.65

  /// By index of ``PagedDocument/styles``.
  public let styles: [Style]
  /// The style most characters are set in.
  public let body: Int
  /// Size of the running text in points.
  public let bodySize: Float
  /// Glyphs behind which a style's spaces are narrow as a rule, each with its style.
  private let narrowBehind: Set<UInt64>

  /// Whether the text was recognised on a scan: Tesseract names the invisible font of its layer so, and gives each line the size of its box.
  public let isRecognised: Bool

  /// Measures a document.
  public init(_ document: PagedDocument) {
    let (counts, gaps) = FontProfile.measure(document)
    var styles: [Style] = []
    for (index, style) in document.styles.enumerated() {
      var gap: Float = 0
      var least: Float = 0
      let gaps = gaps[(index * FontProfile.gapClasses)..<((index + 1) * FontProfile.gapClasses)]
      let total = gaps.reduce(0, +)
      if total >= 8 {
        var seen: Int32 = 0
        for (hundredth, count) in gaps.enumerated() {
          if seen * 6 < total, (seen + count) * 6 >= total { least = Float(hundredth) / 100 }
          seen += count
          if seen * 4 >= total * 3 {
            gap = Float(hundredth) / 100
            break
          }
        }
      }
      let name = FontProfile.lowered(style.name)
      styles.append(
        Style(
          size: Float(style.size),
          bold: FontProfile.names(name, ["bold", "black", "heavy", "semibold", "demi"]),
          italic: FontProfile.names(name, ["italic", "oblique"]) || FontProfile.endsInSlant(style.name),
          underlined: style.underlined,
          name: style.name,
          count: counts[index],
          wordGap: gap,
          // In a few words two narrow gaps are no sixth.
          evenGap: total >= 24 && least >= gap * 0.9 ? least : 0
        )
      )
    }
    for index in styles.indices {
      styles[index].spaceWidth = styles[index].evenGap > 0 ? styles[index].evenGap : styles[index].wordGap
    }
    let hasNarrow = styles.indices.map { index in
      let limit = Int(styles[index].evenGap * FontProfile.unevenShare * 100)
      let first = index * FontProfile.gapClasses
      return limit > 0 && gaps[first...(first + limit)].reduce(0, +) >= 3
    }
    narrowBehind = hasNarrow.contains(true) ? FontProfile.narrowBehind(document, styles, hasNarrow) : []
    FontProfile.lendGaps(&styles)
    // Size first, then the commonest style of that size: an emphasised letter is still set in one size.
    var bySize: [Int: Int] = [:]
    for style in styles { bySize[Int((style.size * 4).rounded()), default: 0] += style.count }
    let size = bySize.max { ($0.value, -$0.key) < ($1.value, -$1.key) }.map { Float($0.key) / 4 } ?? 10
    var best = 0
    for (index, style) in styles.enumerated()
    where abs(style.size - size) <= 0.13 && (abs(styles[best].size - size) > 0.13 || style.count > styles[best].count) {
      best = index
    }
    let ink = document.styles.indices.contains(best) ? document.styles[best].colour : 0
    for index in styles.indices {
      styles[index].coloured = FontProfile.differ(document.styles[index].colour, ink)
    }
    if styles.indices.contains(best) {
      let width = styles[best].spaceWidth
      for index in styles.indices where styles[index].spaceWidth == 0 { styles[index].spaceWidth = width }
    }
    self.styles = styles
    body = best
    isRecognised = styles.indices.contains(best) && styles[best].name.hasPrefix("GlyphLess")
    bodySize = styles.indices.contains(best) ? styles[best].size : size
  }

  /// Gaps are counted by the hundredth of the font size, up to one.
  private static let gapClasses = 101

  /// Printed characters of each style, and its gaps at spaces: style by style, how many there are of each class.
  private static func measure(_ document: PagedDocument) -> (counts: [Int], gaps: [Int32]) {
    let sizes = document.styles.map { Float($0.size) }
    var counts = [Int](repeating: 0, count: sizes.count)
    var gaps = [Int32](repeating: 0, count: sizes.count * gapClasses)
    for page in document.pages {
      page.scalars.withUnsafeBufferPointer { scalars in
        page.styles.withUnsafeBufferPointer { styles in
          page.boxes.withUnsafeBufferPointer { boxes in
            var i = 0
            // Run by run of one style, and word by word in it: letters are only counted.
            while i < scalars.count {
              let style = styles[i]
              var printed = 0
              while i < scalars.count, styles[i] == style {
                if scalars[i] > 0x20 {
                  printed &+= 1
                } else if scalars[i] == 0x20, let gap = gap(at: i, scalars, styles, boxes, sizes) {
                  gaps[Int(styles[i + 1]) * gapClasses + Int(gap * 100)] += 1
                }
                i &+= 1
              }
              counts[Int(style)] += printed
            }
          }
        }
      }
    }
    return (counts, gaps)
  }

  /// Width of a space between two words of one style, in font sizes; `nil` where it is none that tells.
  @inline(__always)
  private static func gap(
    at i: Int,
    _ scalars: UnsafeBufferPointer<UInt32>,
    _ styles: UnsafeBufferPointer<UInt16>,
    _ boxes: UnsafeBufferPointer<Float>,
    _ sizes: [Float]
  ) -> Float? {
    guard i > 0, i + 1 < scalars.count, scalars[i - 1] > 0x20, scalars[i + 1] > 0x20 else { return nil }
    // Between two letters that stand alone a word may be spaced out.
    if i > 1, i + 2 < scalars.count, scalars[i - 2] <= 0x20, scalars[i + 2] <= 0x20 { return nil }
    let size = sizes[Int(styles[i + 1])]
    guard size > 0, styles[i - 1] == styles[i + 1] else { return nil }
    let gap = (boxes[(i + 1) * 4] - boxes[(i - 1) * 4 + 2]) / size
    return gap > 0.05 && gap < 1 ? gap : nil
  }

  /// Whether a style's spaces behind a glyph are narrow as a rule: Word lets an "m" take half of the space behind it in some fonts.
  func isNarrow(behind glyph: UInt32, style: Int) -> Bool {
    narrowBehind.contains(UInt64(style) << 32 | UInt64(glyph))
  }

  /// The glyphs behind which three spaces of a style or more are narrow, and half of them or more.
  private static func narrowBehind(_ document: PagedDocument, _ styles: [Style], _ hasNarrow: [Bool]) -> Set<UInt64> {
    var counts: [UInt64: (all: Int, narrow: Int)] = [:]
    for page in document.pages {
      for i in page.scalars.indices.dropFirst().dropLast() where page.scalars[i] == 0x20 {
        let style = Int(page.styles[i + 1])
        guard hasNarrow[style], page.styles[i - 1] == page.styles[i + 1], page.scalars[i - 1] > 0x20,
          page.scalars[i + 1] > 0x20
        else { continue }
        let gap = (page.boxes[(i + 1) * 4] - page.boxes[(i - 1) * 4 + 2]) / styles[style].size
        guard gap > 0.05, gap < 1 else { continue }
        let key = UInt64(style) << 32 | UInt64(page.scalars[i - 1])
        counts[key, default: (0, 0)].all += 1
        if gap < styles[style].evenGap * unevenShare { counts[key, default: (0, 0)].narrow += 1 }
      }
    }
    return Set(counts.lazy.filter { $1.narrow >= 3 && $1.narrow * 2 >= $1.all }.map(\.key))
  }

  /// A style too rare to be measured has nearly the gaps of its family's commonest style; a fifth less, to be on the safe side.
  private static func lendGaps(_ styles: inout [Style]) {
    let families = styles.map { Array($0.name.utf8).prefix { $0 != 0x2D && $0 != 0x2C } }
    for index in styles.indices where styles[index].wordGap == 0 {
      var lender = -1
      for other in styles.indices
      where styles[other].wordGap > 0 && (lender < 0 || styles[other].count > styles[lender].count) {
        if families[other] == families[index] { lender = other }
      }
      if lender >= 0 { styles[index].wordGap = styles[lender].wordGap * 0.8 }
    }
  }

  /// Whether a reader tells two colours apart at a glance: one channel differs by a fifth of its range. The blues in which writers set links
  /// (pure blue; 5, 99, 193 of 255 since Word 2013) are no emphasis.
  private static func differ(_ colour: UInt64, _ ink: UInt64) -> Bool {
    func channels(_ packed: UInt64) -> [Int] { [32, 16, 0].map { Int(packed >> $0 & 0xFFFF) * 255 / 0xFFFF } }
    let (own, other) = (channels(colour), channels(ink))
    if own == [0, 0, 255] || own == [5, 99, 193] { return false }
    return zip(own, other).contains { abs($0 - $1) > 51 }
  }

  /// Whether a font's name ends in a foundry's short word for a slanted face: `-It`, `-BoldIt`, `-LightObl`, `-Ital`.
  private static func endsInSlant(_ name: String) -> Bool {
    ["It", "Obl", "Ital", "Kursiv"].contains { sign in
      guard name.hasSuffix(sign), let before = name.utf8.dropLast(sign.utf8.count).last else { return false }
      // Set apart by a hyphen or a comma, or behind the small letter in which a weight ends.
      return before == 0x2D || before == 0x2C || (0x61...0x7A).contains(before) && name.utf8.contains(0x2D)
    }
  }

  private static func lowered(_ name: String) -> [UInt8] { name.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 } }

  private static func names(_ name: [UInt8], _ words: [StaticString]) -> Bool {
    words.contains { word in
      let n = word.utf8CodeUnitCount
      guard name.count >= n else { return false }
      return (0...(name.count - n)).contains { at in (0..<n).allSatisfy { name[at + $0] == word.utf8Start[$0] } }
    }
  }
}

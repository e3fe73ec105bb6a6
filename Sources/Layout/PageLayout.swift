// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Lines of a letter in reading order, each in its zone, and what was measured on the way.
public struct LaidOutDocument: Sendable {
  /// What was read.
  public var document: PagedDocument
  /// Fonts of the letter.
  public var fonts: FontProfile
  /// Columns of running text, by page.
  public var columns: [[BodyColumn]]
  /// Lines page by page; in a page: body column in reading order, then what stands beside it.
  public var lines: [Line]
  /// Words of all lines; a line says where its own stand.
  public var words: [Word]
  /// How many words the cells of rows have; a row says where its own stand.
  public var cells: [Int] = []
  /// Usual distance between the baselines of running text, in points.
  public var pitch: Float

  /// The words of a line, from the left.
  @inlinable
  public func words(of line: Line) -> LineWords { LineWords(words, line.words) }

  /// The column a line stands in; its own extent where its page has none.
  public func column(of line: Line) -> BodyColumn {
    if let passage = line.passage { return passage }
    let own = columns[line.page]
    return own.last { line.x0 >= $0.left - 14 } ?? own.first ?? BodyColumn(left: line.x0, right: line.x1)
  }

  /// Indices of the lines of each page that has any, in order.
  public var linesByPage: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while start < lines.count {
      var end = start
      while end < lines.count, lines[end].page == lines[start].page { end += 1 }
      result.append(start..<end)
      start = end
    }
    return result
  }

  /// Text of a word as bytes, straight from the glyphs.
  public func append(_ word: Word, page: Int, to utf8: inout [UInt8]) {
    document.pages[page].scalars.withUnsafeBufferPointer { scalars in
      let own = UnsafeBufferPointer(rebasing: scalars[word.start..<word.end])
      if Scalars.appendASCII(own, to: &utf8) { return }
      for scalar in own { Scalars.append(scalar, to: &utf8) }
    }
  }

  /// Appends glyphs of a page that are all ASCII, else nothing; returns whether they are.
  public func appendASCII(_ glyphs: Range<Int>, page: Int, to utf8: inout [UInt8]) -> Bool {
    document.pages[page].scalars.withUnsafeBufferPointer { scalars in
      Scalars.appendASCII(UnsafeBufferPointer(rebasing: scalars[glyphs]), to: &utf8)
    }
  }

  /// Appends the text of a line whose glyphs are plain (``Scalars/isPlain(_:)``) and follow one another, a blank between its words, as most do;
  /// returns whether it is one.
  public func appendRun(_ line: Line, to utf8: inout [UInt8]) -> Bool {
    document.pages[line.page].scalars.withUnsafeBufferPointer { scalars in
      words.withUnsafeBufferPointer { words in
        guard let run = LaidOutDocument.run(of: UnsafeBufferPointer(rebasing: words[line.words]), scalars) else {
          return false
        }
        return Scalars.appendASCII(run, to: &utf8) || Scalars.appendPlain(run, to: &utf8)
      }
    }
  }

  /// Text of a line with its spaces, straight from the glyphs.
  public func text(_ line: Line) -> [UInt8] {
    document.pages[line.page].scalars.withUnsafeBufferPointer { scalars in
      words.withUnsafeBufferPointer { words in
        let words = UnsafeBufferPointer(rebasing: words[line.words])
        if let run = LaidOutDocument.run(of: words, scalars), let utf8 = Scalars.narrowed(run) { return utf8 }
        // Counted first, then written straight into the array: appending byte by byte costs three times as much.
        var count = 0
        for (at, word) in words.enumerated() {
          if at > 0, word.spaceBefore { count += 1 }
          for i in word.start..<word.end { count += Scalars.width(scalars[i]) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { utf8 in
          var written = 0
          for (at, word) in words.enumerated() {
            if at > 0, word.spaceBefore {
              utf8[written] = 0x20
              written += 1
            }
            for i in word.start..<word.end { written += Scalars.write(scalars[i], to: utf8, at: written) }
          }
          return Array(utf8)
        }
      }
    }
  }

  /// The glyphs of words that follow one another on the page, a blank between them.
  private static func run(of words: UnsafeBufferPointer<Word>, _ scalars: UnsafeBufferPointer<UInt32>)
    -> UnsafeBufferPointer<UInt32>?
  {
    let start = words[0].start
    var end = words[0].end
    for word in words.dropFirst() {
      if word.spaceBefore {
        guard end < scalars.count, scalars[end] == 0x20 else { return nil }
        end += 1
      }
      guard word.start == end else { return nil }
      end = word.end
    }
    return UnsafeBufferPointer(rebasing: scalars[start..<end])
  }

  /// A line's box.
  public func box(_ line: Line) -> Box {
    Box(
      page: document.pages[line.page].number,
      x0: Double(line.x0),
      y0: Double(line.y0),
      x1: Double(line.x1),
      y1: Double(line.y1)
    )
  }
}

/// Unicode scalars to UTF-8.
public enum Scalars {
  /// How many bytes a scalar takes; what is no scalar value takes those of U+FFFD.
  @inlinable
  public static func width(_ c: UInt32) -> Int { c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 || c > 0x10FFFF ? 3 : 4 }

  /// The bytes of scalars that are all ASCII; else `nil`.
  static func narrowed(_ scalars: UnsafeBufferPointer<UInt32>) -> [UInt8]? {
    // By way of the stack: an array of no contents yet costs five times as much as one of these.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scalars.count) { utf8 in
      narrow(scalars, to: utf8) ? Array(utf8) : nil
    }
  }

  /// Appends scalars that are all ASCII, else nothing; returns whether they are.
  static func appendASCII(_ scalars: UnsafeBufferPointer<UInt32>, to utf8: inout [UInt8]) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scalars.count) { bytes in
      guard narrow(scalars, to: bytes) else { return false }
      utf8.append(contentsOf: UnsafeBufferPointer(bytes))
      return true
    }
  }

  /// Whether a scalar is written as it stands: no soft hyphen, ligature or mark that is composed with a letter.
  static func isPlain(_ c: UInt32) -> Bool { c < 0x300 && c != 0xAD || c > 0x2001 && c < 0x2126 }

  /// Appends scalars that are all plain, else nothing; returns whether they are.
  static func appendPlain(_ scalars: UnsafeBufferPointer<UInt32>, to utf8: inout [UInt8]) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scalars.count * 3) { bytes in
      var count = 0
      for c in scalars {
        guard isPlain(c) else { return false }
        count += write(c, to: bytes, at: count)
      }
      utf8.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<count]))
      return true
    }
  }

  /// Writes the low bytes of scalars; returns whether all are ASCII. Without a way out before the end: many are written in one go.
  @inline(__always)
  private static func narrow(_ scalars: UnsafeBufferPointer<UInt32>, to utf8: UnsafeMutableBufferPointer<UInt8>) -> Bool
  {
    var all: UInt32 = 0
    for i in scalars.indices {
      all |= scalars[i]
      utf8[i] = UInt8(truncatingIfNeeded: scalars[i])
    }
    return all < 0x80
  }

  /// Writes one scalar and returns its width; what is no scalar value becomes U+FFFD.
  @inlinable
  static func write(_ c: UInt32, to utf8: UnsafeMutableBufferPointer<UInt8>, at: Int) -> Int {
    let width = width(c)
    if width == 1 {
      utf8[at] = UInt8(truncatingIfNeeded: c)
      return 1
    }
    let c = (0xD800...0xDFFF).contains(c) || c > 0x10FFFF ? 0xFFFD : c
    utf8[at] = UInt8(truncatingIfNeeded: (width == 2 ? 0xC0 : width == 3 ? 0xE0 : 0xF0) | c >> UInt32(6 * (width - 1)))
    for k in 1..<width { utf8[at + k] = UInt8(truncatingIfNeeded: 0x80 | (c >> UInt32(6 * (width - 1 - k))) & 0x3F) }
    return width
  }

  /// Appends one scalar; what is no scalar value becomes U+FFFD.
  @inlinable
  public static func append(_ c: UInt32, to utf8: inout [UInt8]) {
    switch c {
    case 0..<0x80: utf8.append(UInt8(truncatingIfNeeded: c))
    case 0x80..<0x800:
      utf8.append(UInt8(0xC0 | c >> 6))
      utf8.append(UInt8(0x80 | c & 0x3F))
    case 0x800..<0xD800, 0xE000..<0x10000:
      utf8.append(UInt8(0xE0 | c >> 12))
      utf8.append(UInt8(0x80 | c >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | c & 0x3F))
    case 0x10000..<0x110000:
      utf8.append(UInt8(0xF0 | c >> 18))
      utf8.append(UInt8(0x80 | c >> 12 & 0x3F))
      utf8.append(UInt8(0x80 | c >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | c & 0x3F))
    default:
      utf8.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
  }
}

/// Glyphs to zoned lines in reading order.
public struct PageLayout: Sendable {
  private let footerShapes: [[UInt8]]

  /// Creates the stage; `footerShapes` as in ``FurnitureClassifier/knownShapes``.
  public init(footerShapes: [[UInt8]] = []) { self.footerShapes = footerShapes }

  /// Builds lines, finds the body column, tells furniture and footnotes from text.
  public func callAsFunction(_ document: PagedDocument) -> LaidOutDocument {
    let fonts = FontProfile(document)
    let builder = LineBuilder()
    var words: [Word] = []
    words.reserveCapacity(document.pages.reduce(0) { $0 + $1.scalars.count } / 5)
    let fragments = document.pages.indices.map { builder(document.pages[$0], index: $0, fonts: fonts, words: &words) }
    let columns = BodyColumn.measureByPage(fragments, of: document, fonts: fonts)
    let pages = document.pages.indices.map { page in
      ReadingOrderDetector(columns: columns[page], fonts: fonts, scalars: document.pages[page].scalars)(
        fragments[page],
        &words
      )
    }
    var result = LaidOutDocument(
      document: document,
      fonts: fonts,
      columns: columns,
      lines: Array(pages.joined()),
      words: words,
      pitch: PageLayout.pitch(pages, fonts)
    )
    FurnitureClassifier(knownShapes: footerShapes)(&result)
    FootnoteZoneClassifier()(&result)
    return result
  }

  /// The usual distance between baselines of neighbouring lines in the main size, to a quarter of a point.
  private static func pitch(_ pages: [[Line]], _ fonts: FontProfile) -> Float {
    var counts: [Int: Int] = [:]
    // Most distances are equal to the one before: they are counted together.
    var (last, run) = (0, 0)
    func isText(_ line: Line) -> Bool { line.zone == .body && abs(line.size - fonts.bodySize) < 0.4 }
    for page in pages {
      for index in page.indices.dropFirst() where isText(page[index]) && isText(page[index - 1]) {
        let distance = page[index].y1 - page[index - 1].y1
        if distance > fonts.bodySize * 0.8, distance < fonts.bodySize * 2.6 {
          let quarters = Int((distance * 4).rounded())
          if quarters != last {
            if run > 0 { counts[last, default: 0] += run }
            (last, run) = (quarters, 0)
          }
          run += 1
        }
      }
    }
    if run > 0 { counts[last, default: 0] += run }
    guard let commonest = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else {
      return fonts.bodySize * 1.25
    }
    // Where paragraphs of a line or two are many, the commonest distance is that over a blank line.
    let within = counts.keys.filter { $0 * 3 <= commonest.key * 2 && (counts[$0] ?? 0) * 3 >= commonest.value }.min()
    return Float(within ?? commonest.key) / 4
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// How a stretch of text stands out from the running text.
struct Emphasis: Hashable {
  var bold = false
  var italic = false
  var underlined = false
  /// Whether it is set in a colour of its own.
  var coloured = false
  /// Whether all its letters are capitals; told of headings only.
  var capitals = false
  /// Half points above or below the text's size; 0 where equal.
  var size = 0

  var isPlain: Bool { self == Emphasis() }

  /// All of it in one number, to be mixed once.
  func hash(into hasher: inout Hasher) {
    let weight = (bold ? 1 : 0) | (italic ? 2 : 0) | (underlined ? 4 : 0)
    hasher.combine(size << 5 | weight | (coloured ? 8 : 0) | (capitals ? 16 : 0))
  }

  /// Slanted and nothing more.
  static let slanted: Emphasis = {
    var emphasis = Emphasis()
    emphasis.italic = true
    return emphasis
  }()

  init() {}

  init(_ style: FontProfile.Style, _ fonts: FontProfile) {
    let body = fonts.styles[fonts.body]
    bold = style.bold && !body.bold
    italic = style.italic && !body.italic
    underlined = style.underlined
    coloured = style.coloured
    size = Emphasis.sizeClass(style.size, fonts)
  }

  static func sizeClass(_ size: Float, _ fonts: FontProfile) -> Int {
    // Sizes of recognised text follow the letters a line happens to have.
    if fonts.isRecognised, size < fonts.bodySize * 1.5 { return 0 }
    let difference = size - fonts.bodySize
    // A slanted stand-in font may be set 6 % larger than the text it stands in.
    return abs(difference) < max(0.6, fonts.bodySize * 0.08) ? 0 : Int((difference * 2).rounded())
  }
}

/// What a line looks like to the stages that group lines: computed once a line.
struct LineFeatures {
  /// Index into the layout's lines.
  var line: Int
  /// Emphasis shared by nearly all of the line's text, calls left out.
  var emphasis: Emphasis
  /// Emphasis of its first word.
  var first: Emphasis
  /// Last byte of its text, calls left out; 0x80 for what is no ASCII.
  var lastByte: UInt8
  /// Whether the text ends a sentence, quotes and brackets after the stop included.
  var endsSentence: Bool
  /// Whether its last word is an abbreviation, whose stop may not be the sentence's.
  var endsInAbbreviation: Bool
  /// Whether that abbreviation may also be a sentence's last word: a capital after it decides.
  var endsInClosingAbbreviation: Bool
  /// Whether the text ends in a hyphen.
  var endsInHyphen: Bool
  /// Width of the first word up to the first space, in points.
  var firstWordWidth: Float
  /// Whether the text begins with a capital, a digit, a section sign or an opening mark.
  var startsAfresh: Bool
  /// Whether it begins with a capital.
  var startsWithCapital: Bool
  /// Whether the text begins with a quotation mark or a bracket.
  var opensQuoted: Bool
  /// Whether a slanted quotation begins: no heading, but what one is set above.
  var isSlantedQuotation: Bool { opensQuoted && emphasis == .slanted }
  /// The marker of a list item at the head, if there is one.
  var marker: ListMarker?
  /// Number of glyphs, calls left out.
  var length: Int
  /// Whether all its letters, six or more, are capitals.
  var inCapitals: Bool

  // Borrowed: an initializer would own its arguments, and both are copied reference by reference.
  init(_ index: Int, _ layout: borrowing LaidOutDocument, calls: [(word: Int, call: Int)], lexicon: borrowing Lexicon) {
    line = index
    let source = layout.lines[index]
    let words = layout.words(of: source)
    let scalars = layout.document.pages[source.page].scalars
    let fonts = layout.fonts
    var total = 0
    var bold = 0
    var italic = 0
    var underlined = 0
    var coloured = 0
    var opening: Emphasis?
    marker = ListMarker(words, scalars, fonts)
    let skipped = marker?.kind == .bullet ? marker?.words ?? 0 : 0
    // Word by word of one style.
    var at = skipped
    while at < words.count {
      let index = words[at].style
      var count = 0
      while at < words.count, words[at].style == index {
        if !LineFeatures.isCall(at, calls) { count += words[at].end - words[at].start }
        at += 1
      }
      if count == 0 { continue }
      let style = fonts.styles[index]
      total += count
      if style.bold { bold += count }
      if style.italic { italic += count }
      if style.underlined { underlined += count }
      if style.coloured { coloured += count }
      if opening == nil { opening = Emphasis(style, fonts) }
    }
    let body = fonts.styles[fonts.body]
    var shared = Emphasis()
    if total > 0 {
      shared.bold = bold * 10 >= total * 9 && !body.bold
      shared.italic = italic * 10 >= total * 9 && !body.italic
      shared.underlined = underlined * 10 >= total * 9
      shared.coloured = coloured * 10 >= total * 9
    }
    shared.size = Emphasis.sizeClass(LineFeatures.size(source, words, scalars), fonts)
    emphasis = shared
    first = opening ?? Emphasis()
    length = total
    inCapitals = LineFeatures.isInCapitals(words, scalars)

    var last: UInt32 = 0
    var sentence = false
    var hyphen = false
    outer: for at in words.indices.reversed() where !LineFeatures.isCall(at, calls) {
      let word = words[at]
      for i in stride(from: word.end - 1, through: word.start, by: -1) {
        let c = scalars[i]
        if last == 0 {
          last = c
          hyphen = c == 0x2D || c == 0xAD
        }
        if [0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D].contains(c) { continue }
        sentence = c == 0x2E || c == 0x3F || c == 0x21 || c == 0x3A || c == 0x3B
        break outer
      }
    }
    let abbreviation = last == 0x2E ? LineFeatures.abbreviation(source, layout, calls, lexicon) : nil
    endsInAbbreviation = abbreviation != nil
    endsInClosingAbbreviation = abbreviation.map(lexicon.closingAbbreviations.contains) ?? false
    lastByte = last < 0x80 ? UInt8(last) : 0x80
    endsSentence = sentence
    endsInHyphen = hyphen

    var width: Float = 0
    for (at, word) in words.enumerated() {
      if at > 0, word.spaceBefore { break }
      width = word.x1 - words[0].x0
    }
    firstWordWidth = width
    let head = scalars[words[skipped].start]
    opensQuoted = [0x22, 0x27, 0x28, 0xAB, 0x2018, 0x201C, 0x201E].contains(head)
    startsWithCapital = (head >= 0x41 && head <= 0x5A) || (head >= 0xC0 && head <= 0xDE)
    startsAfresh =
      startsWithCapital || (head >= 0x30 && head <= 0x39)
      || [0x22, 0x27, 0x28, 0x5B, 0xA7, 0xAB, 0x2018, 0x2019, 0x201C, 0x201E].contains(head)
  }

  private static func isCall(_ word: Int, _ calls: [(word: Int, call: Int)]) -> Bool {
    !calls.isEmpty && calls.contains { $0.word == word }
  }

  private static func isInCapitals(_ words: LineWords, _ scalars: [UInt32]) -> Bool {
    var capitals = 0
    for word in words {
      for i in word.start..<word.end {
        switch scalars[i] {
        case 0x41...0x5A, 0xC0...0xDE: capitals += 1
        case 0x61...0x7A, 0xDF...0xFF: return false
        default: continue
        }
      }
    }
    return capitals >= 6
  }

  /// Size of a line's text; small capitals count as large as the capitals among them.
  private static func size(_ line: Line, _ words: LineWords, _ scalars: [UInt32]) -> Float {
    var largest: Float = 0
    for word in words { largest = max(largest, word.size) }
    guard largest > line.size * 1.1, largest < line.size * 1.5 else {
      return line.size
    }
    for word in words where word.size < largest {
      for i in word.start..<word.end where (0x61...0x7A).contains(scalars[i]) { return line.size }
    }
    return largest
  }

  /// The abbreviation with which a line ends, folded.
  private static func abbreviation(
    _ line: Line,
    _ layout: LaidOutDocument,
    _ calls: [(word: Int, call: Int)],
    _ lexicon: Lexicon
  )
    -> [UInt8]?
  {
    var text: [UInt8] = []
    let words = layout.words(of: line)
    for at in words.indices.suffix(4) where !LineFeatures.isCall(at, calls) {
      if words[at].spaceBefore { text.append(0x20) }
      layout.append(words[at], page: line.page, to: &text)
    }
    return text.last == 0x2E ? lexicon.abbreviation(text, stop: text.count - 1) : nil
  }
}

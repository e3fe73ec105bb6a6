// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// A citation found in one text, before its place in the letter is known.
struct FoundCitation: Equatable {
  var id: String?
  var kind: String
  var span: TextSpan
  var url: String?
  var repaired = false
  var uncertain = false
}

/// Finds citations in one text: the running text, or a footnote's body.
///
/// Every citation holds a digit. So the digits are sought first, eight bytes at a time; heads are matched only in the bytes before
/// digits, and a grammar written for each series reads on from a head. Digits that no head claimed are tried as bare spellings.
struct CitationScanner {
  let utf8: [UInt8]
  let rules: CitationRules
  let lexicon: Lexicon
  /// Whether the letter is addressed to the Eerste Kamer: decides what `Handelingen` without a chamber means.
  let isToSenate: Bool
  var found: [FoundCitation] = []
  /// End of the last citation; nothing before it is read again.
  var consumed = 0
  /// Bytes among which no block ends, and whether one ends right behind them.
  private var block = (bytes: 0..<0, isWhole: false)

  /// How far before a digit a head may begin. The longest real distance is that of `Aanhangsel van de Handelingen, vergaderjaar`.
  static let reach = 64

  init(_ utf8: [UInt8], _ rules: CitationRules, _ lexicon: Lexicon, isToSenate: Bool = false) {
    self.utf8 = utf8
    self.rules = rules
    self.lexicon = lexicon
    self.isToSenate = isToSenate
  }

  /// The citations, in order.
  mutating func callAsFunction() -> [FoundCitation] {
    let runs = CitationScanner.digitRuns(utf8)
    guard !runs.isEmpty else { return [] }
    let hits = heads(before: runs)
    var h = 0
    var r = 0
    while h < hits.count || r < runs.count {
      if h < hits.count, r == runs.count || hits[h].start <= runs[r] {
        let hit = hits[h]
        h += 1
        if hit.start >= consumed, let end = read(hit) { consumed = max(consumed, end) }
      } else {
        let start = runs[r]
        r += 1
        if start >= consumed, let end = bare(at: start) { consumed = max(consumed, end) }
      }
    }
    return found
  }

  // MARK: Finding

  /// First bytes of all runs of ASCII digits; sixteen bytes are asked at once.
  static func digitRuns(_ utf8: [UInt8]) -> [Int] {
    var runs: [Int] = []
    runs.reserveCapacity(utf8.count / 64 + 4)
    utf8.withUnsafeBytes { text in
      // The high bit of the lowest byte where the byte before is a digit.
      var before: UInt64 = 0
      var i = 0
      while i &+ 16 <= text.count {
        let digits = digits(text.loadUnaligned(fromByteOffset: i, as: SIMD2<UInt64>.self))
        if digits[0] | digits[1] == 0 {
          before = 0
        } else {
          add(digits[0], &before, at: i, to: &runs)
          add(digits[1], &before, at: i &+ 8, to: &runs)
        }
        i &+= 16
      }
      var inside = before != 0
      while i < text.count {
        let isDigit = ByteText.isDigit(text[i])
        if isDigit, !inside { runs.append(i) }
        inside = isDigit
        i &+= 1
      }
    }
    return runs
  }

  /// The high bits of those bytes that are digits: they differ from "0" by less than ten.
  @inline(__always)
  private static func digits(_ bytes: SIMD2<UInt64>) -> SIMD2<UInt64> {
    let high = SIMD2<UInt64>(repeating: 0x8080_8080_8080_8080)
    let x = bytes ^ SIMD2(repeating: 0x3030_3030_3030_3030)
    return ~(((x | high) &- SIMD2(repeating: 0x0A0A_0A0A_0A0A_0A0A)) | x) & high
  }

  /// Adds the digits among eight bytes that no digit precedes.
  @inline(__always)
  private static func add(_ digits: UInt64, _ before: inout UInt64, at place: Int, to runs: inout [Int]) {
    var first = digits & ~(digits << 8 | before)
    while first != 0 {
      runs.append(place &+ first.trailingZeroBitCount >> 3)
      first &= first &- 1
    }
    before = digits >> 56
  }

  /// Heads that begin at most ``reach`` bytes before a digit, by their starts, the longer first.
  private func heads(before runs: [Int]) -> [ByteMatcher.Hit] {
    var hits: [ByteMatcher.Hit] = []
    var from = max(0, runs[0] - CitationScanner.reach)
    var to = runs[0]
    func scan() {
      rules.matcher.forEachHit(in: utf8, range: from..<to) { hit in
        if accepts(hit) { hits.append(hit) }
      }
    }
    for run in runs.dropFirst() {
      if run - CitationScanner.reach > to {
        scan()
        from = run - CitationScanner.reach
      }
      to = run
    }
    scan()
    hits.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    return hits
  }

  /// Whether a hit stands where its head may stand.
  private func accepts(_ hit: ByteMatcher.Hit) -> Bool {
    let head = rules.heads[hit.pattern]
    let before = hit.start > 0 ? utf8[hit.start - 1] : 0x20
    switch head.series {
    case .act: return true  // "Dublinverordening", "uitvoeringsbesluit"
    case .kamerstuk where hit.end - hit.start > 4: return true
    default:
      if ByteText.isLetter(before) || ByteText.isDigit(before) { return false }
      if head.isExact, !head.word.utf8.elementsEqual(utf8[hit.start..<hit.end]) { return false }
      return true
    }
  }

  private mutating func read(_ hit: ByteMatcher.Hit) -> Int? {
    let head = rules.heads[hit.pattern]
    switch head.series {
    case .kamerstuk, .chamber: return papers(hit, head)
    case .handelingen: return proceedings(hit.end, from: hit.start, CitationHead())
    case .aanhangsel: return appendix(hit.end, from: hit.start, CitationHead())
    case .stb, .stcrt, .trb: return gazette(hit.end, from: hit.start, head.series.rawValue)
    case .ecli: return ecli(hit.end, from: hit.start)
    case .proposal: return proposal(hit.end, from: hit.start)
    case .act: return acts(hit, head)
    case .journal: return journal(hit.end, from: hit.start)
    case .annex: return annex(hit.end, from: hit.start)
    case .article: return article(hit.end, from: hit.start)
    case .ruling: return nil  // A docket number is read from its digits; the word before it only widens the span.
    case .document, .register: return nil
    }
  }

  // MARK: Reading

  /// One past the last byte of the block in which `at` stands.
  mutating func limit(from at: Int, atMost distance: Int = 400) -> Int {
    let most = min(utf8.count, at + distance)
    if at < block.bytes.lowerBound || (block.isWhole ? at : most) > block.bytes.upperBound {
      // Far enough for the next digits of the block as well.
      let least = min(utf8.count, at + 1000)
      let i = ByteText.lineFeed(utf8, at, least)
      block = (at..<i, i < least)
    }
    return min(most, block.bytes.upperBound)
  }

  /// First byte of the block in which `at` stands, at most `distance` bytes before it.
  func floor(before at: Int, atMost distance: Int = 160) -> Int {
    let least = max(consumed, at - distance, 0)
    var i = at
    while i > least, utf8[i - 1] != 0x0A { i -= 1 }
    return i
  }

  func blanks(_ at: Int, _ limit: Int) -> Int { ByteText.skipBlanks(utf8, at, limit) }

  func byte(_ at: Int, _ limit: Int) -> UInt8 { at < limit ? utf8[at] : 0 }

  /// Whether a word or number may end before `at`: no letter or digit follows.
  func isBoundary(_ at: Int, _ limit: Int) -> Bool {
    guard at < limit else { return true }
    return !ByteText.isLetter(utf8[at]) && !ByteText.isDigit(utf8[at])
  }

  mutating func append(
    _ id: String?,
    _ kind: String,
    _ from: Int,
    _ to: Int,
    url: String? = nil,
    repaired: Bool = false,
    uncertain: Bool = false
  ) {
    let url = url ?? id.flatMap { CitationAddress.url(of: $0) }
    found.append(
      FoundCitation(id: id, kind: kind, span: TextSpan(from, to), url: url, repaired: repaired, uncertain: uncertain)
    )
  }

  func string(_ from: Int, _ to: Int) -> String { String(decoding: utf8[from..<to], as: UTF8.self) }
}

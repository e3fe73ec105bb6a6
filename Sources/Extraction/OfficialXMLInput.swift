// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Bytes as they lie in a file to UTF-8 that libxml2 may see.
///
/// Encodings are an allow-list: libxml2 left to itself takes anything iconv knows, UTF-7 included, which hides markup
/// from every check.
struct OfficialXMLInput {
  /// The document as UTF-8, without a byte order mark and without blanks before its first tag.
  let utf8: [UInt8]

  /// Bytes of one tag; the longest seen in official papers has some 400.
  static let longestTag = 1 << 20
  /// Equals signs in one tag: a bound on its attributes before the parser compares each with each.
  static let mostEquals = 5_000

  /// Decodes and checks.
  ///
  /// - Throws: `encoding-refused`, `damaged` (NUL, ill-formed UTF-8, encoded twice), `not-a-letter` (HTML),
  ///   `dtd-refused`, `too-large`.
  init(_ bytes: [UInt8]) throws(ExtractionError) {
    var utf8 = try OfficialXMLInput.decoded(bytes)
    let start = utf8.firstIndex { !OfficialXMLInput.isSpace($0) } ?? utf8.count
    if start > 0 { utf8.removeFirst(start) }
    if utf8.isEmpty { throw ExtractionError(code: "empty", message: "the file holds nothing but blanks") }
    try OfficialXMLInput.scan(utf8)
    self.utf8 = utf8
  }

  /// Whether bytes look like XML or HTML: a byte order mark or blanks, then `<`; UTF-16 with or without its mark.
  static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    if bytes.count >= 2, isUTF16(bytes) { return true }
    var i = 0
    if begins(bytes, with: mark) {
      i = mark.count
    } else if begins(bytes, with: twiceEncodedMark) {
      i = twiceEncodedMark.count
    }
    while i < bytes.count, isSpace(bytes[i]) { i += 1 }
    guard i + 1 < bytes.count, bytes[i] == UInt8(ascii: "<") else { return false }
    let next = bytes[i + 1]
    return next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || next == UInt8(ascii: "_") || isLetter(next)
  }

  // MARK: Encodings

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// The mark's three bytes read as Latin-1 and encoded once more.
  private static let twiceEncodedMark: [UInt8] = [0xC3, 0xAF, 0xC2, 0xBB, 0xC2, 0xBF]

  private static func begins(_ bytes: [UInt8], with prefix: [UInt8]) -> Bool {
    bytes.count >= prefix.count && (0..<prefix.count).allSatisfy { bytes[$0] == prefix[$0] }
  }

  /// The mark of UTF-16, or an ASCII `<` of two bytes with another ASCII character after it.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return true }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return true }
    guard bytes.count >= 4 else { return false }
    return (bytes[0] == 0x3C && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
      || (bytes[0] == 0 && bytes[1] == 0x3C && bytes[2] == 0 && bytes[3] != 0)
  }

  private static func decoded(_ bytes: [UInt8]) throws(ExtractionError) -> [UInt8] {
    if begins(bytes, with: twiceEncodedMark) {
      throw ExtractionError(
        code: "damaged",
        message:
          "the file was encoded as UTF-8 twice (its byte order mark reads C3 AF C2 BB C2 BF): its accents are lost"
      )
    }
    if bytes.count >= 2, isUTF16(bytes) { return try utf16(bytes) }
    var utf8 = bytes
    if begins(bytes, with: mark) {
      utf8.removeFirst(mark.count)
    } else if let name = declaredEncoding(bytes) {
      switch name {
      case "utf-8", "utf8", "us-ascii", "ascii": break
      case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "cp-1252":
        utf8 = windows1252(bytes)
      default:
        throw ExtractionError(
          code: "encoding-refused",
          message: "the XML says it is encoded in \"\(name)\"; only UTF-8, UTF-16, ISO-8859-1 and windows-1252 are read"
        )
      }
    }
    if let nul = utf8.firstIndex(of: 0) {
      throw ExtractionError(code: "damaged", message: "the XML holds a NUL byte at offset \(nul)")
    }
    guard String(validating: utf8, as: UTF8.self) != nil else {
      throw ExtractionError(code: "damaged", message: "the XML is not the UTF-8 it says it is")
    }
    return utf8
  }

  private static func utf16(_ bytes: [UInt8]) throws(ExtractionError) -> [UInt8] {
    if bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xFE, bytes[2] == 0, bytes[3] == 0 {
      throw ExtractionError(code: "encoding-refused", message: "the XML is encoded in UTF-32, which is not read")
    }
    let bigEndian = bytes[0] == 0xFE || bytes[0] == 0
    let hasMark = bytes[0] >= 0xFE
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var i = hasMark ? 2 : 0
    while i + 1 < bytes.count {
      let (a, b) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
      units.append(bigEndian ? a << 8 | b : b << 8 | a)
      i += 2
    }
    guard bytes.count % 2 == 0, !units.contains(0), let text = String(validating: units, as: UTF16.self) else {
      throw ExtractionError(code: "damaged", message: "the XML begins as UTF-16 but does not hold to it")
    }
    return Array(text.utf8)
  }

  /// The encoding an XML declaration at the head names, in lower case.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    var i = 0
    while i < bytes.count, isSpace(bytes[i]) { i += 1 }
    let head = bytes[i...].prefix(256)
    guard head.starts(with: Array("<?xml".utf8)), let close = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let declaration = head[..<close]
    let key = Array("encoding".utf8)
    var at = declaration.startIndex
    while at + key.count < declaration.endIndex {
      if declaration[at...].starts(with: key) { break }
      at += 1
    }
    guard
      let open = declaration[min(at + key.count, declaration.endIndex)...].firstIndex(where: {
        $0 == 0x22 || $0 == 0x27
      })
    else { return nil }
    let value = declaration[(open + 1)...].prefix { $0 != declaration[open] }
    return String(decoding: value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Both Latin-1 names mean windows-1252 in practice (WHATWG Encoding Standard, index windows-1252): the bytes 80–9F
  /// are no controls.
  private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
    let high: [UInt16] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
      0x017D, 0x8F,
      0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
      0x017E, 0x0178,
    ]
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        utf8.append(byte)
        continue
      }
      let c = byte < 0xA0 ? high[Int(byte - 0x80)] : UInt16(byte)
      if c < 0x800 {
        utf8.append(UInt8(0xC0 | c >> 6))
      } else {
        utf8.append(UInt8(0xE0 | c >> 12))
        utf8.append(UInt8(0x80 | c >> 6 & 0x3F))
      }
      utf8.append(UInt8(0x80 | c & 0x3F))
    }
    return utf8
  }

  // MARK: The scan before the parser

  /// One pass over the tags: what the parser must never see is refused here, where refusing is cheap.
  private static func scan(_ utf8: [UInt8]) throws(ExtractionError) {
    var i = 0
    var first = true
    while let open = utf8[i...].firstIndex(of: UInt8(ascii: "<")), open + 1 < utf8.count {
      i = open + 1
      switch utf8[i] {
      case UInt8(ascii: "!"):
        if utf8[i...].starts(with: [0x21, 0x2D, 0x2D]) {
          i = end(of: [0x2D, 0x2D, 0x3E], in: utf8, from: i + 3)
        } else if utf8[i...].starts(with: Array("![CDATA[".utf8)) {
          i = end(of: [0x5D, 0x5D, 0x3E], in: utf8, from: i + 8)
        } else if isHTML(utf8, after: Array("!doctype".utf8), at: i) {
          throw htmlPage
        } else {
          throw ExtractionError(
            code: "dtd-refused",
            message: "the XML carries a DOCTYPE, which official papers never do"
          )
        }
      case UInt8(ascii: "?"): i = end(of: [0x3F, 0x3E], in: utf8, from: i + 1)
      case UInt8(ascii: "/"): i += 1
      default:
        if first, isHTML(utf8, after: [], at: i) { throw htmlPage }
        first = false
        i = try endOfTag(utf8, from: i)
      }
    }
  }

  private static let htmlPage = ExtractionError(
    code: "not-a-letter",
    message: "this is an HTML page, as the publication site sends in place of a document it does not have"
  )

  private static func endOfTag(_ utf8: [UInt8], from start: Int) throws(ExtractionError) -> Int {
    var i = start
    var quote: UInt8 = 0
    var equals = 0
    while i < utf8.count {
      let byte = utf8[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return i + 1
      }
      if byte == UInt8(ascii: "=") { equals += 1 }
      i += 1
      if i - start > longestTag || equals > mostEquals {
        throw ExtractionError(
          code: "too-large",
          message:
            "a tag at offset \(start) is longer than \(longestTag >> 20) MiB or has more than \(mostEquals) attributes"
        )
      }
    }
    return i
  }

  private static func end(of closing: [UInt8], in utf8: [UInt8], from start: Int) -> Int {
    var i = min(start, utf8.count)
    while let at = utf8[i...].firstIndex(of: closing[0]) {
      if utf8[at...].starts(with: closing) { return at + closing.count }
      i = at + 1
    }
    return utf8.count
  }

  /// Whether `prefix` (in either case) and then the word `html` stand at `at`.
  private static func isHTML(_ utf8: [UInt8], after prefix: [UInt8], at: Int) -> Bool {
    var i = at
    func skips(_ word: [UInt8]) -> Bool {
      guard i + word.count <= utf8.count else { return false }
      for (k, byte) in word.enumerated() where (isLetter(utf8[i + k]) ? utf8[i + k] | 0x20 : utf8[i + k]) != byte {
        return false
      }
      i += word.count
      return true
    }
    if !prefix.isEmpty {
      guard skips(prefix) else { return false }
      while i < utf8.count, isSpace(utf8[i]) { i += 1 }
    }
    guard skips(Array("html".utf8)) else { return false }
    return i == utf8.count || !isLetter(utf8[i])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A small list of words or phrases of the pack, to be tried at a place in a text, the longest first.
///
/// ASCII letters match in either case. A blank in an entry matches any run of blanks, hard and thin ones included; an entry that
/// begins or ends with a letter or digit matches at a word's boundary only.
public struct WordList: Sendable {
  /// The entries as UTF-8, ASCII letters in lower case, the longest first.
  public let entries: [[UInt8]]
  private let firsts: [Bool]

  /// Reads a list of the pack.
  ///
  /// - Throws: ``PackError`` where it is no list of words or holds an empty one.
  public init(_ node: PackNode) throws(PackError) {
    let words = try node.strings()
    guard words.allSatisfy({ !$0.isEmpty }) else { throw node.error("an entry must not be empty") }
    self.init(words)
  }

  /// A list of these words.
  public init(_ words: [String]) {
    entries = words.map { Letterhead.fold($0.utf8) }.sorted { $0.count > $1.count }
    var firsts = [Bool](repeating: false, count: 256)
    for entry in entries {
      guard let first = entry.first else { continue }
      firsts[Int(first)] = true
      if (0x61...0x7A).contains(first) { firsts[Int(first & 0xDF)] = true }
    }
    self.firsts = firsts
  }

  /// Where the longest entry that begins at `at` ends, or `nil`. `end` bounds the reading.
  public func end(_ utf8: [UInt8], at: Int, limit: Int) -> Int? {
    match(utf8, at: at, limit: limit)?.end
  }

  /// The longest entry that begins at `at`, and where it ends. The left boundary is the caller's.
  public func match(_ utf8: [UInt8], at: Int, limit: Int) -> (entry: Int, end: Int)? {
    guard at < limit, firsts[Int(utf8[at])] else { return nil }
    for (index, entry) in entries.enumerated() {
      if let end = WordList.end(of: entry, utf8, at: at, limit: limit) { return (index, end) }
    }
    return nil
  }

  /// Whether folded bytes are one of the entries.
  public func contains(_ folded: some Collection<UInt8>) -> Bool { entries.contains { $0.elementsEqual(folded) } }

  /// Where the longest entry that ends right before `at` begins, or `nil`; it begins at a word's boundary. With `loose`, single
  /// blanks inside its words are overlooked, as bad spacing in a PDF leaves them.
  public func start(_ utf8: [UInt8], before at: Int, limit: Int, loose: Bool = false) -> Int? {
    for entry in entries {
      var i = at
      var k = entry.count
      var gaps = 0
      while k > 0 {
        guard i > limit else { break }
        let byte = utf8[i - 1]
        if WordList.fold(byte) == entry[k - 1] {
          i -= 1
          k -= 1
        } else if loose, k < entry.count, byte == 0x20, i - 1 > limit, utf8[i - 2] != 0x20, gaps < 3 {
          i -= 1
          gaps += 1
        } else {
          break
        }
      }
      if k == 0, i == limit || !WordList.isWord(utf8[i - 1]) { return i }
    }
    return nil
  }

  private static func end(of entry: [UInt8], _ utf8: [UInt8], at: Int, limit: Int) -> Int? {
    var i = at
    var k = 0
    while k < entry.count {
      if entry[k] == 0x20 {
        let after = ByteText.skipBlanks(utf8, i, limit)
        if after == i { return nil }
        i = after
      } else {
        guard i < limit, fold(utf8[i]) == entry[k] else { return nil }
        i += 1
      }
      k += 1
    }
    if isWord(entry[entry.count - 1]), i < limit, isWord(utf8[i]) { return nil }
    return i
  }

  private static func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0xC3
  }
}

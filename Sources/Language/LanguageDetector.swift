// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells in which language a text is written by its function words.
public struct LanguageDetector: Sendable {
  /// How many bytes are looked at: enough for some 600 words.
  private let sample = 4096
  private let words: [[UInt8]: String]

  /// Creates a detector.
  public init(_ lexicon: Lexicon) { words = lexicon.functionWords }

  /// The ISO 639-1 code of the text's language; `nil` where too little speaks for any.
  ///
  /// Function words make up a third to a half of running text; a tenth of the words, and twice as many as of any other language, decide.
  public func callAsFunction(_ utf8: [UInt8]) -> String? {
    var counts: [String: Int] = [:]
    var total = 0
    var token: [UInt8] = []
    for byte in utf8.prefix(sample) {
      let letter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
      if letter {
        token.append(byte < 0x60 ? byte | 0x20 : byte)
        continue
      }
      guard !token.isEmpty else { continue }
      total += 1
      if token.count <= 7, let code = words[token] { counts[code, default: 0] += 1 }
      token.removeAll(keepingCapacity: true)
    }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard total >= 8, let best = ranked.first, best.value * 10 >= total else { return nil }
    let second = ranked.dropFirst().first?.value ?? 0
    return best.value >= second * 2 ? best.key : nil
  }
}

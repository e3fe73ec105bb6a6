// SPDX-License-Identifier: GPL-3.0-or-later

/// Identifiers of commitments that stay when rules or layout code change around them.
///
/// The record numbers its findings (`…/c2`): a rule that finds one more moves every number after it. Here an identifier is made of
/// what the letter says and of nothing else: the letter's own identifier (its bytes), and a hash of the sentence's letters. Only letters
/// count, folded: blanks, hyphens, digits (a footnote call may stick to a word) and marks are what layout code changes. Sentences of
/// one letter that say the same get a number among themselves, in the order in which they stand.
public enum MentionIdentity {
  /// The hash of a sentence: eight hexadecimal digits.
  public static func hash(_ sentence: String) -> String {
    var sentence = sentence
    let digits = String(sentence.withUTF8 { value($0) }, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The same as a number.
  static func value(_ utf8: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var value = Hash.seed
    var i = 0
    while i < utf8.count {
      let byte = utf8[i]
      switch byte {
      case 0x41...0x5A: value = Hash.mixed(value, byte | 0x20)
      case 0x61...0x7A: value = Hash.mixed(value, byte)
      case 0xC3 where i + 1 < utf8.count:
        // Latin-1 letters by their base, so that a mark lost on the way costs nothing.
        let base = Hash.bases[Int(utf8[i + 1] & 0x3F)]
        if (0x61...0x7A).contains(base) { value = Hash.mixed(value, base) }
        i += 1
      default: break
      }
      i += 1
    }
    return UInt32(truncatingIfNeeded: value ^ (value >> 32))
  }

  /// Gives the mentions of a letter, which are those from a place on, their identifiers.
  static func assign(_ mentions: inout [Mention], from first: Int, letter: String) {
    var seen: [String: Int] = [:]
    let order = (first..<mentions.count).sorted {
      (mentions[$0].start ?? Int.max, $0) < (mentions[$1].start ?? Int.max, $1)
    }
    for i in order {
      let hash = hash(mentions[i].text)
      let count = seen[hash, default: 0] + 1
      seen[hash] = count
      mentions[i].id = "\(letter)/r\(hash)" + (count > 1 ? ".\(count)" : "")
    }
  }
}

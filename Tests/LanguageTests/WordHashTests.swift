// SPDX-License-Identifier: GPL-3.0-or-later
import Support
import Testing

@testable import Language

/// The hash of words, eight bytes at a time and byte by byte.
@Suite struct WordHashTests {
  private func byByte(_ word: [UInt8]) -> UInt64 {
    var hash = WordHash()
    for byte in word { hash.add(byte | 0x20) }
    return hash.value
  }

  @Test func givesTheSameWhicheverWayAWordIsRead() {
    var random = SeededGenerator(state: 11)
    for length in 0...25 {
      for after in ["", " ", "-", "1", "{", "@", "é", " en nog veel meer"] {
        let letters = (0..<length).map { _ in
          UInt8.random(in: 0x41...0x5A, using: &random) | (Bool.random(using: &random) ? 0x20 : 0)
        }
        let text = letters + Array(after.utf8)
        text.withUnsafeBufferPointer { buffer in
          var hash = WordHash()
          var end = hash.addLetters(buffer, 0, buffer.count)
          // Near the end of the text the last letters are left to be added one by one.
          while end < length {
            hash.add(buffer[end] | 0x20)
            end += 1
          }
          #expect(end == length)
          #expect(hash.value == byByte(letters))
        }
      }
    }
  }

  @Test func tellsShortWordsApart() {
    let words = ["", "a", "b", "aa", "ab", "ba", "abcdefg", "abcdefh", "gabcdef"]
    #expect(Set(words.map { byByte(Array($0.utf8)) }).count == words.count)
  }
}

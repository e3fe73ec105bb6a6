// SPDX-License-Identifier: GPL-3.0-or-later

/// How words are compared: capitals and small letters alike, letters of Latin-1 without their marks.
///
/// A writer's "voor", "Vóór" and "vóór" are one word, and so are "geïnformeerd" and "geinformeerd".
public enum WordFolding {
  /// The hash of the folded bytes.
  @inline(__always)
  static func hash(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = WordHash()
    // Runs of ASCII letters first: they are all that most words have.
    var i = hash.addLetters(utf8, range.lowerBound, range.upperBound, beyond: true)
    while i < range.upperBound {
      let byte = utf8[i]
      if byte == 0xC3, i + 1 < range.upperBound {
        hash.add(latin[Int(utf8[i + 1] & 0x3F)])
        i += 2
      } else if byte == 0xE2, i + 2 < range.upperBound, utf8[i + 1] == 0x80, utf8[i + 2] == 0x99 || utf8[i + 2] == 0x98
      {
        // A typographic apostrophe counts as the plain one.
        hash.add(0x27)
        i += 3
      } else {
        hash.add(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        i += 1
      }
    }
    return hash.value
  }

  /// The hash of a word written in the pack.
  static func hash(_ word: String) -> UInt64 {
    let bytes = Array(word.utf8)
    return bytes.withUnsafeBufferPointer { hash($0, 0..<bytes.count) }
  }

  /// The folded bytes of a word.
  @inlinable
  public static func fold(_ utf8: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var pending = false
    for byte in utf8 {
      if pending {
        result.append(latin[Int(byte & 0x3F)])
        pending = false
      } else if byte == 0xC3 {
        pending = true
      } else {
        result.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      }
    }
    return result
  }

  /// Base letters of U+00C0…U+00FF by the low six bits of their second byte; signs and letters without a base map to themselves.
  @usableFromInline static let latin: [UInt8] = {
    let row = Array("aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)
    precondition(row.count == 64)
    return row
  }()
}

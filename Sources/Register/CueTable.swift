// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Cues of the pack by their first letters, so that a sentence is read once for all of them.
struct CueTable {
  /// What a cue says.
  struct Kinds: OptionSet {
    let rawValue: UInt8

    static let postponed = Kinds(rawValue: 1)
    /// A single word of postponing.
    static let postponedWord = Kinds(rawValue: 2)
    static let supplemented = Kinds(rawValue: 4)
    static let echoed = Kinds(rawValue: 8)
  }

  /// Cues without the blank before them, one after another.
  private var bytes: [UInt8] = []
  private var cues: [(start: Int, end: Int, kind: Kinds)] = []
  /// Cues that begin with a byte are those from its number to the next one's.
  private var first: [Int] = [0]

  init(_ words: RegisterWords) {
    let all =
      words.postponedPhrases.map { ($0, Kinds.postponed) } + words.postponedWords.map { ($0, .postponedWord) }
      + words.supplemented.map { ($0, .supplemented) } + words.echoed.map { ($0, .echoed) }
    for byte in UInt8.min...UInt8.max {
      for (cue, kind) in all where cue[1] == byte {
        cues.append((bytes.count, bytes.count + cue.count - 1, kind))
        bytes += cue.dropFirst()
      }
      first.append(cues.count)
    }
  }

  /// The kinds of which a sentence has a cue; `room` holds its letters meanwhile.
  func kinds(in utf8: [UInt8], _ room: inout [UInt8]) -> Kinds {
    // Whatever is no letter parts words.
    room.removeAll(keepingCapacity: true)
    room.append(0x20)
    var pending = false
    for byte in utf8 {
      if byte == 0xC3, !pending {
        pending = true
        continue
      }
      let letter = pending ? Hash.bases[Int(byte & 0x3F)] : byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      pending = false
      room.append((0x61...0x7A).contains(letter) ? letter : 0x20)
    }
    room.append(0x20)
    var found = Kinds()
    room.withUnsafeBufferPointer { text in
      bytes.withUnsafeBufferPointer { bytes in
        for i in 1..<text.count where text[i - 1] == 0x20 {
          for at in first[Int(text[i])]..<first[Int(text[i]) + 1] {
            let cue = cues[at]
            if i + cue.end - cue.start > text.count { continue }
            var k = cue.start
            while k < cue.end, text[i + k - cue.start] == bytes[k] { k += 1 }
            if k == cue.end { found.formUnion(cue.kind) }
          }
        }
      }
    }
    return found
  }
}

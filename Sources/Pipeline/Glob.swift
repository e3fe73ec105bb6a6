// SPDX-License-Identifier: GPL-3.0-or-later

/// A pattern for paths: `*` and `?` stay within a name, `**` crosses folders, `[a-z]` and `[!a-z]` are one character.
///
/// A pattern without a slash is held against the file's name, one with a slash against the whole path below the input folder.
/// Bytes, not characters: `?` is one byte.
struct Glob: Sendable {
  private enum Part: Sendable, Equatable {
    case byte(UInt8)
    case any
    case set([ClosedRange<UInt8>], negated: Bool)
    case star
    case doubleStar
  }

  private let parts: [Part]
  private let isName: Bool

  /// Compiles a pattern; `nil` when a bracket is not closed.
  init?(_ pattern: String) {
    let bytes = Array(pattern.utf8)
    var parts: [Part] = []
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case 0x2A:
        let isDouble = i + 1 < bytes.count && bytes[i + 1] == 0x2A
        parts.append(isDouble ? .doubleStar : .star)
        i += isDouble ? 2 : 1
        // "a/**/b" also means "a/b".
        if isDouble, i < bytes.count, bytes[i] == 0x2F, i == 2 || bytes[i - 3] == 0x2F { i += 1 }
        continue
      case 0x3F: parts.append(.any)
      case 0x5B:
        var j = i + 1
        let negated = j < bytes.count && (bytes[j] == 0x21 || bytes[j] == 0x5E)
        if negated { j += 1 }
        var ranges: [ClosedRange<UInt8>] = []
        let first = j
        while j < bytes.count, bytes[j] != 0x5D || j == first {
          if j + 2 < bytes.count, bytes[j + 1] == 0x2D, bytes[j + 2] != 0x5D, bytes[j] <= bytes[j + 2] {
            ranges.append(bytes[j]...bytes[j + 2])
            j += 3
          } else {
            ranges.append(bytes[j]...bytes[j])
            j += 1
          }
        }
        guard j < bytes.count else { return nil }
        parts.append(.set(ranges, negated: negated))
        i = j
      default: parts.append(.byte(bytes[i]))
      }
      i += 1
    }
    self.parts = parts
    isName = !bytes.contains(0x2F)
  }

  /// Whether a path below the input folder fits.
  func matches(_ path: [UInt8]) -> Bool {
    let subject = isName ? path[(path.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...] : path[...]
    // reach[p]: the parts before p fit what was read so far. Time is parts times bytes, whatever the pattern.
    var reach = [Bool](repeating: false, count: parts.count + 1)
    reach[0] = true
    passStars(&reach)
    for byte in subject {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for (p, part) in parts.enumerated() where reach[p] {
        switch part {
        case .byte(let wanted): if wanted == byte { next[p + 1] = true }
        case .any: if byte != 0x2F { next[p + 1] = true }
        case .set(let ranges, let negated):
          if byte != 0x2F, ranges.contains(where: { $0.contains(byte) }) != negated { next[p + 1] = true }
        case .star: if byte != 0x2F { next[p] = true }
        case .doubleStar: next[p] = true
        }
      }
      passStars(&next)
      reach = next
    }
    return reach[parts.count]
  }

  private func passStars(_ reach: inout [Bool]) {
    for (p, part) in parts.enumerated() where reach[p] && (part == .star || part == .doubleStar) { reach[p + 1] = true }
  }
}

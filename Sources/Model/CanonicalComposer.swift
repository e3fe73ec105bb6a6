// SPDX-License-Identifier: GPL-3.0-or-later

/// Brings UTF-8 into normalisation form C (Unicode Standard Annex 15) without Foundation.
///
/// Complete for combining diacritical marks (U+0300–036F) and the scalars below U+3000 that stand for another one;
/// conjoining Hangul and the marks of other blocks stay as they are. Text without any of them, all but a handful of
/// letters, costs one pass over its bytes.
public enum CanonicalComposer {
  /// Whether the text holds something that ``composed(_:)`` may change. Never false where it does.
  public static func mayChange(_ utf8: some Sequence<UInt8>) -> Bool {
    var iterator = utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte >= 0xCC else { continue }
      switch byte {
      case 0xCC, 0xCD: return true
      case 0xCE: if iterator.next() == 0x87 { return true }
      case 0xE1: if let second = iterator.next(), second == 0xBD || second == 0xBE || second == 0xBF { return true }
      case 0xE2:
        switch iterator.next() {
        case 0x80: if let third = iterator.next(), third == 0x80 || third == 0x81 { return true }
        case 0x84, 0x8C: return true
        default: break
        }
      default: break
      }
    }
    return false
  }

  /// The text in form C; ill-formed UTF-8 comes out as U+FFFD where anything had to be changed.
  public static func composed(_ utf8: [UInt8]) -> [UInt8] {
    guard mayChange(utf8) else { return utf8 }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var cluster: [UInt32] = []
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if !isMark(scalar.value) {
        flush(&cluster, to: &result)
      }
      cluster.append(scalar.value)
    }
    flush(&cluster, to: &result)
    return result
  }

  // MARK: One base and its marks

  private static func flush(_ cluster: inout [UInt32], to utf8: inout [UInt8]) {
    defer { cluster.removeAll(keepingCapacity: true) }
    guard let first = cluster.first else { return }
    if cluster.count == 1, first < 0x300 {
      append(first, to: &utf8)
      return
    }
    var scalars: [UInt32] = []
    for scalar in cluster { decompose(scalar, to: &scalars) }
    // A text may begin with marks that have no base.
    let bases = scalars.first.map { isMark($0) ? 0 : 1 } ?? 0
    // Marks of one class keep their order.
    let marks = scalars.dropFirst(bases).enumerated()
      .sorted { (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset) }
      .map(\.element)
    guard bases == 1 else {
      for mark in marks { append(mark, to: &utf8) }
      return
    }
    var base = scalars[0]
    var rest: [UInt32] = []
    for mark in marks {
      // A mark of the same class between them keeps a mark from its base (UAX 15, D115).
      let blocked = rest.last.map { combiningClass($0) >= combiningClass(mark) } ?? false
      if !blocked, let joined = compose(base, mark) { base = joined } else { rest.append(mark) }
    }
    append(base, to: &utf8)
    for mark in rest { append(mark, to: &utf8) }
  }

  private static func decompose(_ scalar: UInt32, to scalars: inout [UInt32]) {
    guard scalar <= 0xFFFF else {
      scalars.append(scalar)
      return
    }
    if scalar == 0x0344 {  // the one excluded pair of two marks
      scalars += [0x0308, 0x0301]
    } else if let other = single[UInt16(scalar)] {
      decompose(UInt32(other), to: &scalars)
    } else if let (base, mark) = parts[UInt16(scalar)] {
      decompose(UInt32(base), to: &scalars)
      scalars.append(UInt32(mark))
    } else {
      scalars.append(scalar)
    }
  }

  private static func compose(_ base: UInt32, _ mark: UInt32) -> UInt32? {
    guard base <= 0xFFFF, mark <= 0xFFFF else { return nil }
    let table = CanonicalMappings.compositions
    let key = base << 16 | mark
    var low = 0
    var high = table.count / 3
    while low < high {
      let middle = (low + high) / 2
      let found = UInt32(table[middle * 3]) << 16 | UInt32(table[middle * 3 + 1])
      if found == key { return UInt32(table[middle * 3 + 2]) }
      if found < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private static let single: [UInt16: UInt16] = {
    let table = CanonicalMappings.singletons
    return Dictionary(uniqueKeysWithValues: stride(from: 0, to: table.count, by: 2).map { (table[$0], table[$0 + 1]) })
  }()

  private static let parts: [UInt16: (UInt16, UInt16)] = {
    let table = CanonicalMappings.compositions
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: table.count, by: 3).map { (table[$0 + 2], (table[$0], table[$0 + 1])) }
    )
  }()

  /// A mark that moves and composes; the grapheme joiner U+034F stands still.
  private static func isMark(_ scalar: UInt32) -> Bool { scalar >= 0x300 && scalar <= 0x36F && scalar != 0x34F }

  /// Canonical combining class of U+0300–036F (`UnicodeData.txt`, field 3).
  private static func combiningClass(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x34F: return 0
    case 0x334...0x338: return 1
    case 0x321, 0x322, 0x327, 0x328: return 202
    case 0x31B: return 216
    case 0x315, 0x31A, 0x358: return 232
    case 0x35C, 0x35F, 0x362: return 233
    case 0x35D, 0x35E, 0x360, 0x361: return 234
    case 0x345: return 240
    case 0x316...0x320, 0x323...0x333, 0x339...0x33C, 0x347...0x349, 0x34D, 0x34E, 0x353...0x356, 0x359, 0x35A:
      return 220
    case 0x300...0x36F: return 230
    default: return 0
    }
  }

  private static func append(_ scalar: UInt32, to utf8: inout [UInt8]) {
    guard let value = Unicode.Scalar(scalar) else { return }
    utf8.append(contentsOf: UTF8.encode(value) ?? UTF8.encodedReplacementCharacter)
  }
}

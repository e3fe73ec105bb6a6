// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `lexicon.yaml`: words with a fixed meaning.
public struct Lexicon: Sendable {
  private let months: [(name: [UInt8], month: Int)]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: ["version", "months"])
    let list = try node.required("months").list()
    guard list.count == 12 else { throw node.error("twelve months are needed, not \(list.count)") }
    var months: [(name: [UInt8], month: Int)] = []
    for (index, entry) in list.enumerated() {
      for name in try entry.strings() { months.append((Letterhead.fold(name.utf8), index + 1)) }
    }
    self.months = months.sorted { $0.name.count > $1.name.count }
  }

  /// The month named at `at` (in either case), and where its name ends; a full stop after an abbreviation is not part of it.
  public func month(_ utf8: [UInt8], at: Int) -> (month: Int, end: Int)? {
    for (name, month) in months where at + name.count <= utf8.count {
      var i = 0
      while i < name.count, Lexicon.lowered(utf8[at + i]) == name[i] { i += 1 }
      guard i == name.count else { continue }
      let end = at + i
      if end < utf8.count, Lexicon.isLetter(utf8[end]) { continue }
      return (month, end)
    }
    return nil
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0xC3
  }
}

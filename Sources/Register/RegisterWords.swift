// SPDX-License-Identifier: GPL-3.0-or-later
public import Language

/// The pack's chapter `register.yaml`, with what the register needs of other chapters.
public struct RegisterWords: Sendable {
  /// Hashes of words that say nothing about what is to be done.
  let stopWords: Set<UInt64>
  /// Endings cut off words before they are compared, longest first.
  let endings: [[UInt8]]
  /// Cues, folded, each between blanks.
  let postponedWords: [[UInt8]]
  let postponedPhrases: [[UInt8]]
  let supplemented: [[UInt8]]
  let echoed: [[UInt8]]
  /// Words before a member's name in a recipient.
  let memberWords: Set<[UInt8]>
  /// Those after which a capitalised word is a member's name.
  let memberHeads: Set<[UInt8]>
  /// Small words within names.
  let nameParticles: Set<[UInt8]>
  /// The Tweede Kamer's words for what became of a commitment, by the record's.
  public let chamberStatus: [String: String]
  /// Name of a calendar of deadlines.
  public let calendarName: String
  let months: Lexicon
  let dates: DateScanner
  let offices: Offices

  /// Reads the embedded pack.
  ///
  /// - Throws: ``PackError`` naming file and line; for the embedded pack a test proves that this cannot happen.
  public init() throws(PackError) {
    func chapter(_ name: String) throws(PackError) -> PackNode {
      let file = "nl/\(name).yaml"
      guard let yaml = EmbeddedPack.file(named: file) else {
        throw PackError(file: file, line: 0, message: "is not embedded in this executable")
      }
      return try PackNode(file: file, yaml: yaml)
    }
    let node = try chapter("register")
    try node.allow(only: [
      "version", "stopWords", "endings", "postponed", "supplemented", "echoed", "memberWords", "memberHeads",
      "nameParticles",
      "chamberStatus", "calendarName",
    ])
    stopWords = Set(try node.required("stopWords").words().map { Hash.of(WordFolding.fold($0.utf8)) })
    endings = try node.required("endings").strings().map { Array($0.utf8) }.sorted { $0.count > $1.count }
    func cues(_ key: String) throws(PackError) -> [[UInt8]] {
      try node.required(key).strings().map { [0x20] + WordFolding.fold($0.utf8) + [0x20] }
    }
    let postponed = try cues("postponed")
    postponedWords = postponed.filter { !$0.dropFirst().dropLast().contains(0x20) }
    postponedPhrases = postponed.filter { $0.dropFirst().dropLast().contains(0x20) }
    supplemented = try cues("supplemented")
    echoed = try cues("echoed")
    func folded(_ key: String) throws(PackError) -> Set<[UInt8]> {
      Set(try node.required(key).strings().map { WordFolding.fold($0.utf8) })
    }
    memberWords = try folded("memberWords")
    memberHeads = try folded("memberHeads")
    nameParticles = try folded("nameParticles")
    var statuses: [String: String] = [:]
    for (key, value) in try node.required("chamberStatus").entries() { statuses[key] = try value.string() }
    for status in ["open", "partly", "fulfilled", "lapsed"] where statuses[status] == nil {
      throw try node.required("chamberStatus").error("the status \"\(status)\" is missing")
    }
    chamberStatus = statuses
    calendarName = try node.required("calendarName").string()
    months = try Lexicon(try chapter("lexicon"))
    dates = DateScanner(months)
    offices = try Offices(try chapter("offices"))
  }
}

/// FNV-1a (parameters of draft-eastlake-fnv, 64 bits), by which words and identifiers are compared.
enum Hash {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func mixed(_ value: UInt64, _ byte: UInt8) -> UInt64 { (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed) { mixed($0, $1) } }

  /// The hash of the folded bytes, see `WordFolding`.
  static func folded(_ utf8: ArraySlice<UInt8>) -> UInt64 {
    var (value, pending) = (seed, false)
    for byte in utf8 {
      if pending {
        value = mixed(value, bases[Int(byte & 0x3F)])
        pending = false
      } else if byte == 0xC3 {
        pending = true
      } else {
        value = mixed(value, byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      }
    }
    return value
  }

  /// Base letters of U+00C0…U+00FF by the low six bits of their second byte in UTF-8; what is no letter is itself.
  static let bases = Array("aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty".utf8)
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `letterhead.yaml`: what stands around a letter's text, and the labels inside it.
///
/// All entries are held as UTF-8 in lower case (ASCII letters folded); callers fold what they compare.
public struct Letterhead: Sendable {
  /// What a label of the reference block introduces.
  public enum Label: String, Sendable, CaseIterable { case date, subject, ours, yours, attachments, other }

  /// Lists of the chapter, by key.
  public enum List: Int, Sendable, CaseIterable {
    case salutations, closings, addressee, secondChamber, firstChamber, offices, determiners, jointly, ministry, places
    case questionLabels, answerLabels, otherLabels, numberJoiners
    case paperNumber, sessionYear, questionsTitle, answerTitle, received, submitted, answersBanner, appendixBanner
    case reportTitle, letterTitle, bareTitles, seeAlso, about, annex, captions, boxes, closingHeadings, footerShapes
    case hardPrefixes, softStarts
    case leftOut, datedPapers, signed

    /// The key of the chapter.
    fileprivate var key: String { "\(self)" }
  }

  private let lists: [[[UInt8]]]
  /// Labels of the reference block, the longest first.
  public let labels: [(label: Label, text: [UInt8])]

  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: Set(List.allCases.map(\.key)).union(["version", "labels"]))
    var lists: [[[UInt8]]] = []
    for list in List.allCases {
      let entries = try node.required(list.key).strings()
      lists.append(entries.map { Letterhead.fold($0.utf8) })
    }
    self.lists = lists
    let block = try node.required("labels")
    try block.allow(only: Set(Label.allCases.map(\.rawValue)))
    var labels: [(label: Label, text: [UInt8])] = []
    for label in Label.allCases {
      for entry in try block.required(label.rawValue).strings() { labels.append((label, Letterhead.fold(entry.utf8))) }
    }
    self.labels = labels.sorted { $0.text.count > $1.text.count }
  }

  /// The entries of a list, folded.
  public subscript(_ list: List) -> [[UInt8]] {
    lists[list.rawValue]
  }

  /// ASCII capitals to small letters; other bytes as they are.
  @inlinable
  public static func fold(_ text: some Sequence<UInt8>) -> [UInt8] {
    text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// The entry of a list with which folded text begins, at a word's end; the longest one.
  public func prefix(of folded: some Collection<UInt8>, in list: List) -> [UInt8]? {
    let found =
      folded.withContiguousStorageIfAvailable { longest(of: lists[list.rawValue], in: $0) }
      ?? Array(folded).withUnsafeBufferPointer { longest(of: lists[list.rawValue], in: $0) }
    return found < 0 ? nil : lists[list.rawValue][found]
  }

  /// Index of the longest entry with which the text begins, or −1.
  private func longest(of entries: [[UInt8]], in text: UnsafeBufferPointer<UInt8>) -> Int {
    var best = -1
    var length = 0
    for index in entries.indices where entries[index].count > length && entries[index].count <= text.count {
      let count = entries[index].count
      var i = 0
      while i < count, entries[index][i] == text[i] { i += 1 }
      if i < count { continue }
      if count < text.count, Letterhead.isLetter(text[count]), Letterhead.isLetter(entries[index][count - 1]) {
        continue
      }
      best = index
      length = count
    }
    return best
  }

  /// Whether folded text begins with an entry of a list, at a word's end.
  public func begins(_ folded: some Collection<UInt8>, with list: List) -> Bool { prefix(of: folded, in: list) != nil }

  /// Whether folded text is that of a caption (`tabel 1`, `figuur iii`, `tabel b:`, `tabel:`): a word of the list and a number, a letter that a
  /// mark closes, or the word and a colon.
  public func isCaption(_ folded: [UInt8]) -> Bool {
    guard let word = prefix(of: folded, in: .captions) else { return false }
    let rest = folded.dropFirst(word.count).drop { $0 == 0x20 }
    guard let first = rest.first else { return false }
    if (0x30...0x39).contains(first) || first == UInt8(ascii: ":") { return true }
    let letters = rest.prefix(while: Letterhead.isLetter)
    let mark = rest.dropFirst(letters.count).first
    if !letters.isEmpty, letters.allSatisfy({ [0x69, 0x76, 0x78].contains($0) }) { return true }
    return letters.count == 1 && [0x2E, 0x3A, 0x29].contains(mark)
  }

  /// Whether folded text is the title of a box (`kader 1: …`, `tekstbox ii. …`, `box 2 – …`): a word of the list, a number or none, and a mark
  /// before what it is about. A bare `box 3` is a part of the income tax.
  public func isBoxTitle(_ folded: [UInt8]) -> Bool {
    guard let word = prefix(of: folded, in: .boxes) else { return false }
    let number = folded.dropFirst(word.count).drop { $0 == 0x20 }
      .drop { (0x30...0x39).contains($0) || Letterhead.isLetter($0) && $0 < 0x80 }
    let mark = number.drop { $0 == 0x20 }
    let isDash = mark.starts(with: [0xE2, 0x80, 0x93]) && mark.count < number.count
    return (isDash || [0x2E, 0x3A, 0x29].contains(mark.first)) && mark.count > 4
      && folded.count - word.count - number.count <= 6
  }

  /// The label with which folded text begins, and its length in bytes; a colon after it counts in.
  public func label(of folded: [UInt8]) -> (label: Label, count: Int)? {
    for (label, text) in labels where folded.starts(with: text) {
      var end = text.count
      if end < folded.count, Letterhead.isLetter(folded[end]) { continue }
      if end < folded.count, folded[end] == UInt8(ascii: ":") { end += 1 }
      return (label, end)
    }
    return nil
  }

  /// Whether folded text names an office at its head: an optional determiner, then a word of ``List/offices``.
  public func namesOffice(_ folded: some Collection<UInt8>) -> Bool {
    if begins(folded, with: .offices) { return true }
    guard let determiner = prefix(of: folded, in: .determiners) else { return false }
    let rest = folded.dropFirst(determiner.count).drop { $0 == 0x20 }
    return begins(rest, with: .offices)
  }

  /// Whether folded text names an office as ``namesOffice(_:)`` does, or with what stands before that of a further signatory.
  public func namesSigner(_ folded: some Collection<UInt8>) -> Bool {
    guard let lead = prefix(of: folded, in: .jointly) else { return namesOffice(folded) }
    return namesOffice(folded.dropFirst(lead.count).drop { $0 == 0x20 })
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte >= 0x80 }
}

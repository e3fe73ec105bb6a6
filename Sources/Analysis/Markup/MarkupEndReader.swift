// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Reads the end of a marked-up letter: closing formula and signatures, marked up or as plain paragraphs.
struct MarkupEndReader {
  private let letterhead: Letterhead

  /// Paragraphs that a signature block without markup may take.
  private let longest = 14

  init(_ pack: LanguagePack) { letterhead = pack.letterhead }

  func callAsFunction(_ document: MarkupDocument, _ frame: inout MarkupFrame) {
    let blocks = document.blocks
    var found: [Signatory] = []
    var ends: [Int] = []
    for (index, block) in blocks.enumerated() {
      guard case .signature(let signatories) = block.kind else { continue }
      found += signatories
      ends.append(index)
    }
    if ends.isEmpty {
      let end = blocks.firstIndex { $0.kind == .annex } ?? blocks.count
      if let (start, signatories) = signatures(blocks, end) ?? names(blocks, end) {
        found = signatories
        frame.outside.formUnion(start..<end)
        ends = [start]
      } else {
        ends = [end]
      }
    }
    for end in ends { closing(blocks, end, &frame) }
    if frame.metadata.signatories.isEmpty { frame.metadata.signatories = found }
  }

  /// The closing formula right above a signature or the end.
  private func closing(_ blocks: [MarkupDocument.Block], _ end: Int, _ frame: inout MarkupFrame) {
    guard end > 0, blocks[end - 1].kind == .paragraph, blocks[end - 1].text.utf8.count < 60 else { return }
    let folded = Letterhead.fold(blocks[end - 1].text.utf8)
    if letterhead.begins(folded, with: .closings) { frame.outside.insert(end - 1) }
  }

  /// Offices and names as the last paragraphs: an office that ends in a comma or has a name below it, then nothing but
  /// both.
  private func signatures(_ blocks: [MarkupDocument.Block], _ end: Int) -> (Int, [Signatory])? {
    var start = end
    while start > 0, end - start < longest, blocks[start - 1].kind == .paragraph,
      blocks[start - 1].text.utf8.count < 160
    { start -= 1 }
    let lines = blocks[start..<end].map(\.text.utf8)
    guard let first = lines.indices.first(where: { opensSignature(lines, $0) }) else { return nil }
    var result: [Signatory] = []
    var office: [UInt8] = []
    for line in lines[first...] {
      if letterhead.namesOffice(Letterhead.fold(line)) {
        if let comma = nameAfterComma(line) {
          result.append(signatory(Array(line[..<comma]), Array(line[(comma + 1)...])))
          office = []
        } else {
          office = line
        }
      } else if isName(line) {
        result.append(signatory(office, line))
        office = []
      } else if line.count > 80 || line.last == UInt8(ascii: ".") {
        return nil
      }
    }
    return result.isEmpty ? nil : (start + first, result)
  }

  private func opensSignature(_ lines: [[UInt8]], _ index: Int) -> Bool {
    let line = lines[index]
    guard letterhead.namesOffice(Letterhead.fold(line)), line.last != UInt8(ascii: ".") else { return false }
    if nameAfterComma(line) != nil { return true }
    return index + 1 < lines.count && (line.last == UInt8(ascii: ",") || isName(lines[index + 1]))
  }

  /// `De Minister van …, A. Naam` on one line: where the comma stands.
  private func nameAfterComma(_ line: [UInt8]) -> Int? {
    guard let comma = line.lastIndex(of: UInt8(ascii: ",")), comma + 2 < line.count else { return nil }
    return isName(Array(line[(comma + 1)...].drop { $0 == 0x20 })) ? comma : nil
  }

  /// The names of movers: the last group of paragraphs, all of them names, after a sentence.
  private func names(_ blocks: [MarkupDocument.Block], _ end: Int) -> (Int, [Signatory])? {
    guard end > 1, let group = blocks[end - 1].group else { return nil }
    var start = end
    while start > 0, blocks[start - 1].group == group { start -= 1 }
    guard start > 0, blocks[start..<end].allSatisfy({ $0.kind == .paragraph && isName($0.text.utf8) }),
      blocks[start - 1].text.utf8.last == UInt8(ascii: ".")
    else { return nil }
    return (start, blocks[start..<end].map { Signatory(office: nil, name: $0.text.string) })
  }

  private func signatory(_ office: [UInt8], _ name: [UInt8]) -> Signatory {
    let office = trimmed(office)
    return Signatory(
      office: office.isEmpty ? nil : String(decoding: office, as: UTF8.self),
      name: String(decoding: trimmed(name), as: UTF8.self)
    )
  }

  private func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    var slice = text[...].drop { $0 == 0x20 }
    while let last = slice.last, last == 0x20 || last == UInt8(ascii: ",") { slice = slice.dropLast() }
    return slice
  }

  /// A few words without a stop or a figure, capitals at the head of one.
  private func isName(_ text: [UInt8]) -> Bool {
    guard (3...60).contains(text.count), let last = text.last, text.count(where: { $0 == 0x20 }) < 8,
      ![UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: ",")].contains(last),
      !text.contains(where: { (0x30...0x39).contains($0) }), !letterhead.namesOffice(Letterhead.fold(text))
    else { return false }
    return text.indices.contains { at in
      (0x41...0x5A).contains(text[at]) && (at == 0 || [0x20, 0x2E, 0x2D, 0x27].contains(text[at - 1]))
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Output
import Testing

private let hash = String(repeating: "0123456789abcdef", count: 4)

private func line(_ change: (inout StructuredLetter) -> Void = { _ in }) -> [UInt8] {
  var letter = StructuredLetter(
    source: Source(path: "", sha256: hash, bytes: 1, format: "pdf"),
    text: LetterText(utf8: Array("Één \u{1F600} \"kop\"\n\nTekst".utf8))
  )
  letter.sections = [
    Section(id: "s1", heading: "Een", level: 1, kind: .body, span: TextSpan(0, letter.text.utf8.count), page: 1),
    Section(
      id: "s2",
      heading: "Tekst",
      level: 2,
      parent: "s1",
      kind: .body,
      span: TextSpan(letter.text.utf8.count - 5, letter.text.utf8.count),
      page: 2
    ),
  ]
  change(&letter)
  let commitment = Commitment(
    kind: .made,
    status: .open,
    firmness: .firm,
    place: .footnote(index: 0, span: TextSpan(0, 4)),
    text: "Noot",
    deadline: Deadline(text: "voor 2 mei", until: Day(2026, 5, 1), precision: .day),
    motion: .init(movers: ["A"], citation: nil),
    rule: "nl/x",
    confidence: 1
  )
  letter.footnotes = [Footnote(label: "1", utf8: Array("Noot".utf8), page: 1)]
  return LetterEncoder()(Letter(structure: letter, commitments: [commitment]))
}

struct RecordLineTests {
  @Test func putsThePathInAndLeavesTheRestAlone() throws {
    let record = try RecordLine(line(), sha256: hash)
    let named = line { $0.source.path = "a/\"b\".pdf" }
    #expect(record.line(path: RecordPath(Array("a/\"b\".pdf".utf8))) == named)
  }

  @Test func keepsTheBytesOfAPathThatIsNoUTF8() throws {
    let record = try RecordLine(line(), sha256: hash)
    let data = Data(record.line(path: RecordPath([0x61, 0xFF, 0x2E])))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let source = try #require(object["source"] as? [String: Any])
    #expect(source["path"] as? String == "a\u{FFFD}.")
    #expect(source["pathHex"] as? String == "61ff2e")
  }

  @Test func tellsWhetherAPageIsMissing() throws {
    #expect(try !RecordLine(line(), sha256: hash).isPartial)
    let partial = line { $0.warnings = [Warning(code: "page-unreadable", message: "x", page: 2)] }
    #expect(try RecordLine(partial, sha256: hash).isPartial)
  }

  /// Each of these is a record with one thing wrong.
  @Test(arguments: [
    ("\"bytes\":1", "\"bytes\":"), ("\"bytes\":1", "\"bytes\":01"), ("\n", ""), ("}\n", "}\n{}\n"),
    ("\"metadata\":", "\"metadata\": "), ("\"metadata\":{", "\"text\":\"\",\"metadata\":{"), (",\"warnings\":[]", ""),
    ("\"text\":\"\u{C9}", "\"text\":1,\"x\":\"\u{C9}"), ("kop", "k\u{1}p"), ("kop", "k\\udc00p"), ("kop", "k\\ud83dp"),
    ("kop", "k\\xp"), ("\"warnings\":[]", "\"warnings\":" + String(repeating: "[", count: 99)),
  ])
  func refusesWhatAnUntrustedWorkerMightSend(part: String, spoilt: String) {
    let whole = String(decoding: line(), as: UTF8.self)
    let changed = whole.replacingOccurrences(of: part, with: spoilt)
    #expect(changed != whole, "nothing was spoilt")
    #expect(throws: JSONError.self) { try RecordLine(Array(changed.utf8), sha256: hash) }
  }

  @Test func refusesTheRecordOfAnotherDocument() {
    #expect(throws: JSONError.self) { try RecordLine(line(), sha256: String(repeating: "0", count: 64)) }
  }

  @Test func refusesEveryBytewiseTruncationAndBrokenUTF8() {
    let whole = line()
    for count in 0..<whole.count {
      #expect(throws: JSONError.self) { try RecordLine(Array(whole[..<count]), sha256: hash) }
    }
    for bad in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82]] as [[UInt8]] {
      var spoilt = whole
      let at = whole.firstRange(of: Array("kop".utf8))?.lowerBound ?? 0
      spoilt.replaceSubrange(at..<at, with: bad)
      #expect(throws: JSONError.self) { try RecordLine(spoilt, sha256: hash) }
    }
  }
}

struct TableWriterTests {
  private func rows(_ table: RecordTable) throws -> [[String: Any]] {
    let record = try RecordLine(line { $0.metadata.date = Day(2026, 3, 20) }, sha256: hash)
    let bytes = TableWriter(table)(record, path: RecordPath(Array("a.pdf".utf8)))
    return try bytes.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }

  @Test func givesEachSectionItsOwnTextOnly() throws {
    let rows = try rows(.sections)
    #expect(rows.map { $0["id"] as? String } == ["0123456789abcdef-s1", "0123456789abcdef-s2"])
    #expect(rows[0]["text"] as? String == "Één \u{1F600} \"kop\"\n\n")
    #expect(rows[1]["text"] as? String == "Tekst")
    #expect(rows[1]["section"] as? String == "s2")
    #expect(rows[1]["parent"] as? String == "s1")
    #expect(rows[0]["parent"] == nil)
    #expect(rows[0]["date"] as? String == "2026-03-20")
    #expect(rows[0]["path"] as? String == "a.pdf")
    #expect(rows[0]["sha256"] as? String == hash)
  }

  @Test func flattensCommitmentsAndLeavesUnknownOut() throws {
    let row = try #require(try rows(.commitments).first)
    #expect(row["id"] as? String == "0123456789abcdef-c1")
    #expect(row["commitment"] as? String == "0123456789abcdef/c1")
    #expect(row["letter"] as? String == "0123456789abcdef")
    #expect(row["deadlineText"] as? String == "voor 2 mei")
    #expect(row["deadlineUntil"] as? String == "2026-05-01")
    #expect(row["deadlineFrom"] == nil)
    #expect(row["deadline"] == nil)
    #expect(row["motionMovers"] as? [String] == ["A"])
    #expect(row["footnote"] as? String == "1")
  }

  @Test func numbersFootnotesByTheirPlace() throws {
    let row = try #require(try rows(.footnotes).first)
    #expect(row["id"] as? String == "0123456789abcdef-f1")
    #expect(row["label"] as? String == "1")
  }
}

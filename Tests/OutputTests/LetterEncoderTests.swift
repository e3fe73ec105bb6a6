// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Output
import Testing

private let hash = String(repeating: "0123456789abcdef", count: 4)

private func source(_ path: String = "a.pdf") -> Source {
  Source(path: path, sha256: hash, bytes: 7, format: "pdf", pages: 2, tagged: true)
}

private func object(_ line: [UInt8]) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
}

/// Two blocks with letters of two and four bytes before and inside them.
private func sample() -> Letter {
  let text = Array("Één vraag \u{1F600}\n\nKop\n\nIk zal u informeren.".utf8)
  let heading = text.firstIndex(of: 0x4B) ?? 0
  var letter = StructuredLetter(source: source(), text: LetterText(utf8: text))
  letter.text.fragments = [
    .init(start: 0, box: Box(page: 1, x0: 79.4, y0: 100.5, x1: 400.49, y1: 112)),
    .init(start: heading, box: Box(page: 1, x0: 79, y0: 120, x1: 120, y1: 130)),
    .init(start: heading + 5, box: Box(page: 2, x0: 79, y0: 90, x1: 300, y1: 100)),
  ]
  letter.sections = [
    Section(id: "s0", heading: nil, level: 0, kind: .opening, span: TextSpan(0, heading), page: 1),
    Section(id: "s1", heading: "Kop", level: 1, kind: .body, span: TextSpan(heading, text.count), page: 1),
  ]
  letter.paragraphs = [
    Paragraph(section: 1, kind: .heading, span: TextSpan(heading, heading + 3), page: 1),
    Paragraph(section: 1, kind: .text, span: TextSpan(heading + 5, text.count), page: 2),
  ]
  letter.footnotes = [
    Footnote(label: "1", utf8: Array("Kamerstuk 1, nr. 2.".utf8), page: 2, calls: [.init(offset: heading, section: 0)])
  ]
  let sentence = TextSpan(heading + 5, text.count)
  return Letter(
    structure: letter,
    citations: [
      Citation(id: nil, kind: "kamerstuk", text: "Kamerstuk 1", place: .footnote(index: 0, span: TextSpan(0, 11)))
    ],
    commitments: [
      Commitment(
        kind: .made,
        status: .open,
        firmness: .firm,
        place: .text(sentence),
        text: "Ik zal u informeren.",
        deadline: Deadline(text: "later", until: Day(2026, 7, 1), precision: .vague),
        fulfilledBy: .text(TextSpan(heading, heading + 3)),
        rule: "nl/x",
        confidence: 0.925
      )
    ]
  )
}

@Test func countsUnicodeScalarsNotBytes() throws {
  let record = try object(LetterEncoder()(sample()))
  let text = try #require(record["text"] as? String)
  let scalars = Array(text.unicodeScalars)
  let sections = try #require(record["sections"] as? [[String: Any]])
  let start = try #require(sections[1]["start"] as? Int)
  let end = try #require(sections[1]["end"] as? Int)
  #expect(start == 13)
  #expect(end == scalars.count)
  #expect(scalars[start] == "K")
  let footnotes = try #require(record["footnotes"] as? [[String: Any]])
  let calls = try #require(footnotes[0]["calls"] as? [[String: Any]])
  #expect(calls[0]["offset"] as? Int == 13)
}

@Test func writesKeysInOrderAndLeavesUnknownOut() {
  let line = String(decoding: LetterEncoder()(sample()), as: UTF8.self)
  #expect(line.hasPrefix(#"{"schema":"griffier.letter/1","id":"0123456789abcdef","source":{"path":"a.pdf","sha256":""#))
  #expect(line.contains(#""bytes":7,"format":"pdf","pages":2,"tagged":true},"metadata":{"kind":"other"},"text":"#))
  #expect(
    line.contains(
      #"{"id":"s0","level":0,"parent":null,"kind":"opening","start":0,"end":13,"page":1,"boxes":[[1,79,101,400,112]]}"#
    )
  )
  #expect(line.contains(#"{"kind":"kamerstuk","text":"Kamerstuk 1","footnote":"1","page":2,"repaired":false}"#))
  #expect(line.contains(#""deadline":{"text":"later","from":null,"until":"2026-07-01","precision":"vague"}"#))
  #expect(line.contains(#""id":"0123456789abcdef/c1","kind":"made""#))
  #expect(line.contains(#""fulfilledBy":{"text":"Kop","start":13,"end":16},"rule":"nl/x","confidence":0.93}"#))
  #expect(line.hasSuffix("\"warnings\":[]}\n"))
  #expect(!line.contains("furniture"))
}

@Test func givesTheHeadingsOwnBoxAndTheSentencesPage() throws {
  let record = try object(LetterEncoder()(sample()))
  let sections = try #require(record["sections"] as? [[String: Any]])
  #expect(sections[1]["boxes"] as? [[Int]] == [[1, 79, 120, 120, 130]])
  let commitments = try #require(record["commitments"] as? [[String: Any]])
  #expect(commitments[0]["page"] as? Int == 2)
  #expect(commitments[0]["section"] as? String == "s1")
  #expect(commitments[0]["boxes"] as? [[Int]] == [[2, 79, 90, 300, 100]])
}

@Test func keepsOneLineWhateverTheTextHolds() throws {
  var letter = sample()
  let nasty = "a\u{0}\u{1B}\u{7F}\u{85}\u{9F}\u{2028}\u{2029}\"\\\r\n\tz\u{C2}\u{E2}\u{2027}"
  letter.structure.text = LetterText(utf8: Array(nasty.utf8) + [0xED, 0xA0, 0x80])
  letter.structure.sections = []
  letter.structure.paragraphs = []
  letter.commitments = []
  let line = LetterEncoder()(letter)
  #expect(line.filter { $0 == 0x0A }.count == 1)
  let forbidden = String(decoding: line.dropLast(), as: UTF8.self).unicodeScalars.filter {
    $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
  }
  #expect(forbidden.isEmpty)
  #expect(try object(line)["text"] as? String == nasty + "\u{FFFD}")
}

@Test func writesFurnitureOnlyWhenAsked() throws {
  var letter = sample()
  letter.structure.furniture = [
    Furniture(kind: "page-number", text: "2", box: Box(page: 2, x0: 1, y0: 2, x1: 3, y1: 4))
  ]
  #expect(try object(LetterEncoder()(letter))["furniture"] == nil)
  let shown = try #require(try object(LetterEncoder(furniture: true)(letter))["furniture"] as? [[String: Any]])
  #expect(shown[0]["box"] as? [Int] == [2, 1, 2, 3, 4])
}

@Test(arguments: [(0.0, "0"), (1.0, "1"), (0.5, "0.5"), (0.931, "0.93"), (0.05, "0.05"), (7.0, "1"), (Double.nan, "0")])
func writesSharesWithTwoDecimals(value: Double, expected: String) {
  var json = JSONBuffer()
  json.share(value)
  #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
}

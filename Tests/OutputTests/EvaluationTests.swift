// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Output
import Testing

private let gold = """
  { "source": { "sha256": "a" }, "letter": { "date": "2026-03-20", "subject": "Stand van zaken", "signatories": [{ "name": "C. de Vries" }] },
    "headings": [{ "text": "Vervolg", "level": 1 }, { "text": "Slot" }], "paragraphs": ["Een alinea."],
    "footnotes": [{ "label": "1", "before": "staat er", "body": "Een noot." }],
    "citations": [{ "id": "kst-1-2" }, { "id": "kst-1-3", "optional": true }],
    "commitments": [{ "kind": "made", "status": "open", "start": "Ik zal uw Kamer voor de", "end": "voor de zomer hierover informeren",
      "holder": "minister", "deadline": { "text": "voor de zomer", "until": "2026-07-02" } }] }
  """

private func record(
  _ commitments: String,
  heading: String = "Vervolg",
  text: String = "Een alinea. Dit staat er."
) -> Data {
  Data(
    """
    {"source":{"path":"a.pdf","sha256":"a"},"metadata":{"date":"2026-03-20","subject":"Stand van zaken","signatories":[{"name":"C. de Vries"}]},\
    "text":"\(text)","sections":[{"heading":"\(heading)","level":1}],"paragraphs":[{"kind":"text","start":0,"end":11}],\
    "footnotes":[{"label":"1","text":"Een noot.","calls":[{"offset":24}]}],"citations":[{"id":"kst-1-2"},{"id":"kst-1-3"},{"id":"kst-9-9"}],\
    "commitments":[\(commitments)]}

    """.utf8
  )
}

private func made(_ text: String, until: String) -> String {
  """
  {"kind":"made","status":"open","text":"\(text)","holder":"minister van Zaken","deadline":{"text":"voor de zomer","until":"\(until)"},\
  "rule":"nl/x","confidence":0.95}
  """
}

private func evaluate(_ records: Data) throws -> Evaluation {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try Data(gold.utf8).write(to: folder.appendingPathComponent("a.json"))
  return try Evaluation(gold: folder, records: ScoredRecord.read(records))
}

struct EvaluationTests {
  private let sentence = "Ik zal uw Kamer voor de zomer hierover informeren."

  @Test func givesTheSentenceThatWasMissed() throws {
    let there = try evaluate(record("", text: "Een alinea. \(sentence) Dit staat er."))
    #expect(there.missed.map(\.sentence) == [String(sentence.dropLast()) + "."])
    #expect(there.missed.map(\.date) == ["2026-03-20"])
    #expect(try evaluate(record("")).missed.map(\.sentence) == [nil])
  }

  @Test func countsHitsMissesAndInventions() throws {
    let found = try evaluate(
      record(made(sentence, until: "2026-07-02") + "," + made("Dit beloof ik zomaar.", until: "2026-07-02"))
    )
    #expect(found.tallies[.headings] == tally(1, 2, 1))
    #expect(found.tallies[.citations] == tally(1, 1, 2))
    #expect(found.tallies[.commitments] == tally(1, 1, 2))
    #expect(found.tallies[.holder] == tally(1, 1, 1))
    #expect(found.tallies[.deadlineDate] == tally(1, 1, 1))
    #expect(found.tallies[.footnoteCalls] == tally(1, 1, 1))
    #expect(found.rules["nl/x"]?.right == 1)
    #expect(found.rules["nl/x"]?.invented == 1)
    #expect(found.bands[9]?.invented == 1)
    #expect(found.bands[9]?.share == 0.5)
    #expect(found.misses.map(\.what).sorted() == ["citation invented", "commitment invented", "heading missed"])
  }

  @Test func countsAWrongDateAsWrong() throws {
    let found = try evaluate(record(made(sentence, until: "2026-07-03")))
    #expect(found.tallies[.deadlineText] == tally(1, 1, 1))
    #expect(found.tallies[.deadlineDate] == tally(0, 1, 1))
  }

  @Test func countsALetterWithoutRecordAsAllMissed() throws {
    let found = try evaluate(Data())
    #expect(found.tallies[.letters] == tally(0, 1, 0))
    #expect(found.tallies[.commitments] == tally(0, 1, 0))
  }

  @Test func listsWhatAChangeGainedAndLost() throws {
    let before = try ScoredRecord.read(record("", heading: "Vervolg"))
    let after = try ScoredRecord.read(record(made(sentence, until: "2026-07-02"), heading: "Slot"))
    let lines = RecordChanges(from: before, to: after).lines.map { "\($0.sign)\($0.what)" }
    #expect(lines == ["+heading", "-heading", "+commitment", "+deadline"])
  }

  @Test(arguments: [("abcd", "bcde", 0.75), ("", "", 1), ("abc", "xyz", 0), ("aba", "ab", 0.8)])
  func measuresLikenessByMatchingBlocks(a: String, b: String, ratio: Double) {
    #expect(abs(SequenceSimilarity.ratio(Array(a), Array(b)) - ratio) < 1e-9)
  }

  private func tally(_ hit: Int, _ gold: Int, _ found: Int) -> Tally {
    var tally = Tally()
    tally.hit = hit
    tally.gold = gold
    tally.found = found
    return tally
  }
}

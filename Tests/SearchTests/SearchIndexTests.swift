// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Search

/// Indexes over a few sketched letters.
struct SearchIndexTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "griffier-index-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// A letter of each day given; the second section has a heading.
  private static func record(_ entry: SearchIndex.Entry) -> [UInt8] {
    let text = "Ik zeg iets toe.\n\nWachttijden\n\nDe wachttijden in de zorg nemen af."
    let date = entry.path
    return Array(
      """
      {"metadata":{"kind":"kamerbrief","date":"\(date)","subject":"Zorg"},"text":"\(text.replacing("\n", with: "\\n"))",
      "sections":[{"id":"s0","start":0,"end":16},{"id":"s1","heading":"Wachttijden","start":18,"end":\(text.unicodeScalars.count)}],
      "footnotes":[],"commitments":[{"kind":"made","status":"open","section":"s0","holder":"minister"}]}
      """.utf8
    )
  }

  private func entries(_ days: ClosedRange<Int>) -> [SearchIndex.Entry] {
    days.map { day in
      let hash = String(day * 7919 % 65_521, radix: 16)
      let sha256 = String(repeating: "a", count: 4 - hash.count) + hash + String(repeating: "0", count: 60)
      return SearchIndex.Entry(sha256: sha256, path: "2026-01-\(day < 10 ? "0" : "")\(day)", engine: 1)
    }
  }

  private func index(_ entries: [SearchIndex.Entry]) throws -> SearchIndex {
    let index = try SearchIndex(folder: folder)
    try index.update(to: { (entries, "\(entries.count)") }, record: { Self.record($0) })
    return index
  }

  @Test func ranksTheNewestWhereTooManyMatch() throws {
    let index = try index(entries(1...20))
    let all = try index.answer(SearchQuery("wachttijd"), limit: 5, ranked: 20)
    #expect(!all.isCut)
    #expect(all.hits.map(\.date) == (16...20).reversed().map { "2026-01-\($0)" })
    let cut = try index.answer(SearchQuery("zorg date:..2026-01-10"), limit: 2, ranked: 3)
    #expect(cut.isCut)
    #expect(cut.hits.map(\.date) == ["2026-01-10", "2026-01-09"])
    let wide = try index.answer(SearchQuery("zorg"), limit: 20, ranked: 3)
    #expect(wide.hits.count == 20)
    #expect(!wide.isCut)
  }

  @Test func highlightsHeadings() throws {
    let hit = try #require(try index(entries(1...1)).answer(SearchQuery("wachttijd"), limit: 1).hits.first)
    #expect(hit.heading?.text == "Wachttijden")
    #expect(hit.heading?.marks == [0..<11])
    #expect(hit.snippet.marks == [3..<14])
  }

  @Test func answersAlikeHoweverItCameAbout() throws {
    let queries = ["wachttijd", "zorg OR toe", "status:open", "kind:made minister", "date:2026-01-03..2026-01-05 w*"]
    let grown = try index(entries(5...9))
    try grown.update(to: { (entries(1...7), "7") }, record: { Self.record($0) })
    let answers = try queries.map { try grown.answer(SearchQuery($0), limit: 9) }
    grown.close()
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/search.sqlite\(ending)")
    }
    let anew = try index(entries(1...7))
    #expect(try queries.map { try anew.answer(SearchQuery($0), limit: 9) } == answers)
    #expect(answers[0].hits.count == 7)
    #expect(answers[2].hits.count == 7)
  }

  @Test func aDossierWithoutAChapterStandsForItsChapters() throws {
    let index = try SearchIndex(folder: folder)
    let numbers = ["36600", "36600-XIV", "366001", "36601"]
    try index.update(
      to: { (entries(1...4), "4") },
      record: { entry in
        let number = numbers[(Int(entry.path.suffix(2)) ?? 1) - 1]
        let text = String(decoding: Self.record(entry), as: UTF8.self)
        return Array(
          text.replacing(#""subject":"Zorg""#, with: #""subject":"\#(number)","dossiers":["\#(number)"]"#).utf8
        )
      }
    )
    func subjects(_ query: String) throws -> Set<String?> {
      Set(try index.answer(SearchQuery(query), limit: 99).hits.map(\.subject))
    }
    #expect(try subjects(#"dossier:"36 600""#) == ["36600", "36600-XIV"])
    #expect(try subjects("dossier:36600xiv wachttijden") == ["36600-XIV"])
    #expect(try subjects("dossier:36601") == ["36601"])
  }

  @Test func staysAsItWasWhenPublishingFails() throws {
    struct Failed: Error {}
    let index = try index(entries(1...3))
    #expect(throws: SearchError.self) {
      try index.update(to: { (entries(1...9), "9") }, record: { Self.record($0) }, commit: { throw Failed() })
    }
    #expect(try index.state() == "3")
    #expect(try index.answer(SearchQuery("wachttijd"), limit: 9).hits.count == 3)
  }
}

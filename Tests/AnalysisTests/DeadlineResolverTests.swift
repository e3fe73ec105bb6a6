// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Foundation
import Language
import Model
import Support
import Testing

private let pack = try? LanguagePack()

private func resolve(_ text: String, _ date: Day?) throws -> [DeadlineResolver.Candidate] {
  let utf8 = Array(text.utf8)
  return DeadlineResolver(try #require(pack))(utf8, sentence: TextSpan(0, utf8.count), date: date)
}

private func rows(_ url: URL) -> [[String]] {
  let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

struct DeadlineResolverTests {
  @Test(arguments: rows(SharedLetters.repository.appendingPathComponent("corpora/fragments/deadlines.tsv")))
  func resolvesPhrases(row: [String]) throws {
    let found = try resolve(row[0] + ".", Day(iso: row[1])).filter { !$0.isOccasion }
    let candidate = try #require(found.first, "\(row)")
    #expect(found.count == 1)
    #expect(candidate.deadline.text == row[2])
    #expect(candidate.deadline.from?.iso ?? "" == row[3], "\(row)")
    #expect(candidate.deadline.until?.iso ?? "" == row[4], "\(row)")
    #expect(candidate.deadline.precision.rawValue == row[5], "\(row)")
  }

  @Test(arguments: [
    "In het debat van 3 maart jl. is dit besproken.", "De brief van 5 februari 2026 gaat hierover.",
    "In 2024 is dit onderzocht.",
    "Ik beschouw dit met de in oktober gepubliceerde regeling als afgehandeld.",
    "Voor het plan is tot en met 2028 € 12 miljoen beschikbaar.",
    "Op 12 januari 2026 heeft de Raad geadviseerd.", "Dit gold tot eind 2025.", "De afgelopen zomer was droog.",
  ])
  func takesNoPastOrOccasionForADeadline(text: String) throws {
    #expect(try resolve(text, Day(2026, 3, 20)).allSatisfy(\.isOccasion))
  }

  @Test(arguments: [
    "De begroting 2026 is vastgesteld.",
    "Er is jaarlijks € 61 miljoen beschikbaar.", "Wij hebben voor 2028 alle sluizen begroot.",
    "Er zijn 12 gemeenten.", "Artikel 3 mei-regeling.", "Zo is het.", "",
  ])
  func findsNothingWhereThereIsNothing(text: String) throws {
    #expect(try resolve(text, Day(2026, 3, 20)).isEmpty)
  }

  @Test func inventsNoDateWithoutTheLettersOwn() throws {
    for text in [
      "Dit volgt in april.", "Dit volgt voor de zomer.", "Dit volgt binnen zes weken.", "Dit volgt dit najaar.",
    ] {
      #expect(try resolve(text, nil).allSatisfy { $0.deadline.until == nil && $0.deadline.from == nil }, "\(text)")
    }
  }

  @Test func flagsEstimatedRecesses() throws {
    let known = try #require(try resolve("Dit volgt voor de zomer.", Day(2024, 3, 20)).first)
    let estimated = try #require(try resolve("Dit volgt voor de zomer.", Day(2026, 3, 20)).first)
    #expect(!known.deadline.estimated)
    #expect(estimated.deadline.estimated)
  }

  @Test(.enabled(if: SharedLetters.folder != nil, "the cases outside the repository are not here"))
  func resolvesTheCasesOutside() throws {
    let url = try #require(SharedLetters.folder).appendingPathComponent("evaluation/deadline_cases.tsv")
    var wrong: [String] = []
    let rows = rows(url)
    #expect(rows.count > 25 && rows.allSatisfy { $0.count >= 6 })
    for row in rows {
      let past = row[6...].joined().contains("past")
      let found = try resolve("Dit volgt \(row[0]).", Day(iso: row[1]))
      let candidate = past ? found.first : found.first { !$0.isOccasion }
      // The record's own table gives `begin`, `medio` and what comes after a recess by its own rules; ends must agree.
      if candidate?.deadline.until?.iso ?? "" != row[5] {
        wrong.append("\(row[0]): \(candidate?.deadline.until?.iso ?? "none"), not \(row[5])")
      }
      if past { #expect(candidate?.isOccasion == true, "\(row[0])") }
      guard let found = candidate?.deadline else { continue }
      #expect(found.text == row[0])
      switch row[3] {
      case "recurring": #expect(found.precision == .recurring && found.from == nil, "\(row[0])")
      case "vague", "event": #expect(found.precision == .vague && found.from == nil, "\(row[0])")
      // After a recess: from the day it ends, which is the day before the one in the table.
      case "after": #expect(found.from?.adding(days: 1).iso == row[4], "\(row[0])")
      case "point": #expect(found.precision == .day && found.until?.iso == row[4], "\(row[0])")
      default: #expect(found.until != nil, "\(row[0])")
      }
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func staysLinearOnAnEndlessSentence() throws {
    let text = String(repeating: "voor de uiterlijk in eind van begin ", count: 3_000)
    #expect(try resolve(text, Day(2026, 3, 20)).count < 20_000)
  }
}

private struct Gold: Decodable {
  struct Letter: Decodable { var date: String? }
  struct Deadline: Decodable {
    var text: String
    var until: String?
  }
  struct Commitment: Decodable { var deadline: Deadline? }
  var letter: Letter
  var commitments: [Commitment]?
}

struct AnnotatedDeadlineTests {
  @Test(.enabled(if: SharedLetters.folder != nil, "the letters outside the repository are not here"))
  func resolvesTheDeadlinesOfLettersOutside() throws {
    try check(SharedLetters.files("corpora/real/gold", "json") + SharedLetters.files("corpora/sample/gold", "json"))
  }

  @Test func resolvesTheDeadlinesOfTheCorpus() throws {
    let folder = SharedLetters.repository.appendingPathComponent("corpora/kamerbrieven/gold")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    try check(files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path })
  }

  /// Each annotated phrase, put into a sentence, must be found, and its date met where the annotator gives one.
  private func check(_ files: [URL]) throws {
    var wrong: [String] = []
    var count = 0
    for file in files {
      let gold = try JSONDecoder().decode(Gold.self, from: Data(contentsOf: file))
      for deadline in (gold.commitments ?? []).compactMap(\.deadline) {
        count += 1
        let found = try resolve("Dit volgt \(deadline.text) per brief.", gold.letter.date.flatMap { Day(iso: $0) })
        let candidate = found.first { !$0.isOccasion }
        if candidate == nil || deadline.until != nil && candidate?.deadline.until?.iso != deadline.until {
          wrong.append(
            "\(deadline.text): \(candidate?.deadline.text ?? "none") \(candidate?.deadline.until?.iso ?? "-"), not \(deadline.until ?? "-")"
          )
        }
      }
    }
    #expect(count > 0)
    #expect(wrong.count * 40 <= count, "\(wrong.count) of \(count): \(wrong)")
  }
}

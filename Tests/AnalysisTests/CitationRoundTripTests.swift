// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Foundation
import Language
import Support
import Testing

/// What a paper is called: its dossier, what divides that, its number.
private struct Paper {
  var dossier: String
  var part: String?
  var number: String

  var id: String { (["kst", dossier] + [part].compactMap { $0 } + [number]).joined(separator: "-") }
  var isLetters: Bool { number.utf8.allSatisfy { (0x41...0x5A).contains($0) } }
  var isDivided: Bool { part.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? false }

  /// Reads `kst-36600-XIV-66`, `kst-21501-02-2555`, `kst-22112-FH`; `nil` for what letters do not cite by such a number.
  init?(id: String) {
    var parts = id.split(separator: "-").map(String.init)
    guard parts.first == "kst" else { return nil }
    parts.removeFirst()
    // The session year stands only in the address.
    if let first = parts.first, first.count == 8, Int(first) != nil { parts.removeFirst() }
    guard parts.count == 2 || parts.count == 3, let dossier = parts.first, dossier.count == 5,
      Int(dossier) ?? 0 >= 10_000
    else { return nil }
    let number = parts[parts.count - 1]
    let isNumber = Int(number) != nil && number.count <= 4
    let isLetters = number.count <= 2 && number.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    guard isNumber || isLetters else { return nil }
    if parts.count == 3 {
      let isSub = dossier == "21501" && parts[1].count == 2 && Int(parts[1]) != nil
      let isRoman = parts[1].utf8.allSatisfy { "IVX".utf8.contains($0) }
      guard isSub || isRoman else { return nil }
      part = parts[1]
    }
    self.dossier = dossier
    self.number = number
  }

  init(_ random: inout SeededGenerator) {
    dossier = "\(12_000 + random.below(25_500))"
    number = "\(1 + random.below(random.pick([9, 99, 999, 4500])))"
    switch random.below(6) {
    case 0:
      part = random.pick(["I", "IV", "V", "VI", "VII", "VIII", "X", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XXII"])
    case 1:
      dossier = "21501"
      part = random.pick(["02", "03", "07", "08", "20", "28", "30", "31", "32", "33", "34"])
    case 2:
      number = random.pick(["A", "B", "D", "F", "H", "K", "BV", "CK", "FX", "AI"])
    default: break
    }
  }
}

/// Writes papers as ministries do.
private struct Speller {
  var random: SeededGenerator

  private mutating func dossier(_ paper: Paper) -> String {
    let gap = random.pick(["", "", " ", " ", "\u{A0}", "\u{202F}", "\u{2009}"])
    var text = "\(paper.dossier.prefix(2))\(gap)\(paper.dossier.dropFirst(2))"
    if let part = paper.part {
      text +=
        paper.isDivided
        ? random.pick(["-\(part)", "\u{2011}\(part)", "\u{2013}\(part)"])
        : random.pick(["-\(part)", " \(part)", "\u{A0}\(part)", ", \(part)", " hoofdstuk \(part)"])
    }
    return text
  }

  private mutating func session() -> String {
    let year = random.pick([1995, 2001, 2008, 2012, 2016, 2019, 2022, 2024])
    let next = year + 1
    let short = next % 100 < 10 ? "0\(next % 100)" : "\(next % 100)"
    return random.pick([
      "\(year)-\(short)", "\(year)/\(short)", "\(year)–\(short)", "\(year)-\(next)", "\(year)/\(next)",
      "\(year)–\(next)",
    ])
  }

  mutating func text(_ paper: Paper) -> String {
    let house = paper.isLetters ? "I" : "II"
    let year = session()
    let comma = random.pick([",", ""])
    let head = random.pick([
      "Kamerstukken \(house), \(year), ", "Kamerstukken \(house) \(year), ", "Kamerstukken \(house) \(year), ",
      "Kamerstuk ", "Kamerstukken ", "Kamerstuknummer ", "Kamerstuk \(house) ", "Kamerdossier ", "kst. ", "Kst. ",
      paper.isLetters ? "EK \(year), " : "TK \(year), ", "Kamerstukken \(house), vergaderjaar \(year), ",
      paper.isLetters ? "Eerste Kamer, vergaderjaar \(year), " : "Tweede Kamer, vergaderjaar \(year), ",
    ])
    let dossier = dossier(paper)
    let tie =
      paper.isLetters
      ? random.pick([", ", ", nr. ", " nr. ", "\(comma) letter "])
      : random.pick([
        "\(comma) nr. ", "\(comma) nr.", "\(comma) nr ", "\(comma) no. ", "\(comma) #", ", Nr. ", "\(comma) nummer ",
        "\(comma) nr.\u{A0}",
      ])
    let end = random.pick([
      ".", ",", ")", ";", " over de voortgang", ", p. 4", " (hierna: de brief)", ", blz. 12-13", "",
    ])
    let before = random.pick(["Zie ", "Conform ", "De brief (", "in ", "Zoals gemeld (", "Bijlage bij "])
    return before + head + dossier + tie + paper.number + end
  }
}

struct CitationRoundTripTests {
  private static let pack = Result { try LanguagePack() }

  private func check(_ papers: [Paper], seed: UInt64, atMost share: Double) throws {
    let detector = CitationDetector(try CitationRoundTripTests.pack.get())
    var speller = Speller(random: SeededGenerator(state: seed))
    var wrong: [String] = []
    for paper in papers {
      let text = speller.text(paper)
      let found = detector(Array(text.utf8)).compactMap(\.id)
      if found != [paper.id] { wrong.append("\(text) -> \(found), not \(paper.id)") }
    }
    #expect(!papers.isEmpty)
    let show = wrong.prefix(40).joined(separator: "\n")
    #expect(Double(wrong.count) <= share * Double(papers.count), "\(wrong.count) of \(papers.count):\n\(show)")
  }

  @Test func givesBackInventedPapersInEverySpelling() throws {
    var random = SeededGenerator(state: 20_261_123)
    try check((0..<3_000).map { _ in Paper(&random) }, seed: 7, atMost: 0)
  }

  @Test(arguments: try rows())
  func readsTheTableOfSpellings(row: [String]) throws {
    let detector = CitationDetector(try CitationRoundTripTests.pack.get())
    let text = "Zie \(row[0])."
    #expect(detector(Array(text.utf8)).compactMap(\.id).joined(separator: " ") == row[1], "\(row[0])")
  }

  private static func rows() throws -> [[String]] {
    let url = SharedLetters.repository.appendingPathComponent("corpora/fragments/citations.tsv")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test(.enabled(if: SharedLetters.folder != nil, "the list of published papers is not here"))
  func givesBackPublishedPapersInEverySpelling() throws {
    let list = try #require(SharedLetters.folder).appendingPathComponent("evaluation/parliament_ids.txt.xz")
    let unpack = Process()
    unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpack.arguments = ["xz", "-dc", list.path]
    let pipe = Pipe()
    unpack.standardOutput = pipe
    try unpack.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    unpack.waitUntilExit()
    let lines = bytes.split(separator: 0x0A)
    var random = SeededGenerator(state: 3)
    var papers: [Paper] = []
    while papers.count < 3_000, !lines.isEmpty {
      if let paper = Paper(id: String(decoding: random.pick(lines), as: UTF8.self)) { papers.append(paper) }
    }
    try check(papers, seed: 11, atMost: 0)
  }
}

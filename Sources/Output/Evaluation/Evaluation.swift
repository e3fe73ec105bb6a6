// SPDX-License-Identifier: GPL-3.0-or-later
public import Foundation

/// Holds records against gold: what was hit, missed and invented, by measure, by rule and by confidence.
///
/// Matching is by words: case, accents' composition and punctuation do not count. A heading or a footnote is met from a likeness of 0.9, a
/// subject from 0.85; a commitment's sentence where it holds the gold's first or last words.
public struct Evaluation: Sendable {
  /// By measure.
  public private(set) var tallies: [Tally.Measure: Tally] = [:]
  /// Findings of commitments by rule.
  public private(set) var rules: [String: Fate] = [:]
  /// Findings of commitments by tenth of confidence (9 holds 0.9 to 1).
  public private(set) var bands: [Int: Fate] = [:]
  /// Commitments that were missed: the letter, its date, and the sentence where its text has it.
  public private(set) var missed: [(letter: String, date: String?, sentence: String?)] = []
  /// `letter`, what, detail.
  public private(set) var misses: [(letter: String, what: String, detail: String)] = []

  /// Scores every gold file of a folder; a letter without a record counts as all missed.
  ///
  /// - Throws: where the folder cannot be listed or a file is no gold.
  public init(gold folder: URL, records: [ScoredRecord]) throws {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    let byHash = Dictionary(records.map { ($0.source.sha256, $0) }) { first, _ in first }
    for file in files {
      let gold = try GoldLetter(contentsOf: file)
      let name = file.deletingPathExtension().lastPathComponent
      let record = byHash[gold.source.sha256]
      tallies[.letters, default: Tally()].add(record == nil ? 0 : 1, 1, record == nil ? 0 : 1)
      score(gold, record, name)
    }
  }

  private mutating func miss(_ letter: String, _ what: String, _ detail: String) {
    misses.append((letter, what, detail))
  }

  private mutating func score(_ gold: GoldLetter, _ record: ScoredRecord?, _ name: String) {
    let text = Array((record?.text ?? "").unicodeScalars)
    func slice(_ from: Int, _ to: Int) -> String {
      var result = String.UnicodeScalarView()
      result.append(contentsOf: text[max(0, min(from, text.count))..<max(0, min(to, text.count))])
      return String(result)
    }
    scoreHeadings(gold, record, name)
    if let wanted = gold.paragraphs {
      let found = (record?.paragraphs ?? []).filter { $0.kind != "heading" }.map {
        Evaluation.plain(slice($0.start, $0.end))
      }
      scoreParagraphs(wanted.map(Evaluation.plain), found, name)
    }
    scoreFootnotes(gold, record, name) { Evaluation.words(slice($0 - 200, $0)) }
    if let citations = gold.citations {
      let wanted = Set(citations.filter { $0.optional != true }.map(\.id))
      let found = Set((record?.citations ?? []).compactMap(\.id)).subtracting(
        citations.filter { $0.optional == true }.map(\.id)
      )
      tallies[.citations, default: Tally()].add(wanted.intersection(found).count, wanted.count, found.count)
      for id in wanted.subtracting(found).sorted() { miss(name, "citation missed", id) }
      for id in found.subtracting(wanted).sorted() { miss(name, "citation invented", id) }
    }
    scoreCommitments(gold, record, name)
    scoreMetadata(gold.letter, record?.metadata, name)
  }

  private mutating func scoreHeadings(_ gold: GoldLetter, _ record: ScoredRecord?, _ name: String) {
    guard let wanted = gold.headings else { return }
    var pool = (record?.sections ?? []).filter { $0.heading != nil }
    let hits = Evaluation.longestCommon(wanted, pool) { Evaluation.alike($0.text, $1.heading) }
    tallies[.headings, default: Tally()].add(hits, wanted.count, pool.count)
    for heading in wanted {
      guard let at = pool.firstIndex(where: { Evaluation.alike(heading.text, $0.heading) }) else {
        miss(name, "heading missed", heading.text)
        continue
      }
      let found = pool.remove(at: at)
      if let level = heading.level { tallies[.headingLevels, default: Tally()].add(found.level == level) }
    }
    for section in pool { miss(name, "heading invented", section.heading ?? "") }
  }

  private mutating func scoreParagraphs(_ wanted: [String], _ found: [String], _ name: String) {
    func counted(_ list: [String]) -> [String: Int] {
      list.filter { !$0.isEmpty }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    let (gold, have) = (counted(wanted), counted(found))
    let hits = gold.reduce(0) { $0 + min($1.value, have[$1.key] ?? 0) }
    tallies[.paragraphs, default: Tally()].add(hits, gold.values.reduce(0, +), have.values.reduce(0, +))
    for paragraph in gold.keys.sorted() where have[paragraph] == nil {
      miss(name, "paragraph missed", String(paragraph.prefix(110)))
    }
    for paragraph in have.keys.sorted() where gold[paragraph] == nil {
      miss(name, "paragraph invented", String(paragraph.prefix(110)))
    }
  }

  private mutating func scoreFootnotes(
    _ gold: GoldLetter,
    _ record: ScoredRecord?,
    _ name: String,
    _ before: (Int) -> [String]
  ) {
    guard let wanted = gold.footnotes else { return }
    var pool = record?.footnotes ?? []
    var bodies = 0
    var calls = 0
    for note in wanted {
      guard let at = pool.firstIndex(where: { $0.label == note.label && Evaluation.sameBody(note, $0.text) }) else {
        miss(name, "footnote missed", "\(note.label) \((note.body ?? note.start ?? "").prefix(90))")
        continue
      }
      let found = pool.remove(at: at)
      bodies += 1
      let last = Array(Evaluation.words(note.before).suffix(4))
      guard !last.isEmpty else { continue }
      if found.calls.contains(where: { Array(before($0.offset).suffix(last.count)) == last }) {
        calls += 1
      } else {
        miss(name, "footnote call missed", "\(note.label) after \"\(note.before ?? "")\"")
      }
    }
    for note in pool { miss(name, "footnote invented", "\(note.label) \(note.text.prefix(90))") }
    let without = wanted.count { Evaluation.words($0.before).isEmpty }
    let called = (record?.footnotes ?? []).count { !$0.calls.isEmpty }
    tallies[.footnoteBodies, default: Tally()].add(bodies, wanted.count, record?.footnotes.count ?? 0)
    tallies[.footnoteCalls, default: Tally()].add(calls, wanted.count - without, max(calls, called - without))
  }

  private mutating func scoreCommitments(_ gold: GoldLetter, _ record: ScoredRecord?, _ name: String) {
    guard let commitments = gold.commitments else { return }
    var pool = record?.commitments ?? []
    let firm = commitments.filter { !$0.optional }
    var hits = 0
    for wanted in firm + commitments.filter(\.optional) {
      let covering = pool.indices.filter { Evaluation.covers(wanted, pool[$0].text) }
      guard let at = covering.first(where: { pool[$0].kind == wanted.kind }) ?? covering.first else {
        if !wanted.optional {
          miss(name, "commitment missed", wanted.text ?? "\(wanted.start ?? "") ... \(wanted.end ?? "")")
          let sentence = wanted.text ?? Evaluation.passage(from: wanted.start, to: wanted.end, in: record?.text)
          missed.append((name, record?.metadata.date ?? gold.letter?.date, sentence))
        }
        continue
      }
      let found = pool.remove(at: at)
      if wanted.optional {
        count(found) { $0.optional += 1 }
        continue
      }
      hits += 1
      count(found) { $0.right += 1 }
      scoreSlots(wanted, found, name)
    }
    for found in pool {
      miss(name, "commitment invented", "\(found.rule): \(found.text.prefix(160))")
      count(found) { $0.invented += 1 }
    }
    tallies[.commitments, default: Tally()].add(hits, firm.count, hits + pool.count)
  }

  private mutating func count(_ found: ScoredRecord.Commitment, _ change: (inout Fate) -> Void) {
    change(&rules[found.rule, default: Fate()])
    change(&bands[min(9, Int(found.confidence * 10)), default: Fate()])
  }

  private mutating func scoreSlots(
    _ wanted: GoldLetter.CommitmentEntry,
    _ found: ScoredRecord.Commitment,
    _ name: String
  ) {
    tallies[.kind, default: Tally()].add(found.kind == wanted.kind)
    if found.kind != wanted.kind {
      miss(name, "kind", "want \(wanted.kind) found \(found.kind) by \(found.rule): \(found.text.prefix(100))")
    }
    if let status = wanted.status {
      tallies[.status, default: Tally()].add(found.status == status)
      if found.status != status {
        miss(name, "status", "want \(status) found \(found.status): \(found.text.prefix(100))")
      }
    }
    if let holder = wanted.holder, !holder.isEmpty {
      let (a, b) = (Set(Evaluation.words(holder)), Set(Evaluation.words(found.holder)))
      let good = !a.isEmpty && Double(a.intersection(b).count) / Double(a.count) >= 0.6
      tallies[.holder, default: Tally()].add(good)
      if !good { miss(name, "holder", "want \(holder) found \(found.holder ?? "none"): \(found.text.prefix(100))") }
    }
    guard wanted.namesDeadline else { return }
    let (d, e) = (Evaluation.plain(wanted.deadline?.text), Evaluation.plain(found.deadline?.text))
    let good =
      (wanted.deadline == nil && found.deadline == nil)
      || (!d.isEmpty && !e.isEmpty && (e.contains(d) || d.contains(e)))
    tallies[.deadlineText, default: Tally()].add(good)
    if !good {
      miss(name, "deadline", "want \(wanted.deadline?.text ?? "none") found \(found.deadline?.text ?? "none")")
    }
    if let until = wanted.deadline?.until {
      tallies[.deadlineDate, default: Tally()].add(found.deadline?.until == until)
      if found.deadline?.until != until {
        miss(
          name,
          "deadline date",
          "\(wanted.deadline?.text ?? ""): want \(until) found \(found.deadline?.until ?? "none")"
        )
      }
    }
  }

  private mutating func scoreMetadata(_ wanted: GoldLetter.Letter?, _ found: ScoredRecord.Metadata?, _ name: String) {
    if let date = wanted?.date {
      tallies[.date, default: Tally()].add(found?.date == date ? 1 : 0, 1, found?.date == nil ? 0 : 1)
      if found?.date != date { miss(name, "date", "want \(date) found \(found?.date ?? "none")") }
    }
    if let subject = wanted?.subject {
      let good = Evaluation.alike(subject, found?.subject, least: 0.85)
      tallies[.subject, default: Tally()].add(good ? 1 : 0, 1, found?.subject == nil ? 0 : 1)
      if !good { miss(name, "subject", "want \(subject) found \(found?.subject ?? "none")") }
    }
    if let signatories = wanted?.signatories {
      let have = (found?.signatories ?? []).map { Evaluation.plain($0.name) }
      let names = signatories.map { Evaluation.plain($0.name) }
      tallies[.signatories, default: Tally()].add(names.count { have.contains($0) }, names.count, have.count)
      for signatory in names where !have.contains(signatory) { miss(name, "signatory missed", signatory) }
    }
  }
}

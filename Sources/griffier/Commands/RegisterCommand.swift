// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Glibc
import Model
import Pipeline
import Register

extension Griffier {
  /// One view over all letters.
  struct RegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "register",
      abstract: "List the commitments of all letters, each once, with its life.",
      discussion: """
        Reads the letters of the last run, ties each commitment to the letters that repeat, postpone, keep or drop it, and lists what \
        is open. The same letters give the same register; only --as-of (by default today) decides what is due. What was made is kept \
        in register.cache beside the results, until letters, corrections or Griffier change; it may be deleted at any time.

          griffier register                             what is open
          griffier register --overdue --office IenW     too late, of one ministry
          griffier register --due 30d --format csv      within thirty days
          griffier register --all --life --dossier 36512  each with its letters
          griffier register --format ical > due.ics     a calendar to subscribe to
          griffier register --all --format ggm          fields of the Tweede Kamer

        Corrections stand in register-corrections.txt beside the results, one a line, and are never written by Griffier:

          9f2c61d0a7b34e58/r1c9d03af wrong                 no commitment
          9f2c61d0a7b34e58/r1c9d03af merge 0b77d9e2c4a1f0e3/r77aa01c2
          9f2c61d0a7b34e58/r1c9d03af split                 begins one of its own
          9f2c61d0a7b34e58/r1c9d03af status fulfilled      open, partly, lapsed too
          9f2c61d0a7b34e58/r1c9d03af deadline 2026-07-01   or none

        Exit codes: 0 listed; 65 listed, but lines of the corrections could not be applied, or the records are damaged; 66 no \
        results.
        """
    )

    @Option(help: ArgumentHelp("Folder of results (default: the last pipeline's).", valueName: "folder"))
    var output: String?

    @Flag(help: "Also what was kept or dropped.")
    var all = false

    @Option(
      help: ArgumentHelp(
        "Only with this status: open, partly, fulfilled or lapsed. May be given again.",
        valueName: "status"
      ),
      transform: { text in
        guard ["open", "partly", "fulfilled", "lapsed"].contains(text) else {
          throw ValidationError("there is no status \"\(text)\" (open, partly, fulfilled, lapsed)")
        }
        return text
      }
    )
    var status: [String] = []

    @Flag(help: "Only what should have been kept before the day of --as-of.")
    var overdue = false

    @Option(
      help: ArgumentHelp("Only deadlines within so many days or weeks: 30d, 6w.", valueName: "span"),
      transform: RegisterCommand.span
    )
    var due: Int?

    @Option(
      help: ArgumentHelp("The day from which deadlines are seen (default: today).", valueName: "day"),
      transform: RegisterCommand.day
    )
    var asOf: Day?

    @Option(help: "Only of this office or ministry, by name or abbreviation; its forerunners and successors too.")
    var office: String?

    @Option(help: "Only to this member of parliament, or on this member's motion.")
    var member: String?

    @Option(
      help: ArgumentHelp("Only in this dossier; without a chapter, in all its chapters.", valueName: "number"),
      transform: RegisterCommand.dossier
    )
    var dossier: DossierNumber?

    @Option(help: ArgumentHelp("Only where all these words stand in the subject or a sentence.", valueName: "words"))
    var subject: String?

    @Option(
      help: "table, jsonl, csv, ical or ggm.",
      transform: { text in
        guard let format = RegisterFormat(rawValue: text) else {
          throw ValidationError("there is no format \"\(text)\" (table, jsonl, csv, ical, ggm)")
        }
        return format
      }
    )
    var format = RegisterFormat.table

    @Flag(help: "Show each letter that speaks of a commitment (table).")
    var life = false

    @Option(
      help: ArgumentHelp("Corrections (default: register-corrections.txt beside the results).", valueName: "file"),
      completion: .file()
    )
    var corrections: String?

    @Flag(help: ArgumentHelp("Only make ready what register lists: what a run does last.", visibility: .hidden))
    var refresh = false

    mutating func run() throws {
      // The run knows its folder: nothing is looked up.
      if refresh, let output {
        let text = try RegisterCommand.corrections(nil, in: output).text
        return try KeptRegister(folder: output, corrections: text, words: RegisterWords()).refresh()
      }
      let folder = try ResultsFolder.find(output)
      let corrected = try RegisterCommand.corrections(corrections, in: folder)
      let words = try RegisterWords()
      let today = RegisterCommand.today()
      var filter = RegisterFilter(day: asOf ?? today)
      if all { filter.statuses = nil }
      if !status.isEmpty { filter.statuses = Set(status) }
      filter.isOverdue = overdue
      filter.due = due
      filter.office = office
      filter.member = member
      filter.dossier = dossier
      filter.subject = subject
      let register = try KeptRegister(folder: folder, corrections: corrected.text, words: words)(
        filter,
        isBrief: format == .table && !life && !filter.asksForSteps
      )
      for problem in register.problems { StandardError.note("\(corrected.file):\(problem.line): \(problem.message)") }
      let entries = filter(register, words: words)
      if entries.isEmpty { StandardError.note("griffier: no commitment meets all the conditions") }
      let view = RegisterView(register, entries, words: words, day: filter.day)
      var standard = StandardOutput()
      try standard.write(view.text(format, life: life))
      try standard.flush()
      // At once: to give back piece by piece what held all letters takes longer than a short list does.
      Glibc.exit(register.problems.isEmpty ? 0 : ExitStatus.dataError.rawValue)
    }

    /// The corrections that are named, else those beside the results, where there are any.
    static func corrections(_ named: String?, in folder: String) throws -> (file: String, text: String) {
      let file = named ?? "\(folder)/register-corrections.txt"
      let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
      if named != nil, text == nil { throw RunError(.noInput, "\(file): cannot be read") }
      return (file, text ?? "")
    }

    static func day(_ text: String) throws -> Day {
      guard let day = Day(iso: text) else { throw ValidationError("\"\(text)\" is no day like 2026-07-01") }
      return day
    }

    static func dossier(_ text: String) throws -> DossierNumber {
      guard let dossier = DossierNumber(text) else {
        throw ValidationError("\"\(text)\" is no dossier's number like 32317 or 36600-XIV")
      }
      return dossier
    }

    private static func span(_ text: String) throws -> Int {
      let unit = text.last.flatMap { ["d": 1, "w": 7][$0] }
      guard let unit, let count = Int(text.dropLast()), (0...36_500).contains(count) else {
        throw ValidationError("\"\(text)\" is no span like 30d or 6w")
      }
      return count * unit
    }

    static func today() -> Day {
      let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
      return Day(parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1) ?? Day(ordinal: 0)
    }
  }
}

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

    @OptionGroup
    var asked: RegisterArguments

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

    @Flag(help: ArgumentHelp("Only make ready what register lists: what a run does last.", visibility: .hidden))
    var refresh = false

    mutating func run() throws {
      // The run knows its folder: nothing is looked up.
      if refresh, let output = asked.output {
        let text = try asked.corrections(in: output).text
        return try KeptRegister(folder: output, corrections: text, words: RegisterWords()).refresh()
      }
      let folder = try ResultsFolder.find(asked.output)
      let corrected = try asked.corrections(in: folder)
      let words = try RegisterWords()
      var filter = asked.filter()
      if all { filter.statuses = nil }
      if !status.isEmpty { filter.statuses = Set(status) }
      filter.isOverdue = overdue
      filter.due = due
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

    private static func span(_ text: String) throws -> Int {
      let unit = text.last.flatMap { ["d": 1, "w": 7][$0] }
      guard let unit, let count = Int(text.dropLast()), (0...36_500).contains(count) else {
        throw ValidationError("\"\(text)\" is no span like 30d or 6w")
      }
      return count * unit
    }
  }
}

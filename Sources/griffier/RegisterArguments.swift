// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Model
import Pipeline
import Register

/// What of the register is asked for, and as of when: for commands that show it.
struct RegisterArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Folder of results (default: the last pipeline's).", valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp("The day from which deadlines are seen (default: today).", valueName: "day"),
    transform: { text in
      guard let day = Day(iso: text) else { throw ValidationError("\"\(text)\" is no day like 2026-07-01") }
      return day
    }
  )
  var asOf: Day?

  @Option(help: "Only of this office or ministry, by name or abbreviation; its forerunners and successors too.")
  var office: String?

  @Option(help: "Only to this member of parliament, or on this member's motion.")
  var member: String?

  @Option(
    help: ArgumentHelp("Only in this dossier; without a chapter, in all its chapters.", valueName: "number"),
    transform: { text in
      guard let dossier = DossierNumber(text) else {
        throw ValidationError("\"\(text)\" is no dossier's number like 32317 or 36600-XIV")
      }
      return dossier
    }
  )
  var dossier: DossierNumber?

  @Option(help: ArgumentHelp("Only where all these words stand in the subject or a sentence.", valueName: "words"))
  var subject: String?

  @Option(
    help: ArgumentHelp("Corrections (default: register-corrections.txt beside the results).", valueName: "file"),
    completion: .file()
  )
  var corrections: String?

  /// The conditions, as of the day that is named or today.
  func filter() -> RegisterFilter {
    var filter = RegisterFilter(day: asOf ?? RegisterArguments.today())
    filter.office = office
    filter.member = member
    filter.dossier = dossier
    filter.subject = subject
    return filter
  }

  /// The corrections that are named, else those beside the results, where there are any.
  ///
  /// - Throws: ``RunError`` 66 for a file that is named and cannot be read.
  func corrections(in folder: String) throws -> (file: String, text: String) {
    let file = corrections ?? "\(folder)/register-corrections.txt"
    let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
    if corrections != nil, text == nil { throw RunError(.noInput, "\(file): cannot be read") }
    return (file, text ?? "")
  }

  private static func today() -> Day {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    return Day(parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1) ?? Day(ordinal: 0)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Model
import Pipeline
import Register
import Report

extension Griffier {
  /// What is open, as a page.
  struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Write what is open as one page of HTML, by office and deadline.",
      discussion: """
        One file that needs nothing beside it and runs no script: it can be mailed, kept, or put where a web server finds it. It shows \
        what griffier register lists, with letter, page, sentence, deadline and the letters before it. docs/report.md has more.

          griffier report                                 report.html beside the results
          griffier report --to /srv/www/toezeggingen.html
          griffier report --as-of 2026-07-01 --to - | less
          griffier report --output out/nightly
          griffier report --office IenW --to ienw.html    of one ministry; also --member, --dossier, --subject

        Exit codes: 0 written; 65 written, but lines of the corrections could not be applied, or the records are damaged; 66 no \
        results; 73 the file cannot be made; 74 disk full or broken.
        """
    )

    @Option(help: ArgumentHelp("Folder of results (default: the last pipeline's).", valueName: "folder"))
    var output: String?

    @Option(
      help: ArgumentHelp(
        "File to write; - for standard output (default: report.html in the results).",
        valueName: "file"
      ),
      completion: .file(extensions: ["html"])
    )
    var to: String?

    @Option(
      help: ArgumentHelp("The day from which deadlines are seen (default: today).", valueName: "day"),
      transform: RegisterCommand.day
    )
    var asOf: Day?

    @Option(
      help: ArgumentHelp("Corrections (default: register-corrections.txt beside the results).", valueName: "file"),
      completion: .file()
    )
    var corrections: String?

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

    mutating func run() throws {
      let folder = try ResultsFolder.find(output)
      let corrected = try RegisterCommand.corrections(corrections, in: folder)
      let day = asOf ?? RegisterCommand.today()
      // The page also counts what was kept.
      var everything = RegisterFilter(day: day)
      everything.statuses = nil
      everything.office = office
      everything.member = member
      everything.dossier = dossier
      everything.subject = subject
      let words = try RegisterWords()
      let all = try KeptRegister(folder: folder, corrections: corrected.text, words: words)(everything)
      let register = all.keeping(everything(all, words: words))
      for problem in register.problems {
        StandardError.note("\(corrected.file):\(problem.line): \(problem.message)")
      }
      let report = try ReportWriter()
      let hash = ReportCommand.base64(ofHexadecimal: ContentHash.sha256(Array(report.styleText.utf8)))
      if to == "-" {
        var standard = StandardOutput()
        try report(register, day: day, styleHash: hash) { try standard.write(Array($0.utf8)) }
        try standard.flush()
      } else {
        let file = try ReplacedFile(path: to ?? "\(folder)/report.html")
        try report(register, day: day, styleHash: hash) { try file.write($0) }
        try file.publish()
      }
      if !register.problems.isEmpty { throw ExitCode(ExitStatus.dataError.rawValue) }
    }

    private static func base64(ofHexadecimal digits: String) -> String {
      let nibbles = digits.utf8.map { $0 < 0x3A ? $0 & 15 : ($0 & 15) + 9 }
      return Data(stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
        .base64EncodedString()
    }
  }
}

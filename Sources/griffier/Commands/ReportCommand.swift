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

    @OptionGroup
    var asked: RegisterArguments

    @Option(
      help: ArgumentHelp(
        "File to write; - for standard output (default: report.html in the results).",
        valueName: "file"
      ),
      completion: .file(extensions: ["html"])
    )
    var to: String?

    mutating func run() throws {
      let folder = try ResultsFolder.find(asked.output)
      let corrected = try asked.corrections(in: folder)
      // The page also counts what was kept.
      var everything = asked.filter()
      everything.statuses = nil
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
        try report(register, day: everything.day, styleHash: hash) { try standard.write(Array($0.utf8)) }
        try standard.flush()
      } else {
        let file = try ReplacedFile(path: to ?? "\(folder)/report.html")
        try report(register, day: everything.day, styleHash: hash) { try file.write($0) }
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

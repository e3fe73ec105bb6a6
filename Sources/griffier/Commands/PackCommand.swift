// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Language
import Pipeline

extension Griffier {
  /// Rules of one's own.
  struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pack",
      abstract: "Check rules of your own for the language pack.",
      subcommands: [Check.self]
    )

    /// Proves files of rules.
    struct Check: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Check files of rules: what they say, and each rule on its examples and counter-examples.",
        discussion: """
          The files are laid over the pack in the order given, as in a pipeline's key "packs". What is wrong is named with file, \
          line and rule, and the exit code is 78. See pipelines/rules.md for how to write rules.

            griffier pack check my-rules.yaml
          """
      )

      @Argument(help: "Files of rules.", completion: .file(extensions: ["yaml", "yml"]))
      var files: [String]

      mutating func run() throws {
        let packs = try UserPacks.read(files)
        var text = StandardOutput()
        for pack in packs { try text.write(Array("\(PrintableText(pack.name)): ok\n".utf8)) }
        try text.flush()
      }
    }
  }
}

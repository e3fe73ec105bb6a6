// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Output

extension Griffier {
  /// What a line holds.
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema (2020-12) of the record or of a table.",
      discussion: """
          griffier schema > letter.schema.json \
          griffier schema commitments | jq '.properties | keys'
        """
    )

    @Argument(
      help: ArgumentHelp(
        "letter, sections, footnotes, citations, commitments, failed or register.",
        valueName: "table"
      ),
      transform: { name in
        guard let schema = OutputSchema(rawValue: name) else { throw ValidationError("there is no schema \"\(name)\"") }
        return schema
      }
    )
    var schema = OutputSchema.letter

    mutating func run() throws {
      var output = StandardOutput()
      try output.write(schema.text)
      try output.flush()
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Output
import Pipeline

extension Griffier {
  /// Letters, sections and commitments for search engines, databases and spreadsheets.
  struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write letters, sections and commitments for a search engine, a database or a spreadsheet.",
      discussion: """
        Writes what was published last into a folder, replaced whole: templates or a schema, documents, and what must be deleted. \
        docs/ has a page for each engine, with the commands that load it.

          griffier export opensearch             templates and bulk requests
          griffier export postgres --to pg && psql -X -d kamer -f pg/griffier.sql
          griffier export jsonl --to /srv/kamer  Meilisearch, Typesense, Quickwit
          griffier export csv                    a table a kind, for a spreadsheet
          griffier export jsonl --since held --to next   changed since held/
          griffier export postgres --since 41            changed since run 41

        export.json in the folder says which run it holds. An increment goes on top of the export of that run, whole or increment.

        Exit codes: 0 written; 64 wrong usage, or no such run; 65 a change feed is damaged; 66 no results, or none in \
        the folder of --since; 73 the folder cannot be \
        made, or holds something else; 74 disk full or broken; 75 another export is at work on the folder.
        """
    )

    @Argument(
      help: "opensearch, postgres, jsonl or csv.",
      transform: { text in
        guard let format = ExportFormat(rawValue: text) else {
          throw ValidationError("there is no format \"\(text)\" (opensearch, postgres, jsonl, csv)")
        }
        return format
      }
    )
    var format: ExportFormat

    @Option(help: ArgumentHelp("Folder of results (default: the last pipeline's).", valueName: "folder"))
    var output: String?

    @Option(
      help: ArgumentHelp(
        "Folder to write (default: export/FORMAT in the results; export/FORMAT-changes for an increment).",
        valueName: "folder"
      )
    )
    var to: String?

    @Option(
      help: ArgumentHelp("Only what has changed after this run, or after the export in this folder.", valueName: "run")
    )
    var since: String?

    @Option(help: "What indexes and collections begin with, and the SQL schema is called.")
    var name = "griffier"

    func validate() throws {
      let bytes = Array(name.utf8)
      guard (1...40).contains(bytes.count), (0x61...0x7A).contains(bytes[0]),
        bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
      else {
        throw ValidationError("--name must be of a-z, 0-9 and _, begin with a letter and have 40 of them at most")
      }
      if name.hasPrefix("pg_") { throw ValidationError("--name: PostgreSQL keeps names that begin with pg_") }
      if since?.hasPrefix("-") == true { throw ValidationError("--since must be the number of a run, or a folder") }
    }

    mutating func run() throws {
      let results = try ResultsFolder.find(output)
      let folder = to ?? "\(results)/export/\(format.rawValue)\(since == nil ? "" : "-changes")"
      let run = try since.map { try Int($0) ?? Export.run(heldBy: $0) }
      let summary = try Export(results: results, format: format, name: name, since: run)(to: folder)
      StandardError.note(
        "\(PrintableText(folder)): \(summary.letters) letters, \(summary.gone) gone, as of run \(summary.run)"
      )
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Glibc
import Language
import Output
import Pipeline
import Search

extension Griffier {
  /// Words to sections.
  struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "search",
      abstract: "Find sections of letters by their words.",
      discussion: """
        Words are found in all their forms, with or without marks; all of them must be there.

          griffier search toezeggingen                     also toezegging
          griffier search '"sociaal domein" wachttijden'   a phrase and a word
          griffier search 'stikstof AND (veehouderij OR kassen) NOT Natura'
          griffier search 'huisv*' date:2026-01..2026-06   words that begin so
          griffier search dossier:32317 status:open        with open commitments
          griffier search office:IenW kind:recalled --json | jq .path

        Better matches come first. Where more than a thousand sections match, only the newest thousand are ranked, and a line says so.

        Filters: office: (by name or abbreviation; an office's forerunners and successors too), date:, dossier:, kind: (of the letter
        or of a commitment), status: (of a commitment).
        """
    )

    @Option(help: ArgumentHelp("Folder of results (default: the last pipeline's).", valueName: "folder"))
    var output: String?

    @Option(name: [.customShort("n"), .long], help: "Answers at most.")
    var limit = 10

    @Flag(help: "One answer a line, as JSON.")
    var json = false

    @Flag(help: "Make the index anew from the ledger first.")
    var rebuild = false

    @Argument(help: "What to find.")
    var words: [String]

    func validate() throws {
      if !(1...10_000).contains(limit) { throw ValidationError("--limit must be between 1 and 10000") }
    }

    mutating func run() throws {
      let text = words.joined(separator: " ")
      var query: SearchQuery
      do throws(SearchError) {
        query = try SearchQuery(text)
      } catch {
        guard case .query(let message, let at) = error else { throw RunError(.software, "\(error)") }
        throw RunError(.usage, "\(message)\n  \(PrintableText(text))\n  \(String(repeating: " ", count: at))^")
      }
      if query.filters.contains(where: { $0.key == .office }) {
        let offices = try Offices.embedded()
        query.widenOffices { offices.names(of: $0) }
      }
      let folder = try ResultsFolder.find(output)
      let results = try SearchResults(folder: folder, rebuilding: rebuild, notice: ReadingArguments.notice)
      let hits = try results.hits(query, limit: limit, notice: ReadingArguments.notice)
      var answer = StandardOutput()
      let isColoured = isatty(1) == 1 && getenv("NO_COLOR") == nil
      for hit in hits { try answer.write(json ? Self.line(hit) : Array(Self.describe(hit, isColoured).utf8)) }
      try answer.flush()
      if hits.isEmpty, !json { StandardError.note("nothing found") }
    }

    private static func describe(_ hit: SearchIndex.Hit, _ isColoured: Bool) -> String {
      let title = [hit.date, hit.subject].compactMap { $0 }.joined(separator: "  ")
      let heading = hit.heading.map { "\u{A7} " + shown($0, isColoured) }
      let place = [heading, hit.page.map { "p. \($0)" }].compactMap { $0 }.joined(separator: ", ")
      return [
        PrintableText(title).description, place, shown(hit.snippet, isColoured), PrintableText(hit.path).description,
      ]
      .filter { !$0.isEmpty }.joined(separator: "\n  ") + "\n\n"
    }

    /// A text for a terminal, what was found in bold where it has colours; ends of paragraphs are blanks, one each.
    private static func shown(_ marked: MarkedText, _ isColoured: Bool) -> String {
      var result = ""
      var isAfterBlank = true
      for (i, scalar) in marked.text.unicodeScalars.enumerated() {
        let isBlank = scalar == " " || scalar == "\n"
        defer { isAfterBlank = isBlank }
        if isBlank, isAfterBlank { continue }
        if isColoured, marked.marks.contains(where: { $0.lowerBound == i }) { result += "\u{1B}[1m" }
        result += PrintableText(String(scalar)).description
        if isColoured, marked.marks.contains(where: { $0.upperBound == i + 1 }) { result += "\u{1B}[0m" }
      }
      return result
    }

    private static func line(_ hit: SearchIndex.Hit) -> [UInt8] {
      var json = JSONBuffer(capacity: 512)
      json.beginObject()
      for (key, value) in [
        ("schema", "griffier.hit/1"), ("id", hit.id), ("path", hit.path), ("date", hit.date), ("subject", hit.subject),
        ("kind", hit.kind), ("section", hit.section), ("heading", hit.heading?.text),
      ] {
        guard let value else { continue }
        json.key(key)
        json.string(value)
      }
      if let page = hit.page {
        json.key("page")
        json.int(page)
      }
      json.key("score")
      json.raw(Array("\((hit.score * 1000).rounded() / 1000)".utf8)[...])
      json.key("snippet")
      json.string(hit.snippet.text)
      write(hit.snippet.marks, as: "highlights", &json)
      if let heading = hit.heading { write(heading.marks, as: "headingHighlights", &json) }
      json.endObject()
      json.endLine()
      return json.bytes
    }

    private static func write(_ marks: [Range<Int>], as key: String, _ json: inout JSONBuffer) {
      json.key(key)
      json.beginArray()
      for range in marks {
        json.beginArray()
        json.int(range.lowerBound)
        json.int(range.upperBound)
        json.endArray()
      }
      json.endArray()
    }
  }
}

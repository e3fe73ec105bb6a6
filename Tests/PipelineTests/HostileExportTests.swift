// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Output
import Testing

/// A letter that means harm, in every format.
struct HostileExportTests {
  private static let hash = String(repeating: "0123456789abcdef", count: 4)

  /// What a writer of letters would put into a database, a spreadsheet or a page.
  private static let payloads = [
    "=HYPERLINK(\"http://example.invalid\",\"klik\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "'; DROP TABLE letters; --", "\\.", "\\N", "\\\\.\\t", "{a,\"b\",NULL}", "a\tb\nc\r\nd", "quote \" and ' and `",
    "NULL", "<script>alert(1)</script>", "\u{2028}\u{2029}\u{85}", "\u{1F600} \u{E9}\u{301}", "$$; SELECT 1; $$",
    "\u{1B}[31m", "a\u{0}b",
  ]

  /// A letter whose every text is a payload.
  private static func record() throws -> RecordLine {
    var text = ""
    var sections: [Model.Section] = []
    for (i, payload) in payloads.enumerated() {
      let start = text.utf8.count
      text += payload + "\n\n"
      sections.append(
        Section(
          id: "s\(i + 1)",
          heading: payload,
          level: 1,
          kind: .body,
          span: TextSpan(start, start + payload.utf8.count),
          page: 1
        )
      )
    }
    var letter = StructuredLetter(
      source: Source(path: "", sha256: hash, bytes: 1, format: "pdf"),
      text: LetterText(utf8: Array(text.utf8))
    )
    letter.sections = sections
    letter.metadata.subject = payloads[0]
    letter.metadata.dossiers = payloads
    letter.metadata.attachments = payloads
    let commitments = payloads.map { payload in
      Commitment(
        kind: .made,
        status: .open,
        firmness: .firm,
        place: .text(TextSpan(0, 1)),
        text: payload,
        holder: payload,
        motion: .init(movers: payloads, citation: nil),
        rule: "nl/x",
        confidence: 0.5
      )
    }
    return try RecordLine(LetterEncoder()(Letter(structure: letter, commitments: commitments)), sha256: hash)
  }

  /// The files of an export of that letter.
  private func files(_ format: ExportFormat) throws -> Folder {
    let folder = try Folder()
    var writer = format.writer(name: "griffier", run: 1, since: nil)
    let letter = ExportedLetter(try Self.record(), path: RecordPath(Array("=a\"\n\u{1F600}.pdf".utf8)))
    var files: [String: [UInt8]] = [:]
    for step in writer.begin() + writer.add(letter.id, letter, gone: []) + writer.end() {
      if case .write(let file, let bytes) = step { files[file, default: []] += bytes }
    }
    for (name, bytes) in files { try folder.write(name, String(decoding: bytes, as: UTF8.self)) }
    return folder
  }

  /// Neither PostgreSQL nor a spreadsheet takes U+0000.
  private static var expected: [String] { payloads.map { $0.replacingOccurrences(of: "\u{0}", with: "\u{FFFD}") } }

  @Test func aLineStaysALine() throws {
    for (format, name) in [(ExportFormat.jsonl, "sections.jsonl"), (.opensearch, "bulk-00001.ndjson")] {
      let bytes = Array(try files(format).read(name).utf8)
      #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
      let lines = bytes.split(separator: 0x0A)
      #expect(lines.count == (format == .jsonl ? Self.payloads.count : 2 * (2 * Self.payloads.count + 1)))
      let documents = try lines.compactMap { try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] }
      #expect(documents.count == lines.count)
      let headings = documents.compactMap { $0["heading"] as? String }
      #expect(headings == Self.payloads)
    }
  }

  @Test func noCellIsAFormula() throws {
    let folder = try files(.csv)
    // Python's reader: a second opinion on quotes and ends of lines.
    let script = """
      import csv, json, sys
      print(json.dumps(list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))))
      """
    for (name, column) in [("sections.csv", "heading"), ("commitments.csv", "holder")] {
      let read = try Command(path: "/usr/bin/python3", ["-c", script, folder.path + "/" + name])
      #expect(read.status == 0, "\(read.errors)")
      let rows = try #require(try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [[String]])
      #expect(rows.count == Self.payloads.count + 1)
      #expect(rows.allSatisfy { $0.count == rows[0].count })
      for cell in rows.joined() { #expect(!"=+-@\t\r\n".unicodeScalars.contains(cell.unicodeScalars.first ?? "x")) }
      let at = try #require(rows[0].firstIndex(of: column))
      #expect(rows.dropFirst().map { $0[at].drop { $0 == "'" } } == Self.expected.map { $0.drop { $0 == "'" } })
    }
  }

  @Test(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed; make test-packages installs it"))
  func postgresHoldsTheTextAsItIs() throws {
    let server = try PostgresServer()
    let folder = try files(.postgres)
    let loaded = try server.psql(["-f", folder.path + "/griffier.sql"])
    #expect(loaded.status == 0 && loaded.errors.isEmpty, "\(loaded.errors)")
    func strings(_ query: String) throws -> [String] {
      let rows = try server.rows("SELECT json_agg(t.v) FROM (\(query)) AS t(v)")
      return try #require(try JSONSerialization.jsonObject(with: Data(rows.utf8)) as? [String])
    }
    #expect(
      try strings("SELECT heading FROM griffier.sections ORDER BY substr(section, 2)::int") == Self.expected
    )
    #expect(try strings("SELECT unnest(dossiers) FROM griffier.letters") == Self.expected)
    #expect(
      try strings("SELECT unnest(motion_movers) FROM griffier.commitments WHERE id LIKE '%-c1'") == Self.expected
    )
    #expect(try strings("SELECT path FROM griffier.letters") == ["=a\"\n\u{1F600}.pdf"])
    #expect(try strings("SELECT nspname FROM pg_namespace WHERE nspname = 'griffier'") == ["griffier"])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
public import Model
internal import Mustache
public import Register

/// What is open in a register as one page of HTML for people: by office, in the order of the deadlines.
///
/// One file, without scripts: it filters by style alone. Words and markup are `nl/report-*.mustache` of the pack, so that a page in
/// another language, or for another house, is another template.
public struct ReportWriter {
  /// Days within which a deadline counts as near.
  public static let span = 30

  private let head: MustacheTemplate
  private let office: MustacheTemplate
  private let foot: MustacheTemplate
  private let style: String

  /// Reads the templates of the pack.
  ///
  /// - Throws: ``PackError`` for one that is missing or broken; for the embedded pack a test proves that this cannot happen.
  public init() throws {
    MustacheContentTypes.register(PageText(), named: "REPORT")
    func text(_ name: String) throws -> String {
      let file = "nl/\(name)"
      guard let text = EmbeddedPack.file(named: file) else {
        throw PackError(file: file, line: 0, message: "is not embedded in this executable")
      }
      return text
    }
    head = try MustacheTemplate(string: try text("report-head.mustache"))
    office = try MustacheTemplate(string: try text("report-office.mustache"))
    foot = try MustacheTemplate(string: try text("report-foot.mustache"))
    style = try text("report.css")
  }

  /// The style, whose SHA-256 in base64 the page's Content-Security-Policy wants: nothing else may style the page.
  public var styleText: String { style }

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - day: The day on which deadlines are judged.
  ///   - styleHash: SHA-256 of ``styleText`` in base64.
  ///   - write: Gets the page piece by piece: an office at a time.
  public func callAsFunction(
    _ register: CommitmentRegister,
    day: Day,
    styleHash: String,
    write: (String) throws -> Void
  ) throws {
    let groups = ReportGroup.groups(register, day: day)
    func count(_ state: ReportState) -> Int { groups.reduce(0) { $0 + $1.count(state) } }
    // A register that was kept has the letters that speak of commitments, and no others.
    let letters = Set(
      register.entries.flatMap { $0.steps.map { register.letters[register.mentions[$0.mention].letter].id } }
    )
    let totals: [String: Any] = [
      "styleHash": styleHash, "style": style, "day": ReportWriter.numeric(day), "dayIso": day.iso,
      "letters": letters.count, "open": groups.reduce(0) { $0 + $1.entries.count },
      "overdue": count(.overdue), "due": count(.due), "later": count(.later), "undated": count(.undated),
      "fulfilled": register.entries.filter { $0.status == "fulfilled" }.count,
      "lapsed": register.entries.filter { $0.status == "lapsed" }.count, "span": ReportWriter.span,
      "version": Product.version,
    ]
    var page = totals
    page["offices"] = groups.enumerated().map { i, group in
      var row: [String: Any] = [
        "anchor": "o\(i + 1)", "officeOpen": group.entries.count, "officeOverdue": group.count(.overdue),
        "officeDue": group.count(.due), "officeUndated": group.count(.undated),
      ]
      row["office"] = group.office
      return row
    }
    try write(head.render(page))
    for (i, group) in groups.enumerated() {
      let entries = group.entries.map { ReportEntry($0.entry, $0.state, register).values }
      var values: [String: Any] = ["anchor": "o\(i + 1)", "entries": entries]
      values["office"] = group.office
      try write(office.render(values))
    }
    try write(foot.render(totals))
  }

  /// As Dutch letters and calendars have it: `01-07-2026`.
  static func numeric(_ day: Day) -> String { day.iso.split(separator: "-").reversed().joined(separator: "-") }
}

/// Text for a page: what means something to HTML is escaped, scalar by scalar.
///
/// The library's own escaping looks at characters, and takes a quotation mark with an accent on it for a letter; a browser does not.
/// Controls, which no page may hold, are replaced.
private struct PageText: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": escaped.append(" ")
      default:
        // Direction overrides would turn the rest of a line around.
        let isHarmful =
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
          || (0x2066...0x2069).contains(scalar.value)
        escaped.append(isHarmful ? "\u{FFFD}" : scalar)
      }
    }
    return String(escaped)
  }
}

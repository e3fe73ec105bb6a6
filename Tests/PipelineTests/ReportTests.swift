// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Output
import Testing

/// `griffier report` as it is called.
struct ReportTests {
  /// What a browser's parser would see, in the terms of these tests; Python's is a second opinion on ours.
  private struct Page: Decodable {
    /// Elements by name.
    var elements: [String: Int]
    /// Attributes by name.
    var attributes: [String: Int]
    var links: [String]
    var ids: [String]
    /// What labels, headings and references point to and is not there, and what is opened and not closed.
    var faults: [String]
    var policy: String
    var styleHash: String
    var language: String
    /// Texts of the quoted sentences.
    var sentences: [String]
    /// Classes of the entries.
    var entries: [String]

    init(_ html: String) throws {
      let folder = try Folder()
      try folder.write("page.html", html)
      try folder.write("read.py", Page.reader)
      let read = try Command(path: "/usr/bin/python3", [folder.path + "/read.py", folder.path + "/page.html"])
      #expect(read.status == 0, "\(read.errors)")
      self = try JSONDecoder().decode(Page.self, from: Data(read.output.utf8))
    }

    private static let reader = """
      import base64, collections, hashlib, html.parser, json, sys
      VOID = {"meta", "input", "br", "hr", "img", "link"}
      class Reader(html.parser.HTMLParser):
          def __init__(self):
              super().__init__()
              self.elements, self.attributes = collections.Counter(), collections.Counter()
              self.links, self.ids, self.faults, self.wanted, self.open = [], [], [], [], []
              self.policy = self.language = self.style = ""
              self.sentences, self.entries = [], []
          def handle_starttag(self, tag, attrs):
              self.elements[tag] += 1
              values = dict(attrs)
              if len(values) != len(attrs): self.faults.append("an attribute comes twice in " + tag)
              for name, value in attrs: self.attributes[name] += 1
              if tag not in VOID: self.open.append(tag)
              if "href" in values: self.links.append(values["href"])
              if "id" in values: self.ids.append(values["id"])
              if tag == "label": self.wanted.append(values["for"])
              if "aria-labelledby" in values: self.wanted.append(values["aria-labelledby"])
              if values.get("href", "").startswith("#"): self.wanted.append(values["href"][1:])
              if values.get("http-equiv") == "Content-Security-Policy": self.policy = values["content"]
              if tag == "html": self.language = values["lang"]
              if tag == "li" and "entry" in (values.get("class") or "").split(): self.entries.append(values["class"].split()[1])
              if tag == "blockquote": self.sentences.append("")
              if tag == "th" and "scope" not in values: self.faults.append("th without scope")
          def handle_endtag(self, tag):
              if not self.open or self.open.pop() != tag: self.faults.append("closed and not open: " + tag)
          def handle_data(self, data):
              if "blockquote" in self.open: self.sentences[-1] += data
              if self.open and self.open[-1] == "style": self.style += data
      reader = Reader()
      reader.feed(open(sys.argv[1], newline="").read())
      reader.close()
      reader.faults += ["not closed: " + tag for tag in reader.open]
      reader.faults += ["nothing has the id " + one for one in set(reader.wanted) - set(reader.ids)]
      reader.faults += ["twice: " + one for one, count in collections.Counter(reader.ids).items() if count > 1]
      digest = hashlib.sha256(reader.style.encode()).digest()
      print(json.dumps({
          "elements": reader.elements, "attributes": reader.attributes, "links": reader.links, "ids": reader.ids,
          "faults": reader.faults, "policy": reader.policy, "styleHash": base64.b64encode(digest).decode(),
          "language": reader.language, "sentences": reader.sentences, "entries": reader.entries}))
      """

    /// What every page must be.
    func check() {
      #expect(faults.isEmpty, "\(faults)")
      #expect(
        policy == "default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'",
        "nothing runs, and nothing but this style is loaded"
      )
      #expect(language == "nl")
      #expect(elements["style"] == 1 && elements["h1"] == 1 && elements["main"] == 1 && elements["title"] == 1)
      for tag in ["script", "iframe", "object", "embed", "form", "svg", "img", "link", "base"] {
        #expect(elements[tag] == nil, "\(tag)")
      }
      #expect(attributes.keys.allSatisfy { !$0.hasPrefix("on") && $0 != "style" && $0 != "src" && $0 != "srcdoc" })
      #expect(elements["input"] == elements["label"])
      #expect(
        links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://zoek.officielebekendmakingen.nl/kst-") },
        "\(links)"
      )
    }
  }

  private func report(_ folder: Folder, _ arguments: [String] = []) throws -> Command {
    try Command("griffier", ["report", "--output", folder.path] + arguments)
  }

  @Test(arguments: [["--office", "VRO"], ["--member", "Drost"], ["--dossier", "36512"], ["--subject", "planning"]])
  func showsWhatTheRegisterListsUnderTheSameConditions(condition: [String]) throws {
    let letters = ["a02", "a03", "a06", "a08", "b02", "b03", "c13"].map {
      Command.root + "/corpora/dossier/letters/\($0).xml"
    }
    let folder = try Folder()
    try folder.write("letters.jsonl", try Command("griffier", ["extract"] + letters).output)
    let day = ["--as-of", "2025-02-01"]
    let page = try Page(try report(folder, ["--to", "-"] + day + condition).output)
    let register = try Command(
      "griffier",
      ["register", "--output", folder.path, "--format", "jsonl"] + day + condition
    )
    let listed = try register.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])["text"] as? String
    }
    #expect(!listed.isEmpty)
    #expect(Set(page.sentences) == Set(listed.compactMap(\.self)))
    let all = try Page(try report(folder, ["--to", "-"] + day).output)
    #expect(page.sentences.count < all.sentences.count)
  }

  @Test func showsWhatIsOpenByOfficeAndDeadline() throws {
    let letters = (1...24).map { Command.root + "/corpora/dossier/letters/a\($0 < 10 ? "0" : "")\($0).xml" }
    let folder = try Folder()
    try folder.write("letters.jsonl", try Command("griffier", ["extract"] + letters).output)
    let result = try report(folder, ["--as-of", "2025-02-01", "--to", "-"])
    #expect(result.status == 0, "\(result.errors)")
    let page = try Page(result.output)
    page.check()
    let register = try Command(
      "griffier",
      ["register", "--output", folder.path, "--as-of", "2025-02-01", "--format", "jsonl"]
    )
    let open = try register.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(open.count > 3)
    #expect(
      Set(page.sentences) == Set(open.compactMap { $0["text"] as? String }),
      "the page shows what the register lists"
    )
    let overdue = try Command(
      "griffier",
      ["register", "--output", folder.path, "--as-of", "2025-02-01", "--overdue", "--format", "jsonl"]
    )
    #expect(page.entries.count == open.count)
    #expect(page.entries.filter { $0 == "overdue" }.count == overdue.output.split(separator: "\n").count)
    #expect(page.elements["details"] != nil, "a commitment that several letters speak of shows them")
    #expect(!page.links.filter { $0.hasPrefix("https") }.isEmpty, "a letter with a paper's number can be opened")
    #expect(!result.output.contains("{{"))

    #expect(try report(folder, ["--as-of", "2025-02-01"]).status == 0)
    #expect(try folder.read("report.html") == result.output, "also from the register that was kept")
    #expect(try folder.names().allSatisfy { !$0.hasSuffix(".unfinished") })
  }

  @Test func staysAPageWhateverLettersSay() throws {
    let payloads = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
      "</blockquote></main><h1>",
      "\"\u{301} onclick=\"alert(1)", "<\u{301}script>", "&lt;script&gt;&amp;", "]]><!--", "javascript:alert(1)",
      "</style><style>*{display:none}", "{{styleHash}} {{{style}}} {{#entries}}", "\u{202E}gnissiw", "\u{1B}[2J",
      "\u{0}",
      "</title><svg onload=alert(1)>",
    ]
    let folder = try Folder()
    var lines = ""
    for (i, payload) in payloads.enumerated() {
      let hash = String(repeating: "0123456789abcde" + String(i, radix: 16), count: 4)
      var letter = StructuredLetter(
        source: Source(path: "\(payload).pdf", sha256: hash, bytes: 1, format: "pdf"),
        text: LetterText(utf8: Array(payload.utf8))
      )
      letter.metadata.subject = payload
      letter.metadata.dossiers = [payload]
      letter.metadata.number = payload
      letter.metadata.date = Day(2026, 1, i + 1)
      let commitment = Commitment(
        kind: .made,
        status: .open,
        firmness: .firm,
        place: .text(TextSpan(0, payload.utf8.count)),
        text: payload,
        holder: payload,
        recipient: payload,
        deadline: Deadline(text: payload, until: Day(2026, 5, 1), precision: .day),
        rule: "nl/x",
        confidence: 1
      )
      lines += String(decoding: LetterEncoder()(Letter(structure: letter, commitments: [commitment])), as: UTF8.self)
    }
    try folder.write("letters.jsonl", lines)
    let result = try report(folder, ["--to", "-"])
    #expect(result.status == 0, "\(result.errors)")
    let page = try Page(result.output)
    page.check()
    let shown = payloads.map { payload in
      String(
        String.UnicodeScalarView(
          payload.unicodeScalars.map { $0.value < 0x20 || (0x202A...0x202E).contains($0.value) ? "\u{FFFD}" : $0 }
        )
      )
    }
    #expect(
      Set(page.sentences.map(Self.scalars)) == Set(shown.map(Self.scalars)),
      "everything can be read as it was written"
    )
    #expect(result.output.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
  }

  /// Swift compares by canonical equivalence; here scalars count.
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test func saysWhatIsMissing() throws {
    let empty = try Folder()
    #expect(try report(empty).status == 66)
    try empty.write("letters.jsonl", "")
    let page = try Page(try report(empty, ["--to", "-"]).output)
    page.check()
    #expect(page.entries.isEmpty)
    #expect(try report(empty, ["--to", empty.path + "/no/such/folder/x.html"]).status == 73)
    #expect(try report(empty, ["--as-of", "yesterday"]).status == 64)
    try empty.write("register-corrections.txt", "frown\n")
    let corrected = try report(empty)
    #expect(corrected.status == 65 && corrected.errors.contains("register-corrections.txt:1"))
    #expect(try empty.names().contains("report.html"))
  }
}

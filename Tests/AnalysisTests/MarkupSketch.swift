// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model

/// A marked-up letter put together block by block, as reading would give it.
struct MarkupSketch {
  var document: MarkupDocument

  init(_ form: MarkupDocument.Form = .kamerstuk, title: String = "BRIEF VAN DE MINISTER VAN VAARWEGEN") {
    document = MarkupDocument(form: form)
    document.title = Self.text(title)
    document.dossiers = [MarkupDocument.Dossier(number: "39 001", title: Self.text("Vaarwegen"))]
    document.chamberNumber = "2"
  }

  static func text(_ string: String) -> MarkupText { MarkupText(utf8: Array(string.utf8)) }

  /// Adds a paragraph; `^` marks where the next note is called.
  mutating func al(_ string: String, emphasis: MarkupText.Emphasis? = nil, group: Int? = nil, container: Int = 0) {
    var text = marked(string)
    if let emphasis { text.stresses = [MarkupText.Stress(span: TextSpan(0, text.utf8.count), emphasis: emphasis)] }
    document.blocks.append(MarkupDocument.Block(.paragraph, text, container: container, group: group))
  }

  /// Adds a heading between paragraphs.
  mutating func kop(_ string: String, _ style: MarkupDocument.Heading.Style? = .bold, in container: Int = 0) {
    document.blocks.append(
      MarkupDocument.Block(.heading(MarkupDocument.Heading(style: style)), marked(string), container: container)
    )
  }

  /// Adds the heading of a division.
  mutating func divisie(_ string: String, opens: Int, in container: Int = 0, number: String? = nil) {
    let heading = MarkupDocument.Heading(style: .bold, number: number, opens: opens)
    document.blocks.append(MarkupDocument.Block(.heading(heading), marked(string), container: container))
  }

  mutating func li(_ marker: String?, _ string: String) {
    document.blocks.append(MarkupDocument.Block(.listItem(marker: marker, depth: 1), marked(string)))
  }

  mutating func add(_ kind: MarkupDocument.Block.Kind, _ string: String = "") {
    document.blocks.append(MarkupDocument.Block(kind, marked(string)))
  }

  private var called = 0

  private mutating func marked(_ string: String) -> MarkupText {
    var text = MarkupText()
    for byte in string.utf8 {
      if byte == UInt8(ascii: "^") {
        text.calls.append(MarkupText.Call(offset: text.utf8.count, note: called))
        document.notes.append(MarkupDocument.Note(label: "\(called + 1)", text: Self.text("Noot \(called + 1).")))
        called += 1
      } else {
        text.utf8.append(byte)
      }
    }
    return text
  }

  /// One pack for all tests: compiling it takes longer than any of them.
  private static let pack = Result { try LanguagePack() }

  func letter() throws -> StructuredLetter {
    MarkupStructure(try Self.pack.get())(
      document,
      source: Source(path: "x.xml", sha256: "", bytes: 0, format: "kamerstuk-xml")
    )
  }
}

extension StructuredLetter {
  var string: String { String(decoding: text.utf8, as: UTF8.self) }
  /// `level heading` of each headed section.
  var outline: [String] { sections.compactMap { section in section.heading.map { "\(section.level) \($0)" } } }
}

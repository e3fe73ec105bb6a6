// SPDX-License-Identifier: GPL-3.0-or-later

/// Text of one block of markup: white space folded, NFC, with what stood in it.
public struct MarkupText: Sendable, Equatable {
  /// How a stretch stands out, as typographers name it.
  public enum Emphasis: String, Sendable, Hashable, CaseIterable {
    case bold, semibold, boldItalic, italic, underlined, raised, lowered, other
  }

  /// A place at which a note is called. The call itself is not in the text.
  public struct Call: Sendable, Equatable {
    /// Byte offset in ``MarkupText/utf8``, before any blank that follows.
    public var offset: Int
    /// Index into ``MarkupDocument/notes``.
    public var note: Int

    /// Creates a call.
    public init(offset: Int, note: Int) {
      self.offset = offset
      self.note = note
    }
  }

  /// Words that point elsewhere.
  public struct Link: Sendable, Equatable {
    /// The words, in bytes of ``MarkupText/utf8``.
    public var span: TextSpan
    /// The target as the markup gives it: `kst-28844-266`, `stb-2020-118`, a URL.
    public var target: String
    /// Whether the markup says that the target is a document, not a URL.
    public var isDocument: Bool

    /// Creates a link.
    public init(span: TextSpan, target: String, isDocument: Bool) {
      self.span = span
      self.target = target
      self.isDocument = isDocument
    }
  }

  /// A stretch that stands out.
  public struct Stress: Sendable, Equatable {
    /// The stretch, in bytes of ``MarkupText/utf8``.
    public var span: TextSpan
    /// How it stands out.
    public var emphasis: Emphasis

    /// Creates a stretch.
    public init(span: TextSpan, emphasis: Emphasis) {
      self.span = span
      self.emphasis = emphasis
    }
  }

  /// The text: UTF-8, form C, white space folded to single blanks, none at either end.
  public var utf8: [UInt8]
  /// In order of their offsets.
  public var calls: [Call]
  /// In order of their starts.
  public var links: [Link]
  /// In order of their ends.
  public var stresses: [Stress]

  /// Creates a text.
  public init(utf8: [UInt8] = [], calls: [Call] = [], links: [Link] = [], stresses: [Stress] = []) {
    self.utf8 = utf8
    self.calls = calls
    self.links = links
    self.stresses = stresses
  }

  /// Whether there is neither a byte nor a call.
  public var isEmpty: Bool { utf8.isEmpty && calls.isEmpty }
  /// The text, decoded.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The emphasis that covers the whole text, if one does.
  public var wholeEmphasis: Emphasis? {
    guard !utf8.isEmpty else { return nil }
    return stresses.first { $0.span.start == 0 && $0.span.end == utf8.count }?.emphasis
  }

  /// Appends another text after a single blank (none where either is empty).
  public mutating func append(_ other: MarkupText) {
    if !utf8.isEmpty, !other.utf8.isEmpty { utf8.append(0x20) }
    let base = utf8.count
    utf8 += other.utf8
    calls += other.calls.map { Call(offset: $0.offset + base, note: $0.note) }
    links += other.links.map {
      Link(span: TextSpan($0.span.start + base, $0.span.end + base), target: $0.target, isDocument: $0.isDocument)
    }
    stresses += other.stresses.map {
      Stress(span: TextSpan($0.span.start + base, $0.span.end + base), emphasis: $0.emphasis)
    }
  }

  /// The text from a byte on, with what stands in that part; `start` must lie on a scalar's boundary.
  public func suffix(from start: Int) -> MarkupText {
    MarkupText(
      utf8: Array(utf8[start...]),
      calls: calls.compactMap { $0.offset >= start ? Call(offset: $0.offset - start, note: $0.note) : nil },
      links: links.compactMap {
        guard $0.span.start >= start else { return nil }
        return Link(
          span: TextSpan($0.span.start - start, $0.span.end - start),
          target: $0.target,
          isDocument: $0.isDocument
        )
      },
      stresses: stresses.compactMap {
        guard $0.span.end > start else { return nil }
        return Stress(span: TextSpan(max(0, $0.span.start - start), $0.span.end - start), emphasis: $0.emphasis)
      }
    )
  }
}

/// Official XML as read: blocks in document order, notes where they are called. Structure is made of it without layout.
///
/// Values only, no pointer of the parser's. Nothing is judged here that needs the language: which paragraph is an
/// addressee, which heading is none, is for the analysis.
public struct MarkupDocument: Sendable, Equatable {
  /// The forms of official publications that can be letters, by their elements' names.
  public enum Form: String, Sendable {
    /// A parliamentary paper since 2010, `officiele-publicatie/kamerstuk`.
    case kamerstuk
    /// Written questions and their answers since 2010, `officiele-publicatie/kamervragen`.
    case kamervragen
    /// A parliamentary paper of 1995–2010, `kamerwrk`.
    case kamerwrk
    /// Written questions and their answers of 1995–2010, `vraagdoc`.
    case vraagdoc

    /// The name the record gives this form, `kamerstuk-xml`.
    public var format: String { "\(rawValue)-xml" }
  }

  /// One of the document's own metadata fields.
  public struct Field: Sendable, Equatable {
    /// `OVERHEIDop.dossiernummer`, `DCTERMS.issued`, …
    public var name: String
    /// The list the value is taken from; may be empty.
    public var scheme: String
    /// The value.
    public var content: String

    /// Creates a field.
    public init(name: String, scheme: String, content: String) {
      self.name = name
      self.scheme = scheme
      self.content = content
    }
  }

  /// The dossier a paper belongs to.
  public struct Dossier: Sendable, Equatable {
    /// As printed: `28 844`, `21 501-32`.
    public var number: String
    /// Budget chapter, `XIV`.
    public var chapter: String?
    /// The dossier's title.
    public var title: MarkupText

    /// Creates a dossier.
    public init(number: String, chapter: String? = nil, title: MarkupText = MarkupText()) {
      self.number = number
      self.chapter = chapter
      self.title = title
    }
  }

  /// A note's body.
  public struct Note: Sendable, Equatable {
    /// The markup's own name for it, unique in the document; labels may repeat.
    public var id: String?
    /// As printed, `1` or `*`.
    public var label: String
    /// The body on one line.
    public var text: MarkupText

    /// Creates a note.
    public init(id: String? = nil, label: String = "", text: MarkupText = MarkupText()) {
      self.id = id
      self.label = label
      self.text = text
    }
  }

  /// A date the markup gives in figures.
  public struct Dated: Sendable, Equatable {
    /// Where it stands.
    public enum Place: String, Sendable { case paper, question, answer, closing, text }
    /// The day.
    public var day: Day
    /// Where it stands.
    public var place: Place

    /// Creates a date.
    public init(day: Day, place: Place) {
      self.day = day
      self.place = place
    }
  }

  /// A heading as marked up; whether it is one, and of which level, is for the analysis.
  public struct Heading: Sendable, Equatable {
    /// Typographic style, most prominent first.
    public enum Style: Int, Sendable, CaseIterable, Comparable {
      case bold, semibold, boldItalic, italic, roman, underlined

      /// Whether `a` is the more prominent one.
      public static func < (a: Style, b: Style) -> Bool { a.rawValue < b.rawValue }
    }

    /// What a heading of written questions and answers labels.
    public enum Label: Sendable, Equatable { case question, answer }

    /// The style, where the markup names one.
    public var style: Style?
    /// `question` above a question, `answer` above an answer: `Vraag 1`, `Antwoord 1`.
    public var label: Label?
    /// The number apart, where the markup sets it apart; it also opens the text.
    public var number: String?
    /// Index of the division this heading opens (counted from 1), `nil` for one that stands between paragraphs.
    public var opens: Int?

    /// Creates a heading.
    public init(style: Style? = nil, label: Label? = nil, number: String? = nil, opens: Int? = nil) {
      self.style = style
      self.label = label
      self.number = number
      self.opens = opens
    }
  }

  /// A block, or a boundary between blocks.
  public struct Block: Sendable, Equatable {
    /// What a block is.
    public enum Kind: Sendable, Equatable {
      case paragraph
      case heading(Heading)
      /// One paragraph of an item; the marker stands at its first only. Depth 1 for a list that lies in no other.
      case listItem(marker: String?, depth: Int)
      /// Cells joined by a blank each, empty ones left out.
      case tableRow
      /// A table's or figure's title.
      case caption
      /// The name or names under a letter; the text is empty.
      case signature([Signatory])
      /// An annex begins; the text is empty, its heading follows as a block of its own.
      case annex
      case boxStart
      case boxEnd
    }

    /// What it is.
    public var kind: Kind
    /// Its text.
    public var text: MarkupText
    /// Index of the division it stands in, 0 for none; a heading that opens one stands in the division around it. A
    /// division without content of its own takes in what follows it.
    public var container: Int
    /// Number of the group of paragraphs it belongs to, where the markup binds several.
    public var group: Int?

    /// Creates a block.
    public init(_ kind: Kind, _ text: MarkupText = MarkupText(), container: Int = 0, group: Int? = nil) {
      self.kind = kind
      self.text = text
      self.container = container
      self.group = group
    }
  }

  /// Which form it is.
  public var form: Form
  /// The publication's identifier, `kst-28844-269`, where the document gives it.
  public var identifier: String?
  /// The document's own metadata fields, in order.
  public var fields: [Field] = []
  /// As printed, `Vergaderjaar 2022-2023`.
  public var sessionYear: String?
  /// As printed, `Tweede Kamer der Staten-Generaal`.
  public var chamberName: String?
  /// `1` for the Eerste Kamer, `2` for the Tweede Kamer; other values stand for both.
  public var chamberNumber: String?
  /// In printed order.
  public var dossiers: [Dossier] = []
  /// The paper's number within its dossier, or the number of the questions.
  public var number: String?
  /// The paper's own title; of written questions, who asks what.
  public var title = MarkupText()
  /// Of answers to written questions: who answers, and when.
  public var answerTitle = MarkupText()
  /// The line below a paper's title, `Ontvangen 20 mei 2020`.
  public var dateLine = MarkupText()
  /// Dates given in figures, in order.
  public var dates: [Dated] = []
  /// In document order.
  public var blocks: [Block] = []
  /// In order of their bodies.
  public var notes: [Note] = []
  /// What was odd.
  public var warnings: [Warning] = []

  /// Creates an empty document.
  public init(form: Form) { self.form = form }
}

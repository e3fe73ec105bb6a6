// SPDX-License-Identifier: GPL-3.0-or-later

/// A headed part of the letter.
public struct Section: Sendable, Equatable {
  /// What part of the letter a section is.
  public enum Kind: String, Sendable { case opening, body, closing, annex }

  /// `s0`, `s1`, … in reading order.
  public var id: String
  /// The heading as printed, without a footnote call; `nil` for the text before the first heading.
  public var heading: String?
  /// 1 for the topmost; 0 for a section without a heading.
  public var level: Int
  /// Identifier of the section this one lies under.
  public var parent: String?
  /// Opening, body, closing or annex.
  public var kind: Kind
  /// Heading and content.
  public var span: TextSpan
  /// Page on which it begins, from 1; `nil` for formats without pages.
  public var page: Int?

  /// Creates a section.
  public init(
    id: String,
    heading: String?,
    level: Int,
    parent: String? = nil,
    kind: Kind,
    span: TextSpan,
    page: Int? = nil
  ) {
    self.id = id
    self.heading = heading
    self.level = level
    self.parent = parent
    self.kind = kind
    self.span = span
    self.page = page
  }
}

/// One block of the text. Paragraphs tile the text but for the line feeds between them.
public struct Paragraph: Sendable, Equatable {
  /// What kind of block it is.
  public enum Kind: String, Sendable {
    case text, heading
    case listItem = "list-item"
    case tableRow = "table-row"
  }

  /// Index into ``StructuredLetter/sections``.
  public var section: Int
  /// What it is.
  public var kind: Kind
  /// Its bytes in the text.
  public var span: TextSpan
  /// Page on which it begins, from 1; `nil` for formats without pages.
  public var page: Int?
  /// The bytes of a run-in heading, with which it begins: without the stop or colon after it.
  public var runIn: TextSpan?

  /// Creates a paragraph.
  public init(section: Int, kind: Kind, span: TextSpan, page: Int? = nil, runIn: TextSpan? = nil) {
    self.section = section
    self.kind = kind
    self.span = span
    self.page = page
    self.runIn = runIn
  }
}

/// A footnote: its body and the places that call it.
public struct Footnote: Sendable, Equatable {
  /// A place in the text that calls the note.
  public struct Call: Sendable, Equatable {
    /// Byte offset in the text at which the call stood (the call itself is not in the text).
    public var offset: Int
    /// Page of the call, from 1.
    public var page: Int?
    /// Index into ``StructuredLetter/sections``.
    public var section: Int?

    /// Creates a call.
    public init(offset: Int, page: Int? = nil, section: Int? = nil) {
      self.offset = offset
      self.page = page
      self.section = section
    }
  }

  /// As printed, `1` or `*`.
  public var label: String
  /// The body: UTF-8, NFC, one line, without the label.
  public var utf8: [UInt8]
  /// Page on which the body begins, from 1.
  public var page: Int?
  /// The calls, in reading order; empty where none was found.
  public var calls: [Call]

  /// Creates a footnote.
  public init(label: String, utf8: [UInt8], page: Int? = nil, calls: [Call] = []) {
    self.label = label
    self.utf8 = utf8
    self.page = page
    self.calls = calls
  }

  /// The body, decoded.
  public var text: String { String(decoding: utf8, as: UTF8.self) }
}

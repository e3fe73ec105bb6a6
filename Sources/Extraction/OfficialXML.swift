// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Official publications in XML: bytes to blocks.
///
/// To tell whether bytes are meant for it, ask ``looksLikeXML(_:)``: an optional byte order mark and blanks, then `<`.
/// That takes in HTML and XML of other kinds, which ``read(_:)`` refuses by name, so that the list of failures says
/// what a file is.
public enum OfficialXML {
  /// Whether bytes look like XML (or HTML), in any encoding that is read.
  public static func looksLikeXML(_ bytes: [UInt8]) -> Bool { OfficialXMLInput.looksLikeXML(bytes) }

  /// Reads a parliamentary paper or answers to written questions.
  ///
  /// Bounds: tags of 1 MiB, 256 attributes an element, 256 elements deep, two million nodes, 64 MiB of text.
  ///
  /// - Throws: ``ExtractionError`` `not-a-letter` (the message says what it is), `damaged`, `dtd-refused`,
  ///   `encoding-refused`, `too-deep`, `too-large` or `empty`.
  public static func read(_ bytes: [UInt8]) throws(ExtractionError) -> MarkupDocument {
    let input = try OfficialXMLInput(bytes)
    let reader = OfficialXMLReader()
    try XMLEvents.parse(input.utf8, into: reader)
    return try reader.finish()
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What surrounds a letter's text: metadata, and where the text begins and ends. Lines outside it are zoned, never dropped.
struct LetterFrame {
  var metadata = Metadata()
  /// Indices of lines before the text: letterhead, title of a paper, addressee.
  var head: [Int] = []
  /// Index of the salutation's line.
  var salutation: Int?
  /// Indices of the lines of the closing formula and the signatures.
  var signature: [Int] = []
  /// Index of the first line after the signatures that goes on with text: an annex.
  var annexFrom: Int?

  /// Sets the zones of the lines it names.
  func apply(to layout: inout LaidOutDocument) {
    for index in head where layout.lines[index].zone == .body { layout.lines[index].zone = .letterhead }
    if let salutation { layout.lines[salutation].zone = .salutation }
    for index in signature where layout.lines[index].zone == .body { layout.lines[index].zone = .signature }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout

/// What the stages have found on the pages before text is made of it: what `explain` draws.
struct PageReading {
  var layout: LaidOutDocument
  var frame: LetterFrame
  var calls: [FootnoteCall]
  var bodies: [FootnoteBody]
  var links: LinkedFootnotes
  /// Words that are linked calls, by line.
  var linked: [[(word: Int, call: Int)]]
  /// The lines of the text, in order.
  var features: [LineFeatures]
  var blocks: [TextBlock]
  var headings: [Heading]
}

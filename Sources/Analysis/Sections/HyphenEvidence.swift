// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// Collects what a letter itself shows of the words its lines split: one pass over its glyphs, none where no line ends in a hyphen.
struct HyphenEvidence {
  private(set) var met: Set<UInt64> = []
  private(set) var joints = 0
  private(set) var lines = 0

  init(_ layout: LaidOutDocument) {
    var wanted = Set<UInt64>()
    var previous = -1
    for index in layout.lines.indices where layout.lines[index].zone == .body || layout.lines[index].zone == .footnote {
      lines += 1
      if previous >= 0, layout.lines[previous].zone == layout.lines[index].zone,
        let last = layout.words(of: layout.lines[previous]).last
      {
        let (above, line) = (layout.lines[previous], layout.lines[index])
        if layout.document.pages[above.page].scalars[last.end - 1] == 0x2D {
          var tail: [UInt8] = []
          for (at, word) in layout.words(of: above).enumerated() {
            if at > 0, word.spaceBefore { tail.removeAll(keepingCapacity: true) }
            layout.append(word, page: above.page, to: &tail)
          }
          let joint = Joint(tail, from: 0, next: line, layout)
          if !joint.before.isEmpty, !joint.after.isEmpty, !joint.capitalBefore, !joint.capitalAfter {
            joints += 1
            wanted.insert(HyphenResolver.fingerprint(joint.before + joint.after))
            wanted.insert(HyphenResolver.fingerprint(joint.before + [UInt8(ascii: "-")] + joint.after))
          }
        }
      }
      previous = index
    }
    guard !wanted.isEmpty else { return }
    // Most words are told from those wanted by six bits.
    let bits = wanted.reduce(0 as UInt64) { $0 | 1 << ($1 >> 58) }
    var beyond: [UInt8] = []
    for page in layout.document.pages {
      var print = HyphenResolver.emptyPrint
      var last: UInt8 = 0
      for c in page.scalars {
        if c > 0x20, c >= 0x80 || Joint.isWordByte(UInt8(c)) {
          if c < 0x80 {
            last = Joint.lowered(UInt8(c))
            print = HyphenResolver.print(print, last)
          } else {
            beyond.removeAll(keepingCapacity: true)
            Scalars.append(c, to: &beyond)
            for byte in beyond { print = HyphenResolver.print(print, byte) }
            last = 0x80
          }
          continue
        }
        // A word at a line's end may be half of one.
        if bits >> (print >> 58) & 1 == 1, last != 0, last != UInt8(ascii: "-"), wanted.contains(print) {
          met.insert(print)
        }
        print = HyphenResolver.emptyPrint
        last = 0
      }
    }
  }
}

extension HyphenResolver {
  /// Weighs what a letter shows of its words, and the pack's words.
  init(_ layout: LaidOutDocument, _ pack: LanguagePack) {
    let evidence = HyphenEvidence(layout)
    self.init(
      met: evidence.met,
      joints: evidence.joints,
      lines: evidence.lines,
      hardWords: pack.lexicon.hardHyphens,
      hardPrefixes: Set(pack.letterhead[.hardPrefixes]),
      softStarts: pack.letterhead[.softStarts],
      conjunctions: Set(pack.letterhead[.leftOut])
    )
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// Collects what a letter itself shows of the words its lines split: one pass over its glyphs, none where no line ends in a hyphen.
struct HyphenEvidence {
  private(set) var met: Set<UInt64> = []
  private(set) var joints = 0
  private(set) var lines = 0

  init(_ layout: LaidOutDocument) {
    var wanted = Set<UInt64>()
    var previous: Line?
    for line in layout.lines where line.zone == .body || line.zone == .footnote {
      lines += 1
      if let above = previous, above.zone == line.zone, let last = above.words.last {
        let scalars = layout.document.pages[above.page].scalars
        if scalars[last.end - 1] == 0x2D {
          var tail: [UInt8] = []
          for (at, word) in above.words.enumerated() {
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
      previous = line
    }
    guard !wanted.isEmpty else { return }
    for page in layout.document.pages {
      var token: [UInt8] = []
      for c in page.scalars {
        if c > 0x20, c >= 0x80 || Joint.isWordByte(UInt8(c)) {
          if c < 0x80 { token.append(Joint.lowered(UInt8(c))) } else { Scalars.append(c, to: &token) }
          continue
        }
        // A word at a line's end may be half of one.
        if !token.isEmpty, token.last != UInt8(ascii: "-") {
          let print = HyphenResolver.fingerprint(token)
          if wanted.contains(print) { met.insert(print) }
        }
        token.removeAll(keepingCapacity: true)
      }
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Tells running headers, running footers and page numbers from text. Adds and drops nothing.
///
/// They are printed repeatedly at the border of pages: a line in the outer band of a page is furniture when another page has the same text at
/// the same height. Numbers in it may differ only as the pages' own numbers do: `Antwoord 2` and `Antwoord 7` both open a page, and two notes
/// that cite papers look alike but for their numbers. What single pages carry is known by its shape, which the language pack gives.
public struct FurnitureClassifier: Sendable {
  /// Share of the page's height, from the top, in which running headers stand.
  public var headBand: Float = 0.2
  /// Share of the page's height, from the top, below which running footers stand.
  public var footBand: Float = 0.87
  /// Shapes of footers and page numbers: lower case, blanks left out, a run of digits as `#`; a line that begins so is one.
  public var knownShapes: [[UInt8]] = []

  /// Creates the stage.
  public init(knownShapes: [[UInt8]] = []) { self.knownShapes = knownShapes }

  private struct Candidate {
    var line: Int
    var page: Int
    var text: [UInt8]
    var print: UInt64
    var numbers: [Int]
    var head: Bool
    var height: Int
    /// The candidate before it with the same ``key``, or −1.
    var before: Int

    /// A hash of text (as ``HyphenResolver/fingerprint(_:)``) and height: what has the same one is looked at.
    static func key(_ print: UInt64, _ height: Int) -> UInt64 {
      (print ^ UInt64(truncatingIfNeeded: height)) &* 0x100_0000_01B3
    }
  }

  /// Sets the zone of furniture lines.
  public func callAsFunction(_ layout: inout LaidOutDocument) {
    var candidates: [Candidate] = []
    var last: [UInt64: Int] = [:]
    for index in layout.lines.indices where layout.lines[index].zone == .body || layout.lines[index].zone == .margin {
      let line = layout.lines[index]
      let height = Float(layout.document.pages[line.page].height)
      guard height > 0 else { continue }
      let head = line.y0 < height * headBand
      guard head || line.y1 > height * footBand else { continue }
      let (text, numbers) = FurnitureClassifier.shape(layout.text(line))
      guard !text.isEmpty else { continue }
      let at = Int((line.y1 / 3).rounded())
      let print = HyphenResolver.fingerprint(text)
      let before = last.updateValue(candidates.count, forKey: Candidate.key(print, at)) ?? -1
      candidates.append(
        Candidate(
          line: index,
          page: line.page,
          text: text,
          print: print,
          numbers: numbers,
          head: head,
          height: at,
          before: before
        )
      )
    }
    for candidate in candidates {
      let line = layout.lines[candidate.line]
      let repeated = (-1...1).contains { shift in
        var other = last[Candidate.key(candidate.print, candidate.height + shift)] ?? -1
        while other >= 0 {
          if candidates[other].text == candidate.text, repeats(candidate, candidates[other]) { return true }
          other = candidates[other].before
        }
        return false
      }
      let known = knownShapes.contains { candidate.text.starts(with: $0) }
      if candidate.text == [UInt8(ascii: "#")] {
        let apart =
          candidate.head ? line.zone == .body && isAlone(candidate.line, in: layout) : !numbers(candidate.line, layout)
        if repeated || apart { layout.lines[candidate.line].zone = .pageNumber }
      } else if known {
        layout.lines[candidate.line].zone = isPageNumber(candidate) ? .pageNumber : .runningFooter
      } else if repeated, line.zone == .body {
        layout.lines[candidate.line].zone = candidate.head ? .runningHeader : .runningFooter
      }
    }
    addressesAtFoot(&layout)
  }

  /// Addresses and telephone numbers at the foot of a letter's first page, as letterheads until about 2010 have them: several small lines,
  /// far below everything else, and no note, for a note would have a label there.
  private func addressesAtFoot(_ layout: inout LaidOutDocument) {
    guard let page = layout.lines.first?.page else { return }
    let lines = layout.lines.indices.prefix { layout.lines[$0].page == page }
      .filter { layout.lines[$0].zone == .body }
      .sorted { layout.lines[$0].y1 > layout.lines[$1].y1 }
    let foot = lines.prefix { mayBeAddress(layout.lines[$0], layout) }
    guard foot.count > 1, let top = foot.last, foot.count < lines.count,
      layout.lines[top].y1 - layout.lines[lines[foot.count]].y1 > 3 * layout.lines[top].size
    else { return }
    for index in foot { layout.lines[index].zone = .runningFooter }
  }

  private func mayBeAddress(_ line: Line, _ layout: LaidOutDocument) -> Bool {
    let notes = FootnoteZoneClassifier()
    return line.y0 > Float(layout.document.pages[line.page].height) * footBand
      && line.size < layout.fonts.bodySize * notes.smallShare && notes.label(line, layout) == nil
  }

  /// Whether the numbers of a short line of a known shape can count pages: `Pagina 2 van 7`, not the number of a series.
  private func isPageNumber(_ candidate: Candidate) -> Bool {
    guard candidate.text.count < 24, let first = candidate.numbers.first, candidate.numbers.count <= 2 else {
      return false
    }
    return first == candidate.page + 1
      || candidate.numbers.count == 2 && first <= candidate.numbers[1] && candidate.numbers[1] < 1000
  }

  /// The same text on another page, its numbers equal or counting with the pages.
  private func repeats(_ a: Candidate, _ b: Candidate) -> Bool {
    guard a.page != b.page, a.numbers.count == b.numbers.count else { return false }
    return zip(a.numbers, b.numbers).allSatisfy { $0 == $1 || $0 - a.page == $1 - b.page }
  }

  /// Whether a number at the foot of a page, at the text's edge and in its size, numbers what stands right below it or opens the next page: a
  /// question of a list. A page's own number has nothing but the foot's last line below it.
  private func numbers(_ index: Int, _ layout: LaidOutDocument) -> Bool {
    let line = layout.lines[index]
    guard abs(line.size - layout.fonts.bodySize) < 0.4, abs(line.x0 - layout.column(of: line).left) < 3 else {
      return false
    }
    return layout.lines[(index + 1)...].contains { below in
      guard below.page == line.page, below.y1 > line.y1 else { return false }
      let text = abs(below.x0 - line.x0) < 3 && abs(below.size - line.size) < 0.4 && below.zone == .body
      return below.y1 - line.y1 > 3 * layout.pitch || text && below.y1 - line.y1 < 1.5 * layout.pitch
    }
  }

  /// Whether no other line of the page's text is within two line heights: its neighbours in reading order tell.
  private func isAlone(_ index: Int, in layout: LaidOutDocument) -> Bool {
    let line = layout.lines[index]
    return [index - 1, index + 1].allSatisfy { other in
      guard layout.lines.indices.contains(other) else { return true }
      let neighbour = layout.lines[other]
      return neighbour.page != line.page || neighbour.zone != .body
        || abs(neighbour.middle - line.middle) >= 2.2 * (line.y1 - line.y0)
    }
  }

  /// Lower case, without blanks, runs of digits as `#`; and the numbers those runs stand for.
  static func shape(_ text: [UInt8]) -> (text: [UInt8], numbers: [Int]) {
    var numbers: [Int] = []
    let shape = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { shape in
      var count = 0
      for byte in text where byte != 0x20 {
        if byte >= 0x30, byte <= 0x39 {
          let digit = Int(byte - 0x30)
          if count > 0, shape[count - 1] == UInt8(ascii: "#"), !numbers.isEmpty {
            numbers[numbers.count - 1] = (numbers[numbers.count - 1] &* 10 &+ digit) % 1_000_000_007
            continue
          }
          shape[count] = UInt8(ascii: "#")
          numbers.append(digit)
        } else {
          shape[count] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
        }
        count += 1
      }
      return Array(shape[..<count])
    }
    return (shape, numbers)
  }
}

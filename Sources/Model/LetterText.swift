// SPDX-License-Identifier: GPL-3.0-or-later

/// The letter's own text, and where each stretch of it stood on the page.
///
/// UTF-8, NFC, reading order; one paragraph or heading a block, blocks parted by two line feeds; without letterhead, running
/// headers, page numbers, footnote bodies and footnote calls. Soft hyphens are undone, hard ones kept.
public struct LetterText: Sendable, Equatable {
  /// A stretch of text that came from one printed line.
  public struct Fragment: Sendable, Equatable {
    /// Byte offset at which the stretch begins; it ends where the next one begins.
    public var start: Int
    /// Where it stood.
    public var box: Box

    /// Creates a fragment.
    public init(start: Int, box: Box) {
      self.start = start
      self.box = box
    }
  }

  /// The text.
  public var utf8: [UInt8]
  /// Ascending by `start`; empty for formats without pages.
  public var fragments: [Fragment]

  /// Creates a text; `fragments` must ascend.
  public init(utf8: [UInt8], fragments: [Fragment] = []) {
    self.utf8 = utf8
    self.fragments = fragments
  }

  /// The bytes of a span, decoded.
  public func string(_ span: TextSpan) -> String { String(decoding: utf8[span.range], as: UTF8.self) }

  /// The boxes a span covers, one for each printed line, in reading order.
  public func boxes(of span: TextSpan) -> [Box] {
    var result: [Box] = []
    var i = fragmentIndex(at: span.start)
    while i < fragments.count, fragments[i].start < span.end {
      result.append(fragments[i].box)
      i += 1
    }
    return result
  }

  /// The page on which a byte stood, or `nil` for formats without pages.
  public func page(at offset: Int) -> Int? {
    guard !fragments.isEmpty else { return nil }
    return fragments[min(fragmentIndex(at: offset), fragments.count - 1)].box.page
  }

  private func fragmentIndex(at offset: Int) -> Int {
    var low = 0
    var high = fragments.count
    while low < high {
      let middle = (low + high) / 2
      if fragments[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}

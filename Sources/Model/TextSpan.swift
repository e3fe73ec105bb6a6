// SPDX-License-Identifier: GPL-3.0-or-later

/// A half-open range of UTF-8 byte offsets in ``LetterText/utf8`` (or in a footnote's own text).
///
/// Inside the program text is bytes; the record counts Unicode scalars, and only the encoder converts.
public struct TextSpan: Sendable, Hashable, Comparable {
  /// First byte.
  public var start: Int
  /// One past the last byte.
  public var end: Int

  /// Creates the span `start ..< end`; traps when `end < start`.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a span cannot end before it starts")
    self.start = start
    self.end = end
  }

  /// Length in bytes.
  public var count: Int { end - start }
  /// Whether the span holds no byte.
  public var isEmpty: Bool { start == end }
  /// The same range as a standard range.
  public var range: Range<Int> { start..<end }

  /// Whether `other` lies wholly inside this span.
  public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }
  /// Whether the two spans share at least one byte.
  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

  /// Orders by start, then by end.
  public static func < (a: TextSpan, b: TextSpan) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

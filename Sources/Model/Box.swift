// SPDX-License-Identifier: GPL-3.0-or-later

/// A rectangle on a page: PDF points, origin at the top left, pages counted from 1.
public struct Box: Sendable, Hashable {
  /// Page number, from 1.
  public var page: Int
  /// Left edge.
  public var x0: Double
  /// Top edge.
  public var y0: Double
  /// Right edge.
  public var x1: Double
  /// Bottom edge.
  public var y1: Double

  /// Creates a box from its edges.
  public init(page: Int, x0: Double, y0: Double, x1: Double, y1: Double) {
    self.page = page
    self.x0 = x0
    self.y0 = y0
    self.x1 = x1
    self.y1 = y1
  }

  /// The smallest box that holds both; traps when they lie on different pages.
  public func union(_ other: Box) -> Box {
    precondition(page == other.page, "boxes of two pages have no union")
    return Box(
      page: page,
      x0: min(x0, other.x0),
      y0: min(y0, other.y0),
      x1: max(x1, other.x1),
      y1: max(y1, other.y1)
    )
  }
}

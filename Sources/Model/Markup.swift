// SPDX-License-Identifier: GPL-3.0-or-later

/// Official XML as read: blocks in document order, notes where they are called. Structure is made of it without layout.
public struct MarkupDocument: Sendable {
  /// Creates an empty document.
  public init() {}
}

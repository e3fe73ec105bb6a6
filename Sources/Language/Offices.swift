// SPDX-License-Identifier: GPL-3.0-or-later

/// The pack's chapter `offices.yaml`.
public struct Offices: Sendable {
  /// Reads the chapter.
  ///
  /// - Throws: ``PackError`` naming file and line of the first entry that cannot be used.
  public init(_ node: PackNode) throws(PackError) {
    try node.allow(only: ["version"])
  }
}

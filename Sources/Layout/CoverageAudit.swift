// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Whether every printing character of a letter lies in exactly one line: what a layout may never lose or double.
public struct CoverageAudit: Sendable, Equatable {
  /// Printing characters that lie in no line.
  public var lost = 0
  /// Printing characters that lie in more than one line.
  public var doubled = 0

  /// Counts over all pages.
  public init(_ layout: LaidOutDocument) {
    for (index, page) in layout.document.pages.enumerated() {
      var seen = [UInt8](repeating: 0, count: page.scalars.count)
      for line in layout.lines where line.page == index {
        for word in layout.words(of: line) {
          for i in word.start..<word.end { seen[i] = min(seen[i], 200) + 1 }
        }
      }
      for (i, scalar) in page.scalars.enumerated() where CoverageAudit.prints(scalar) {
        if seen[i] == 0 { lost += 1 }
        if seen[i] > 1 { doubled += 1 }
      }
    }
  }

  /// Controls, spaces and marks without width do not print.
  private static func prints(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x20, 0x7F...0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x205F, 0x3000, 0xFEFF: return false
    default: return true
    }
  }
}

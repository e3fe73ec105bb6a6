// SPDX-License-Identifier: GPL-3.0-or-later

/// Text from outside, made harmless for a terminal or a log: one line, no control or direction characters, not too long.
public struct PrintableText: Sendable, CustomStringConvertible {
  /// Scalars that are shown at most.
  public static let limit = 200

  /// What may be printed.
  public let description: String

  /// Prepares bytes that should be UTF-8.
  public init(_ bytes: [UInt8]) { self.init(String(decoding: bytes, as: UTF8.self)) }

  /// Prepares text; a long one loses its middle, so that a path keeps its folder and its name.
  public init(_ text: String) {
    var shown = ""
    let scalars = Array(text.unicodeScalars)
    let half = (PrintableText.limit - 1) / 2
    for (i, scalar) in scalars.enumerated() {
      if scalars.count > PrintableText.limit, i >= half, i < scalars.count - half {
        if i == half { shown += "..." }
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    description = shown
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// A dossier as somebody asks for it: `32317`, `36 600-XIV`, `36600 XIV`; a number without a chapter stands for all its chapters.
public struct DossierNumber: Sendable, Equatable {
  /// As records have it: `36600`, `36600-XIV`, `21501-02`.
  public let text: String

  /// Reads it, or gives `nil` for what begins with no digit or holds other marks than blanks, full stops and hyphens.
  public init?(_ asked: String) {
    var number = ""
    var chapter = ""
    for character in asked {
      switch character {
      case " ", "\u{A0}", ".", "-": continue
      case let digit where digit.isASCII && digit.isNumber && chapter.isEmpty && number.count < DossierNumber.digits:
        number.append(digit)
      case let letter where letter.isASCII && (letter.isLetter || letter.isNumber) && !number.isEmpty:
        chapter += letter.uppercased()
      default: return nil
      }
    }
    if number.isEmpty { return nil }
    text = chapter.isEmpty ? number : "\(number)-\(chapter)"
  }

  /// Whether a record's dossier is meant.
  public func holds(_ dossier: String) -> Bool {
    dossier == text || (dossier.hasPrefix(text) && dossier.dropFirst(text.count).first == "-")
  }

  /// Digits of a number, what follows is a chapter.
  private static let digits = 5
}

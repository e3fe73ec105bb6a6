// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout
internal import Model

/// What a reader of the record must be told about how the letter could be read.
struct TextAudit {
  var pack: LanguagePack

  /// Days by which the file's own date may differ from the printed one before it is said: half a year.
  private let tolerance = 183

  func callAsFunction(_ layout: LaidOutDocument, _ metadata: Metadata, _ text: LetterText) -> [Warning] {
    var warnings: [Warning] = []
    for page in layout.document.pages where !page.scalars.contains(where: { $0 > 0x20 }) {
      warnings.append(
        Warning(
          code: "page-without-text",
          message: "page \(page.number) has no text: it needs OCR to be read",
          page: page.number
        )
      )
    }
    var replaced = 0
    for page in layout.document.pages {
      // Without checks, which would keep it from taking several characters at once.
      replaced += page.scalars.withUnsafeBufferPointer { scalars in
        var count: UInt32 = 0
        for scalar in scalars { count &+= scalar == 0xFFFD ? 1 : 0 }
        return Int(count)
      }
    }
    if replaced > 0 {
      warnings.append(
        Warning(
          code: "replacement-characters",
          message: "\(replaced) characters of the file have no meaning and read U+FFFD"
        )
      )
    }
    if let date = metadata.date, let created = layout.document.created, abs(date.ordinal - created.ordinal) > tolerance
    {
      warnings.append(
        Warning(
          code: "date-contradicted",
          message: "the printed date \(date.iso) lies more than half a year from the file's own, \(created.iso)"
        )
      )
    }
    if let date = metadata.date, let later = paper(after: date, text.utf8) {
      warnings.append(
        Warning(
          code: "date-contradicted",
          message:
            "the printed date \(date.iso) lies more than half a year before a paper that the text names, of \(later.iso)"
        )
      )
    }
    return warnings
  }

  /// The day of a paper named in the text that cannot have existed for half a year after the letter.
  private func paper(after date: Day, _ utf8: [UInt8]) -> Day? {
    let scanner = DateScanner(pack.lexicon)
    var from = 0
    while let found = scanner.first(utf8, in: from..<utf8.count) {
      from = found.span.end
      guard found.day.ordinal - date.ordinal > tolerance else { continue }
      let before = Letterhead.fold(Array(utf8[max(0, found.span.start - 24)..<found.span.start]))
      if pack.letterhead[.datedPapers].contains(where: { before.suffix($0.count + 1).elementsEqual($0 + [0x20]) }) {
        return found.day
      }
    }
    return nil
  }
}

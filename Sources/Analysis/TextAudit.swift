// SPDX-License-Identifier: GPL-3.0-or-later
internal import Layout
internal import Model

/// What a reader of the record must be told about how the letter could be read.
struct TextAudit {
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
    for page in layout.document.pages { replaced += page.scalars.count { $0 == 0xFFFD } }
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
    return warnings
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language

/// Labels of questions and answers that stand alone on a line: `Vraag 1`, `Antwoord 9 en 10`.
struct QuestionLabels {
  enum Kind: Equatable { case question, answer, other }

  private let letterhead: Letterhead

  init(_ pack: LanguagePack) { letterhead = pack.letterhead }

  /// What a whole line (folded) labels; `nil` where it says more than a label and its numbers.
  func label(_ folded: [UInt8]) -> Kind? {
    guard folded.count <= 40 else { return nil }
    for (list, kind) in [
      (Letterhead.List.questionLabels, Kind.question), (.answerLabels, .answer), (.otherLabels, .other),
    ] {
      guard let word = letterhead.prefix(of: folded, in: list) else { continue }
      let rest = folded[word.count...]
      if isNumbers(rest) || (kind != .question && rest.allSatisfy { $0 == 0x3A || $0 == 0x20 }) { return kind }
    }
    return nil
  }

  /// First and last number of a line that says nothing but numbers (`3`, `4 en 5`); `nil` for any other.
  func numbers(_ folded: [UInt8]) -> ClosedRange<Int>? {
    guard let head = folded.first, (0x30...0x39).contains(head), isNumbers(folded[...]) else { return nil }
    let numbers = folded.split { !(0x30...0x39).contains($0) }.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    guard let first = numbers.first, let last = numbers.last, first <= last else { return nil }
    return first...last
  }

  /// Numbers and what may join them, at least one number.
  private func isNumbers(_ text: ArraySlice<UInt8>) -> Bool {
    var i = text.startIndex
    var numbers = 0
    while i < text.endIndex {
      let byte = text[i]
      if byte == 0x20 || byte == 0x3A || byte == 0x2E {
        i += 1
      } else if (0x30...0x39).contains(byte) {
        var digits = 0
        while i < text.endIndex, (0x30...0x39).contains(text[i]) {
          digits += 1
          i += 1
        }
        // A letter may follow: "vraag 3a".
        if i < text.endIndex, (0x61...0x7A).contains(text[i]),
          i + 1 == text.endIndex || !(0x61...0x7A).contains(text[i + 1])
        {
          i += 1
        }
        guard digits <= 3 else { return false }
        numbers += 1
      } else if let joiner = letterhead[.numberJoiners].first(where: { text[i...].starts(with: $0) }) {
        i += joiner.count
      } else {
        return false
      }
    }
    return numbers > 0
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Model
import Output
import Testing

private let hash = String(repeating: "0123456789abcdef", count: 4)

/// Ninety different words of a letter that nobody wrote.
private let words = (1...90).map { "woord\($0 * 7919 % 1000)" }

private func likeness(
  _ text: String,
  day: Day? = Day(2026, 3, 27),
  chamber: Metadata.Chamber? = .tweedeKamer,
  format: String = "pdf",
  kind: Metadata.Kind = .kamerbrief
) throws -> RecordLikeness? {
  var letter = StructuredLetter(
    source: Source(path: "", sha256: hash, bytes: 1, format: format),
    text: LetterText(utf8: Array(text.utf8))
  )
  letter.metadata.date = day
  letter.metadata.chamber = chamber
  letter.metadata.kind = kind
  return RecordLikeness(try RecordLine(LetterEncoder()(Letter(structure: letter, commitments: [])), sha256: hash))
}

struct RecordLikenessTests {
  @Test func takesTypesettersSignsForNothing() throws {
    let one = try #require(try likeness("Geachte voorzitter,\n\nÉén \"kop\" – " + words.joined(separator: " ")))
    let other = try likeness("GEACHTE VOORZITTER «ÉÉN» kop, " + words.joined(separator: ",\n\n"), kind: .kamerstuk)
    #expect(one.isTwin(of: try #require(other)))
  }

  @Test func forgivesAFewWordsInAnotherLayoutOnly() throws {
    let text = words.joined(separator: " ")
    let one = try #require(try likeness(text))
    let longer = try #require(try likeness("Hoogachtend " + text, format: "kamerstuk-xml", kind: .kamerstuk))
    #expect(one.isTwin(of: longer))
    #expect(longer.isTwin(of: one))
    let revised = try #require(try likeness("Hoogachtend " + text))
    #expect(!one.isTwin(of: revised), "a letter that was sent anew with a word more is another letter")
  }

  @Test func keepsLettersOfOtherDaysChambersAndTextsApart() throws {
    let text = words.joined(separator: " ")
    let one = try #require(try likeness(text))
    #expect(!one.isTwin(of: try #require(try likeness(text, day: Day(2026, 3, 28)))))
    #expect(!one.isTwin(of: try #require(try likeness(text, chamber: .eersteKamer))))
    let half = words.prefix(45) + words.prefix(45).reversed()
    #expect(!one.isTwin(of: try #require(try likeness(half.joined(separator: " "), format: "kamerstuk-xml"))))
  }

  @Test func saysNothingOfLettersWithoutADateOrWithALineOfText() throws {
    #expect(try likeness(words.joined(separator: " "), day: nil) == nil)
    #expect(try likeness("Hierbij zend ik u de antwoorden op de vragen van het lid Jansen.") == nil)
    #expect(try likeness("") == nil)
  }
}

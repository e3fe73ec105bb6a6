// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Short forms that point back to a paper: `deze motie`, `voornoemde brief`, `Idem`.
struct ShortFormTests {
  static let pack = Result { try LanguagePack() }
  let detector: CitationDetector

  init() throws { detector = CitationDetector(try ShortFormTests.pack.get()) }

  /// The citations of a letter; `^` in a paragraph calls the next of the notes.
  private func citations(_ paragraphs: [String], notes: [String] = []) -> [Citation] {
    var calls: [Int] = []
    var plain: [String] = []
    var length = 0
    for paragraph in paragraphs {
      var text = ""
      for part in paragraph.split(separator: "^", omittingEmptySubsequences: false) {
        if !text.isEmpty { calls.append(length + text.utf8.count) }
        text += part
      }
      plain.append(text)
      length += text.utf8.count + 2
    }
    var letter = CommitmentLetter(paragraphs: plain).structured
    letter.footnotes = notes.enumerated().map { index, note in
      Footnote(
        label: "\(index + 1)",
        utf8: Array(note.utf8),
        calls: index < calls.count ? [.init(offset: calls[index])] : []
      )
    }
    return detector(letter)
  }

  private func shorts(_ paragraphs: [String], notes: [String] = []) -> [String] {
    citations(paragraphs, notes: notes).filter { !$0.text.contains { $0.isNumber } }
      .map { "\($0.text) = \($0.id ?? "-")\($0.uncertain ? "?" : "")" }
  }

  @Test func resolvesThisMotionToTheOneCitedBefore() {
    #expect(
      shorts([
        "De motie-Aldering (Kamerstuk 31 293, nr. 77) vraagt om een meldpunt. Met deze brief voer ik deze motie uit."
      ])
        == ["deze motie = kst-31293-77"]
    )
  }

  @Test func resolvesThroughTheFootnoteOfTheMotion() {
    #expect(
      shorts(
        ["De motie van het lid Aldering^ vraagt om een meldpunt.", "Ik beschouw die motie als afgedaan."],
        notes: ["Kamerstukken II 2024/25, 31 293, nr. 77."]
      ) == ["die motie = kst-31293-77"]
    )
  }

  @Test func resolvesALetterMentionedBefore() {
    #expect(
      shorts([
        "In mijn brief van 3 mei (Kamerstuk 29 754, nr. 12) staat de planning.",
        "De in voornoemde brief geschetste aanpak blijft staan.",
      ]) == ["voornoemde brief = kst-29754-12"]
    )
  }

  @Test func takesThePaperOfTheSameSort() {
    #expect(
      shorts([
        "De motie-Aldering (Kamerstuk 31 293, nr. 77) vraagt om een meldpunt. In de nota (Kamerstuk 31 293, nr. 80) staat meer.",
        "Deze motie is uitgevoerd.",
      ]) == ["Deze motie = kst-31293-77"]
    )
  }

  @Test func marksAChoiceBetweenTwoAsUncertain() {
    #expect(
      shorts([
        "De motie-Aldering (Kamerstuk 31 293, nr. 77) en de motie-Brons (Kamerstuk 31 293, nr. 78) zijn aanvaard. Deze motie voer ik uit."
      ]) == ["Deze motie = kst-31293-78?"]
    )
  }

  @Test func abstainsWhereAnUncitedPaperStandsBetween() {
    #expect(
      shorts([
        "De motie-Aldering (Kamerstuk 31 293, nr. 77) is uitgevoerd. De motie van het lid Brons niet. Deze motie vraagt meer."
      ]) == []
    )
  }

  @Test func abstainsWithoutAPaperBefore() {
    #expect(shorts(["Deze motie voer ik uit.", "Zie Kamerstuk 31 293, nr. 77."]) == [])
    #expect(shorts(["De wet (Kamerstuk 31 293, nr. 2) geldt. Deze motie voer ik uit."]) == [])
  }

  @Test func leavesTheLetterItselfAlone() {
    #expect(shorts(["In mijn brief (Kamerstuk 29 754, nr. 12) staat het. Met deze brief kom ik daarop terug."]) == [])
  }

  @Test func leavesAShortFormWithItsOwnCitationAlone() {
    let found = citations(
      ["De brief (Kamerstuk 29 754, nr. 12) ligt voor. In genoemde brief^ staat het."],
      notes: ["Kamerstuk 29 754, nr. 14."]
    )
    #expect(found.map(\.text) == ["Kamerstuk 29 754, nr. 12", "Kamerstuk 29 754, nr. 14"])
  }

  @Test func resolvesIdemToTheNoteBefore() {
    let notes = ["Kamerstuk 31 293, nr. 77.", "Idem.", "Ibid., p. 4", "Rapport van de inspectie.", "Idem."]
    let found = citations(["Een^ twee^ drie^ vier^ vijf^."], notes: notes)
    #expect(found.map(\.id) == ["kst-31293-77", "kst-31293-77", "kst-31293-77"])
    #expect(found.allSatisfy { !$0.uncertain })
  }

  @Test func marksIdemAfterTwoPapersAsUncertain() {
    #expect(
      shorts(["Een^ twee^."], notes: ["Kamerstuk 31 293, nrs. 77 en 78.", "Idem."]) == ["Idem = kst-31293-78?"]
    )
  }

  @Test func keepsTheOrderOfPlaces() {
    let found = citations(
      [
        "De motie-Aldering (Kamerstuk 31 293, nr. 77) is aanvaard. Deze motie vraagt iets. Zie ook Kamerstuk 31 293, nr. 90."
      ]
    )
    #expect(found.map(\.id) == ["kst-31293-77", "kst-31293-77", "kst-31293-90"])
  }
}

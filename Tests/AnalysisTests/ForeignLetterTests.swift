// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// Letters in other languages promise things too, but not in a language that the pack reads: nothing may be found in them.
struct ForeignLetterTests {
  static let pack = Result { try LanguagePack() }

  private func findings(_ paragraphs: [String]) throws -> [String] {
    let letter = LetterAnnotation(try ForeignLetterTests.pack.get())(
      CommitmentLetter(paragraphs: paragraphs).structured
    )
    return letter.commitments.map(\.text) + letter.citations.map(\.text)
  }

  @Test func findsNothingInAnEnglishLetter() throws {
    #expect(
      try findings([
        "Dear Madam Speaker, I will inform your House before the summer recess of the progress made in the talks on fisheries.",
        "In my letter of 12 March 2025 I promised to send the report in May. It will be sent to you by 1 July 2026 at the latest.",
        "The ministers of the region want to meet in September; we are in contact with the Commission in order to have the draft in time.",
        "Is it over? We do not know yet. The motion by Mr Harding asks the government to act, and I intend to do so in the week of 4 May.",
        "The costs are 20 500 euros, room 36 600 is in Wing D, and our telephone number is 070 318 22 11.",
      ]) == []
    )
  }

  @Test func findsNothingInAGermanLetter() throws {
    #expect(
      try findings([
        "Sehr geehrte Frau Präsidentin, ich werde den Bundestag noch vor dem Sommer über den Stand der Verhandlungen informieren.",
        "In dem Schreiben vom 3. April 2025 habe ich zugesagt, den Bericht im Mai zu senden. Der Bericht wird Ihnen bis zum 1. Juli zugehen.",
        "Die Minister der Länder beraten darüber im September. Wir wollen in der Woche danach eine Entscheidung treffen.",
        "Das Amt hat in 2024 Mittel von 36 600 Euro eingesetzt; der Rest wird im Herbst in den Haushalt gestellt.",
      ]) == []
    )
  }

  @Test func findsNothingInAFrenchLetter() throws {
    #expect(
      try findings([
        "Madame la Présidente, je vous informerai avant l’été de l’état des négociations sur le port et de la suite que nous y donnerons.",
        "Dans ma lettre du 3 avril 2025, j’ai promis de transmettre le rapport en mai. Il vous sera envoyé au plus tard le 1er juillet.",
        "Les ministres en parlent en septembre ; la décision est prise par le conseil, et de même pour le plan de la région.",
        "Le service compte 36 600 dossiers, dont 20 018 sont clos depuis 2024.",
      ]) == []
    )
  }

  @Test func findsTheDutchPromiseBesideAQuotedEnglishOne() throws {
    let found = try findings([
      "Uw Kamer wordt voor de zomer van 2026 geïnformeerd over de voortgang.",
      "The Commission stated: “We will inform all parliaments before the summer.”",
    ])
    #expect(found == ["Uw Kamer wordt voor de zomer van 2026 geïnformeerd over de voortgang."])
  }
}

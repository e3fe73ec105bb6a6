// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

/// What the sentences around a promise say of it.
@Suite struct CommitmentStatusTests {
  private func commitments(_ blocks: [CommitmentLetter.Block]) throws -> [Commitment] {
    let pack = try LanguagePack()
    return CommitmentDetector(pack)(CommitmentLetter(blocks: blocks).structured, citations: [])
  }

  @Test func joinsTheSentenceThatReportsFulfilmentToThePromise() throws {
    let found = try commitments([
      .text(
        "In het debat van 4 februari jl. zegde ik het lid Smit toe schriftelijk terug te komen op de leges. Via deze brief kom ik deze toezegging na."
      )
    ])
    #expect(found.map(\.kind) == [.recalled])
    #expect(found.first?.status == .fulfilled)
    #expect(found.first?.fulfilledBy != nil)
  }

  @Test func countsASectionThatAnswersThePromiseItOpensWith() throws {
    let found = try commitments([
      .heading("Leges"),
      .text(
        "In het debat van 4 februari jl. heb ik toegezegd terug te komen op de leges. De leges zijn sinds 2020 gestegen. "
          + "Dat komt door hogere loonkosten. De stijging verschilt per gemeente."
      ),
    ])
    #expect(found.map(\.status) == [.fulfilled])
  }

  @Test func leavesAPromiseOpenThatIsPutOffInItsSection() throws {
    let found = try commitments([
      .heading("Leges"),
      .text(
        "In het debat van 4 februari jl. heb ik toegezegd terug te komen op de leges. De gegevens zijn opgevraagd. "
          + "Nog niet alle gemeenten hebben geantwoord. Ik zal uw Kamer in juni over de leges informeren."
      ),
    ])
    #expect(found.map(\.kind) == [.recalled, .made])
    #expect(found.first?.status == .open)
  }

  @Test func leavesAnActOpenThatATextCannotDo() throws {
    let found = try commitments([
      .heading("Onderzoek"),
      .text(
        "In het debat is toegezegd een onafhankelijk onderzoek uit te laten voeren. De opdracht is gegund. Het bureau is begonnen."
      ),
    ])
    #expect(found.map(\.status) == [.open])
  }

  @Test(arguments: [
    ("Zoals toegezegd heb ik de cijfers op 2 maart jl. aan uw Kamer gestuurd.", Commitment.Status.fulfilled),
    ("Zoals toegezegd zal ik uw Kamer voor de zomer informeren.", .open),
    ("Conform mijn toezegging bied ik u hierbij het rapport aan.", .fulfilled),
    ("Aan de toezegging is hiermee deels voldaan.", .partly),
    ("De toezegging is nog niet nagekomen.", .open),
    ("Hiermee geef ik uitvoering aan de motie Kaya.", .fulfilled),
    ("Het kabinet zal de motie Kaya uitvoeren.", .open),
    ("De motie Kaya kan ik niet uitvoeren.", .lapsed),
  ])
  func readsTheStatusInTheSentence(_ sentence: String, _ status: Commitment.Status) throws {
    #expect(try commitments([.text(sentence)]).map(\.status) == [status])
  }

  @Test func takesNothingFromASectionOfQuestions() throws {
    let found = try commitments([
      .heading("Vraag 1"), .text("De Kamer wordt voor de zomer over de regeling geïnformeerd."),
      .heading("Antwoord 1"), .text("De Kamer wordt voor de zomer over de regeling geïnformeerd."),
    ])
    #expect(found.count == 1)
  }

  @Test func givesTheItemsOfAListTheirHead() throws {
    let found = try commitments([
      .text("Daarom zal ik:"), .item("de regeling in 2027 evalueren;"), .item("uw Kamer de uitkomsten sturen."),
    ])
    #expect(found.map(\.text) == ["de regeling in 2027 evalueren;", "uw Kamer de uitkomsten sturen."])
  }

  @Test func explainsWhyASentenceWasRefused() throws {
    let pack = try LanguagePack()
    let letter = CommitmentLetter(paragraphs: ["Ik zal uw Kamer hierover niet informeren."]).structured
    let findings = CommitmentDetector(pack).explain(letter, citations: [])
    guard case .refused(let miss)? = findings.first else {
      Issue.record("no near miss")
      return
    }
    #expect(miss.filter == .negation)
  }
}

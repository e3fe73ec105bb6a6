// SPDX-License-Identifier: GPL-3.0-or-later
import Language
import Model
import Testing

@Suite struct SentenceSplitterTests {
  private func sentences(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try LanguagePack().commitments.splitter(bytes, TextSpan(0, bytes.count)).map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("Dat is zo. Het kabinet handelt.", 2),
    ("Op 3 maart jl. heb ik dat gemeld.", 1),
    ("Dat was op 3 maart jl. De Kamer is geïnformeerd.", 2),
    ("De motie van het lid Bos c.s. is aangenomen.", 1),
    ("Zie Kamerstuk 36 800, nr. 12. Dat geldt nog.", 2),
    ("De heer D.M. de Vries is benoemd. Hij begint in mei.", 2),
    ("Mevr. dr. A. Kaya schreef het o.a. voor VWS.", 1),
    ("Paragraaf 2.1 gaat over de kosten. 5 gemeenten doen mee.", 2),
    ("1. Wonen staat voorop.", 1),
    ("Is dat zo? Ja.", 2),
    ("Hij zei: «Dat is zo.» Daarna vertrok hij.", 2),
    ("Volgens de raad is dit ‘te weinig.’ Ik deel dat.", 2),
    ("Dat leidt tot … minder geld.", 1),
    ("Dit geldt voor bijv. scholen; voor winkels niet.", 1),
    ("De wet (art. 3, tweede lid) geldt. ’s-Hertogenbosch doet mee.", 2),
  ])
  func cutsWhereASentenceEnds(_ text: String, _ count: Int) throws {
    #expect(try sentences(text).count == count)
  }

  @Test func keepsClosingMarksWithTheirSentence() throws {
    #expect(try sentences("Hij zei “ja.” Zij niet.") == ["Hij zei “ja.”", "Zij niet."])
  }

  @Test(.timeLimit(.minutes(1))) func staysLinearOnAMegabyteWithoutAnEnd() throws {
    #expect(try sentences(String(repeating: "woord ", count: 200_000)).count == 1)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Foundation
import Model
import Testing

/// Files that are no letters, hostile files, and encodings.
struct OfficialXMLRefusalTests {
  private func refusal(_ bytes: [UInt8]) -> ExtractionError? {
    do throws(ExtractionError) {
      _ = try OfficialXML.read(bytes)
      return nil
    } catch {
      return error
    }
  }

  private func refusal(_ xml: String) -> ExtractionError? { refusal(Array(xml.utf8)) }

  @Test(arguments: [
    ("<!DOCTYPE html><html><body>Niet gevonden</body></html>", "HTML"),
    ("\n <HTML lang='nl'><p>Niet gevonden", "HTML"),
    ("<!-- fout --><html xmlns='http://www.w3.org/1999/xhtml'/>", "HTML"),
    ("<metadata_gegevens><metadata name='DC.title' content='x'/></metadata_gegevens>", "metadata record"),
    ("<owms-metadata><owmskern/></owms-metadata>", "OWMS"),
    ("<sru:searchRetrieveResponse xmlns:sru='http://docs.oasis-open.org/ns/search-ws/sruResponse'/>", "SRU"),
    (
      "<entry xmlns='http://www.w3.org/2005/Atom'><content><ns1:toezegging xmlns:ns1='x'/></content></entry>",
      "commitments"
    ),
    ("<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>", "feed"),
    ("<officiele-publicatie><metadata/><handelingen><al>x</al></handelingen></officiele-publicatie>", "Handelingen"),
    ("<handeling><al>x</al></handeling>", "Handelingen"),
    ("<officiele-publicatie><metadata/><staatsblad/></officiele-publicatie>", "gazette"),
    ("<officiele-publicatie><metadata/></officiele-publicatie>", "without a paper"),
    ("<recept><stap>Roer.</stap></recept>", "recept"),
  ])
  func saysWhatAFileIsInstead(_ xml: String, _ word: String) throws {
    let error = try #require(refusal(xml))
    #expect(error.code == "not-a-letter")
    #expect(error.message.contains(word), "\(error.message)")
  }

  @Test(arguments: [
    "<!DOCTYPE kamerwrk><kamerwrk/>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><kamerwrk><body><stuk><al>&e;</al></stuk></body></kamerwrk>",
    "<!DOCTYPE a [<!ENTITY % x '&#37;x;'> %x;]><a/>",
  ])
  func refusesADoctype(_ xml: String) { #expect(refusal(xml)?.code == "dtd-refused") }

  @Test(arguments: [
    "<kamerwrk><al>x</kamerwrk>", "<kamerwrk>", "<kamerwrk/>\u{1}", "<kamerwrk>&nbsp;</kamerwrk>", "<kamerwrk/><x/>",
  ])
  func namesWhatIsNotWellFormed(_ xml: String) throws {
    let error = try #require(refusal(xml))
    #expect(error.code == "damaged")
    #expect(error.message.contains("well-formed"))
  }

  @Test func refusesDepthTagsAndAttributesBeyondBounds() {
    let deep = String(repeating: "<al>", count: 300)
    #expect(refusal("<kamerwrk>" + deep)?.code == "too-deep")
    let many = (0..<300).map { " a\($0)='x'" }.joined()
    #expect(refusal("<kamerwrk\(many)/>")?.code == "too-large")
    let most = (0..<6000).map { " a\($0)='x'" }.joined()
    #expect(refusal("<kamerwrk\(most)/>")?.code == "too-large")
    #expect(refusal("<kamerwrk a='\(String(repeating: "x", count: 1_100_000))'/>")?.code == "too-large")
  }

  @Test func allowsDepthWithinBounds() throws {
    let open = String(repeating: "<x>", count: 250)
    let close = String(repeating: "</x>", count: 250)
    let document = try PaperSketch.readWhole("<kamerwrk><body>\(open)diep\(close)</body></kamerwrk>")
    #expect(document.texts == ["diep"])
  }

  @Test func readsLongTextsWhole() throws {
    let long = String(repeating: "Een zin over sluizen. ", count: 20_000)
    #expect(try PaperSketch.read("<al>\(long)</al>").texts[0].utf8.count == long.utf8.count - 1)
  }

  @Test func refusesNULInUTF8() { #expect(refusal(Array("<kamerwrk/>".utf8) + [0])?.code == "damaged") }

  @Test func saysThatAFileWasEncodedTwice() throws {
    let bytes: [UInt8] =
      [0xC3, 0xAF, 0xC2, 0xBB, 0xC2, 0xBF] + Array(PaperSketch.paper("<al>La\u{C3}\u{A7}in</al>").utf8)
    #expect(OfficialXML.looksLikeXML(bytes))
    let error = try #require(refusal(bytes))
    #expect(error.code == "damaged")
    #expect(error.message.contains("twice"))
  }

  @Test func readsEachEncodingAlike() throws {
    let paper = PaperSketch.paper(
      "<al>Coördinatie – één café kost € 2</al>",
      declaration: "<?xml version='1.0' encoding='NAME'?>"
    )
    func named(_ name: String) -> String { paper.replacing("NAME", with: name) }
    func sixteen(_ text: String, bigEndian: Bool) -> [UInt8] {
      text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    let windows = try #require(named("windows-1252").data(using: .windowsCP1252))
    let latin = try #require(named("ISO-8859-1").data(using: .windowsCP1252))
    let utf8 = Array(named("utf-8").utf8)
    let forms: [[UInt8]] = [
      utf8, [0xEF, 0xBB, 0xBF] + utf8, Array(" \r\n".utf8) + utf8, [UInt8](windows), [UInt8](latin),
      [0xFF, 0xFE] + sixteen(named("UTF-16"), bigEndian: false),
      [0xFE, 0xFF] + sixteen(named("UTF-16"), bigEndian: true),
      sixteen(named("UTF-16"), bigEndian: false), sixteen(named("UTF-16"), bigEndian: true),
      Array(named("utf-8").replacing("\n", with: "\r\n").utf8),
    ]
    for form in forms {
      #expect(OfficialXML.looksLikeXML(form))
      #expect(try OfficialXML.read(form).texts == ["Coördinatie – één café kost € 2"])
    }
  }

  @Test(arguments: ["utf-7", "UTF-32", "ebcdic-cp-nl", "ISO-8859-15"])
  func refusesOtherEncodings(_ name: String) {
    #expect(refusal("<?xml version='1.0' encoding='\(name)'?><kamerwrk/>")?.code == "encoding-refused")
  }

  @Test func refusesLatin1ThatSaysItIsUTF8() {
    #expect(refusal(Array("<kamerwrk><al>caf".utf8) + [0xE9] + Array("</al></kamerwrk>".utf8))?.code == "damaged")
  }

  @Test(arguments: [
    ("%PDF-1.7", false), ("", false), ("  <", false), ("Geachte <x>", false), ("< x", false), ("\n<?xml", true),
    ("<a/>", true),
  ])
  func knowsXMLFromItsFirstBytes(_ text: String, _ expected: Bool) {
    #expect(OfficialXML.looksLikeXML(Array(text.utf8)) == expected)
  }
}

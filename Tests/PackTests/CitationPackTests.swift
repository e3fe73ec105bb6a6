// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Language
import Model
import Testing

struct CitationPackTests {
  @Test func everySeriesProvesItself() throws {
    let pack = try LanguagePack()
    let detector = CitationDetector(pack)
    for series in CitationRules.Series.allCases {
      let own = pack.citations.examples.filter { $0.series == series }
      #expect(own.contains { !$0.isCounter }, "\(series) has no example")
      #expect(own.contains { $0.isCounter }, "\(series) has no counter-example")
    }
    for example in pack.citations.examples {
      let found = detector(Array(example.text.utf8))
      let place = "\(example.file):\(example.line): \(example.text)"
      if example.isCounter {
        #expect(found.isEmpty, "\(place)")
      } else {
        #expect(found.compactMap(\.id) == example.ids, "\(place)")
        #expect(!found.isEmpty, "\(place)")
      }
    }
  }

  private func complaint(_ yaml: String) -> PackError? {
    do {
      _ = try CitationRules(PackNode(file: "own.yaml", yaml: yaml))
      return nil
    } catch {
      return error
    }
  }

  @Test func complaintsNameFileAndLine() throws {
    let yaml = try #require(EmbeddedPack.file(named: "nl/citations.yaml"))
    let broken = yaml.replacing("  filler: [", with: "  fillers: [")
    let error = complaint(broken)
    #expect(error?.file == "own.yaml")
    #expect((error?.line ?? 0) > 100)
    #expect(error?.message.contains("fillers") == true)
  }

  @Test func anExampleWithoutAnArrowIsAnError() throws {
    let yaml = try #require(EmbeddedPack.file(named: "nl/citations.yaml"))
    let broken = yaml.replacing("\"Trb. 2020, 7 => trb-2020-7\"", with: "\"Trb. 2020, 7\"")
    #expect(complaint(broken)?.line ?? 0 > 0)
  }
}

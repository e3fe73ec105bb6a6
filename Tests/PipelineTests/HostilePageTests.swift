// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Output
import Support
import Testing

@testable import Pipeline

/// A page that poppler never comes to the end of, in a real file and a real worker.
struct HostilePageTests {
  /// Three pages of text; the second draws a form that draws the next one twice, and so on, forty deep.
  private var letter: [UInt8] {
    var sketch = PDFSketch()
    sketch.pages = ["Eerste bladzijde.", "Tweede bladzijde.", "Derde bladzijde."].map { [($0, 80, 700, 10)] }
    let first = 5 + 2 * sketch.pages.count
    let depth = 40
    for level in 0..<depth {
      let inner = level + 1 < depth ? "/Resources<</XObject<</X \(first + level + 1) 0 R>>>>" : ""
      let content = level + 1 < depth ? "/X Do /X Do" : "0 0 1 1 re f"
      sketch.objects.append(
        "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]\(inner)/Length \(content.utf8.count)>>\nstream\n\(content)\nendstream"
      )
    }
    sketch.resources = "/XObject<</X \(first) 0 R>>"
    sketch.operators[1] = "/X Do"
    return sketch.bytes
  }

  @Test func costsThatPageAndIsNamed() throws {
    var options = ReadingOptions(worker: WorkerCommand(path: try BuiltProducts.path("griffier-worker")), jobs: 1)
    options.limits.document = 4_000_000_000
    let reader = LetterReader(options, breaker: CircuitBreaker())
    let record = try reader(letter, sha256: ContentHash.sha256(letter)).get()
    #expect(record.isPartial)
    let text = String(decoding: record.bytes, as: UTF8.self)
    #expect(text.contains("Eerste bladzijde.") && text.contains("Derde bladzijde."))
    #expect(!text.contains("Tweede bladzijde."))
    #expect(text.contains("\"code\":\"page-lost\"") && text.contains("\"page\":2}"))
    // The next letter is read as if nothing had been.
    let next = PDFSketch(lines: ["Een brief."]).bytes
    #expect(try !reader(next, sha256: ContentHash.sha256(next)).get().isPartial)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Layout
import Support
import Testing

struct FontNameTests {
  @Test(arguments: [
    ("Sketch-It", true), ("Sketch-BoldIt", true), ("Sketch-LightObl", true), ("Sketch,Italic", true),
    ("SketchIt", false), ("Sketch-Regular", false),
  ])
  func readsTheShortWordsOfFoundriesForASlantedFace(name: String, isSlanted: Bool) {
    var sketch = DocumentSketch()
    sketch.line([.init("Een regel", font: name)])
    #expect(FontProfile(sketch.document).styles.map(\.italic) == [isSlanted])
  }
}

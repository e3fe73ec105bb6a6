// SPDX-License-Identifier: GPL-3.0-or-later
import Layout
import Support
import Testing

struct RunningFooterTests {
  @Test func readsANumberBehindANumberSignAtTheFoot() {
    var sketch = DocumentSketch()
    for page in 1...2 {
      if page > 1 { sketch.nextPage() }
      for row in 0..<6 { sketch.line("De minister schrijft op blad \(page) een volle regel, de \(row)e van het stuk") }
      sketch.aside([.init("#\(page) van de reeks", size: 7)], x: 80, y: 810)
    }
    #expect(PageLayout()(sketch.document).lines.count { $0.zone == .runningFooter } == 2)
  }
}

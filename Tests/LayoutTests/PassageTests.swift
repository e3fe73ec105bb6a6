// SPDX-License-Identifier: GPL-3.0-or-later
import Layout
import Model
import Support
import Testing

private func texts(_ layout: LaidOutDocument, _ zone: Zone = .body) -> [String] {
  layout.lines.filter { $0.zone == zone }.map { String(decoding: layout.text($0), as: UTF8.self) }
}

private let full = "De minister schrijft hier een volle regel tekst over het beleid van dit kabinet en het vorige"

/// Lines of two columns, 12 points apart, `nil` for a blank half line.
private func draw(_ column: [String?], x: Double, y: Double, _ sketch: inout DocumentSketch) {
  var y = y
  for line in column {
    if let line { sketch.aside([.init(line)], x: x, y: y) }
    y += line == nil ? 8 : 12
  }
}

struct PassageTests {
  private let left = [
    "In de eerste proef werkten twaalf", "waterschappen samen met boeren aan het",
    "herstel van de oevers van hun beken en", "sloten.", nil, "De tweede proef begon een jaar later en",
    "liep door tot het voorjaar, omdat de", "vergunningen op zich lieten wachten en", "het werk daardoor stil lag.",
  ]
  private let right = [
    "Ook de vogels hebben baat bij meer", "ruimte langs het water, zo blijkt uit", "de tellingen die vrijwilligers in",
    "beide jaren hebben gedaan. De visstand", "is niet gemeten.", nil, "Een derde proef is in voorbereiding en",
    "begint dit jaar.",
  ]

  @Test func readsTwoColumnsWithinAPageOneAfterTheOther() {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    draw(left, x: 80, y: 160, &sketch)
    draw(right, x: 285, y: 160, &sketch)
    sketch.gap(11)
    for _ in 0..<4 { sketch.line(full) }
    let layout = PageLayout()(sketch.document)
    #expect(
      texts(layout) == Array(repeating: full, count: 4) + left.compactMap { $0 } + right.compactMap { $0 }
        + Array(repeating: full, count: 4)
    )
  }

  @Test func readsTwoColumnsWhoseParagraphsHaveNoGaps() {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    draw(left.filter { $0 != nil }, x: 80, y: 160, &sketch)
    draw(right.filter { $0 != nil }, x: 285, y: 160, &sketch)
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout) == Array(repeating: full, count: 4) + left.compactMap { $0 } + right.compactMap { $0 })
  }

  @Test func leavesATableOfProseATable() {
    var sketch = DocumentSketch()
    for _ in 0..<4 { sketch.line(full) }
    let cells = [
      (
        ["Herstel van de oevers van beken in", "samenwerking met de waterschappen"],
        ["De maatregel loopt tot in het tweede", "jaar en wordt betaald door het rijk", "en de provincies samen."]
      ),
      (
        ["Meer ruimte voor vogels langs het", "water en in de uiterwaarden van de", "grote rivieren"],
        ["Nog niet begonnen, omdat de gronden", "niet verworven zijn."]
      ),
      (
        ["Het tegengaan van verdroging in het", "oosten van het land"],
        ["In voorbereiding bij de provincie en", "de gemeenten die het aangaat."]
      ),
    ]
    var y = 160.0
    for (one, other) in cells {
      draw(one, x: 80, y: y, &sketch)
      draw(other, x: 285, y: y, &sketch)
      y += Double(max(one.count, other.count)) * 12 + 6
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout)[4] == "Herstel van de oevers van beken in De maatregel loopt tot in het tweede")
  }
}

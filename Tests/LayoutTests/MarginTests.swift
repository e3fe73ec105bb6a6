// SPDX-License-Identifier: GPL-3.0-or-later
import Layout
import Model
import Support
import Testing

private func texts(_ layout: LaidOutDocument, _ zone: Zone = .body) -> [String] {
  layout.lines.filter { $0.zone == zone }.map { String(decoding: layout.text($0), as: UTF8.self) }
}

private let full = "De minister schrijft hier een volle regel tekst over het beleid van dit kabinet en het vorige"

struct MarginTests {
  @Test func partsAMarginThatBeginsWhereAFullLineEnds() {
    var sketch = DocumentSketch()
    for row in 0..<12 { sketch.line("Regel \(row) van een brief waarvan de langste regels tot aan de kantlijn lopen") }
    let edge = 80 + 75 * 5.0
    for (row, text) in ["Directie Water", "Afdeling Dijken", "Ons kenmerk", "DW-77"].enumerated() {
      sketch.aside([.init(text, size: 6)], x: edge - 20, y: 99 + Double(row) * 9)
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .margin) == ["Directie Water", "Afdeling Dijken", "Ons kenmerk", "DW-77"])
    #expect(texts(layout).count == 12)
  }

  @Test func partsTheMarginOfAShortLetterBeforeABroadAnnex() {
    var sketch = DocumentSketch()
    sketch.line("Hierbij zend ik u de antwoorden op de vragen van de leden")
    sketch.line("Jansma en Ten Velde over de dijken.")
    for (row, text) in ["Directie Water", "Ons kenmerk", "DW-77"].enumerated() {
      sketch.aside([.init(text, size: 6)], x: 400, y: 99 + Double(row) * 9)
    }
    sketch.nextPage()
    for row in 0..<12 {
      sketch.line("Regel \(row) van de bijlage, die over de hele breedte van het papier loopt tot aan de rand")
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .margin) == ["Directie Water", "Ons kenmerk", "DW-77"])
    #expect(layout.columns[0][0].right < 400)
    #expect(layout.columns[1][0].right > 450)
  }

  @Test func leavesSmallCellsOfATableInTheText() {
    var sketch = DocumentSketch()
    for _ in 0..<8 { sketch.line(full) }
    for row in 0..<5 {
      sketch.aside([.init("Gemeente \(row)", size: 7)], x: 80, y: 240 + Double(row) * 12)
      sketch.aside([.init("1\(row),4", size: 7)], x: 360, y: 240 + Double(row) * 12)
    }
    let layout = PageLayout()(sketch.document)
    #expect(texts(layout, .margin).isEmpty)
    #expect(texts(layout).contains("Gemeente 3 13,4"))
  }

  @Test func leavesTheColumnWhereOnlyAnAddressStandsLeftOfIt() {
    // The other pages' column begins right of the address block, and small lines stand within it.
    var sketch = DocumentSketch()
    for (row, text) in ["De voorzitter van de Tweede Kamer der Staten-Generaal", "Postbus 20018"].enumerated() {
      sketch.aside([.init(text)], x: 10, y: 99 + Double(row) * 12)
    }
    for (row, text) in ["Directie Water", "Ons kenmerk", "DW-77"].enumerated() {
      sketch.aside([.init(text, size: 6)], x: 400, y: 199 + Double(row) * 9)
    }
    for _ in 0..<2 {
      sketch.nextPage()
      for row in 0..<12 {
        sketch.line("     Regel \(row) van de brief, die verder naar rechts staat dan het adres op het voorblad")
      }
    }
    let layout = PageLayout()(sketch.document)
    for column in layout.columns.joined() { #expect(column.left < column.right) }
    #expect(layout.lines.count == 29)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// The parts with headings of their own that are open, and which of them a block belongs to.
///
/// A part that holds nothing but its heading takes in what follows it: papers print the heading of a whole chapter that
/// way, beside its content and not around it.
struct OfficialXMLDivisions {
  private struct Division {
    /// Counted from 1 among the divisions with a heading; 0 for one without.
    var id = 0
    var style: MarkupDocument.Heading.Style?
    /// How many blocks there were right after its heading.
    var blocksAtHeading = 0
    /// An empty division inside this one that takes in what follows it.
    var adopter: (id: Int, style: MarkupDocument.Heading.Style?)?
  }

  /// The first one stands for the paper itself.
  private var open = [Division()]
  private var count = 0

  /// The division that a block here belongs to; 0 for none.
  var container: Int { OfficialXMLDivisions.container(open[...]) }

  private static func container(_ divisions: ArraySlice<Division>) -> Int {
    for division in divisions.reversed() {
      if let adopter = division.adopter { return adopter.id }
      if division.id > 0 { return division.id }
    }
    return 0
  }

  /// A part begins; it counts once it has a heading.
  mutating func begin() { open.append(Division()) }

  /// An annex begins: nothing before it takes it in.
  mutating func beginAnnex() {
    for i in open.indices { open[i].adopter = nil }
    begin()
  }

  /// The innermost part has a heading; `blocks` counts the blocks up to and with it. Gives the heading and the division
  /// it stands in.
  mutating func name(
    _ style: MarkupDocument.Heading.Style?,
    label: MarkupDocument.Heading.Label? = nil,
    number: String?,
    blocks: Int
  ) -> (heading: MarkupDocument.Heading, container: Int) {
    let last = open.count - 1
    if last > 0, let adopter = open[last - 1].adopter {
      // A heading less prominent than that of the empty division before it lies under that one.
      let isUnder = adopter.style.flatMap { above in style.map { above < $0 } } ?? false
      if !isUnder { open[last - 1].adopter = nil }
    }
    let outer = OfficialXMLDivisions.container(open.dropLast())
    count += 1
    open[last].id = count
    open[last].style = style
    open[last].blocksAtHeading = blocks
    return (MarkupDocument.Heading(style: style, label: label, number: number, opens: count), outer)
  }

  /// The innermost part ends; `blocks` counts the blocks up to here.
  mutating func end(blocks: Int) {
    guard open.count > 1, let ended = open.popLast(), ended.id > 0, ended.blocksAtHeading == blocks else { return }
    let last = open.count - 1
    if open[last].adopter == nil { open[last].adopter = (ended.id, ended.style) }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Layout

/// Finds the bare numbers that stand above the questions of a list (`1`, `2`, `3 en 4`), each alone on a line.
///
/// A number alone on a line may be anything. A row of them that counts up from 1 on the text's edge, set apart from the text in one way, with a
/// question under nearly each, numbers questions. Numbers in the text's own style are left in it.
struct QuestionNumbers {
  /// Fewest numbers that make a row.
  private static let fewest = 3

  var layout: LaidOutDocument
  var labels: QuestionLabels

  private struct Entry {
    /// Index into the features.
    var line: Int
    var emphasis: Emphasis
    /// First and last number it names.
    var numbers: ClosedRange<Int>
  }

  /// Indices of the features that are such numbers.
  func callAsFunction(_ features: [LineFeatures]) -> [Int] {
    let entries = features.indices.compactMap { entry($0, features) }
    var result: [Int] = []
    var row: [Entry] = []
    func close() {
      let ends = row.dropFirst().map(\.line) + [features.count]
      let asking = zip(row, ends).count { asks(features[($0.line + 1)..<$1]) }
      if row.count >= QuestionNumbers.fewest, asking * 4 >= row.count * 3 { result += row.map(\.line) }
    }
    for entry in entries {
      if let last = row.last, last.emphasis == entry.emphasis, last.numbers.upperBound + 1 == entry.numbers.lowerBound {
        row.append(entry)
      } else if entry.numbers.lowerBound == 1 {
        close()
        row = [entry]
      }
    }
    close()
    return result
  }

  /// Whether a question ends within the text under a number: at the end of a line.
  private func asks(_ lines: ArraySlice<LineFeatures>) -> Bool {
    lines.prefix(40).contains { $0.lastByte == UInt8(ascii: "?") }
  }

  private func entry(_ index: Int, _ features: [LineFeatures]) -> Entry? {
    let feature = features[index]
    guard feature.length <= 10, feature.startsAfresh, !feature.emphasis.isPlain, feature.emphasis.size >= 0,
      index + 1 < features.count,
      features[index + 1].startsAfresh, features[index + 1].length > 10
    else { return nil }
    let line = layout.lines[feature.line]
    guard !line.isTableRow, line.words.count <= 3, abs(line.x0 - layout.column(of: line).left) < 3,
      let numbers = labels.numbers(layout.folded(line))
    else { return nil }
    return Entry(line: index, emphasis: feature.emphasis, numbers: numbers)
  }
}

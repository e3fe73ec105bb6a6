// SPDX-License-Identifier: GPL-3.0-or-later

/// Parts calls that stand side by side without a blank: `⁴⁵` where there are notes 4 and 5 and none 45.
enum GluedCalls {
  /// The calls, those that are two or more each given as several of the same word.
  static func parted(_ calls: [FootnoteCall], bodies: [FootnoteBody]) -> [FootnoteCall] {
    let labels = Set(bodies.map(\.label))
    // The number of a cubic metre calls nothing.
    let called = Set(calls.lazy.filter { !$0.afterUnit }.map(\.label))
    return calls.flatMap { call -> [FootnoteCall] in
      // Where the notes are called elsewhere it is an exponent or the like.
      guard !labels.contains(call.label), let row = row(call.label),
        row.allSatisfy({ labels.contains($0) && !called.contains($0) })
      else { return [call] }
      return row.map { label in
        var own = call
        own.label = label
        return own
      }
    }
  }

  /// The numbers that follow one another of which a number is written: `45`, `910`, `789`.
  private static func row(_ label: String) -> [String]? {
    let digits = Array(label.utf8)
    guard digits.count >= 2, digits.count <= 12, digits[0] != UInt8(ascii: "0") else { return nil }
    for length in 1...(digits.count / 2) {
      guard var number = Int(String(decoding: digits[..<length], as: UTF8.self)) else { return nil }
      var row: [String] = []
      var written: [UInt8] = []
      while written.count < digits.count {
        row.append(String(number))
        written += row[row.count - 1].utf8
        number += 1
      }
      if written == digits { return row }
    }
    return nil
  }
}

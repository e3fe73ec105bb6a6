// SPDX-License-Identifier: GPL-3.0-or-later

/// Parts two calls that stand side by side without a blank: `⁴⁵` where there are notes 4 and 5 and none 45.
enum GluedCalls {
  /// The calls, those that are two each given as two of the same word.
  static func parted(_ calls: [FootnoteCall], bodies: [FootnoteBody]) -> [FootnoteCall] {
    let labels = Set(bodies.map(\.label))
    // The number of a cubic metre calls nothing.
    let called = Set(calls.lazy.filter { !$0.afterUnit }.map(\.label))
    return calls.flatMap { call -> [FootnoteCall] in
      // Where both notes are called elsewhere it is an exponent or the like.
      guard !labels.contains(call.label), let pair = pair(call.label), labels.contains(pair.0), labels.contains(pair.1),
        !called.contains(pair.0), !called.contains(pair.1)
      else { return [call] }
      var (first, second) = (call, call)
      first.label = pair.0
      second.label = pair.1
      return [first, second]
    }
  }

  /// The two numbers that follow one another of which a number is written: `45`, `910`.
  private static func pair(_ label: String) -> (String, String)? {
    let digits = Array(label.utf8)
    guard digits.count >= 2 else { return nil }
    let first = String(decoding: digits[..<(digits.count / 2)], as: UTF8.self)
    let second = String(decoding: digits[(digits.count / 2)...], as: UTF8.self)
    guard let number = Int(first), let next = Int(second), next == number + 1, second.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return (first, second)
  }
}

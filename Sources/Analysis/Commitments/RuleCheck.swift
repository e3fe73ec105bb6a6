// SPDX-License-Identifier: GPL-3.0-or-later
public import Language
internal import Model

/// Tries each rule of a pack on the sentences that stand beside it.
public struct RuleCheck: Sendable {
  /// A sentence on which a rule does not do what the pack says.
  public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public var rule: String
    /// The sentence.
    public var sentence: String
    /// What went wrong, in a few words.
    public var message: String
    /// Where the rule stands.
    public var file: String
    /// Its line, from 1.
    public var line: Int

    /// File and line, the rule, what is wrong, and with which sentence.
    public var description: String { "\(file):\(line): rule \(rule): \(message): \(sentence)" }
  }

  private let pack: LanguagePack

  /// Creates the check.
  public init(_ pack: LanguagePack) { self.pack = pack }

  /// What fails: an example that a rule does not match, a counter-example that it does. `files` leaves out what other files say.
  public func callAsFunction(of files: Set<String>? = nil) -> [Failure] {
    func isMeant(_ file: String) -> Bool { files.map { $0.contains(file) } ?? true }
    var result: [Failure] = []
    for rule in pack.commitments.rules where isMeant(rule.file) {
      let detector = CommitmentDetector(pack, rules: [rule])
      func fail(_ sentence: String, _ message: String) {
        result.append(
          Failure(rule: rule.id, sentence: sentence, message: message, file: rule.file, line: rule.line)
        )
      }
      for sentence in rule.examples where detector(fragment(sentence), citations: []).isEmpty {
        fail(sentence, "does not match its example")
      }
      for sentence in rule.counters where !detector(fragment(sentence), citations: []).isEmpty {
        fail(sentence, "matches its counter-example")
      }
    }
    return result + citations(isMeant) + deadlines(isMeant)
  }

  private func citations(_ isMeant: (String) -> Bool) -> [Failure] {
    let detector = CitationDetector(pack)
    return pack.citations.examples.filter { isMeant($0.file) }.compactMap { example in
      let found = detector(Array(example.text.utf8))
      let ids = found.compactMap(\.id)
      let message: String
      if example.isCounter {
        if found.isEmpty { return nil }
        message = "matches its counter-example"
      } else {
        if !found.isEmpty, ids == example.ids { return nil }
        message = "gives [\(ids.joined(separator: " "))], not [\(example.ids.joined(separator: " "))]"
      }
      return Failure(
        rule: "citations/\(example.series.rawValue)",
        sentence: example.text,
        message: message,
        file: example.file,
        line: example.line
      )
    }
  }

  private func deadlines(_ isMeant: (String) -> Bool) -> [Failure] {
    let resolver = DeadlineResolver(pack)
    return pack.deadlines.examples.filter { isMeant($0.file) }.compactMap { example in
      let utf8 = Array(example.text.utf8)
      let found = resolver(utf8, sentence: TextSpan(0, utf8.count), date: DeadlineRules.exampleDay)
        .first { !$0.isOccasion }?.deadline
      let meaning = found.map { deadline in
        deadline.until?.iso ?? deadline.from.map { "\($0.iso).." } ?? deadline.precision.rawValue
      }
      if found?.text == example.phrase, meaning ?? "" == example.meaning { return nil }
      let message = "gives \(found.map { "\"\($0.text)\"" } ?? "nothing")\(meaning.map { " (\($0))" } ?? "")"
      return Failure(
        rule: "deadlines/\(example.list)",
        sentence: example.text,
        message: message,
        file: example.file,
        line: example.line
      )
    }
  }

  /// A letter of one paragraph, of a fixed day; what stands before ` // ` is the heading over it.
  private func fragment(_ sentence: String) -> StructuredLetter {
    guard let mark = sentence.firstRange(of: " // ") else {
      return StructuredLetter(sentence: sentence, date: DeadlineRules.exampleDay)
    }
    return StructuredLetter(
      sentence: String(sentence[mark.upperBound...]),
      date: DeadlineRules.exampleDay,
      heading: String(sentence[..<mark.lowerBound])
    )
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// The sections of a letter in which earlier promises are listed, each followed by what became of it.
///
/// Ministries send such overviews twice a year. A section is one where its heading, or one above it, says so ("Toezeggingen"), or
/// where it has the name of a debate with its day ("AO Havens 12 maart 2009") and the letter said before that it lists promises.
struct PromiseSections {
  private(set) var indices: Set<Int> = []

  init(_ pack: LanguagePack, _ letter: StructuredLetter) {
    let parser = pack.commitments.parser
    let terms = pack.commitments.terms
    func words(_ text: [UInt8]) -> (tokens: [Token], classes: ClassSet) {
      var tokens: [Token] = []
      parser.tokens(text, TextSpan(0, text.count), into: &tokens)
      return (tokens, tokens.reduce(into: ClassSet()) { $0.formUnion(parser.classes(of: $1)) })
    }
    var isAnnounced: Bool?
    func announced() -> Bool {
      if let isAnnounced { return isAnnounced }
      let opening = letter.paragraphs.prefix { $0.kind != .heading }
      let found = opening.contains { words(Array(letter.text.utf8[$0.span.range])).classes.contains(terms.toezegging) }
      isAnnounced = found
      return found
    }
    var above: [(level: Int, lists: Bool)] = []
    for (index, section) in letter.sections.enumerated() {
      guard let heading = section.heading else { continue }
      above.removeAll { $0.level >= section.level }
      let read = words(Array(heading.utf8))
      let isDebate =
        read.tokens.first.map { parser.classes(of: $0).contains(terms.debate) } ?? false
        && read.tokens.contains { $0.kind == .number }
      let lists =
        read.classes.contains(terms.toezegging) || isDebate && announced() || above.last.map(\.lists) ?? false
      above.append((section.level, lists))
      if lists { indices.insert(index) }
    }
  }
}

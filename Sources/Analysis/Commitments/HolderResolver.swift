// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Resolves who is bound to an office.
struct HolderResolver {
  let offices: Offices
  /// The signatories' offices as they are recorded.
  let signatories: [String]
  /// The voice in which the letter speaks where nobody is named: an office, or the cabinet.
  let voice: String?

  init(_ pack: LanguagePack, _ letter: StructuredLetter) {
    offices = pack.offices
    signatories = letter.metadata.signatories.compactMap { $0.office.map(pack.offices.canonical) }
    var own = 0
    var cabinet = 0
    let rules = pack.commitments
    rules.voice.forEachHit(in: letter.text.utf8, range: 0..<letter.text.utf8.count) { hit in
      if rules.isCabinetVoice(hit.pattern) { cabinet += 1 } else { own += 1 }
    }
    let all = signatories.isEmpty ? nil : signatories.joined(separator: " \(offices.and) ")
    // Several who sign speak as the cabinet unless they say "we" more often; one who signs speaks for himself
    // unless the letter hardly knows a first person.
    let speaksAsCabinet = signatories.count == 1 ? cabinet > 3 * own && own < 2 : cabinet > own
    voice = speaksAsCabinet && cabinet > 0 ? offices.cabinet : all ?? (cabinet > 0 ? offices.cabinet : nil)
  }

  /// The holder of a clause's act.
  func callAsFunction(_ clause: Clause, _ sentence: ParsedSentence, _ utf8: [UInt8], plural: Bool) -> String? {
    var named = clause.agent ?? clause.subject
    if let role = named?.role, role == .chamber || role == .product || role == .member { named = clause.agent }
    guard let named else { return byGenitive(clause, sentence, utf8) ?? voice }
    switch named.role {
    case .own:
      return plural ? (signatories.isEmpty ? voice : signatories.joined(separator: " \(offices.and) ")) : signatories.first ?? voice
    case .cabinet, .country: return offices.cabinet
    case .predecessor: return office(after: named, sentence, utf8) ?? signatories.first ?? voice
    case .office, .colleague, .ministry: return office(after: named, sentence, utf8) ?? voice
    case .chamber, .product, .member: return voice
    }
  }

  /// "mijn toezegging", "de toezegging van mijn ambtsvoorganger": whose it is stands beside the noun.
  private func byGenitive(_ clause: Clause, _ sentence: ParsedSentence, _ utf8: [UInt8]) -> String? {
    nil
  }

  /// The office whose head is the participant's, with its portfolio where one follows.
  private func office(after participant: Clause.Participant, _ sentence: ParsedSentence, _ utf8: [UInt8]) -> String? {
    let token = sentence.tokens[participant.head]
    let end = min(utf8.count, token.start + 160)
    let folded = WordFolding.fold(utf8[token.start..<end])
    var head: String?
    var at: Int
    if let found = offices.head(folded, at: 0) {
      head = found.name
      at = found.end
    } else {
      at = WordFolding.fold(utf8[token.start..<token.end]).count
    }
    // "mijn collega, de minister van Financiën"; "mijn collega van Financiën"; "het ministerie van Financiën".
    if participant.role == .colleague || participant.role == .predecessor {
      var next = at
      while next < folded.count, next < at + 8 {
        if let found = offices.head(folded, at: next), next > at {
          head = found.name
          at = found.end
          break
        }
        next += 1
      }
    }
    if let portfolio = offices.linkedPortfolio(folded, at: at) {
      let name = "\(head ?? offices.defaultHead) \(portfolio.link) \(portfolio.name)"
      // A ministry's name stands for the one who signs from there.
      if participant.role == .ministry, let signing = signatories.first(where: { $0.hasSuffix(portfolio.name) }) { return signing }
      return name
    }
    if participant.role == .ministry || participant.role == .predecessor || participant.role == .colleague {
      if participant.role == .colleague { return head }
      return signatories.first
    }
    // "de minister" is the one who signs as such, where only one does.
    let same = signatories.filter { $0.hasPrefix(head ?? " ") }
    return same.count == 1 ? same[0] : head
  }
}

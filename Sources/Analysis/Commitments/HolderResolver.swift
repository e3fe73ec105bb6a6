// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// Resolves who is bound to an office.
struct HolderResolver {
  let offices: Offices
  let rules: CommitmentRules
  /// The signatories' offices as they are recorded.
  let signatories: [String]
  /// The voice in which the letter speaks where nobody is named: an office, or the cabinet.
  let voice: String?

  /// - Parameters:
  ///   - own: in how many sentences the writer speaks of himself.
  ///   - cabinet: in how many he speaks of the cabinet.
  init(_ pack: LanguagePack, _ letter: StructuredLetter, own: Int, cabinet: Int) {
    offices = pack.offices
    rules = pack.commitments
    signatories = letter.metadata.signatories.compactMap { $0.office.map(pack.offices.canonical) }
    let all = signatories.count > 1 ? signatories.joined(separator: " \(offices.and) ") : signatories.first
    // Several who sign speak as the cabinet unless they say "we" more often; one who signs speaks for himself
    // unless the letter hardly knows a first person.
    let speaksAsCabinet = signatories.count == 1 ? cabinet > 5 * own && cabinet > 5 : cabinet > own
    voice = speaksAsCabinet && cabinet > 0 ? offices.cabinet : all ?? (cabinet > 0 ? offices.cabinet : nil)
  }

  /// The holder of a clause's act.
  func callAsFunction(_ clause: Clause, _ sentence: ParsedSentence, _ utf8: [UInt8], plural: Bool) -> String? {
    var named = clause.agent ?? clause.subject
    if let role = named?.role, role == .chamber || role == .product || role == .member { named = clause.agent }
    guard let named else {
      if let owner = byGenitive(clause, sentence, utf8) { return owner }
      // "Het is de inzet van het kabinet om …": whose aim it is.
      if clause.kind == .infinitive || clause.kind == .subordinate,
        let owner = byGenitive(sentence.clauses[clause.parent], sentence, utf8)
      {
        return owner
      }
      // "Het kabinet werkt aan een agenda, waarover uw Kamer …": who acts in the main clause is bound.
      if clause.kind == .relative, let main = sentence.clauses.first, let subject = main.subject,
        subject.role == .cabinet || subject.role == .own
      {
        return subject.role == .cabinet ? cabinet(subject, sentence, utf8) : signatories.first ?? voice
      }
      return voice
    }
    switch named.role {
    case .own:
      return plural
        ? (signatories.isEmpty ? voice : signatories.joined(separator: " \(offices.and) ")) : signatories.first ?? voice
    case .cabinet: return cabinet(named, sentence, utf8)
    case .country: return offices.cabinet
    case .predecessor: return office(after: named, sentence, utf8) ?? signatories.first ?? voice
    case .office, .colleague, .ministry: return office(after: named, sentence, utf8) ?? voice
    case .person, .chamber, .product, .member, .outsider: return voice
    }
  }

  /// "een brief van de staatssecretaris", "de toezegging van de minister": whose it is stands behind the noun.
  private func byGenitive(_ clause: Clause, _ sentence: ParsedSentence, _ utf8: [UInt8]) -> String? {
    let owner = clause.participants.first { participant in
      guard participant.preposition > 0,
        rules.parser.classes(of: sentence.tokens[participant.preposition]).contains(rules.terms.of)
      else { return false }
      switch participant.role {
      case .office, .colleague, .ministry, .predecessor, .cabinet:
        return clause.participants.contains { $0.role == .product && $0.head == participant.preposition - 1 }
          || rules.parser.classes(of: sentence.tokens[participant.preposition - 1]).contains(rules.terms.abstract)
      default: return false
      }
    }
    guard let owner else { return nil }
    return owner.role == .cabinet ? cabinet(owner, sentence, utf8) : office(after: owner, sentence, utf8)
  }

  private func cabinet(_ participant: Clause.Participant, _ sentence: ParsedSentence, _ utf8: [UInt8]) -> String {
    let token = sentence.tokens[participant.head]
    return offices.cabinet(named: utf8[token.start..<token.end])
  }

  /// The last office named in a span, with its portfolio.
  func last(_ sentence: ParsedSentence, _ utf8: [UInt8]) -> String? {
    for clause in sentence.clauses.reversed() {
      for participant in clause.participants.reversed()
      where participant.role == .office || participant.role == .colleague {
        return office(after: participant, sentence, utf8)
      }
    }
    return nil
  }

  /// The office with which a sentence begins ("Het ministerie van Financiën verkent …"), where it is not the writer's own.
  func leading(_ utf8: [UInt8], _ span: TextSpan) -> String? {
    let folded = WordFolding.fold(utf8[span.start..<min(span.end, span.start + 160)])
    guard let at = offices.skipDeterminer(folded) else { return nil }
    if let found = offices.head(folded, at: at), let portfolio = offices.linkedPortfolio(folded, at: found.end) {
      return "\(found.name) \(portfolio.link) \(portfolio.name)"
    }
    if let end = offices.ministry(folded, at: at), let portfolio = offices.linkedPortfolio(folded, at: end) {
      return signatories.first { $0.hasSuffix(portfolio.name) }
        ?? "\(offices.defaultHead) \(portfolio.link) \(portfolio.name)"
    }
    return nil
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
      if participant.role == .ministry, let signing = signatories.first(where: { $0.hasSuffix(portfolio.name) }) {
        return signing
      }
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

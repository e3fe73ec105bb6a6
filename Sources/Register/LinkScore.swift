// SPDX-License-Identifier: GPL-3.0-or-later

/// A dossier of which a person said which mentions are one commitment.
public struct GoldDossier: Sendable, Decodable {
  /// A mention.
  public struct Commitment: Sendable, Decodable {
    /// Key of the letter: its file's name without the ending.
    public var letter: String
    /// The commitment it belongs to; `a+b` where it joins two.
    public var thread: String
    /// `made`, `recalled` or `motion`.
    public var kind: String
    /// What the letter says.
    public var status: String
    /// The sentence.
    public var text: String
    /// What became of the commitment; `nil` for its first mention.
    public var relation: String?

    /// Whether both speak of one commitment.
    func sharesThread(with other: Commitment) -> Bool {
      !Set(thread.split(separator: "+")).isDisjoint(with: other.thread.split(separator: "+"))
    }
  }

  /// A letter.
  public struct Letter: Sendable, Decodable {
    /// Key.
    public var key: String
    /// Who signed.
    public var office: String
  }

  /// From a later mention to the one before it.
  public struct GoldLink: Sendable, Decodable {
    /// Index of the later mention.
    public var from: Int
    /// Index of the earlier one.
    public var to: Int
    /// What became of the commitment.
    public var kind: String
  }

  /// Whether the dossier stands aside: scored, never tuned on.
  public var aside: Bool
  /// Letters.
  public var letters: [Letter]
  /// Mentions in the order of the letters.
  public var commitments: [Commitment]
  /// Links.
  public var links: [GoldLink]
}

/// How the links of a register fare beside those of a person.
public struct LinkScore: Sendable {
  /// Links a person gave.
  public private(set) var gold = 0
  /// Those of them for which the register has any link.
  public private(set) var answered = 0
  /// Links of the register from mentions of these letters, those included from mentions that a person did not give or link.
  public private(set) var made = 0
  /// Links of the register that join two mentions of one thread.
  public private(set) var right = 0
  /// Right links whose kind is the person's too.
  public private(set) var kind = 0
  /// Gold links whose later or earlier mention was not found in its letter.
  public private(set) var undetected = 0
  /// What went wrong, one line each.
  public private(set) var misses: [String] = []

  /// Share of the register's links that are right.
  public var precision: Double { made == 0 ? 1 : Double(right) / Double(made) }
  /// Share of the person's links for which the register has one.
  public var coverage: Double { gold == 0 ? 1 : Double(answered) / Double(gold) }

  /// An empty score.
  public init() {}

  /// Adds a dossier.
  public mutating func add(_ dossier: GoldDossier, _ register: CommitmentRegister) {
    var keys: [Int: String] = [:]
    for (i, letter) in register.letters.enumerated() { keys[i] = LinkScore.key(letter.path) }
    let known = Set(dossier.letters.map(\.key))
    var place: [String: Int] = [:]
    for (i, mention) in register.mentions.enumerated() {
      guard let key = keys[mention.letter], known.contains(key) else { continue }
      place[key + " " + MentionIdentity.hash(mention.text)] = i
    }
    let mentionOf = dossier.commitments.map { place[$0.letter + " " + MentionIdentity.hash($0.text)] }
    var goldOf: [Int: Int] = [:]
    for (i, mention) in mentionOf.enumerated() { if let mention { goldOf[mention] = i } }
    var linkOf: [Int: Link] = [:]
    for entry in register.entries { for step in entry.steps { if let link = step.link { linkOf[link.from] = link } } }

    gold += dossier.links.count
    for link in dossier.links {
      let from = dossier.commitments[link.from]
      guard let mention = mentionOf[link.from] else {
        undetected += 1
        misses.append("undetected\t\(from.letter)\t\(from.thread)\t\(from.text)")
        continue
      }
      if linkOf[mention] != nil {
        answered += 1
      } else {
        let nearest = register.refused[mention].map { refused in
          let to = register.mentions[refused.to]
          return "\t\(keys[to.letter] ?? "")\t\(to.text)\t\(LinkScore.told(refused))"
        }
        misses.append("abstained\t\(from.letter)\t\(from.thread)\t\(from.text)\(nearest ?? "")")
      }
    }
    for (mention, link) in linkOf.sorted(by: { $0.key < $1.key }) {
      guard let key = keys[register.mentions[mention].letter], known.contains(key) else { continue }
      made += 1
      let to = register.mentions[link.to]
      guard let one = goldOf[mention], let other = goldOf[link.to],
        dossier.commitments[one].sharesThread(with: dossier.commitments[other])
      else {
        let place = "\(key)\t\(register.mentions[mention].text)\t\(keys[to.letter] ?? "")\t\(to.text)"
        misses.append("wrong\t\(place)\t\(LinkScore.told(link))")
        continue
      }
      right += 1
      if dossier.commitments[one].relation == link.kind.rawValue {
        kind += 1
      } else {
        misses.append(
          "kind\t\(key)\t\(dossier.commitments[one].relation ?? "none") read as \(link.kind.rawValue)\t\(register.mentions[mention].text)"
        )
      }
    }
  }

  private static func told(_ link: Link) -> String {
    link.reasons.map { "\($0.name) \(rounded($0.points))" }.joined(separator: ", ")
  }

  private static func key(_ path: String) -> String {
    String((path.split(separator: "/").last ?? "").prefix { $0 != "." })
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

extension RecordReader {
  /// The same letters with a person's mentions in the place of those found: what linking does when nothing was missed before it.
  public func replacing(with dossiers: [GoldDossier]) -> RecordReader {
    var found: [String: Mention] = [:]
    var letterOf: [String: Int] = [:]
    for (i, letter) in letters.enumerated() {
      letterOf[String((letter.path.split(separator: "/").last ?? "").prefix { $0 != "." })] = i
    }
    for mention in mentions { found["\(mention.letter) \(MentionIdentity.hash(mention.text))"] = mention }
    var mentions: [Mention] = []
    for dossier in dossiers {
      for gold in dossier.commitments {
        guard let letter = letterOf[gold.letter] else { continue }
        var mention =
          found["\(letter) \(MentionIdentity.hash(gold.text))"]
          ?? {
            var mention = Mention(commitment: "", letter: letter)
            mention.text = gold.text
            mention.holder = dossier.letters.first { $0.key == gold.letter }?.office
            return mention
          }()
        mention.kind = gold.kind
        mention.status = gold.status
        mention.id = "\(letters[letter].id)/r\(MentionIdentity.hash(gold.text))"
        mentions.append(mention)
      }
    }
    return RecordReader(letters: letters, mentions: mentions)
  }
}

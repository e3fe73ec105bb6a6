// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the words of a pack, from which a ``Vocabulary`` is made.
struct VocabularyReader {
  private(set) var table = WordTable()
  private(set) var lemmas: [Vocabulary.Lemma] = []
  private(set) var wordClasses: [String: Int] = [:]
  private(set) var verbClasses: [String: Int] = [:]
  private var lemmaIndex: [String: Int] = [:]
  private var forms: [[String]] = []
  private(set) var trie: [UInt64: Int32] = [:]
  private(set) var ends: [[Int]] = [[]]
  private(set) var separable: [UInt64: Int32] = [:]
  /// Verb classes that hold beside a word class, by the words they belong to.
  private(set) var conditional: [Vocabulary.ConditionalHint] = []
  private var phraseHints: [(word: Int, wordClass: Int)] = []

  /// Reads the mappings `words`, `verbs` and `verbClasses`.
  mutating func read(words: PackNode, verbs: PackNode, verbClasses classes: PackNode, compounds: PackNode)
    throws(PackError)
  {
    for (name, list) in try words.entries() {
      let index = wordClasses.count
      guard index < ClassSet.capacity else { throw list.error("more than \(ClassSet.capacity) classes of words") }
      wordClasses[name] = index
      for entry in try list.words() { try add(entry, to: index, list) }
    }
    for head in try compounds.words() { table.addCompoundHead(head) }
    for (name, node) in try verbs.entries() { try addVerb(name, try node.string(), node) }
    for (name, list) in try classes.entries() {
      let index = verbClasses.count
      guard index < ClassSet.capacity else { throw list.error("more than \(ClassSet.capacity) classes of verbs") }
      verbClasses[name] = index
      for entry in try list.words() { try classify(entry, as: index, list) }
    }
  }

  /// A word class by its name.
  func wordClass(_ name: String, at node: PackNode) throws(PackError) -> Int {
    guard let index = wordClasses[name] else { throw node.error("unknown class of words \"\(name)\"") }
    return index
  }

  /// A verb class by its name.
  func verbClass(_ name: String, at node: PackNode) throws(PackError) -> Int {
    guard let index = verbClasses[name] else { throw node.error("unknown class of verbs \"\(name)\"") }
    return index
  }

  /// `een|de goede? brief`: alternatives with a bar, words that may be left out with a question mark.
  private mutating func add(_ text: String, to index: Int, _ node: PackNode) throws(PackError) {
    if !text.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "?") }) {
      let id = table.intern(text)
      table.update(id) { $0.classes.insert(index) }
      return
    }
    var paths = [Path()]
    for part in text.utf8.split(separator: UInt8(ascii: " ")) {
      let optional = part.last == UInt8(ascii: "?")
      let choices = (optional ? part.dropLast() : part).split(separator: UInt8(ascii: "|")).map {
        (word: table.intern(String(Substring($0))), length: $0.count)
      }
      var next = optional ? paths : []
      next.reserveCapacity(paths.count * (choices.count + 1))
      for path in paths {
        for choice in choices { next.append(extended(path, by: choice.word, length: choice.length)) }
      }
      paths = next
      guard paths.count <= 2048 else { throw node.error("\"\(text)\" stands for more than 2,048 phrases") }
    }
    for path in paths where path.count > 0 {
      if path.count == 1 {
        table.update(path.longest) { $0.classes.insert(index) }
      } else {
        if !ends[path.state].contains(index) { ends[path.state].append(index) }
        // The longest word is the one least often met by chance.
        phraseHints.append((path.longest, index))
      }
    }
  }

  /// A phrase as far as it is read: its place in the tree of phrases, where it has more than one word, and its longest word.
  private struct Path {
    var count = 0
    var state = 0
    var longest = 0
    var length = 0
  }

  private mutating func extended(_ path: Path, by word: Int, length: Int) -> Path {
    var path = path
    if path.count == 1 {
      path.state = child(of: 0, path.longest)
      table.update(path.longest) { $0.phrase = Int32(path.state) }
    }
    if path.count > 0 { path.state = child(of: path.state, word) }
    if length > path.length {
      path.longest = word
      path.length = length
    }
    path.count += 1
    return path
  }

  private mutating func child(of state: Int, _ word: Int) -> Int {
    let key = UInt64(state) << 32 | UInt64(word)
    if let next = trie[key] { return Int(next) }
    trie[key] = Int32(ends.count)
    ends.append([])
    return ends.count - 1
  }

  /// `infinitive: first-person third-person past past-plural participle`.
  private mutating func addVerb(_ infinitive: String, _ text: String, _ node: PackNode) throws(PackError) {
    let parts = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    guard parts.count == 5 else { throw node.error("\"\(infinitive)\" needs five forms, not \(parts.count)") }
    guard lemmaIndex[infinitive] == nil else { throw node.error("\"\(infinitive)\" is there already") }
    let lemma = lemmas.count
    lemmas.append(Vocabulary.Lemma(name: infinitive, base: lemma))
    lemmaIndex[infinitive] = lemma
    forms.append([infinitive] + parts)
    try addForms(of: lemma, prefix: "", node)
  }

  private static let kinds: [WordTable.Form] = [
    [.infinitive, .plural], .firstPerson, .thirdPerson, .past, .past, .participle,
  ]

  private mutating func addForms(of lemma: Int, prefix: String, _ node: PackNode) throws(PackError) {
    for (kind, group) in zip(VocabularyReader.kinds, forms[lemmas[lemma].base]) {
      for form in group.utf8.split(separator: UInt8(ascii: "/")).map({ String(Substring($0)) }) where form != "_" {
        let id = table.intern(prefix + form)
        guard !table.entries[id].readings.isFull else {
          throw node.error("\"\(prefix + form)\" is a form of too many verbs")
        }
        table.update(id) { entry in
          entry.readings.add(lemma: lemma, form: kind)
        }
      }
    }
  }

  /// `verb`, `particle+verb`, or either with a word class in brackets that the clause must have.
  private mutating func classify(_ text: String, as index: Int, _ node: PackNode) throws(PackError) {
    let parts = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    guard let name = parts.first, parts.count <= 2 else { throw node.error("\"\(text)\" is not a verb") }
    let lemma = try lemma(named: name, node)
    if parts.count == 2 {
      guard parts[1].hasPrefix("["), parts[1].hasSuffix("]") else {
        throw node.error("\"\(parts[1])\" is not a class in brackets")
      }
      let needs = try wordClass(String(parts[1].dropFirst().dropLast()), at: node)
      lemmas[lemma].conditional.append((index, needs))
    } else {
      lemmas[lemma].classes.insert(index)
    }
  }

  /// A verb that is among the pack's verbs.
  func lemma(known name: String, at node: PackNode) throws(PackError) -> Int {
    guard let lemma = lemmaIndex[name] else { throw node.error("the verb \"\(name)\" has no forms") }
    return lemma
  }

  private mutating func lemma(named name: String, _ node: PackNode) throws(PackError) -> Int {
    if let known = lemmaIndex[name] { return known }
    let parts = name.utf8.split(separator: UInt8(ascii: "+")).map { String(Substring($0)) }
    guard parts.count == 2, let base = lemmaIndex[parts[1]] else {
      throw node.error("the verb \"\(name)\" has no forms")
    }
    let lemma = lemmas.count
    let particle = table.intern(parts[0])
    lemmas.append(Vocabulary.Lemma(name: name, base: base, particle: Int32(particle)))
    lemmaIndex[name] = lemma
    forms.append([])
    separable[UInt64(base) << 32 | UInt64(particle)] = Int32(lemma)
    try addForms(of: lemma, prefix: parts[0], node)
    return lemma
  }

  /// Fills the hints of words; `helpers` are auxiliaries with the bit each sets, `inside` is the class of "in".
  mutating func fillHints(helpers: [(lemma: Int, bit: UInt8)], inside: Int) {
    var hints = [WordTable.Hint](repeating: WordTable.Hint(), count: table.entries.count)
    var verbForms: [VerbForms] = []
    var withParticle: [Int: [Int]] = [:]
    for (index, lemma) in lemmas.enumerated() where lemma.base != index {
      withParticle[lemma.base, default: []].append(index)
    }
    for (id, entry) in table.entries.enumerated() {
      var verbs = VerbForms()
      hints[id].words = entry.classes
      hints[id].isInside = entry.classes.contains(inside)
      hints[id].firstConditional = Int32(conditional.count)
      // A word that can be a present is no past, whichever of its verbs is meant.
      let present = entry.readings.reduce(into: WordTable.Form()) { $0.formUnion($1.form.intersection(.present)) }
      for reading in entry.readings {
        var form = reading.form
        if !form.isDisjoint(with: .finite) { form.formUnion(present) }
        for lemma in [reading.lemma] + (withParticle[reading.lemma] ?? []) {
          verbs.add(lemmas[lemma].classes, as: form)
          conditional += lemmas[lemma].conditional.map {
            Vocabulary.ConditionalHint(verbs: ClassSet([$0.verbClass]), needs: $0.needs, form: form)
          }
        }
        for (lemma, bit) in helpers where lemma == reading.lemma { hints[id].helps |= bit }
      }
      hints[id].conditionals = Int32(conditional.count) - hints[id].firstConditional
      if !verbs.any.isEmpty {
        hints[id].verbs = Int32(verbForms.count)
        verbForms.append(verbs)
      }
    }
    for (word, wordClass) in phraseHints { hints[word].words.insert(wordClass) }
    table.setHints(hints, verbForms)
  }

  /// Makes words count as the first part of a word with a hyphen ("motie-De Vries").
  /// Makes the chambers' numbers of promises count as a word.
  mutating func setRegisterNumber(_ word: String) { table.registerNumber = Int32(table.intern(word)) }

  mutating func addCompoundFirst(_ word: String) {
    table.update(table.intern(word)) { $0.isCompoundFirst = true }
  }
}

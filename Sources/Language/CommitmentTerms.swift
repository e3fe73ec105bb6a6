// SPDX-License-Identifier: GPL-3.0-or-later

/// The classes that the filters, the status of a finding and its slots ask for, whatever the rules.
public final class CommitmentTerms: Sendable {
  // Words.
  public let now, nowLetter, letterAbout, hereby, usually, asked, condition, partly, lapsed, settled, delay, motion,
    toezegging, execution: Int
  public let own, office, member, article, preposition, anaphoric, plan, expect, aim, coordinator, earlierHere, of,
    running, nameParticle, answered, also, actionLead, chamberName, later, notDeadline, back, selfWords, cabinet,
    cabinetProduct, wayHow, but, abstract, predecessor, talk, debate, promised, then, which, when, thisText, inForce,
    earlierOn, determiner, withViewTo, aheadOf, since, forNow, askedByMotion: Int
  /// Words that open a clause without belonging to what it says: "om", "dat".
  public let clauseOpeners: ClassSet
  /// Words that tell who speaks in a letter.
  public var voices: ClassSet { ClassSet([selfWords, cabinet, office, own]) }
  // Verbs.
  public let exposition, inform, send, receive, ask, settle, come, handle, involve, carry, report, returning, promise,
    tell, expects, being, find, scheduled, doing, agree, handOver, promising, lookInto, keep, occur, drop, lapse,
    announcing: Int

  init(_ vocabulary: Vocabulary, _ node: PackNode) throws(PackError) {
    let words = try node.required("words")
    let verbs = try node.required("verbClasses")
    func word(_ name: String) throws(PackError) -> Int { try vocabulary.wordClass(name, at: words) }
    func verb(_ name: String) throws(PackError) -> Int { try vocabulary.verbClass(name, at: verbs) }
    now = try word("now")
    nowLetter = try word("nowLetter")
    letterAbout = try word("letterAbout")
    hereby = try word("hereby")
    usually = try word("usually")
    asked = try word("asked")
    condition = try word("condition")
    partly = try word("partly")
    lapsed = try word("lapsed")
    settled = try word("settled")
    delay = try word("delay")
    motion = try word("motion")
    toezegging = try word("toezegging")
    execution = try word("execution")
    own = try word("own")
    office = try word("office")
    member = try word("member")
    article = try word("article")
    preposition = try word("preposition")
    anaphoric = try word("anaphoric")
    plan = try word("plan")
    expect = try word("expect")
    aim = try word("aim")
    coordinator = try word("coordinator")
    of = try word("of")
    selfWords = try word("self")
    cabinet = try word("voiceOfCabinet")
    cabinetProduct = try word("cabinetProduct")
    back = try word("back")
    wayHow = try word("wayHow")
    also = try word("also")
    actionLead = try word("actionLead")
    chamberName = try word("chamberName")
    var openers = ClassSet()
    openers.insert(try word("om"))
    openers.insert(try word("conjunction"))
    clauseOpeners = openers
    later = try word("later")
    notDeadline = try word("notDeadline")
    nameParticle = try word("nameParticle")
    running = try word("running")
    but = try word("but")
    abstract = try word("abstract")
    predecessor = try word("predecessor")
    talk = try word("talk")
    debate = try word("debate")
    promised = try word("promised")
    then = try word("then")
    which = try word("which")
    when = try word("when")
    forNow = try word("forNow")
    askedByMotion = try word("askedByMotion")
    since = try word("since")
    withViewTo = try word("withViewTo")
    aheadOf = try word("aheadOf")
    determiner = try word("determiner")
    earlierOn = try word("earlierOn")
    thisText = try word("thisText")
    inForce = try word("inForce")
    answered = try word("answered")
    earlierHere = try word("earlierHere")
    exposition = try verb("exposition")
    inform = try verb("inform")
    send = try verb("send")
    receive = try verb("receive")
    ask = try verb("ask")
    settle = try verb("settle")
    come = try verb("come")
    handle = try verb("handle")
    involve = try verb("involve")
    carry = try verb("carry")
    report = try verb("report")
    returning = try verb("return")
    promise = try verb("promise")
    tell = try verb("tell")
    find = try verb("find")
    scheduled = try verb("scheduled")
    doing = try verb("doing")
    agree = try verb("agree")
    handOver = try verb("handOver")
    being = try verb("being")
    expects = try verb("expects")
    promising = try verb("promising")
    lookInto = try verb("lookInto")
    keep = try verb("keep")
    occur = try verb("occur")
    drop = try verb("drop")
    lapse = try verb("lapse")
    announcing = try verb("announcing")
  }
}

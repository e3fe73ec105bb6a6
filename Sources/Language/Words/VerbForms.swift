// SPDX-License-Identifier: GPL-3.0-or-later

/// Classes of verbs, by the forms that words can be of them.
struct VerbForms: Sendable {
  /// In any form.
  var any = ClassSet()
  /// In the present: first person singular, third person singular, plural.
  var first = ClassSet()
  var third = ClassSet()
  var plural = ClassSet()
  var infinitive = ClassSet()
  var participle = ClassSet()

  /// In any form of the present.
  var present: ClassSet {
    var result = first
    result.formUnion(third)
    result.formUnion(plural)
    return result
  }

  /// Adds classes of a verb that a word can be in a form.
  mutating func add(_ classes: ClassSet, as form: WordTable.Form) {
    any.formUnion(classes)
    if form.contains(.firstPerson) { first.formUnion(classes) }
    if form.contains(.thirdPerson) { third.formUnion(classes) }
    if form.contains(.plural) { plural.formUnion(classes) }
    if form.contains(.infinitive) { infinitive.formUnion(classes) }
    if form.contains(.participle) { participle.formUnion(classes) }
  }

  /// Adds what another word has.
  @inline(__always)
  mutating func formUnion(_ other: VerbForms) {
    any.formUnion(other.any)
    first.formUnion(other.first)
    third.formUnion(other.third)
    plural.formUnion(other.plural)
    infinitive.formUnion(other.infinitive)
    participle.formUnion(other.participle)
  }
}

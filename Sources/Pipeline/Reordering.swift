// SPDX-License-Identifier: GPL-3.0-or-later

/// Puts what was numbered on its way in back into that order on its way out. Pure.
struct Reordering<Element> {
  private var early: [Int: Element] = [:]
  private var next = 0

  /// Takes an element and returns those whose turn has come.
  mutating func take(_ element: Element, number: Int) -> [Element] {
    early[number] = element
    var ready: [Element] = []
    while let element = early.removeValue(forKey: next) {
      ready.append(element)
      next += 1
    }
    return ready
  }
}

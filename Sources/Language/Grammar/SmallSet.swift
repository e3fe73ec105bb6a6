// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of an enumeration, by its place in it. Enumerations with text behind them would be hashed by that text.
protocol Numbered {
  /// From 0, below 32.
  var number: Int { get }
}

/// Some values of an enumeration, a bit each.
struct SmallSet<Element: Numbered>: Sendable {
  private var bits: UInt32 = 0

  init(_ elements: some Sequence<Element>) { for element in elements { bits |= 1 << UInt32(element.number) } }

  var isEmpty: Bool { bits == 0 }

  @inline(__always)
  func contains(_ element: Element) -> Bool { bits & (1 << UInt32(element.number)) != 0 }
}

extension Clause.Kind: Numbered {
  var number: Int {
    switch self {
    case .main: 0
    case .subordinate: 1
    case .moment: 2
    case .condition: 3
    case .question: 4
    case .relative: 5
    case .infinitive: 6
    case .comparison: 7
    case .aside: 8
    }
  }
}

extension Clause.Role: Numbered {
  var number: Int {
    switch self {
    case .own: 0
    case .cabinet: 1
    case .country: 2
    case .ministry: 3
    case .office: 4
    case .colleague: 5
    case .predecessor: 6
    case .chamber: 7
    case .product: 8
    case .member: 9
    case .person: 10
    case .outsider: 11
    }
  }
}

extension Clause.Mood: Numbered {
  var number: Int {
    switch self {
    case .present: 0
    case .future: 1
    case .go: 2
    case .past: 3
    case .would: 4
    case .can: 5
    case .must: 6
    case .want: 7
    case .causes: 8
    case .bare: 9
    case .elliptic: 10
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Support
import Testing

@testable import Language

/// The index of rules by the verbs and the words they need.
@Suite struct NeedIndexTests {
  @Test func givesWhatAWalkOfAllWouldGive() {
    var random = SeededGenerator(state: 7)
    func set(_ count: Int) -> ClassSet {
      ClassSet((0..<count).map { _ in Int.random(in: 0..<ClassSet.capacity, using: &random) })
    }
    for count in [0, 1, 63, 64, 65, 255, 256, 257, 600] {
      let verbs: [ClassSet?] = (0..<count).map { $0 % 7 == 0 ? nil : set(3) }
      let words: [ClassSet?] = (0..<count).map { $0 % 5 == 0 ? nil : set(6) }
      let index = NeedIndex(verbs: verbs, words: words)
      for _ in 0..<20 {
        let said = set(40)
        let named = set(60)
        let expected = (0..<count).filter {
          (verbs[$0]?.intersects(said) ?? true) && (words[$0]?.intersects(named) ?? true)
        }
        #expect(Array(index.candidates(verbs: said, words: named)) == expected)
      }
    }
  }

  @Test func walksASetInOrder() {
    #expect(Array(ClassSet([255, 0, 64, 63, 130])) == [0, 63, 64, 130, 255])
    #expect(Array(ClassSet()) == [])
  }
}

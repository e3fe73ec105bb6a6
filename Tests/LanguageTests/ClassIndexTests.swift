// SPDX-License-Identifier: GPL-3.0-or-later
import Support
import Testing

@testable import Language

/// The index of rules by the verbs they need.
@Suite struct ClassIndexTests {
  @Test func givesWhatAWalkOfAllWouldGive() {
    var random = SeededGenerator(state: 7)
    func set(_ count: Int) -> ClassSet {
      ClassSet((0..<count).map { _ in Int.random(in: 0..<ClassSet.capacity, using: &random) })
    }
    for count in [0, 1, 63, 64, 65, 300] {
      let needs: [ClassSet?] = (0..<count).map { $0 % 7 == 0 ? nil : set(3) }
      let index = ClassIndex(needs)
      for _ in 0..<20 {
        let asked = set(5)
        let expected = needs.indices.filter { needs[$0].map { $0.intersects(asked) } ?? true }
        #expect(Array(index.candidates(asked)) == expected)
      }
    }
  }

  @Test func walksASetInOrder() {
    #expect(Array(ClassSet([255, 0, 64, 63, 130])) == [0, 63, 64, 130, 255])
    #expect(Array(ClassSet()) == [])
  }
}

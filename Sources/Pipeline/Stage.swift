// SPDX-License-Identifier: GPL-3.0-or-later
internal import Dispatch

/// Stages that run beside each other, each on a Dispatch queue of its own with a number of loops.
final class StageGroup: Sendable {
  private let group = DispatchGroup()

  /// Starts a stage: `width` loops that each call `body` once, which works until its input ends.
  func start(_ name: String, width: Int = 1, _ body: @escaping @Sendable (_ loop: Int) -> Void) {
    let queue = DispatchQueue(label: "griffier.\(name)", attributes: .concurrent)
    for loop in 0..<width {
      // Each loop may wait in a system call, so it gets a queue of its own behind the stage's.
      DispatchQueue(label: "griffier.\(name).\(loop)", target: queue).async(group: group) { body(loop) }
    }
  }

  /// Waits until every stage has ended.
  func wait() { group.wait() }
}

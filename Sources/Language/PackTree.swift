// SPDX-License-Identifier: GPL-3.0-or-later
internal import Yams

/// What a pack's file says: values, lists and mappings with their lines.
final class PackTree {
  /// What stands there.
  enum Value {
    case single(String)
    case list([PackTree])
    /// In the order of the file; a key that is no single value is `nil`.
    case mapping([(key: String?, value: PackTree)])
  }

  /// From 1; 0 where none is known.
  let line: Int
  let value: Value

  init(line: Int, _ value: Value) {
    self.line = line
    self.value = value
  }

  /// What Yams read.
  convenience init(_ node: Node) {
    let value: Value
    switch node {
    case .scalar(let scalar): value = .single(scalar.string)
    case .sequence(let list): value = .list(list.map { PackTree($0) })
    case .mapping(let mapping): value = .mapping(mapping.map { ($0.key.scalar?.string, PackTree($0.value)) })
    case .alias: value = .single("")
    }
    self.init(line: node.mark?.line ?? 0, value)
  }
}

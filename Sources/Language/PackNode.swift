// SPDX-License-Identifier: GPL-3.0-or-later
internal import Yams

/// A pack that cannot be used: file, line and what is wrong there.
public struct PackError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Name of the file as the user gave it, or `nl/….yaml` for the embedded pack.
  public var file: String
  /// Line, from 1; 0 where none can be named.
  public var line: Int
  /// What is wrong, in one sentence.
  public var message: String

  /// Creates an error.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`, as compilers print it.
  public var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}

/// A node of a pack's YAML that knows its file and line, so that every complaint can name them.
public struct PackNode {
  /// The file's name.
  public let file: String
  private let node: Node

  private init(file: String, node: Node) {
    self.file = file
    self.node = node
  }

  /// Parses a file.
  ///
  /// - Throws: ``PackError`` with the line at which the YAML breaks.
  public init(file: String, yaml: String) throws(PackError) {
    do {
      guard let node = try Yams.compose(yaml: yaml, .basic) else {
        throw PackError(file: file, line: 0, message: "the file is empty")
      }
      self.init(file: file, node: node)
    } catch let error as PackError {
      throw error
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw PackError(file: file, line: mark.line, message: problem)
      default:
        throw PackError(file: file, line: 0, message: "\(error)")
      }
    } catch {
      throw PackError(file: file, line: 0, message: "\(error)")
    }
  }

  /// Line of this node, from 1.
  public var line: Int { node.mark?.line ?? 0 }

  /// An error at this node.
  public func error(_ message: String) -> PackError { PackError(file: file, line: line, message: message) }

  /// The value under `key`, or `nil`; throws where this node is no mapping.
  public func optional(_ key: String) throws(PackError) -> PackNode? {
    guard let mapping = node.mapping else { throw error("expected a mapping with the key \"\(key)\"") }
    // By the key's text: comparing nodes would resolve the tag of each.
    for (name, value) in mapping where name.scalar?.string == key { return PackNode(file: file, node: value) }
    return nil
  }

  /// The value under `key`; throws where it is missing.
  public func required(_ key: String) throws(PackError) -> PackNode {
    guard let value = try optional(key) else { throw error("the key \"\(key)\" is missing") }
    return value
  }

  /// The elements of a sequence.
  public func list() throws(PackError) -> [PackNode] {
    guard let sequence = node.sequence else { throw error("expected a list") }
    return sequence.map { PackNode(file: file, node: $0) }
  }

  /// The entries of a mapping, in file order.
  public func entries() throws(PackError) -> [(key: String, value: PackNode)] {
    guard let mapping = node.mapping else { throw error("expected a mapping") }
    var result: [(key: String, value: PackNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error("a key must be a plain word") }
      result.append((name, PackNode(file: file, node: value)))
    }
    return result
  }

  /// A scalar as text.
  public func string() throws(PackError) -> String {
    guard let scalar = node.scalar else { throw error("expected a single value") }
    return scalar.string
  }

  /// A list of scalars; a single scalar counts as a list of one.
  public func strings() throws(PackError) -> [String] {
    if let scalar = node.scalar { return [scalar.string] }
    var result: [String] = []
    for element in try list() { result.append(try element.string()) }
    return result
  }

  /// Words parted by commas in one value, or a list of them. One value of many words is read far quicker than a list.
  public func words() throws(PackError) -> [String] {
    guard let scalar = node.scalar else { return try strings() }
    // By bytes: splitting by characters costs more than parsing the YAML.
    let bytes = Array(scalar.string.utf8)
    var result: [String] = []
    var start = 0
    for i in 0...bytes.count where i == bytes.count || bytes[i] == UInt8(ascii: ",") {
      var from = start
      var to = i
      while from < to, bytes[from] == 0x20 { from += 1 }
      while to > from, bytes[to - 1] == 0x20 { to -= 1 }
      if from < to { result.append(String(decoding: bytes[from..<to], as: UTF8.self)) }
      start = i + 1
    }
    return result
  }

  /// The values of a mapping by key, for a node of which many keys are asked.
  public func fields() throws(PackError) -> [String: PackNode] {
    var result: [String: PackNode] = [:]
    for entry in try entries() { result[entry.key] = entry.value }
    return result
  }

  /// A whole number.
  public func int() throws(PackError) -> Int {
    guard let value = Int(try string()) else { throw error("expected a whole number") }
    return value
  }

  /// `true` or `false`.
  public func bool() throws(PackError) -> Bool {
    switch try string() {
    case "true": return true
    case "false": return false
    default: throw error("expected true or false")
    }
  }

  /// Throws at the first key that is not among `keys`.
  public func allow(only keys: Set<String>) throws(PackError) {
    for entry in try entries() where !keys.contains(entry.key) {
      throw entry.value.error("unknown key \"\(entry.key)\" (known: \(keys.sorted().joined(separator: ", ")))")
    }
  }
}

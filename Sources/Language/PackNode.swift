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

/// A file of the user's that adds to the embedded pack, or puts rules in place of its own.
public struct PackFile: Sendable, Equatable {
  /// The name that complaints give.
  public var name: String
  /// What it says.
  public var yaml: String

  /// Creates a file.
  public init(name: String, yaml: String) {
    self.name = name
    self.yaml = yaml
  }
}

/// A node of a pack's YAML that knows its file and line, so that every complaint can name them.
///
/// Nodes of other files may be laid over one: mappings are joined by key, lists put end to end, save that an element with an `id`
/// takes the place of the one with the same; a single value gives way to the last.
///
/// A class with a tree of its own: every key of a chapter is asked for, and the library's nodes are copied field by field at each look.
public final class PackNode: Sendable {
  /// What stands in the file at a node.
  private enum Content: Sendable {
    case scalar(String)
    case list([PackNode])
    case mapping([(key: String, value: PackNode)])
  }

  /// The file's name.
  public let file: String
  /// Line of this node, from 1; 0 where none can be named.
  public let line: Int
  private let content: Content
  private let layers: [PackNode]

  private init(file: String, line: Int, content: Content, layers: [PackNode] = []) {
    self.file = file
    self.line = line
    self.content = content
    self.layers = layers
  }

  /// This node with others laid over it.
  public func laid(under layers: [PackNode]) -> PackNode {
    layers.isEmpty ? self : PackNode(file: file, line: line, content: content, layers: self.layers + layers)
  }

  /// Whether others are laid over this node.
  public var hasLayers: Bool { !layers.isEmpty }

  /// Parses a file.
  ///
  /// - Throws: ``PackError`` with the line at which the YAML breaks.
  public convenience init(file: String, yaml: String) throws(PackError) {
    do {
      guard let node = try Yams.compose(yaml: yaml, .basic) else {
        throw PackError(file: file, line: 0, message: "the file is empty")
      }
      var reader = Reader(file: file)
      self.init(file: file, line: node.mark?.line ?? 0, content: try reader.content(of: node))
    } catch let error as PackError {
      throw error
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw PackError(file: file, line: mark.line, message: PackNode.line(problem))
      default:
        throw PackError(file: file, line: 0, message: PackNode.line("\(error)"))
      }
    } catch {
      throw PackError(file: file, line: 0, message: PackNode.line("\(error)"))
    }
  }

  /// Makes the tree of a file.
  private struct Reader {
    let file: String
    /// How many nodes there are so far. Aliases of aliases stand for more than fits in memory.
    private var count = 0

    init(file: String) { self.file = file }

    mutating func content(of node: Node) throws(PackError) -> Content {
      switch node {
      case .scalar(let scalar):
        return .scalar(scalar.string)
      case .sequence(let sequence):
        var elements: [PackNode] = []
        elements.reserveCapacity(sequence.count)
        for element in sequence { elements.append(try made(element)) }
        return .list(elements)
      case .mapping(let mapping):
        var entries: [(key: String, value: PackNode)] = []
        entries.reserveCapacity(mapping.count)
        for (key, value) in mapping {
          guard let name = key.scalar?.string else { throw error(key, "a key must be a plain word") }
          entries.append((name, try made(value)))
        }
        return .mapping(entries)
      case .alias:
        throw error(node, "expected a value, not an alias")
      }
    }

    private mutating func made(_ node: Node) throws(PackError) -> PackNode {
      count += 1
      guard count <= 1_000_000 else { throw error(node, "the file stands for more than a million values") }
      return PackNode(file: file, line: node.mark?.line ?? 0, content: try content(of: node))
    }

    private func error(_ node: Node, _ message: String) -> PackError {
      PackError(file: file, line: node.mark?.line ?? 0, message: message)
    }
  }

  /// The first line of what the YAML library says: it gives the whole file along.
  private static func line(_ message: String) -> String {
    String(message.prefix { !$0.isNewline }.prefix(200))
  }

  /// An error at this node.
  public func error(_ message: String) -> PackError { PackError(file: file, line: line, message: message) }

  /// The value under `key`, or `nil`; throws where this node is no mapping.
  public func optional(_ key: String) throws(PackError) -> PackNode? {
    guard case .mapping(let entries) = content else {
      throw error("expected a mapping with the key \"\(key)\"")
    }
    let own = entries.first { $0.key == key }?.value
    if layers.isEmpty { return own }
    var found: [PackNode] = []
    if let own { found.append(own) }
    for layer in layers { if let value = try layer.optional(key) { found.append(value) } }
    return found.first?.laid(under: Array(found.dropFirst()))
  }

  /// The value under `key`; throws where it is missing.
  public func required(_ key: String) throws(PackError) -> PackNode {
    guard let value = try optional(key) else { throw error("the key \"\(key)\" is missing") }
    return value
  }

  /// The elements of a sequence.
  public func list() throws(PackError) -> [PackNode] {
    guard case .list(var result) = content else { throw error("expected a list") }
    for layer in layers {
      for element in try layer.list() {
        if let id = element.id, let index = result.firstIndex(where: { $0.id == id }) {
          result[index] = element
        } else {
          result.append(element)
        }
      }
    }
    return result
  }

  /// What an element of a list is known by.
  private var id: String? {
    guard case .mapping(let entries) = content,
      case .scalar(let id) = entries.first(where: { $0.key == "id" })?.value.content
    else { return nil }
    return id
  }

  /// The entries of a mapping, in file order; keys that only a layer has come last.
  public func entries() throws(PackError) -> [(key: String, value: PackNode)] {
    guard case .mapping(var result) = content else { throw error("expected a mapping") }
    for layer in layers {
      for (key, value) in try layer.entries() {
        if let index = result.firstIndex(where: { $0.key == key }) {
          result[index].value = result[index].value.laid(under: [value])
        } else {
          result.append((key, value))
        }
      }
    }
    return result
  }

  /// A scalar as text.
  public func string() throws(PackError) -> String {
    if let last = layers.last { return try last.string() }
    guard case .scalar(let text) = content else { throw error("expected a single value") }
    return text
  }

  /// A list of scalars; a single scalar counts as a list of one.
  public func strings() throws(PackError) -> [String] {
    var result: [String] = []
    if case .scalar(let text) = content {
      result.append(text)
      for layer in layers { result += try layer.strings() }
      return result
    }
    for element in try list() { result.append(try element.string()) }
    return result
  }

  /// Words parted by commas in one value, or a list of them. One value of many words is read far quicker than a list.
  public func words() throws(PackError) -> [String] {
    guard case .scalar(let text) = content else { return try strings() }
    // By bytes: splitting by characters costs more than parsing the YAML.
    let bytes = Array(text.utf8)
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
    for layer in layers { result += try layer.words() }
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

extension PackNode {
  /// One of the values of an enumeration.
  func value<Value: RawRepresentable>(_: Value.Type) throws(PackError) -> Value where Value.RawValue == String {
    let name = try string()
    guard let value = Value(rawValue: name) else { throw error("unknown value \"\(name)\"") }
    return value
  }
}

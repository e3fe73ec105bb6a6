// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
public import Output
internal import Yams

/// What a pipeline file says: which letters to read, and what to leave behind. Defaults stand here and nowhere else.
///
/// Paths in the file are relative to the folder the file lies in.
public struct RunConfiguration: Sendable, Equatable {
  /// Name of the pipeline; without a key `name` the file's own.
  public var name: String
  /// Folder to read.
  public var input: String
  /// Files to read, by globs on the path below ``input``.
  public var include = ["*.[pP][dD][fF]", "*.[xX][mM][lL]"]
  /// Files to leave alone.
  public var exclude: [String] = []
  /// Folder for ledger and tables; without a key `output` it is `../out/<name>`.
  public var output: String
  /// Tables to write.
  public var outputs = RecordTable.allCases
  /// Letters that are read at the same time; `nil` for one a processor.
  public var jobs: Int?
  /// Whether records also carry what is on the page beside the text.
  public var furniture = false
  /// Seconds a file must have been left alone before it is read: an upload may still be going on.
  public var settle = 10
  /// File for Prometheus; `nil` for none.
  public var metrics: String?

  /// Files of rules that are laid over the language pack, the last one uppermost.
  public var packs: [String] = []

  /// The keys of a pipeline file, in the order in which they are best written.
  static let keys = [
    "version", "name", "input", "include", "exclude", "output", "outputs", "jobs", "furniture", "metrics", "packs",
    "settle",
  ]
  /// Version of the keys.
  static let version = 1

  /// The pipeline file that is meant when none is named: the only one in a folder, or `kamerbrieven.yaml` among several.
  ///
  /// - Throws: ``RunError`` 66 when there is none.
  public static func defaultFile(in folder: String) throws(RunError) -> String {
    var files: [String] = []
    if let handle = opendir(folder) {
      defer { closedir(handle) }
      while let entry = readdir(handle) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasSuffix(".yaml"), !name.hasPrefix(".") { files.append(name) }
      }
    }
    if files.count == 1 { return "\(folder)/\(files[0])" }
    if files.contains("kamerbrieven.yaml") { return "\(folder)/kamerbrieven.yaml" }
    throw RunError(.noInput, "no pipeline file in \(folder)/; name one: griffier run FILE")
  }

  /// Reads a pipeline file.
  ///
  /// - Throws: ``RunError`` 66 when there is none, 78 naming file, line and key when it is wrong.
  public init(file: String) throws(RunError) {
    let content: InputFile
    do throws(FileFailure) {
      content = try InputFile(path: Array(file.utf8))
    } catch {
      throw RunError(error.code == "empty" ? .configuration : .noInput, "\(file): \(error.message)")
    }
    try self.init(yaml: String(decoding: content.bytes, as: UTF8.self), file: file)
  }

  /// A path without `./` and `name/..`, as people would write it.
  private static func tidy(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + (parts.isEmpty ? "." : parts.joined(separator: "/"))
  }

  /// Reads the text of a pipeline file that lies at `file`.
  public init(yaml: String, file: String) throws(RunError) {
    let root = try PipelineNode(yaml: yaml, file: file)
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let stem = file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? file
    func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : RunConfiguration.tidy(folder + path) }
    let values = try root.members(known: RunConfiguration.keys)
    guard let version = values["version"] else { throw root.error("the key \"version\" is missing (write version: 1)") }
    if try version.int() != RunConfiguration.version {
      throw version.error("version must be \(RunConfiguration.version)")
    }
    let name = try values["name"]?.string() ?? stem
    if let node = values["name"], name.isEmpty || name.hasPrefix(".") || name.contains("/") {
      throw node.error("name must be usable as a folder's name")
    }
    self.name = name
    guard let input = values["input"] else { throw root.error("the key \"input\" is missing") }
    self.input = resolve(try input.string())
    output = resolve(try values["output"]?.string() ?? "../out/\(name)")
    if let node = values["include"] { include = try node.globs() }
    if let node = values["exclude"] { exclude = try node.globs() }
    if let node = values["outputs"] {
      let names = RecordTable.allCases.map(\.rawValue)
      var chosen: [RecordTable] = []
      for entry in try node.list() {
        guard let table = RecordTable(rawValue: try entry.string()) else {
          throw entry.error("unknown output \"\(try entry.string())\" (known: \(names.joined(separator: ", ")))")
        }
        chosen.append(table)
      }
      outputs = RecordTable.allCases.filter(chosen.contains)
    }
    if let node = values["jobs"] {
      let jobs = try node.int()
      if !(1...64).contains(jobs) { throw node.error("jobs must be between 1 and 64") }
      self.jobs = jobs
    }
    if let node = values["furniture"] { furniture = try node.bool() }
    if let node = values["settle"] {
      settle = try node.int()
      if !(0...3600).contains(settle) { throw node.error("settle must be between 0 and 3600 seconds") }
    }
    if let node = values["packs"] {
      for entry in try node.list() { packs.append(resolve(try entry.string())) }
    }
    if let node = values["metrics"] { metrics = resolve(try node.string()) }
  }
}

/// A node of a pipeline file that knows its line.
private struct PipelineNode {
  let file: String
  let node: Node

  init(yaml: String, file: String) throws(RunError) {
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        throw RunError(.configuration, "\(file):1: the file says nothing")
      }
      self.init(file: file, node: node)
    } catch let error as RunError {
      throw error
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw RunError(.configuration, "\(file):\(mark.line): \(problem)")
      default:
        throw RunError(.configuration, "\(file):1: \(error)")
      }
    } catch {
      throw RunError(.configuration, "\(file):1: \(error)")
    }
  }

  private init(file: String, node: Node) {
    self.file = file
    self.node = node
  }

  func error(_ message: String) -> RunError {
    RunError(.configuration, "\(file):\(node.mark?.line ?? 1): \(message)")
  }

  func members(known: [String]) throws(RunError) -> [String: PipelineNode] {
    guard let mapping = node.mapping else { throw error("expected keys and values") }
    var members: [String: PipelineNode] = [:]
    for (key, value) in mapping {
      let at = PipelineNode(file: file, node: key)
      let name = try at.string()
      if !known.contains(name) { throw at.error("unknown key \"\(name)\" (known: \(known.joined(separator: ", ")))") }
      members[name] = PipelineNode(file: file, node: value)
    }
    return members
  }

  func string() throws(RunError) -> String {
    guard let scalar = node.scalar, !scalar.string.isEmpty else { throw error("expected text") }
    return scalar.string
  }

  func int() throws(RunError) -> Int {
    guard let scalar = node.scalar, let value = Int(scalar.string) else { throw error("expected a whole number") }
    return value
  }

  func bool() throws(RunError) -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw error("expected true or false")
    }
  }

  func list() throws(RunError) -> [PipelineNode] {
    guard let sequence = node.sequence else { throw error("expected a list") }
    return sequence.map { PipelineNode(file: file, node: $0) }
  }

  func globs() throws(RunError) -> [String] {
    var globs: [String] = []
    for entry in try list() {
      let text = try entry.string()
      if Glob(text) == nil { throw entry.error("\"\(text)\" has a [ without a ]") }
      globs.append(text)
    }
    return globs
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// What reads letters, by name: a record that was made by another engine is made anew.
enum Engine {
  /// Version, the libraries the worker named, the options that shape a record, a hash of the worker's executable, which holds
  /// the language pack, and one of the user's own rules: a change to any of them can change a record.
  static func name(_ options: ReadingOptions, libraries: String) throws(RunError) -> String {
    let resolved = realpath(options.worker.path, nil)
    defer { free(resolved) }
    let path = resolved.map { Array(String(cString: $0).utf8) } ?? Array(options.worker.path.utf8)
    let executable: InputFile
    do throws(FileFailure) {
      executable = try InputFile(path: path)
    } catch {
      throw RunError(.unavailable, "\(options.worker.path): \(error.message)")
    }
    let build = ContentHash.sha256(executable.bytes).prefix(16)
    // Rules of the user's travel as arguments.
    let arguments = options.worker.arguments.joined(separator: "\0")
    let rules = arguments.isEmpty ? "" : "; rules \(ContentHash.sha256(Array(arguments.utf8)).prefix(16))"
    let furniture = options.furniture ? "; furniture" : ""
    return "griffier \(Product.version); worker \(build); \(libraries)\(rules)\(furniture)"
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What reads letters, by name: a record that was made by another engine is made anew.
enum Engine {
  /// Version, the libraries the worker named, the options that shape a record, a hash of the worker's executable, which holds
  /// the language pack, and one of the user's own rules: a change to any of them can change a record.
  static func name(_ options: ReadingOptions, libraries: String) throws(RunError) -> String {
    // Of any size: with what it is linked to it can be larger than any letter.
    let build: Substring
    do throws(FileFailure) {
      build = try ContentHash.sha256(ofFile: options.worker.path).prefix(16)
    } catch {
      throw RunError(.unavailable, "\(options.worker.path): \(error.message)")
    }
    // Rules of the user's travel as arguments.
    let arguments = options.worker.arguments.joined(separator: "\0")
    let rules = arguments.isEmpty ? "" : "; rules \(ContentHash.sha256(Array(arguments.utf8)).prefix(16))"
    let furniture = options.furniture ? "; furniture" : ""
    return "griffier \(Product.version); worker \(build); \(libraries)\(rules)\(furniture)"
  }
}

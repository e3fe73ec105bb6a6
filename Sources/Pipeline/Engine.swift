// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// What reads letters, by name: a record that was made by another engine is made anew.
enum Engine {
  /// Version, the libraries the worker named, the options that shape a record, a hash of the worker's executable, which holds
  /// the language pack, and one of the user's own rules: a change to any of them can change a record.
  ///
  /// - Parameters:
  ///   - ledger: Where the hash of a worker is kept, if it is there: with Swift's libraries in it the file takes long to hash.
  ///   - keeps: Whether a hash that was made anew may be written there.
  static func name(_ options: ReadingOptions, libraries: String, _ ledger: Ledger?, keeps: Bool) throws(RunError)
    -> String
  {
    let build = try build(of: options.worker.path, ledger, keeps: keeps).prefix(16)
    // Rules of the user's travel as arguments.
    let arguments = options.worker.arguments.joined(separator: "\0")
    let rules = arguments.isEmpty ? "" : "; rules \(ContentHash.sha256(Array(arguments.utf8)).prefix(16))"
    let furniture = options.furniture ? "; furniture" : ""
    return "griffier \(Product.version); worker \(build); \(libraries)\(rules)\(furniture)"
  }

  /// The hash of an executable: that of a file with the same size, times and inode, unless it was changed a moment ago, when a second
  /// change would leave no trace in its times.
  private static func build(of path: String, _ ledger: Ledger?, keeps: Bool) throws(RunError) -> String {
    var status = stat()
    let known = stat(path, &status) == 0 ? FileStamp(status) : nil
    let isSettled = known.map { $0.changed / 1_000_000_000 < Int64(time(nil)) - 10 } ?? false
    let stamp = known.map { "\($0.size) \($0.modified) \($0.changed) \($0.inode)" } ?? ""
    if isSettled, let kept = try ledger?.workerHash(stamp) { return kept }
    let hash: String
    do throws(FileFailure) {
      hash = try ContentHash.sha256(ofFile: path)
    } catch {
      throw RunError(.unavailable, "\(path): \(error.message)")
    }
    if keeps, isSettled { try ledger?.keep(hash, ofWorker: stamp) }
    return hash
  }
}

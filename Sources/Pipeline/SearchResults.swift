// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
public import Search

/// The search index of a pipeline's results, kept in step with its ledger.
///
/// The ledger is the truth and is only read here: an index that is behind is brought up to it, one that is damaged is made anew.
public struct SearchResults: Sendable {
  private let index: SearchIndex
  private let folder: String

  /// Opens the index of a folder of results, and brings it up to what was published last.
  ///
  /// - Parameters:
  ///   - folder: Where the ledger lies.
  ///   - rebuilding: Whether the index is made anew whatever its state.
  ///   - notice: Told, in a line, when the index has to be made anew or brought up.
  /// - Throws: ``RunError`` 66 where nothing was published, 75 when another program holds the index, 74.
  public init(
    folder: String,
    rebuilding: Bool = false,
    notice: (String) -> Void = { _ in }
  ) throws(RunError) {
    guard let ledger = try Ledger(existingIn: folder), let publication = try ledger.lastPublication() else {
      throw RunError(.noInput, "\(PrintableText(folder)): nothing was run here yet")
    }
    self.folder = folder
    if rebuilding { try SearchResults.remove(folder) }
    do throws(SearchError) {
      index = try SearchResults.open(folder, ledger, publication)
    } catch .damaged(let reason) {
      notice(SearchResults.madeAnew(reason))
      try SearchResults.remove(folder)
      do throws(SearchError) {
        index = try SearchResults.open(folder, ledger, publication)
      } catch {
        throw SearchResults.runError(error)
      }
    } catch {
      throw SearchResults.runError(error)
    }
  }

  /// Sections that answer a query, the best first.
  ///
  /// Most damage shows only when the pages it lies on are read: then, too, the index is made anew, once.
  ///
  /// - Parameter notice: Told, in a line, when the index has to be made anew.
  /// - Throws: ``RunError`` 64 for a query that FTS5 does not take, 74, 75.
  public func hits(
    _ query: SearchQuery,
    limit: Int,
    notice: (String) -> Void = { _ in }
  ) throws(RunError) -> [SearchIndex.Hit] {
    do throws(SearchError) {
      return try index.hits(query, limit: limit)
    } catch .damaged(let reason) {
      notice(SearchResults.madeAnew(reason))
      // Closed first: a connection that closes later would remove the new index's log by its name.
      index.close()
      let anew = try SearchResults(folder: folder, rebuilding: true)
      do throws(SearchError) {
        return try anew.index.hits(query, limit: limit)
      } catch {
        throw SearchResults.runError(error)
      }
    } catch {
      throw SearchResults.runError(error)
    }
  }

  private static func madeAnew(_ reason: String) -> String {
    "the search index is damaged (\(reason)) and is made anew from the ledger"
  }

  private static func open(
    _ folder: String,
    _ ledger: Ledger,
    _ publication: String
  ) throws(SearchError) -> SearchIndex {
    let index = try SearchIndex(folder: folder)
    if try index.state() == publication { return index }
    let entries: [SearchIndex.Entry]
    do throws(RunError) {
      entries = try ledger.publishedLetters().map {
        SearchIndex.Entry(sha256: $0.sha256, path: String(decoding: $0.path, as: UTF8.self), engine: $0.engine)
      }
    } catch {
      throw .failed(error.message)
    }
    try index.update(to: entries, state: publication) { entry in
      try ledger.record(entry.sha256, engine: entry.engine)
    }
    return index
  }

  private static func remove(_ folder: String) throws(RunError) {
    for ending in ["", "-wal", "-shm"] {
      let path = "\(folder)/\(SearchIndex.fileName)\(ending)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      do { try FileManager.default.removeItem(atPath: path) } catch {
        throw RunError(.ioError, "\(PrintableText(path)) cannot be removed")
      }
    }
  }

  private static func runError(_ error: SearchError) -> RunError {
    switch error {
    case .query(let message, _): RunError(.usage, message)
    case .damaged(let reason): RunError(.ioError, "the search index is damaged: \(reason)")
    case .locked: RunError(.temporary, "another program holds the search index")
    case .failed(let reason): RunError(.ioError, "search index: \(reason)")
    }
  }
}

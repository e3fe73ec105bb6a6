// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation
public import Search

/// The search index of a pipeline's results, kept in step with its ledger.
///
/// The ledger is the truth and is only read here: an index that is behind is brought up to it; one that is damaged, or that another
/// program holds so that it cannot be read, is made anew.
public struct SearchResults: Sendable {
  private let index: SearchIndex
  private let folder: String

  /// Opens the index of a folder of results, and brings it up to what was published last.
  ///
  /// - Parameters:
  ///   - folder: Where the ledger lies.
  ///   - rebuilding: Whether the index is made anew whatever its state.
  ///   - notice: Told, in a line, when the index has to be made anew or brought up.
  /// - Throws: ``RunError`` 66 where nothing was published, 75 when another program is bringing the index up, 74.
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
    } catch {
      guard let reason = SearchResults.madeAnew(error) else { throw SearchResults.runError(error) }
      notice(reason)
      try SearchResults.remove(folder)
      do throws(SearchError) {
        index = try SearchResults.open(folder, ledger, publication)
      } catch {
        throw SearchResults.runError(error)
      }
    }
  }

  /// Sections that answer a query, the best first.
  ///
  /// Most damage shows only when the pages it lies on are read: then, too, the index is made anew, once; so it is where another program
  /// took hold of it meanwhile.
  ///
  /// - Parameter notice: Told, in a line, when the index has to be made anew, and when not all that matches was ranked.
  /// - Throws: ``RunError`` 64 for a query that FTS5 does not take, 74, 75.
  public func hits(
    _ query: SearchQuery,
    limit: Int,
    notice: (String) -> Void = { _ in }
  ) throws(RunError) -> [SearchIndex.Hit] {
    do throws(SearchError) {
      return try SearchResults.hits(index, query, limit, notice)
    } catch {
      guard let reason = SearchResults.madeAnew(error) else { throw SearchResults.runError(error) }
      notice(reason)
      // Closed first: a connection that closes later would remove the new index's log by its name.
      index.close()
      let anew = try SearchResults(folder: folder, rebuilding: true)
      do throws(SearchError) {
        return try SearchResults.hits(anew.index, query, limit, notice)
      } catch {
        throw SearchResults.runError(error)
      }
    }
  }

  /// What is said when an index is given up for a new one; `nil` for what a new one would not help.
  private static func madeAnew(_ error: SearchError) -> String? {
    switch error {
    case .damaged(let reason): "the search index is damaged (\(reason)) and is made anew from the ledger"
    case .locked: "another program holds the search index, which is made anew from the ledger"
    case .query, .busy, .failed: nil
    }
  }

  private static func open(
    _ folder: String,
    _ ledger: Ledger,
    _ publication: String
  ) throws(SearchError) -> SearchIndex {
    let index = try SearchIndex(folder: folder)
    if try index.state() == publication { return index }
    do throws(SearchError) {
      try update(index, ledger, to: ledger.publication)
    } catch .locked(let reason) {
      // It could be read: who holds it is bringing it up.
      throw .busy(reason)
    }
    return index
  }

  private static func update(
    _ index: SearchIndex,
    _ ledger: Ledger,
    to publication: () throws(RunError) -> Ledger.Published,
    commit: () throws -> Void = {}
  ) throws(SearchError) {
    try index.update(
      to: {
        let published = try readable(publication)
        let entries = published.letters.map {
          SearchIndex.Entry(sha256: $0.sha256, path: String(decoding: $0.path, as: UTF8.self), engine: $0.engine)
        }
        return (entries, published.fingerprint)
      },
      record: { entry in
        try readable { () throws(RunError) in try ledger.record(entry.sha256, engine: entry.engine) }
      },
      commit: commit
    )
  }

  /// What the ledger gives, or why it does not.
  private static func readable<Value>(_ read: () throws(RunError) -> Value) throws(SearchError) -> Value {
    do throws(RunError) { return try read() } catch { throw .failed(error.message) }
  }

  /// Publishes within the index's own transaction: the index is prepared, `publish` commits the ledger, and the index is committed
  /// with the publication's name straight after.
  ///
  /// Two files cannot be committed as one. Whoever dies between both leaves an index that is behind and says so, by that name; a search
  /// brings it up before it answers, and never sees one that is ahead. An index that cannot be written keeps nothing from being published.
  static func publish(
    _ published: Ledger.Published,
    folder: String,
    _ ledger: Ledger,
    publish: () throws(RunError) -> Void
  ) throws(RunError) {
    var isPublished = false
    var failure: RunError?
    do throws(SearchError) {
      try update(try SearchIndex(folder: folder), ledger, to: { () throws(RunError) in published }) {
        do throws(RunError) {
          try publish()
          isPublished = true
        } catch {
          failure = error
          throw error
        }
      }
    } catch {
      // What ails the index is told when it is brought up.
    }
    if let failure { throw failure }
    if !isPublished { try publish() }
  }

  private static func hits(
    _ index: SearchIndex,
    _ query: SearchQuery,
    _ limit: Int,
    _ notice: (String) -> Void
  ) throws(SearchError) -> [SearchIndex.Hit] {
    let answer = try index.answer(query, limit: limit)
    if answer.isCut {
      notice("more than \(max(limit, SearchIndex.ranked)) sections match: only the newest of them are ranked")
    }
    return answer.hits
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
    case .busy: RunError(.temporary, "another program is bringing the search index up")
    case .failed(let reason): RunError(.ioError, "search index: \(reason)")
    }
  }
}

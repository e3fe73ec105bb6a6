// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a search could not be made.
public enum SearchError: Error, Sendable, Equatable {
  /// The query is wrong at a character, from 0.
  case query(message: String, at: Int)
  /// The index is damaged, or none of ours: it can be made again.
  case damaged(String)
  /// Another program holds the index, so that it cannot be read.
  case locked(String)
  /// Another program is writing to the index.
  case busy(String)
  /// Reading or writing failed.
  case failed(String)
}

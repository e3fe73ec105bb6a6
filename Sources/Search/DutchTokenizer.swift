// SPDX-License-Identifier: GPL-3.0-or-later
internal import CStemmer
internal import GRDB

/// Words of letters as the index has them: in lower case, without marks, cut to their stem (Snowball's Dutch stemmer), so that
/// `toezeggingen` finds `toezegging`. The same for what is indexed and what is asked.
final class DutchTokenizer: FTS5WrapperTokenizer {
  static let name = "griffier_dutch"

  let wrappedTokenizer: any FTS5Tokenizer
  private let stemmer: OpaquePointer?

  init(db: Database, arguments: [String]) throws {
    wrappedTokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove))
    stemmer = sb_stemmer_new("dutch", "UTF_8")
  }

  deinit { sb_stemmer_delete(stemmer) }

  func accept(
    token: String,
    flags: FTS5TokenFlags,
    for tokenization: FTS5Tokenization,
    tokenCallback: FTS5WrapperTokenCallback
  ) throws {
    try tokenCallback(stem(token), flags)
  }

  /// The word without its ending; the word itself where it holds a digit: numbers of papers are no Dutch.
  private func stem(_ word: String) -> String {
    let bytes = Array(word.utf8)
    if bytes.contains(where: { (48...57).contains($0) }) { return word }
    guard let found = sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return word }
    let count = Int(sb_stemmer_length(stemmer))
    return String(decoding: UnsafeBufferPointer(start: found, count: count), as: UTF8.self)
  }
}

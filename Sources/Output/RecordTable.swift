// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of JSON Lines that is made of records.
public enum RecordTable: String, Sendable, CaseIterable {
  /// The records themselves, one a letter.
  case letters
  /// One row a section, with its own text.
  case sections
  /// One row a footnote.
  case footnotes
  /// One row a citation.
  case citations
  /// One row a commitment.
  case commitments

  /// The file in the output folder.
  public var fileName: String { rawValue + ".jsonl" }

  /// Letter before the row's number in its identifier, `9f2c61d0a7b34e58-c2`.
  var mark: String {
    switch self {
    case .letters, .sections: ""
    case .footnotes: "f"
    case .citations: "k"
    case .commitments: "c"
    }
  }
}

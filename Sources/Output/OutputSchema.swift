// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPacks

/// The published JSON Schemas (2020-12) of what is written, embedded in the binary. The files lie in `schemas/`.
public enum OutputSchema: String, Sendable, CaseIterable {
  /// The record, and a line of `letters.jsonl`.
  case letter
  /// A row of `sections.jsonl`.
  case sections
  /// A row of `footnotes.jsonl`.
  case footnotes
  /// A row of `citations.jsonl`.
  case citations
  /// A row of `commitments.jsonl`.
  case commitments
  /// A row of `failed.jsonl`.
  case failed
  /// A line of `griffier register --format jsonl`.
  case register

  /// The schema as JSON text.
  public var text: [UInt8] {
    guard var entry = griffier_embedded_files() else { return [] }
    while let name = entry.pointee.name {
      if String(cString: name) == "schemas/\(rawValue).schema.json" {
        return Array(UnsafeBufferPointer(start: entry.pointee.bytes, count: entry.pointee.count))
      }
      entry += 1
    }
    return []
  }
}

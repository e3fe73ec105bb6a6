// SPDX-License-Identifier: GPL-3.0-or-later
public import Model

/// Bytes to pages or markup: the only stage that touches the C libraries. Runs in the worker only.
public struct Extractor: Sendable {
  /// Creates an extractor and warms up poppler.
  public init() {}

  /// Reads a document.
  ///
  /// - Throws: ``ExtractionError`` with the reason.
  public func callAsFunction(_ bytes: [UInt8]) throws(ExtractionError) -> ExtractedDocument {
    throw ExtractionError(code: "unknown-format", message: "neither PDF nor official XML")
  }
}

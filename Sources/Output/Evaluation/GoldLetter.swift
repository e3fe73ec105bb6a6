// SPDX-License-Identifier: GPL-3.0-or-later
public import Foundation

/// What a person says a letter holds. Whatever a file leaves out is not counted.
public struct GoldLetter: Decodable, Sendable {
  struct Source: Decodable, Sendable { var sha256: String }
  struct Signatory: Decodable, Sendable { var name: String }
  struct Letter: Decodable, Sendable {
    var date: String?
    var subject: String?
    var signatories: [Signatory]?
  }
  struct Heading: Decodable, Sendable {
    var text: String
    var level: Int?
  }
  struct Footnote: Decodable, Sendable {
    var label: String
    var before: String?
    var body: String?
    var start: String?
    var end: String?
    var words: Int?
  }
  struct CitationEntry: Decodable, Sendable {
    var id: String
    var optional: Bool?
  }
  struct DeadlineEntry: Decodable, Sendable {
    var text: String
    var until: String?
  }
  struct CommitmentEntry: Decodable, Sendable {
    var kind: String
    var status: String?
    var text: String?
    var start: String?
    var end: String?
    var holder: String?
    var deadline: DeadlineEntry?
    var namesDeadline: Bool
    var optional: Bool

    private enum Keys: String, CodingKey { case kind, status, text, start, end, holder, deadline, optional }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      kind = try values.decode(String.self, forKey: .kind)
      status = try values.decodeIfPresent(String.self, forKey: .status)
      text = try values.decodeIfPresent(String.self, forKey: .text)
      start = try values.decodeIfPresent(String.self, forKey: .start)
      end = try values.decodeIfPresent(String.self, forKey: .end)
      holder = try values.decodeIfPresent(String.self, forKey: .holder)
      deadline = try values.decodeIfPresent(DeadlineEntry.self, forKey: .deadline)
      namesDeadline = values.contains(.deadline)
      optional = try values.decodeIfPresent(Bool.self, forKey: .optional) ?? false
    }
  }

  var source: Source
  var letter: Letter?
  var headings: [Heading]?
  var paragraphs: [String]?
  var footnotes: [Footnote]?
  var citations: [CitationEntry]?
  var commitments: [CommitmentEntry]?

  /// Reads a gold file.
  ///
  /// - Throws: what the decoder throws where the file is no gold.
  public init(contentsOf file: URL) throws {
    self = try JSONDecoder().decode(GoldLetter.self, from: Data(contentsOf: file))
  }
}

/// What of a record is held against gold.
public struct ScoredRecord: Decodable, Sendable {
  struct Source: Decodable, Sendable {
    var path: String?
    var sha256: String
  }
  struct Signatory: Decodable, Sendable { var name: String? }
  struct Metadata: Decodable, Sendable {
    var date: String?
    var subject: String?
    var signatories: [Signatory]?
  }
  struct Section: Decodable, Sendable {
    var heading: String?
    var level: Int?
  }
  struct Paragraph: Decodable, Sendable {
    var kind: String
    var start: Int
    var end: Int
  }
  struct Call: Decodable, Sendable { var offset: Int }
  struct Footnote: Decodable, Sendable {
    var label: String
    var text: String
    var calls: [Call]
  }
  struct Citation: Decodable, Sendable { var id: String? }
  struct Deadline: Decodable, Sendable {
    var text: String?
    var until: String?
  }
  struct Commitment: Decodable, Sendable {
    var kind: String
    var status: String
    var text: String
    var holder: String?
    var deadline: Deadline?
    var rule: String
    var confidence: Double
  }

  var source: Source
  var metadata: Metadata
  var text: String
  var sections: [Section]
  var paragraphs: [Paragraph]
  var footnotes: [Footnote]
  var citations: [Citation]
  var commitments: [Commitment]

  /// Reads records, one a line; empty lines are passed over.
  ///
  /// - Throws: what the decoder throws at the first line that is no record.
  public static func read(_ lines: Data) throws -> [ScoredRecord] {
    let decoder = JSONDecoder()
    return try lines.split(separator: 0x0A).map { try decoder.decode(ScoredRecord.self, from: $0) }
  }
}

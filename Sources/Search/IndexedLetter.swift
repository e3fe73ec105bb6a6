// SPDX-License-Identifier: GPL-3.0-or-later
internal import Foundation

/// What the index keeps of a record.
struct IndexedLetter: Decodable {
  struct Metadata: Decodable {
    var kind: String?
    var date: String?
    var subject: String?
    var dossiers: [String]?
    var sender: String?
    var signatories: [Signatory]?
  }

  struct Signatory: Decodable {
    var office: String?
    var name: String?
  }

  struct Section: Decodable {
    var id: String
    var heading: String?
    var start: Int
    var end: Int
    var page: Int?
  }

  struct Footnote: Decodable {
    var text: String
    var calls: [Call]
  }

  struct Call: Decodable { var section: String? }

  struct Commitment: Decodable {
    var kind: String
    var status: String
    var section: String?
    var holder: String?
  }

  var metadata: Metadata
  var text: String
  var sections: [Section]
  var footnotes: [Footnote]
  var commitments: [Commitment]

  init(record: [UInt8]) throws { self = try JSONDecoder().decode(IndexedLetter.self, from: Data(record)) }

  /// The text of each section without its heading, with the notes that are called in it.
  func bodies() -> [String] {
    let scalars = Array(text.unicodeScalars)
    return sections.map { section in
      let start = min(section.start + (section.heading?.unicodeScalars.count ?? 0), scalars.count)
      let end = min(max(section.end, start), scalars.count)
      var body = String(String.UnicodeScalarView(scalars[start..<end])).trimmingCharacters(in: .whitespacesAndNewlines)
      for note in footnotes where note.calls.first?.section == section.id { body += "\n\n" + note.text }
      return body
    }
  }
}

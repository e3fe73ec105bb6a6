// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Register

/// Records of letters in as few words as a test needs.
struct RecordSketch {
  /// One record each.
  private(set) var lines: [String] = []

  /// A commitment of a letter; what is `nil` is left out.
  struct Finding {
    var text: String
    var kind = "made"
    var status = "open"
    var holder: String? = "minister van Infrastructuur en Waterstaat"
    var recipient: String?
    var until: String?
    var precision = "day"
    var occasion: String?
    var motion: String?
    var registerIds: [String] = []
    var cites: [String] = []
  }

  /// Adds a letter that signs as its first finding's holder; the text is the findings' sentences.
  mutating func letter(
    _ key: String,
    _ date: String?,
    number: String? = nil,
    dossier: String = "36512",
    findings: [Finding]
  ) {
    let id = String(MentionIdentity.hash("letter" + key) + MentionIdentity.hash(key + "letter"))
    var text = ""
    var commitments: [[String: Any]] = []
    var citations: [[String: Any]] = []
    for (i, finding) in findings.enumerated() {
      if !text.isEmpty { text += "\n\n" }
      let start = text.unicodeScalars.count
      text += finding.text
      let end = text.unicodeScalars.count
      var commitment: [String: Any] = [
        "id": "\(id)/c\(i + 1)", "kind": finding.kind, "status": finding.status, "firmness": "firm",
        "text": finding.text, "start": start, "end": end, "section": "s0", "page": 1, "rule": "nl/test",
        "confidence": 0.9,
      ]
      if let holder = finding.holder { commitment["holder"] = holder }
      if let recipient = finding.recipient { commitment["recipient"] = recipient }
      if let until = finding.until {
        commitment["deadline"] = [
          "text": "uiterlijk \(until)", "from": NSNull(), "until": until, "precision": finding.precision,
        ]
      }
      if let occasion = finding.occasion { commitment["occasion"] = ["text": "debat", "date": occasion] }
      if let motion = finding.motion { commitment["motion"] = ["movers": ["Drost"], "citation": motion] }
      if !finding.registerIds.isEmpty { commitment["registerIds"] = finding.registerIds }
      commitments.append(commitment)
      citations += finding.cites.map { ["id": $0, "kind": "kamerstuk", "text": $0, "start": start, "end": end] }
    }
    var metadata: [String: Any] = ["kind": "kamerstuk", "dossiers": [dossier], "subject": "Vaarwegen", "chamber": "TK"]
    if let date { metadata["date"] = date }
    if let number { metadata["number"] = number }
    metadata["signatories"] = [["office": findings.first?.holder ?? "minister", "name": "A. Voorbeeld"]]
    let record: [String: Any] = [
      "schema": "griffier.letter/1", "id": id, "source": ["path": "\(key).pdf", "sha256": id, "bytes": 1],
      "metadata": metadata, "text": text, "sections": [["id": "s0", "start": 0, "end": text.unicodeScalars.count]],
      "paragraphs": [Any](), "footnotes": [Any](), "citations": citations, "commitments": commitments,
      "warnings": [Any](),
    ]
    // Keys sorted, no blanks: as records are written, but in another order.
    if let data = try? JSONSerialization.data(withJSONObject: record, options: [.sortedKeys, .withoutEscapingSlashes]) {
      lines.append(String(decoding: data, as: UTF8.self))
    }
  }

  func reader() throws -> RecordReader {
    var reader = RecordReader()
    try reader.add(Array(lines.map { $0 + "\n" }.joined().utf8))
    try reader.finish()
    return reader
  }

  func register(_ corrections: String = "") throws -> CommitmentRegister {
    CommitmentRegister(try reader(), words: try RegisterWords(), corrections: Corrections(corrections))
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model
internal import Output

/// Entries as the Tweede Kamer keeps them: entities `Toezegging` of its Gegevensmagazijn, in the JSON of its OData service.
///
/// There each time a commitment is given is an entity of its own, tied to the one before by `IsHerhalingVan`, `IsWijzigingVan` or
/// `IsAanvullingOp`; keeping it is no entity but fills `Status`, `DatumNakoming` and `KamerbriefNakoming`. The Kamer's own identifiers are
/// not known here: `Id` is made of ours (RFC 9562, version 8), `Nummer` is given where a letter gives it.
struct ChamberWriter {
  let view: RegisterView

  func text() -> [UInt8] {
    var json = JSONBuffer(capacity: 1024 * view.entries.count)
    json.beginObject()
    json.member("@odata.context", "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/$metadata#Toezegging")
    json.key("value")
    json.beginArray()
    for entry in view.entries { write(entry, into: &json) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private func write(_ entry: RegisterEntry, into json: inout JSONBuffer) {
    let end = entry.steps.last {
      ["fulfilled", "partly"].contains($0.event) || ["fulfilled", "partly"].contains(view.mention($0).status)
    }
    var before: (id: String, day: Day?)?
    for step in entry.steps where before == nil || ChamberWriter.relations[step.event] != nil {
      let (mention, letter) = (view.mention(step), view.letter(step))
      json.beginObject()
      json.member("Id", ChamberWriter.identifier(mention.id))
      json.member("Nummer", mention.registerIds.first ?? entry.registerIds.first)
      json.member("Naam", letter.signatories.first?.name)
      json.member("Functie", mention.holder ?? entry.holder)
      json.member("Ministerie", letter.sender)
      json.member("Status", view.words.chamberStatus[entry.status])
      json.member("Tekst", mention.text)
      json.member("Aanmaakdatum", (before == nil ? entry.made : letter.date)?.iso)
      if let end, entry.status != "open" {
        json.member("DatumNakoming", view.letter(end).date?.iso)
        json.member("KamerbriefNakoming", [view.name(view.letter(end))])
      }
      if let recipient = mention.recipient { json.member("ToegezegdAan", [recipient]) }
      if let previous = before, let relation = ChamberWriter.relations[step.event] {
        json.key(relation)
        json.beginArray()
        json.beginObject()
        json.member("Id", previous.id)
        json.endObject()
        json.endArray()
      }
      json.key("Verwijderd")
      json.bool(false)
      json.endObject()
      before = (ChamberWriter.identifier(mention.id), letter.date)
    }
  }

  /// Which relation an event is; what keeps or drops a commitment is none.
  private static let relations: [String: StaticString] = [
    "repeated": "IsHerhalingVan", "postponed": "IsWijzigingVan", "supplemented": "IsAanvullingOp",
  ]

  /// A UUID of an identifier: 122 bits of two hashes.
  static func identifier(_ id: String) -> String {
    let one = Hash.of(id.utf8)
    let other = Hash.of(Array(id.utf8).reversed() + [0x2F])
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: one >> (56 - 8 * UInt64($0))) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: other >> (56 - 8 * UInt64($0))) }
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (i, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(i) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}

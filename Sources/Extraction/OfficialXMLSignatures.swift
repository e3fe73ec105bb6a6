// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// The pairs of office and name under a letter, as they come.
struct OfficialXMLSignatures {
  /// The pairs that are complete.
  private(set) var signatories: [Signatory] = []
  private var name: [UInt8] = []

  /// Whether a name waits for its office to end.
  var hasName: Bool { !name.isEmpty }

  /// The name of the pair.
  mutating func name(_ text: MarkupText) { name = OfficialXMLSignatures.withoutComma(text.utf8) }

  /// Completes a pair. Where no name was marked up, the words after the last comma are it.
  mutating func complete(office text: MarkupText) {
    var office = OfficialXMLSignatures.withoutComma(text.utf8)
    if name.isEmpty, let comma = office.lastIndex(of: UInt8(ascii: ",")) {
      name = Array(office[(comma + 1)...].drop { $0 == 0x20 })
      office = OfficialXMLSignatures.withoutComma(Array(office[..<comma]))
    }
    defer { name = [] }
    guard !name.isEmpty else { return }
    signatories.append(
      Signatory(
        office: office.isEmpty ? nil : String(decoding: office, as: UTF8.self),
        name: String(decoding: name, as: UTF8.self)
      )
    )
  }

  private static func withoutComma(_ utf8: [UInt8]) -> [UInt8] {
    var end = utf8.count
    while end > 0, utf8[end - 1] == UInt8(ascii: ",") || utf8[end - 1] == 0x20 { end -= 1 }
    return Array(utf8[..<end])
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

/// Text as a field of comma-separated values (RFC 4180).
public enum CSVField {
  /// The field, quoted where it must be.
  ///
  /// A spreadsheet takes a field that begins with `=`, `+`, `-`, `@`, a tabulator or an end of line for a formula: an apostrophe
  /// before it prevents that (OWASP, CSV Injection).
  public static func bytes(_ text: [UInt8]) -> [UInt8] {
    var text = text
    if let first = text.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D].contains(first) { text.insert(0x27, at: 0) }
    guard text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    var quoted: [UInt8] = [0x22]
    quoted.reserveCapacity(text.count + 16)
    for byte in text {
      if byte == 0x22 { quoted.append(0x22) }
      quoted.append(byte)
    }
    quoted.append(0x22)
    return quoted
  }
}

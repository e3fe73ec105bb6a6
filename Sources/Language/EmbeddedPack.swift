// SPDX-License-Identifier: GPL-3.0-or-later
internal import CPacks

/// The pack files that ride in the binary.
public enum EmbeddedPack {
  /// The text of an embedded file, by its path below the pack folder (`nl/citations.yaml`).
  public static func file(named name: String) -> String? {
    guard var entry = griffier_embedded_files() else { return nil }
    while let other = entry.pointee.name {
      if name == String(cString: other) {
        return String(
          decoding: UnsafeBufferPointer(start: entry.pointee.bytes, count: entry.pointee.count),
          as: UTF8.self
        )
      }
      entry += 1
    }
    return nil
  }
}

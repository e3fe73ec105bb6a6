// SPDX-License-Identifier: GPL-3.0-or-later
internal import CGLib

/// SHA-256 of bytes, by GLib: no cryptography is written or built here.
public enum ContentHash {
  /// Lower-case hexadecimal digest, 64 digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      guard let digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, buffer.baseAddress, gsize(buffer.count)) else {
        preconditionFailure("GLib without SHA-256")
      }
      defer { g_free(digest) }
      return String(cString: digest)
    }
  }
}

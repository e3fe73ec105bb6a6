// SPDX-License-Identifier: GPL-3.0-or-later
internal import CGLib
internal import Glibc

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

  /// The same of a file of any size, read piece by piece.
  ///
  /// - Throws: ``FileFailure`` `missing` or `unreadable`.
  static func sha256(ofFile path: String) throws(FileFailure) -> String {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    if fd < 0 { throw InputFile.failure(errno) }
    defer { close(fd) }
    guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else { preconditionFailure("GLib without SHA-256") }
    defer { g_checksum_free(checksum) }
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = Glibc.read(fd, &piece, piece.count)
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw InputFile.failure(errno) }
      if got == 0 { return String(cString: g_checksum_get_string(checksum)) }
      g_checksum_update(checksum, piece, gssize(got))
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import CFiles
internal import Glibc

/// The disk that the results of a pipeline lie on.
struct OutputVolume {
  /// Bytes; with less left a run says so before it begins. The tables of 20,000 letters, whole a second time while they are replaced,
  /// take about as much.
  static let comfort: UInt = 256 << 20

  /// Kinds of file systems by their numbers in statfs(2), from `linux/magic.h`, on which SQLite's write-ahead log does not work: its
  /// index is memory that all readers share, and so must be on one machine.
  private static let network: [UInt: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFE53_4D42: "SMB", 0xFF53_4D42: "CIFS", 0x5346_414F: "AFS", 0x6B41_4653: "AFS",
  ]

  private let kind: UInt
  private let free: UInt
  private let folder: String

  /// Looks at the disk of a folder that is there.
  ///
  /// - Throws: ``RunError`` 74.
  init(of folder: String) throws(RunError) {
    var (kind, free): (UInt, UInt) = (0, 0)
    if griffier_volume(folder, &kind, &free) != 0 {
      throw RunError(.ioError, "\(PrintableText(folder)): \(systemMessage(errno))")
    }
    self.init(kind: kind, free: free, folder: folder)
  }

  /// What statfs(2) would say: the number of the kind, and bytes left.
  init(kind: UInt, free: UInt, folder: String) {
    self.kind = kind
    self.free = free
    self.folder = folder
  }

  /// Refuses a disk that is no disk of this machine.
  ///
  /// - Throws: ``RunError`` 73.
  func mustBeLocal() throws(RunError) {
    guard let name = OutputVolume.network[kind] else { return }
    throw RunError(
      .cannotCreate,
      "\(PrintableText(folder)) lies on a network file system (\(name)), where the ledger does not work; choose a local disk"
    )
  }

  /// What to say when there is little room left; `nil` when there is enough.
  var complaint: String? {
    if free >= OutputVolume.comfort { return nil }
    return "only \(free >> 20) MiB are left on the disk of \(PrintableText(folder)); a full disk stops the run with 74"
  }
}

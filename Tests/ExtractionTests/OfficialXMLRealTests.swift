// SPDX-License-Identifier: GPL-3.0-or-later
import Extraction
import Foundation
import Model
import Testing

/// Two real papers lie beside the repository where it is developed; elsewhere these tests say that they were skipped.
struct OfficialXMLRealTests {
  static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let shared = ProcessInfo.processInfo.environment["GRIFFIER_SHARED"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared")
    let folder = shared.appending(path: "corpora/real")
    return FileManager.default.fileExists(atPath: folder.appending(path: "kst-28844-269.xml").path) ? folder : nil
  }()

  @Test(.enabled(if: OfficialXMLRealTests.folder != nil, "no shared corpus beside the repository"))
  func dump() throws {
    for name in ["kst-28844-269.xml", "kst-32545-143.xml"] {
      let bytes = [UInt8](try Data(contentsOf: #require(Self.folder).appending(path: name)))
      let document = try OfficialXML.read(bytes)
      var d = document
      d.blocks = []
      d.notes = []
      print(d)
      for b in document.blocks { print(b.kind, b.group ?? 0, b.text.string.prefix(100), b.text.calls.map { "\($0.offset):\($0.note)" }, b.text.links.count) }
      for n in document.notes { print(n.id ?? "-", n.label, n.text.string.prefix(80), n.text.links.map(\.target)) }
    }
  }
}

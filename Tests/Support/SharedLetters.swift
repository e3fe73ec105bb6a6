// SPDX-License-Identifier: GPL-3.0-or-later
public import Foundation

/// Letters outside the repository that tests read in place when they are there.
public enum SharedLetters {
  /// The folder that holds them: `GRIFFIER_SHARED`, else `shared` beside the checkout; `nil` where there is none.
  public static let folder: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["GRIFFIER_SHARED"].map { URL(fileURLWithPath: $0) }
    let candidate = named ?? root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: candidate.appendingPathComponent("corpora").path) ? candidate : nil
  }()

  /// Files of a folder below ``folder`` with this extension, sorted; empty where there are none.
  public static func files(_ path: String, _ suffix: String) -> [URL] {
    guard let folder = folder?.appendingPathComponent(path) else { return [] }
    let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return found.filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
  }

  /// Root of the checkout.
  public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}

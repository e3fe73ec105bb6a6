// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pipeline

/// The folder of results that commands read: the one that is named, else that of the pipeline that ran last.
enum ResultsFolder {
  /// Finds it.
  ///
  /// - Throws: ``RunError`` 66 when there is none.
  static func find(_ named: String?) throws -> String {
    if let named {
      guard lastWritten(named) != nil else {
        throw RunError(.noInput, "\(named): no results of griffier run are there")
      }
      return named
    }
    var folders = (try? FileManager.default.contentsOfDirectory(atPath: "out"))?.map { "out/\($0)" } ?? []
    for file in (try? FileManager.default.contentsOfDirectory(atPath: "pipelines")) ?? [] where file.hasSuffix(".yaml")
    {
      // A broken pipeline file is no reason not to read what another gave.
      if let configuration = try? RunConfiguration(file: "pipelines/\(file)") { folders.append(configuration.output) }
    }
    let newest = folders.compactMap { folder in lastWritten(folder).map { (folder, $0) } }
      .max { ($0.1, $1.0) < ($1.1, $0.0) }
    guard let newest else {
      throw RunError(.noInput, "no results in out/: start with griffier run, or name a folder with --output")
    }
    return newest.0
  }

  /// When a run wrote to a folder last.
  private static func lastWritten(_ folder: String) -> Date? {
    ["letters.jsonl", "ledger.sqlite", "ledger.sqlite-wal"].compactMap { name in
      (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"))?[.modificationDate] as? Date
    }.max()
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import Foundation
import Language
import Pipeline

/// Files of rules that a user adds to the language pack.
enum UserPacks {
  /// Bytes of one file: it travels to the workers as an argument, and Linux takes 128 KiB for one (MAX_ARG_STRLEN).
  static let largest = 120 << 10

  /// Reads files and proves them, so that no letter is read by rules that do not do what they say.
  ///
  /// - Throws: ``RunError`` 66 for a file that is not there, 78 naming file, line and rule for one that is wrong.
  static func read(_ paths: [String]) throws(RunError) -> [PackFile] {
    guard !paths.isEmpty else { return [] }
    var files: [PackFile] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw RunError(.noInput, "\(path): cannot be read")
      }
      guard data.count <= largest else {
        throw RunError(
          .configuration,
          "\(path): has \(data.count) bytes; at most \(largest) are taken, use several files"
        )
      }
      guard let yaml = String(data: data, encoding: .utf8), !data.contains(0) else {
        throw RunError(.configuration, "\(path): is no text in UTF-8")
      }
      files.append(PackFile(name: path, yaml: yaml))
    }
    let complaints = try complaints(files)
    guard complaints.isEmpty else { throw RunError(.configuration, complaints.joined(separator: "\ngriffier: ")) }
    return files
  }

  /// What is wrong with files: the first entry that cannot be used, else each example that fails.
  private static func complaints(_ files: [PackFile]) throws(RunError) -> [String] {
    do throws(PackError) {
      let pack = try LanguagePack(files)
      return RuleCheck(pack)(of: Set(files.map(\.name))).map(\.description)
    } catch {
      return [error.description]
    }
  }
}

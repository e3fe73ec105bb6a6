// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// The executables that were built together with the tests.
enum BuiltProducts {
  /// Path of an executable beside the test bundle.
  static func path(_ name: String) throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    // `swift test` runs Swift Testing from the bundle itself, or from a helper of the toolchain with the bundle as argument.
    let candidates = [own] + CommandLine.arguments
    for candidate in candidates {
      let path = URL(fileURLWithPath: candidate).deletingLastPathComponent().appendingPathComponent(name).path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    Issue.record("\(name) was not built")
    throw CocoaError(.fileNoSuchFile)
  }
}

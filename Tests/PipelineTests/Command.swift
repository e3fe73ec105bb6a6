// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Runs a program to its end.
struct Command {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program that was built together with the tests.
  init(_ product: String, _ arguments: [String], input: String = "", folder: String? = nil) throws {
    try self.init(path: try BuiltProducts.path(product), arguments, input: input, folder: folder)
  }

  /// Runs any program.
  init(path: String, _ arguments: [String], input: String = "", folder: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    // Files, not pipes: a pipe that nobody drains would stop the program.
    let files = try Folder()
    try files.write("in", input)
    try files.write("out", "")
    try files.write("err", "")
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files.path + "/in"))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files.path + "/out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files.path + "/err"))
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try files.read("out")
    errors = try files.read("err")
  }

  /// The root of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The letters that come with the package.
  static let letters = root + "/corpora/kamerbrieven/letters"
}

// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// A PostgreSQL server of a test's own: in a folder that goes away, over a socket in that folder, without a port.
final class PostgresServer: Sendable {
  /// Where the newest server on this machine has its programs; `nil` where none is installed.
  static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.sorted { ($0 as NSString).integerValue < ($1 as NSString).integerValue }
      .map { "\(root)/\($0)/bin" }.last { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()

  static let isInstalled = programs != nil && FileManager.default.isExecutableFile(atPath: "/usr/bin/psql")

  private let folder: Folder
  private let process: Process

  /// Makes a cluster and starts it; returns when it answers.
  init() throws {
    let folder = try Folder()
    self.folder = folder
    let programs = try #require(PostgresServer.programs)
    // PostgreSQL refuses to be root.
    var become: [String] = []
    if getuid() == 0 {
      become = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
      try FileManager.default.setAttributes([.ownerAccountName: "nobody"], ofItemAtPath: folder.path)
    }
    let data = folder.path + "/data"
    let make =
      become + [
        programs + "/initdb", "-D", data, "-A", "trust", "-U", "griffier", "--locale=C.UTF-8", "--no-sync",
      ]
    let made = try Command(path: make[0], Array(make.dropFirst()), folder: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    let serve =
      become + [
        programs + "/postgres", "-D", data, "-k", folder.path, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
        "unix_socket_permissions=0777",
      ]
    process = Process()
    process.executableURL = URL(fileURLWithPath: serve[0])
    process.arguments = Array(serve.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var isReady = false
    for _ in 0..<300 where !isReady {
      isReady = try psql(["-c", "SELECT 1"], database: "postgres").status == 0
      if !isReady { Thread.sleep(forTimeInterval: 0.1) }
    }
    try #require(isReady, "PostgreSQL does not answer")
    try #require(try psql(["-c", "CREATE DATABASE kamer"], database: "postgres").status == 0)
  }

  deinit {
    // At once, whoever is connected: nothing here outlives the test.
    kill(process.processIdentifier, SIGQUIT)
    process.waitUntilExit()
  }

  /// What a shell needs in its environment to reach the server.
  var environment: [String] { ["PGHOST=\(folder.path)", "PGUSER=griffier", "PGDATABASE=kamer"] }

  /// Runs psql.
  func psql(_ arguments: [String], database: String = "kamer") throws -> Command {
    try Command(
      path: "/usr/bin/psql",
      ["-X", "-q", "-w", "-h", folder.path, "-U", "griffier", "-d", database] + arguments
    )
  }

  /// What a query gives: a line a row, columns parted by `|`.
  func rows(_ query: String) throws -> String {
    let result = try psql(["-A", "-t", "-c", query])
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }
}

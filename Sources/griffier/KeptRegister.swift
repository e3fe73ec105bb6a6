// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Glibc
import Model
import Pipeline
import Register

/// The register of a folder of results: as it was kept when nothing has changed since, else made anew and kept.
struct KeptRegister {
  let folder: String
  let corrections: String

  private var file: String { "\(folder)/register.cache" }
  private var letters: String { "\(folder)/letters.jsonl" }

  /// The register; from what was kept only the entries that a filter may want.
  func callAsFunction(_ filter: RegisterFilter, words: RegisterWords) throws -> CommitmentRegister {
    // Taken before the letters are read: should they change meanwhile, the next call sees it.
    let key = key()
    if let key, let bytes = FileManager.default.contents(atPath: file) {
      if let kept = RegisterCache.register([UInt8](bytes), key: key, filter: filter) { return kept }
    }
    let records = try Griffier.RegisterCommand.read(letters)
    let register = CommitmentRegister(records, words: words, corrections: Corrections(corrections))
    if let key { keep(RegisterCache.bytes(register, key: key, words: words)) }
    return register
  }

  /// Makes the register and keeps it, where what was kept is not of these letters: in a process of its own, which takes its memory with it.
  ///
  /// What goes wrong is told when the register is asked for.
  func keepInStep() {
    guard FileManager.default.fileExists(atPath: letters), let key = key(), !isKept(key) else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    // A day before all deadlines: nothing is listed.
    process.arguments = ["register", "--output", folder, "--overdue", "--as-of", "0001-01-01"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return }
    process.waitUntilExit()
  }

  /// Whether the file says that it was made under this key. Whether it is whole is seen when it is read.
  private func isKept(_ key: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    defer { try? handle.close() }
    let head = (try? handle.read(upToCount: 4096)) ?? Data()
    return RegisterCache.isOf([UInt8](head.prefix { $0 != 0x0A }), key: key)
  }

  /// Names all that the register depends on: the letters' file, the corrections, and the program with its pack.
  private func key() -> String? {
    guard let letters = KeptRegister.stamp(letters), let program = KeptRegister.stamp("/proc/self/exe") else {
      return nil
    }
    return [Product.version, program, letters, RegisterCache.fingerprint(corrections)].joined(separator: " ")
  }

  private static func stamp(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    return "\(status.st_size)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)-\(status.st_ino)"
  }

  /// Where the folder cannot be written to, nothing is kept.
  private func keep(_ bytes: [UInt8]) {
    let unfinished = "\(folder)/.register.cache.\(getpid())"
    guard FileManager.default.createFile(atPath: unfinished, contents: Data(bytes)) else { return }
    if rename(unfinished, file) != 0 { unlink(unfinished) }
  }
}

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
  let words: RegisterWords

  private var file: String { "\(folder)/register.cache" }
  private var letters: String { "\(folder)/letters.jsonl" }

  /// The register; from what was kept only the entries that a filter may want.
  ///
  /// - Parameter isBrief: Whether the entries' steps are not needed.
  func callAsFunction(_ filter: RegisterFilter, isBrief: Bool = false) throws -> CommitmentRegister {
    // Taken before the letters are read: should they change meanwhile, the next call sees it.
    let key = key()
    if let key, let kept = kept(key, filter, isBrief: isBrief) { return kept }
    let register = try made()
    if let key { keep(register, key: key) }
    return register
  }

  /// What was kept under a key. The file is only ever replaced, so that it may be read where it lies.
  private func kept(_ key: String, _ filter: RegisterFilter, isBrief: Bool) -> CommitmentRegister? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped) else { return nil }
    return data.withUnsafeBytes { bytes in
      RegisterCache.register(bytes.bindMemory(to: UInt8.self), key: key, filter: filter, isBrief: isBrief)
    }
  }

  /// Makes the register anew where letters, corrections or the program have changed since it was kept: what a run does last, so
  /// that the first who asks need not wait. Without letters there is none.
  func refresh() throws {
    guard let key = key() else { return }
    if let kept = FileHandle(forReadingAtPath: file), let head = try kept.read(upToCount: 1 << 16),
      RegisterCache.begins([UInt8](head), key: key)
    {
      return
    }
    try keep(made(), key: key)
  }

  private func made() throws -> CommitmentRegister {
    CommitmentRegister(
      try RecordFile(path: letters).records(),
      words: words,
      corrections: Corrections(corrections)
    )
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
  private func keep(_ register: CommitmentRegister, key: String) {
    let unfinished = "\(folder)/.register.cache.\(getpid())"
    unlink(unfinished)
    let target = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if target < 0 { return }
    var isWhole = true
    RegisterCache.write(register, key: key, words: words) { bytes in
      var sent = 0
      while isWhole, sent < bytes.count {
        let count = bytes.withUnsafeBytes { write(target, $0.baseAddress.map { $0 + sent }, $0.count - sent) }
        if count < 0, errno == EINTR { continue }
        isWhole = count > 0
        sent += max(0, count)
      }
    }
    close(target)
    if !isWhole || rename(unfinished, file) != 0 { unlink(unfinished) }
  }
}

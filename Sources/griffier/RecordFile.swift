// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Glibc
import Pipeline
import Register

/// `letters.jsonl` of a folder of results, read in pieces by all cores.
struct RecordFile {
  let path: String

  /// Bytes of a piece: some hundred letters.
  private static let length = 1 << 20
  /// What is read at a time to find the end of the last line of a piece.
  private static let more = 1 << 16

  /// Reads the records.
  ///
  /// - Throws: ``RunError`` where there is no such file, it cannot be read, or a line is no record.
  func records() throws -> RecordReader {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw RunError(.noInput, "\(path): not there; the pipeline must have letters among its outputs")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(errno) }
    let size = Int(status.st_size)
    var pieces = Parallel.map((size + Self.length - 1) / Self.length) { number in
      piece(file, number * Self.length..<min(size, (number + 1) * Self.length))
    }
    let parts = try pieces.map { try $0.get() }
    // So that what was read is held once, and can be moved.
    pieces = []
    do throws(RegisterInputError) { return try RecordReader(consume parts) } catch {
      throw RunError(.dataError, "\(path):\(error.line): no record; griffier run writes the file anew")
    }
  }

  private func failure(_ code: Int32) -> RunError {
    RunError(.ioError, "\(path): \(String(cString: strerror(code)))")
  }

  /// The lines that begin in a range.
  private func piece(
    _ file: Int32,
    _ range: Range<Int>
  ) -> Result<Result<RecordReader, RegisterInputError>, RunError> {
    // With the byte before it, which tells whether a line begins right there.
    let before = min(range.lowerBound, 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count + 2 * Self.more)
    /// Adds what follows; 0 at the end of the file.
    func read(_ count: Int) -> Int {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: count))
      var got = -1
      repeat {
        got = bytes.withUnsafeMutableBytes {
          pread(file, $0.baseAddress.map { $0 + start }, count, off_t(range.lowerBound - before + start))
        }
      } while got < 0 && errno == EINTR
      bytes.removeLast(count - max(0, got))
      return got
    }
    while bytes.count < range.count + before {
      let got = read(range.count + before - bytes.count)
      if got < 0 { return .failure(failure(errno)) }
      if got == 0 { break }
    }
    var start = 0
    if before > 0 {
      guard let end = bytes.firstIndex(of: 0x0A), end + 1 < bytes.count else {
        return .success(.success(RecordReader()))
      }
      start = end + 1
    }
    var end = bytes.count
    while bytes[end - 1] != 0x0A {
      let got = read(Self.more)
      if got < 0 { return .failure(failure(errno)) }
      if got == 0 { break }
      end = bytes[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }
    return .success(RecordReader.lines(bytes[start..<end]))
  }
}

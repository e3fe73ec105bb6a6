// SPDX-License-Identifier: GPL-3.0-or-later
import CSandbox
import Glibc
import Model

/// A worker that answers as a worker should, but misbehaves over documents that begin with `fault:` and a name.
///
/// The argument `start:NAME` makes it misbehave before it is ready.
@main
struct FaultWorker {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    guard griffier_exit_on_hangup(3) == 0 else { exit(71) }
    if let argument = CommandLine.arguments.dropFirst().first, argument.hasPrefix("start:") {
      misbehave(String(argument.dropFirst(6)), id: 0)
    }
    send(Frame(kind: .ready, id: 0, payload: WorkReady(libraries: "fault-worker 1").payload).encoded)
    var decoder = FrameDecoder()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(3, &buffer, buffer.count)
      guard count > 0, let frames = try? decoder.append(buffer[..<count]) else { exit(0) }
      for frame in frames {
        guard let request = WorkRequest(payload: frame.payload) else { exit(1) }
        answer(request, id: frame.id)
      }
    }
  }

  private static func answer(_ request: WorkRequest, id: UInt64) {
    let text = String(decoding: request.document, as: UTF8.self)
    if text.hasPrefix("pages:") {
      for page in 1...5 where !request.skippedPages.contains(page) {
        send(Frame(kind: .progress, id: id, payload: WorkProgress(pages: 5, page: page).payload).encoded)
        if text.split(separator: ":").dropFirst().contains("\(page)") { abort() }
      }
    }
    // What follows a space only keeps contents apart.
    if text.hasPrefix("fault:") { misbehave(String(text.dropFirst(6).prefix { $0 != " " }), id: id) }
    send(Frame(kind: .record, id: id, payload: record(request)).encoded)
  }

  private static func record(_ request: WorkRequest) -> [UInt8] {
    let text = String(decoding: request.document, as: UTF8.self)
    let id = request.sha256.prefix(16)
    let lost = request.skippedPages.map { #"{"code":"page-lost","message":"m","page":\#($0)}"# }.joined(separator: ",")
    return Array(
      """
      {"schema":"griffier.letter/1","id":"\(id)","source":{"path":"","sha256":"\(request.sha256)","bytes":\(text.utf8.count),\
      "format":"pdf"},"metadata":{"kind":"other","subject":"\(text)"},"text":"\(text)",\
      "sections":[{"id":"s0","level":0,"parent":null,"kind":"opening","start":0,"end":\(text.unicodeScalars.count)}],\
      "paragraphs":[],"footnotes":[],"citations":[],"commitments":[],"warnings":[\(lost)]}\n
      """.utf8
    )
  }

  private static func misbehave(_ fault: String, id: UInt64) {
    switch fault {
    case "slow":
      usleep(100_000)
      return
    case "hang": while true { sleep(100) }
    case "spin": while true {}
    case "stop": raise(SIGSTOP)
    case "abort": abort()
    case "allocate":
      // As the sandbox limits a worker; the complaint is what C++ ends with.
      var limit = rlimit(rlim_cur: 768 << 20, rlim_max: 768 << 20)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      // Written to and kept: memory that nobody uses an optimizer does not ask for.
      var blocks: [UnsafeMutableRawPointer] = []
      while let block = malloc(16 << 20) {
        block.storeBytes(of: 1, as: UInt8.self)
        blocks.append(block)
      }
      let complaint = Array("terminate called after throwing an instance of 'std::bad_alloc'\n".utf8)
      _ = write(2, complaint, complaint.count)
      abort()
    case "segfault": raise(SIGSEGV)
    case "exit": exit(0)
    case "exit-within-frame":
      send(Array(Frame(kind: .record, id: id, payload: Array("{}".utf8)).encoded.dropLast()))
      exit(0)
    case "bad-magic": send(Array("Segmentation fault".utf8))
    case "too-long":
      var head = Frame.head(kind: .record, id: id, count: 0)
      head.replaceSubrange(5..<9, with: [0xFF, 0xFF, 0xFF, 0xFF])
      send(head)
    case "wrong-id": send(Frame(kind: .record, id: id &+ 1, payload: []).encoded)
    case "no-json": send(Frame(kind: .record, id: id, payload: Array("{\"schema\":\n".utf8)).encoded)
    case "other-record":
      let other = WorkRequest(options: [], sha256: String(repeating: "0", count: 64), document: [])
      send(Frame(kind: .record, id: id, payload: record(other)).encoded)
    case "flood-errors": return flood(2)
    case "flood-output": return flood(1)
    case "fork-bomb":
      // As it would go in a worker of griffier's: shut in.
      guard griffier_enter_sandbox() != 0 else { exit(98) }
      for _ in 0..<1000 where fork() == 0 { while true { sleep(100) } }
      abort()
    case "children":
      // As it must not leave behind what it has started.
      for _ in 0..<3 where fork() == 0 { while true { sleep(100) } }
      abort()
    case "kill-parent": kill(getppid(), SIGKILL)
    case "short-frame":
      var head = Frame.head(kind: .record, id: id, count: 1000)
      head.removeLast(3)
      send(head)
      exit(0)
    case "flood-frames":
      while true { send(Frame(kind: .progress, id: id, payload: WorkProgress(pages: 9).payload).encoded) }
    case "close": close(3)
    default: exit(99)
    }
    while true { sleep(100) }
  }

  /// A gibibyte.
  private static func flood(_ descriptor: Int32) {
    let line = [UInt8](repeating: 0x78, count: 1 << 16)
    for _ in 0..<(1 << 14) { _ = write(descriptor, line, line.count) }
  }

  private static func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(3, $0.baseAddress.map { $0 + sent }, $0.count - sent) }
      if count <= 0 { exit(0) }
      sent += count
    }
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
internal import Glibc
internal import Model

/// How a worker is started.
public struct WorkerCommand: Sendable, Equatable {
  /// Path of the executable.
  public var path: String
  /// Arguments after the name.
  public var arguments: [String]

  /// Creates a command.
  public init(path: String, arguments: [String] = []) {
    self.path = path
    self.arguments = arguments
  }

  /// `griffier-worker` beside the running executable, wherever that was called from.
  ///
  /// - Throws: ``RunError`` 69 when it is not there.
  public static func besideExecutable() throws(RunError) -> WorkerCommand {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
    guard count > 0 else {
      throw RunError(.unavailable, "cannot find out where griffier lies: \(systemMessage(errno))")
    }
    let own = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ""
    let path = folder + "/griffier-worker"
    if access(path, X_OK) != 0 { throw RunError(.unavailable, "\(path) is missing; griffier needs it to read letters") }
    return WorkerCommand(path: path)
  }
}

/// A child process with one end of a socket, and its complaints. Owned by one lane; never shared.
final class WorkerProcess {
  /// What is kept of a worker's standard error; the rest is read and dropped.
  static let complaintLimit = 64 << 10

  let socket: Int32
  private let pid: pid_t
  private let errors: Int32
  private(set) var complaints: [UInt8] = []
  private var isReaped = false

  /// Starts a worker: a process group of its own, the socket as descriptor 3, no input, no output, standard error drained by us.
  init(_ command: WorkerCommand) throws(RunError) {
    var pair: [Int32] = [-1, -1]
    // A socket for standard error too: only socketpair makes both ends close-on-exec in one step, so that no other worker gets one.
    var complaint: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard Glibc.socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw WorkerProcess.broken("socketpair", errno) }
    guard Glibc.socketpair(AF_UNIX, kind, 0, &complaint) == 0 else {
      let error = errno
      pair.forEach { close($0) }
      throw WorkerProcess.broken("socketpair", error)
    }
    for fd in [pair[0], complaint[0]] { _ = fcntl(fd, F_SETFL, O_NONBLOCK) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, complaint[1], 2)
    posix_spawn_file_actions_adddup2(&actions, pair[1], 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A terminal's Ctrl-C goes to the parent alone; the parent ignores signals that a worker must not.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )
    let arguments: [UnsafeMutablePointer<CChar>?] = (["griffier-worker"] + command.arguments).map { strdup($0) }
    // Nothing of the user's environment but what finds the libraries. Swift's backtracer would hold a crash up for seconds.
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no")]
    if let libraries = getenv("LD_LIBRARY_PATH") {
      environment.append(strdup("LD_LIBRARY_PATH=" + String(cString: libraries)))
    }
    defer { (arguments + environment).forEach { free($0) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, command.path, &actions, &attributes, arguments + [nil], environment + [nil])
    close(pair[1])
    close(complaint[1])
    if result != 0 {
      close(pair[0])
      close(complaint[0])
      throw WorkerProcess.broken(command.path, result)
    }
    pid = child
    socket = pair[0]
    errors = complaint[0]
  }

  deinit {
    kill()
    close(socket)
    close(errors)
  }

  /// Kills the process with everything it started, and waits for its end.
  func kill() {
    if isReaped { return }
    Glibc.kill(-pid, SIGKILL)
    Glibc.kill(pid, SIGKILL)
    _ = reap()
  }

  /// How a process that closed its socket ended. It gets a second to go of itself.
  func farewell(insideFrame: Bool) -> WorkFailure {
    var status: Int32? = nil
    for _ in 0..<1000 {
      status = reap(WNOHANG)
      if status != nil { break }
      usleep(1000)
    }
    guard let status else {
      kill()
      return WorkFailure(code: "protocol", message: "its worker hung up without an answer")
    }
    drain()
    let signal = status & 0x7F
    switch signal {
    case 0 where insideFrame:
      return WorkFailure(code: "protocol", message: "its worker ended in the middle of an answer")
    case 0:
      return WorkFailure(code: "crash", message: "its worker ended with status \(status >> 8 & 0xFF)")
    case SIGABRT where complaints.contains(bytesOf: "bad_alloc"), SIGKILL:
      return WorkFailure(code: "memory", message: "reading it took more memory than a worker may have")
    case SIGXCPU:
      return WorkFailure(code: "timeout", message: "was still being read when its time was up")
    default:
      return WorkFailure(code: "crash", message: "its worker was ended by signal \(signal)")
    }
  }

  /// Waits until the socket has something to read, room to write (`writing`), or nanoseconds have passed. Drains complaints.
  ///
  /// - Returns: Whether the socket is worth a look.
  func wait(writing: Bool, nanoseconds: UInt64?) -> Bool {
    var entries = [
      pollfd(fd: socket, events: Int16(POLLIN | (writing ? POLLOUT : 0)), revents: 0),
      pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    if errorsEnded { entries.removeLast() }
    let milliseconds = nanoseconds.map { Int32(clamping: $0 / 1_000_000 + 1) } ?? -1
    let count = poll(&entries, nfds_t(entries.count), milliseconds)
    if count <= 0 { return false }
    if entries.count > 1, entries[1].revents != 0 { drain() }
    return entries[0].revents != 0
  }

  private var errorsEnded = false

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    for _ in 0..<64 {
      let count = read(errors, &buffer, buffer.count)
      if count == 0 { errorsEnded = true }
      if count <= 0 { return }
      let room = WorkerProcess.complaintLimit - complaints.count
      complaints.append(contentsOf: buffer[..<min(count, max(room, 0))])
    }
  }

  /// How the process ended; `nil` while it has not (with WNOHANG). What it has started ends with it: as long as it is not buried, no other
  /// group can have its number.
  private func reap(_ options: Int32 = 0) -> Int32? {
    if isReaped { return nil }
    var end = siginfo_t()
    while waitid(P_PID, id_t(pid), &end, WEXITED | WNOWAIT | options) != 0, errno == EINTR {}
    if options & WNOHANG != 0, end.si_signo == 0 { return nil }
    Glibc.kill(-pid, SIGKILL)
    var status: Int32 = 0
    while true {
      let result = waitpid(pid, &status, options)
      if result == pid {
        isReaped = true
        return status
      }
      if result < 0, errno == EINTR { continue }
      if result < 0 { isReaped = true }
      return nil
    }
  }

  private static func broken(_ what: String, _ error: Int32) -> RunError {
    RunError(.temporary, "no worker can be started: \(what): \(systemMessage(error))")
  }
}

extension [UInt8] {
  /// Whether these bytes contain those of an ASCII text.
  fileprivate func contains(bytesOf text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard count >= wanted.count else { return false }
    return (0...(count - wanted.count)).contains { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}

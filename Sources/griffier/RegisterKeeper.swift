// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc

/// Makes the register ready for its next reader, in a process of its own: it wants all letters in memory, and a run does not grow with
/// their number.
///
/// Not by Foundation's `Process`, which opens sockets of the network to do it.
struct RegisterKeeper {
  /// The process.
  let pid: pid_t

  /// Starts it for a folder of results; `nil` where none can be started.
  init?(folder: String) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, mode) in [(Int32(0), O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
    }
    // What the run ignores, to hear of it in its own way, ends this one.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ["griffier", "register", "--refresh", "--output", folder]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    // As for workers: nothing of the user's but what finds the libraries.
    var environment: [UnsafeMutablePointer<CChar>?] = []
    if let libraries = getenv("LD_LIBRARY_PATH") {
      environment.append(strdup("LD_LIBRARY_PATH=" + String(cString: libraries)))
    }
    defer { (arguments + environment).forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/proc/self/exe", &actions, &attributes, arguments + [nil], environment + [nil]) == 0
    else {
      return nil
    }
    pid = child
  }

  /// Waits for its end; whether it did what it was to do.
  func wait() -> Bool {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      if errno != EINTR { return false }
    }
    return status == 0
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker does to itself before it reads a stranger's bytes. C, because signals and variadic system calls are.
#ifndef CSANDBOX_H
#define CSANDBOX_H

/// Ends this process as soon as the other end of the socket `fd` is closed, even in the middle of an endless loop.
///
/// By SIGIO, so without a thread. (PR_SET_PDEATHSIG is no use: it fires when the *thread* that spawned the worker ends.)
/// Returns 0, or -1 with errno set.
int griffier_exit_on_hangup(int fd);

/// A layer of the sandbox, as a bit.
enum griffier_layer {
  /// No new privileges, not traceable, limits on memory, descriptors and file size, no core files.
  GRIFFIER_LIMITS = 1,
  /// Landlock: no file but poppler's data, fonts and libraries, and those for reading only.
  GRIFFIER_LANDLOCK = 2,
  /// Seccomp: no system call but those on a list: no socket, no program, no process, no file for writing.
  GRIFFIER_SECCOMP = 4,
};

/// Shuts this process in, as far as the system goes along. Returns the layers that hold. For good: nothing opens it again.
///
/// Everything that needs threads, sockets or other files must have been done before.
int griffier_enter_sandbox(void);

/// What a process inside may not do, as a bit each.
enum griffier_deed {
  GRIFFIER_READ = 1,
  GRIFFIER_WRITE = 2,
  GRIFFIER_CONNECT = 4,
  GRIFFIER_EXECUTE = 8,
  GRIFFIER_FORK = 16,
  GRIFFIER_SIGNAL = 32,
  GRIFFIER_TRACE = 64,
};

/// Tries each deed and returns those that were denied.
int griffier_try_deeds(void);

/// Gives this process so many more seconds of processor time; after them the system ends it with SIGXCPU. Returns 0 or -1.
int griffier_allow_seconds(unsigned seconds);

#endif

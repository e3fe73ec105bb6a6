// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker does to itself before it reads a stranger's bytes. C, because signals and variadic system calls are.
#ifndef CSANDBOX_H
#define CSANDBOX_H

/// Ends this process as soon as the other end of the socket `fd` is closed, even in the middle of an endless loop.
///
/// By SIGIO, so without a thread. (PR_SET_PDEATHSIG is no use: it fires when the *thread* that spawned the worker ends.)
/// Returns 0, or -1 with errno set.
int griffier_exit_on_hangup(int fd);

#endif

// SPDX-License-Identifier: GPL-3.0-or-later
// The parent uses GLib for one thing: SHA-256 (GChecksum), so that no cryptography is written or built here. And one call that
// Swift's Glibc leaves out.
#ifndef CGLIB_SHIM_H
#define CGLIB_SHIM_H
#include <fcntl.h>
#include <glib.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Exchanges what two names stand for, at once (renameat2 with RENAME_EXCHANGE, Linux 3.15). 0, or -1 with errno.
static inline int griffier_exchange(const char *one, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 1u << 1);
}
#endif

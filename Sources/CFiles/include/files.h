// SPDX-License-Identifier: GPL-3.0-or-later
// Calls that Swift's Glibc leaves out. Nothing is included here: what a header brings along would belong to this module.
#ifndef CFILES_H
#define CFILES_H

/// Exchanges what two names stand for, at once (renameat2 with RENAME_EXCHANGE, Linux 3.15). 0, or -1 with errno.
int griffier_exchange(const char *one, const char *other);

/// The number of the kind of file system that a path lies on, as in `linux/magic.h`, and the bytes that are left on it for an ordinary
/// user (statfs(2)). 0, or -1 with errno.
int griffier_volume(const char *path, unsigned long *kind, unsigned long *free);
#endif

// SPDX-License-Identifier: GPL-3.0-or-later
// A call that Swift's Glibc leaves out. Nothing is included here: what a header brings along would belong to this module.
#ifndef CFILES_H
#define CFILES_H

/// Exchanges what two names stand for, at once (renameat2 with RENAME_EXCHANGE, Linux 3.15). 0, or -1 with errno.
int griffier_exchange(const char *one, const char *other);
#endif
